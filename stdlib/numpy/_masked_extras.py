"""The rest of numpy.ma: functions of plain arrays that act on data and mask alike, sets, products, runs, covariances."""
import numpy as np
from numpy import ma
from numpy.ma import array, asanyarray, filled, getdata, getmask, getmaskarray, masked_array, nomask

__all__ = ['amax', 'amin', 'apply_along_axis', 'apply_over_axes', 'arange', 'atleast_1d', 'atleast_2d', 'atleast_3d', 'bool_', 'choose',
           'clip', 'column_stack', 'common_fill_value', 'compress_nd', 'compress_rowcols', 'convolve', 'corrcoef', 'correlate', 'cov',
           'diag', 'diagflat', 'diff', 'dstack', 'ediff1d', 'empty', 'empty_like', 'expand_dims', 'flatnotmasked_contiguous',
           'flatnotmasked_edges', 'frombuffer', 'fromfunction', 'hsplit', 'hstack', 'identity', 'in1d', 'indices', 'inner',
           'innerproduct', 'intersect1d', 'isin', 'left_shift', 'mask_rowcols', 'mr_', 'ndenumerate', 'ndim', 'notmasked_contiguous',
           'notmasked_edges', 'ones', 'ones_like', 'outer', 'outerproduct', 'polyfit', 'put', 'putmask', 'resize', 'right_shift',
           'round_', 'row_stack', 'setdiff1d', 'setxor1d', 'shape', 'size', 'squeeze', 'stack', 'union1d', 'vander', 'vstack', 'zeros',
           'zeros_like']

bool_ = np.bool_
amax, amin = ma.max, ma.min
round_ = ma.round


# --- data and mask alike ---

def _alike(name, sort):
    """The function of plain arrays of that name, on data and mask: of one array, of each argument or of a sequence of arrays."""
    function = getattr(np, name)

    def on_both(x, *args, **words):
        data, mask = function(np.asarray(x), *args, **words), function(getmaskarray(x), *args, **words)
        return masked_array(data, mask=mask)

    def on_each(*args, **words):
        r = [on_both(x, **words) for x in args]
        return r[0] if len(args) == 1 else r

    def on_sequence(x, *args, **words):
        data = function(tuple([np.asarray(a) for a in x]), *args, **words)
        return masked_array(data, mask=function(tuple([getmaskarray(a) for a in x]), *args, **words))
    f = {'single': on_both, 'allargs': on_each, 'seq': on_sequence}[sort]
    f.__name__, f.__qualname__ = name, f'_fromnxfunction_{sort}.__call__'
    return f


atleast_1d, atleast_2d, atleast_3d = (_alike(name, 'allargs') for name in ('atleast_1d', 'atleast_2d', 'atleast_3d'))
diagflat, hsplit = (_alike(name, 'single') for name in ('diagflat', 'hsplit'))
vstack, hstack, stack, column_stack, dstack = (_alike(name, 'seq') for name in ('vstack', 'hstack', 'stack', 'column_stack', 'dstack'))
row_stack = vstack


def _made(name, attributes=()):
    """The function of that name, its result seen as a masked array, of which it may set attributes."""
    function = getattr(np, name)

    def f(*args, **words):
        given = {word: words.pop(word) for word in attributes if word in words}
        r = function(*args, **words).view(ma.MaskedArray)
        if 'fill_value' in given:
            r.fill_value = given['fill_value']
        if 'hardmask' in given:
            r._hardmask = False
        return r
    f.__name__ = f.__qualname__ = name
    return f


_FILL = ('fill_value', 'hardmask')
arange, clip, empty, empty_like, frombuffer, fromfunction, identity, indices, ones, ones_like, squeeze, zeros, zeros_like = (
    _made(name, attributes) for name, attributes in (
        ('arange', _FILL), ('clip', _FILL), ('empty', _FILL), ('empty_like', ()), ('frombuffer', ()), ('fromfunction', ()),
        ('identity', _FILL), ('indices', _FILL), ('ones', _FILL), ('ones_like', ()), ('squeeze', _FILL), ('zeros', _FILL),
        ('zeros_like', ())))


def expand_dims(a, axis):
    return np.expand_dims(a, axis)


def diag(v, k=0):
    r = np.diag(v, k).view(ma.MaskedArray)
    if getmask(v) is not nomask:
        r._mask = np.diag(v._mask, k)
    return r


def resize(x, new_shape):
    """A new array of that shape, filled by repeating x."""
    mask = getmask(x)
    if mask is not nomask:
        mask = np.resize(mask, new_shape)
    r = np.resize(x, new_shape).view(ma.class_of(x))
    if r.ndim:
        r._mask = mask
    return r


def shape(obj):
    return np.shape(getdata(obj))


def size(obj, axis=None):
    return np.size(getdata(obj), axis)


def ndim(obj):
    return np.ndim(getdata(obj))


def _shifted(function):
    def f(a, n):
        mask = getmask(a)
        if mask is nomask:
            return masked_array(function(filled(a), n))
        return masked_array(function(filled(a, 0), n), mask=mask)
    f.__name__ = f.__qualname__ = function.__name__
    return f


left_shift, right_shift = _shifted(np.left_shift), _shifted(np.right_shift)


# --- choosing and putting ---

def choose(indices, choices, out=None, mode='raise'):
    """An array made of elements that the indices choose."""
    places = filled(indices, 0)
    masks = [True if x is ma.masked else getmask(x) for x in choices]
    mask = ma.make_mask(ma.mask_or(np.choose(places, masks, mode=mode), getmask(indices)), copy=False, shrink=True)
    r = np.choose(places, [True if x is ma.masked else filled(x) for x in choices], mode=mode, out=out)
    if out is None:
        r = r.view(ma.MaskedArray)
        r.__setmask__(mask)
        return r
    if isinstance(out, ma.MaskedArray):
        out.__setmask__(mask)
    return out


def put(a, indices, values, mode='raise'):
    """Sets elements of the flattened array."""
    try:
        return a.put(indices, values, mode=mode)
    except AttributeError:
        return np.array(a, copy=False).put(indices, values, mode=mode)


def putmask(a, mask, values):
    """Sets the elements where the mask is true."""
    if not isinstance(a, ma.MaskedArray):
        a = a.view(ma.MaskedArray)
    data, given = getdata(values), getmask(values)
    if getmask(a) is nomask:
        if given is not nomask:
            a._sharedmask = True
            a._mask = ma.make_mask_none(a.shape, a.dtype)
            np.copyto(a._mask, given, where=mask)
    elif not a._hardmask:
        np.copyto(a._mask, getmaskarray(values) if given is nomask else given, where=mask)
    elif given is not nomask:
        more = a._mask.copy()
        np.copyto(more, given, where=mask)
        a.mask |= more
    np.copyto(a._data, data, where=mask)


# --- sums along axes ---

def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    """func1d of each line along an axis; its results in the place of the lines."""
    arr = array(arr, copy=False, subok=True)
    axis = np._helpers.normalize_axis(axis, arr.ndim)
    whole, kinds = None, []
    for place in np.ndindex(*arr.shape[:axis], *arr.shape[axis + 1:]):
        r = func1d(arr[place[:axis] + (slice(None),) + place[axis:]], *args, **kwargs)
        if whole is None:  # the first result tells the shape
            single = np.isscalar(r) or not hasattr(r, '__len__') or not getattr(r, 'ndim', 1)
            if not single:
                r = array(r, copy=False, subok=True)
            inner, between = ((), ()) if single else (r.shape, (slice(None),) * r.ndim)
            whole = ma.zeros(arr.shape[:axis] + inner + arr.shape[axis + 1:], object)
        whole[place[:axis] + between + place[axis:]] = r
        kinds.append(np.asarray(r).dtype)
    r = ma.asarray(whole, dtype=max(kinds))
    r.fill_value = ma.default_fill_value(r)
    return r


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
    parts = []
    for x in (prepend, a, append):
        if x is np._NoValue:
            continue
        x = asanyarray(x)
        if x is not a and x.ndim == 0:
            lines = list(a.shape)
            lines[axis] = 1
            x = np.broadcast_to(x, tuple(lines))
        parts.append(x)
    return np.diff(np.concatenate(parts, axis) if len(parts) > 1 else a, n, axis)


def ediff1d(arr, to_end=None, to_begin=None):
    """Differences of neighbours in the flattened array, with what is put at the ends."""
    arr = asanyarray(arr).flat
    parts = [arr[1:] - arr[:-1]]
    if to_begin is not None:
        parts.insert(0, to_begin)
    if to_end is not None:
        parts.append(to_end)
    return hstack(parts) if len(parts) > 1 else parts[0]


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
    return both[:-1][both[1:] == both[:-1]]


def in1d(ar1, ar2, assume_unique=False, invert=False):
    """Is each value of ar1 in ar2?"""
    if not assume_unique:
        ar1, back = ma.unique(ar1, return_inverse=True)
        ar2 = ma.unique(ar2)
    both = ma.concatenate((ar1, ar2))
    order = both.argsort(kind='mergesort')  # equal ones stay beside each other, those of ar1 first
    ranked = both[order]
    found = ma.concatenate((ranked[1:] != ranked[:-1] if invert else ranked[1:] == ranked[:-1], [invert]))
    r = found[order.argsort(kind='mergesort')[:len(ar1)]]
    return r if assume_unique else r[back]


def isin(element, test_elements, assume_unique=False, invert=False):
    element = ma.asarray(element)
    return in1d(element, test_elements, assume_unique=assume_unique, invert=invert).reshape(element.shape)


def union1d(ar1, ar2):
    return ma.unique(ma.concatenate((ar1, ar2), axis=None))


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
    values = whole.filled()
    edges = ma.concatenate(([True], values[1:] != values[:-1], [True]))
    return whole[edges[1:] == edges[:-1]]


# --- products, fits, covariances ---

def inner(a, b):
    """The inner product, masked elements counted as 0."""
    x, y = filled(a, 0), filled(b, 0)
    for part in (x, y):
        if part.ndim == 0:
            part.shape = (1,)
    r = np.inner(x, y)
    return r if isinstance(r, np.generic) else r.view(ma.MaskedArray)


def outer(a, b):
    """Products of all pairs; masked where a factor is."""
    data = np.outer(filled(a, 0).ravel(), filled(b, 0).ravel())
    if getmask(a) is nomask and getmask(b) is nomask:
        return masked_array(data)
    seen = np.outer(1 - getmaskarray(a), 1 - getmaskarray(b))
    return masked_array(data, mask=ma.make_mask(1 - seen, copy=False))


innerproduct, outerproduct = inner, outer


def _folded(function, a, v, mode, propagate_mask):
    if propagate_mask:
        mask = function(getmaskarray(a), np.ones(np.shape(v), bool), mode=mode) | \
            function(np.ones(np.shape(a), bool), getmaskarray(v), mode=mode)
        data = function(getdata(a), getdata(v), mode=mode)
    else:
        mask = ~function(~getmaskarray(a), ~getmaskarray(v))
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
    """(deviations from the means, 1 where they are known, do the variables lie in rows?)"""
    x = array(x, ndmin=2, copy=True, dtype=float)
    hidden = getmaskarray(x)
    if not allow_masked and hidden.any():
        raise ValueError('Cannot process masked data.')
    rowvar = int(bool(x.shape[0] == 1 or rowvar))
    if y is None:
        known = np.logical_not(hidden).astype(int)
    else:
        y = array(y, copy=False, ndmin=2, dtype=float)
        other = getmaskarray(y)
        if not allow_masked and other.any():
            raise ValueError('Cannot process masked data.')
        if (hidden.any() or other.any()) and x.shape == y.shape:  # what one lacks the other cannot be compared with
            hidden = x._mask = y._mask = other = np.logical_or(hidden, other)
            x._sharedmask = y._sharedmask = False
        x = ma.concatenate((x, y), 1 - rowvar)
        known = np.logical_not(np.concatenate((hidden, other), 1 - rowvar)).astype(int)
    x -= x.mean(axis=rowvar)[(slice(None), None) if rowvar else (None, slice(None))]
    return x, known, rowvar


def _products(x, known, rowvar, less):
    """Sums of products of deviations over how many there are."""
    if rowvar:
        return (ma.dot(x, x.T.conj(), strict=False) / (np.dot(known, known.T) * 1. - less)).squeeze()
    return (ma.dot(x.T, x.conj(), strict=False) / (np.dot(known.T, known) * 1. - less)).squeeze()


def _checked_ddof(bias, ddof):
    if ddof is not None and ddof != int(ddof):
        raise ValueError('ddof must be an integer')
    return (0 if bias else 1) if ddof is None else ddof


def cov(x, y=None, rowvar=True, bias=False, allow_masked=True, ddof=None):
    """Covariances over the observations that both variables have."""
    ddof = _checked_ddof(bias, ddof)
    return _products(*_observations(x, y, rowvar, allow_masked), ddof)


def corrcoef(x, y=None, rowvar=True, bias=np._NoValue, allow_masked=True, ddof=np._NoValue):
    """Correlation coefficients over the observations that both variables have."""
    if bias is not np._NoValue or ddof is not np._NoValue:
        import warnings
        warnings.warn('bias and ddof have no effect and are deprecated', DeprecationWarning, stacklevel=2)
    x, known, rowvar = _observations(x, y, rowvar, allow_masked)
    c = _products(x, known, rowvar, 0)
    try:
        own = ma.diagonal(c)
    except ValueError:
        return 1
    if known.all():
        return c / ma.sqrt(ma.multiply.outer(own, own))
    spread = diagflat(own)
    spread._sharedmask = False
    lines = x if rowvar else x.T
    for i in range(len(lines) - 1):
        for k in range(i + 1, len(lines)):
            both = ma.mask_cols(vstack((lines[i], lines[k]))).var(axis=1)
            spread[i, k] = spread[k, i] = ma.sqrt(ma.multiply.reduce(both))
    return c / spread


# --- records and building ---

class _MaskedRow:
    """mr_: numpy.r_ for masked arrays."""

    def __getitem__(self, key):
        if isinstance(key, str):
            raise ma.MAError('Unavailable for masked array.')
        key = key if isinstance(key, tuple) else (key,)
        if key and isinstance(key[0], str):
            r = masked_array(np.r_[key])
            if any(getmask(k) is not nomask for k in key[1:]):
                r._mask = np.r_[(key[0], *map(getmaskarray, key[1:]))].astype(bool)
            return r
        parts = [masked_array(np.r_[k]) if isinstance(k, slice) else ma.atleast_1d(array(k)) for k in key]
        r = ma.concatenate(parts)
        return r if any(getmask(k) is not nomask for k in key if not isinstance(k, slice)) else masked_array(getdata(r))

    def __len__(self):
        return 0


mr_ = _MaskedRow()
