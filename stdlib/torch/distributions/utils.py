"""Helpers of the distributions, as code that defines distributions of its own uses them."""
import torch

from .distribution import broadcast_all, lazy_property
from .families import _EULER as euler_constant, clamp_probs, logits_to_probs, probs_to_logits

__all__ = ['broadcast_all', 'clamp_probs', 'lazy_property', 'logits_to_probs', 'probs_to_logits', 'tril_matrix_to_vec', 'vec_to_tril_matrix']


def vec_to_tril_matrix(vec, diag=0):
    """Lower triangular matrices, up to a diagonal, of the rows of their elements."""
    # n of a triangle that ends at diagonal diag has n (n + 1) / 2 elements, without those above
    n = (-(1 + 2 * diag) + ((1 + 2 * diag) ** 2 + 8 * vec.shape[-1] + 4 * abs(diag) * (diag + 1)) ** 0.5) / 2
    if round(n) - n > torch.finfo(vec.dtype).eps if vec.is_floating_point() else n != int(n):
        raise ValueError(f'The size of last dimension is {vec.shape[-1]} which cannot be expressed as the lower triangular part of a square '
                         'D x D matrix.')
    n = round(n)
    out = vec.new_zeros(vec.shape[:-1] + (n, n))
    row, column = torch.tril_indices(n, n, offset=diag)
    out[..., row, column] = vec
    return out


def tril_matrix_to_vec(mat, diag=0):
    """The elements of the lower triangles, up to a diagonal, row by row."""
    n = mat.shape[-1]
    if not -n <= diag < n:
        raise ValueError(f'diag ({diag}) provided is outside [{-n}, {n - 1}].')
    row, column = torch.tril_indices(n, n, offset=diag)
    return mat[..., row, column]
