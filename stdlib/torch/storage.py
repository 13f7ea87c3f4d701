"""Storages: the flat memory behind tensors, as objects of their own and in files."""
import _not_built

from torch import _C

__all__ = ['TypedStorage', 'UntypedStorage']

_DTYPES = {'DoubleStorage': _C.float64, 'FloatStorage': _C.float32, 'HalfStorage': _C.float16, 'LongStorage': _C.int64,
           'IntStorage': _C.int32, 'ShortStorage': _C.int16, 'CharStorage': _C.int8, 'ByteStorage': _C.uint8,
           'BoolStorage': _C.bool, 'BFloat16Storage': _C.bfloat16, 'ComplexDoubleStorage': _C.complex128,
           'ComplexFloatStorage': _C.complex64}
_NAMES = {dtype: name for name, dtype in _DTYPES.items()}


def _load_from_bytes(b):
    """What a pickled storage calls."""
    import torch
    import io
    return torch.load(io.BytesIO(b))


class _Storage:
    """What typed and untyped storages share: a 1-d tensor over all of the memory."""

    def __init__(self, *args, dtype=None):
        if len(args) > 1:
            raise RuntimeError(f'{type(self).__name__}() takes at most one positional argument, got {len(args)}')
        arg = args[0] if args else 0
        if isinstance(arg, _C.Tensor):
            self._flat = arg
        elif isinstance(arg, _Storage):
            self._flat = _C._view_storage(arg._flat, dtype or arg.dtype, 0,
                                          (arg.nbytes() // _itemsize(dtype or arg.dtype),), (1,))
        elif isinstance(arg, int):
            self._flat = _C.zeros(arg, dtype=dtype)
        else:
            self._flat = _C.tensor(list(arg), dtype=dtype)

    @property
    def dtype(self):
        return self._flat.dtype

    @property
    def device(self):
        return self._flat.device

    @property
    def is_cuda(self):
        return False

    def __len__(self):
        return self._flat.numel()

    size = __len__

    def nbytes(self):
        return len(self) * self.element_size()

    def element_size(self):
        return self._flat.element_size()

    def data_ptr(self):
        return _C._storage_ptr(self._flat)

    _data_ptr = data_ptr

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            raise RuntimeError('slices are only supported in UntypedStorage.__getitem__')
        if isinstance(idx, int) and not -len(self) <= idx < len(self):
            raise IndexError(f'index {idx} out of range for storage of size {len(self)}')
        return self._flat[idx].item()

    def __setitem__(self, idx, value):
        if isinstance(value, _Storage):
            value = value._flat
        self._flat[idx] = value

    def __iter__(self):
        return iter(self.tolist())

    def tolist(self):
        return self._flat.tolist()

    def fill_(self, value):
        self._flat.fill_(value)
        return self

    def copy_(self, source, non_blocking=False):
        self._flat.copy_(source._flat)
        return self

    def clone(self):
        return type(self)(self._flat.clone())

    def resize_(self, size):
        old = self._flat
        self._flat = _C.zeros(size, dtype=old.dtype)
        n = min(size, old.numel())
        self._flat[:n] = old[:n]

    def cpu(self):
        return self

    def cuda(self, device=None, non_blocking=False):
        return type(self)(self._flat.cuda(device))

    def is_pinned(self):
        return False

    def is_shared(self):
        return self._flat.is_shared()

    def share_memory_(self):
        self._flat.share_memory_()
        return self

    def get_device(self):
        return -1

    def _to(self, dtype):
        return TypedStorage(self._flat.to(dtype))

    def double(self):
        return self._to(_C.float64)

    def float(self):
        return self._to(_C.float32)

    def half(self):
        return self._to(_C.float16)

    def bfloat16(self):
        return self._to(_C.bfloat16)

    def long(self):
        return self._to(_C.int64)

    def int(self):
        return self._to(_C.int32)

    def short(self):
        return self._to(_C.int16)

    def char(self):
        return self._to(_C.int8)

    def byte(self):
        return self._to(_C.uint8)

    def bool(self):
        return self._to(_C.bool)

    def complex_double(self):
        return self._to(_C.complex128)

    def complex_float(self):
        return self._to(_C.complex64)

    def __copy__(self):
        return self.clone()

    def __deepcopy__(self, memo):
        done = memo.setdefault('torch', {})
        if self.data_ptr() not in done:
            done[self.data_ptr()] = self.clone()
        return done[self.data_ptr()]

    def __sizeof__(self):
        return 24 + self.nbytes()

    def __reduce__(self):
        import torch
        import io
        b = io.BytesIO()
        torch.save(self, b, _use_new_zipfile_serialization=False)
        return _load_from_bytes, (b.getvalue(),)

    def __repr__(self):
        name = type(self).__name__ if isinstance(self, UntypedStorage) else 'TypedStorage'
        dtype = '' if isinstance(self, UntypedStorage) else f'dtype={self.dtype}, '
        lines = '\n'.join(f' {x}' for x in self.tolist())
        return f'{lines}\n[torch.storage.{name}({dtype}device={self.device}) of size {len(self)}]'

    __str__ = __repr__


_Storage.__module__ = 'torch.storage'


def _itemsize(dtype):
    return _C.empty(0, dtype=dtype).element_size()


class UntypedStorage(_Storage):
    """The bytes of a storage."""

    def __init__(self, *args, **kwargs):
        kwargs.pop('device', None)
        super().__init__(*args, dtype=_C.uint8)

    def untyped(self):
        return self

    def type(self):
        return 'torch.storage.UntypedStorage'


class TypedStorage(_Storage):
    """A storage whose elements have a dtype."""

    def __init__(self, *args, wrap_storage=None, dtype=None, device=None):
        if wrap_storage is not None:
            args = (wrap_storage,)
        if dtype is None:
            dtype = _C.get_default_dtype()
        super().__init__(*args, dtype=dtype)

    def untyped(self):
        return UntypedStorage(self)

    _untyped = untyped

    @property
    def _storage(self):
        return self.untyped()

    def pickle_storage_type(self):
        return _NAMES[self.dtype]

    def type(self, dtype=None, non_blocking=False):
        return 'torch.' + _NAMES[self.dtype] if dtype is None else self._to(dtype)

    def __eq__(self, other):
        return isinstance(other, _Storage) and self.data_ptr() == other.data_ptr() if other is not self else True

    __hash__ = object.__hash__


class _LegacyMeta(type):
    def __instancecheck__(cls, obj):
        return isinstance(obj, TypedStorage) and (cls is _LegacyStorage or obj.dtype == cls.dtype)


class _LegacyStorage(TypedStorage, metaclass=_LegacyMeta):
    """torch.FloatStorage and its like: making one gives a TypedStorage of its dtype."""

    def __new__(cls, *args, wrap_storage=None):
        return TypedStorage(*args, wrap_storage=wrap_storage, dtype=cls.dtype)


def _legacy_class(name, dtype):
    return _LegacyMeta(name, (_LegacyStorage,), {'dtype': dtype, '__module__': 'torch', '__qualname__': name})


_CLASSES = {name: _legacy_class(name, dtype) for name, dtype in _DTYPES.items()}


def _typed(tensor):
    """The storage of a tensor."""
    n = _C._storage_nbytes(tensor) // tensor.element_size()
    return TypedStorage(_C._view_storage(tensor.detach(), tensor.dtype, 0, (n,), (1,)))


def _copied(tensor, memo):
    """What deepcopy makes of a tensor: the same view of a copy of its storage."""
    storage = _typed(tensor).__deepcopy__(memo)
    return _C._view_storage(storage._flat, tensor.dtype, tensor.storage_offset(), tensor.shape, tensor.stride())


def _untyped(tensor):
    return _typed(tensor).untyped()


def _storage_type(tensor):
    """The class of the tensor's storage."""
    return _CLASSES[_NAMES[tensor.dtype]]


_C._add_tensor_methods({'storage_type': _storage_type, '_storage': _untyped, '_typed_storage': _typed})


__getattr__ = _not_built.of(__name__)
