"""Parametrizations of weights: orthogonal matrices, and a spectral norm of 1."""
import torch
import torch.nn.functional as F
from torch.nn.modules.module import Module

import _not_built

from . import parametrize


def _is_orthogonal(q, eps=None):
    n, k = q.size(-2), q.size(-1)
    eye = torch.eye(k, dtype=q.dtype)
    eps = 10. * n * torch.finfo(q.dtype).eps if eps is None else eps
    return torch.allclose(q.mH @ q, eye, atol=eps)


def _make_orthogonal(a):
    """The Q of a QR decomposition whose R has a positive diagonal."""
    x, tau = torch.geqrf(a)
    return torch.linalg.householder_product(x, tau) * x.diagonal(dim1=-2, dim2=-1).sgn().unsqueeze(-2)


class _Orthogonal(Module):
    def __init__(self, weight, map_name, use_trivialization=True):
        super().__init__()
        if weight.is_complex() and map_name == 'householder':
            raise ValueError('The householder parametrization does not support complex tensors.')
        self.shape, self.map_name = weight.shape, map_name
        if use_trivialization:
            self.register_buffer('base', None)

    def forward(self, x):
        n, k = x.size(-2), x.size(-1)
        wide = n < k
        if wide:
            x, n, k = x.mT, k, n
        if self.map_name == 'householder':
            a = x.tril(diagonal=-1)
            tau = 2. / (1. + (a * a).sum(dim=-2))
            q = torch.linalg.householder_product(a, tau) * x.diagonal(dim1=-2, dim2=-1).int().unsqueeze(-2)
        else:
            a = x.tril()
            if n != k:
                a = torch.cat([a, a.new_zeros(n, n - k).expand(*a.shape[:-2], -1, -1)], dim=-1)
            a = a - a.mH
            if self.map_name == 'matrix_exp':
                q = torch.matrix_exp(a)
            else:
                eye = torch.eye(n, dtype=a.dtype)
                q = torch.linalg.solve(torch.add(eye, a, alpha=-0.5), torch.add(eye, a, alpha=0.5))
            if n != k:
                q = q[..., :k]
        if getattr(self, 'base', None) is not None:
            q = self.base @ q
        return q.mT if wide else q

    @torch.autograd.no_grad()
    def right_inverse(self, q):
        if q.shape != self.shape:
            raise ValueError(f'Expected a matrix or batch of matrices of shape {self.shape}. Got a tensor of shape {q.shape}.')
        start, n, k = q, q.size(-2), q.size(-1)
        wide = n < k
        if wide:
            q, n, k = q.mT, k, n
        if not hasattr(self, 'base'):
            if self.map_name in ('cayley', 'matrix_exp'):
                raise NotImplementedError('It is not possible to assign to the matrix exponential or the Cayley parametrizations when '
                                          'use_trivialization=False.')
            a, tau = torch.geqrf(q)
            a.diagonal(dim1=-2, dim2=-1).sign_()
            a.diagonal(dim1=-2, dim2=-1)[tau == 0.] *= -1
            return a.mT if wide else a
        if n == k:
            q = q.clone() if _is_orthogonal(q) else _make_orthogonal(q)
        else:
            full = torch.randn(*(q.size()[:-2] + (n, n - k)), dtype=q.dtype)
            q = _make_orthogonal(torch.cat([q, full], dim=-1))
        self.base = q
        neg = torch.zeros_like(start)
        neg.diagonal(dim1=-2, dim2=-1).fill_(-1.)
        return neg


def orthogonal(module, name='weight', orthogonal_map=None, *, use_trivialization=True):
    """Keeps a matrix orthogonal, by the matrix exponential, the Cayley map or Householder reflections."""
    weight = getattr(module, name, None)
    if not isinstance(weight, torch.Tensor):
        raise ValueError("Module '{}' has no parameter or buffer with name '{}'".format(module, name))
    if weight.ndim < 2:
        raise ValueError(f'Expected a matrix or batch of matrices. Got a tensor of {weight.ndim} dimensions.')
    if orthogonal_map is None:
        orthogonal_map = 'matrix_exp' if weight.size(-2) == weight.size(-1) or weight.is_complex() else 'householder'
    if not isinstance(orthogonal_map, str):
        raise TypeError(f'attribute name must be string, not {type(orthogonal_map).__name__!r}')
    if orthogonal_map not in ('matrix_exp', 'cayley', 'householder'):
        raise ValueError(f'orthogonal_map has to be one of "matrix_exp", "cayley", "householder". Got: {orthogonal_map}')
    part = _Orthogonal(weight, orthogonal_map, use_trivialization=use_trivialization)
    parametrize.register_parametrization(module, name, part, unsafe=True)
    return module


class _SpectralNorm(Module):
    def __init__(self, weight, n_power_iterations=1, dim=0, eps=1e-12):
        super().__init__()
        if dim >= weight.ndim or dim < -weight.ndim:
            raise IndexError(f'Dimension out of range (expected to be in range of [-{weight.ndim}, {weight.ndim - 1}] but got {dim})')
        if n_power_iterations <= 0:
            raise ValueError(f'Expected n_power_iterations to be positive, but got n_power_iterations={n_power_iterations}')
        self.dim, self.eps = dim if dim >= 0 else dim + weight.ndim, eps
        if weight.ndim > 1:
            self.n_power_iterations = n_power_iterations
            matrix = self._reshape_weight_to_matrix(weight)
            h, w = matrix.size()
            u, v = matrix.new_empty(h).normal_(0, 1), matrix.new_empty(w).normal_(0, 1)
            self.register_buffer('_u', F.normalize(u, dim=0, eps=eps))
            self.register_buffer('_v', F.normalize(v, dim=0, eps=eps))
            self._power_method(matrix, 15)

    def _reshape_weight_to_matrix(self, weight):
        if self.dim != 0:
            weight = weight.permute(self.dim, *(d for d in range(weight.dim()) if d != self.dim))
        return weight.flatten(1)

    @torch.autograd.no_grad()
    def _power_method(self, matrix, n):
        for _ in range(n):
            self._u = F.normalize(torch.mv(matrix, self._v), dim=0, eps=self.eps, out=self._u)
            self._v = F.normalize(torch.mv(matrix.t(), self._u), dim=0, eps=self.eps, out=self._v)

    def forward(self, weight):
        if weight.ndim == 1:
            return F.normalize(weight, dim=0, eps=self.eps)
        matrix = self._reshape_weight_to_matrix(weight)
        if self.training:
            self._power_method(matrix, self.n_power_iterations)
        u, v = self._u.clone(memory_format=torch.contiguous_format), self._v.clone(memory_format=torch.contiguous_format)
        return weight / torch.dot(u, torch.mv(matrix, v))

    def right_inverse(self, value):
        return value


def spectral_norm(module, name='weight', n_power_iterations=1, eps=1e-12, dim=None):
    """Divides a weight by its largest singular value, estimated by power iteration."""
    weight = getattr(module, name, None)
    if not isinstance(weight, torch.Tensor):
        raise ValueError("Module '{}' has no parameter or buffer with name '{}'".format(module, name))
    if dim is None:
        transposed = (torch.nn.ConvTranspose1d, torch.nn.ConvTranspose2d, torch.nn.ConvTranspose3d)
        dim = 1 if isinstance(module, transposed) else 0
    parametrize.register_parametrization(module, name, _SpectralNorm(weight, n_power_iterations, dim, eps))
    return module


__getattr__ = _not_built.of(__name__)
