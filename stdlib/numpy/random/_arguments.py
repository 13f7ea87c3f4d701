"""What numpy.random's methods make of their arguments: in the original's order of checks, which decides the error."""
from itertools import product
from operator import index

import numpy as np
from _numpy_random import _doubles, _whole

ROOT_EPS = {'float16': 2.0 ** -5, 'float32': 2.0 ** -11.5}  # square roots of the types' precision
INTEGER_NAMES = {'bool', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64'}


def warn(text, category=RuntimeWarning):
    import warnings
    warnings.warn(text, category, stacklevel=1)  # where the original's methods were called, which have no frames


def shape_of(size):
    """A size as a tuple: None, an integer or what has items."""
    if size is None:
        return ()
    try:
        return (index(size),)
    except TypeError:
        return tuple(size)


def rows_shape(size):
    """The size of multivariate_hypergeometric."""
    if size is None:
        return ()
    return tuple(size) if hasattr(size, '__iter__') and not isinstance(size, (bytes, str)) else (whole_size(size),)


def whole_size(size):
    if isinstance(size, (bool, np.bool_)):
        raise TypeError('an integer is required')
    return index(size)


def count(shape):
    n = 1
    for x in shape:
        n *= x
    return n


def indices(shape):
    return product(*map(range, shape))


def is_integer_scalar(a):
    return isinstance(a, (int, np.integer))


def doubles(v, least, most):
    """v as an array of float64 with so many dimensions; arrays of types that do not fit are refused."""
    depth = np.array(v, dtype=object, copy=False).ndim if not isinstance(v, (list, tuple)) else None
    if depth is None or least <= depth <= most:
        r = _doubles(v)
        depth = r.ndim
    if depth < least:
        raise ValueError('object of too small depth for desired array')
    if depth > most:
        raise ValueError('object too deep for desired array')
    return r


def integer_name(dtype, what):
    d = np.dtype(dtype)
    if not d.isnative:
        text = ('Providing a dtype with a non-native byteorder is not supported. If you require platform-independent byteorder, '
                'call byteswap when required.')
        if what == 'integers':
            raise ValueError(text)
        warn(text + '\nIn future version, providing byteorder will raise a ValueError', DeprecationWarning)
    if d.name not in INTEGER_NAMES:
        raise TypeError(f'Unsupported dtype {d!r} for {what}')
    return d.name


def explain_bounds(low, high, size):
    """After integers that could not be drawn: what the original says first of the bounds, if anything."""
    if size is not None:
        np.prod(size)
    low, high = np.array(low, copy=False), np.array(high, copy=False)
    if low.ndim == high.ndim == 0:
        int(low), int(high)
        return
    np.any(np.less(low, 0))
    for x in high.flat:
        int(x)


def choice_size(size):
    """The size of choice and how many elements that are."""
    if size is None:
        return (), 1
    n = int(np.prod(size, dtype=np.intp))
    return size, n


def check_pvals(pvals, given):
    d = len(pvals)
    total = rest = 0.0
    for i in range(d - 1):  # Kahan's sum
        y = float(pvals[i]) - rest
        t = total + y
        rest = (t - total) - y
        total = t
    if total > 1.0 + 1e-12:
        msg = 'sum(pvals[:-1]) > 1.0'
        if isinstance(given, np.ndarray) and given.dtype.kind == 'f' and given.dtype != float and given.sum() < 1.0001:
            msg = ('sum(pvals[:-1].astype(np.float64)) > 1.0. The pvals array is cast to 64-bit floating point prior to checking '
                   'the sum. Precision changes when casting may cause problems even if the sum of the original pvals is valid.')
        raise ValueError(msg)


def check_probabilities(p, n, old):
    """The checked probabilities of choice as float64."""
    len(p)  # refuses what has none
    atol = ROOT_EPS.get(p.dtype.name, 2.0 ** -26) if isinstance(p, np.ndarray) else 2.0 ** -26
    p = _doubles(p)
    quote = "'" if old else ''
    if p.ndim != 1:
        raise ValueError(f"{quote}p{quote} must be 1-dimensional")
    if p.size != n:
        raise ValueError(f"{quote}a{quote} and {quote}p{quote} must have same size")
    total = float(np.sum(p))
    if total != total:
        raise ValueError('probabilities contain NaN')
    if np.logical_or.reduce(p < 0):
        raise ValueError('probabilities are not non-negative')
    if abs(total - 1.) > atol:
        raise ValueError('probabilities do not sum to 1')
    return p


def normal_inputs(mean, cov, size):
    mean = np.array(mean)
    cov = np.array(cov)
    if size is None:
        shape = []
    else:
        if not isinstance(size, (int, np.integer)) and not hasattr(type(size), '__getitem__'):
            raise TypeError(f"'{type(size).__name__}' object is unsliceable")
        shape = [size] if isinstance(size, (int, np.integer)) else list(size[:])
    if mean.ndim != 1:
        raise ValueError('mean must be 1 dimensional')
    if cov.ndim != 2 or cov.shape[0] != cov.shape[1]:
        raise ValueError('cov must be 2 dimensional and square')
    if mean.shape[0] != cov.shape[0]:
        raise ValueError('mean and cov must have same length')
    return mean, cov, tuple(shape)


def checked_out(out, d, size, c_only):
    """An output in the order in which it is filled."""
    f = out.flags if isinstance(out, np.ndarray) else None
    if f is None or not (f.c_contiguous or f.f_contiguous and not c_only) or not f.writeable or not out.dtype.isnative:
        raise ValueError(f"Supplied output array must be {'C-' if c_only else ''}contiguous, writable, aligned, and in machine "
                         'byte-order.')
    if out.dtype != d:
        raise TypeError(f'Supplied output array has the wrong type. Expected {d}, got {out.dtype}')
    if size is not None and out.shape != shape_of(size):
        raise ValueError('size must match out.shape when used together')
    return out if f.c_contiguous else out.T


def multinomial(stream, n, pvals, size, given=None):
    n = _whole(n)
    if n < 0:
        raise ValueError('n < 0')
    p = _doubles(pvals)
    for x in p.tolist():
        if not 0 <= x <= 1:
            raise ValueError('pvals < 0, pvals > 1 or pvals contains NaNs')
    check_pvals(p, pvals if given is None else given)
    return stream._multinomial(n, p, None if size is None else shape_of(size))


def dirichlet_alpha(alpha):
    len(alpha)
    alpha = doubles(alpha, 1, 1)
    if np.any(np.less_equal(alpha, 0)):
        raise ValueError('alpha <= 0')
    return alpha


def weighted_without_replacement(stream, p, size, shape):
    if np.count_nonzero(p > 0) < size:
        raise ValueError('Fewer non-zero entries in p than size')
    n_uniq = 0
    p = p.copy()
    found = np.zeros(size, dtype=int)
    while n_uniq < size:
        x = stream._random_sample(size - n_uniq)
        if n_uniq > 0:
            p[found[0:n_uniq]] = 0
        cdf = np.cumsum(p)
        cdf /= cdf[-1]
        new = cdf.searchsorted(x, side='right')
        _, first = np.unique(new, return_index=True)
        first.sort()
        new = new.take(first)
        found[n_uniq:n_uniq + new.size] = new
        n_uniq += new.size
    return found.reshape(shape)


def exact_bounds(low, high, name, closed):
    """The bounds of integers of 64 bits as arrays of that type, the second one included; None if they hold other numbers than
    whole ones, or only such as arrays of int64 hold too."""
    if high is None:
        low, high = 0, low
    arrays = [np.asarray(low), np.asarray(high)]
    if any(a.dtype.kind not in 'iuO' for a in arrays) or name == 'int64' and all(a.dtype.kind == 'i' for a in arrays):
        return None
    lows, highs = ([a.tolist()] if a.ndim == 0 else a.ravel().tolist() for a in arrays)
    if any(not isinstance(x, int) for x in lows + highs):
        return None
    limits, last = np.iinfo(name), [x - (not closed) for x in highs]
    if any(x < limits.min for x in lows):
        raise ValueError(f'low is out of bounds for {name}')
    if any(x > limits.max for x in last):
        raise ValueError(f'high is out of bounds for {name}')
    if max(lows, default=0) > min(last, default=limits.max):
        pairs = np.broadcast_arrays(np.array(lows, object).reshape(arrays[0].shape), np.array(last, object).reshape(arrays[1].shape))
        if any(x > y for x, y in zip(*(a.ravel().tolist() for a in pairs))):
            if not any(lows):
                raise ValueError('high < 0' if closed else 'high <= 0')
            raise ValueError('low > high' if closed else 'low >= high')
    return tuple(np.array(values, name).reshape(a.shape) for values, a in zip((lows, last), arrays))


def shuffle_by_index(stream, x, legacy):
    """Shuffles an array whose elements are more than those of its memory, by the draws of any array."""
    if x.ndim == 0:
        raise TypeError('len() of unsized object')
    if legacy and x.ndim == 1 and x.dtype == object:
        warn('Shuffling a one dimensional array subclass containing objects gives incorrect results for most array subclasses.  '
             'Please use the new random number API instead: https://numpy.org/doc/stable/reference/random/index.html\nThe new API '
             'fixes this issue. This version will not be fixed due to stability guarantees of the API.', UserWarning)
    x[...] = x[stream._permutation(len(x))]


def picked(a, idx, is_scalar, axis=0):
    """What choice takes from a; an array without dimensions where size= asked for one."""
    r = a.take(idx, axis=axis) if axis or a.ndim > 1 else a[idx]
    if is_scalar or np.ndim(idx) or a.ndim > 1:
        return r
    out = np.empty((), dtype=a.dtype)
    out[()] = r
    return out


def swap_shuffle(stream, x):
    """Shuffles any sequence with item assignment, a swap for each draw."""
    if isinstance(x, np.ndarray):
        shuffle_by_index(stream, x, isinstance(stream, np.random.RandomState))
        return
    from collections.abc import Sequence
    len(x)
    if not isinstance(x, Sequence):
        warn(f"you are shuffling a '{type(x).__name__}' object which is not a subclass of 'Sequence'; `shuffle` is not guaranteed to "
             'behave correctly. E.g., non-numpy array/tensor objects with view semantics may contain duplicates after shuffling.',
             UserWarning)
    for i in range(len(x) - 1, 0, -1):
        j = stream._interval(i)
        x[i], x[j] = x[j], x[i]
