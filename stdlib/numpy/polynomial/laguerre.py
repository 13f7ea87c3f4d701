"""Series in Laguerre polynomials: n L[n] = (2n - 1 - x) L[n-1] - (n - 1) L[n-2]."""
import _not_built

import numpy as np
from numpy.polynomial import polyutils as pu
from numpy.polynomial._orthogonal import Kind, build


class _Laguerre(Kind):
    prefix, name, default_domain, shortest = 'lag', 'L', (0, 1), 2

    def low(self, c1, n):
        return (c1 * (n - 1)) / n

    def high(self, c1, n, times):
        return pu.sub((2 * n - 1) * c1, times(c1)) / n

    def last(self, c1, times):
        return pu.sub(c1, times(c1))

    def fold_value(self, c1, n, x):
        return (c1 * ((2 * n - 1) - x)) / n

    def last_value(self, c1, x, factor):
        return c1 * (1 - x)

    def more_columns(self, v, x):
        for i in range(2, len(v)):
            v[i] = (v[i - 1] * (2 * i - 1 - x) - v[i - 2] * (i - 1)) / i

    def times_x(self, c, out):
        out[0] = c[0]
        out[1] = -c[0]
        for i in range(1, len(c)):
            out[i + 1] = -c[i] * (i + 1)
            out[i] += c[i] * (2 * i + 1)
            out[i - 1] -= c[i] * i

    def derived(self, c):
        n = len(c) - 1
        out = np.empty((n,) + c.shape[1:], dtype=c.dtype)
        for j in range(n, 1, -1):
            out[j - 1] = -c[j]
            c[j - 1] += c[j]
        out[0] = -c[1]
        return out

    def integrated(self, c):
        out = np.empty((len(c) + 1,) + c.shape[1:], dtype=c.dtype)
        out[0] = c[0]
        out[1] = -c[0]
        for j in range(1, len(c)):
            out[j] += c[j]
            out[j + 1] = -c[j]
        return out

    def line(self, off, scl):
        return np.array([off + scl, -scl]) if scl != 0 else np.array([off])

    def lone_root(self, c):
        return 1 + c[0] / c[1]

    def beside(self, n):
        return -np.arange(1, n)

    def fill_companion(self, m, above, middle, c, n):
        above[...] = self.beside(n)
        middle[...] = 2. * np.arange(n) + 1.
        m[:, -1] += (c[:-1] / c[-1]) * n

    def normed(self, w):
        return w / w.sum()

    def weight(self, x):
        return np.exp(-x)


globals().update(build(_Laguerre(), 'Laguerre', __name__))


__getattr__ = _not_built.of(__name__)
