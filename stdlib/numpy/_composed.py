"""Functions that move or make elements, in NumPy's own steps, by an array's indexing and methods: for arrays of classes below
ndarray, which may do these in their own way, and for arguments that the functions in C refuse. The order of the steps decides which
error is raised."""
import datetime
import operator
import warnings

import numpy as np
from numpy import _core
from numpy._helpers import AxisError, array_as, check_cast, normalize_axes, normalize_axis


def _is_matrix(a):
    from numpy._matrix import matrix
    return isinstance(a, matrix)


def flip(m, axis=None):
    m = m if hasattr(m, 'ndim') else np.asarray(m)
    axes = range(m.ndim) if axis is None else normalize_axes(axis, m.ndim)
    return m[tuple(slice(None, None, -1 if i in axes else None) for i in range(m.ndim))]


def fliplr(m):
    m = np.asanyarray(m)
    if m.ndim < 2:
        raise ValueError('Input must be >= 2-d.')
    return m[:, ::-1]


def flipud(m):
    m = np.asanyarray(m)
    if m.ndim < 1:
        raise ValueError('Input must be >= 1-d.')
    return m[::-1, ...]


def rot90(m, k=1, axes=(0, 1)):
    axes = tuple(axes)
    if len(axes) != 2:
        raise ValueError('len(axes) must be 2.')
    m = np.asanyarray(m)
    if axes[0] == axes[1] or np.absolute(axes[0] - axes[1]) == m.ndim:
        raise ValueError('Axes must be different.')
    if axes[0] >= m.ndim or axes[0] < -m.ndim or axes[1] >= m.ndim or axes[1] < -m.ndim:
        raise ValueError(f'Axes={axes} out of range for array of ndim={m.ndim}.')
    k %= 4
    if k == 0:
        return m[:]
    if k == 2:
        return flip(flip(m, axes[0]), axes[1])
    order = list(range(m.ndim))
    order[axes[0]], order[axes[1]] = order[axes[1]], order[axes[0]]
    return np.transpose(flip(m, axes[1]), order) if k == 1 else flip(np.transpose(m, order), axes[1])


def moveaxis(a, source, destination):
    a = a if hasattr(a, 'transpose') else np.asarray(a)
    source, destination = normalize_axes(source, a.ndim, 'source'), normalize_axes(destination, a.ndim, 'destination')
    if len(source) != len(destination):
        raise ValueError('`source` and `destination` arguments must have the same number of elements')
    order = [i for i in range(a.ndim) if i not in source]
    for to, i in sorted(zip(destination, source)):
        order.insert(to, i)
    return a.transpose(order)


def rollaxis(a, axis, start=0):
    axis = normalize_axis(axis, a.ndim)
    start = start + a.ndim if start < 0 else start
    if not 0 <= start <= a.ndim:
        raise AxisError(f"'start' arg requires {-a.ndim} <= start < {a.ndim + 1}, but {start} was passed in")
    start -= axis < start
    if axis == start:
        return a[...]
    order = [i for i in range(a.ndim) if i != axis]
    order.insert(start, axis)
    return a.transpose(order)


def roll(a, shift, axis=None):
    a = np.asanyarray(a)
    if axis is None:
        return roll(a.ravel(), shift, 0).reshape(a.shape)
    pairs = np.broadcast(shift, normalize_axes(axis, a.ndim, duplicates=True))
    if pairs.ndim > 1:
        raise ValueError("'shift' and 'axis' should be scalars or 1D sequences")
    shifts = dict.fromkeys(range(a.ndim), 0)
    for n, i in pairs:
        shifts[int(i)] += n
    parts = [((), ())]  # index of a piece in a, and where it goes
    for i in range(a.ndim):
        n = shifts[i]
        n %= a.shape[i] or 1
        pieces = [(slice(None, -n), slice(n, None)), (slice(-n, None), slice(None, n))] if n else [(slice(None), slice(None))]
        parts = [(source + (s,), target + (t,)) for source, target in parts for s, t in pieces]
    r = np.empty_like(a)
    for source, target in parts:
        r[target] = a[source]
    return r


def tile(A, reps):
    try:
        reps = tuple(reps)
    except TypeError:
        reps = (reps,)
    if all(n == 1 for n in reps) and isinstance(A, np.ndarray):
        return np.array(A, copy=True, subok=True, ndmin=len(reps))
    c = np.array(A, copy=False, subok=True, ndmin=len(reps))
    reps = (1,) * (c.ndim - len(reps)) + reps
    shape = tuple(n * k for n, k in zip(c.shape, reps))
    n = c.size
    for length, k in zip(c.shape, reps):
        if n == 0:
            break
        if k != 1:
            c = c.reshape(-1, n).repeat(k, 0)
        n //= length
    return c.reshape(shape)


def expand_dims(a, axis):
    a = np.asarray(a) if _is_matrix(a) else np.asanyarray(a)
    axis = axis if type(axis) in (tuple, list) else (axis,)
    axes = normalize_axes(axis, len(axis) + a.ndim)
    lengths = iter(a.shape)
    return a.reshape([1 if i in axes else next(lengths) for i in range(len(axis) + a.ndim)])


def stack(arrays, axis=0, out=None, dtype=None, casting='same_kind'):
    if not np.iterable(arrays):
        raise TypeError('dispatcher for __array_function__ did not return an iterable')
    if not hasattr(arrays, '__getitem__'):
        warnings.warn('arrays to stack must be passed as a "sequence" type such as list or tuple. Support for non-sequence iterables '
                      'such as generators is deprecated as of NumPy 1.16 and will raise an error in the future.', FutureWarning, 2)
    arrays = [np.asanyarray(a) for a in arrays]
    if not arrays:
        raise ValueError('need at least one array to stack')
    if len({a.shape for a in arrays}) != 1:
        raise ValueError('all input arrays must have the same shape')
    axis = normalize_axis(axis, arrays[0].ndim + 1)
    index = (slice(None),) * axis + (None,)
    return np.concatenate([a[index] for a in arrays], axis=axis, out=out, dtype=dtype, casting=casting)


def broadcast_to(array, shape, subok=False):
    shape = tuple(shape) if np.iterable(shape) else (shape,)
    array = np.array(array, copy=False, subok=subok)
    if not shape and array.shape:
        raise ValueError('cannot broadcast a non-scalar to a scalar array')
    if any(n < 0 for n in shape):
        raise ValueError('all elements of broadcast shape must be non-negative')
    for n in shape:
        operator.index(n)
    return NotImplemented


def take_along_axis(arr, indices, axis):
    if axis is None:
        arr = arr.flat
        shape, axis = (len(arr),), 0
    else:
        axis = normalize_axis(axis, arr.ndim)
        shape = arr.shape
    return arr[along_axis(shape, indices, axis)]


def along_axis(shape, indices, axis):
    """The index that takes the elements of take_along_axis()."""
    if not np.issubdtype(indices.dtype, np.integer):
        raise IndexError('`indices` must be an integer array')
    if len(shape) != indices.ndim:
        raise ValueError('`indices` and `arr` must have the same number of dimensions')
    n = indices.ndim
    return tuple(indices if i == axis else np.arange(length).reshape((1,) * i + (-1,) + (1,) * (n - i - 1)) for i, length in enumerate(shape))


# --- matrices and ranges ---

def eye(N, M=None, k=0, dtype=float, order='C'):
    M = N if M is None else M
    m = np.zeros((N, M), dtype=dtype, order=order)
    if k >= M:
        return m
    M, k = operator.index(M), operator.index(k)
    m[:M - k].flat[k if k >= 0 else -k * M::M + 1] = 1
    return m


def identity(n, dtype=None):
    return eye(n, dtype=dtype)


def _triangle(m, k):
    return np.tri(*m.shape[-2:], k=k, dtype=bool)


def tril(m, k=0):
    m = np.asanyarray(m)
    return np.where(_triangle(m, k), m, np.zeros(1, m.dtype))


def triu(m, k=0):
    m = np.asanyarray(m)
    return np.where(_triangle(m, k - 1), np.zeros(1, m.dtype), m)


def diag(v, k=0):
    v = np.asanyarray(v)
    if v.ndim == 2:
        return np.diagonal(v, k)
    if v.ndim != 1:
        raise ValueError('Input must be 1- or 2-d.')
    n = v.shape[0] + abs(k)
    r = np.zeros((n, n), v.dtype)
    r[:n - k].flat[k if k >= 0 else -k * n::n + 1] = v
    return r


def argwhere(a):
    return np.transpose(np.nonzero(a))


def flatnonzero(a):
    return np.nonzero(np.ravel(a))[0]


def diagflat(v, k=0):
    wrap = getattr(v, '__array_wrap__', None)
    v = np.asarray(v).ravel()
    n = len(v) + abs(k)
    r = np.zeros((n, n), v.dtype)
    i = np.arange(0, n - k if k >= 0 else n + k, dtype=np.intp)
    r.flat[i + k + i * n if k >= 0 else i + (i - k) * n] = v
    return wrap(r) if wrap else r


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    num = operator.index(num)
    if num < 0:
        raise ValueError(f'Number of samples, {num}, must be non-negative.')
    parts = num - 1 if endpoint else num
    start, stop = np.asanyarray(start) * 1.0, np.asanyarray(stop) * 1.0
    found = np.result_type(start, stop, float(num))
    whole = dtype is not None and np.issubdtype(dtype, np.integer)
    dtype = found if dtype is None else dtype
    delta = stop - start
    y = np.arange(0, num, dtype=found).reshape((-1,) + (1,) * np.ndim(delta))
    step = delta / parts if parts > 0 else np.nan
    if parts > 0 and np.any(np.asanyarray(step == 0)):
        y = y / parts * delta
    else:
        y = y * (step if parts > 0 else delta)
    y += start
    if endpoint and num > 1:
        y[-1, ...] = stop
    if axis != 0:
        y = np.moveaxis(y, 0, axis)
    if whole:
        np.floor(y, out=y)
    y = y.astype(dtype, copy=False)
    return (y, step) if retstep else y


def compress(condition, a, axis=None, out=None):
    if out is not None and not isinstance(out, np.ndarray):
        raise TypeError('output must be an array')
    condition = np.asarray(condition)
    if condition.ndim != 1:
        raise ValueError('condition must be a 1-d array')
    return np.asanyarray(a).take(condition.nonzero()[0], axis, out)


def concatenate(arrays, axis=0, out=None, *, dtype=None, casting=None):
    if isinstance(arrays, (complex, float, int, type(None))) or not np.iterable(arrays):
        raise TypeError('dispatcher for __array_function__ did not return an iterable')
    if isinstance(arrays, dict):
        raise TypeError('The first input argument needs to be a sequence')
    if axis is not None:
        axis = _core._read_axis(axis)
    arrays = [np.asarray(a) for a in arrays]
    if arrays and arrays[0].ndim == 0 and axis is not None:
        raise ValueError('zero-dimensional arrays cannot be concatenated')
    if dtype is not None and np.dtype(dtype).subdtype is not None:
        raise TypeError(f'The dtype `{np.dtype(dtype)!r}` is not a valid dtype for concatenation since it is a subarray dtype '
                        '(the subarray dimensions would be added as array dimensions).')
    if not isinstance(out, np.ndarray) or not arrays or dtype is not None:
        return NotImplemented
    return _flattened_into(out, arrays, casting) if axis is None else _joined_into(out, arrays, axis, casting or 'same_kind')


def _joined_into(out, arrays, axis, casting):
    """The arrays side by side in out."""
    shape = list(arrays[0].shape)
    axis = normalize_axis(axis, len(shape))
    for i, a in enumerate(arrays):
        if a.ndim != len(shape):
            raise ValueError('all the input arrays must have same number of dimensions, but the array at index 0 has '
                             f'{len(shape)} dimension(s) and the array at index {i} has {a.ndim} dimension(s)')
        for d in range(len(shape)):
            if i and d == axis:
                shape[d] += a.shape[d]
            elif a.shape[d] != shape[d]:
                raise ValueError('all the input array dimensions except for the concatenation axis must match exactly, but along '
                                 f'dimension {d}, the array at index 0 has size {shape[d]} and the array at index {i} has size '
                                 f'{a.shape[d]}')
    if out.ndim != len(shape):
        raise ValueError('Output array has wrong dimensionality')
    if out.shape != tuple(shape):
        raise ValueError('Output array is the wrong shape')
    start = 0
    for a in arrays:
        check_cast(a, out.dtype, casting)
        out[(slice(None),) * axis + (slice(start, start + a.shape[axis]),)] = a.astype(out.dtype, copy=False)
        start += a.shape[axis]
    return out


def _flattened_into(out, arrays, casting):
    """The elements of the arrays one after the other in out, converted in any way unless a rule is given."""
    if out.ndim != 1:
        raise ValueError('Output array must be 1D')
    if out.size != sum(a.size for a in arrays):
        raise ValueError('Output array is the wrong size')
    start, warned = 0, False
    for a in arrays:
        if casting is not None:
            check_cast(a, out.dtype, casting)
        elif not warned and not np.can_cast(a, out.dtype, 'same_kind'):
            warned = True
            warnings.warn("concatenate() with `axis=None` will use same-kind casting by default in the future. Please use "
                          "`casting='unsafe'` to retain the old behaviour. In the future this will be a TypeError.",
                          DeprecationWarning, 2)
        out[start:start + a.size] = a.ravel().astype(out.dtype, copy=False)
        start += a.size
    return out


def take(a, indices, axis=None, out=None, mode='raise'):
    a = np.asanyarray(a)
    if axis is not None:
        normalize_axis(_core._read_axis(axis), max(a.ndim, 1))
    array_as(indices, 'i8')
    return NotImplemented


def repeat(a, repeats, axis=None):
    array_as(repeats, 'i8', 0, 1)
    return NotImplemented


def extract(condition, arr):
    return np.take(np.ravel(arr), np.nonzero(np.ravel(condition))[0])


def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    x = np.array(x, subok=True, copy=copy)
    if x.dtype.kind not in 'fc':
        return x[()]
    limits = np.finfo(x.real.dtype)
    for part in (x.real, x.imag) if x.dtype.kind == 'c' else (x,):
        known = np.isnan(part), np.isposinf(part), np.isneginf(part)
        values = nan, limits.max if posinf is None else posinf, limits.min if neginf is None else neginf
        for where, value in zip(known, values):
            np.copyto(part, value, where=where)
    return x[()]


def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True):
    if return_index or return_inverse or return_counts or axis is not None or ar.dtype.kind in 'cO':
        return NotImplemented
    ordered = ar.flatten()
    ordered.sort()
    if equal_nan and ar.dtype.kind == 'f' and ar.size and np.isnan(ordered[-1]):
        return NotImplemented
    first = np.ones(ordered.shape, bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def _without_nan(a, value):
    """A copy of a with value for every nan, and where those were."""
    where = np.isnan(a)
    r = np.array(a, subok=True, copy=True)
    np.copyto(r, value, where=where)
    return r, where


def nansum(a, axis=None, *args, **kwargs):
    return NotImplemented if a.dtype.kind not in 'fc' else np.sum(_without_nan(a, 0)[0], axis, *args, **kwargs)


def nanprod(a, axis=None, *args, **kwargs):
    return NotImplemented if a.dtype.kind not in 'fc' else np.prod(_without_nan(a, 1)[0], axis, *args, **kwargs)


def bincount(x, weights=None, minlength=0):
    x = array_as(x, np.intp, 1, 1)
    if minlength is not None and np._core._read_index(minlength) < 0:
        raise ValueError("'minlength' must not be negative")
    if len(x) and x.min() < 0:
        raise ValueError("'list' argument must have no negative elements")
    if len(x) and weights is not None and len(array_as(weights, float, 1, 1)) != len(x):
        raise ValueError("The weights and list don't have the same length.")
    return NotImplemented


def outer(a, b, out=None):
    a, b = np.asarray(a), np.asarray(b)
    if isinstance(out, tuple):
        raise TypeError('return arrays must be of ArrayType')
    return np.multiply(a.ravel()[:, None], b.ravel()[None, :], out)


_MISSING = object()


def arange(start=_MISSING, stop=None, step=None, dtype=None):
    if start is _MISSING:
        if stop is None:
            raise TypeError('arange() requires stop to be specified.')
        start = 0
    if any(isinstance(v, (datetime.timedelta, datetime.date)) for v in (start, stop, step)):
        from numpy._helpers import _arange_times
        return _arange_times(start, stop, step, dtype)
    start, stop = (0, start) if stop is None else (start, stop)
    step = 1 if step is None else step
    if dtype is None and any(isinstance(v, int) and not -2 ** 63 <= v < 2 ** 64 for v in (start, stop, step)):
        if all(isinstance(v, int) for v in (start, stop, step)) and step and -((start - stop) // step) >= 2 ** 60:
            raise ValueError('Maximum allowed size exceeded')
        return np.arange(start, stop, step, object)
    for kind in [np.asarray(v).dtype for v in (start, stop, step)] if dtype is None else [np.dtype(dtype)]:
        if kind.kind in 'US':
            raise TypeError(f'arange() not supported for inputs with DType {type(kind)}.')
        if kind.kind in 'mM':
            return NotImplemented
    try:
        span = stop - start
    except TypeError:
        if isinstance(stop, tuple):
            raise TypeError('arange: scalar arguments expected instead of a tuple.') from None
        raise
    bool(span != 0)  # of several elements neither is true
    parts = span / step
    bool(parts == 0)
    if not np.iscomplexobj(parts):
        float(parts)
    return NotImplemented
