"""Medians and quantiles."""
import operator
import warnings

import numpy as np
from numpy._helpers import _NoValue, normalize_axis

__all__ = ['median', 'percentile', 'quantile']


def normalized_axes(axis, ndim):
    """A tuple of the axes, none of them twice."""
    if type(axis) not in (tuple, list):
        try:
            axis = [operator.index(axis)]
        except TypeError:
            pass
    axes = tuple([normalize_axis(a, ndim) for a in axis])
    if len(set(axes)) != len(axes):
        raise ValueError('repeated axis')
    return axes


def over_axes(f, a, axis, keepdims, out, *more):
    """f(a, axis, out, *more) for an f that takes one axis; several are merged into the last."""
    a = np.asanyarray(a)
    n = a.ndim
    keepdims = keepdims is not _NoValue and keepdims
    axes = range(n) if axis is None else normalized_axes(axis, n)
    place = None if out is None else out
    if keepdims and out is not None:
        place = out[(...,) + tuple(0 if i in axes else slice(None) for i in range(n))]
    if axis is not None:
        axis = axes[0] if len(axes) == 1 else -1
        if len(axes) != 1:
            rest = [i for i in range(n) if i not in axes]
            for i, k in enumerate(rest):
                a = a.swapaxes(i, k)
            a = a.reshape(a.shape[:len(rest)] + (-1,))
    r = f(a, axis, place, *more)
    if out is not None:
        return out
    return r[(...,) + tuple(None if i in axes else slice(None) for i in range(n))] if keepdims else r


# --- medians ---

def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    """The middle value, or the mean of the two middle ones."""
    return over_axes(_median, a, axis, keepdims, out, overwrite_input)


def _ordered_at(a, places, axis, overwrite):
    """a with what belongs there at the places, and at the end if it may hold nan; arrays of other classes than ndarray do it
    by their method, and so does an array that may be written to."""
    if type(a) is np.ndarray and not overwrite:
        return np.partition(a, places + [-1] if a.dtype.kind in 'fc' else places, axis=axis)
    ordered = (a.ravel() if overwrite else a.flatten()) if axis is None else a if overwrite else a.copy()
    ordered.partition(places + [-1] if a.dtype.kind in 'fc' else places, -1 if axis is None else axis)
    return ordered


def _median(a, axis, out, overwrite):
    size = a.size if axis is None else a.shape[axis]
    ordered = _ordered_at(a, [size // 2] if size % 2 else [size // 2 - 1, size // 2], axis, overwrite)
    if ordered.shape == ():
        return ordered.item()
    axis = 0 if axis is None else axis
    n = ordered.shape[axis]
    middle = [slice(None)] * ordered.ndim
    middle[axis] = slice(n // 2, n // 2 + 1) if n % 2 else slice(max(n // 2 - 1, 0), n // 2 + 1)
    r = np.mean(ordered[tuple(middle)], axis=axis, out=out)
    if n == 0 or a.dtype.kind not in 'fc' or ordered.size == 0:
        return r
    last = ordered.take(-1, axis=axis)
    missing = np.isnan(last)
    if not missing.any():
        return r
    if isinstance(r, np.generic):
        return last
    r[missing] = np.nan
    return r


# --- quantiles ---

def _chosen(shape, value, other, where):
    """value, or other where the condition holds."""
    r = np.full(shape, value)
    np.copyto(r, other, where=where, casting='unsafe')
    return r


def _whole(index, takes_lower):
    """The element at a virtual index of a method that does not interpolate."""
    low = np.floor(index)
    r = _chosen(index.shape, low + 1, low, takes_lower(index - low, low)).astype(np.intp)
    r[r < 0] = 0
    return r


def _between(alpha, beta):
    """The continuous methods' virtual index."""
    return lambda n, q: n * q + (alpha + q * (1 - alpha - beta)) - 1


def _as_is(gamma, index):
    return gamma


# method: (the virtual index of quantile q among n sorted values, the weight of the upper neighbour)
_METHODS = {
    'inverted_cdf': (lambda n, q: _whole(n * q - 1, lambda gamma, low: gamma == 0), _as_is),
    'averaged_inverted_cdf': (lambda n, q: n * q - 1, lambda gamma, index: _chosen(gamma.shape, 1.0, 0.5, gamma == 0)),
    'closest_observation': (lambda n, q: _whole(n * q - 1 - 0.5, lambda gamma, low: (gamma == 0) & (low % 2 == 0)), _as_is),
    'interpolated_inverted_cdf': (_between(0, 1), _as_is),
    'hazen': (_between(0.5, 0.5), _as_is),
    'weibull': (_between(0, 0), _as_is),
    'linear': (lambda n, q: (n - 1) * q, _as_is),
    'median_unbiased': (_between(1 / 3.0, 1 / 3.0), _as_is),
    'normal_unbiased': (_between(3 / 8.0, 3 / 8.0), _as_is),
    'lower': (lambda n, q: np.floor((n - 1) * q).astype(np.intp), _as_is),
    'higher': (lambda n, q: np.ceil((n - 1) * q).astype(np.intp), _as_is),
    'midpoint': (lambda n, q: 0.5 * (np.floor((n - 1) * q) + np.ceil((n - 1) * q)),
                 lambda gamma, index: _chosen(gamma.shape, 0.5, 0.0, index % 1 == 0)),
    'nearest': (lambda n, q: np.around((n - 1) * q).astype(np.intp), _as_is),
}


def _lerp(a, b, t, out):
    """Between a and b, exact at both ends."""
    step = np.subtract(b, a)
    r = np.asanyarray(np.add(a, step * t, out=out))
    np.subtract(b, step * (1 - t), out=r, where=t >= 0.5)
    return r[()] if r.ndim == 0 and out is None else r


def _check_places(places, n):
    if n == 0:
        raise IndexError('cannot do a non-empty take from an empty axes.')
    for p in places.ravel():
        if not -n <= p < n:
            raise ValueError(f'kth(={p}) out of bounds ({n})')


def _partitioned(a, places, overwrite):
    if not overwrite and type(a) is np.ndarray:
        return np.sort(a, axis=0)
    a = a if overwrite else a.copy()  # other classes may have a partition of their own
    a.partition(places, axis=0)
    return a


def _quantile(a, axis, out, q, method, overwrite):
    if q.ndim > 2:
        raise ValueError('q must be a scalar or 1d')
    a = np.moveaxis(a, axis, 0) if axis is not None else a.ravel()
    n = a.shape[0]
    if method not in _METHODS:
        raise ValueError(f'{method!r} is not a valid method. Use one of: {_METHODS.keys()}')
    virtual, weight = _METHODS[method]
    index = np.asanyarray(virtual(n, q))
    inexact = a.dtype.kind in 'fc'
    if index.dtype.kind in 'iu':
        if n == 0 and inexact:
            raise IndexError('index -1 is out of bounds for axis 0 with size 0')
        places = np.concatenate((index.ravel(), [-1])) if inexact else index.ravel()
        _check_places(places, n)
        a = _partitioned(a, places, overwrite)
        missing = np.isnan(a[-1]) if inexact else False
        r = np.take(a, index, axis=0, out=out)
    else:
        low = np.asanyarray(np.floor(index))
        high = np.asanyarray(low + 1)
        for bad, place in ((index >= n - 1, -1), (index < 0, 0)):
            low[bad] = high[bad] = place
        if inexact:  # other data may go with fractions that are objects
            low[np.isnan(index)] = high[np.isnan(index)] = -1
        low, high = low.astype(np.intp), high.astype(np.intp)
        places = np.concatenate(([0, -1], low.ravel(), high.ravel()))
        _check_places(places, n)
        a = _partitioned(a, np.unique(places), overwrite)
        missing = np.isnan(np.take(a, -1, axis=0)) if inexact else False
        gamma = np.asanyarray(weight(np.asanyarray(index - low), index))
        r = _lerp(np.take(a, low, axis=0), np.take(a, high, axis=0), gamma.reshape(index.shape + (1,) * (a.ndim - 1)), out)
    if np.any(missing):
        if r.ndim == 0 and out is None:
            return a.dtype.type(np.nan)
        r[..., missing] = np.nan
    return r


def checked_method(method, interpolation, name):
    """method=, or the old argument for it."""
    if interpolation is None:
        return method
    warnings.warn(f"the `interpolation=` argument to {name} was renamed to `method=`, which has additional options.\nUsers of "
                  "the modes 'nearest', 'lower', 'higher', or 'midpoint' are encouraged to review the method they used. "
                  "(Deprecated NumPy 1.22)", DeprecationWarning, stacklevel=4)
    if method != 'linear':
        raise TypeError('You shall not pass both `method` and `interpolation`!\n(`interpolation` is Deprecated in favor of '
                        '`method`)')
    return interpolation


def checked_fractions(q, text):
    q = np.asanyarray(q)
    if not (np.all(0 <= q) and np.all(q <= 1)):
        raise ValueError(text)
    return q


UNIT = 'Quantiles must be in the range [0, 1]'
HUNDRED = 'Percentiles must be in the range [0, 100]'


def unchecked_quantile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False):
    return over_axes(_quantile, a, axis, keepdims, out, q, method, overwrite_input)


def quantile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, interpolation=None):
    """The value below which a fraction q of the data lies."""
    method = checked_method(method, interpolation, 'quantile')
    return unchecked_quantile(a, checked_fractions(q, UNIT), axis, out, overwrite_input, method, keepdims)


def percentile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, interpolation=None):
    """The value below which q percent of the data lie."""
    method = checked_method(method, interpolation, 'percentile')
    return unchecked_quantile(a, checked_fractions(np.true_divide(q, 100), HUNDRED), axis, out, overwrite_input, method, keepdims)
