"""Series in Hermite polynomials of probability theory: He[n] = x He[n-1] - (n - 1) He[n-2]."""
import _not_built

import numpy as np
from numpy.polynomial._orthogonal import Kind, build


class _HermiteE(Kind):
    prefix, name = 'herme', 'He'

    def low(self, c1, n):
        return c1 * (n - 1)

    def high(self, c1, n, times):
        return times(c1)

    def more_columns(self, v, x):
        for i in range(2, len(v)):
            v[i] = v[i - 1] * x - v[i - 2] * (i - 1)

    def times_x(self, c, out):
        out[0] = c[0] * 0
        out[1] = c[0]
        for i in range(1, len(c)):
            out[i + 1] = c[i]
            out[i - 1] += c[i] * i

    def derived(self, c):
        n = len(c) - 1
        out = np.empty((n,) + c.shape[1:], dtype=c.dtype)
        for j in range(n, 0, -1):
            out[j - 1] = j * c[j]
        return out

    def integrated(self, c):
        out = np.empty((len(c) + 1,) + c.shape[1:], dtype=c.dtype)
        out[0] = c[0] * 0
        out[1] = c[0]
        for j in range(1, len(c)):
            out[j + 1] = c[j] / (j + 1)
        return out

    def beside(self, n):
        return np.sqrt(np.arange(1, n))

    def fill_companion(self, m, above, middle, c, n):
        scale = np.hstack((1., 1. / np.sqrt(np.arange(n - 1, 0, -1))))
        scale = np.multiply.accumulate(scale)[::-1]
        above[...] = self.beside(n)
        m[:, -1] -= scale * c[:-1] / c[-1]

    def normed_value(self, x, n):
        """He[n] at x, divided by the root of the integral of its square with the weight."""
        top = np.sqrt(np.sqrt(2 * np.pi))
        if n == 0:
            return np.full(x.shape, 1 / top)
        c0, c1, k = 0., 1. / top, float(n)
        for _ in range(n - 1):
            c0, c1 = -c1 * np.sqrt((k - 1.) / k), c0 + c1 * x * np.sqrt(1. / k)
            k -= 1.0
        return c0 + c1 * x

    def improved(self, x, c, n):
        slope = self.normed_value(x, n - 1) * np.sqrt(n)
        x -= self.normed_value(x, n) / slope
        below = self.normed_value(x, n - 1)
        below /= np.abs(below).max()
        return x, 1 / (below * below)

    def normed(self, w):
        return w * (np.sqrt(2 * np.pi) / w.sum())

    def weight(self, x):
        return np.exp(-.5 * x ** 2)


globals().update(build(_HermiteE(), 'HermiteE', __name__))


__getattr__ = _not_built.of(__name__)
