"""Functions for sparse tensors; the tensors themselves are made by torch.sparse_coo_tensor and Tensor.to_sparse."""
import _not_built
import torch
from torch._as_native import kernel as _kernel, kind as _kind, signed as _signed
from torch._sparse_coo import call as _call, legacy_type as _legacy_type, missing as _missing


def mm(sparse, dense):
    """The product of a sparse matrix with a dense or sparse one; both may want gradients."""
    if not sparse.is_sparse:
        raise _missing('sparse_dim', 'CPU')
    return _call('_sparse_mm', 'f', sparse, dense)


def addmm(input, mat1, mat2, *, beta=1., alpha=1.):
    """beta * input + alpha * (mat1 @ mat2) with a sparse mat1."""
    if not any(t.is_sparse for t in (input, mat1, mat2)):
        return torch.addmm(input, mat1, mat2, beta=beta, alpha=alpha)
    return _call('_sparse_addmm', 'f', input, mat1, mat2, beta=beta, alpha=alpha)


def sampled_addmm(input, mat1, mat2, *, beta=1., alpha=1., out=None):
    """Of matrices in compressed rows, in PyTorch on other devices than the CPU."""
    raise _missing('sparse_sampled_addmm', 'SparseCPU' if input.is_sparse else 'CPU')


def sum(input, dim=None, dtype=None):
    """The sum of all elements, or over some dimensions: sparse while a sparse dimension is left."""
    _kernel('_sparse_sum', input, *(() if dim is None else (dim,)), **({} if dtype is None else {'dtype': dtype}))
    if not input.is_sparse:
        raise _missing('is_coalesced', 'CPU')
    if dim is None:
        return _call('_sparse_sum_all', 'f', input, dtype=dtype)
    return _call('_sparse_sum', 'f', input, dim, dtype=dtype)


def softmax(input, dim, dtype=None):
    """Softmax over the entries there are: places without one count as minus infinity."""
    if not input.is_sparse:
        raise _missing('_sparse_softmax', 'CPU')
    return _call('_sparse_softmax', 'f', input, dim, dtype=dtype)


def log_softmax(input, dim, dtype=None):
    """The logarithm of softmax."""
    if not input.is_sparse:
        raise _missing('_sparse_log_softmax', 'CPU')
    return _call('_sparse_log_softmax', 'f', input, dim, dtype=dtype)


def spdiags(diagonals, offsets, shape, layout=None):
    """A sparse matrix of that shape with the rows of diagonals as its diagonals: element j of a row lies in column j."""
    if layout is torch.strided:
        raise RuntimeError('Only output layouts (Sparse, SparseCsc, SparseCsr) are supported, got Strided')
    if layout not in (None, torch.sparse_coo):
        raise NotImplementedError(f'layout={layout}')
    diagonals, offsets = torch.atleast_2d(diagonals), torch.atleast_1d(offsets)
    if len(shape) != 2:
        raise RuntimeError('Output shape must be 2d')
    if diagonals.size(0) != offsets.size(0):
        raise RuntimeError(f'Number of diagonals ({diagonals.size(0)}) does not match the number of offsets ({offsets.size(0)})')
    if offsets.dtype is not torch.int64:
        raise RuntimeError(f'Offset Tensor must have dtype Long but got {_kind(offsets)}')
    if offsets.unique().numel() != offsets.numel():
        raise RuntimeError('Offset tensor contains duplicate values')
    rows, columns, values = [], [], []
    for d, k in zip(diagonals, offsets.tolist()):
        column = torch.arange(max(0, k), min(shape[1], shape[0] + k, d.numel()))
        rows.append(column - k)
        columns.append(column)
        values.append(d[column])
    return torch.sparse_coo_tensor(torch.stack([torch.cat(rows), torch.cat(columns)]), torch.cat(values), tuple(shape))


for _name, _f in (('_sparse_addmm', addmm), ('_sparse_log_softmax', log_softmax), ('_sparse_mm', mm), ('_sparse_softmax', softmax),
                  ('sparse_sampled_addmm', sampled_addmm)):
    globals()[_f.__name__] = _signed(_f, 'k', _name)
for _name, _dtype in {'Float': torch.float32, 'Double': torch.float64, 'Half': torch.float16, 'BFloat16': torch.bfloat16, 'Long': torch.int64,
                      'Int': torch.int32, 'Short': torch.int16, 'Char': torch.int8, 'Byte': torch.uint8}.items():
    globals()[_name + 'Tensor'] = _legacy_type(_dtype)
del _name, _dtype, _f

__getattr__ = _not_built.of(__name__)
