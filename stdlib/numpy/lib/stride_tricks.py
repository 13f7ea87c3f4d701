"""Views with chosen strides."""
import _not_built
from numpy import _core
import numpy as np
from numpy._helpers import normalize_axes
from numpy._core import _as_strided

__all__ = ['broadcast_to', 'broadcast_arrays', 'broadcast_shapes']


def as_strided(x, shape=None, strides=None, subok=False, writeable=True):
    """x's memory seen with another shape and other strides; all of it must lie inside that memory."""
    x = np.array(x, copy=False, subok=subok)
    shape = x.shape if shape is None else tuple(shape)
    if strides is None and x.flags.c_contiguous:
        strides = [x.itemsize]
        for n in shape[:0:-1]:
            strides.insert(0, strides[0] * n)
        strides = strides[:len(shape)]
    strides = x.strides if strides is None else tuple(strides)
    if len(strides) != len(shape):
        raise ValueError('mismatch in length of strides and shape')
    if isinstance(x.base, np.ndarray):
        from numpy._records import strides_in_memory
        strides = strides_in_memory(x, strides)
    return _as_strided(x, shape, strides, bool(writeable))


def sliding_window_view(x, window_shape, axis=None, *, subok=False, writeable=False):
    """Every window of the given shape, as more dimensions at the end."""
    window_shape = tuple(window_shape) if np.iterable(window_shape) else (window_shape,)
    x = np.array(x, copy=False, subok=subok)
    if np.any(np.array(window_shape) < 0):
        raise ValueError('`window_shape` cannot contain negative values')
    if axis is None:
        axis = tuple(range(x.ndim))
        if len(window_shape) != len(axis):
            raise ValueError('Since axis is `None`, must provide window_shape for all dimensions of `x`; got '
                             f'{len(window_shape)} window_shape elements and `x.ndim` is {x.ndim}.')
    else:
        axis = normalize_axes(axis, x.ndim, duplicates=True)
        if len(window_shape) != len(axis):
            raise ValueError(f'Must provide matching length window_shape and axis; got {len(window_shape)} window_shape elements '
                             f'and {len(axis)} axes elements.')
    strides = x.strides + tuple(x.strides[k] for k in axis)
    shape = list(x.shape)
    for k, n in zip(axis, window_shape):
        if shape[k] < n:
            raise ValueError('window shape cannot be larger than input array shape')
        shape[k] -= n - 1
    return as_strided(x, tuple(shape) + window_shape, strides, subok=subok, writeable=writeable)


_core._all_asking('numpy.lib.stride_tricks', globals())


def __getattr__(name):
    if name in __all__: # which numpy has
        return getattr(np, name)
    raise _not_built.error(__name__, name)
