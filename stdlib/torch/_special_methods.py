"""Methods of Tensor that code rarely names: those that Python 2 or NumPy ask for, and those of named, compressed or half complex
tensors, which are not built."""
import torch
from torch import _sparse_coo, _utils


def __array_wrap__(self, array):
    """The tensor over what a ufunc of NumPy gave."""
    return torch.from_numpy(array.astype('uint8') if array.dtype == bool else array)


def __nonzero__(self):
    return bool(self)


def __long__(self):
    return int(self)


def __reversed__(self):
    return self.flip(0) if self.dim() else self


__reversed__.__qualname__ = 'Tensor.__reversed__'

def __div__(self, other):
    return self.__truediv__(other)


def __rdiv__(self, other):
    try:
        return self.reciprocal() * other
    except TypeError:
        return NotImplemented


def __idiv__(self, other):
    return self.__itruediv__(other)


def _is_zerotensor(self):
    return False


def _conj_physical(self):
    return torch.conj_physical(self)


def _reduce_ex_internal(self, proto):
    return _utils._reduce_tensor(self, proto)


def _to_dense(self, dtype=None):
    if not self.is_sparse:
        raise _sparse_coo.missing('_to_dense', 'CPU')
    return self.to_dense() if dtype is None else self.to_dense(dtype)


def resize_as_sparse_(self, the_template):
    """Sizes and kinds of dimensions of another sparse tensor."""
    if not (self.is_sparse and the_template.is_sparse):
        raise _sparse_coo.missing('resize_as_sparse_', 'CPU')
    if (self.size(), self.sparse_dim()) != (the_template.size(), the_template.sparse_dim()):
        self.sparse_resize_(the_template.size(), the_template.sparse_dim(), the_template.dense_dim())
    return self


def _check_names(method, names):
    """The refusal of what are no names, all of one sequence or one by one."""
    if len(names) == 1 and isinstance(names[0], (list, tuple)):
        names = names[0]
    for i, name in enumerate(names):
        if not (name is None or name is ... or isinstance(name, str)):
            raise TypeError(f"{method}(): argument 'names' (position 1) must be tuple of names, not tuple" if i == 0 else
                            f'expected None or string for Dimname but got {type(name).__name__}')


def _not_built(name, what):
    def method(self, *args, **kwargs):
        if what == 'named dimensions' and name != 'align_as':
            _check_names(name, args)
        raise NotImplementedError(f'Tensor.{name}: {what} are not built in Kukri')
    method.__name__ = method.__qualname__ = name
    return method


for _name, _what in (('rename', 'named dimensions'), ('rename_', 'named dimensions'), ('refine_names', 'named dimensions'),
                     ('align_to', 'named dimensions'), ('align_as', 'named dimensions'), ('to_mkldnn', 'tensors of oneDNN'),
                     ('chalf', 'complex numbers of halves')):
    globals()[_name] = _not_built(_name, _what)
del _name, _what
