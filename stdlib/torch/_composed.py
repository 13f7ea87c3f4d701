"""Functions and methods of torch that are compositions and seldom used: loaded when one is first called."""
import math

import torch
from torch import _C


def frexp(input, *, out=None):
    """Mantissa in [0.5, 1) and exponent of each element."""
    if not input.is_floating_point():
        raise RuntimeError('torch.frexp() only supports floating-point dtypes')
    finite = input.isfinite() & (input != 0)
    safe = torch.where(finite, input, 1.0)
    exponent = (safe.detach().abs().double().log2().floor() + 1)
    mantissa = safe.double() * torch.exp2(-exponent)
    high = mantissa.detach().abs() >= 1
    exponent, mantissa = torch.where(high, exponent + 1, exponent), torch.where(high, mantissa / 2, mantissa)
    low = mantissa.detach().abs() < 0.5
    exponent, mantissa = torch.where(low, exponent - 1, exponent), torch.where(low, mantissa * 2, mantissa)
    parts = [torch.where(finite, mantissa.to(input.dtype), input), torch.where(finite, exponent, 0).to(torch.int32)]
    if out is not None:
        parts = [o.copy_(p) for o, p in zip(out, parts)]
    return _named('frexp', ('mantissa', 'exponent'), parts)


def _named(name, fields, values):
    from collections import namedtuple
    return namedtuple(name, fields)(*values)


def narrow_copy(input, dim, start, length, *, out=None):
    r = input.narrow(dim, start, length).clone()
    return r if out is None else out.copy_(r)


def unsafe_split_with_sizes(input, split_sizes, dim=0):
    return list(input.split(list(split_sizes), dim))


def swapaxes_(self, axis0, axis1):
    return self.transpose_(axis0, axis1)


def swapdims_(self, dim0, dim1):
    return self.transpose_(dim0, dim1)


def renorm_(self, p, dim, maxnorm):
    return self.copy_(torch.renorm(self, p, dim, maxnorm))


def resize_as_(self, other, memory_format=None):
    return self.resize_(other.shape)


def nuclear_norm(input, dim=(-2, -1), keepdim=False):
    return torch.linalg.matrix_norm(input, 'nuc', dim, keepdim)


def norm_except_dim(v, pow=2, dim=0):
    """The norm over every dimension but one, kept."""
    if dim == -1:
        return v.norm(pow)
    return v.norm(pow, [d for d in range(v.dim()) if d != dim % v.dim()], keepdim=True)


def kaiser_window(window_length, periodic=True, beta=12.0, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    if window_length == 1:
        return torch.ones(1, dtype=dtype, requires_grad=requires_grad)
    n = window_length + 1 if periodic else window_length
    k = torch.arange(window_length, dtype=dtype or torch.get_default_dtype())
    x = k * (2 * beta / (n - 1)) - beta
    return (torch.i0((beta * beta - x * x).clamp(min=0).sqrt()) / torch.i0(torch.tensor(beta, dtype=k.dtype))).requires_grad_(requires_grad)


def _approximate_basis(A, q, niter=2, M=None):
    """Orthonormal columns close to the range of A - M, by a random projection and power iterations."""
    A = A if M is None else A - M
    Q = torch.linalg.qr(A @ torch.randn(A.shape[-1], q, dtype=A.dtype)).Q
    for _ in range(niter):
        Q = torch.linalg.qr(A.mH @ Q).Q
        Q = torch.linalg.qr(A @ Q).Q
    return Q


def svd_lowrank(A, q=6, niter=2, M=None):
    """An approximate singular value decomposition of rank q."""
    A = A if M is None else A - M
    if A.shape[-2] < A.shape[-1]:
        V, S, U = svd_lowrank(A.mH, q, niter)
        return U, S, V
    Q = _approximate_basis(A, q, niter)
    U, S, Vh = torch.linalg.svd(Q.mH @ A, full_matrices=False)
    return Q @ U, S, Vh.mH


def pca_lowrank(A, q=None, center=True, niter=2):
    """Principal components of the rows of A, approximately."""
    m, n = A.shape[-2:]
    q = min(6, m, n) if q is None else q
    if not 0 <= q <= min(m, n):
        raise ValueError(f'q(={q}) must be non-negative integer and not greater than min(m, n)={min(m, n)}')
    if niter < 0:
        raise ValueError(f'niter(={niter}) must be non-negative integer')
    return svd_lowrank(A - A.mean(-2, keepdim=True) if center else A, q, niter)
