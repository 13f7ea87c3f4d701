"""Series in Chebyshev polynomials."""
import _not_built
import numpy as np
from numpy.polynomial import polyutils as pu
from numpy.polynomial._orthogonal import Kind, build


class _Chebyshev(Kind):
    """T[n] = 2x T[n-1] - T[n-2]. Products are those of series in z and 1/z, where x = (z + 1/z) / 2."""
    prefix, name = 'cheb', 'T'

    def low(self, c1, n):
        return c1

    def high(self, c1, n, times):
        return times(c1) * 2

    def fold_value(self, c1, n, x):
        return c1 * (2 * x)

    def more_columns(self, v, x):
        twice = 2 * x
        for i in range(2, len(v)):
            v[i] = v[i - 1] * twice - v[i - 2]

    def times_x(self, c, out):
        out[0] = c[0] * 0
        out[1] = c[0]
        if len(c) > 1:
            half = c[1:] / 2
            out[2:] = half
            out[0:-2] += half

    def mul(self, c1, c2):
        c1, c2 = pu.as_series([c1, c2])
        return pu.trimseq(_folded(np.convolve(_unfolded(c1), _unfolded(c2))))

    def div(self, c1, c2):
        c1, c2 = pu.as_series([c1, c2])
        if c2[-1] == 0:
            raise ZeroDivisionError()
        if len(c1) < len(c2):
            return c1[:1] * 0, c1
        if len(c2) == 1:
            return c1 / c2[-1], c1[:1] * 0
        return tuple(pu.trimseq(_folded(z)) for z in _unfolded_quotient(_unfolded(c1), _unfolded(c2)))

    def pow(self, c, pow, maxpower=16):
        c, n = pu.power_of(c, pow, maxpower)
        if n == 0:
            return np.array([1], dtype=c.dtype)
        if n == 1:
            return c
        z = product = _unfolded(c)
        for _ in range(2, n + 1):
            product = np.convolve(product, z)
        return _folded(product)

    def derived(self, c):
        out = np.empty((len(c) - 1,) + c.shape[1:], dtype=c.dtype)
        for j in range(len(c) - 1, 2, -1):
            out[j - 1] = (2 * j) * c[j]
            c[j - 2] += (j * c[j]) / (j - 2)
        if len(c) > 2:
            out[1] = 4 * c[2]
        out[0] = c[1]
        return out

    def integrated(self, c):
        out = np.empty((len(c) + 1,) + c.shape[1:], dtype=c.dtype)
        out[0] = c[0] * 0
        out[1] = c[0]
        if len(c) > 1:
            out[2] = c[1] / 4
        for j in range(2, len(c)):
            out[j + 1] = c[j] / (2 * (j + 1))
            out[j - 1] -= c[j] / (2 * (j - 1))
        return out

    def beside(self, n):
        return np.array([np.sqrt(.5)] + [1 / 2] * (n - 2))

    def fill_companion(self, m, above, middle, c, n):
        scale = np.array([1.] + [np.sqrt(.5)] * (n - 1))
        above[...] = self.beside(n)
        m[:, -1] -= (c[:-1] / c[-1]) * (scale / scale[-1]) * .5

    def gauss(self, deg):
        n = pu.whole(deg, 'deg')
        if n <= 0:
            raise ValueError('deg must be a positive integer')
        return np.cos(np.pi * np.arange(1, 2 * n, 2) / (2.0 * n)), np.ones(n) * (np.pi / n)

    def weight(self, x):
        return 1. / (np.sqrt(1. + x) * np.sqrt(1. - x))


def _unfolded(c):
    """The coefficients of z**-n ... z**n of a series."""
    z = np.zeros(2 * c.size - 1, dtype=c.dtype)
    z[c.size - 1:] = c / 2
    return z + z[::-1]


def _folded(z):
    n = (z.size + 1) // 2
    c = z[n - 1:].copy()
    c[1:n] *= 2
    return c


def _unfolded_quotient(z1, z2):
    """Quotient and remainder, from both ends at once as both are symmetric."""
    more, n = len(z1) - len(z2), len(z2)
    top = z2[0]
    z2 = z2 / top
    quotient = np.empty(more + 1, dtype=z1.dtype)
    i, j = 0, more
    while i < j:
        r = z1[i]
        quotient[i] = quotient[more - i] = r
        part = r * z2
        z1[i:i + n] -= part
        z1[j:j + n] -= part
        i += 1
        j -= 1
    r = z1[i]
    quotient[i] = r
    z1[i:i + n] -= r * z2
    return quotient / top, z1[i + 1:i - 1 + n].copy()


globals().update(build(_Chebyshev(), 'Chebyshev', __name__))


def chebpts1(npts):
    """Chebyshev points of the first kind."""
    whole = int(npts)
    if whole != npts:
        raise ValueError('npts must be integer')
    if whole < 1:
        raise ValueError('npts must be >= 1')
    npts = whole
    x = 0.5 * np.pi / npts * np.arange(-npts + 1, npts + 1, 2)
    return np.sin(x)


def chebpts2(npts):
    """Chebyshev points of the second kind."""
    whole = int(npts)
    if whole != npts:
        raise ValueError('npts must be integer')
    if whole < 2:
        raise ValueError('npts must be >= 2')
    npts = whole
    return np.cos(np.linspace(-np.pi, 0, npts))


def _checked_degree(deg):
    d = np.asarray(deg)
    if d.ndim > 0 or d.dtype.kind not in 'iu' or d.size == 0:
        raise TypeError('deg must be an int')
    if d < 0:
        raise ValueError('expected deg >= 0')


def chebinterpolate(func, deg, args=()):
    _checked_degree(deg)
    return _coefficients(func(chebpts1(deg + 1), *args), deg)


def _interpolate(cls, func, deg, domain=None, args=()):
    """The series that takes the values of a function at the Chebyshev points of a domain."""
    from numpy.polynomial import polyutils
    _checked_degree(deg)
    domain = cls.domain if domain is None else domain
    points = polyutils.mapdomain(chebpts1(deg + 1), cls.window, domain)
    return cls(_coefficients(func(points, *args), deg), domain=domain)


def _coefficients(values, deg):
    c = np.dot(chebvander(chebpts1(deg + 1), deg).T, values)
    c[0] /= deg + 1
    c[1:] /= 0.5 * (deg + 1)
    return c


Chebyshev.interpolate = classmethod(_interpolate)
__getattr__ = _not_built.of(__name__)
