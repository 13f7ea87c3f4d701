"""Series in Chebyshev polynomials."""
import _not_built
import math

import numpy as np
from numpy.polynomial._orthogonal import Kind, build
from numpy.polynomial.polyutils import whole


class _Chebyshev(Kind):
    def val(self, x, c, tensor=True):
        c = np.array(c, ndmin=1, copy=True)
        if c.dtype.kind in 'biu':
            c = c.astype(np.double)
        if isinstance(x, (tuple, list)):
            x = np.asarray(x)
        if isinstance(x, np.ndarray) and tensor:
            c = c.reshape(c.shape + (1,) * x.ndim)
        if len(c) == 1:
            return c[0] + 0 * x
        c0, c1, twice = c[-2], c[-1], 2 * x
        for i in range(3, len(c) + 1):
            c0, c1 = c[-i] - c1, c0 + c1 * twice
        return c0 + c1 * x

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
        out = np.zeros((len(c) + 1,) + c.shape[1:], dtype=c.dtype)
        out[1] = c[0]
        if len(c) > 1:
            out[2] = c[1] / 4
        for j in range(2, len(c)):
            out[j + 1] = c[j] / (2 * (j + 1))
            out[j - 1] -= c[j] / (2 * (j - 1))
        return out

    def gauss(self, deg):
        n = whole(deg, 'deg')
        if n <= 0:
            raise ValueError('deg must be a positive integer')
        return np.cos(np.pi * np.arange(1, 2 * n, 2) / (2.0 * n)), np.ones(n) * (np.pi / n)


globals().update(build(_Chebyshev('cheb', lambda n: 0.5, lambda n: 0.0, lambda n: 0.5, (0, 1), math.pi, [-1, 1], 'T', None), 'Chebyshev'))


def chebpts1(npts):
    """Chebyshev points of the first kind."""
    if npts < 1:
        raise ValueError('npts must be >= 1')
    x = 0.5 * np.pi / npts * np.arange(-npts + 1, npts + 1, 2)
    return np.sin(x)


def chebpts2(npts):
    """Chebyshev points of the second kind."""
    if npts < 2:
        raise ValueError('npts must be >= 2')
    return np.cos(np.linspace(-np.pi, 0, npts))


def chebinterpolate(func, deg, args=()):
    return _coefficients(func(chebpts1(deg + 1), *args), deg)


def _interpolate(cls, func, deg, domain=None, args=()):
    """The series that takes the values of a function at the Chebyshev points of a domain."""
    from numpy.polynomial import polyutils
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
