"""Polynomials by their coefficients, highest power first."""
import re
import warnings

import numpy as np
from numpy import array, asarray, atleast_1d, concatenate, finfo, ones, zeros

__all__ = ['RankWarning', 'poly', 'poly1d', 'polyadd', 'polyder', 'polydiv', 'polyfit', 'polyint', 'polymul', 'polysub', 'polyval',
           'roots']


class RankWarning(UserWarning):
    """A fit's equations are nearly dependent."""


RankWarning.__module__ = 'numpy'


def _trim(a):
    """Without leading zeros: what does not equal 0, which need not be what counts as true."""
    for i, v in enumerate(a):
        if v != 0:
            return a[i:]
    return a[:0]


def _sorted_complex(a):
    return a[np.lexsort((a.imag, a.real))]


def _check_iterable(v):
    if not np.iterable(v):
        raise TypeError('dispatcher for __array_function__ did not return an iterable')


def poly(seq_of_zeros):
    """The coefficients of the polynomial with these roots, or of a matrix's characteristic polynomial."""
    _check_iterable(seq_of_zeros)
    seq = atleast_1d(seq_of_zeros)
    sh = seq.shape
    if len(sh) == 2 and sh[0] == sh[1] and sh[0] != 0:
        seq = np.linalg.eigvals(seq)
    elif len(sh) == 1:
        if seq.dtype.kind != 'O':
            seq = seq.astype(np.mintypecode(seq.dtype.char))
    else:
        raise ValueError('input must be 1d or non-empty square 2d array.')
    if len(seq) == 0:
        return 1.0
    a = ones((1,), dtype=seq.dtype)
    for zero in seq:
        a = np.convolve(a, array([1, -zero], dtype=seq.dtype), mode='full')
    if a.dtype.kind == 'c':
        r = np.asarray(seq, complex)
        if np.all(_sorted_complex(r) == _sorted_complex(r.conjugate())):
            a = a.real.copy()
    return a


def roots(p):
    """The roots of a polynomial, as eigenvalues of its companion matrix."""
    _check_iterable(p)
    p = atleast_1d(p)
    if p.ndim != 1:
        raise ValueError('Input must be a rank-1 array.')
    nz = np.nonzero(np.ravel(p))[0]
    if len(nz) == 0:
        return array([])
    trailing = len(p) - nz[-1] - 1
    p = p[int(nz[0]):int(nz[-1]) + 1]
    if p.dtype.kind not in 'fc':
        p = p.astype(float)
    n = len(p)
    if n > 1:
        a = np.diag(ones((n - 2,), p.dtype), -1)
        a[0, :] = -p[1:] / p[0]
        r = np.linalg.eigvals(a)
    else:
        r = array([])
    return np.hstack((r, zeros(trailing, r.dtype)))


def polyint(p, m=1, k=None):
    """The m-th antiderivative, with integration constants k."""
    m = int(m)
    if m < 0:
        raise ValueError('Order of integral must be positive (see polyder)')
    if k is None:
        k = zeros(m, float)
    k = atleast_1d(k)
    if len(k) == 1 and m > 1:
        k = k[0] * ones(m, float)
    if len(k) < m:
        raise ValueError('k must be a scalar or a rank-1 array of length 1 or >m.')
    as_poly = isinstance(p, poly1d)
    p = asarray(p)
    if m == 0:
        return poly1d(p) if as_poly else p
    y = concatenate((p.__truediv__(np.arange(len(p), 0, -1)), [k[0]]))
    val = polyint(y, m - 1, k=k[1:])
    return poly1d(val) if as_poly else val


def polyder(p, m=1):
    """The m-th derivative."""
    m = int(m)
    if m < 0:
        raise ValueError('Order of derivative must be positive (see polyint)')
    as_poly = isinstance(p, poly1d)
    p = asarray(p)
    n = len(p) - 1
    y = p[:-1] * np.arange(n, 0, -1)
    val = p if m == 0 else polyder(y, m - 1)
    return poly1d(val) if as_poly else val


def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    """The least-squares polynomial of degree deg through points."""
    order = int(deg) + 1
    x = asarray(x) + 0.0
    y = asarray(y) + 0.0
    if deg < 0:
        raise ValueError('expected deg >= 0')
    if x.ndim != 1:
        raise TypeError('expected 1D vector for x')
    if x.size == 0:
        raise TypeError('expected non-empty vector for x')
    if y.ndim < 1 or y.ndim > 2:
        raise TypeError('expected 1D or 2D array for y')
    if x.shape[0] != y.shape[0]:
        raise TypeError('expected x and y to have same length')
    if rcond is None:
        rcond = len(x) * finfo(x.dtype).eps
    lhs = np.vander(x, order)
    rhs = y
    if w is not None:
        w = asarray(w) + 0.0
        if w.ndim != 1:
            raise TypeError('expected a 1-d array for weights')
        if w.shape[0] != y.shape[0]:
            raise TypeError('expected w and y to have the same length')
        lhs *= w[:, np.newaxis]
        if rhs.ndim == 2:
            rhs = rhs * w[:, np.newaxis]
        else:
            rhs = rhs * w
    scale = np.sqrt((lhs * lhs).sum(axis=0))
    lhs /= scale
    c, resids, rank, s = np.linalg.lstsq(lhs, rhs, rcond)
    c = (c.T / scale).T
    if rank != order and not full:
        warnings.warn('Polyfit may be poorly conditioned', RankWarning, stacklevel=3)
    if full:
        return c, resids, rank, s, rcond
    if cov:
        base = np.linalg.inv(np.dot(lhs.T, lhs))
        base /= np.outer(scale, scale)
        if cov == 'unscaled':
            fac = 1
        else:
            if len(x) <= order:
                raise ValueError('the number of data points must exceed order to scale the covariance matrix')
            fac = resids / (len(x) - order)
        return (c, base * fac) if y.ndim == 1 else (c, base[:, :, np.newaxis] * fac)
    return c


def polyval(p, x):
    """The polynomial's value at x, by Horner's scheme."""
    p = asarray(p)
    if isinstance(x, poly1d):
        y = 0
    else:
        x = np.asanyarray(x)
        y = np.zeros_like(x)
    for pv in p:
        y = y * x + pv
    return y


def _same_length(a1, a2):
    diff = len(a2) - len(a1)
    if diff > 0:
        a1 = concatenate((zeros(diff, a1.dtype), a1))
    elif diff < 0:
        a2 = concatenate((zeros(-diff, a2.dtype), a2))
    return a1, a2


def _either(a1, a2):
    return isinstance(a1, poly1d) or isinstance(a2, poly1d)


def polyadd(a1, a2):
    as_poly = _either(a1, a2)
    x, y = _same_length(atleast_1d(a1), atleast_1d(a2))
    return poly1d(x + y) if as_poly else x + y


def polysub(a1, a2):
    as_poly = _either(a1, a2)
    x, y = _same_length(atleast_1d(a1), atleast_1d(a2))
    return poly1d(x - y) if as_poly else x - y


def polymul(a1, a2):
    as_poly = _either(a1, a2)
    val = np.convolve(np.asarray(poly1d(a1)), np.asarray(poly1d(a2)))
    return poly1d(val) if as_poly else val


def polydiv(u, v):
    """Quotient and remainder."""
    as_poly = _either(u, v)
    u = atleast_1d(u) + 0.0
    v = atleast_1d(v) + 0.0
    w = u[0] + v[0]
    m = len(u) - 1
    n = len(v) - 1
    scale = 1. / v[0]
    q = zeros((max(m - n + 1, 1),), w.dtype)
    r = u.astype(w.dtype)
    for k in range(0, m - n + 1):
        d = scale * r[k]
        q[k] = d
        r[k:k + n + 1] -= d * v
    while np.allclose(r[0], 0, rtol=1e-14) and r.shape[-1] > 1:
        r = r[1:]
    return (poly1d(q), poly1d(r)) if as_poly else (q, r)


_POWER = re.compile(r'\*\*([0-9]*)')


def _raise_power(text, wrap=70):
    """x**2 with the exponent on a line above."""
    n = 0
    line1 = line2 = ''
    output = ' '
    while True:
        found = _POWER.search(text, n)
        if found is None:
            break
        start, stop = found.span()
        power = found.groups()[0]
        part = text[n:start]
        n = stop
        more2 = part + ' ' * (len(power) - 1)
        more1 = ' ' * (len(part) - 1) + power
        if len(line2) + len(more2) > wrap or len(line1) + len(more1) > wrap:
            output += line1 + '\n' + line2 + '\n '
            line1 = more1
            line2 = more2
        else:
            line2 += part + ' ' * (len(power) - 1)
            line1 += ' ' * (len(part) - 1) + power
    output += line1 + '\n' + line2
    return output + text[n:]


class poly1d:
    """A polynomial in one variable, with arithmetic and evaluation."""

    __hash__ = None

    def __init__(self, c_or_r, r=False, variable=None):
        if isinstance(c_or_r, poly1d):
            self._variable = c_or_r._variable
            self._coeffs = c_or_r._coeffs
            if variable is not None:
                self._variable = variable
            return
        if r:
            c_or_r = poly(c_or_r)
        c_or_r = atleast_1d(c_or_r)
        if c_or_r.ndim > 1:
            raise ValueError('Polynomial must be 1d only.')
        c_or_r = _trim(c_or_r)
        if len(c_or_r) == 0:
            c_or_r = array([0], dtype=c_or_r.dtype)
        self._coeffs = c_or_r
        self._variable = 'x' if variable is None else variable

    @property
    def coeffs(self):
        return self._coeffs

    @coeffs.setter
    def coeffs(self, value):
        if value is not self._coeffs:
            raise AttributeError('Cannot set attribute')

    c = coef = coefficients = coeffs

    def __getstate__(self):
        return {'coeffs': self._coeffs, '_variable': self._variable}

    def __setstate__(self, state):
        self._coeffs, self._variable = state['coeffs'], state['_variable']

    @property
    def variable(self):
        return self._variable

    @property
    def order(self):
        return len(self._coeffs) - 1

    o = order

    @property
    def roots(self):
        return roots(self._coeffs)

    r = roots

    def __array__(self, t=None):
        return asarray(self.coeffs, t) if t else asarray(self.coeffs)

    def __repr__(self):
        return 'poly1d(' + repr(self.coeffs)[6:-1] + ')'

    def __len__(self):
        return self.order

    def __str__(self):
        text = '0'
        var = self.variable
        coeffs = self.coeffs[np.logical_or.accumulate(self.coeffs != 0)]
        n = len(coeffs) - 1

        def fmt(q):
            s = '%.4g' % q
            return s[:-5] if s.endswith('.0000') else s

        for k, coeff in enumerate(coeffs):
            if not np.iscomplex(coeff):
                shown = fmt(np.real(coeff))
            elif np.real(coeff) == 0:
                shown = f'{fmt(np.imag(coeff))}j'
            else:
                shown = f'({fmt(np.real(coeff))} + {fmt(np.imag(coeff))}j)'
            power = n - k
            if power == 0:
                new = shown if shown != '0' or k == 0 else ''
            elif power == 1:
                new = '' if shown == '0' else var if shown == 'b' else f'{shown} {var}'
            else:
                new = '' if shown == '0' else f'{var}**{power}' if shown == 'b' else f'{shown} {var}**{power}'
            if k > 0:
                if new != '':
                    text = f'{text} - {new[1:]}' if new.startswith('-') else f'{text} + {new}'
            else:
                text = new
        return _raise_power(text)

    def __call__(self, val):
        return polyval(self.coeffs, val)

    def __neg__(self):
        return poly1d(-self.coeffs)

    def __pos__(self):
        return self

    def __mul__(self, other):
        if np.isscalar(other):
            return poly1d(self.coeffs * other)
        return poly1d(polymul(self.coeffs, poly1d(other).coeffs))

    def __rmul__(self, other):
        if np.isscalar(other):
            return poly1d(other * self.coeffs)
        return poly1d(polymul(self.coeffs, poly1d(other).coeffs))

    def __add__(self, other):
        return poly1d(polyadd(self.coeffs, poly1d(other).coeffs))

    __radd__ = __add__

    def __pow__(self, val):
        if not np.isscalar(val) or int(val) != val or val < 0:
            raise ValueError('Power to non-negative integers only.')
        res = [1]
        for _ in range(int(val)):
            res = polymul(self.coeffs, res)
        return poly1d(res)

    def __sub__(self, other):
        return poly1d(polysub(self.coeffs, poly1d(other).coeffs))

    def __rsub__(self, other):
        return poly1d(polysub(poly1d(other).coeffs, self.coeffs))

    def __truediv__(self, other):
        if np.isscalar(other):
            return poly1d(self.coeffs / other)
        return polydiv(self, poly1d(other))

    def __rtruediv__(self, other):
        if np.isscalar(other):
            return poly1d(other / self.coeffs)
        return polydiv(poly1d(other), self)

    def __eq__(self, other):
        if isinstance(other, poly1d):
            same_degree = self.coeffs.shape == other.coeffs.shape
            return same_degree and (self.coeffs == other.coeffs).all()
        return NotImplemented

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __getitem__(self, val):
        ind = self.order - val
        if val > self.order or val < 0:
            return self.coeffs.dtype.type(0)
        return self.coeffs[ind]

    def __setitem__(self, key, val):
        ind = self.order - key
        if key < 0:
            raise ValueError('Does not support negative powers.')
        if key > self.order:
            self._coeffs = concatenate((zeros(key - self.order, self.coeffs.dtype), self.coeffs))
            ind = 0
        self._coeffs[ind] = val

    def __iter__(self):
        return iter(self.coeffs)

    def integ(self, m=1, k=0):
        return poly1d(polyint(self.coeffs, m=m, k=k))

    def deriv(self, m=1):
        return poly1d(polyder(self.coeffs, m=m))


poly1d.__module__ = 'numpy'
warnings.simplefilter('always', RankWarning, append=True) # behind the filters of a script that came first
