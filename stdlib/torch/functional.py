"""Functions of torch under the module in which PyTorch defines them."""
import _not_built
from torch import (atleast_1d, atleast_2d, atleast_3d, block_diag, broadcast_shapes, broadcast_tensors, cartesian_prod, cdist, chain_matmul,
                   einsum, istft, lu, meshgrid, norm, pca_lowrank, split, stft, svd_lowrank, tensordot, unique, unique_consecutive)

__all__ = ['atleast_1d', 'atleast_2d', 'atleast_3d', 'block_diag', 'broadcast_shapes', 'broadcast_tensors', 'cartesian_prod', 'cdist',
           'chain_matmul', 'einsum', 'istft', 'lu', 'meshgrid', 'norm', 'pca_lowrank', 'split', 'stft', 'svd_lowrank', 'tensordot', 'unique',
           'unique_consecutive']

__getattr__ = _not_built.of(__name__)
