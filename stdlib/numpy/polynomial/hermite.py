"""Series in Hermite polynomials of physics: H[n] = 2x H[n-1] - 2(n - 1) H[n-2]."""
import _not_built

import numpy as np
from numpy.polynomial import polyutils as pu
from numpy.polynomial._orthogonal import Kind, build


class _Hermite(Kind):
    prefix, name, shortest = 'herm', 'H', 2

    def low(self, c1, n):
        return c1 * (2 * (n - 1))

    def high(self, c1, n, times):
        return times(c1) * 2

    def last(self, c1, times):
        return times(c1) * 2

    def factor(self, x):
        return x * 2

    def fold_value(self, c1, n, x):
        return c1 * x

    def more_columns(self, v, x):
        twice = x * 2
        for i in range(2, len(v)):
            v[i] = v[i - 1] * twice - v[i - 2] * (2 * (i - 1))

    def times_x(self, c, out):
        out[0] = c[0] * 0
        out[1] = c[0] / 2
        for i in range(1, len(c)):
            out[i + 1] = c[i] / 2
            out[i - 1] += c[i] * i

    def to_power(self, c):
        c, = pu.as_series([c])
        if len(c) != 2:
            return super().to_power(c)
        c[1] *= 2
        return c

    def derived(self, c):
        n = len(c) - 1
        out = np.empty((n,) + c.shape[1:], dtype=c.dtype)
        for j in range(n, 0, -1):
            out[j - 1] = (2 * j) * c[j]
        return out

    def integrated(self, c):
        out = np.empty((len(c) + 1,) + c.shape[1:], dtype=c.dtype)
        out[0] = c[0] * 0
        out[1] = c[0] / 2
        for j in range(1, len(c)):
            out[j + 1] = c[j] / (2 * (j + 1))
        return out

    def line(self, off, scl):
        return np.array([off, scl / 2]) if scl != 0 else np.array([off])

    def lone_root(self, c):
        return -.5 * c[0] / c[1]

    def beside(self, n):
        return np.sqrt(.5 * np.arange(1, n))

    def fill_companion(self, m, above, middle, c, n):
        scale = np.hstack((1., 1. / np.sqrt(2. * np.arange(n - 1, 0, -1))))
        scale = np.multiply.accumulate(scale)[::-1]
        above[...] = self.beside(n)
        m[:, -1] -= scale * c[:-1] / (2.0 * c[-1])

    def normed_value(self, x, n):
        """H[n] at x, divided by the root of the integral of its square with the weight."""
        top = np.sqrt(np.sqrt(np.pi))
        if n == 0:
            return np.full(x.shape, 1 / top)
        c0, c1, k = 0., 1. / top, float(n)
        for _ in range(n - 1):
            c0, c1 = -c1 * np.sqrt((k - 1.) / k), c0 + c1 * x * np.sqrt(2. / k)
            k -= 1.0
        return c0 + c1 * x * np.sqrt(2)

    def improved(self, x, c, n):
        slope = self.normed_value(x, n - 1) * np.sqrt(2 * n)
        x -= self.normed_value(x, n) / slope
        below = self.normed_value(x, n - 1)
        below /= np.abs(below).max()
        return x, 1 / (below * below)

    def normed(self, w):
        return w * (np.sqrt(np.pi) / w.sum())

    def weight(self, x):
        return np.exp(-x ** 2)


globals().update(build(_Hermite(), 'Hermite', __name__))


__getattr__ = _not_built.of(__name__)
