"""Series in orthogonal polynomials: what all kinds share, over the recurrence that each kind's own module states.

The order of every operation is NumPy's, on which the last bits of results depend, and what is said of operands that are no
numbers. A kind says how a series is multiplied by x, and how the two highest terms c0 P[n-1] + c1 P[n] fold into the next ones:

    c[n-2] - low(c1, n)         takes the place of c0
    c0 + high(c1, n, times)     takes the place of c1, where times(c1) is the product with x

Values, products and powers of x are all found by folding (Clenshaw); only what times() is differs."""
import numpy as np
from numpy.polynomial import polynomial as power
from numpy.polynomial import polyutils as pu
from numpy.polynomial._series import ABCPolyBase


class Kind:
    """The functions of one kind of series, of which each kind is a class with one object."""
    prefix = name = None
    default_domain = (-1, 1)

    # --- what a kind says ---

    def low(self, c1, n):
        raise NotImplementedError

    def high(self, c1, n, times):
        raise NotImplementedError

    def last(self, c1, times):
        """P[1] times c1."""
        return times(c1)

    def times_x(self, c, out):
        """The product of a series and x into zeros."""
        raise NotImplementedError

    def subtracted(self, a, b):
        return pu.sub(a, b)

    # --- values ---

    def factor(self, x):
        """What the terms are multiplied by at x."""
        return x

    def fold_value(self, c1, n, x):
        return self.high(c1, n, lambda v: v * x)

    def last_value(self, c1, x, factor):
        return c1 * factor

    def val(self, x, c, tensor=True):
        c = np.array(c, ndmin=1, copy=False)
        if c.dtype.kind in 'biu':
            c = c.astype(np.double)
        if isinstance(x, (tuple, list)):
            x = np.asarray(x)
        if isinstance(x, np.ndarray) and tensor:
            c = c.reshape(c.shape + (1,) * x.ndim)
        factor = self.factor(x)
        if len(c) == 1:
            c0, c1 = c[0], 0
        else:
            c0, c1 = c[-2], c[-1]
            for i in range(3, len(c) + 1):
                n = len(c) - i + 2
                c0, c1 = c[-i] - self.low(c1, n), c0 + self.fold_value(c1, n, factor)
        return c0 + self.last_value(c1, x, factor)

    def vander(self, x, deg):
        n = pu.whole(deg, 'deg')
        if n < 0:
            raise ValueError('deg must be non-negative')
        x = np.array(x, copy=False, ndmin=1) + 0.0
        v = np.empty((n + 1,) + x.shape, dtype=x.dtype)
        v[0] = x * 0 + 1
        if n > 0:
            v[1] = self.last_value(1, x, self.factor(x))
            self.more_columns(v, x)
        return np.moveaxis(v, 0, -1)

    # --- products ---

    def mulx(self, c):
        c, = pu.as_series([c])
        if len(c) == 1 and c[0] == 0:
            return c
        out = np.empty(len(c) + 1, dtype=c.dtype)
        self.times_x(c, out)
        return out

    def mul(self, c1, c2):
        c1, c2 = pu.as_series([c1, c2])
        c, xs = (c2, c1) if len(c1) > len(c2) else (c1, c2)
        if len(c) == 1:
            c0, c1 = c[0] * xs, 0
        else:
            c0, c1 = c[-2] * xs, c[-1] * xs
            for i in range(3, len(c) + 1):
                n = len(c) - i + 2
                c0, c1 = pu.sub(c[-i] * xs, self.low(c1, n)), pu.add(c0, self.high(c1, n, self.mulx))
        return pu.add(c0, self.last(c1, self.mulx))

    def div(self, c1, c2):
        return pu.div(self.mul, c1, c2)

    def pow(self, c, pow, maxpower=16):
        return pu.power(self.mul, c, pow, maxpower)

    shortest = 3  # of so few coefficients of a series in powers of x are the same

    def to_power(self, c):
        c, = pu.as_series([c])
        if len(c) < self.shortest:
            return c
        c0, c1 = c[-2], c[-1]
        for n in range(len(c) - 1, 1, -1):
            c0, c1 = power.polysub(c[n - 2], self.low(c1, n)), power.polyadd(c0, self.high(c1, n, power.polymulx))
        return power.polyadd(c0, self.last(c1, power.polymulx))

    def from_power(self, pol):
        pol, = pu.as_series([pol])
        r = 0
        for c in pol[::-1]:
            r = pu.add(self.mulx(r), c)
        return r

    # --- derivatives and integrals ---

    def der(self, c, m=1, scl=1, axis=0):
        return pu.derivative(self.derived, c, m, scl, axis)

    def integ(self, c, m=1, k=[], lbnd=0, scl=1, axis=0):
        return pu.integral(self.integrated, self.val, c, m, k, lbnd, scl, axis)

    # --- roots ---

    def line(self, off, scl):
        return np.array([off, scl]) if scl != 0 else np.array([off])

    def lone_root(self, c):
        return -c[0] / c[1]

    def companion(self, c):
        c, = pu.as_series([c])
        if len(c) < 2:
            raise ValueError('Series must have maximum degree of at least 1.')
        if len(c) == 2:
            return np.array([[self.lone_root(c)]])
        n = len(c) - 1
        m = np.zeros((n, n), dtype=c.dtype)
        flat = m.reshape(-1)
        self.fill_companion(m, flat[1::n + 1], flat[0::n + 1], c, n)
        flat[n::n + 1] = self.beside(n)
        return m

    def roots(self, c):
        c, = pu.as_series([c])
        if len(c) < 2:
            return np.array([], dtype=c.dtype)
        if len(c) == 2:
            return np.array([self.lone_root(c)])
        r = np.linalg.eigvals(self.companion(c)[::-1, ::-1])
        r.sort()
        return r

    # --- Gauss points ---

    def gauss(self, deg):
        """Points and weights that integrate polynomials of degree 2 deg - 1 exactly."""
        n = pu.whole(deg, 'deg')
        if n <= 0:
            raise ValueError('deg must be a positive integer')
        c = np.array([0] * n + [1])
        x = np.linalg.eigvalsh(self.companion(c))
        x, w = self.improved(x, c, n)
        if self.default_domain[0] == -self.default_domain[1]:
            w = (w + w[::-1]) / 2
            x = (x - x[::-1]) / 2
        return x, self.normed(w)

    def improved(self, x, c, n):
        """Points after a step of Newton's method, and the weights there up to a factor."""
        slope = self.val(x, self.der(c))
        x -= self.val(x, c) / slope
        below = self.val(x, c[1:])
        below /= np.abs(below).max()
        slope /= np.abs(slope).max()
        return x, 1 / (below * slope)


def _functions(kind):
    """The functions of a kind's module by the end of their names."""
    def add(c1, c2):
        return pu.add(c1, c2)

    def sub(c1, c2):
        return pu.sub(c1, c2)

    def mulx(c):
        return kind.mulx(c)

    def mul(c1, c2):
        return kind.mul(c1, c2)

    def div(c1, c2):
        return kind.div(c1, c2)

    def pow(c, pow, maxpower=16):
        return kind.pow(c, pow, maxpower)

    def der(c, m=1, scl=1, axis=0):
        return kind.der(c, m, scl, axis)

    def int(c, m=1, k=[], lbnd=0, scl=1, axis=0):
        return kind.integ(c, m, k, lbnd, scl, axis)

    def val(x, c, tensor=True):
        return kind.val(x, c, tensor)

    def val2d(x, y, c):
        return pu.values(kind.val, c, x, y)

    def grid2d(x, y, c):
        return kind.val(y, kind.val(x, c))

    def val3d(x, y, z, c):
        return pu.values(kind.val, c, x, y, z)

    def grid3d(x, y, z, c):
        return kind.val(z, kind.val(y, kind.val(x, c)))

    def vander(x, deg):
        return kind.vander(x, deg)

    def vander2d(x, y, deg):
        return pu.product_vander(kind.vander, (x, y), deg)

    def vander3d(x, y, z, deg):
        return pu.product_vander(kind.vander, (x, y, z), deg)

    def fit(x, y, deg, rcond=None, full=False, w=None):
        return pu.fit(kind.vander, x, y, deg, rcond, full, w)

    def line(off, scl):
        return kind.line(off, scl)

    def fromroots(roots):
        return pu.from_roots(kind.line, kind.mul, roots)

    def companion(c):
        return kind.companion(c)

    def roots(c):
        return kind.roots(c)

    def gauss(deg):
        return kind.gauss(deg)

    def weight(x):
        return kind.weight(x)
    return {name: f for name, f in locals().items() if name != 'kind'}


def _named(f, name, module):
    f.__name__ = f.__qualname__ = name
    f.__module__ = module
    return f


def build(kind, class_name, module):
    """The module's names and the series class of a kind."""
    p, functions = kind.prefix, _functions(kind)
    for end, f in functions.items():
        _named(f, p + end, module)

    def from_power(pol):
        return kind.from_power(pol)

    def to_power(c):
        return kind.to_power(c)
    domain = np.array(kind.default_domain)
    body = {'_' + end: staticmethod(functions[end])
            for end in ('add', 'sub', 'mul', 'div', 'pow', 'val', 'int', 'der', 'vander', 'fit', 'line', 'roots', 'fromroots')}
    body.update(domain=domain.copy(), window=domain.copy(), basis_name=kind.name, __module__=module,
                __doc__=f'A series in {class_name} polynomials.')
    out = {p + end: f for end, f in functions.items()}
    out.update({p + 'trim': pu.trimcoef, p + 'domain': domain, p + 'zero': np.array([0]), p + 'one': np.array([1]),
                p + 'x': kind.line(0, 1), 'poly2' + p: _named(from_power, 'poly2' + p, module),
                p + '2poly': _named(to_power, p + '2poly', module), class_name: type(class_name, (ABCPolyBase,), body)})
    return out
