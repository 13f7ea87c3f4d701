"""Series in Legendre polynomials: n P[n] = (2n - 1) x P[n-1] - (n - 1) P[n-2]."""
import _not_built

import numpy as np
from numpy.polynomial._orthogonal import Kind, build


class _Legendre(Kind):
    prefix, name = 'leg', 'P'

    def low(self, c1, n):
        return (c1 * (n - 1)) / n

    def high(self, c1, n, times):
        return (times(c1) * (2 * n - 1)) / n

    def more_columns(self, v, x):
        for i in range(2, len(v)):
            v[i] = (v[i - 1] * x * (2 * i - 1) - v[i - 2] * (i - 1)) / i

    def times_x(self, c, out):
        out[0] = c[0] * 0
        out[1] = c[0]
        for i in range(1, len(c)):
            out[i + 1] = (c[i] * (i + 1)) / (2 * i + 1)
            out[i - 1] += (c[i] * i) / (2 * i + 1)

    def derived(self, c):
        n = len(c) - 1
        out = np.empty((n,) + c.shape[1:], dtype=c.dtype)
        for j in range(n, 2, -1):
            out[j - 1] = (2 * j - 1) * c[j]
            c[j - 2] += c[j]
        if n > 1:
            out[1] = 3 * c[2]
        out[0] = c[1]
        return out

    def integrated(self, c):
        out = np.empty((len(c) + 1,) + c.shape[1:], dtype=c.dtype)
        out[0] = c[0] * 0
        out[1] = c[0]
        if len(c) > 1:
            out[2] = c[1] / 3
        for j in range(2, len(c)):
            t = c[j] / (2 * j + 1)
            out[j + 1] = t
            out[j - 1] -= t
        return out

    def _scale(self, n):
        return 1. / np.sqrt(2 * np.arange(n) + 1)

    def beside(self, n):
        scale = self._scale(n)
        return np.arange(1, n) * scale[:n - 1] * scale[1:n]

    def fill_companion(self, m, above, middle, c, n):
        above[...] = self.beside(n)
        scale = self._scale(n)
        m[:, -1] -= (c[:-1] / c[-1]) * (scale / scale[-1]) * (n / (2 * n - 1))

    def normed(self, w):
        return w * (2. / w.sum())

    def weight(self, x):
        return x * 0.0 + 1.0


globals().update(build(_Legendre(), 'Legendre', __name__))


__getattr__ = _not_built.of(__name__)
