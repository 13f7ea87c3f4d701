"""Sparse tensors element by element: functions, sums, products, changes in place (see _sparse_coo.py)."""
import torch
from torch._C import _sparse_add, _sparse_add_into, _sparse_become, _sparse_clone, _sparse_coalesce, _sparse_is_coalesced, _sparse_make
from torch._sparse_coo import (_NO_GRADIENT, _TABLE, _cast, _empty, _masked, _number, _op, _places, _with_values, gathered,
                               indices_of, is_sparse, missing, sparse_dim, values_of)

Tensor = torch.Tensor


# --- element by element ---

def _zero_kept(name):
    """A function that gives zero for zero."""
    dense = getattr(torch, name)

    def function(input, *args, **kwargs):
        input = _sparse_coalesce(input)
        return _with_values(input, dense(values_of(input), *args, **kwargs), True)

    def in_place(self, *args, **kwargs):
        if not _sparse_is_coalesced(self):
            raise RuntimeError(f'{name}_ requires coalesced input')
        getattr(values_of(self), name + '_')(*args, **kwargs)
        return _sparse_become(self, self)
    return function, in_place


for _name in ('abs', 'asin', 'asinh', 'atan', 'atanh', 'ceil', 'deg2rad', 'erf', 'erfinv', 'expm1', 'floor', 'log1p', 'rad2deg', 'round',
              'sgn', 'sign', 'sin', 'sinh', 'sqrt', 'tan', 'tanh', 'trunc', 'nan_to_num'):
    _function, _in_place = _zero_kept(_name)
    _op(_name)(_function)
    _op(_name + '_')(_in_place)
for _name in ('isnan', 'isinf', 'isposinf', 'isneginf', 'signbit'):
    _op(_name)(_zero_kept(_name)[0])
for _name, _of in {'arcsin': 'asin', 'arcsinh': 'asinh', 'arctan': 'atan', 'arctanh': 'atanh', 'absolute': 'abs', 'fix': 'trunc'}.items():
    _TABLE[_name], _TABLE[_name + '_'] = _TABLE[_of], _TABLE[_of + '_']


def _neg_backward(out, input):
    return 'NegBackward0', (input,), lambda g: (-g,)


@_op('neg', 'negative', gradient=_neg_backward)
def _neg(input):
    return _with_values(input, -values_of(input))


@_op('neg_', 'negative_')
def _neg_in_place(self):
    return _values_written(self, 'neg_')


@_op('positive', gradient=_NO_GRADIENT)
def _positive(input):
    return input


@_op('pow')
def _pow(input, exponent):
    if isinstance(exponent, Tensor) or not is_sparse(input):
        raise missing('pow.Tensor_Tensor' if isinstance(exponent, Tensor) else 'pow.Scalar')
    if exponent == 0:
        raise RuntimeError('pow: cannot raise to zeroth power on sparse tensor; it would make the result tensor dense')
    input = _sparse_coalesce(input)
    return _with_values(input, values_of(input).pow(exponent), True)


# --- sums and differences ---

_NO_DENSE_SECOND = 'add(sparse, dense) is not supported. Use add(dense, sparse) instead.'


def _check_alpha(alpha, dtype):
    if isinstance(alpha, float) and not (dtype.is_floating_point or dtype.is_complex):
        raise RuntimeError('For integral input tensors, argument alpha must not be a floating point number.')


def _check_sizes(input, other):
    if input.size() != other.size():
        raise RuntimeError("add: expected 'self' and 'other' to have same size, but self has size "
                           f'{list(input.size())} while other has size {list(other.size())} (FYI: dense-sparse addition does not currently '
                           'support broadcasting)')


def _scaled(s, alpha):
    return _with_values(s, values_of(s) * alpha)


def _sum(input, other, alpha):
    """input + alpha * other, of which one is sparse."""
    if not is_sparse(other):
        raise RuntimeError(_NO_DENSE_SECOND)
    if not isinstance(input, Tensor):
        raise RuntimeError(_NO_DENSE_SECOND)
    dtype = torch.promote_types(input.dtype, other.dtype)
    _check_alpha(alpha, dtype)
    if not input.is_sparse:
        _check_sizes(input, other)
        out = input.detach().to(dtype, copy=True)
        return _sparse_add_into(out, other.detach(), alpha)
    if input.size() != other.size():
        raise RuntimeError(f"add: expected sizes of 'self' and 'other' to match, but {list(input.size())} != {list(other.size())}")
    if not indices_of(other).size(1):
        return _sparse_clone(_cast(input, dtype))
    if not indices_of(input).size(1):
        return _scaled(_cast(other, dtype), alpha)
    if sparse_dim(input) != sparse_dim(other):
        raise RuntimeError("add: expected 'self' and 'other' to have same density, but 'self' has "
                           f"{sparse_dim(input)} sparse dimensions while 'other' has {sparse_dim(other)} sparse dimensions")
    return _sparse_add(_cast(input, dtype), _cast(other, dtype), alpha)


def _add_in_place(self, other, alpha):
    if not is_sparse(other):
        raise RuntimeError(_NO_DENSE_SECOND)
    dtype = torch.promote_types(self.dtype, other.dtype)
    if not torch.can_cast(dtype, self.dtype):
        names = [torch.empty(0, dtype=d).type()[6:-6] for d in (dtype, self.dtype)]
        raise RuntimeError("Can't convert result type {} to output {} in add operation".format(*names))
    if self.is_sparse:
        return _sparse_become(self, _cast(_sum(self, other, alpha), self.dtype))
    _check_alpha(alpha, dtype)
    _check_sizes(self, other)
    return _sparse_add_into(self, other, alpha)


def _add_backward(node, sign):
    def gradient(out, input, other, alpha=1):
        return node, (input, other), lambda g: (g, g if alpha * sign == 1 else g * (alpha * sign))
    return gradient


@_op('add', gradient=_add_backward('AddBackward0', 1))
def _add(input, other, *, alpha=1):
    return _sum(input, other, alpha)


def _refuse_bool(*operands):
    if any(isinstance(t, Tensor) and t.dtype is torch.bool for t in operands):
        torch.sub(*(torch.ones((), dtype=t.dtype) if isinstance(t, Tensor) else t for t in operands))


@_op('sub', 'subtract', gradient=_add_backward('SubBackward0', -1))
def _sub(input, other, *, alpha=1):
    _refuse_bool(input, other)
    return _sum(input, other, -alpha)


@_op('add_')
def _add_(self, other, *, alpha=1):
    return _add_in_place(self, other, alpha)


@_op('sub_', 'subtract_')
def _sub_(self, other, *, alpha=1):
    _refuse_bool(self, other)
    return _add_in_place(self, other, -alpha)


# --- products and quotients ---

def _common_places(a, b):
    """a and b, coalesced, at the places that both have."""
    a, b = _sparse_coalesce(a), _sparse_coalesce(b)
    pa, pb = _places(indices_of(a), a.size()), _places(indices_of(b), b.size())
    if not pa.numel() or not pb.numel():
        return indices_of(a)[:, :0], values_of(a)[:0], values_of(b)[:0]
    at = torch.searchsorted(pb, pa).clamp_(max=pb.numel() - 1)
    both = (pb[at] == pa).nonzero().squeeze(1)
    return indices_of(a)[:, both], values_of(a)[both], values_of(b)[at[both]]


def _mul_backward(out, input, other):
    if _number(input) or _number(other):
        s, n = (other, input) if _number(input) else (input, other)
        if isinstance(n, Tensor) and n.requires_grad:
            raise NotImplementedError('the gradient of a number that multiplies a sparse tensor')
        return 'MulBackward0', (s,), lambda g: (g * n,)
    if is_sparse(input) and is_sparse(other):
        return 'MulBackward0', (input, other), lambda g: (_masked(g, input) * other, _masked(g, other) * input)
    raise NotImplementedError('the gradient of the product of a sparse and a dense tensor')


@_op('mul', 'multiply', gradient=_mul_backward)
def _mul(input, other):
    if _number(input) or _number(other):
        s, n = (other, input) if _number(input) else (input, other)
        return _with_values(s, values_of(s) * n)
    if is_sparse(input) and is_sparse(other):
        if input.size() != other.size() or sparse_dim(input) != sparse_dim(other):
            raise RuntimeError('sparse_binary_op_intersection_cpu(): expects sparse inputs with equal dimensionality, number of sparse '
                               'dimensions, and shape of sparse dimensions')
        indices, a, b = _common_places(input, other)
        return _sparse_make(indices, a * b, input.size(), True)
    s, dense = (input, other) if is_sparse(input) else (other, input)
    size = torch.broadcast_shapes(*[dense.size(), s.size()]) if _broadcasts(dense, s) else None
    if size != s.size():
        raise NotImplementedError('products of a sparse tensor with a larger dense one')
    return _with_values(s, values_of(s) * gathered(dense.detach().expand(s.size()), indices_of(s)))


def _broadcasts(dense, s):
    for d, (a, b) in enumerate(zip(reversed(dense.size()), reversed(s.size()))):
        if a != b and a != 1 and b != 1:
            raise RuntimeError(f'The size of tensor a ({a}) must match the size of tensor b ({b}) at non-singleton dimension '
                               f'{max(dense.dim(), s.dim()) - 1 - d}')
    return True


def _values_written(self, name, *args, **kwargs):
    """self after its values were changed in place."""
    getattr(values_of(self), name)(*args, **kwargs)
    return _sparse_become(self, self)


@_op('mul_', 'multiply_')
def _mul_(self, other):
    if not is_sparse(self):
        raise RuntimeError('mul_ of a dense tensor by a sparse one is not supported')
    return _sparse_become(self, _cast(_mul(self, other), self.dtype))


def _divisor(input, other):
    if not is_sparse(input):
        raise missing('reciprocal')
    if not _number(other):
        raise RuntimeError('Sparse division requires a scalar or zero-dim dense tensor divisor (got shape '
                           f'{list(other.size())} for divisor)')


def _div_backward(out, input, other, rounding_mode=None):
    if rounding_mode is not None or (isinstance(other, Tensor) and other.requires_grad):
        raise NotImplementedError('the gradient of this quotient of a sparse tensor')
    return 'DivBackward0', (input,), lambda g: (g / other,)


@_op('div', 'divide', 'true_divide', gradient=_div_backward)
def _div(input, other, *, rounding_mode=None):
    _divisor(input, other)
    if rounding_mode is not None:
        input = _sparse_coalesce(input)
    return _with_values(input, values_of(input).div(other, rounding_mode=rounding_mode))


@_op('div_', 'divide_', 'true_divide_')
def _div_(self, other, *, rounding_mode=None):
    _divisor(self, other)
    if rounding_mode is not None and not _sparse_is_coalesced(self):
        return _sparse_become(self, _div(self, other, rounding_mode=rounding_mode))
    return _values_written(self, 'div_', other, rounding_mode=rounding_mode)


@_op('floor_divide')
def _floor_divide(input, other):
    return _div(input, other, rounding_mode='floor')


# --- in place ---

@_op('zero_')
def _zero_(self):
    return _sparse_become(self, _empty(self.size(), self.dim(), self.dtype))


@_op('copy_')
def _copy_(self, src, non_blocking=False):
    if not is_sparse(self) or not is_sparse(src):
        raise RuntimeError('copy_() between dense and sparse Tensors is not implemented! Found self type = '
                           f'{self.type()} and src type = {src.type()}')
    return _sparse_become(self, _cast(_sparse_clone(src), self.dtype))


def _shape_text(size):
    return str(list(size))


@_op('sparse_resize_')
def _sparse_resize_(self, size, sparse_dim, dense_dim):
    size, indices, values = tuple(size), indices_of(self), values_of(self)
    n_sparse, nnz = indices.size(0), indices.size(1)
    if sparse_dim + dense_dim != len(size):
        raise RuntimeError(f'number of dimensions must be sparse_dim ({sparse_dim}) + dense_dim ({dense_dim}), but got {len(size)}')
    if nnz:
        n_dense, old = self.dim() - n_sparse, tuple(self.size())
        for what, before, now in (('sparse', n_sparse, sparse_dim), ('dense', n_dense, dense_dim)):
            if before != now:
                raise RuntimeError(f'changing the number of {what} dimensions (from {before} to {now}) on a non-empty sparse tensor is not '
                                   'supported.')
        for what, before, now in (('sparse', old[:n_sparse], size[:n_sparse]), ('dense', old[n_sparse:], size[n_sparse:])):
            if any(b < a for a, b in zip(before, now)):
                raise RuntimeError(f'shrinking the size of {what} dimensions (from {_shape_text(before)} to {_shape_text(now)}) on a non-empty '
                                   'sparse tensor is not supported.')
        wide = torch.zeros((nnz,) + size[n_sparse:], dtype=self.dtype)
        wide[tuple(slice(n) for n in values.size())] = values
        return _sparse_become(self, _sparse_make(indices, wide, size, _sparse_is_coalesced(self)))
    return _sparse_become(self, _empty(size, sparse_dim, self.dtype))


@_op('sparse_resize_and_clear_')
def _sparse_resize_and_clear_(self, size, sparse_dim, dense_dim):
    if sparse_dim + dense_dim != len(size):
        raise RuntimeError(f'number of dimensions must be sparse_dim ({sparse_dim}) + dense_dim ({dense_dim}), but got {len(size)}')
    return _sparse_become(self, _empty(tuple(size), sparse_dim, self.dtype))


def _mask_backward(out, self, mask):
    return 'SparseMaskBackward0', (self,), lambda g: (_masked(g, mask).to_dense(),)


@_op('sparse_mask', gradient=_mask_backward)
def _sparse_mask(self, mask):
    if is_sparse(self) or not is_sparse(mask):
        raise missing('sparse_mask', 'SparseCPU' if is_sparse(self) else 'CPU')
    if not _sparse_is_coalesced(mask):
        raise RuntimeError('sparse_mask: mask is uncoalesced')
    if self.size() != mask.size():
        raise RuntimeError('sparse_mask: operands have incompatible sizes; self has size '
                           f'{list(self.size())} but mask has size {list(mask.size())}')
    return _with_values(mask, gathered(self.detach(), indices_of(mask)), True)


del _name, _of, _function, _in_place
