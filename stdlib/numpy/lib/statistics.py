"""Averages, covariances, histograms, counting and interpolation."""
import warnings
from operator import index as _index

import numpy as np
from numpy.lib.quantiles import _NoValue, percentile
from numpy import asarray, asanyarray, empty
from numpy._core import bincount
from numpy._helpers import array_as
from _numpy_lib import _histogram_index, _histogram_range, _interp

__all__ = ['average', 'bincount', 'corrcoef', 'cov', 'digitize', 'histogram', 'histogram2d', 'histogram_bin_edges', 'histogramdd',
           'interp']


def average(a, axis=None, weights=None, returned=False, *, keepdims=_NoValue):
    """The weighted mean along an axis."""
    a = asanyarray(a)
    kw = {} if keepdims is _NoValue else {'keepdims': keepdims}
    if weights is None:
        avg = a.mean(axis, **kw)
        scl = asanyarray(avg).dtype.type(a.size / np.size(avg))
    else:
        wgt = asanyarray(weights)
        t = np.result_type(a.dtype, wgt.dtype, 'f8') if a.dtype.kind in 'iub' else np.result_type(a.dtype, wgt.dtype)
        if a.shape != wgt.shape:
            if axis is None:
                raise TypeError('Axis must be specified when shapes of a and weights differ.')
            if wgt.ndim != 1:
                raise TypeError('1D weights expected when shapes of a and weights differ.')
            if wgt.shape[0] != a.shape[axis]:
                raise ValueError('Length of weights not compatible with specified axis.')
            wgt = np.broadcast_to(wgt, (a.ndim - 1) * (1,) + wgt.shape)
            wgt = wgt.swapaxes(-1, axis)
        scl = wgt.sum(axis=axis, dtype=t, **kw)
        if np.any(scl == 0.0):
            raise ZeroDivisionError("Weights sum to zero, can't be normalized")
        avg = np.multiply(a, wgt, dtype=t).sum(axis, **kw) / scl
    if returned:
        if scl.shape != np.shape(avg):  # which numbers that are objects have not
            scl = np.broadcast_to(scl, np.shape(avg)).copy()
        return avg, scl
    return avg


# --- covariance ---

def cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, *, dtype=None):
    """The covariance matrix of variables in rows (or columns)."""
    if ddof is not None and ddof != int(ddof):
        raise ValueError('ddof must be integer')
    m = asarray(m)
    if m.ndim > 2:
        raise ValueError('m has more than 2 dimensions')
    if y is not None:
        y = asarray(y)
        if y.ndim > 2:
            raise ValueError('y has more than 2 dimensions')
    if dtype is None:
        dtype = np.result_type(m, np.float64) if y is None else np.result_type(m, y, np.float64)
    x = np.array(m, ndmin=2, dtype=dtype)
    if not rowvar and x.shape[0] != 1:
        x = x.T
    if x.shape[0] == 0:
        return np.array([]).reshape(0, 0)
    if y is not None:
        y = np.array(y, copy=False, ndmin=2, dtype=dtype)
        if not rowvar and y.shape[0] != 1:
            y = y.T
        x = np.concatenate((x, y), axis=0)
    if ddof is None:
        ddof = 1 if bias == 0 else 0
    w = None
    if fweights is not None:
        fweights = asarray(fweights, dtype=float)
        if not np.all(fweights == np.around(fweights)):
            raise TypeError('fweights must be integer')
        if fweights.ndim > 1:
            raise RuntimeError('cannot handle multidimensional fweights')
        if fweights.shape[0] != x.shape[1]:
            raise RuntimeError('incompatible numbers of samples and fweights')
        if any(fweights < 0):
            raise ValueError('fweights cannot be negative')
        w = fweights
    if aweights is not None:
        aweights = asarray(aweights, dtype=float)
        if aweights.ndim > 1:
            raise RuntimeError('cannot handle multidimensional aweights')
        if aweights.shape[0] != x.shape[1]:
            raise RuntimeError('incompatible numbers of samples and aweights')
        if any(aweights < 0):
            raise ValueError('aweights cannot be negative')
        w = aweights if w is None else w * aweights
    avg, w_sum = average(x, axis=1, weights=w, returned=True)
    w_sum = w_sum[0]
    if w is None:
        fact = x.shape[1] - ddof
    elif ddof == 0:
        fact = w_sum
    elif aweights is None:
        fact = w_sum - ddof
    else:
        fact = w_sum - ddof * sum(w * aweights) / w_sum
    if fact <= 0:
        warnings.warn('Degrees of freedom <= 0 for slice', RuntimeWarning, stacklevel=2)
        fact = 0.0
    x -= avg[:, None]
    x_t = x.T if w is None else (x * w).T
    c = np.dot(x, x_t.conj())
    c *= np.true_divide(1, fact)
    return c.squeeze()


def corrcoef(x, y=None, rowvar=True, bias=_NoValue, ddof=_NoValue, *, dtype=None):
    """Correlation coefficients of variables in rows (or columns)."""
    if bias is not _NoValue or ddof is not _NoValue:
        warnings.warn('bias and ddof have no effect and are deprecated', DeprecationWarning, stacklevel=2)
    c = cov(x, y, rowvar, dtype=dtype)
    try:
        d = np.diag(c)
    except ValueError:
        return c / c
    if c.ndim == 0:
        return c / c
    stddev = np.sqrt(d.real)
    c /= stddev[:, None]
    c /= stddev[None, :]
    np.clip(c.real, -1, 1, out=c.real)
    if c.dtype.kind == 'c':
        np.clip(c.imag, -1, 1, out=c.imag)
    return c


# --- histograms ---

def _ptp(x):
    return float(x.max()) - float(x.min()) if x.dtype.kind in 'iu' else np.subtract(x.max(), x.min())


def _width_stone(x, bounds):
    n = x.size
    p = _ptp(x)
    if n <= 1 or p == 0:
        return 0

    def loss(bins):
        h = p / bins
        pk = histogram(x, bins=bins, range=bounds)[0] / n
        return (2 - (n + 1) * pk.dot(pk)) / h

    most = max(100, int(np.sqrt(n)))
    best = min(range(1, most + 1), key=loss)
    if best == most:
        warnings.warn('The number of bins estimated may be suboptimal.', RuntimeWarning, stacklevel=4)
    return p / best


def _width_doane(x, bounds):
    if x.size > 2:
        sg1 = np.sqrt(6.0 * (x.size - 2) / ((x.size + 1.0) * (x.size + 3)))
        sigma = np.std(x)
        if sigma > 0.0:
            g1 = np.mean(np.power((x - np.mean(x)) / sigma, 3))
            return _ptp(x) / (1.0 + np.log2(x.size) + np.log2(1.0 + np.absolute(g1) / sg1))
    return 0.0


def _width_fd(x, bounds):
    return 2.0 * np.subtract(*percentile(x, [75, 25])) / x.size ** (1.0 / 3.0)


def _width_auto(x, bounds):
    fd = _width_fd(x, bounds)
    sturges = _WIDTHS['sturges'](x, bounds)
    return min(fd, sturges) if fd else sturges


_WIDTHS = {
    'stone': _width_stone,
    'auto': _width_auto,
    'doane': _width_doane,
    'fd': _width_fd,
    'rice': lambda x, bounds: _ptp(x) / (2.0 * x.size ** (1.0 / 3)),
    'scott': lambda x, bounds: (24.0 * np.pi ** 0.5 / x.size) ** (1.0 / 3.0) * np.std(x),
    'sqrt': lambda x, bounds: _ptp(x) / np.sqrt(x.size),
    'sturges': lambda x, bounds: _ptp(x) / (np.log2(x.size) + 1.0),
}


def _outer_edges(a, bounds):
    if bounds is not None:
        lo, hi = bounds
        if lo > hi:
            raise ValueError('max must be larger than min in range parameter.')
        if not (np.isfinite(lo) and np.isfinite(hi)):
            raise ValueError(f'supplied range of [{lo}, {hi}] is not finite')
    elif a.size == 0:
        lo, hi = 0, 1
    else:
        lo, hi = a.min(), a.max()
        if not (np.isfinite(lo) and np.isfinite(hi)):
            raise ValueError(f'autodetected range of [{lo}, {hi}] is not finite')
    if lo == hi:
        lo = lo - 0.5
        hi = hi + 0.5
    return lo, hi


def _bin_edges(a, bins, bounds, weights):
    """(edges, (lo, hi, number) for equal bins or None)"""
    n = edges = None
    if isinstance(bins, str):
        if bins not in _WIDTHS:
            raise ValueError(f'{bins!r} is not a valid estimator for `bins`')
        if weights is not None:
            raise TypeError('Automated estimation of the number of bins is not supported for weighted data')
        lo, hi = _outer_edges(a, bounds)
        if bounds is not None:
            a = a[(a >= lo) & (a <= hi)]
        if a.size == 0:
            n = 1
        else:
            width = _WIDTHS[bins](a, (lo, hi))
            n = int(np.ceil((float(hi) - float(lo)) / width)) if width else 1
    elif np.ndim(bins) == 0:
        try:
            n = _index(bins)
        except TypeError as e:
            raise TypeError('`bins` must be an integer, a string, or an array') from e
        if n < 1:
            raise ValueError('`bins` must be positive, when an integer')
        lo, hi = _outer_edges(a, bounds)
    elif np.ndim(bins) == 1:
        edges = asarray(bins)
        if np.any(edges[:-1] > edges[1:]):
            raise ValueError('`bins` must increase monotonically, when an array')
    else:
        raise ValueError('`bins` must be 1d, when an array')
    if n is None:
        return edges, None
    t = np.result_type(lo, hi, a)
    if t.kind in 'iubm':
        t = np.result_type(t, float)
    return np.linspace(lo, hi, n + 1, endpoint=True, dtype=t), (lo, hi, n)


def _flat_input(a, weights):
    a = asarray(a)
    if a.dtype == np.dtype(bool):
        warnings.warn(f'Converting input from {a.dtype} to {np.uint8} for compatibility.', RuntimeWarning, stacklevel=3)
        a = a.astype(np.uint8)
    if weights is not None:
        weights = asarray(weights)
        if weights.shape != a.shape:
            raise ValueError('weights should have the same shape as a.')
        weights = weights.ravel()
    return a.ravel(), weights


def histogram_bin_edges(a, bins=10, range=None, weights=None):
    """The edges that histogram would use."""
    a, weights = _flat_input(a, weights)
    return _bin_edges(a, bins, range, weights)[0]


def _stepwise_counts(a, weights, edges, lo, hi, n_bins):
    """Counts in equal bins of complex numbers, which are ordered by their real parts first, and of objects."""
    keep = (a >= lo) & (a <= hi)
    a = a[keep].astype(edges.dtype)
    at = ((a - lo) * (n_bins / (hi - lo))).astype(np.intp)
    at[at == n_bins] -= 1
    at[a < edges[at]] -= 1
    at[(a >= edges[at + 1]) & (at != n_bins - 1)] += 1
    if weights is None:
        return bincount(at, minlength=n_bins)
    return _weighted_counts(at, weights[keep], n_bins)


def _weighted_counts(at, weights, n_bins):
    """The sums of the weights in each bin, in the type of the weights."""
    n = np.zeros(n_bins, weights.dtype)
    if weights.dtype.kind == 'c':
        n.real += bincount(at, weights=weights.real, minlength=n_bins)
        n.imag += bincount(at, weights=weights.imag, minlength=n_bins)
    else:
        n += bincount(at, weights=weights, minlength=n_bins).astype(weights.dtype)
    return n


def _places(ordered, edges):
    """Where the edges lie among the sorted values."""
    return np.concatenate((ordered.searchsorted(edges[:-1], 'left'), ordered.searchsorted(edges[-1:], 'right')))


def histogram(a, bins=10, range=None, density=None, weights=None):
    """How many values lie in each bin, and the bins' edges; the last bin is closed."""
    a, weights = _flat_input(a, weights)
    edges, equal = _bin_edges(a, bins, range, weights)
    if equal is not None and a.dtype.kind not in 'biuf':
        n = _stepwise_counts(a, weights, edges, *equal)
    elif equal is not None and (weights is None or weights.dtype.kind in 'fiubc'):
        lo, hi, n_bins = equal
        if a.dtype.kind == 'f' and a.dtype.itemsize < 8:  # values are compared with the ends in their own type
            lo, hi = a.dtype.type(lo), a.dtype.type(hi)
        if weights is None:
            n = _histogram_range(a, n_bins, float(lo), float(hi), edges)
        else:
            at = _histogram_index(a, n_bins, float(lo), float(hi), edges)
            ok = at >= 0
            n = _weighted_counts(at[ok], weights[ok], n_bins)
    elif weights is None:
        n = np.diff(_places(np.sort(a), edges))
    else:
        order = np.argsort(a)
        sums = np.concatenate((np.zeros(1, dtype=weights.dtype), weights[order].cumsum()))
        total = np.zeros(edges.shape, weights.dtype)
        if a.size:
            total += sums[_places(a[order], edges)]
        n = np.diff(total)
    if density:
        widths = np.array(np.diff(edges), float)
        return n / widths / n.sum(), edges
    return n, edges


def histogramdd(sample, bins=10, range=None, density=None, weights=None):
    if not hasattr(sample, 'shape'):
        iter(sample)  # which is asked for before anything else
    """A histogram in several dimensions: counts and the list of edges."""
    try:
        n, d = sample.shape
    except (AttributeError, ValueError):
        sample = np.atleast_2d(sample).T
        n, d = sample.shape
    if weights is not None:
        weights = asarray(weights)
    try:
        if len(bins) != d:
            raise ValueError('The dimension of bins must be equal to the dimension of the  sample x.')
    except TypeError:
        bins = d * [bins]
    if range is None:
        range = (None,) * d
    elif len(range) != d:
        raise ValueError('range argument must have one entry per dimension')
    edges = [None] * d
    number = [0] * d
    for i in np.arange(d).tolist():
        if np.ndim(bins[i]) == 0:
            if bins[i] < 1:
                raise ValueError(f'`bins[{i}]` must be positive, when an integer')
            lo, hi = _outer_edges(sample[:, i], range[i])
            try:
                m = _index(bins[i])
            except TypeError as e:
                raise TypeError(f'`bins[{i}]` must be an integer, when a scalar') from e
            edges[i] = np.linspace(lo, hi, m + 1)
        elif np.ndim(bins[i]) == 1:
            edges[i] = asarray(bins[i])
            if np.any(edges[i][:-1] > edges[i][1:]):
                raise ValueError(f'`bins[{i}]` must be monotonically increasing, when an array')
        else:
            raise ValueError(f'`bins[{i}]` must be a scalar or 1d array')
        number[i] = len(edges[i]) + 1
    if d > 32:
        raise ValueError(f'maximum supported dimension for an ndarray is 32, found {d}')
    if d == 32:
        raise ValueError('too many dimensions passed to ravel_multi_index')
    size = 1
    for k in number:
        size *= int(k)
    if size > 2 ** 63 - 1:
        raise ValueError('invalid dims: array size defined by dims is larger than the maximum possible size.')
    at = np.zeros(n, dtype=np.int64)
    for i in np.arange(d).tolist():
        place = np.searchsorted(edges[i], sample[:, i], side='right')
        place[sample[:, i] == edges[i][-1]] -= 1
        at = at * number[i] + place
    hist = bincount(at, weights, minlength=size).reshape(number).astype(float, casting='safe')
    hist = hist[d * (slice(1, -1),)]
    if density:
        s = hist.sum()
        for i in np.arange(d).tolist():
            shape = [1] * d
            shape[i] = number[i] - 2
            hist = hist / np.diff(edges[i]).reshape(shape)
        hist /= s
    return hist, edges


def histogram2d(x, y, bins=10, range=None, density=None, weights=None):
    """A histogram of pairs: counts, edges along x, edges along y."""
    if len(x) != len(y):
        raise ValueError('x and y must have the same length.')
    try:
        n = len(bins)
    except TypeError:
        n = 1
    if n != 1 and n != 2:
        edges = asarray(bins)
        bins = [edges, edges]
    hist, edges = histogramdd([x, y], bins, range, density, weights)
    return hist, edges[0], edges[1]


# --- placing values ---

def _as_doubles(v):
    """v as C code takes a row of doubles."""
    if v.ndim != 1:
        raise ValueError('object too deep for desired array' if v.ndim > 1 else 'object of too small depth for desired array')
    if not np.can_cast(v.dtype, 'f8'):
        raise TypeError(f"Cannot cast array data from {v.dtype!r} to dtype('float64') according to the rule 'safe'")
    return v.astype('f8')


def _ascends(v):
    """Do the doubles ascend, if they do anything, or descend? None if neither. What differs first decides, even if it is nan."""
    before, after = v[:-1], v[1:]
    changes = np.flatnonzero(before != after)
    up = not changes.size or bool(before[changes[0]] < after[changes[0]])
    return None if (after < before if up else before < after).any() else up


def digitize(x, bins, right=False):
    """The number of the bin that each value lies in."""
    x = asarray(x)
    bins = asarray(bins)
    if x.dtype.kind == 'c':
        raise TypeError('x may not be complex')
    up = _ascends(_as_doubles(bins))
    if up:
        return np.searchsorted(bins, x, side='left' if right else 'right')
    if up is not None:
        return len(bins) - np.searchsorted(bins[::-1], x, side='left' if right else 'right')
    raise ValueError('bins must be monotonically increasing or decreasing')


def interp(x, xp, fp, left=None, right=None, period=None):
    """Linear interpolation between the points (xp, fp), xp ascending."""
    fp = asarray(fp)
    is_complex = fp.dtype.kind == 'c'
    if period is not None:
        if period == 0:
            raise ValueError('period must be a non-zero value')
        period = abs(period)
        left = right = None
        x = asarray(x, dtype=np.float64)
        xp = asarray(xp, dtype=np.float64)
        if xp.ndim != 1 or fp.ndim != 1:
            raise ValueError('Data points must be 1-D sequences')
        if xp.shape[0] != fp.shape[0]:
            raise ValueError('fp and xp are not of the same length')
        x = x % period
        xp = xp % period
        order = np.argsort(xp)
        xp = xp[order]
        fp = fp[order]
        xp = np.concatenate((xp[-1:] - period, xp, xp[0:1] + period))
        fp = np.concatenate((fp[-1:], fp, fp[0:1]))
    fp = array_as(fp, complex if is_complex else float, 1, 1)
    xp, x = array_as(xp, float, 1, 1), array_as(x, float)
    if is_complex:
        def part(v, name):
            if isinstance(v, str):
                raise TypeError('must be real number, not str')
            return None if v is None else getattr(np.complex128(v), name)
        re = _interp(x, xp, fp.real.copy(), part(left, 'real'), part(right, 'real'))
        im = _interp(x, xp, fp.imag.copy(), part(left, 'imag'), part(right, 'imag'))
        r = empty(re.shape, complex)
        r.real, r.imag = re, np.where(np.isnan(x), 0, im)
    else:
        r = _interp(x, xp, fp, left, right)
    return r[()] if r.ndim == 0 else r
