"""Functions and methods of torch that are compositions and seldom used: loaded when one is first called."""
import math

import torch
from torch import _C
from torch._as_native import signed, word as _word
from torch._functions import _renormed, _window


def frexp(input, *, out=None):
    """Mantissa in [0.5, 1) and exponent of each element."""
    if not input.is_floating_point():
        raise RuntimeError('torch.frexp() only supports floating-point dtypes')
    if out is not None:
        if out[0].dtype != input.dtype:
            raise RuntimeError(f'torch.frexp() expects mantissa to have dtype {_word(input)} but got {_word(out[0])}')
        if out[1].dtype != torch.int32:
            raise RuntimeError(f'torch.frexp() expects exponent to have int dtype but got {_word(out[1])}')
    mantissa, exponent = _C._frexp(input.detach())
    if _C._will_record(input):
        _C._attach_custom('FrexpBackward0', None, lambda _, grad: (grad / exponent.exp2(),), (input,), (mantissa,), False, (exponent,))
    return _C._named_result('frexp', ('mantissa', 'exponent'), (mantissa, exponent), out)


def _slopes(x, d, edge_order, gaps):
    """Derivatives along dimension d by parabolas through three neighbours; gaps: distances between the points, or one for all."""
    n = x.size(d)

    def at(start, length):
        return x.narrow(d, start, length)
    if not isinstance(gaps, torch.Tensor):
        mid = (at(2, n - 2) - at(0, n - 2)) / (gaps * 2)
        if edge_order == 1:
            return (at(1, 1) - at(0, 1)) / gaps, mid, (at(n - 1, 1) - at(n - 2, 1)) / gaps
        return ((at(0, 1) * -1.5 + at(1, 1) * 2 + at(2, 1) * -0.5) / gaps, mid,
                (at(n - 1, 1) * 1.5 + at(n - 2, 1) * -2 + at(n - 3, 1) * 0.5) / gaps)
    between = gaps.size(d)
    h, k = gaps.narrow(d, 0, between - 1), gaps.narrow(d, 1, between - 1)
    below, here, above = at(0, n - 2), at(1, n - 2), at(2, n - 2)
    mid = (-k / (h * (h + k))) * below + ((k - h) / (h * k)) * here + (h / (k * (h + k))) * above
    if edge_order == 1:
        return (at(1, 1) - at(0, 1)) / gaps.narrow(d, 0, 1), mid, (at(n - 1, 1) - at(n - 2, 1)) / gaps.narrow(d, between - 1, 1)
    p, q = h.narrow(d, 0, 1), k.narrow(d, 0, 1)
    first = at(0, 1) * (-(2 * p + q) / (p * (p + q))) + at(1, 1) * ((p + q) / (p * q)) + at(2, 1) * (-p / (q * (p + q)))
    p, q = h.narrow(d, between - 2, 1), k.narrow(d, between - 2, 1)
    last = at(n - 3, 1) * (q / (p * (p + q))) + at(n - 2, 1) * (-(p + q) / (p * q)) + at(n - 1, 1) * ((2 * q + p) / (q * (p + q)))
    return first, mid, last


def gradient(input, *, spacing=1, dim=None, edge_order=1):
    """Numerical derivatives by central differences, one-sided at the ends; spacing: a distance, or for each dimension a distance or the
    coordinates of the points."""
    spacing = 1 if spacing is None else spacing
    n_dim = input.dim()
    dims = list(range(n_dim)) if dim is None else list(dim) if isinstance(dim, (list, tuple)) else [int(dim)]
    if input.dtype is torch.uint8:
        raise RuntimeError('torch.gradient does not support uint8 input.')
    if edge_order not in (1, 2):
        raise RuntimeError('torch.gradient only supports edge_order=1 and edge_order=2.')
    several = isinstance(spacing, (list, tuple))
    if several and len(spacing) != len(dims):
        if dim is None:
            raise RuntimeError(f'torch.gradient expected spacing to be unspecified, a scalar or a list of length {len(dims)} but got a list '
                               f'of length {len(spacing)}')
        raise RuntimeError("torch.gradient expected spacing to be unspecified, a scalar or it's spacing and dim arguments to have the same "
                           f'length, but got a spacing argument of length {len(spacing)} and a dim argument of length {len(dims)}.')
    for points in spacing if several else ():
        if isinstance(points, torch.Tensor) and points.dim() > 1:
            raise RuntimeError('torch.gradient expected each element of spacing to have one dimension, but got an element with '
                               f'{points.dim()} dimensions!')
    for i, d in enumerate(dims):
        input.size(d) if n_dim or -1 <= d <= 0 else input.unsqueeze(0).size(d)    # is there such a dimension?
        dims[i] = d % n_dim
        if dims[i] in dims[:i]:
            raise RuntimeError(f'dim {dims[i]} appears multiple times in the list of dims')
        if input.size(d) < edge_order + 1:
            raise RuntimeError('torch.gradient expected each dimension size to be at least edge_order+1')
    out = []
    for i, d in enumerate(dims):
        gaps = spacing[i] if several else spacing
        if isinstance(gaps, torch.Tensor):
            gaps = gaps.diff().reshape([-1 if k == d else 1 for k in range(n_dim)]) if gaps.dim() else gaps.item()
        out.append(torch.cat(_slopes(input, d, edge_order, gaps), d))
    return tuple(out)


def _letter(n):
    """The subscript that stands for a number in einsum's lists."""
    if n == ...:
        return '...'
    if n >= 0 and n < 52:
        return chr(ord('A') + n) if n < 26 else chr(ord('a') + n - 26)
    raise ValueError('einsum(): subscript in subscript list is not within the valid range [0, 52)')


def einsum_of_lists(*args):
    """einsum(tensor, [0, 1], tensor, [1, 2], [0, 2]) as an equation; the list of the result may be missing."""
    terms = [''.join(map(_letter, numbers)) for numbers in args[1::2]]
    equation = ','.join(terms)
    if len(args) % 2:
        equation, args = equation + '->' + ''.join(map(_letter, args[-1])), args[:-1]
    return torch.einsum(equation, *args[::2])


def narrow_copy(input, dim, start, length, *, out=None):
    if input.is_sparse:
        from torch._sparse_shape import narrow_copy as of_sparse
        return of_sparse(input, dim, start, length)
    if input.dim() and dim >= input.dim():
        raise RuntimeError('Expected dim < static_cast<int64_t>(self_sizes.size()) to be true, but got false.  (Could this error message be improved?  '
                           'If so, please report an enhancement request to PyTorch.)')
    if input.dim() and start > input.size(dim):
        raise RuntimeError(f'start ({start}) + length ({length}) exceeds dimension size ({input.size(dim)}).')
    r = input.narrow(dim, start, length).clone(memory_format=torch.contiguous_format)
    return r if out is None else _C._into('narrow_copy', out, r)


def swapaxes_(self, axis0, axis1):
    return self.transpose_(axis0, axis1)


def swapdims_(self, dim0, dim1):
    return self.transpose_(dim0, dim1)


def renorm_(self, p, dim, maxnorm):
    before = _C._with_history(self.detach().clone(), self) if _C._will_record(self) else self    # which the gradient asks for
    return _C._assign(self, _renormed(self, p, dim, maxnorm, None, before))


def resize_as_(self, the_template, *, memory_format=None):
    return self.resize_(the_template.shape)


def nuclear_norm(input, dim=None, keepdim=False, *, out=None):
    """The sum of the singular values of each matrix."""
    if isinstance(dim, bool):
        dim, keepdim = None, dim
    if dim is None:
        if input.dim() != 2:
            raise RuntimeError(f'Expected a tensor with 2 dimensions, but got a tensor with {input.dim()} dimensions instead.')
        dim = (0, 1)
    if len(dim) != 2:
        raise RuntimeError("nuclear norm requires a 'dim' argument of size 2")
    first, second = (d + input.dim() if d < 0 else d for d in dim)
    if first == second:
        raise RuntimeError('duplicate or invalid dimensions')
    values = torch.linalg.svdvals(input.movedim((first, second), (-2, -1))).sum(-1, keepdim)
    if keepdim:
        values = values.unsqueeze(-1).movedim((-2, -1), (first, second))
    return _C._into('nuclear_norm', out, values) if out is not None else values


def norm_except_dim(v, pow=2, dim=0):
    """The norm over every dimension but one, kept."""
    if dim == -1:
        return v.norm(pow)
    if not -v.dim() <= dim < v.dim():
        if not v.dim():
            raise IndexError(f'Dimension specified as {dim} but tensor has no dimensions')
        raise IndexError(f'Dimension out of range (expected to be in range of [{-v.dim()}, {v.dim() - 1}], but got {dim})')
    if v.dim() == 1:    # no dimension is left to go over: each element is a line of one
        return v.view(-1, 1).norm(pow, 1).view(-1)
    return v.norm(pow, [d for d in range(v.dim()) if d != dim % v.dim()], keepdim=True)


@signed
def kaiser_window(window_length, periodic=True, beta=12.0, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    beta = float(beta)
    if dtype == torch.float16:
        raise RuntimeError('"kaiser_window_cpu" not implemented for \'Half\'')

    def f(k, m):
        x = k * (2 * beta / m) - beta
        return torch.i0((beta * beta - x * x).clamp(min=0).sqrt()) / torch.i0(torch.tensor(beta, dtype=k.dtype))
    return _window('kaiser_window', window_length, periodic, dtype, requires_grad, f, device=device, pin_memory=pin_memory)


def _turned(t):
    last = len(t.shape) - 1
    return t.transpose(last, last - 1)


def _off_centre(A, M, x):
    """(A - M) @ x, without making A - M, as A may be sparse."""
    parts = [torch.sparse.mm(t, x) if t.is_sparse else torch.matmul(t, x) for t in (A, M) if t is not None]
    return parts[0] if M is None else parts[0] - parts[1]


def _approximate_basis(A, q, niter, M):
    """Orthonormal columns close to the range of A - M, by a random projection and power iterations."""
    x = torch.randn(A.shape[-1], q, dtype=A.dtype if A.dtype in (torch.float16, torch.float64) else torch.float32)
    back = [None if t is None else _turned(t).conj() if t.is_complex() else _turned(t) for t in (A, M)]
    Q = torch.linalg.qr(_off_centre(A, M, x)).Q
    for _ in range(niter):
        Q = torch.linalg.qr(_off_centre(*back, Q)).Q
        Q = torch.linalg.qr(_off_centre(A, M, Q)).Q
    return Q


def svd_lowrank(A, q=6, niter=2, M=None):
    """An approximate singular value decomposition of rank q, of A - M. The basis is one of the rows unless these are at most q, and few."""
    q = 6 if q is None else q
    m, n = A.shape[-2:]
    turned = None if M is None else _turned(M)
    by_columns, by_rows = (A, M), (_turned(A), turned)
    rows = m < n or n > q
    within, across = (by_rows, by_columns) if rows else (by_columns, by_rows)
    Q = _approximate_basis(within[0], q, 2 if niter is None else niter, within[1])
    B = _off_centre(*across, Q.conj() if Q.is_complex() else Q)
    B = B if rows else _turned(B)
    for side, wanted in ((-2, m if rows else q), (-1, q if rows else n)):
        if B.shape[side] != wanted:
            raise AssertionError((B.shape, wanted))
    if B.shape[-1] > B.shape[-2]:
        raise AssertionError(B.shape)
    U, S, Vh = torch.linalg.svd(B, full_matrices=False)
    return (U, S, Q.matmul(Vh.mH)) if rows else (Q.matmul(U), S, Vh.mH)


def pca_lowrank(A, q=None, center=True, niter=2):
    """Principal components of the rows of A, approximately."""
    m, n = A.shape[-2:]
    if q is None:
        q = min(6, m, n)
    elif not (q >= 0 and q <= min(m, n)):     # two questions, in this order
        raise ValueError(f'q(={q}) must be non-negative integer and not greater than min(m, n)={min(m, n)}')
    if not niter >= 0:
        raise ValueError(f'niter(={niter}) must be non-negative integer')
    return svd_lowrank(A - A.mean(-2, keepdim=True) if center else A, q, niter)
