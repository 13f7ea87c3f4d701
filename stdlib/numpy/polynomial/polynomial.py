"""Power series: c[0] + c[1] x + c[2] x**2 + ..."""
import _not_built
import numpy as np
from numpy.polynomial import polyutils as pu
from numpy.polynomial._series import ABCPolyBase, _SUPERSCRIPT
from numpy.polynomial.polyutils import trimcoef as polytrim

__all__ = ['polyzero', 'polyone', 'polyx', 'polydomain', 'polyline', 'polyadd', 'polysub', 'polymulx', 'polymul', 'polydiv', 'polypow',
           'polyval', 'polyvalfromroots', 'polyder', 'polyint', 'polyfromroots', 'polyvander', 'polyfit', 'polytrim', 'polyroots',
           'Polynomial', 'polyval2d', 'polyval3d', 'polygrid2d', 'polygrid3d', 'polyvander2d', 'polyvander3d', 'polycompanion']

polydomain = np.array([-1, 1])
polyzero = np.array([0])
polyone = np.array([1])
polyx = np.array([0, 1])


def polyline(off, scl):
    return np.array([off, scl]) if scl != 0 else np.array([off])


def polyfromroots(roots):
    return pu.from_roots(polyline, polymul, roots)


def polyadd(c1, c2):
    return pu.add(c1, c2)


def polysub(c1, c2):
    return pu.sub(c1, c2)


def polymulx(c):
    c, = pu.as_series([c])
    if len(c) == 1 and c[0] == 0:
        return c
    prd = np.empty(len(c) + 1, dtype=c.dtype)
    prd[0] = c[0] * 0
    prd[1:] = c
    return prd


def polymul(c1, c2):
    c1, c2 = pu.as_series([c1, c2])
    return pu.trimseq(np.convolve(c1, c2))


def polydiv(c1, c2):
    c1, c2 = pu.as_series([c1, c2])
    if c2[-1] == 0:
        raise ZeroDivisionError()
    lc1, lc2 = len(c1), len(c2)
    if lc1 < lc2:
        return c1[:1] * 0, c1
    if lc2 == 1:
        return c1 / c2[-1], c1[:1] * 0
    dlen = lc1 - lc2
    scl = c2[-1]
    c2 = c2[:-1] / scl
    i = dlen
    j = lc1 - 1
    while i >= 0:
        c1[i:j] -= c2 * c1[j]
        i -= 1
        j -= 1
    return c1[j + 1:] / scl, pu.trimseq(c1[:j + 1])


def polypow(c, pow, maxpower=None):
    return pu.power(np.convolve, c, pow, maxpower)


def _derived(c):
    orders = np.arange(1, len(c)).astype(c.dtype)
    return c[1:] * orders.reshape((-1,) + (1,) * (c.ndim - 1))


def _integrated(c):
    out = np.empty((len(c) + 1,) + c.shape[1:], dtype=c.dtype)
    out[0] = c[0] * 0
    for j in range(len(c)):
        out[j + 1] = c[j] / (j + 1)
    return out


def polyder(c, m=1, scl=1, axis=0):
    """The coefficients of a derivative."""
    return pu.derivative(_derived, c, m, scl, axis)


def polyint(c, m=1, k=[], lbnd=0, scl=1, axis=0):
    """The coefficients of an integral that is k at lbnd."""
    return pu.integral(_integrated, polyval, c, m, k, lbnd, scl, axis)


def polyval(x, c, tensor=True):
    """The series' value at x, by Horner's scheme."""
    c = np.array(c, ndmin=1, copy=False)
    if c.dtype.kind in 'biu':
        c = c + 0.0
    if isinstance(x, (tuple, list)):
        x = np.asarray(x)
    if isinstance(x, np.ndarray) and tensor:
        c = c.reshape(c.shape + (1,) * x.ndim)
    c0 = c[-1] + x * 0
    for i in range(2, len(c) + 1):
        c0 = c[-i] + c0 * x
    return c0


def polyvalfromroots(x, r, tensor=True):
    r = np.array(r, ndmin=1, copy=False)
    if r.dtype.kind in 'biu':
        r = r.astype(np.double)
    if isinstance(x, (tuple, list)):
        x = np.asarray(x)
    if isinstance(x, np.ndarray):
        if tensor:
            r = r.reshape(r.shape + (1,) * x.ndim)
        elif x.ndim >= r.ndim:
            raise ValueError('x.ndim must be < r.ndim when tensor == False')
    return np.prod(x - r, axis=0)


def polyval2d(x, y, c):
    return pu.values(polyval, c, x, y)


def polyval3d(x, y, z, c):
    return pu.values(polyval, c, x, y, z)


def polygrid2d(x, y, c):
    return polyval(y, polyval(x, c))


def polygrid3d(x, y, z, c):
    return polyval(z, polyval(y, polyval(x, c)))


def polyvander(x, deg):
    n = pu.whole(deg, 'deg')
    if n < 0:
        raise ValueError('deg must be non-negative')
    x = np.array(x, copy=False, ndmin=1) + 0.0
    v = np.empty((n + 1,) + x.shape, dtype=x.dtype)
    v[0] = x * 0 + 1
    if n > 0:
        v[1] = x
        for i in range(2, n + 1):
            v[i] = v[i - 1] * x
    return np.moveaxis(v, 0, -1)


def polyvander2d(x, y, deg):
    return pu.product_vander(polyvander, (x, y), deg)


def polyvander3d(x, y, z, deg):
    return pu.product_vander(polyvander, (x, y, z), deg)


def polyfit(x, y, deg, rcond=None, full=False, w=None):
    """The coefficients of the least-squares polynomial of degree deg through points."""
    return pu.fit(polyvander, x, y, deg, rcond, full, w)


def polycompanion(c):
    c, = pu.as_series([c])
    if len(c) < 2:
        raise ValueError('Series must have maximum degree of at least 1.')
    if len(c) == 2:
        return np.array([[-c[0] / c[1]]])
    n = len(c) - 1
    mat = np.zeros((n, n), dtype=c.dtype)
    for i in range(n - 1):
        mat[i + 1, i] = 1
    mat[:, -1] -= c[:-1] / c[-1]
    return mat


def polyroots(c):
    c, = pu.as_series([c])
    if len(c) < 2:
        return np.array([], dtype=c.dtype)
    if len(c) == 2:
        return np.array([-c[0] / c[1]])
    r = np.linalg.eigvals(polycompanion(c)[::-1, ::-1])
    r.sort()
    return r


class Polynomial(ABCPolyBase):
    """A power series with a domain."""

    _add = staticmethod(polyadd)
    _sub = staticmethod(polysub)
    _mul = staticmethod(polymul)
    _div = staticmethod(polydiv)
    _pow = staticmethod(polypow)
    _val = staticmethod(polyval)
    _int = staticmethod(polyint)
    _der = staticmethod(polyder)
    _vander = staticmethod(polyvander)
    _line = staticmethod(polyline)
    _roots = staticmethod(polyroots)
    _fromroots = staticmethod(polyfromroots)
    domain = np.array(polydomain)
    window = np.array(polydomain)

    def _term_unicode(self, i, arg, coef):
        return f'{coef}·{arg}' if i == '1' else f'{coef}·{arg}{i.translate(_SUPERSCRIPT)}'

    def _latex_term(self, i, argument, composed):
        if composed:
            argument = f'\\left({argument}\\right)'
        return '' if i == 0 else argument if i == 1 else f'{argument}^{{{i}}}'

    def _term_ascii(self, i, arg, coef):
        return f'{coef} {arg}' if i == '1' else f'{coef} {arg}**{i}'


__getattr__ = _not_built.of(__name__)
