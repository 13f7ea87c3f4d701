"""Functions that move elements, in terms of an array's own indexing and methods: for arrays of classes below ndarray, which may
do these in their own way."""
import numpy as np
from numpy._helpers import AxisError, normalize_axis


def _axes(axis, ndim, what=None):
    axes = axis if isinstance(axis, (tuple, list)) else (axis,)
    axes = [normalize_axis(i, ndim, what) for i in axes]
    if len(set(axes)) != len(axes):
        raise ValueError(f'repeated axis in `{what}` argument' if what else 'repeated axis')
    return axes


def flip(m, axis=None):
    axes = range(m.ndim) if axis is None else _axes(axis, m.ndim)
    return m[tuple(slice(None, None, -1 if i in axes else None) for i in range(m.ndim))]


def fliplr(m):
    if m.ndim < 2:
        raise ValueError('Input must be >= 2-d.')
    return m[:, ::-1]


def flipud(m):
    if m.ndim < 1:
        raise ValueError('Input must be >= 1-d.')
    return m[::-1, ...]


def rot90(m, k=1, axes=(0, 1)):
    axes = tuple(axes)
    if len(axes) != 2:
        raise ValueError('len(axes) must be 2.')
    if axes[0] == axes[1] or abs(axes[0] - axes[1]) == m.ndim:
        raise ValueError('Axes must be different.')
    if not all(-m.ndim <= i < m.ndim for i in axes):
        raise ValueError(f'Axes={axes} out of range for array of ndim={m.ndim}.')
    k %= 4
    if k == 0:
        return m[:]
    if k == 2:
        return flip(m, axes)
    order = list(range(m.ndim))
    order[axes[0]], order[axes[1]] = order[axes[1]], order[axes[0]]
    return flip(m, axes[1]).transpose(order) if k == 1 else flip(m.transpose(order), axes[1])


def moveaxis(a, source, destination):
    source, destination = _axes(source, a.ndim, 'source'), _axes(destination, a.ndim, 'destination')
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
    if axis is None:
        return roll(a.ravel(), shift, 0).reshape(a.shape)
    pairs = np.broadcast(shift, _axes(axis, a.ndim) if isinstance(axis, (tuple, list)) else normalize_axis(axis, a.ndim))
    if pairs.ndim > 1:
        raise ValueError("'shift' and 'axis' should be scalars or 1D sequences")
    shifts = {}
    for n, i in pairs:
        shifts[int(i)] = shifts.get(int(i), 0) + int(n)
    parts = [((), ())]  # index of a piece in a, and where it goes
    for i in range(a.ndim):
        n = shifts.get(i, 0) % (a.shape[i] or 1)
        pieces = [(slice(None, -n), slice(n, None)), (slice(-n, None), slice(None, n))] if n else [(slice(None), slice(None))]
        parts = [(source + (s,), target + (t,)) for source, target in parts for s, t in pieces]
    r = np.empty_like(a)
    for source, target in parts:
        r[target] = a[source]
    return r


def tile(A, reps):
    reps = tuple(reps) if isinstance(reps, (tuple, list)) else (reps,)
    c = np.array(A, copy=all(n == 1 for n in reps), subok=True, ndmin=len(reps))
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
    if ar.dtype.kind == 'f' and ar.size and np.isnan(ordered[-1]):
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
