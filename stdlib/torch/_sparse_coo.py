"""What torch's functions do with sparse tensors in coordinate format (layout torch.sparse_coo).

Every call with such a tensor among its arguments comes to call(), from the engine's gate (torch_sparse.c): the functions of the table
work on indices and values, dense tensors both; the rest raise NotImplementedError, with PyTorch's words where it has no such function
either. Here are the table, making, taking apart, printing and converting; the modules named at the end fill in the rest.
"""
import _not_built
import torch
from torch import _C
from torch._C import _sparse_clone, _sparse_coalesce, _sparse_dense, _sparse_is_coalesced, _sparse_make, _sparse_set_coalesced
from torch._tensor_str import _add_suffixes

Tensor = torch.Tensor
_TABLE = {}      # name -> function
_GRADIENTS = {}  # name -> function of the result and the arguments: name of the node, operands, backward


def call(name, place, /, *args, **kwargs):
    """The call of torch's function `name` (place: where it is found, torch_sparse.h) with sparse arguments."""
    key = name if place in 'fmnoa' else f'{place}:{name}'
    function = _TABLE.get(key)
    if function is None:
        raise _unsupported(name, key)
    if not torch.is_grad_enabled() or not any(t.requires_grad for t in _tensors((args, kwargs))):
        return function(*args, **kwargs)
    gradient = _GRADIENTS.get(key)
    if gradient is None:
        if name.endswith('_') and args[0].requires_grad and args[0].is_leaf:
            raise RuntimeError('a leaf Variable that requires grad is being used in an in-place operation.')
        raise NotImplementedError(f'the gradient of {name} of sparse tensors')
    with torch.no_grad():
        out = function(*args, **kwargs)
    if gradient is _NO_GRADIENT or any(out is a for a in args):
        return out
    return record(out, *gradient(out, *args, **kwargs))


def record(out, node, operands, backward):
    """Hangs a node on out: backward gives one gradient for each operand."""
    wanted = [t.is_sparse and t.requires_grad for t in operands]

    def run(ctx, grad):
        grads = backward(grad)
        for i, (g, sparse) in enumerate(zip(grads, wanted)):
            if sparse and g is not None and not g.is_sparse:
                raise RuntimeError(f'Function {node} returned an invalid gradient at index {i} - expected layout Sparse but got Strided')
        return grads
    _C._attach_custom(node, None, run, tuple(operands), (out,))
    return out


def _tensors(values):
    for v in values.values() if isinstance(values, dict) else values:
        if isinstance(v, Tensor):
            yield v
        elif isinstance(v, (tuple, list, dict)):
            yield from _tensors(v)


def missing(operation, backend='SparseCPU'):
    """PyTorch's error for an operation that it does not have for a layout."""
    return NotImplementedError(f"Could not run 'aten::{operation}' with arguments from the '{backend}' backend. This could be because the operator "
                               "doesn't exist for this backend, or was omitted during the selective/custom build process (if using custom "
                               "build).")


def _unsupported(name, key):
    from torch._sparse_missing import MISSING
    operation = MISSING.get(key)
    if operation is not None:
        return missing(operation)
    return NotImplementedError(f'{name} of sparse tensors is not built')


def _op(*names, gradient=None):
    def install(function):
        for name in names:
            _TABLE[name] = function
            if gradient is not None:
                _GRADIENTS[name] = gradient
        return function
    return install


def _NO_GRADIENT(*args, **kwargs):
    """Of functions whose result has no history."""


# --- parts ---

def is_sparse(t):
    return isinstance(t, Tensor) and t.is_sparse


def _number(v):
    """Whether v counts as one number: a Python number or a dense tensor without dimensions."""
    return not isinstance(v, Tensor) or (v.dim() == 0 and not v.is_sparse)


def indices_of(s):
    return _C._sparse_indices(s)


def values_of(s):
    return _C._sparse_values(s)


def sparse_dim(s):
    return indices_of(s).size(0)


def _with_values(s, values, coalesced=None):
    """s with other values."""
    return _sparse_make(indices_of(s), values, s.size(), _sparse_is_coalesced(s) if coalesced is None else coalesced)


def _empty(size, n_sparse, dtype):
    return _sparse_make(torch.empty(n_sparse, 0, dtype=torch.int64), torch.empty((0,) + tuple(size[n_sparse:]), dtype=dtype), size, True)


def _empty_as(s, dtype=None):
    return _empty(s.size(), sparse_dim(s), dtype or s.dtype)


def _places(indices, size):
    """The number of each place in C order."""
    place = torch.zeros(indices.size(1), dtype=torch.int64)
    for d in range(indices.size(0)):
        place = place * size[d] + indices[d]
    return place


def gathered(t, indices):
    """The values of t, dense or sparse, at these places: zero where a sparse one has none."""
    if not is_sparse(t):
        return t[tuple(indices)] if indices.size(0) else t.unsqueeze(0).expand((indices.size(1),) + t.size()).clone()
    t = _sparse_coalesce(t)
    have, wanted, values = _places(indices_of(t), t.size()), _places(indices, t.size()), values_of(t)
    if not have.numel():
        return torch.zeros((wanted.numel(),) + values.size()[1:], dtype=values.dtype)
    at = torch.searchsorted(have, wanted).clamp_(max=have.numel() - 1)
    found = (have[at] == wanted).view((-1,) + (1,) * (values.dim() - 1))
    return torch.where(found, values[at], torch.zeros((), dtype=values.dtype))


def _masked(t, mask):
    """t at the places of the sparse tensor mask."""
    mask = _sparse_coalesce(mask)
    return _with_values(mask, gathered(t, indices_of(mask)), True)


def _dense(t):
    return t.to_dense() if is_sparse(t) else t


def _wrap(dim, n):
    n = max(n, 1)
    if not -n <= dim < n:
        raise IndexError(f'Dimension out of range (expected to be in range of [{-n}, {n - 1}], but got {dim})')
    return dim % n


# --- making ---

def _inferred_size(indices, values):
    size = []
    for d in range(indices.size(0)):
        size.append(int(indices[d].max()) + 1 if indices.size(1) else 0)
    return tuple(size) + tuple(values.size()[1:])


def _check_parts(indices, values, size):
    n_sparse, n_dense = indices.size(0), values.dim() - 1
    if size is not None and len(size) != n_sparse + n_dense:
        raise RuntimeError(f'number of dimensions must be sparse_dim ({n_sparse}) + dense_dim ({n_dense}), but got {len(size)}')
    if indices.numel():
        for d in range(n_sparse):
            low, high = int(indices[d].min()), int(indices[d].max())
            if low < 0:
                raise RuntimeError(f'found negative index {low} for dim {d}')
            if size is not None and high >= size[d]:
                raise RuntimeError(f'size is inconsistent with indices: for dim {d}, size is {size[d]} but found index {high}')
    if indices.size(1) != values.size(0):
        raise RuntimeError(f'indices and values must have same nnz, but got nnz from indices: {indices.size(1)}, nnz from values: '
                           f'{values.size(0)}')
    if size is not None and tuple(values.size()[1:]) != tuple(size[n_sparse:]):
        raise RuntimeError(f'values has incorrect size, expected {[values.size(0), *size[n_sparse:]]}, got {list(values.size())}')


def _values_gradient(indices):
    return lambda g: (None, gathered(g, indices))


def make(indices, values, size=None, *, dtype=None, requires_grad=False, check=True):
    """torch.sparse_coo_tensor with indices and values."""
    if not isinstance(indices, Tensor):
        indices = torch.tensor(indices)
    indices = indices.to(torch.int64)
    given = values if isinstance(values, Tensor) else torch.tensor(values, dtype=dtype)
    values = given.detach() if dtype is None else given.detach().to(dtype)
    if values.dim() == 0:
        values = values.reshape(1)
    if check:
        if indices.dim() != 2:
            raise RuntimeError(f'indices must be sparse_dim x nnz, but got: {list(indices.size())}')
        _check_parts(indices, values, size)
    s = _sparse_make(indices.detach(), values, _inferred_size(indices, values) if size is None else size, False)
    if given.requires_grad and torch.is_grad_enabled() and given.dtype == values.dtype:
        return record(s, 'SparseCooTensorWithDimsAndTensorsBackward0', (indices, given), _values_gradient(indices.detach()))
    return s.requires_grad_() if requires_grad else s


def sparse_coo_tensor(*args, **kwargs):
    """A sparse tensor of indices and values, or an empty one of a size."""
    torch.empty(0, device=kwargs.get('device'))
    kwargs.pop('device', None)
    dtype, wants = kwargs.pop('dtype', None), kwargs.pop('requires_grad', False)
    names = ('indices', 'values', 'size') if len(args) + len(kwargs) > 1 else ('size',)
    given = dict(zip(names, args), **kwargs)
    if 'values' in given:
        return make(given['indices'], given['values'], given.get('size'), dtype=dtype, requires_grad=wants)
    s = _empty(given['size'], len(given['size']), dtype or torch.get_default_dtype())
    return s.requires_grad_() if wants else s


def _sparse_coo_tensor_unsafe(indices, values, size):
    """The same without looking at where the indices point to."""
    return make(indices, values, size, check=False)


def _product_of(name):
    def function(*args, **kwargs):
        if not any(is_sparse(a) for a in args):
            if name in ('smm', 'sspaddmm'):
                raise RuntimeError('tensor.sspaddmm(...) can only be called on sparse tensors')
            if name in ('spmm', 'dsmm', 'saddmm'):
                return getattr(torch, 'addmm' if name == 'saddmm' else 'mm')(*args, **kwargs)
            raise missing(name, 'CPU')
        return call(name, 'f', *args, **kwargs)
    function.__name__ = function.__qualname__ = name
    return function


smm, hspmm, hsmm, spmm, dsmm, sspaddmm, saddmm = map(_product_of, ('smm', 'hspmm', 'hsmm', 'spmm', 'dsmm', 'sspaddmm', 'saddmm'))
for _name in ('sparse_csr_tensor', 'sparse_csc_tensor', 'sparse_bsr_tensor', 'sparse_bsc_tensor', 'sparse_compressed_tensor'):
    globals()[_name] = _not_built.function('torch.' + _name)


def legacy_type(dtype):
    """torch.sparse.FloatTensor and its kind: of indices, values and maybe a size, of a size, or of nothing."""
    def function(*args):
        if args and isinstance(args[0], Tensor):
            if args[1].dtype is not dtype:
                raise TypeError(f'expected {torch.empty(0, dtype=dtype).type()} (got {args[1].type()})')
            return make(*args)
        size = tuple(args[0]) if len(args) == 1 and not isinstance(args[0], int) else args
        return _empty(size or (0,), len(size) or 1, dtype)
    return function


def _validate_sparse_coo_tensor_args(indices, values, size):
    _check_parts(indices, values, tuple(size))


def to_sparse(self, sparse_dim):
    """A dense tensor's elements, or its slices behind the first dimensions, that are not zero."""
    with torch.no_grad():
        dense = self.detach()
        kept = dense != 0
        if dense.dim() > sparse_dim:
            kept = kept.reshape(tuple(dense.size()[:sparse_dim]) + (-1,)).any(-1)
        indices = kept.nonzero().t().contiguous()
        s = _sparse_make(indices, gathered(dense, indices), dense.size(), True)
    if self.requires_grad and torch.is_grad_enabled():
        return record(s, 'ToSparseBackward0', (self,), lambda g: (_dense(g),))
    return s


# --- questions ---

def _needs_coalesced(what):
    def check(s):
        if not _sparse_is_coalesced(s):
            raise RuntimeError(f'Cannot get {what} on an uncoalesced tensor, please call .coalesce() first')
    return check


_check_values, _check_indices = _needs_coalesced('values'), _needs_coalesced('indices')


def _values_backward(out, self):
    return 'ValuesBackward0', (self,), lambda g: (_with_values(self, _dense(g), True),)


@_op('values', gradient=_values_backward)
def _values(self):
    _check_values(self)
    return values_of(self)


@_op('indices', gradient=_NO_GRADIENT)
def _indices(self):
    _check_indices(self)
    return indices_of(self)


for _name, _function in {'_values': values_of, '_indices': indices_of, '_nnz': lambda self: indices_of(self).size(1),
                         'is_coalesced': _sparse_is_coalesced, 'sparse_dim': sparse_dim, '_dimI': sparse_dim,
                         'dense_dim': lambda self: self.dim() - sparse_dim(self), '_dimV': lambda self: self.dim() - sparse_dim(self),
                         '_coalesced_': _sparse_set_coalesced}.items():
    _op(_name, gradient=_NO_GRADIENT)(_function)


@_op('type', gradient=_NO_GRADIENT)
def _type(self, dtype=None, non_blocking=False):
    if dtype is None:
        return 'torch.sparse.' + torch.empty(0, dtype=self.dtype).type().removeprefix('torch.')
    return self.to(dtype)


def _no_storage(text, error=RuntimeError):
    def refuse(self, *args, **kwargs):
        raise error(text)
    return refuse


_op('data_ptr', 'tolist', '_storage_ptr', gradient=_NO_GRADIENT)(_no_storage("Cannot access data pointer of Tensor that doesn't have storage"))
_op('storage', 'untyped_storage', 'share_memory_', '_share_link', gradient=_NO_GRADIENT)(
    _no_storage('Cannot access storage of SparseTensorImpl', NotImplementedError))
_op('numpy', '__array__', gradient=_NO_GRADIENT)(
    _no_storage("can't convert Sparse layout tensor to numpy. Use Tensor.dense() first.", TypeError))


@_op('item')
def _item(self):
    if self.numel() != 1:
        raise ValueError('only one element tensors can be converted to Python scalars')
    raise missing('_local_scalar_dense')


@_op('is_nonzero')
def _is_nonzero(self):
    if self.numel() != 1:
        raise RuntimeError(f'Boolean value of Tensor with {"more than one value" if self.numel() else "no values"} is ambiguous')
    raise missing('_local_scalar_dense')


@_op('tensor', gradient=_NO_GRADIENT)
def _tensor(data, *, dtype=None, device=None, requires_grad=False):
    if not is_sparse(data):
        raise missing('_local_scalar_dense')
    return _sparse_clone(_cast(data.detach(), dtype or data.dtype)).requires_grad_(requires_grad)


@_op('as_tensor', 'asarray', gradient=_NO_GRADIENT)
def _as_tensor(data, *, dtype=None, device=None, requires_grad=False, copy=True):
    if not is_sparse(data):
        raise missing('_local_scalar_dense')
    return data if dtype in (None, data.dtype) else _cast(data.detach(), dtype)


@_op('is_shared', gradient=_NO_GRADIENT)
def _is_shared(self):
    return False


@_op('cuda')
def _cuda(self, *args, **kwargs):
    return torch.empty(0).cuda(*args, **kwargs)


# --- text ---

def _part_text(name, t, indent):
    text = f'{name}=tensor(' + _C._elements_text(t, indent + len(name) + 8)
    if not t.numel():
        text += ', size=' + str(tuple(t.size()))
    return text + ')'


@_op('__repr__', gradient=_NO_GRADIENT)
def _repr(self):
    default = torch.get_default_dtype()
    usual = (default, torch.int64, torch.bool, torch.complex128 if default is torch.float64 else torch.complex64)
    indices, values = indices_of(self), values_of(self)
    text = 'tensor(' + _part_text('indices', indices, 7) + ',\n       ' + _part_text('values', values, 7)
    suffixes = [f'size={tuple(self.size())}', f'nnz={indices.size(1)}']
    if self.dtype not in usual:
        suffixes.append(f'dtype={self.dtype}')
    suffixes.append(f'layout={self.layout}')
    if self.grad_fn is not None:
        suffixes.append(f'grad_fn=<{self.grad_fn.name()}>')
    elif self.requires_grad:
        suffixes.append('requires_grad=True')
    return _add_suffixes(text, suffixes, 7, True)


# --- the same in another form ---

def _passed_on(node, *others):
    """Of functions whose gradient is the result's."""
    def gradient(out, self, *args, **kwargs):
        return node, (self,), lambda g: (g,)
    return gradient


@_op('coalesce', gradient=_passed_on('CoalesceBackward0'))
def _coalesce(self):
    return _sparse_coalesce(self)


def _to_dense_backward(out, self, dtype=None):
    return 'ToDenseBackward0', (self,), lambda g: (_masked(g, self),)


@_op('to_dense', gradient=_to_dense_backward)
def _to_dense(self, dtype=None):
    if dtype is not None:
        raise RuntimeError('dtype argument is not supported by sparse_to_dense')
    return _sparse_dense(self)


def _cast_backward(out, self, *args, **kwargs):
    return 'ToCopyBackward0', (self,), lambda g: (g.to(self.dtype),)


def _cast(s, dtype):
    return s if dtype is s.dtype else _with_values(s, values_of(s).to(dtype))


@_op('to', gradient=_cast_backward)
def _to(self, *args, copy=False, dtype=None, device=None, non_blocking=False, memory_format=None):
    for a in args:
        if isinstance(a, torch.dtype):
            dtype = a
        elif isinstance(a, Tensor):
            dtype, device = a.dtype, a.device
        elif isinstance(a, (str, torch.device)):
            device = a
    if device is not None:
        torch.empty(0, device=device)
    out = _cast(self, dtype or self.dtype)
    return _sparse_clone(self) if copy and out is self else out


@_op('type_as', gradient=_cast_backward)
def _type_as(self, other):
    return _cast(self, other.dtype)


def _conversion(dtype):
    return lambda self, memory_format=None: _cast(self, dtype)


for _name, _dtype in {'float': torch.float32, 'double': torch.float64, 'half': torch.float16, 'bfloat16': torch.bfloat16, 'long': torch.int64,
                      'int': torch.int32, 'short': torch.int16, 'char': torch.int8, 'byte': torch.uint8, 'bool': torch.bool,
                      'cfloat': torch.complex64, 'cdouble': torch.complex128}.items():
    _op(_name, gradient=_cast_backward)(_conversion(_dtype))


@_op('clone', gradient=_passed_on('CloneBackward0'))
def _clone(self, *, memory_format=None):
    return _sparse_clone(self)


@_op('contiguous', gradient=_NO_GRADIENT)
def _contiguous(self, memory_format=torch.contiguous_format):
    return self


@_op('__deepcopy__', gradient=_NO_GRADIENT)
def _deepcopy(self, memo):
    if id(self) in memo:
        return memo[id(self)]
    if not self.is_leaf:
        raise RuntimeError('Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment')
    with torch.no_grad():
        copied = _C.Tensor._make_subclass(type(self), _sparse_clone(self.detach()), self.requires_grad)
    memo[id(self)] = copied
    return copied


@_op('__copy__', gradient=_NO_GRADIENT)
def _copy(self):
    return _sparse_make(indices_of(self), values_of(self), self.size(), False)


@_op('__reduce_ex__', gradient=_NO_GRADIENT)
def _reduce_ex(self, protocol):
    return torch._utils._rebuild_sparse_tensor, (self.layout, (indices_of(self), values_of(self), self.size()))


# --- made in this layout ---

def _sizes(size):
    return tuple(size[0]) if len(size) == 1 and not isinstance(size[0], int) else size


def _made(size, dtype, requires_grad):
    s = _empty(size, len(size), dtype)
    return s.requires_grad_() if requires_grad else s


def _of_this_layout(layout):
    if layout not in (None, torch.sparse_coo):
        raise NotImplementedError(f'layout={layout}')


@_op('zeros', 'empty', gradient=_NO_GRADIENT)
def _zeros(*size, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False, out=None, memory_format=None):
    _of_this_layout(layout)
    torch.empty(0, device=device)
    return _made(_sizes(size), dtype or torch.get_default_dtype(), requires_grad)


@_op('ones', 'full')
def _full(*args, layout=None, **kwargs):
    _of_this_layout(layout)
    raise RuntimeError('full(...) is not implemented for sparse layout')


@_op('ones_like')
def _ones_like(input, **kwargs):
    raise missing('fill_.Scalar' if is_sparse(input) else 'empty_strided')


@_op('empty_like', gradient=_NO_GRADIENT)
def _empty_like(input, **kwargs):
    if not is_sparse(input):
        raise missing('empty_strided')
    return _zeros_like(input, **kwargs)


@_op('zeros_like', gradient=_NO_GRADIENT)
def _zeros_like(input, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False, memory_format=None):
    if layout is torch.strided:
        return torch.zeros(input.size(), dtype=dtype or input.dtype, requires_grad=requires_grad)
    _of_this_layout(layout)
    if not is_sparse(input):
        return _made(input.size(), dtype or input.dtype, requires_grad)
    s = _empty_as(input, dtype)
    return s.requires_grad_() if requires_grad else s


@_op('new_zeros', 'new_empty', gradient=_NO_GRADIENT)
def _new_zeros(self, *size, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    _of_this_layout(layout)
    return _made(_sizes(size), dtype or self.dtype, requires_grad)


@_op('new_tensor', gradient=_NO_GRADIENT)
def _new_tensor(self, data, *, dtype=None, device=None, requires_grad=False):
    return torch.tensor(data, dtype=dtype or self.dtype, requires_grad=requires_grad)


del _name, _function, _dtype

from torch import _sparse_arithmetic, _sparse_matrix, _sparse_shape, _sparse_steps
