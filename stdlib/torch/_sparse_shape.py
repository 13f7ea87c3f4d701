"""Order of dimensions and parts of sparse tensors (see _sparse_coo.py)."""
import torch
from torch._C import _sparse_become, _sparse_is_coalesced, _sparse_make
from torch._sparse_coo import _op, _wrap, indices_of, is_sparse, missing, sparse_dim, values_of

Tensor = torch.Tensor


# --- order of dimensions ---

def _swapped(input, d0, d1):
    d0, d1, n_sparse = _wrap(d0, input.dim()), _wrap(d1, input.dim()), sparse_dim(input)
    if d0 == d1:
        return input
    if d0 >= n_sparse or d1 >= n_sparse:
        raise RuntimeError(f'sparse transpose: transposed dimensions must be sparse Got sparse_dim: {n_sparse}, d0: {d0}, d1: {d1}')
    order, size = list(range(n_sparse)), list(input.size())
    order[d0], order[d1], size[d0], size[d1] = d1, d0, size[d1], size[d0]
    return _sparse_make(indices_of(input)[order], values_of(input).clone(), size, False)


def _transpose_backward(out, input, dim0, dim1):
    return 'TransposeBackward0', (input,), lambda g: (g.transpose(dim0, dim1),)


@_op('transpose', 'swapaxes', 'swapdims', gradient=_transpose_backward)
def _transpose(input, dim0, dim1):
    return _swapped(input, dim0, dim1)


def _t_backward(out, input):
    return 'TBackward0', (input,), lambda g: (g.t(),)


@_op('t', gradient=_t_backward)
def _t(input):
    n_sparse = sparse_dim(input)
    if n_sparse > 2 or input.dim() != n_sparse:
        raise RuntimeError(f't() expects a tensor with <= 2 sparse and 0 dense dimensions, but got {n_sparse} sparse and '
                           f'{input.dim() - n_sparse} dense dimensions')
    return _swapped(input, 0, 0 if input.dim() < 2 else 1)


@_op('transpose_', 'swapaxes_', 'swapdims_')
def _transpose_(self, dim0, dim1):
    out = _swapped(self, dim0, dim1)
    if out is self:
        return self
    indices = indices_of(self).copy_(indices_of(out))  # whoever shares them sees it
    return _sparse_become(self, _sparse_make(indices, values_of(self), out.size(), False))


@_op('t_')
def _t_(self):
    _t(self)
    return _transpose_(self, 0, 0 if self.dim() < 2 else 1)


def _permute_backward(out, input, *dims):
    dims = dims[0] if len(dims) == 1 and not isinstance(dims[0], int) else dims
    back = [0] * len(dims)
    for i, d in enumerate(dims):
        back[d] = i
    return 'PermuteBackward0', (input,), lambda g: (g.permute(back),)


@_op('permute', gradient=_permute_backward)
def _permute(input, *dims):
    dims = dims[0] if len(dims) == 1 and not isinstance(dims[0], int) else dims
    if len(dims) != input.dim():
        raise RuntimeError('permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of '
                           f'dimensions i.e. input.dim() = {input.dim()} is not equal to len(dims) = {len(dims)}')
    n_sparse, dims = sparse_dim(input), [_wrap(d, input.dim()) for d in dims]
    if len(set(dims)) < len(dims):
        raise RuntimeError('permute(sparse_coo): duplicate dims are not allowed.')
    if any(d >= n_sparse for d in dims[:n_sparse]):
        raise NotImplementedError('permute of sparse with dense dimensions')
    values = values_of(input).permute([0] + [d - n_sparse + 1 for d in dims[n_sparse:]])
    same = dims[:n_sparse] == list(range(n_sparse))
    return _sparse_make(indices_of(input)[dims[:n_sparse]], values, [input.size(d) for d in dims], same and _sparse_is_coalesced(input))


@_op('T', gradient=lambda out, input: _permute_backward(out, input, *range(input.dim() - 1, -1, -1)))
def _T(input):
    return _permute(input, *range(input.dim() - 1, -1, -1))


@_op('unsqueeze')
def _unsqueeze(input, dim):
    dim, n_sparse, indices, size = _wrap(dim, input.dim() + 1), sparse_dim(input), indices_of(input), list(input.size())
    size.insert(dim, 1)
    if dim > n_sparse:
        return _sparse_make(indices, values_of(input).unsqueeze(dim - n_sparse + 1), size, False)
    row = torch.zeros(1, indices.size(1), dtype=torch.int64)
    return _sparse_make(torch.cat([indices[:dim], row, indices[dim:]]), values_of(input), size, False)


def _check_list(name, tensors):
    if isinstance(tensors, Tensor):
        raise TypeError(f"{name}(): argument 'tensors' (position 1) must be tuple of Tensors, not Tensor")


@_op('cat', 'concat', 'concatenate')
def _cat(tensors, dim=0):
    _check_list('cat', tensors)
    for i, t in enumerate(tensors):
        if not is_sparse(t):
            raise RuntimeError(f'Concatenating sparse tensors, but a dense tensor was found at position {i}.')
    first = tensors[0]
    dim, n_sparse = _wrap(dim, first.dim()), sparse_dim(first)
    for i, t in enumerate(tensors):
        if any(a != b for d, (a, b) in enumerate(zip(t.size(), first.size())) if d != dim) or t.dim() != first.dim():
            raise RuntimeError(f'All tensors must have the same shape: {list(first.size())} (except in the concatenating dimension), but found '
                               f'shape: {list(t.size())} at position {i}')
        if sparse_dim(t) != n_sparse:
            raise RuntimeError(f'All tensors must have the same sparse_dim and dense_dim: {n_sparse}, {first.dim() - n_sparse}, but tensor at '
                               f'position {i} has {sparse_dim(t)}, {t.dim() - sparse_dim(t)}.')
    if dim >= n_sparse:
        raise NotImplementedError('cat of sparse tensors along a dense dimension')
    start, indices, size = 0, [], list(first.size())
    for t in tensors:
        moved = indices_of(t).clone()
        moved[dim] += start
        indices.append(moved)
        start += t.size(dim)
    size[dim] = start
    return _sparse_make(torch.cat(indices, 1), torch.cat([values_of(t) for t in tensors]), size, False)


@_op('stack')
def _stack(tensors, dim=0):
    _check_list('stack', tensors)
    return _cat([_unsqueeze(t, dim) for t in tensors], dim)


# --- parts by index ---

@_op('select')
def _select(input, dim, index):
    if not input.dim():
        raise IndexError('select() cannot be applied to a 0-dim tensor.')
    dim, n_sparse, n = _wrap(dim, input.dim()), sparse_dim(input), input.size(dim)
    if not -n <= index < n:
        raise IndexError(f'select(): index {index} out of range for tensor of size {list(input.size())} at dimension {dim}')
    index %= n
    indices, values, size = indices_of(input), values_of(input), list(input.size())
    del size[dim]
    if dim >= n_sparse:
        return _sparse_make(indices, values.select(dim - n_sparse + 1, index), size, _sparse_is_coalesced(input))
    kept = (indices[dim] == index).nonzero().squeeze(1)
    if n_sparse == 1:
        return values[kept].sum(0)
    rows = [d for d in range(n_sparse) if d != dim]
    return _sparse_make(indices[rows][:, kept], values[kept], size, _sparse_is_coalesced(input))


@_op('index_select')
def _index_select(input, dim, index):
    """The slices of input that index names, the entries in the order of index."""
    if not input.dim():
        raise IndexError('index_select() cannot be applied to a 0-dim tensor.')
    dim, n_sparse = _wrap(dim, input.dim()), sparse_dim(input)
    if is_sparse(index) or index.dim() != 1 or index.dtype is not torch.int64:
        raise IndexError('index_select() argument index must be 1-D strided (non-sparse) long-tensor.')
    n, size = input.size(dim), list(input.size())
    for i in index.tolist():
        if not -n <= i < n:
            raise IndexError(f'index_select(): index contains {i} that is out of range for tensor of size {size} at dimension {dim}')
    index = torch.where(index < 0, index + n, index)
    size[dim] = index.numel()
    indices, values = indices_of(input), values_of(input)
    if dim >= n_sparse:
        return _sparse_make(indices, values.index_select(dim - n_sparse + 1, index), size, _sparse_is_coalesced(input))
    to, entry = (index.unsqueeze(1) == indices[dim].unsqueeze(0)).nonzero().unbind(1)
    moved = indices.index_select(1, entry)
    moved[dim] = to
    return _sparse_make(moved, values.index_select(0, entry), size, False)


def _no_reshape(input, *args, **kwargs):
    raise RuntimeError('reshape is not implemented for sparse tensors')


_op('reshape', 'flatten', 'reshape_as', gradient=_no_reshape)(_no_reshape)


@_op('stride')
def _stride(self, dim=None):
    strides = (1,) + (0,) * (self.dim() - 1) if self.dim() else ()
    return strides if dim is None else strides[dim]


@_op('conj', 'resolve_conj', 'resolve_neg', gradient=lambda out, input: ('AliasBackward0', (input,), lambda g: (g,)))
def _conj(input):
    if input.is_complex():
        raise NotImplementedError('conj of complex sparse tensors')
    return input


@_op('real')
def _real(input):
    if input.is_complex():
        raise missing('view_as_real')
    return input


def narrow_copy(input, dim, start, length):
    """torch.narrow_copy of a sparse tensor; the function itself is composed of others and asks for this one."""
    dim, n_sparse, size = _wrap(dim, input.dim()), sparse_dim(input), list(input.size())
    if not 0 <= start <= start + length <= size[dim]:
        raise RuntimeError(f'Invalid range to narrow. range(start, start+length) must be a subset of range(0, {size[dim]}).')
    indices, values = indices_of(input), values_of(input)
    size[dim] = length
    if dim >= n_sparse:
        return _sparse_make(indices, values.narrow_copy(dim - n_sparse + 1, start, length), size, _sparse_is_coalesced(input))
    kept = ((indices[dim] >= start) & (indices[dim] < start + length)).nonzero().squeeze(1)
    indices = indices[:, kept]
    indices[dim] -= start
    return _sparse_make(indices, values[kept], size, _sparse_is_coalesced(input))


@_op('__getitem__')
def _getitem(self, key):
    if is_sparse(key) or not is_sparse(self):
        raise NotImplementedError('sparse tensors as indices')
    for dim, i in enumerate(key if isinstance(key, tuple) else (key,)):
        if i is None and not isinstance(key, tuple):
            return _unsqueeze(self, 0)
        if isinstance(i, Tensor) and not is_sparse(i):
            raise missing('index.Tensor')
        if isinstance(i, bool) or not isinstance(i, int):
            raise missing('as_strided')
        if not is_sparse(self):
            self = self[i]
            continue
        if not self.dim():
            raise IndexError('invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim '
                             'tensor to a number')
        if not -self.size(0) <= i < self.size(0):
            raise IndexError(f'index {i} is out of bounds for dimension {dim} with size {self.size(0)}')
        self = _select(self, 0, i)
    return self


@_op('unbind')
def _unbind(input, dim=0):
    return tuple(_select(input, dim, i) for i in range(input.size(dim)))
