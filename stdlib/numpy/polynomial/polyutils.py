"""Coefficients and domains, as all kinds of series need them."""
import _not_built
import warnings
from operator import index

import numpy as np
from numpy._helpers import normalize_axis

__all__ = ['RankWarning', 'as_series', 'trimseq', 'trimcoef', 'getdomain', 'mapdomain', 'mapparms', 'format_float']


class RankWarning(UserWarning):
    """A fit's equations are nearly dependent."""


def format_float(x, parens=False):
    """A coefficient as text, with the digits that the print options allow."""
    if not isinstance(x, np.floating):
        x = np.float64(x) if isinstance(x, float) else x
    if not isinstance(x, np.floating):
        return str(x)
    options = np.get_printoptions()
    if np.isnan(x):
        return options['nanstr']
    if np.isinf(x):
        return options['infstr']
    small, big = 10.0 ** -4, 10.0 ** min(8, options['precision'])
    if x != 0 and (abs(x) >= big or abs(x) < small):
        text = np.format_float_scientific(x, precision=options['precision'], unique=options['floatmode'] != 'fixed', trim='0', sign=False)
        return f'({text})' if parens else text
    return np.format_float_positional(x, precision=options['precision'], unique=options['floatmode'] != 'fixed', trim='0', sign=False)


def trimseq(seq):
    """Without trailing zeros, but at least one coefficient."""
    n = len(seq)
    while n > 1 and seq[n - 1] == 0:
        n -= 1
    return seq[:n]


def as_series(alist, trim=True):
    """1-d arrays of one inexact type."""
    arrays = [np.array(a, ndmin=1, copy=False) for a in alist]
    if min(a.size for a in arrays) == 0:
        raise ValueError('Coefficient array is empty')
    if any(a.ndim != 1 for a in arrays):
        raise ValueError('Coefficient array is not 1-d')
    if trim:
        arrays = [trimseq(a) for a in arrays]
    if any(a.dtype == np.dtype(object) for a in arrays):
        return [np.array([x for x in a], dtype=object) for a in arrays]
    try:
        t = np.common_type(*arrays)
    except Exception as e:
        raise ValueError('Coefficient arrays have no common type') from e
    return [np.array(a, copy=True, dtype=t) for a in arrays]


def trimcoef(c, tol=0):
    """Without small trailing coefficients."""
    if tol < 0:
        raise ValueError('tol must be non-negative')
    c, = as_series([c])
    ind, = np.nonzero(np.abs(c) > tol)
    return c[:1] * 0 if len(ind) == 0 else c[:int(ind[-1]) + 1].copy()


def getdomain(x):
    x, = as_series([x], trim=False)
    if x.dtype.char in np.typecodes['Complex']:
        return np.array([complex(x.real.min(), x.imag.min()), complex(x.real.max(), x.imag.max())])
    return np.array((x.min(), x.max()))


def mapparms(old, new):
    """Offset and scale of the linear map from one interval to another."""
    oldlen = old[1] - old[0]
    newlen = new[1] - new[0]
    return (old[1] * new[0] - old[0] * new[1]) / oldlen, newlen / oldlen


def mapdomain(x, old, new):
    x = np.asanyarray(x)
    off, scl = mapparms(old, new)
    return off + scl * x


def add(c1, c2):
    c1, c2 = as_series([c1, c2])
    if len(c1) > len(c2):
        c1[:c2.size] += c2
        r = c1
    else:
        c2[:c1.size] += c1
        r = c2
    return trimseq(r)


def sub(c1, c2):
    c1, c2 = as_series([c1, c2])
    if len(c1) > len(c2):
        c1[:c2.size] -= c2
        r = c1
    else:
        c2 = -c2
        c2[:c1.size] += c1
        r = c2
    return trimseq(r)


def div(mul, c1, c2):
    """Long division, with the kind's own product."""
    c1, c2 = as_series([c1, c2])
    if c2[-1] == 0:
        raise ZeroDivisionError()
    n1, n2 = len(c1), len(c2)
    if n1 < n2:
        return c1[:1] * 0, c1
    if n2 == 1:
        return c1 / c2[-1], c1[:1] * 0
    quo = np.empty(n1 - n2 + 1, dtype=c1.dtype)
    rem = c1
    for i in range(n1 - n2, -1, -1):
        p = mul([0] * i + [1], c2)
        q = rem[-1] / p[-1]
        rem = rem[:-1] - q * p[:-1]
        quo[i] = q
    return quo, trimseq(rem)


def power_of(c, pow, maxpower):
    """A series and the whole number that is its power."""
    c, = as_series([c])
    n = int(pow)
    if n != pow or n < 0:
        raise ValueError('Power must be a non-negative integer.')
    if maxpower is not None and n > maxpower:
        raise ValueError('Power is too large')
    return c, n


def power(mul, c, pow, maxpower):
    c, n = power_of(c, pow, maxpower)
    if n == 0:
        return np.array([1], dtype=c.dtype)
    r = c
    for _ in range(2, n + 1):
        r = mul(r, c)
    return r


def fit(vander, x, y, deg, rcond=None, full=False, w=None):
    """Least squares over the columns of vander."""
    x = np.asarray(x) + 0.0
    y = np.asarray(y) + 0.0
    deg = np.asarray(deg)
    if deg.ndim > 1 or deg.dtype.kind not in 'iu' or deg.size == 0:
        raise TypeError('deg must be an int or non-empty 1-D array of int')
    if deg.min() < 0:
        raise ValueError('expected deg >= 0')
    if x.ndim != 1:
        raise TypeError('expected 1D vector for x')
    if x.size == 0:
        raise TypeError('expected non-empty vector for x')
    if y.ndim < 1 or y.ndim > 2:
        raise TypeError('expected 1D or 2D array for y')
    if len(x) != len(y):
        raise TypeError('expected x and y to have same length')
    if deg.ndim == 0:
        lmax = int(deg)
        order = lmax + 1
        van = vander(x, lmax)
    else:
        deg = np.sort(deg)
        lmax = int(deg[-1])
        order = len(deg)
        van = vander(x, lmax)[:, deg]
    lhs = van.T
    rhs = y.T
    if w is not None:
        w = np.asarray(w) + 0.0
        if w.ndim != 1:
            raise TypeError('expected 1D vector for w')
        if len(x) != len(w):
            raise TypeError('expected x and w to have same length')
        lhs = lhs * w
        rhs = rhs * w
    if rcond is None:
        rcond = len(x) * np.finfo(x.dtype).eps
    scl = np.sqrt(np.square(lhs).sum(1))
    scl[scl == 0] = 1
    c, resids, rank, s = np.linalg.lstsq(lhs.T / scl, rhs.T, rcond)
    c = (c.T / scl).T
    if deg.ndim > 0:
        cc = np.zeros((lmax + 1,) + c.shape[1:], dtype=c.dtype)
        cc[deg] = c
        c = cc
    if rank != order and not full:
        warnings.warn('The fit may be poorly conditioned', RankWarning, stacklevel=3)
    return (c, [resids, rank, s, rcond]) if full else c


def product_vander(vander, points, degrees):
    """Columns of products of the polynomials in each coordinate, the last one's degree running fastest."""
    if len(degrees) != len(points):
        raise ValueError(f'Expected {len(points)} dimensions of degrees, got {len(degrees)}')
    points = tuple(np.array(tuple(points), copy=False) + 0.0)
    out = vander(points[0], degrees[0])
    for x, deg in zip(points[1:], degrees[1:]):
        out = out[..., None] * vander(x, deg)[(...,) + (None,) * (out.ndim - x.ndim) + (slice(None),)]
    return out.reshape(out.shape[:points[0].ndim] + (-1,))


# --- derivatives and integrals ---

def _terms(c):
    c = np.array(c, ndmin=1, copy=True)
    return c.astype(np.double) if c.dtype.kind in 'biu' else c


def whole(x, what):
    """x as an integer."""
    try:
        return index(x)
    except TypeError as e:
        error = e
    try:
        i = int(x)
    except TypeError:
        i = None
    if i is None or i != x:
        raise TypeError(f'{what} must be an integer') from error
    import warnings
    warnings.warn(f'In future, this will raise TypeError, as {what} will need to be an integer not just an integral float.',
                  DeprecationWarning, stacklevel=3)
    return i


def derivative(step, c, m, scl, axis):
    """m derivatives of a series, each by step and times scl."""
    c, m, axis = _terms(c), whole(m, 'the order of derivation'), whole(axis, 'the axis')
    if m < 0:
        raise ValueError('The order of derivation must be non-negative')
    axis = normalize_axis(axis, c.ndim)
    if m == 0:
        return c
    c = np.moveaxis(c, axis, 0)
    if m >= len(c):
        c = c[:1] * 0
    else:
        for _ in range(m):
            c *= scl
            c = step(c)
    return np.moveaxis(c, 0, axis)


def integral(step, val, c, m, k, lbnd, scl, axis):
    """m integrals of a series, each by step and times scl, that are k at lbnd."""
    c = _terms(c)
    k = list(k) if np.iterable(k) else [k]
    m, axis = whole(m, 'the order of integration'), whole(axis, 'the axis')
    if m < 0:
        raise ValueError('The order of integration must be non-negative')
    if len(k) > m:
        raise ValueError('Too many integration constants')
    for name, value in (('lbnd', lbnd), ('scl', scl)):
        if np.ndim(value) != 0:
            raise ValueError(f'{name} must be a scalar.')
    axis = normalize_axis(axis, c.ndim)
    if m == 0:
        return c
    c = np.moveaxis(c, axis, 0)
    for constant in k + [0] * (m - len(k)):
        c *= scl
        if len(c) == 1 and np.all(c[0] == 0):
            c[0] += constant
        else:
            c = step(c)
            c[0] += constant - val(lbnd, c)
    return np.moveaxis(c, 0, axis)


def values(val, c, *args):
    """A series in several variables at points: the last axes one after another."""
    args = [np.asanyarray(a) for a in args]
    if any(a.shape != args[0].shape for a in args):
        raise ValueError(f"{', '.join('xyz'[:len(args)])} are incompatible")
    c = val(args[0], c)
    for x in args[1:]:
        c = val(x, c, tensor=False)
    return c


def from_roots(line, mul, roots):
    """The series with these roots, as a balanced product."""
    if len(roots) == 0:
        return np.ones(1)
    roots, = as_series([roots], trim=False)
    roots.sort()
    p = [line(-r, 1) for r in roots]
    n = len(p)
    while n > 1:
        m, r = divmod(n, 2)
        tmp = [mul(p[i], p[i + m]) for i in range(m)]
        if r:
            tmp[0] = mul(tmp[0], p[-1])
        p = tmp
        n = m
    return p[0]


RankWarning.__module__ = 'numpy.polynomial.polyutils'


__getattr__ = _not_built.of(__name__)
