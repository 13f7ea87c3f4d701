"""Making arrays: grids, index tricks, triangles, arrays from functions and iterators."""
import math
import operator
import sys
from builtins import iter as builtins_iter

from _kukri import as_native as _as_native
from numpy import _core
from numpy._core import (arange, array, asanyarray, asarray, concatenate, empty, linspace, ndarray, ones, zeros)

__all__ = ['logspace', 'geomspace', 'tri', 'vander', 'meshgrid', 'indices', 'fromfunction', 'fromiter',
           'mgrid', 'ogrid', 'r_', 'c_', 's_', 'index_exp', 'ix_', 'diag_indices', 'diag_indices_from', 'tril_indices',
           'tril_indices_from', 'triu_indices', 'triu_indices_from', 'mask_indices', 'bmat', 'mat', 'asmatrix',
           'matrix', 'full_like_default']
__all__.remove('full_like_default')
for _n in ('bmat', 'mat', 'asmatrix', 'matrix'):
    __all__.remove(_n)


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    """Numbers spaced evenly on a log scale."""
    y = linspace(start, stop, num=num, endpoint=endpoint, axis=axis)
    r = _core.power(base, y)
    return r if dtype is None else r.astype(dtype, copy=False)


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    """Numbers in geometric progression."""
    start, stop = asanyarray(start), asanyarray(stop)
    if _core.any(start == 0) or _core.any(stop == 0):
        raise ValueError('Geometric sequence cannot include zero')
    t = _core.result_type(start, stop, float(num), zeros((), dtype))
    dtype = t if dtype is None else _core.dtype(dtype)
    start, stop = start.astype(t, copy=True), stop.astype(t, copy=True)
    turn = ones(_core.broadcast_shapes(start.shape, stop.shape), t)
    if t.kind == 'c':  # purely imaginary ends are turned to the real axis
        imaginary = (start.real == 0.0) & (stop.real == 0.0)
        if _core.any(imaginary):
            start[imaginary] = start[imaginary].imag
            stop[imaginary] = stop[imaginary].imag
            turn[imaginary] = 1j
    negative = (_core.sign(start) == -1) & (_core.sign(stop) == -1)
    if _core.any(negative):
        for x in (start, stop, turn):
            _core.negative(x, out=x, where=negative)
    r = logspace(_core.log10(start), _core.log10(stop), num=num, endpoint=endpoint, base=10.0, dtype=dtype)
    if num > 0:
        r[0] = start
        if num > 1 and endpoint:
            r[-1] = stop
    r = turn * r
    if axis != 0:
        r = _core.moveaxis(r, 0, axis)
    return r.astype(dtype, copy=False)


def tri(N, M=None, k=0, dtype=float, *, like=None):
    """Ones on and below a diagonal."""
    M = N if M is None else M
    rows = arange(N, dtype=_narrowest(0, N))
    return (rows.reshape(-1, 1) >= arange(-k, M - k, dtype=_narrowest(-k, M - k))).astype(dtype, copy=False)


def _narrowest(low, high):
    """The narrowest integers that hold both."""
    for bits in (8, 16, 32):
        if high <= 2 ** (bits - 1) - 1 and low >= -2 ** (bits - 1):
            return f'i{bits // 8}'
    return 'i8'


def vander(x, N=None, increasing=False):
    """Columns of powers."""
    x = asarray(x)
    if x.ndim != 1:
        raise ValueError('x must be a one-dimensional array or sequence.')
    N = len(x) if N is None else N
    v = empty((len(x), N), _core.promote_types(x.dtype, int))
    powers = v if increasing else v[:, ::-1]
    powers[:, :1] = 1
    if N > 1:
        powers[:, 1:] = x[:, None]
        powers[:, 1:] = _core.multiply.accumulate(powers[:, 1:], axis=1)
    return v


def meshgrid(*xi, copy=True, sparse=False, indexing='xy'):
    """Coordinate matrices of coordinate vectors."""
    n = len(xi)
    if indexing not in ('xy', 'ij'):
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    out = []
    for i, x in enumerate(xi):
        place = i
        if indexing == 'xy' and n > 1 and i < 2:
            place = 1 - i
        out.append(asanyarray(x).reshape((1,) * place + (-1,) + (1,) * (n - 1 - place)))
    if not sparse and n:
        from numpy._shape import broadcast_arrays
        out = list(broadcast_arrays(*out, subok=True))
    return [x.copy() for x in out] if copy else out


def indices(dimensions, dtype=int, sparse=False):
    """An array of the indices of a grid."""
    dimensions = tuple(dimensions)
    n = len(dimensions)
    if not sparse:
        out = empty((n,) + dimensions, dtype)
    rows = [arange(d, dtype=dtype).reshape((1,) * i + (d,) + (1,) * (n - i - 1)) for i, d in enumerate(dimensions)]
    if sparse:
        return tuple(rows)
    for i, row in enumerate(rows):
        out[i] = row
    return out


def fromfunction(function, shape, *, dtype=float, like=None, **kwargs):
    """function of the arrays of coordinates."""
    return function(*indices(shape, dtype=dtype), **kwargs)


@_as_native
def fromiter(iter, dtype, count=-1, *, like=None):
    """A one-dimensional array of an iterable's items."""
    import itertools
    d, inner = _core.dtype(dtype), ()
    if d.subdtype is not None:
        d, inner = d.subdtype
    if d.kind in 'USV' and d.itemsize == 0 and d.names is None:
        raise ValueError('Must specify length when using variable-size data-type.')
    source = builtins_iter(iter)
    count = operator.index(count)
    items = list(source if count < 0 else itertools.islice(source, count))
    if len(items) < count:
        raise ValueError(f'iterator too short: Expected {count} but iterator had only {len(items)} items.')
    if inner:
        r = empty((len(items),) + inner, d)
        for k, i in enumerate(items):
            r[k] = i
        return r
    if d.kind == 'O':
        return _core._object_from_items(d, (len(items),), items)
    if all(type(i) in (bool, int, float) for i in items) or d.kind == 'V':
        return array(items, d) if items else empty(0, d)
    r = empty(len(items), d)
    for k, i in enumerate(items):
        r[k] = i
    return r


# --- index tricks ---

def _counts(step):
    """Is a slice's step the number of points, as complex ones are?"""
    return isinstance(step, (complex, _core.complexfloating))


class _Grid:
    def __init__(self, sparse):
        self._sparse = sparse

    def __getitem__(self, key):
        if not isinstance(key, tuple):
            step, start, stop = key.step, key.start, key.stop
            start = 0 if start is None else start
            if not _counts(step):
                return arange(start, stop, 1 if step is None else step)
            length = abs(step)
            n = int(length)
            t = _core.result_type(start, stop, length * 1.0)
            return arange(0, n, 1, dtype=t) * ((stop - start) / float(n - 1) if n != 1 else 1) + start
        lines, given = [], [0]
        for k in key:
            start, step = 0 if k.start is None else k.start, 1 if k.step is None else k.step
            if _counts(step):
                n = int(abs(step))
                given += [start, k.stop, abs(step)]
                step = (k.stop - start) / float(n - 1) if n != 1 else 1
            else:
                n = max(int(math.ceil((k.stop - start) / (step * 1.0))), 0)
                given += [start, k.stop, step]
            lines.append((start, step, n))
        t, n = _core.result_type(*given), len(lines)
        axes = [(arange(length, dtype=t) * step + start).astype(t, copy=False).reshape((1,) * i + (-1,) + (1,) * (n - i - 1))
                for i, (start, step, length) in enumerate(lines)]
        if self._sparse:
            return axes
        shape = tuple(a.size for a in axes)
        out = empty((n,) + shape, t)
        for i, a in enumerate(axes):
            out[i] = a
        return out


mgrid = _Grid(False)
ogrid = _Grid(True)


class _Concatenator:
    def __init__(self, axis=0, ndmin=1, trans1d=-1):
        self._default = (axis, ndmin, trans1d)

    def __getitem__(self, key):
        axis, ndmin, trans1d = self._default
        if isinstance(key, str):  # a matrix of names
            frame = sys._getframe(1)
            from numpy._matrix import bmat
            return bmat(key, frame.f_globals, frame.f_locals)
        if not isinstance(key, tuple):
            key = (key,)
        objs, scalars = [], []
        as_matrix = column = False
        for k, item in enumerate(key):
            scalar = False
            if isinstance(item, slice):
                start, step = 0 if item.start is None else item.start, 1 if item.step is None else item.step
                new = linspace(start, item.stop, int(abs(step))) if _counts(step) \
                    else arange(start, item.stop, step)
                if ndmin > 1:
                    new = array(new, copy=False, ndmin=ndmin)
                    if trans1d != -1:
                        new = new.swapaxes(-1, trans1d)
            elif isinstance(item, str):
                if k:
                    raise ValueError('special directives must be the first entry.')
                if item in ('r', 'c'):
                    as_matrix, column = True, item == 'c'
                    continue
                try:
                    parts = [int(p) for p in item.split(',')]
                except ValueError:
                    if ',' in item:
                        raise ValueError(f'unknown special directive {item!r}') from None
                    raise ValueError('unknown special directive') from None
                axis = parts[0]
                if len(parts) > 1:
                    ndmin = parts[1]
                if len(parts) > 2:
                    trans1d = parts[2]
                continue
            elif isinstance(item, (_core.generic, int, float, complex)):
                new = array(item, ndmin=ndmin)
                scalar = True
            else:
                own = asanyarray(item).ndim
                new = array(item, copy=False, subok=True, ndmin=ndmin)
                if trans1d != -1 and own < ndmin:
                    k2 = ndmin - own
                    t = trans1d + k2 + 1 if trans1d < 0 else trans1d
                    order = list(range(ndmin))
                    axes = order[:t] + order[k2:] + order[t:k2] if t <= k2 else order
                    new = new.transpose(axes)
            scalars.append(scalar)
            objs.append(new)
        arrays = [o for o, s in zip(objs, scalars) if not s]
        if arrays and any(scalars):
            t = _core.result_type(*[o if not s else o.reshape(-1)[0] for o, s in zip(objs, scalars)])
            objs = [o.astype(t) for o in objs]
        r = concatenate(tuple(objs), axis=axis)
        if not as_matrix:
            return r
        from numpy._matrix import matrix
        return matrix(r).T if column and r.ndim == 1 else matrix(r)

    def __len__(self):
        return 0


r_ = _Concatenator(0)
c_ = _Concatenator(-1, 2, 0)


class _IndexExpression:
    def __init__(self, maketuple):
        self.maketuple = maketuple

    def __getitem__(self, item):
        return (item,) if self.maketuple and not isinstance(item, tuple) else item


index_exp = _IndexExpression(True)
s_ = _IndexExpression(False)


def ix_(*args):
    """Index arrays for the cross product of sequences."""
    n, out = len(args), []
    for k, new in enumerate(args):
        if not isinstance(new, ndarray):
            new = asarray(new)
            if new.size == 0:
                new = new.astype(int)
        if new.ndim != 1:
            raise ValueError('Cross index must be 1 dimensional')
        if new.dtype == bool:
            new, = new.nonzero()
        out.append(new.reshape((1,) * k + (new.size,) + (1,) * (n - k - 1)))
    return tuple(out)


# --- indices of parts of matrices ---

def diag_indices(n, ndim=2):
    return (arange(n),) * ndim


def diag_indices_from(arr):
    if arr.ndim < 2:
        raise ValueError('input array must be at least 2-d')
    if len(set(arr.shape)) > 1:
        raise ValueError('All dimensions of input must be of equal length')
    return diag_indices(arr.shape[0], arr.ndim)


def tril_indices(n, k=0, m=None):
    return tuple(map(_core.ascontiguousarray, tri(n, m, k, bool).nonzero()))


def triu_indices(n, k=0, m=None):
    return tuple(map(_core.ascontiguousarray, (~tri(n, m, k - 1, bool)).nonzero()))


def tril_indices_from(arr, k=0):
    if arr.ndim != 2:
        raise ValueError('input array must be 2-d')
    return tril_indices(arr.shape[-2], k, arr.shape[-1])


def triu_indices_from(arr, k=0):
    if arr.ndim != 2:
        raise ValueError('input array must be 2-d')
    return triu_indices(arr.shape[-2], k, arr.shape[-1])


def mask_indices(n, mask_func, k=0):
    return (mask_func(ones((n, n), int), k) != 0).nonzero()
