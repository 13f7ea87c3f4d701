"""The functions of numpy that NumPy keeps in this module."""
from numpy import (
    column_stack, row_stack, dstack, array_split, split, hsplit, vsplit, dsplit, apply_over_axes, expand_dims,
    apply_along_axis, kron, tile, get_array_wrap, take_along_axis, put_along_axis)

__all__ = ['column_stack', 'row_stack', 'dstack', 'array_split', 'split', 'hsplit', 'vsplit', 'dsplit',
           'apply_over_axes', 'expand_dims', 'apply_along_axis', 'kron', 'tile', 'get_array_wrap',
           'take_along_axis', 'put_along_axis']
