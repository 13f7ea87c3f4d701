"""The rest of numpy.ma: functions of plain arrays that act on data and mask alike, sets, products, runs, covariances."""
import numpy as np
from numpy import ma
from numpy.ma import array, asanyarray, filled, getdata, getmask, getmaskarray, masked_array, nomask

__all__ = ['alltrue', 'amax', 'amin', 'angle', 'anomalies', 'apply_along_axis', 'apply_over_axes', 'atleast_1d', 'atleast_2d',
           'atleast_3d', 'bool_', 'choose', 'common_fill_value', 'compress', 'compress_nd', 'compress_rowcols', 'convolve',
           'copy', 'corrcoef', 'correlate', 'cov', 'diag', 'diagflat', 'diff', 'ediff1d', 'empty_like', 'expand_dims',
           'flatnotmasked_contiguous', 'flatnotmasked_edges', 'frombuffer', 'fromfunction', 'harden_mask',
           'hsplit', 'identity', 'ids', 'in1d', 'indices', 'inner', 'innerproduct', 'intersect1d', 'isin',
           'left_shift', 'mr_', 'mask_rowcols', 'ndenumerate', 'ndim',
           'notmasked_contiguous', 'notmasked_edges', 'ones_like', 'outer', 'outerproduct', 'polyfit', 'put', 'putmask',
           'resize', 'right_shift', 'round_', 'setdiff1d', 'setxor1d', 'shape', 'size', 'soften_mask', 'sometrue', 'trace',
           'union1d', 'vander', 'zeros_like']

bool_ = np.bool_
amax, amin = ma.max, ma.min
round_ = ma.round
anomalies = ma.anom


# --- data and mask alike ---

def _alike(name):
    """The function of plain arrays of that name, on data and mask."""
    function = getattr(np, name)

    def f(*args, **words):
        if len(args) > 1 and name.startswith('atleast'):
            return [f(a) for a in args]
        x, *rest = args
        parts = function(np.asarray(getdata(x)), *rest, **words)
        masks = function(getmaskarray(x), *rest, **words)
        return masked_array(parts, mask=masks)
    f.__name__ = f.__qualname__ = name
    return f


atleast_1d, atleast_2d, atleast_3d = map(_alike, ('atleast_1d', 'atleast_2d', 'atleast_3d'))
diagflat, hsplit = map(_alike, ('diagflat', 'hsplit'))


def _made(name):
    """The function of that name, its result as a masked array."""
    function = getattr(np, name)

    def f(*args, fill_value=None, hardmask=False, **words):
        r = masked_array(function(*args, **words), hard_mask=hardmask)
        if fill_value is not None:
            r.fill_value = fill_value
        return r
    f.__name__ = f.__qualname__ = name
    return f


frombuffer, identity, indices = map(_made, ('frombuffer', 'identity', 'indices'))


def _made_like(name):
    function = getattr(np, name)

    def f(a, *args, **words):
        mask = getmask(a)
        return masked_array(function(getdata(a), *args, **words), mask=mask if mask is nomask else mask.copy())
    f.__name__ = f.__qualname__ = name
    return f


empty_like, ones_like, zeros_like = map(_made_like, ('empty_like', 'ones_like', 'zeros_like'))


def fromfunction(function, shape, **words):
    """function of the arrays of coordinates."""
    return masked_array(np.fromfunction(function, shape, **words))


def angle(z, deg=False):
    return masked_array(np.angle(getdata(z), deg), mask=getmask(z))


def copy(a, *args, **words):
    return asanyarray(a).copy(*args, **words)


def expand_dims(a, axis):
    if not isinstance(a, ma.MaskedArray):
        return np.expand_dims(a, axis)
    mask = getmask(a)
    return masked_array(np.expand_dims(a.data, axis), mask=mask if mask is nomask else np.expand_dims(mask, axis))


def diag(v, k=0):
    mask = getmask(v)
    return masked_array(np.diag(getdata(v), k), mask=mask if mask is nomask else np.diag(mask, k))


def resize(x, new_shape):
    """A new array of that shape, filled by repeating x."""
    mask = getmask(x)
    return masked_array(np.resize(getdata(x), new_shape), mask=mask if mask is nomask else np.resize(mask, new_shape))


def trace(a, offset=0, axis1=0, axis2=1, dtype=None, out=None):
    """The sum of a diagonal."""
    return asanyarray(a).trace(offset, axis1, axis2, dtype, out)


def shape(obj):
    return np.shape(getdata(obj))


def size(obj, axis=None):
    return np.size(getdata(obj), axis)


def ndim(obj):
    return np.ndim(getdata(obj))


ids, harden_mask, soften_mask = map(ma._method, ('ids', 'harden_mask', 'soften_mask'))


def _shifted(function):
    def f(a, n):
        mask = getmask(a)
        return masked_array(function(filled(a, 0), n), mask=mask)
    f.__name__ = f.__qualname__ = function.__name__
    return f


left_shift, right_shift = _shifted(np.left_shift), _shifted(np.right_shift)


# --- choosing and putting ---

def choose(indices, choices, out=None, mode='raise'):
    """An array made of elements that the indices choose."""
    c = filled(indices, 0)
    mask = np.choose(c, [getmaskarray(x) for x in choices], mode=mode) | getmaskarray(indices)
    mask = ma.make_mask(mask)
    if out is None:
        return masked_array(np.choose(c, [filled(x) for x in choices], mode=mode), mask=mask)
    np.choose(c, [filled(x) for x in choices], out=getdata(out), mode=mode)
    if isinstance(out, ma.MaskedArray):
        out.mask = mask
    return out


def compress(condition, a, axis=None, out=None):
    return asanyarray(a).compress(condition, axis=axis, out=out)


def put(a, indices, values, mode='raise'):
    """Sets elements of the flattened array."""
    try:
        return a.put(indices, values, mode=mode)
    except AttributeError:
        return np.asarray(a).put(indices, values, mode=mode)


def putmask(a, mask, values):
    """Sets the elements where the mask is true."""
    if not isinstance(a, ma.MaskedArray):
        a = a.view(ma.MaskedArray)
    given = getmask(values)
    if getmask(a) is nomask:
        if given is not nomask:
            a.mask = np.zeros(a.shape, bool)
            np.copyto(a._mask, getmaskarray(values), where=mask)
    elif not a.hardmask:
        np.copyto(a._mask, getmaskarray(values), where=mask)
    np.copyto(a._data, getdata(values), where=mask)


# --- sums along axes ---

def alltrue(target, axis=0, dtype=None):
    """Are all true? Masked ones count as true."""
    return asanyarray(target).all(axis=axis)


def sometrue(target, axis=0, dtype=None):
    return asanyarray(target).any(axis=axis)


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    """func1d of each line along an axis; its results in the place of the lines."""
    arr = asanyarray(arr)
    axis = np._helpers.normalize_axis(axis, arr.ndim)
    rest = arr.shape[:axis] + arr.shape[axis + 1:]
    lines = [arr[i[:axis] + (slice(None),) + i[axis:]] for i in np.ndindex(*rest)]
    results = [func1d(line, *args, **kwargs) for line in lines]
    if results and np.ndim(getdata(results[0])) == 0:
        data = np.array([getdata(r) if r is not ma.masked else 0 for r in results])
        mask = [r is ma.masked or bool(getmaskarray(r)) for r in results]
        return masked_array(data.reshape(rest), mask=ma.make_mask(np.array(mask).reshape(rest)))
    inner = np.shape(getdata(results[0]))

    def placed(parts):
        whole = np.array(parts).reshape(rest + inner)
        for i in range(len(inner)):
            whole = np.moveaxis(whole, len(rest) + i, axis + i)
        return whole
    return masked_array(placed([getdata(r) for r in results]), mask=ma.make_mask(placed([getmaskarray(r) for r in results])))


def apply_over_axes(func, a, axes):
    """func along several axes, which stay as dimensions of length 1."""
    value, n = ma.asarray(a), a.ndim
    for axis in (axes,) if array(axes).ndim == 0 else axes:
        axis = n + axis if axis < 0 else axis
        r = func(value, axis)
        if r.ndim != value.ndim:
            r = expand_dims(r, axis)
            if r.ndim != value.ndim:
                raise ValueError('function is not returning an array of the correct shape')
        value = r
    return value


def diff(a, /, n=1, axis=-1, prepend=np._NoValue, append=np._NoValue):
    """Differences of neighbours, n times; masked where one of them is."""
    if n == 0:
        return a
    if n < 0:
        raise ValueError(f'order must be non-negative but got {n!r}')
    a = asanyarray(a)
    if a.ndim == 0:
        raise ValueError('diff requires input that is at least one dimensional')
    axis = np._helpers.normalize_axis(axis, a.ndim)
    parts = []
    for x in (prepend, a, append):
        if x is np._NoValue:
            continue
        x = asanyarray(x)
        if x.ndim == 0:
            lines = list(a.shape)
            lines[axis] = 1
            x = np.broadcast_to(getdata(x), lines)
        parts.append(getdata(x))
    if len(parts) > 1:
        a = masked_array(np.concatenate(parts, axis))  # what is put at the ends drops the mask
    ahead, behind = [slice(None)] * a.ndim, [slice(None)] * a.ndim
    ahead[axis], behind[axis] = slice(1, None), slice(None, -1)
    between = np.not_equal if a.dtype.kind == 'b' else np.subtract
    for _ in range(n):
        a = between(a[tuple(ahead)], a[tuple(behind)])
    return a


def ediff1d(arr, to_end=None, to_begin=None):
    """Differences of neighbours in the flattened array, with what is put at the ends."""
    arr = asanyarray(arr).ravel()
    parts = [arr[1:] - arr[:-1]]
    if to_begin is not None:
        parts.insert(0, to_begin)
    if to_end is not None:
        parts.append(to_end)
    return ma.hstack(parts) if len(parts) > 1 else parts[0]


# --- fill values and masks ---

def common_fill_value(a, b):
    """The fill value of both, or None."""
    fills = [x.fill_value if isinstance(x, ma.MaskedArray) else ma.default_fill_value(x) for x in (a, b)]
    return fills[0] if fills[0] == fills[1] else None


def mask_rowcols(a, axis=None):
    """Masks whole rows and columns that hold a masked element."""
    a = array(a, subok=False)
    if a.ndim != 2:
        raise NotImplementedError('mask_rowcols works for 2D arrays only.')
    hidden = getmaskarray(a)
    mask = hidden.copy()
    if not axis:
        mask |= hidden.any(axis=1)[:, None]
    if axis in (None, 1, -1):
        mask |= hidden.any(axis=0)[None, :]
    if hidden.any():
        a._mask = mask
    return a


def compress_nd(x, axis=None):
    """The data without the slices along the axes that hold a masked element."""
    x = asanyarray(x)
    mask = getmask(x)
    axes = tuple(range(x.ndim)) if axis is None else np._helpers.normalize_axes(axis, x.ndim)
    if mask is nomask or not mask.any():
        return x.data
    if mask.all():
        return np.array([])
    data = x.data
    for i in axes:
        others = tuple(j for j in range(x.ndim) if j != i)
        data = np.compress(~mask.any(axis=others), data, axis=i)
    return data


def compress_rowcols(x, axis=None):
    if asanyarray(x).ndim != 2:
        raise NotImplementedError('compress_rowcols works for 2D arrays only.')
    return compress_nd(x, axis=axis)


# --- runs ---

def flatnotmasked_edges(a):
    """The first and last places of the flattened array that are not masked; None if there are none."""
    mask = getmask(a)
    if mask is nomask or not mask.any():
        return np.array([0, a.size - 1])
    places = np.flatnonzero(~mask)
    return places[[0, -1]] if places.size else None


def notmasked_edges(a, axis=None):
    """The same along an axis: the indices of the first places, and of the last."""
    a = asanyarray(a)
    if axis is None or a.ndim == 1:
        return flatnotmasked_edges(a)
    mask = getmaskarray(a)
    places = [masked_array(i, mask=mask) for i in np.indices(a.shape)]
    return [tuple(p.min(axis).compressed() for p in places), tuple(p.max(axis).compressed() for p in places)]


def flatnotmasked_contiguous(a):
    """The runs of the flattened array that are not masked, as slices."""
    return [slice(0, a.size)] if getmask(a) is nomask else ma._runs(getmaskarray(a).ravel(), False)


def notmasked_contiguous(a, axis=None):
    a = ma.asarray(a)
    if a.ndim > 2:
        raise NotImplementedError('Currently limited to at most 2D array.')
    if axis is None or a.ndim == 1:
        return flatnotmasked_contiguous(a)
    other, place, out = (axis + 1) % 2, [0, 0], []
    place[axis] = slice(None, None)
    for i in range(a.shape[other]):
        place[other] = i
        out.append(flatnotmasked_contiguous(a[tuple(place)]))
    return out


def ndenumerate(a, compressed=True):
    """Pairs of index and element; without those that are masked if compressed."""
    mask = getmaskarray(a)
    for index, value in np.ndenumerate(getdata(a)):
        if not mask[index]:
            yield index, value
        elif not compressed:
            yield index, ma.masked


# --- sets ---

def intersect1d(ar1, ar2, assume_unique=False):
    """The values in both; masked ones are one value."""
    both = ma.concatenate((ar1, ar2) if assume_unique else (ma.unique(ar1), ma.unique(ar2)))
    both.sort()
    return both[:-1][(both[1:] == both[:-1]).filled(False) | (getmaskarray(both)[1:] & getmaskarray(both)[:-1])]


def in1d(ar1, ar2, assume_unique=False, invert=False):
    """Is each value of ar1 in ar2?"""
    back = slice(None)
    if not assume_unique:
        ar1, back = ma.unique(ar1, return_inverse=True)
        ar2 = ma.unique(ar2)
    both = ma.concatenate((ar1, ar2))
    order = both.argsort(kind='mergesort')  # equal ones stay beside each other, those of ar1 first
    ranked = both[order]
    found = ma.concatenate((ranked[1:] != ranked[:-1] if invert else ranked[1:] == ranked[:-1], [invert]))
    return found[order.argsort(kind='mergesort')[:len(ar1)]][back]


def isin(element, test_elements, assume_unique=False, invert=False):
    element = ma.asarray(element)
    return in1d(element, test_elements, assume_unique=assume_unique, invert=invert).reshape(element.shape)


def union1d(ar1, ar2):
    return ma.unique(ma.concatenate((asanyarray(ar1).ravel(), asanyarray(ar2).ravel())))


def setdiff1d(ar1, ar2, assume_unique=False):
    """The values of ar1 that are not in ar2."""
    if assume_unique:
        ar1 = ma.asarray(ar1).ravel()
    else:
        ar1, ar2 = ma.unique(ar1), ma.unique(ar2)
    return ar1[in1d(ar1, ar2, assume_unique=True, invert=True)]


def setxor1d(ar1, ar2, assume_unique=False):
    """The values in just one of them."""
    if not assume_unique:
        ar1, ar2 = ma.unique(ar1), ma.unique(ar2)
    whole = ma.concatenate((ar1, ar2))
    if whole.size == 0:
        return whole
    whole.sort()
    hidden = getmaskarray(whole)
    same = (whole[1:] == whole[:-1]).filled(False) | (hidden[1:] & hidden[:-1])
    edges = np.concatenate(([True], ~same, [True]))
    return whole[edges[1:] & edges[:-1]]


# --- products, fits, covariances ---

def inner(a, b):
    """The inner product, masked elements counted as 0."""
    x, y = np.atleast_1d(filled(a, 0)), np.atleast_1d(filled(b, 0))
    r = np.inner(x, y)
    return masked_array(r) if r.ndim else r


def outer(a, b):
    """Products of all pairs; masked where a factor is."""
    data = np.outer(filled(a, 0).ravel(), filled(b, 0).ravel())
    if getmask(a) is nomask and getmask(b) is nomask:
        return masked_array(data)
    return masked_array(data, mask=ma.make_mask(np.logical_or.outer(getmaskarray(a).ravel(), getmaskarray(b).ravel())))


innerproduct, outerproduct = inner, outer


def _folded(function, a, v, mode, propagate_mask):
    if propagate_mask:
        mask = function(getmaskarray(a), np.ones(np.shape(v), bool), mode=mode) | \
            function(np.ones(np.shape(a), bool), getmaskarray(v), mode=mode)
        data = function(getdata(a), getdata(v), mode=mode)
    else:
        mask = ~function(~getmaskarray(a), ~getmaskarray(v), mode=mode)
        data = function(filled(a, 0), filled(v, 0), mode=mode)
    return masked_array(data, mask=mask)


def convolve(a, v, mode='full', propagate_mask=True):
    """The convolution; masked where a masked element had a part, or, without propagation, where only such had."""
    return _folded(np.convolve, a, v, mode, propagate_mask)


def correlate(a, v, mode='valid', propagate_mask=True):
    return _folded(np.correlate, a, v, mode, propagate_mask)


def vander(x, n=None):
    """Columns of powers, zero in the rows of masked elements."""
    out = np.vander(filled(x, 0), n)
    mask = getmask(x)
    if mask is not nomask:
        out[mask] = 0
    return out


def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    """numpy.polyfit of the points that are not masked."""
    x, y = ma.asarray(x), ma.asarray(y)
    hidden = getmask(x)
    if y.ndim == 1:
        hidden = ma.mask_or(hidden, getmask(y))
    elif y.ndim == 2:
        rows = getmask(ma.mask_rows(y))
        if rows is not nomask:
            hidden = ma.mask_or(hidden, rows[:, 0])
    else:
        raise TypeError('Expected a 1D or 2D array for y!')
    if w is not None:
        w = ma.asarray(w)
        if w.ndim != 1:
            raise TypeError('expected a 1-d array for weights')
        if w.shape[0] != y.shape[0]:
            raise TypeError('expected w and y to have the same length')
        hidden = ma.mask_or(hidden, getmask(w))
    if hidden is nomask:
        return np.polyfit(x, y, deg, rcond, full, w, cov)
    seen = ~hidden
    return np.polyfit(x[seen], y[seen], deg, rcond, full, w if w is None else w[seen], cov)


def _observations(x, y, rowvar, allow_masked):
    """(deviations from the means as rows of variables, 1 where they are known)"""
    x = array(x, ndmin=2, copy=True, dtype=float)
    if not allow_masked and getmaskarray(x).any():
        raise ValueError('Cannot process masked data.')
    rowvar = x.shape[0] == 1 or rowvar
    known, data = ~getmaskarray(x), x.data
    if y is not None:
        y = array(y, ndmin=2, copy=False, dtype=float)
        if not allow_masked and getmaskarray(y).any():
            raise ValueError('Cannot process masked data.')
        other = ~getmaskarray(y)
        if other.shape == known.shape and not (known.all() and other.all()):
            known = other = known & other  # what one lacks the other cannot be compared with
        known = np.concatenate((known, other), axis=0 if rowvar else 1)
        data = np.concatenate((data, y.data), axis=0 if rowvar else 1)
    x = masked_array(data, mask=~known)
    x = x - (x.mean(axis=1)[:, None] if rowvar else x.mean(axis=0)[None, :])
    return (x.filled(0), known * 1.) if rowvar else (x.filled(0).T, known.T * 1.)


def _checked_ddof(bias, ddof):
    if ddof is not None and ddof != int(ddof):
        raise ValueError('ddof must be an integer')
    return (0 if bias else 1) if ddof is None else ddof


def cov(x, y=None, rowvar=True, bias=False, allow_masked=True, ddof=None):
    """Covariances over the observations that both variables have."""
    ddof = _checked_ddof(bias, ddof)
    rows, known = _observations(x, y, rowvar, allow_masked)
    counts = known @ known.T - ddof
    with np.errstate(divide='ignore', invalid='ignore'):
        return masked_array((rows @ rows.T) / np.where(counts <= 0, np.nan, counts), mask=counts <= 0).squeeze()


def corrcoef(x, y=None, rowvar=True, bias=np._NoValue, allow_masked=True, ddof=np._NoValue):
    """Correlation coefficients over the observations that both variables have."""
    if bias is not np._NoValue or ddof is not np._NoValue:
        import warnings
        warnings.warn('bias and ddof have no effect and are deprecated', DeprecationWarning, stacklevel=2)
    rows, known = _observations(x, y, rowvar, allow_masked)
    if len(rows) == 1:
        return 1
    both = known @ known.T
    c = masked_array(rows @ rows.T) / both
    spread = np.sqrt(np.multiply.outer(c.diagonal().data, c.diagonal().data)) if known.all() else _spreads(rows, known, c)
    return c / spread


def _spreads(rows, known, c):
    """Products of the deviations of two variables, over what both have; those of one with itself are its variances."""
    r = np.diag(c.diagonal().filled(0))
    for i in range(len(rows)):
        for k in range(i):
            pair = rows[[i, k]][:, (known[i] * known[k]).astype(bool)]
            r[i, k] = r[k, i] = np.sqrt(np.multiply.reduce(pair.var(axis=1))) if pair.size else 0
    return r


# --- records and building ---

class _MaskedRow:
    """mr_: numpy.r_ for masked arrays."""

    def __getitem__(self, key):
        key = key if isinstance(key, tuple) else (key,)
        if key and isinstance(key[0], str):
            return masked_array(np.r_[key])
        parts = [masked_array(np.r_[k]) if isinstance(k, slice) else ma.atleast_1d(array(k)) for k in key]
        r = ma.concatenate(parts)
        return r if any(getmask(k) is not nomask for k in key if not isinstance(k, slice)) else masked_array(getdata(r))

    def __len__(self):
        return 0


mr_ = _MaskedRow()
