"""Masked arrays: an array with a mask of elements that do not count."""
import _not_built
import builtins
import warnings

import numpy as np
from numpy import ndarray
from numpy._fill_values import default_fill_value, maximum_fill_value, minimum_fill_value
from numpy._masked_array import (MAError, MaskedArray, MaskedArrayFutureWarning, MaskedConstant, MaskedIterator, MaskError, _default_axis,
                                 filled, getdata, getmask, getmaskarray, masked, masked_print_option)
from numpy._masks import MaskType, flatten_mask, is_mask, make_mask, make_mask_descr, make_mask_none, mask_or, nomask, shrunk

masked_array, masked_singleton = MaskedArray, masked


def isMaskedArray(x):
    return isinstance(x, MaskedArray)


isarray = isMA = isMaskedArray


def is_masked(x):
    m = getmask(x)
    return m is not nomask and bool(m.any())


# --- functions element by element ---

from numpy._masked_ufuncs import (COMPARISONS, DOMAINS, FUNCTIONS, _DomainedBinaryOperation, _extrema_operation, _MaskedBinaryOperation,
                                  _MaskedUFunc, _MaskedUnaryOperation, alltrue, class_of, sometrue)

globals().update(FUNCTIONS)


def _domain_of(ufunc):
    """Where a ufunc is not defined, and what stands there in its results."""
    return DOMAINS.get(ufunc, (None, None))


# --- making ---

def array(data, dtype=None, copy=False, order=None, mask=nomask, fill_value=None, keep_mask=True, hard_mask=False, shrink=True, subok=True,
          ndmin=0):
    return MaskedArray(data, mask=mask, dtype=dtype, copy=copy, keep_mask=keep_mask, hard_mask=hard_mask, fill_value=fill_value,
                       ndmin=ndmin, shrink=shrink, subok=subok, order=order)


def asarray(a, dtype=None, order=None):
    return MaskedArray(a, dtype=dtype, copy=False, keep_mask=True, subok=False, order=order or 'C')


def asanyarray(a, dtype=None):
    if isinstance(a, MaskedArray) and (dtype is None or dtype == a.dtype):
        return a
    return MaskedArray(a, dtype=dtype, copy=False, keep_mask=True, subok=True)


def masked_all(shape, dtype=float):
    return MaskedArray(np.empty(shape, dtype), mask=np.ones(shape, make_mask_descr(dtype)))


def masked_all_like(arr):
    a = np.empty_like(arr).view(MaskedArray)
    a._mask = np.ones(a.shape, dtype=make_mask_descr(a.dtype))
    return a


def fix_invalid(a, mask=nomask, copy=True, fill_value=None):
    a = MaskedArray(a, mask=mask, copy=copy, subok=True)
    bad = np.logical_not(np.isfinite(a._data))
    if bad.any():
        a._mask |= bad
        a._data[bad] = a.fill_value if fill_value is None else fill_value
    return a


def masked_where(condition, a, copy=True):
    """a with the elements masked for which condition holds, or is itself masked."""
    cond = make_mask(condition, shrink=False)
    a = np.array(a, copy=copy, subok=True)
    if cond.shape and cond.shape != a.shape:
        raise IndexError(f'Inconsistent shape between the condition and the input (got {cond.shape} and {a.shape})')
    cls = MaskedArray
    if hasattr(a, '_mask'):
        cond, cls = mask_or(cond, a._mask), type(a)
    r = a.view(cls)
    r.mask = cond if cond is nomask else shrunk(cond)
    if not copy and hasattr(a, '_mask') and getmask(a) is nomask and r._mask is not nomask:
        a._mask = r._mask.view()
    return r


def _masked_if(compare):
    def f(x, value, copy=True):
        return masked_where(compare(x, value), x, copy=copy)
    f.__name__ = f.__qualname__ = 'masked_' + compare.__name__
    return f


masked_greater, masked_greater_equal, masked_less, masked_less_equal, masked_not_equal = map(
    _masked_if, (greater, greater_equal, less, less_equal, not_equal))


def masked_equal(x, value, copy=True):
    r = masked_where(equal(x, value), x, copy=copy)
    r.fill_value = value
    return r


def masked_inside(x, v1, v2, copy=True):
    if v2 < v1:
        v1, v2 = v2, v1
    d = filled(x)
    return masked_where((d >= v1) & (d <= v2), x, copy=copy)


def masked_outside(x, v1, v2, copy=True):
    if v2 < v1:
        v1, v2 = v2, v1
    d = filled(x)
    return masked_where((d < v1) | (d > v2), x, copy=copy)


def masked_object(x, value, copy=True, shrink=True):
    mask = nomask
    if isMaskedArray(x):
        found, mask = np.equal(x._data, value), x._mask
    else:
        found = np.equal(np.asarray(x), value)
    return MaskedArray(x, mask=mask_or(mask, make_mask(found, shrink=shrink)), copy=copy, fill_value=value)


def masked_values(x, value, rtol=1e-5, atol=1e-8, copy=True, shrink=True):
    d = filled(x, value)
    m = np.isclose(d, value, atol=atol, rtol=rtol) if np.issubdtype(d.dtype, np.floating) else np.equal(d, value)
    r = MaskedArray(d, mask=m, copy=copy, fill_value=value)
    if shrink:
        r.shrink_mask()
    return r


def masked_invalid(a, copy=True):
    """a with nan and infinities masked."""
    a = np.array(a, copy=False, subok=True)
    r = masked_where(~np.isfinite(a), a, copy=copy)
    if r._mask is nomask:
        r._mask = make_mask_none(r.shape, r.dtype)
    return r


# --- functions as methods ---

def _method(name, reverse=False):
    """The method of that name as a function; `reverse`: of its second argument."""
    def f(a, *args, **params):
        if reverse:
            a, args = args[0], (a, *args[1:])
        a = asanyarray(a)
        return getattr(type(a), name)(a, *args, **params)
    f.__name__, f.__qualname__ = name, '_frommethod.__call__'  # which refuses calls without an array
    return f


(all, anom, any, argmax, argmin, copy, count, cumprod, cumsum, diagonal, harden_mask, ids, mean, nonzero, prod, ravel, repeat, shrink_mask,
 soften_mask, std, sum, swapaxes, trace, var) = map(
    _method, ('all', 'anom', 'any', 'argmax', 'argmin', 'copy', 'count', 'cumprod', 'cumsum', 'diagonal', 'harden_mask', 'ids', 'mean',
              'nonzero', 'prod', 'ravel', 'repeat', 'shrink_mask', 'soften_mask', 'std', 'sum', 'swapaxes', 'trace', 'var'))
anomalies, product, compress = anom, prod, _method('compress', reverse=True)


def _extremum(name):
    def f(obj, axis=None, out=None, fill_value=None, keepdims=np._NoValue):
        words = {} if keepdims is np._NoValue else {'keepdims': keepdims}
        try:
            return getattr(obj, name)(axis=axis, fill_value=fill_value, out=out, **words)
        except (AttributeError, TypeError):  # no such method, or one that does not know fill_value
            return getattr(asanyarray(obj), name)(axis=axis, fill_value=fill_value, out=out, **words)
    f.__name__ = f.__qualname__ = name
    return f


min, max, ptp = map(_extremum, ('min', 'max', 'ptp'))


def reshape(a, new_shape, order='C'):
    try:
        return a.reshape(new_shape, order=order)
    except AttributeError:
        return np.array(a, copy=False).reshape(new_shape, order=order).view(MaskedArray)


def take(a, indices, axis=None, out=None, mode='raise'):
    return MaskedArray(a).take(indices, axis=axis, out=out, mode=mode)


def argsort(a, axis=np._NoValue, kind=None, order=None, endwith=True, fill_value=None):
    a = np.asanyarray(a)
    if axis is np._NoValue:
        axis = _default_axis(a)
    words = {'endwith': endwith, 'fill_value': fill_value} if isinstance(a, MaskedArray) else {}
    return a.argsort(axis=axis, kind=kind, order=order, **words)


def compressed(x):
    return asanyarray(x).compressed()


def round_(a, decimals=0, out=None):
    if out is None:
        return np.round_(a, decimals, out)
    np.round_(getdata(a), decimals, out)
    if hasattr(out, '_mask'):
        out._mask = getmask(a)
    return out


round = round_


def transpose(a, axes=None):
    try:
        return a.transpose(axes)
    except AttributeError:
        return np.array(a, copy=False).transpose(axes).view(MaskedArray)


def sort(a, axis=-1, kind=None, order=None, endwith=True, fill_value=None):
    a = np.array(a, copy=True, subok=True)
    if axis is None:
        a, axis = a.flatten(), 0
    if isinstance(a, MaskedArray):
        a.sort(axis=axis, kind=kind, order=order, endwith=endwith, fill_value=fill_value)
    else:
        a.sort(axis=axis, kind=kind, order=order)
    return a


def count_masked(arr, axis=None):
    return getmaskarray(arr).sum(axis)


def set_fill_value(a, fill_value):
    if isinstance(a, MaskedArray):
        a.set_fill_value(fill_value)


# --- statistics ---

def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    if not hasattr(a, 'mask'):
        r = np.median(getdata(a, subok=True), axis=axis, out=out, overwrite_input=overwrite_input, keepdims=keepdims)
        return MaskedArray(r, copy=False) if isinstance(r, ndarray) and r.ndim else r
    a, n = np.asanyarray(a), np.asanyarray(a).ndim
    axes, target, along = None, out, axis
    if axis is not None:
        axes = np._helpers.normalize_axes(axis, n)
        along = axes[0]
    if keepdims and out is not None:
        target = out[(Ellipsis,) + tuple(0 if axes is None or i in axes else slice(None) for i in range(n))]
    if axes is not None and len(axes) != 1:  # the axes become one, the last
        rest = [i for i in range(n) if i not in axes]
        for i, k in enumerate(rest):
            a = a.swapaxes(i, k)
        a, along = a.reshape(a.shape[:len(rest)] + (-1,)), -1
    r = _median(a, along, target, overwrite_input)
    if out is not None or not keepdims:
        return r if out is None else out
    return r[(Ellipsis,) + tuple(np.newaxis if axes is None or i in axes else slice(None) for i in range(n))]


def _with_nan(a, r, axis):
    """The medians r of the sorted array a, with nan for lines that end with one that is not hidden."""
    if a.size == 0:
        return r
    last = a.take(-1, axis=axis)
    lost = np.isnan(last)
    lost = lost.filled(False) if isMaskedArray(lost) else lost
    if not lost.any():
        return r
    if isinstance(r, np.generic):
        return last
    np.copyto(r, last, where=lost)
    return r


def _median(a, axis, out, overwrite_input):
    """The median along one axis: sorted, with what is hidden behind all else."""
    inexact = np.issubdtype(a.dtype, np.inexact)
    fill = np.inf if inexact else None
    if not overwrite_input:
        ranked = sort(a, axis=axis, fill_value=fill)
    elif axis is None:
        ranked = a.ravel()
        ranked.sort(fill_value=fill)
    else:
        a.sort(axis=axis, fill_value=fill)
        ranked = a
    axis = 0 if axis is None else np._helpers.normalize_axis(axis, ranked.ndim)
    if ranked.shape[axis] == 0:
        return mean(ranked[(slice(None),) * axis + (slice(0, 0),)], axis=axis, out=out)
    if ranked.ndim == 1:
        middle, odd = divmod(count(ranked), 2)
        pair = ranked[middle + odd - 1:middle + 1]
        if inexact and ranked.size > 0:
            r = pair.sum(out=out)
            if not odd:
                r = np.true_divide(r, 2., casting='safe', out=out)
            r = _with_nan(ranked, r, axis)
        else:
            r = pair.mean(out=out)
        return minimum_fill_value(ranked) if is_masked(r) and not np.all(ranked.mask) else r
    n = count(ranked, axis=axis, keepdims=True)
    high = n // 2
    pairs = np.take_along_axis(ranked, np.concatenate([np.where(n % 2 == 1, high, high - 1), high], axis=axis), axis=axis)
    if is_masked(pairs):  # where something is not hidden, values that equal the filling stand behind it
        wrong = ~np.all(ranked.mask, axis=axis, keepdims=True) & pairs.mask
        pairs.data[wrong] = minimum_fill_value(ranked)
        pairs.mask[wrong] = False
    if not inexact:
        return mean(pairs, axis=axis, out=out)
    r = sum(pairs, axis=axis, out=out)
    np.true_divide(r.data, 2., casting='unsafe', out=r.data)
    return _with_nan(ranked, r, axis)


def average(a, axis=None, weights=None, returned=False, *, keepdims=np._NoValue):
    a = asarray(a)
    m, words = getmask(a), {} if keepdims is np._NoValue else {'keepdims': keepdims}
    if weights is None:
        avg = a.mean(axis, **words)
        scl = avg.dtype.type(a.count(axis))
    else:
        w = asarray(weights)
        kind = np.result_type(a.dtype, w.dtype, *(['f8'] if issubclass(a.dtype.type, (np.integer, np.bool_)) else []))
        if a.shape != w.shape:
            if axis is None:
                raise TypeError('Axis must be specified when shapes of a and weights differ.')
            if w.ndim != 1:
                raise TypeError('1D weights expected when shapes of a and weights differ.')
            if w.shape[0] != a.shape[axis]:
                raise ValueError('Length of weights not compatible with specified axis.')
            w = np.broadcast_to(w, (a.ndim - 1) * (1,) + w.shape, subok=True).swapaxes(-1, axis)
        if m is not nomask:
            w = w * ~a.mask
            w.mask |= a.mask
        scl = w.sum(axis=axis, dtype=kind, **words)
        avg = np.multiply(a, w, dtype=kind).sum(axis, **words) / scl
    if not returned:
        return avg
    return avg, scl if scl.shape == avg.shape else np.broadcast_to(scl, avg.shape).copy()


# --- choosing and joining ---

def where(condition, x=np._NoValue, y=np._NoValue):
    if x is np._NoValue and y is np._NoValue:
        return nonzero(condition)
    if x is np._NoValue or y is np._NoValue:
        raise ValueError("Must provide both 'x' and 'y' or neither.")
    cond, dx, dy = filled(condition, False), getdata(x), getdata(y)
    mc, mx, my = getmaskarray(condition), getmaskarray(x), getmaskarray(y)
    if x is masked and y is not masked:  # the type of masked itself does not count
        dx, mx = np.zeros((), dy.dtype), np.ones((), my.dtype)
    elif y is masked and x is not masked:
        dy, my = np.zeros((), dx.dtype), np.ones((), mx.dtype)
    r, m = np.where(cond, dx, dy), np.where(cond, mx, my)
    return MaskedArray(r, mask=shrunk(np.where(mc, np.ones((), m.dtype), m)))


def concatenate(arrays, axis=0):
    """Arrays one after the other; without a mask if nothing is hidden."""
    d = np.concatenate([getdata(a) for a in arrays], axis)
    r = d.view(class_of(*arrays))
    if builtins.any(getmask(a) is not nomask for a in arrays):
        r._mask = shrunk(np.concatenate([getmaskarray(a) for a in arrays], axis).reshape(d.shape))
    return r


def append(a, b, axis=None):
    return concatenate([a, b], axis)


# --- products and comparisons ---

def _spread_mask(a, axis):
    """a with everything along the axis masked where something is."""
    a = array(a, subok=False)
    m = getmask(a)
    if m is nomask or not m.any():
        return a
    a._mask = a._mask.copy()
    a._mask |= m.any(axis=axis, keepdims=True)
    return a


def dot(a, b, strict=False, out=None):
    if strict and np.ndim(a) != 0 and np.ndim(b) != 0:
        a, b = _spread_mask(a, a.ndim - 1), _spread_mask(b, b.ndim - 1 if b.ndim == 1 else b.ndim - 2)
    seen_a, seen_b = ~getmaskarray(a), ~getmaskarray(b)
    if out is None:
        r = np.dot(filled(a, 0), filled(b, 0))
        r = (r if r.ndim else np.asarray(r)).view(class_of(a, b))
        r.__setmask__(~np.dot(seen_a, seen_b))
        return r
    d = np.dot(filled(a, 0), filled(b, 0), out._data)
    if out.mask.shape != d.shape:
        out._mask = np.empty(d.shape, MaskType)
    np.dot(seen_a, seen_b, out._mask)
    np.logical_not(out._mask, out._mask)
    return out


def allequal(a, b, fill_value=True):
    m = mask_or(getmask(a), getmask(b))
    if m is not nomask and not fill_value:
        return False
    same = np.equal(getdata(a), getdata(b))
    return same.all() if m is nomask else array(same, mask=m, copy=False).filled(True).all(None)


def allclose(a, b, masked_equal=True, rtol=1e-5, atol=1e-8):
    x, y = MaskedArray(a, copy=False), MaskedArray(b, copy=False)
    if y.dtype.kind != 'm':
        wide = np.result_type(y, 1.)
        y = y if y.dtype == wide else MaskedArray(y, dtype=wide, copy=False)
    far = filled(np.isinf(MaskedArray(x, copy=False, mask=mask_or(getmask(x), getmask(y)))), False)
    if not np.all(far == filled(np.isinf(y), False)):
        return False
    if np.any(far):
        if not np.all(filled(x[far] == y[far], masked_equal)):
            return False
        x, y = x[~far], y[~far]
    return np.all(filled(less_equal(absolute(x - y), atol + rtol * absolute(y)), masked_equal))


def unique(ar1, return_index=False, return_inverse=False):
    """The sorted elements without repetition; masked ones stand where they are sorted to."""
    a = np.asanyarray(ar1).flatten()
    if return_index or return_inverse:
        order = a.argsort(kind='mergesort' if return_index else 'quicksort')
        ranked = a[order]
    else:
        a.sort()
        ranked = a
    first = np.ones(ranked.shape, bool)
    same = len(ranked)
    if same and ranked.dtype.kind in 'cfmM' and np.isnan(ranked[-1]):  # all nan are one
        same = np.searchsorted(np.isnan(ranked) if ranked.dtype.kind == 'c' else ranked, True if ranked.dtype.kind == 'c' else ranked[-1])
        first[same + 1:] = False
    if same > 0:
        first[1:same] = getdata(ranked[1:same] != ranked[:same - 1])
    out = (ranked[first].view(MaskedArray),)
    if return_index:
        out += (order[first],)
    if return_inverse:
        inverse = np.empty(first.shape, np.intp)
        inverse[order] = np.cumsum(first) - 1
        out += (inverse,)
    return out if len(out) > 1 else out[0]


# --- runs and lines ---

def _runs(mask, wanted):
    out, start = [], None
    for i, m in enumerate(list(mask) + [not wanted]):
        if bool(m) == wanted and start is None:
            start = i
        elif bool(m) != wanted and start is not None:
            out.append(slice(start, i, None))
            start = None
    return out


def clump_unmasked(a):
    """The runs of the flattened array that are not masked, as slices."""
    return [slice(0, a.size)] if getmask(a) is nomask else _runs(getmaskarray(a).ravel(), False)


def clump_masked(a):
    return [] if getmask(a) is nomask else _runs(getmaskarray(a).ravel(), True)


def compress_rows(a):
    a = asanyarray(a)
    if a.ndim != 2:
        raise NotImplementedError('compress_rows works for 2D arrays only.')
    return compress_rowcols(a, 0)


def compress_cols(a):
    a = asanyarray(a)
    if a.ndim != 2:
        raise NotImplementedError('compress_cols works for 2D arrays only.')
    return compress_rowcols(a, 1)


def _ignored(axis):
    if axis is not np._NoValue:
        warnings.warn('The axis argument has always been ignored, in future passing it will raise TypeError',
                      DeprecationWarning, stacklevel=3)


def mask_rows(a, axis=np._NoValue):
    _ignored(axis)
    return mask_rowcols(a, 0)


def mask_cols(a, axis=np._NoValue):
    _ignored(axis)
    return mask_rowcols(a, 1)


from numpy._masked_records import flatten_structured_array, fromflex, mvoid
from numpy._masked_extras import *

__getattr__ = _not_built.of(__name__, ('core', 'extras'))
