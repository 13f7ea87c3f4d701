"""Grids, index arrays and diagonals under the name of the module that has them in NumPy."""
from numpy import (c_, diag_indices, diag_indices_from, fill_diagonal, index_exp, ix_, mgrid, ndenumerate, ndindex,
                   ogrid, r_, ravel_multi_index, s_, unravel_index)

__all__ = ['ravel_multi_index', 'unravel_index', 'mgrid', 'ogrid', 'r_', 'c_', 's_', 'index_exp', 'ix_', 'ndenumerate',
           'ndindex', 'fill_diagonal', 'diag_indices', 'diag_indices_from']
