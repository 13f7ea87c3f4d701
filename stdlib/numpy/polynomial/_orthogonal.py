"""Series in orthogonal polynomials, from the recurrence x P[n] = a(n) P[n+1] + b(n) P[n] + c(n) P[n-1].

build() makes the functions and the class of one kind; the kind's own module gives them their
names. Products go through repeated multiplication by x, derivatives and integrals through the
integral of one polynomial, which is a sum of its neighbours; roots and Gauss points through the symmetric tridiagonal matrix of the recurrence (Golub and Welsch
1969), refined by a step of Newton's."""
import math

import numpy as np
from numpy.polynomial import polynomial as power
from numpy.polynomial import polyutils as pu
from numpy.polynomial._series import Series, _SUBSCRIPT


class Kind:
    """The functions of one kind of series."""

    def __init__(self, prefix, a, b, c, first, integral, domain, name, primitive):
        # first: (p0, p1) with P[1](x) = p0 + p1 x; integral: of the weight over its interval;
        # primitive(n): (u, s, d) with u times the integral of P[n] = P[n+1] + s P[n] + d P[n-1]
        self.primitive = primitive
        self.prefix, self.a, self.b, self.c, self.first, self.integral = prefix, a, b, c, first, integral
        self.default_domain, self.name = np.array(domain), name

    def vander(self, x, deg):
        n = pu.whole(deg, 'deg')
        if n < 0:
            raise ValueError('deg must be non-negative')
        x = np.array(x, copy=False, ndmin=1) + 0.0
        v = np.empty((n + 1,) + x.shape, dtype=x.dtype)
        v[0] = x * 0 + 1
        if n > 0:
            v[1] = self.first[0] + self.first[1] * x
            for i in range(1, n):
                v[i + 1] = ((x - self.b(i)) * v[i] - self.c(i) * v[i - 1]) / self.a(i)
        return np.moveaxis(v, 0, -1)

    def val(self, x, c, tensor=True):
        """By Clenshaw's recurrence."""
        c = np.array(c, ndmin=1, copy=False)
        if c.dtype.kind in 'biu':
            c = c.astype(np.double)
        if isinstance(x, (tuple, list)):
            x = np.asarray(x)
        if isinstance(x, np.ndarray) and tensor:
            c = c.reshape(c.shape + (1,) * x.ndim)
        n = len(c) - 1
        b1 = b2 = 0 * c[0]
        for k in range(n, 0, -1):
            b1, b2 = c[k] + (x - self.b(k)) / self.a(k) * b1 - self.c(k + 1) / self.a(k + 1) * b2, b1
        p1 = self.first[0] + self.first[1] * x
        return c[0] + p1 * b1 - self.c(1) / self.a(1) * b2

    def mulx(self, c):
        c, = pu.as_series([c])
        if len(c) == 1 and c[0] == 0:
            return c
        out = np.zeros(len(c) + 1, dtype=c.dtype)
        p0, p1 = self.first
        for n in range(len(c)):
            if n == 0:
                out[1] += c[0] / p1
                out[0] -= c[0] * p0 / p1
            else:
                out[n + 1] += c[n] * self.a(n)
                out[n] += c[n] * self.b(n)
                out[n - 1] += c[n] * self.c(n)
        return out

    def mul(self, c1, c2):
        c1, c2 = pu.as_series([c1, c2])
        # P[n](x) c2 by the recurrence, one multiplication by x a step.
        older, now = None, c2
        out = c1[0] * c2
        for n in range(1, len(c1)):
            if n == 1:
                new = pu.add(self.first[0] * now, self.first[1] * self.mulx(now))
            else:
                new = pu.sub(pu.sub(self.mulx(now), self.b(n - 1) * now), self.c(n - 1) * older) / self.a(n - 1)
            older, now = now, new
            out = pu.add(out, c1[n] * now)
        return pu.trimseq(out)

    def to_power(self, c):
        c, = pu.as_series([c])
        older, now = None, np.array([1.0])
        out = c[:1] * 1.0
        for n in range(1, len(c)):
            if n == 1:
                new = np.array(self.first, dtype=float)
            else:
                new = power.polysub(power.polysub(power.polymulx(now), self.b(n - 1) * now), self.c(n - 1) * older) / self.a(n - 1)
            older, now = now, new
            out = power.polyadd(out, c[n] * now)
        return out

    def from_power(self, pol):
        p, = pu.as_series([pol])
        out = p[-1:] * 1.0
        for k in range(len(p) - 2, -1, -1):
            out = pu.add(self.mulx(out), p[k:k + 1])
        return out

    def derived(self, c):
        """The derivative of a series, from the highest term down; c is used up."""
        out = np.empty((len(c) - 1,) + c.shape[1:], dtype=c.dtype)
        for j in range(len(c) - 1, 0, -1):
            u, s, d = self.primitive(j - 1)
            out[j - 1] = u * c[j]
            if s:
                c[j - 1] -= s * c[j]
            if d and j > 1:
                c[j - 2] -= d * c[j]
        return out

    def integrated(self, c):
        """The integral of a series, with some constant."""
        out = np.zeros((len(c) + 1,) + c.shape[1:], dtype=c.dtype)
        out[0] = c[0] * 0
        for j in range(len(c)):
            u, s, d = self.primitive(j)
            t = c[j] / u
            out[j + 1] += t
            if s:
                out[j] += s * t
            if d:
                out[j - 1] += d * t
        return out

    def der(self, c, m=1, scl=1, axis=0):
        return pu.derivative(self.derived, c, m, scl, axis)

    def integ(self, c, m=1, k=[], lbnd=0, scl=1, axis=0):
        return pu.integral(self.integrated, self.val, c, m, k, lbnd, scl, axis)

    def div(self, c1, c2):
        return pu.div(self.mul, c1, c2)

    def pow(self, c, pow, maxpower=16):
        return pu.power(self.mul, c, pow, maxpower)

    def line(self, off, scl):
        p0, p1 = self.first
        slope = scl * p1 if abs(p1) == 1 else scl / p1
        return np.array([off - slope * p0, slope]) if scl != 0 else np.array([off])

    def from_roots(self, roots):
        return pu.from_roots(self.line, self.mul, roots)

    def companion(self, c):
        """Its eigenvalues are the roots: multiplication by x, the highest term put back by the series."""
        c, = pu.as_series([c])
        if len(c) < 2:
            raise ValueError('Series must have maximum degree of at least 1.')
        n = len(c) - 1
        m = np.zeros((n, n), dtype=c.dtype)
        for k in range(n):
            column = self.mulx([0] * k + [1.0])
            column = np.concatenate([column, np.zeros(n + 1 - len(column))])
            m[:, k] = column[:n] - column[n] * c[:n] / c[n]
        size = np.sqrt(self._square_norms(n))
        return (m * size[:, None] / size).astype(c.dtype, copy=False)

    def _square_norms(self, n):
        """The integrals of the squares of the first polynomials with the weight, that of the first taken as 1."""
        out = [1.0]
        for k in range(n - 1):
            up = self.a(k) if k else 1 / self.first[1]
            out.append(out[-1] * self.c(k + 1) / up)
        return np.array(out)

    def roots(self, c):
        c, = pu.as_series([c])
        if len(c) < 2:
            return np.array([], dtype=c.dtype)
        r = np.linalg.eigvals(self.companion(c)[::-1, ::-1])
        r.sort()
        return r

    def gauss(self, deg):
        """Points and weights that integrate polynomials of degree 2 deg - 1 exactly."""
        n = pu.whole(deg, 'deg')
        if n <= 0:
            raise ValueError('deg must be a positive integer')
        m = np.zeros((n, n))
        p0, p1 = self.first
        for k in range(n):
            m[k, k] = self.b(k) if k else -p0 / p1
            if k + 1 < n:
                up = self.a(k) if k else 1 / p1
                m[k, k + 1] = m[k + 1, k] = math.sqrt(up * self.c(k + 1))
        x, v = np.linalg.eigh(m)
        c = np.array([0] * n + [1.0])
        x = x - self.val(x, c) / self.val(x, self.der(c))
        w = self.integral * v[0] ** 2
        if self.default_domain[0] == -self.default_domain[1]:
            x = (x - x[::-1]) / 2
            w = (w + w[::-1]) / 2
        return x, w * (self.integral / w.sum())

    def fit(self, x, y, deg, rcond=None, full=False, w=None):
        return pu.fit(self.vander, x, y, deg, rcond, full, w)


_WEIGHTS = {
    'cheb': lambda x: 1. / (np.sqrt(1. + x) * np.sqrt(1. - x)), 'herm': lambda x: np.exp(-x ** 2), 'herme': lambda x: np.exp(-.5 * x ** 2),
    'lag': lambda x: np.exp(-x), 'leg': lambda x: x * 0.0 + 1.0}


def build(kind, class_name):
    """The module's names and the series class of a kind."""
    p = kind.prefix
    static = {'_add': pu.add, '_sub': pu.sub, '_mul': kind.mul, '_div': kind.div, '_pow': kind.pow, '_val': kind.val,
              '_int': kind.integ, '_der': kind.der, '_vander': kind.vander, '_line': kind.line, '_roots': kind.roots,
              '_fromroots': kind.from_roots}
    body = {k: staticmethod(f) for k, f in static.items()}
    body.update(domain=kind.default_domain.copy(), window=kind.default_domain.copy(), basis_name=kind.name,
                __module__='numpy.polynomial.' + class_name.lower().replace('itee', 'ite_e'), __doc__=f'A series in {class_name} polynomials.')
    cls = type(class_name, (Series,), body)
    names = {
        'add': pu.add, 'sub': pu.sub, 'mul': kind.mul, 'mulx': kind.mulx, 'div': kind.div, 'pow': kind.pow, 'val': kind.val,
        'der': kind.der, 'int': kind.integ, 'vander': kind.vander, 'line': kind.line, 'roots': kind.roots,
        'fromroots': kind.from_roots, 'companion': kind.companion, 'gauss': kind.gauss, 'fit': kind.fit, 'trim': pu.trimcoef,
        'val2d': lambda x, y, c: pu.values(kind.val, c, x, y), 'val3d': lambda x, y, z, c: pu.values(kind.val, c, x, y, z),
        'grid2d': lambda x, y, c: kind.val(y, kind.val(x, c)),
        'grid3d': lambda x, y, z, c: kind.val(z, kind.val(y, kind.val(x, c))),
        'vander2d': lambda x, y, deg: pu.product_vander(kind.vander, (x, y), deg),
        'vander3d': lambda x, y, z, deg: pu.product_vander(kind.vander, (x, y, z), deg), 'weight': _WEIGHTS[p],
    }
    out = {p + k: f for k, f in names.items()}
    for name, f in out.items():
        if getattr(f, '__name__', '') == '<lambda>':
            f.__name__ = f.__qualname__ = name
    out.update({p + 'domain': kind.default_domain, p + 'zero': np.array([0]), p + 'one': np.array([1]), p + 'x': kind.line(0, 1),
                'poly2' + p: kind.from_power, p + '2poly': kind.to_power, class_name: cls})
    return out
