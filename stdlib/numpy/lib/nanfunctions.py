"""Statistics that leave out what is not a number.

Each replaces the missing values by something neutral, or picks out the others, and goes on with the plain function; the
native part does sums, products, means and extremes of plain arrays and asks here for the rest.
"""
import warnings

import numpy as np
from numpy import _core
from numpy._ufunc_methods import Collected
from numpy.lib.quantiles import (HUNDRED, UNIT, _NoValue, checked_fractions, checked_method, over_axes,
                                 unchecked_quantile)

__all__ = ['nanargmax', 'nanargmin', 'nancumprod', 'nancumsum', 'nanmax', 'nanmean', 'nanmedian', 'nanmin',
           'nanpercentile', 'nanprod', 'nanquantile', 'nanstd', 'nansum', 'nanvar']


def _missing(a):
    """Where a has no number; None if it cannot lack any."""
    if a.dtype.kind == 'O':
        return np.asanyarray(a != a, dtype=bool)
    return np.isnan(a) if a.dtype.kind in 'fc' else None


def _filled(a, value):
    """(a copy with value for what is missing, where that is), or (a, None)."""
    a = np.asanyarray(a)
    missing = _missing(a)
    if missing is not None:
        a = np.array(a, subok=True, copy=True)
        np.copyto(a, value, where=missing)
    return a, missing


def _given(**words):
    return {name: v for name, v in words.items() if v is not _NoValue}


def _warn(text):
    warnings.warn(text, RuntimeWarning, stacklevel=4)


# --- sums and extremes ---

def _extreme(a, f, plain, far, axis, out, words):
    if type(a) is np.ndarray and a.dtype.kind != 'O':
        r = f.reduce(a, axis=axis, out=out, **words)
        if np.isnan(r).any():
            _warn('All-NaN slice encountered')
        return r
    a, missing = _filled(a, far)
    r = plain(a, axis=axis, out=out, **words)
    if missing is None:
        return r
    words.pop('initial', None)
    missing = np.all(missing, axis=axis, **words)
    if np.any(missing):
        r = _with_nan(r, missing)
        _warn('All-NaN axis encountered')
    return r


def _with_nan(r, where):
    if isinstance(r, np.ndarray):
        np.copyto(r, np.nan, where=where, casting='unsafe')
        return r
    return r.dtype.type(np.nan) if where else r


def nanmax(a, axis=None, out=None, keepdims=_NoValue, initial=_NoValue, where=_NoValue):
    """The largest number."""
    return _extreme(a, np.fmax, np.amax, -np.inf, axis, out, _given(keepdims=keepdims, initial=initial, where=where))


def nanmin(a, axis=None, out=None, keepdims=_NoValue, initial=_NoValue, where=_NoValue):
    """The smallest number."""
    return _extreme(a, np.fmin, np.amin, np.inf, axis, out, _given(keepdims=keepdims, initial=initial, where=where))


def nansum(a, axis=None, dtype=None, out=None, keepdims=_NoValue, initial=_NoValue, where=_NoValue):
    """The sum of the numbers."""
    a, _ = _filled(a, 0)
    return np.sum(a, axis=axis, dtype=dtype, out=out, **_given(keepdims=keepdims, initial=initial, where=where))


def nanprod(a, axis=None, dtype=None, out=None, keepdims=_NoValue, initial=_NoValue, where=_NoValue):
    """The product of the numbers."""
    a, _ = _filled(a, 1)
    return np.prod(a, axis=axis, dtype=dtype, out=out, **_given(keepdims=keepdims, initial=initial, where=where))


def nancumsum(a, axis=None, dtype=None, out=None):
    """Partial sums of the numbers."""
    return np.cumsum(_filled(a, 0)[0], axis=axis, dtype=dtype, out=out)


def nancumprod(a, axis=None, dtype=None, out=None):
    """Partial products of the numbers."""
    return np.cumprod(_filled(a, 1)[0], axis=axis, dtype=dtype, out=out)


def _arg_extreme(f, a, far, axis, out, words):
    a, missing = _filled(a, far)
    if missing is not None and np.any(np.all(missing, axis=axis)):
        raise ValueError('All-NaN slice encountered')
    return f(a, axis=axis, out=out, **words)


def nanargmax(a, axis=None, out=None, *, keepdims=_NoValue):
    """Where the largest number is."""
    return _arg_extreme(np.argmax, a, -np.inf, axis, out, _given(keepdims=keepdims))


def nanargmin(a, axis=None, out=None, *, keepdims=_NoValue):
    """Where the smallest number is."""
    return _arg_extreme(np.argmin, a, np.inf, axis, out, _given(keepdims=keepdims))


# --- mean and variance ---

def _quotient(a, n, out=None):
    with np.errstate(invalid='ignore', divide='ignore'):
        if isinstance(a, np.ndarray):
            return np.divide(a, n, out=a if out is None else out, casting='unsafe')
        if out is not None:
            return np.divide(a, n, out=out, casting='unsafe')
        return a.dtype.type(a / n) if hasattr(a, 'dtype') else a / n


def _check_inexact(dtype, out):
    if dtype is not None and np.dtype(dtype).kind not in 'fc':
        raise TypeError('If a is inexact, then dtype must be inexact')
    if out is not None and out.dtype.kind not in 'fc':
        raise TypeError('If a is inexact, then out must be inexact')


def nanmean(a, axis=None, dtype=None, out=None, keepdims=_NoValue, *, where=_NoValue):
    """The mean of the numbers."""
    words = _given(keepdims=keepdims, where=where)
    a, missing = _filled(a, 0)
    if missing is None:
        return np.mean(a, axis=axis, dtype=dtype, out=out, **words)
    _check_inexact(dtype, out)
    n = np.sum(~missing, axis=axis, dtype=np.intp, **words)
    r = _quotient(np.sum(a, axis=axis, dtype=dtype, out=out, **words), n, out)
    if (n == 0).any():
        _warn('Mean of empty slice')
    return r


def nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=_NoValue, *, where=_NoValue):
    """The variance of the numbers."""
    a, missing = _filled(a, 0)
    words, mask = _given(keepdims=keepdims, where=where), _given(where=where)
    if missing is None:
        return np.var(a, axis=axis, dtype=dtype, out=out, ddof=ddof, **words)
    _check_inexact(dtype, out)
    kept = mask if type(a) is np.matrix else {'keepdims': True, **mask}  # a matrix keeps them, and knows no such word
    n = np.sum(~missing, axis=axis, dtype=np.intp, **kept)
    middle = _quotient(np.sum(a, axis=axis, dtype=dtype, **kept), n)
    np.subtract(a, middle, out=a, casting='unsafe', **mask)
    np.copyto(a, 0, where=missing)
    squares = np.multiply(a, a.conj() if a.dtype.kind == 'c' else a, out=a, **mask)
    squares = squares.real if a.dtype.kind == 'c' else squares
    r = np.sum(squares, axis=axis, dtype=dtype, out=out, **words)
    free = (n.squeeze(axis) if np.ndim(r) < n.ndim else n) - ddof
    r = _quotient(r, free)
    if np.any(free <= 0):
        _warn('Degrees of freedom <= 0 for slice.')
        r = _with_nan(r, free <= 0)
    return r


def nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=_NoValue, *, where=_NoValue):
    """The standard deviation of the numbers."""
    r = nanvar(a, axis=axis, dtype=dtype, out=out, ddof=ddof, keepdims=keepdims, where=where)
    return np.sqrt(r, out=r) if isinstance(r, np.ndarray) else r.dtype.type(np.sqrt(r))


# --- medians and quantiles ---

def _numbers_of(row, overwrite):
    """The elements of a row that are numbers; a warning if there is none. A row that may be written to is closed up: its last
    numbers go to the places of what is missing."""
    lost = np.asanyarray(row != row, dtype=bool) if row.dtype.kind == 'O' else np.isnan(row)
    n = np.count_nonzero(lost)
    if n and n == row.size:
        warnings.warn('All-NaN slice encountered', RuntimeWarning, stacklevel=5)
    if n and n < row.size and overwrite:
        last = row[-n:][~lost[-n:]]
        row[np.nonzero(lost)[0][:last.size]] = last
        return row[:-n]
    return row[~lost] if n else row


def _numbers_in_place(row, overwrite):
    """The same of an array of another class, which sees each step; and whether what comes may be written to."""
    lost = np.not_equal(row, row, dtype=bool) if row.dtype.kind == 'O' else np.isnan(row)
    places = np.nonzero(lost)[0]
    if places.size == row.size:
        warnings.warn('All-NaN slice encountered', RuntimeWarning, stacklevel=6)
        return row[:0], True
    if places.size == 0:
        return row, overwrite
    row = row if overwrite else row.copy()
    last = row[-places.size:][~lost[-places.size:]]
    row[places[:last.size]] = last
    return row[:-places.size], True


def _nanmedian_row(row, overwrite):
    if type(row) is np.ndarray:
        found = _numbers_of(row, overwrite)
    else:
        found, overwrite = _numbers_in_place(row, overwrite)
    return np.median(found, overwrite_input=overwrite) if found.size else row[-1]


def _nanmedian_of_class(a, axis, out, overwrite):
    """Rows below 600 elements of an array of another class, by a mask."""
    r = np.ma.median(np.ma.masked_array(a, np.isnan(a)), axis=axis, overwrite_input=overwrite)
    for _ in range(np.count_nonzero(r.mask.ravel())):
        warnings.warn('All-NaN slice encountered', RuntimeWarning, stacklevel=5)
    r = r.filled(np.timedelta64('NaT') if r.dtype.kind == 'm' else np.nan)
    if out is None:
        return r
    out[...] = r
    return out


def _nanmedian_short(a, axis):
    """Rows below 600 elements are worked out at once: one report for all, and the results lie as the rows do."""
    missing = np.isnan(a) if a.dtype.kind in 'mO' else _missing(a)  # which objects refuse
    with warnings.catch_warnings(), Collected('divide'):
        warnings.filterwarnings('ignore', 'All-NaN slice')
        r = np.apply_along_axis(_nanmedian_row, axis, a, False)
    empty = 0 if missing is None else np.count_nonzero(missing.all(axis))
    for _ in range(empty):
        _warn('All-NaN slice encountered')
    if r.ndim < 2 or a.flags.c_contiguous:
        return r
    copy = np.empty_like(a).flags  # the mask lies as a sorted copy does if that is in one of the two orders
    if copy.c_contiguous or copy.f_contiguous:
        return r if copy.c_contiguous else np.asfortranarray(r)
    if a.dtype.kind == 'm' or not a.dtype.isnative:  # the numbers are counted
        like = np.isnan(a).sum(axis)
    else:
        like = _core._like_operand(np.moveaxis(a, axis, 0)[0], 'b1')
    ordered = np.empty_like(like, r.dtype)
    ordered[...] = r
    return ordered


def _nanmedian(a, axis, out, overwrite):
    if axis is None or a.ndim == 1:
        r = _nanmedian_row(a.ravel(), overwrite)
    elif a.shape[axis] < 600 and type(a) is not np.ndarray:
        return _nanmedian_of_class(a, axis, out, overwrite)
    elif a.shape[axis] < 600 and a.dtype.kind != 'M':
        r = _nanmedian_short(a, axis)
        if overwrite:
            a.sort(axis)
    else:
        r = np.apply_along_axis(_nanmedian_row, axis, a, overwrite)
    if out is None:
        return r
    out[...] = r
    return out


def nanmedian(a, axis=None, out=None, overwrite_input=False, keepdims=_NoValue):
    """The median of the numbers."""
    a = np.asanyarray(a)
    if a.size == 0:
        return nanmean(a, axis, out=out, keepdims=keepdims)
    return over_axes(_nanmedian, a, axis, keepdims, out, overwrite_input)


def _nanquantile_row(row, q, method, overwrite):
    if type(row) is np.ndarray:
        found = _numbers_of(row, overwrite)
    else:
        found, overwrite = _numbers_in_place(row, overwrite)
    if found.size == 0:
        return np.full(q.shape, row.dtype.type(np.nan))[()]
    return unchecked_quantile(found, q, overwrite_input=overwrite, method=method)


def _nanquantile(a, axis, out, q, method, overwrite):
    if axis is None or a.ndim == 1:
        r = _nanquantile_row(a.ravel(), q, method, overwrite)
    else:
        r = np.apply_along_axis(_nanquantile_row, axis, a, q, method, overwrite)
        if q.ndim:  # the quantiles stand where the axis was
            r = np.moveaxis(r, axis, 0)
    if out is not None:
        out[...] = r
    return r


def _nanquantile_unchecked(a, q, axis, out, overwrite, method, keepdims):
    if a.size == 0:
        return nanmean(a, axis, out=out, keepdims=keepdims)
    return over_axes(_nanquantile, a, axis, keepdims, out, q, method, overwrite)


def nanquantile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=_NoValue, *, interpolation=None):
    """The value below which a fraction q of the numbers lies."""
    method = checked_method(method, interpolation, 'nanquantile')
    return _nanquantile_unchecked(np.asanyarray(a), checked_fractions(q, UNIT), axis, out, overwrite_input, method, keepdims)


def nanpercentile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=_NoValue, *, interpolation=None):
    """The value below which q percent of the numbers lie."""
    method = checked_method(method, interpolation, 'nanpercentile')
    a, q = np.asanyarray(a), checked_fractions(np.true_divide(q, 100.0), HUNDRED)
    return _nanquantile_unchecked(a, q, axis, out, overwrite_input, method, keepdims)
