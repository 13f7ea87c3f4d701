"""The part of numpy.ma that NumPy keeps in a module of its own."""
from numpy.ma import *  # noqa: F403
from numpy import ma as _ma

__all__ = ['apply_along_axis', 'apply_over_axes', 'atleast_1d', 'atleast_2d', 'atleast_3d', 'average', 'clump_masked',
           'clump_unmasked', 'column_stack', 'compress_cols', 'compress_nd', 'compress_rowcols', 'compress_rows', 'count_masked',
           'corrcoef', 'cov', 'diagflat', 'dot', 'dstack', 'ediff1d', 'flatnotmasked_contiguous', 'flatnotmasked_edges', 'hsplit',
           'hstack', 'isin', 'in1d', 'intersect1d', 'mask_cols', 'mask_rowcols', 'mask_rows', 'masked_all', 'masked_all_like',
           'median', 'mr_', 'ndenumerate', 'notmasked_contiguous', 'notmasked_edges', 'polyfit', 'row_stack', 'setdiff1d',
           'setxor1d', 'stack', 'unique', 'union1d', 'vander', 'vstack']
globals().update((name, getattr(_ma, name)) for name in __all__)


def __getattr__(name):
    return getattr(_ma, name)
