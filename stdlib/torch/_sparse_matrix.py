"""Products of sparse matrices, reductions and softmax (see _sparse_coo.py)."""
import torch
from torch._C import _sparse_coalesce, _sparse_make, _sparse_mm_into
from torch._sparse_coo import (_cast, _dense, _empty, _masked, _op, _places, _with_values, _wrap, gathered, indices_of, is_sparse, missing,
                               sparse_dim, to_sparse, values_of)


# --- products of matrices ---

def _names(*dtypes):
    return [torch.empty(0, dtype=d).type()[6:-6] for d in dtypes]


def _product(base, s, dense, beta, alpha):
    """beta * base + alpha * (s @ dense)."""
    if s.dim() != 2 or sparse_dim(s) != 2:
        raise RuntimeError(f'addmm: 2D tensor expected, got {s.dim()}D tensor' if s.dim() != 2 else
                           f'addmm: matrices expected, got {sparse_dim(s)}D tensor')
    if dense.dim() != 2:
        raise RuntimeError(f'addmm: matrices expected, got {dense.dim()}D tensor')
    if dense.size(0) != s.size(1):
        raise RuntimeError(f'addmm: Argument #3 (dense): Expected dim 0 size {s.size(1)}, got {dense.size(0)}')
    if dense.dtype != s.dtype:
        raise RuntimeError('expected scalar type {} but found {}'.format(*_names(s.dtype, dense.dtype)))
    size = (s.size(0), dense.size(1))
    if base is None or beta == 0:
        out = torch.zeros(size, dtype=s.dtype)
    else:
        out = base.detach().expand(size).clone(memory_format=torch.contiguous_format) if beta == 1 else (base.detach() * beta).expand(size).contiguous()
    return _sparse_mm_into(out, s.detach(), dense.detach(), alpha)


def _rows(s):
    """The entries of a coalesced matrix by row: [[(column, value), ...], ...]."""
    rows = [[] for _ in range(s.size(0))]
    (row, column), values = indices_of(s).tolist(), values_of(s)
    for i, (r, c) in enumerate(zip(row, column)):
        rows[r].append((c, values[i]))
    return rows


def _sparse_product(a, b):
    """The product of two sparse matrices, in each row in the order in which PyTorch meets the columns, backwards."""
    if a.size(1) != b.size(0):
        raise RuntimeError(f'mat1 and mat2 shapes cannot be multiplied ({a.size(0)}x{a.size(1)} and {b.size(0)}x{b.size(1)})')
    if a.dtype != b.dtype:
        raise RuntimeError('mat1 dtype {} does not match mat2 dtype {}'.format(*_names(a.dtype, b.dtype)))
    left, right, where, values = _rows(_sparse_coalesce(a.detach())), _rows(_sparse_coalesce(b.detach())), [], []
    for r, row in enumerate(left):
        sums = {}
        for k, x in row:
            for c, y in right[k]:
                sums[c] = sums[c] + x * y if c in sums else x * y
        for c in reversed(sums):
            where.append((r, c))
            values.append(sums[c])
    size = (a.size(0), b.size(1))
    if not where:
        return _empty(size, 2, a.dtype)
    return _sparse_make(torch.tensor(where).t().contiguous(), torch.stack(values), size, True)


def _refuse_dense_first(input):
    if not is_sparse(input):
        raise missing('sparse_dim', 'CPU')


def _strided_only(out, input, mat2):
    """torch.mm and its like differentiate the dense operand alone."""
    if input.requires_grad:
        raise RuntimeError("The backward pass for this operation requires the 'self' tensor to be strided, but a sparse tensor was given "
                           "instead. Please either use a strided tensor or set requires_grad=False for 'self'")
    s = input
    return 'MmBackward0', (mat2,), lambda g: (_product(None, s.t(), g, 0, 1),)


@_op('mm', 'spmm', 'dsmm', gradient=_strided_only)
def _mm(input, mat2):
    _refuse_dense_first(input)
    if is_sparse(mat2):
        return _sparse_product(input, mat2)
    return _product(None, input, mat2, 0, 1)


def _mv_backward(out, input, vec):
    s = input
    return 'MvBackward0', (input, vec), lambda g: (torch.outer(g, vec) if s.requires_grad else None, _mv(s.t(), g))


@_op('mv', gradient=_mv_backward)
def _mv(input, vec):
    if not is_sparse(input):
        raise missing('mv')
    if input.size(-1) != vec.size(0):
        raise RuntimeError('mv: expected self.size(-1) == vec.size(-1)')
    return _product(None, input, vec.detach().unsqueeze(1), 0, 1).squeeze(1)


def _matmul_backward(out, input, other):
    return (_mv_backward if other.dim() == 1 else _strided_only)(out, input, other)


@_op('matmul', gradient=_matmul_backward)
def _matmul(input, other):
    if is_sparse(input) and other.dim() == 1 and input.dim() == 2:
        return _mv(input, other)
    if input.dim() == 2 and other.dim() == 2:
        return _mm(input, other)
    if input.dim() == 1 and other.dim() == 2 and is_sparse(other):
        raise missing('sparse_dim', 'CPU')
    if input.dim() > 2 or other.dim() > 2:
        raise missing('as_strided')
    raise NotImplementedError('matmul of sparse tensors that are not matrices')


@_op('bmm')
def _bmm(input, mat2):
    """A product of dense matrices with those that a sparse tensor holds."""
    if is_sparse(mat2):
        raise RuntimeError("bmm_sparse: Tensor 'mat2' must be dense")
    if sparse_dim(input) != 3 or input.dim() != 3:
        raise RuntimeError("bmm_sparse: Tensor 'self' must have 0 dense dims, but has "
                           f'{input.dim() - sparse_dim(input)}' if input.dim() != sparse_dim(input) else "bmm_sparse: Tensor 'self' must be 3D")
    if mat2.dim() != 3:
        raise RuntimeError("bmm_sparse: Tensor 'mat2' must be 3D")
    if input.size(0) != mat2.size(0):
        raise RuntimeError("bmm_sparse: 'self.size(0)' and 'mat2.size(0)' must match")
    if input.size(2) != mat2.size(1):
        raise RuntimeError("bmm_sparse: 'self.size(2)' and 'mat2.size(1)' must match")
    input = _sparse_coalesce(input)
    indices, values = indices_of(input), values_of(input)
    parts = []
    for b in range(input.size(0)):
        here = (indices[0] == b).nonzero().squeeze(1)
        matrix = _sparse_make(indices[1:, here], values[here], input.size()[1:], True)
        parts.append(_product(None, matrix, mat2[b], 0, 1))
    return torch.stack(parts) if parts else mat2.new_zeros(0, input.size(1), mat2.size(2))


@_op('sparse_sampled_addmm')
def _sampled_addmm(input, mat1, mat2, *, beta=1, alpha=1):
    raise missing('sparse_sampled_addmm')


def _addmm_backward(out, input, mat1, mat2, *, beta=1, alpha=1):
    def backward(g):
        return (g.sum_to_size(input.size()) * beta if input.requires_grad else None,
                _masked(g @ mat2.t() * alpha, mat1) if mat1.requires_grad else None,
                _product(None, mat1.t(), g, 0, alpha) if mat2.requires_grad else None)
    return 'SparseAddmmBackward0', (input, mat1, mat2), backward


@_op('addmm', '_sparse_addmm', gradient=_addmm_backward)
def _addmm(input, mat1, mat2, *, beta=1, alpha=1):
    _refuse_dense_first(mat1)
    if is_sparse(input) or is_sparse(mat2):
        raise NotImplementedError('addmm of these sparse tensors')
    return _product(input, mat1, mat2, beta, alpha)


@_op('hspmm', 'hsmm')
def _hspmm(mat1, mat2):
    """The product, sparse in its rows."""
    mat1 = _sparse_coalesce(mat1)
    rows, row = indices_of(mat1)[0].unique(return_inverse=True)
    below = _sparse_make(torch.stack([row, indices_of(mat1)[1]]), values_of(mat1), (rows.numel(), mat1.size(1)), True)
    return _sparse_make(rows.unsqueeze(0), _product(None, below, mat2, 0, 1), (mat1.size(0), mat2.size(1)), False)


@_op('sspaddmm', 'saddmm')
def _sspaddmm(input, mat1, mat2, *, beta=1, alpha=1):
    product = to_sparse(_product(None, mat1, mat2, 0, alpha), 2)
    indices = torch.cat([indices_of(input), indices_of(product)], 1)
    return _sparse_make(indices, torch.cat([values_of(input) * beta, values_of(product)]), input.size(), False)


@_op('smm')
def _smm(input, mat2):
    return _sspaddmm(_empty((input.size(0), mat2.size(1)), 2, input.dtype), input, mat2)


def _sparse_mm_backward(out, sparse, dense):
    if is_sparse(dense):
        return 'SparseSparseMatmulBackward0', (sparse, dense), lambda g: (
            _masked(_sparse_product(_sparse_coalesce(g), dense.t()), sparse) if sparse.requires_grad else None,
            _masked(_sparse_product(sparse.t(), _sparse_coalesce(g)), dense) if dense.requires_grad else None)
    return 'SparseAddmmBackward0', (sparse, dense), lambda g: (
        _masked(g @ dense.t(), sparse) if sparse.requires_grad else None,
        _product(None, sparse.t(), g, 0, 1) if dense.requires_grad else None)


@_op('_sparse_mm', gradient=_sparse_mm_backward)
def _sparse_mm(sparse, dense):
    return _mm(sparse, dense)


# --- reductions ---

@_op('_sparse_sum_all', gradient=lambda out, input, dtype=None: (
    'SumBackward0', (input,), lambda g: (_with_values(input, g.to(input.dtype).expand(values_of(input).size())),)))
def _sparse_sum_all(input, dtype=None):
    return values_of(_sparse_coalesce(input)).sum(dtype=dtype)


def _summed_dims(input, dim):
    return sorted(_wrap(d, input.dim()) for d in ((dim,) if isinstance(dim, int) else dim))


def _sparse_sum_backward(out, input, dim, dtype=None):
    def backward(g):
        g = _dense(g)
        for d in _summed_dims(input, dim):
            g = g.unsqueeze(d)
        return _masked(g.expand(input.size()).to(input.dtype), input),
    return 'SparseSumBackward0', (input,), backward


@_op('_sparse_sum', gradient=_sparse_sum_backward)
def _sparse_sum(input, dim, dtype=None):
    dims, n_sparse = _summed_dims(input, dim), sparse_dim(input)
    if dtype is not None:
        input = _cast(input, dtype)
    input = _sparse_coalesce(input)
    values, dense = values_of(input), [d - n_sparse + 1 for d in dims if d >= n_sparse]
    if dense:
        values = values.sum(dense)
    kept = [d for d in range(n_sparse) if d not in dims]
    if not kept:
        return values.sum(0)
    size = [n for d, n in enumerate(input.size()) if d not in dims]
    if len(kept) == n_sparse:
        return _sparse_make(indices_of(input), values, size, True)
    return _sparse_coalesce(_sparse_make(indices_of(input)[kept], values, size, False))


@_op('norm')
def _norm(input, p='fro', dim=None, keepdim=False, dtype=None):
    dims = () if dim is None else (dim,) if isinstance(dim, int) else tuple(dim)
    if dims and len({d % input.dim() for d in dims}) < input.dim():
        raise RuntimeError("norm_sparse currently only supports full reductions, so 'dim' must either be empty or contain all dimensions of the "
                           'input')
    return values_of(_sparse_coalesce(input)).norm(2 if p == 'fro' else p, dtype=dtype)


@_op('any')
def _any(input, *args, **kwargs):
    if args or kwargs:
        raise missing('any.dim')
    return values_of(_sparse_coalesce(input)).any()


# --- softmax ---

def _groups(input, dim):
    """The number of each entry's group: the entries that differ in one sparse dimension only."""
    indices, size = indices_of(input), input.size()
    kept = [d for d in range(indices.size(0)) if d != dim]
    place = _places(indices[kept], [size[d] for d in kept])
    distinct, group = place.unique(return_inverse=True)
    return distinct.numel(), group


def _over_groups(values, group, n, how):
    at = group.view((-1,) + (1,) * (values.dim() - 1)).expand(values.size())
    start = torch.full((n,) + tuple(values.size()[1:]), float('-inf') if how == 'amax' else 0.0, dtype=values.dtype)
    return torch._C._scatter_reduce(start, 0, at, values, how)[group]


def _checked_softmax(input, dim, dtype):
    dim = dim if isinstance(dim, int) else int(dim)
    if not 0 <= dim < input.dim():
        raise RuntimeError(': dim must be non-negative and less than input dimensions')
    if dtype is not None:
        input = _cast(input, dtype)
    if input.dtype not in (torch.float32, torch.float64):
        raise RuntimeError(f'"softmax" not implemented for \'{_names(input.dtype)[0]}\'')
    return _sparse_coalesce(input.detach())


def _softmax_backward(out, input, dim, dtype=None):
    def backward(g):
        y = values_of(out)
        product = gathered(g, indices_of(out)) * y
        n_sparse = sparse_dim(out)
        if dim >= n_sparse:
            total = product.sum(dim - n_sparse + 1, keepdim=True)
        else:
            n, group = _groups(out, dim)
            total = _over_groups(product, group, n, 'sum')
        return _with_values(out, product - y * total, True).to(input.dtype),
    return 'SparseSoftmaxBackward0', (input,), backward


@_op('_sparse_softmax', gradient=_softmax_backward)
def _sparse_softmax(input, dim, dtype=None):
    input = _checked_softmax(input, dim, dtype)
    values, n_sparse = values_of(input), sparse_dim(input)
    if dim >= n_sparse:
        return _with_values(input, values.softmax(dim - n_sparse + 1), True)
    n, group = _groups(input, dim)
    e = (values - _over_groups(values, group, n, 'amax')).exp()
    return _with_values(input, e / _over_groups(e, group, n, 'sum'), True)


def _log_softmax_backward(out, input, dim, dtype=None):
    def backward(g):
        y, given = values_of(out), gathered(g, indices_of(out))
        n_sparse = sparse_dim(out)
        if dim >= n_sparse:
            total = given.sum(dim - n_sparse + 1, keepdim=True)
        else:
            n, group = _groups(out, dim)
            total = _over_groups(given, group, n, 'sum')
        return _with_values(out, given - y.exp() * total, True).to(input.dtype),
    return 'SparseLogSoftmaxBackward0', (input,), backward


@_op('_sparse_log_softmax', gradient=_log_softmax_backward)
def _sparse_log_softmax(input, dim, dtype=None):
    input = _checked_softmax(input, dim, dtype)
    values, n_sparse = values_of(input), sparse_dim(input)
    if dim >= n_sparse:
        return _with_values(input, values.log_softmax(dim - n_sparse + 1), True)
    n, group = _groups(input, dim)
    top = _over_groups(values, group, n, 'amax')
    return _with_values(input, values - (top + _over_groups((values - top).exp(), group, n, 'sum').log()), True)
