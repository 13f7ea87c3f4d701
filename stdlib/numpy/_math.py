"""Products, differences, sums of products and other mathematics over the native operations."""

import functools
import operator

from numpy import _core
from numpy._core import (array, asanyarray, asarray, ascontiguousarray, concatenate, dot, empty, moveaxis, multiply,
                         ndarray, negative, subtract)
from numpy._helpers import _NoValue, normalize_axes, normalize_axis

__all__ = ['cross', 'kron', 'tensordot', 'diff', 'ediff1d', 'gradient', 'trapz', 'convolve',
           'correlate', 'unwrap', 'isneginf', 'isposinf', 'sinc',
           'i0', 'angle', 'fix']


# --- functions over ufuncs ---

def sinc(x):
    """sin(pi x) / (pi x)."""
    x = asanyarray(x)
    y = 3.141592653589793 * _core.where(x == 0, 1.0e-20, x)
    return _core.sin(y) / y


def i0(x):
    """The modified Bessel function of the first kind, order 0."""
    x = asanyarray(x)
    if x.dtype.kind == 'c':
        raise TypeError('i0 not supported for complex values')
    if x.dtype.kind != 'f':
        x = x.astype(float)
    from numpy._bessel import i0_far, i0_near
    x = asanyarray(_core.absolute(x))
    r = _core.zeros_like(x)
    near = x <= 8.0
    for where, f in ((near, i0_near), (~near, i0_far)):
        if _core.any(where):
            r[where] = f(x[where])
    return r


def angle(z, deg=False):
    """The angle of complex numbers."""
    z = asanyarray(z)
    a = _core.arctan2(z.imag, z.real) if z.dtype.kind == 'c' else _core.arctan2(0, z)
    if deg:
        a = a * (180 / 3.141592653589793)
    return a


def _infinite(x, out, negative):
    is_inf = _core.isinf(x)
    try:
        sign = _core.signbit(x)
    except TypeError:
        d = asanyarray(x).dtype
        raise TypeError(f'This operation is not supported for {d} values because it would be ambiguous.') from None
    return _core.logical_and(is_inf, sign if negative else ~asarray(sign), out)


def _out_once_y(f):
    """f, whose out= once had the name y."""
    @functools.wraps(f)
    def call(x, out=None, **words):
        if 'y' in words:
            import warnings
            warnings.warn('The name of the out argument to _dispatcher has changed from `y` to `out`, to match other ufuncs.',
                          DeprecationWarning, stacklevel=2)
            out = words.pop('y')
        return f(x, out, **words)
    return call


@_out_once_y
def isposinf(x, out=None):
    """Which elements are +inf."""
    return _infinite(x, out, False)


@_out_once_y
def isneginf(x, out=None):
    """Which elements are -inf."""
    return _infinite(x, out, True)


@_out_once_y
def fix(x, out=None):
    """Rounded towards zero."""
    if type(x) is ndarray and x.dtype.kind == 'f' and out is None and x.ndim:
        return _core.trunc(x)[()]
    r = asanyarray(_core.ceil(x, out=out))
    r = _core.floor(x, out=r, where=_core.greater_equal(x, 0))
    return r[()] if out is None and type(r) is ndarray else r


# --- products ---

def cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    """The cross product of vectors of two or three elements."""
    if axis is not None:
        axisa = axisb = axisc = axis
    a, b = asarray(a), asarray(b)
    axisa, axisb = normalize_axis(axisa, a.ndim, 'axisa'), normalize_axis(axisb, b.ndim, 'axisb')
    if axisa != a.ndim - 1:
        a = moveaxis(a, axisa, -1)
    if axisb != b.ndim - 1:
        b = moveaxis(b, axisb, -1)
    if a.shape[-1] not in (2, 3) or b.shape[-1] not in (2, 3):
        raise ValueError('incompatible dimensions for cross product\n(dimension must be 2 or 3)')
    d = _core.promote_types(a.dtype, b.dtype)
    shape = _core.broadcast_shapes(a.shape[:-1], b.shape[:-1])
    if a.shape[-1] == 3 or b.shape[-1] == 3:
        axisc = normalize_axis(axisc, len(shape) + 1, 'axisc')
    a, b = a.astype(d, copy=False), b.astype(d, copy=False)
    a0, a1, *a2 = (a[..., i] for i in range(a.shape[-1]))
    b0, b1, *b2 = (b[..., i] for i in range(b.shape[-1]))
    if not a2 and not b2:
        r = empty(shape, d)
        _minus_products(r, a0, b1, a1, b0)
        return r
    r = empty(shape + (3,), d)
    x, y, z = (r[..., i] for i in range(3))
    if not a2:
        multiply(a1, *b2, out=x)
        negative(multiply(a0, *b2, out=y), out=y)
    elif not b2:
        negative(multiply(*a2, b1, out=x), out=x)
        multiply(*a2, b0, out=y)
    else:
        _minus_products(x, a1, *b2, *a2, b1)
        _minus_products(y, *a2, b0, a0, *b2)
    _minus_products(z, a0, b1, a1, b0)
    return moveaxis(r, -1, axisc)


def _minus_products(out, a, b, c, d):
    """out = a * b - c * d"""
    multiply(a, b, out=out)
    subtract(out, multiply(c, d), out=out)


def _matrix():
    from numpy._matrix import matrix
    return matrix


def kron(a, b):
    """The Kronecker product."""
    b = asanyarray(b)
    a = _core.array(a, copy=False, subok=True, ndmin=b.ndim)
    if isinstance(a, _matrix()) or isinstance(b, _matrix()):
        return kron(asarray(a), asarray(b)).view(_matrix())
    if a.ndim == 0 or b.ndim == 0:
        return multiply(a, b)
    nd = max(a.ndim, b.ndim)
    sa, sb = (1,) * (nd - a.ndim) + a.shape, (1,) * (nd - b.ndim) + b.shape
    x = a.reshape([n for s in sa for n in (s, 1)])
    y = b.reshape([n for s in sb for n in (1, s)])
    return (x * y).reshape([p * q for p, q in zip(sa, sb)])


def tensordot(a, b, axes=2):
    """Sum of products over given axes."""
    a, b = asarray(a), asarray(b)
    try:
        iter(axes)
    except TypeError:
        axes_a, axes_b = list(range(-axes, 0)), list(range(axes))
    else:
        axes_a, axes_b = axes
    axes_a = [axes_a] if isinstance(axes_a, (int, _core.integer)) else list(axes_a)
    axes_b = [axes_b] if isinstance(axes_b, (int, _core.integer)) else list(axes_b)
    if len(axes_a) != len(axes_b) or any(a.shape[i] != b.shape[k] for i, k in zip(axes_a, axes_b)):
        raise ValueError('shape-mismatch for sum')
    if not (a.dtype.kind in 'biufc' and b.dtype.kind in 'biufc'):
        from numpy._object_products import object_tensordot
        return object_tensordot(a, b, axes_a, axes_b)
    return _core._tensordot(a, b, tuple(axes_a), tuple(axes_b))


# --- differences ---

def diff(a, n=1, axis=-1, prepend=_NoValue, append=_NoValue):
    """Differences of neighbours."""
    if n == 0:
        return a
    if n < 0:
        raise ValueError(f'order must be non-negative but got {n!r}')
    a = asanyarray(a)
    if a.ndim == 0:
        raise ValueError('diff requires input that is at least one dimensional')
    axis = normalize_axis(axis, a.ndim)
    parts = [a]
    for extra, first in ((prepend, True), (append, False)):
        if extra is _NoValue:
            continue
        extra = asanyarray(extra)
        if extra.ndim == 0:
            shape = list(a.shape)
            shape[axis] = 1
            extra = _core.broadcast_to(extra, tuple(shape))
        parts = [extra] + parts if first else parts + [extra]
    if len(parts) > 1:
        a = concatenate(parts, axis)
    high, low = [slice(None)] * a.ndim, [slice(None)] * a.ndim
    high[axis], low[axis] = slice(1, None), slice(None, -1)
    high, low = tuple(high), tuple(low)
    op = _core.not_equal if a.dtype == bool else subtract
    for _ in range(n):
        a = op(a[high], a[low])
    return a


def ediff1d(ary, to_end=None, to_begin=None):
    from numpy.lib import sets
    return sets.ediff1d(ary, to_end, to_begin)


def gradient(f, *varargs, axis=None, edge_order=1):
    """Central differences inside, one-sided ones at the edges."""
    f = asanyarray(f)
    n = f.ndim
    if axis is None:
        axes = tuple(range(n))
    else:
        axes = normalize_axes(axis, n)
    if len(varargs) == 0:
        dx = [1.0] * len(axes)
    elif len(varargs) == 1 and asanyarray(varargs[0]).ndim == 0:
        dx = [varargs[0]] * len(axes)
    elif len(varargs) == len(axes):
        dx = list(varargs)
        for i, d in enumerate(dx):
            d = asanyarray(d)
            if d.ndim == 0:
                continue
            if d.ndim != 1:
                raise ValueError('distances must be either scalars or 1d')
            if len(d) != f.shape[axes[i]]:
                raise ValueError('when 1d, distances must match the length of the corresponding dimension')
            if d.dtype.kind in 'iu':
                d = d.astype(float)
            steps = diff(d)
            dx[i] = steps[0] if (steps == steps[0]).all() else steps
    else:
        raise TypeError('invalid number of arguments')
    if edge_order > 2:
        raise ValueError("'edge_order' greater than 2 not supported")
    truth = f.dtype.kind == 'b'
    if f.dtype.kind in 'biu':
        f = f.astype(float)
    out = []
    for ax, h in zip(axes, dx):
        if f.shape[ax] < edge_order + 1:
            raise ValueError('Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) '
                             'elements are required.')
        if truth:
            subtract(*(_core.empty(0, bool),) * 2)  # truth values have no differences, and say so
        kind = f.dtype.kind
        result = _core.empty_like(f, dtype=f.dtype.str.replace('M', 'm') if kind == 'M' else f.dtype if kind in 'fcm' else float)

        def at(i):
            return (slice(None),) * ax + (i,)
        y0, y2, inside = f[at(slice(None, -2))], f[at(slice(2, None))], at(slice(1, -1))
        uniform = asanyarray(h).ndim == 0
        if uniform:
            result[inside] = (y2 - y0) / (2.0 * h)
        else:
            shape = (1,) * ax + (-1,) + (1,) * (n - 1 - ax)
            h0, h1 = h[:-1].reshape(shape), h[1:].reshape(shape)
            result[inside] = -h1 / (h0 * (h0 + h1)) * y0 + (h1 - h0) / (h0 * h1) * f[inside] + h0 / (h1 * (h0 + h1)) * y2
        if edge_order == 1:
            first, last = (h, h) if uniform else (h[0], h[-1])
            result[at(0)] = (f[at(1)] - f[at(0)]) / first
            result[at(-1)] = (f[at(-1)] - f[at(-2)]) / last
        else:
            if uniform:
                a, b, c = -1.5 / h, 2.0 / h, -0.5 / h
            else:
                d1, d2 = h[0], h[1]
                a, b, c = -(2.0 * d1 + d2) / (d1 * (d1 + d2)), (d1 + d2) / (d1 * d2), -d1 / (d2 * (d1 + d2))
            result[at(0)] = a * f[at(0)] + b * f[at(1)] + c * f[at(2)]
            if uniform:
                a, b, c = 0.5 / h, -2.0 / h, 1.5 / h
            else:
                d1, d2 = h[-2], h[-1]
                a, b, c = d2 / (d1 * (d1 + d2)), -(d2 + d1) / (d1 * d2), (2.0 * d2 + d1) / (d2 * (d1 + d2))
            result[at(-1)] = a * f[at(-3)] + b * f[at(-2)] + c * f[at(-1)]
        out.append(result)
    return out[0] if len(out) == 1 else out


def trapz(y, x=None, dx=1.0, axis=-1):
    """The integral by the trapezoidal rule."""
    y = asanyarray(y)
    if x is None:
        d = dx
    else:
        x = asanyarray(x)
        if x.ndim == 1:
            d = diff(x)
            shape = [1] * y.ndim
            shape[axis] = d.shape[0]
            d = d.reshape(shape)
        else:
            d = diff(x, axis=axis)
    high, low = [slice(None)] * y.ndim, [slice(None)] * y.ndim
    high[axis], low[axis] = slice(1, None), slice(None, -1)
    try:
        return (d * (y[tuple(high)] + y[tuple(low)]) / 2.0).sum(axis)
    except ValueError:  # matrices multiply in a way of their own
        d, y = asarray(d), asarray(y)
        return _core.add.reduce(d * (y[tuple(high)] + y[tuple(low)]) / 2.0, axis)


# --- sliding products ---

_MODES = {'valid': 'valid', 'same': 'same', 'full': 'full', 0: 'valid',
          1: 'same', 2: 'full'}


def _slide(a, v, mode):
    """Correlation of a with v, not conjugated, len(a) >= len(v); at the ends with what overlaps."""
    n, m = len(a), len(v)
    t = _core.promote_types(a.dtype, v.dtype)
    a, v = ascontiguousarray(a, t), ascontiguousarray(v, t)
    left, right = {'full': (m - 1, m - 1), 'valid': (0, 0), 'same': (m // 2, m - m // 2 - 1)}[mode]
    if t.kind in 'biufc' and not _core._is_described(t):
        r = _core._slide(a, v, left, right)
        if t.kind in 'fc':
            r += 0  # the sums begin with a zero
        return r
    r = empty(n - m + 1 + left + right, t)
    for k in range(left):
        r[k] = dot(a[:m - left + k], v[left - k:])
    r[left:left + n - m + 1] = dot(_core._as_strided(a, (n - m + 1, m), (a.itemsize, a.itemsize)), v)
    for k in range(right):
        r[left + n - m + 1 + k] = dot(a[n - m + 1 + k:], v[:m - 1 - k])
    return r


def convolve(a, v, mode='full'):
    """The convolution of two sequences."""
    a, v = array(a, copy=False, ndmin=1), array(v, copy=False, ndmin=1)
    if len(v) > len(a):
        a, v = v, a
    if len(a) == 0:
        raise ValueError('a cannot be empty')
    if len(v) == 0:
        raise ValueError('v cannot be empty')
    mode = _mode(mode)
    _check_flat(a, v)
    return _slide(a, v[::-1], mode)


def _check_flat(*arrays):
    if any(x.ndim > 1 for x in arrays):
        raise ValueError('object too deep for desired array')


def _mode(mode):
    if not isinstance(mode, str):
        try:
            mode = None if isinstance(mode, (bool, _core.bool_)) else operator.index(mode)
        except Exception:
            mode = None
        if mode is None:
            raise TypeError('convolve/correlate mode not understood')
    if isinstance(mode, int) and mode not in _MODES:
        raise ValueError('integer convolve/correlate mode must be 0, 1, or 2')
    if mode not in _MODES:  # the first letter tells, for a while yet
        if mode[:1].lower() not in ('v', 's', 'f'):
            raise ValueError(f"mode must be one of 'valid', 'same', or 'full' (got '{mode}')")
        import warnings
        warnings.warn("inexact matches and case insensitive matches for convolve/correlate mode are deprecated, please use one of "
                      "'valid', 'same', or 'full' instead.", DeprecationWarning, stacklevel=2)
        mode = {'v': 'valid', 's': 'same', 'f': 'full'}[mode[0].lower()]
    return _MODES[mode]


def correlate(a, v, mode='valid'):
    """The cross-correlation of two sequences."""
    mode = _mode(mode)
    a, v = array(a, copy=False), array(v, copy=False)
    for x in (a, v):
        if x.ndim < 1:
            raise ValueError('object of too small depth for desired array')
        _check_flat(x)
    if len(a) == 0:
        raise ValueError('first array argument cannot be empty')
    if len(v) == 0:
        raise ValueError('second array argument cannot be empty')
    v = _core.conjugate(v) if v.dtype.kind == 'c' else v
    if len(a) >= len(v):
        return _slide(a, v, mode)
    m = mode
    if m == 'same':
        n = len(v)
        left = len(a) // 2
        full = _slide(v, a, 'full')[::-1]
        start = (len(a) - 1) - (len(a) - len(a) // 2 - 1)
        start = (full.size - n) - (full.size - n) // 2 if len(a) % 2 == 0 else (full.size - n) // 2
        return full[start:start + n]
    return _slide(v, a, m)[::-1]


def unwrap(p, discont=None, axis=-1, *, period=6.283185307179586):
    """Angles without jumps of more than half a period."""
    p = asarray(p)
    d = diff(p, axis=axis)
    if discont is None:
        discont = period / 2
    index = [slice(None)] * p.ndim
    index[axis] = slice(1, None)
    t = _core.result_type(d, period)
    if t.kind in 'iu':
        high, rest = divmod(period, 2)
        boundary = rest == 0
    else:
        high, boundary = period / 2, True
    low = -high
    mod = _core.mod(d - low, period) + low
    if boundary:
        mod = _core.where((mod == low) & (d > 0), high, mod)
    correct = mod - d
    _core.copyto(correct, 0, where=_core.absolute(d) < discont)
    up = array(p, copy=True, dtype=t)
    up[tuple(index)] = p[tuple(index)] + correct.cumsum(axis)
    return up
