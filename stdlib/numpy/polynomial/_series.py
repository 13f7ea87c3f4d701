"""What the series classes (Polynomial, Chebyshev, ...) share: arithmetic, mapping of domains, text."""
import numbers

import numpy as np
from numpy.polynomial import polyutils as pu

_SUPERSCRIPT = str.maketrans('0123456789', '⁰¹²³⁴⁵⁶⁷⁸⁹')
_SUBSCRIPT = str.maketrans('0123456789', '₀₁₂₃₄₅₆₇₈₉')


class ABCPolyBase:
    """Coefficients with a domain that is mapped to a window before evaluation."""

    __module__ = 'numpy.polynomial._polybase'

    __hash__ = None
    __array_ufunc__ = None
    maxpower = 100
    basis_name = None
    _use_unicode = True

    def __init__(self, coef, domain=None, window=None, symbol='x'):
        coef, = pu.as_series([coef], trim=False)
        self.coef = coef
        if domain is not None:
            domain, = pu.as_series([domain], trim=False)
            if len(domain) != 2:
                raise ValueError('Domain has wrong number of elements.')
            self.domain = domain
        if window is not None:
            window, = pu.as_series([window], trim=False)
            if len(window) != 2:
                raise ValueError('Window has wrong number of elements.')
            self.window = window
        if not isinstance(symbol, str):
            raise TypeError('Symbol must be a non-empty string')
        if not symbol.isidentifier():
            raise ValueError('Symbol string must be a valid Python identifier')
        self._symbol = symbol

    @property
    def symbol(self):
        return self._symbol

    # --- text ---

    def __repr__(self):
        coef = repr(self.coef)[6:-1]
        domain = repr(self.domain)[6:-1]
        window = repr(self.window)[6:-1]
        return f'{type(self).__name__}({coef}, domain={domain}, window={window}, symbol={self.symbol!r})'

    def __format__(self, fmt):
        if fmt == '':
            return self.__str__()
        if fmt not in ('ascii', 'unicode'):
            raise ValueError(f"Unsupported format string '{fmt}' passed to {type(self)}.__format__. Valid options are 'ascii' and "
                             "'unicode'")
        return self._text(fmt == 'unicode')

    def __str__(self):
        return self._text(self._use_unicode)

    def _text(self, uni):
        term = self._term_unicode if uni else self._term_ascii
        width = np.get_printoptions()['linewidth']
        if width < 1:
            width = 1
        out = _number(self.coef[0])
        for i, coef in enumerate(self.coef[1:]):
            out += ' '
            power = str(i + 1)
            try:
                negative = coef < 0
            except TypeError:
                negative = False
            if negative:
                next_term = '- ' + term(power, self.symbol, _number(-coef, True))
            else:
                next_term = '+ ' + term(power, self.symbol, _number(coef, True))
            line = len(out.split('\n')[-1]) + len(next_term)
            if i < len(self.coef[1:]) - 1:
                line += 2
            if line >= width:
                next_term = next_term.replace(' ', '\n', 1)
            out += next_term
        return out

    def _term_unicode(self, i, arg, coef):
        return f'{coef}·{self.basis_name}{i.translate(_SUBSCRIPT)}({arg})'

    def _term_ascii(self, i, arg, coef):
        return f'{coef} {self.basis_name}_{i}({arg})'

    def _repr_latex_(self):
        offset, scale = self.mapparms()
        argument = self.symbol
        if scale != 1:
            argument = self._repr_latex_scalar(scale) + argument
        if offset != 0:
            argument = f'{self._repr_latex_scalar(offset)} + {argument}'
        parts = []
        for i, c in enumerate(self.coef):
            if i == 0:
                text = self._repr_latex_scalar(c)
            elif not isinstance(c, numbers.Real):
                text = f' + ({self._repr_latex_scalar(c)})'
            else:
                text = f' - {self._repr_latex_scalar(-c, parens=True)}' if np.signbit(c) else f' + {self._repr_latex_scalar(c, parens=True)}'
            term = self._latex_term(i, argument, argument != self.symbol)
            if term:
                text += '\\,' + term
            parts.append(f'\\color{{LightGray}}{{{text}}}' if c == 0 else text)
        return f"${self.symbol} \\mapsto {''.join(parts) or '0'}$"

    @staticmethod
    def _repr_latex_scalar(x, parens=False):
        return f'\\text{{{_number(x, parens=parens)}}}'

    def _latex_term(self, i, argument, composed):
        return f'{{{self.basis_name}}}_{{{i}}}({argument})'

    # --- same kind ---

    def has_samecoef(self, other):
        return len(self.coef) == len(other.coef) and bool(np.all(self.coef == other.coef))

    def has_samedomain(self, other):
        return bool(np.all(self.domain == other.domain))

    def has_samewindow(self, other):
        return bool(np.all(self.window == other.window))

    def has_sametype(self, other):
        return isinstance(other, type(self))

    def _coefficients_of(self, other):
        if isinstance(other, ABCPolyBase):
            if not isinstance(other, type(self)):
                raise TypeError('Polynomial types differ')
            if not np.all(self.domain == other.domain):
                raise TypeError('Domains differ')
            if not np.all(self.window == other.window):
                raise TypeError('Windows differ')
            if self.symbol != other.symbol:
                raise ValueError('Polynomial symbols differ')
            return other.coef
        return other

    def _like(self, coef):
        return type(self)(coef, self.domain, self.window, self.symbol)

    def __getstate__(self):
        d = self.__dict__.copy()
        for k in ('coef', 'domain', 'window'):
            d[k] = getattr(self, k).copy()
        d['symbol'] = d.pop('_symbol')
        return d

    def __setstate__(self, d):
        d = dict(d)
        d['_symbol'] = d.pop('symbol', 'x')
        self.__dict__ = d

    def __call__(self, arg):
        off, scl = pu.mapparms(self.domain, self.window)
        return self._val(off + scl * arg, self.coef)

    def __iter__(self):
        return iter(self.coef)

    def __len__(self):
        return len(self.coef)

    # --- arithmetic ---

    def __neg__(self):
        return self._like(-self.coef)

    def __pos__(self):
        return self

    def _with(self, op, other, swapped=False):
        other = self._coefficients_of(other)
        try:
            coef = op(other, self.coef) if swapped else op(self.coef, other)
        except Exception:
            return NotImplemented
        return self._like(coef)

    def __add__(self, other):
        return self._with(self._add, other)

    def __radd__(self, other):
        return self._with(self._add, other, True)

    def __sub__(self, other):
        return self._with(self._sub, other)

    def __rsub__(self, other):
        return self._with(self._sub, other, True)

    def __mul__(self, other):
        return self._with(self._mul, other)

    def __rmul__(self, other):
        return self._with(self._mul, other, True)

    def __truediv__(self, other):
        if not isinstance(other, numbers.Number) or isinstance(other, bool):
            raise TypeError(f"unsupported types for true division: '{type(self)}', '{type(other)}'")
        return self.__floordiv__(other)

    def __rtruediv__(self, other):
        return NotImplemented

    def __floordiv__(self, other):
        r = self.__divmod__(other)
        return r if r is NotImplemented else r[0]

    def __rfloordiv__(self, other):
        r = self.__rdivmod__(other)
        return r if r is NotImplemented else r[0]

    def __mod__(self, other):
        r = self.__divmod__(other)
        return r if r is NotImplemented else r[1]

    def __rmod__(self, other):
        r = self.__rdivmod__(other)
        return r if r is NotImplemented else r[1]

    def __divmod__(self, other):
        other = self._coefficients_of(other)
        try:
            quo, rem = self._div(self.coef, other)
        except ZeroDivisionError:
            raise
        except Exception:
            return NotImplemented
        return self._like(quo), self._like(rem)

    def __rdivmod__(self, other):
        try:
            quo, rem = self._div(other, self.coef)
        except ZeroDivisionError:
            raise
        except Exception:
            return NotImplemented
        return self._like(quo), self._like(rem)

    def __pow__(self, other):
        return self._like(self._pow(self.coef, other, maxpower=self.maxpower))

    def __eq__(self, other):
        return (isinstance(other, type(self)) and np.all(self.domain == other.domain) and np.all(self.window == other.window) and
                self.coef.shape == other.coef.shape and np.all(self.coef == other.coef) and self.symbol == other.symbol)

    def __ne__(self, other):
        return not self == other

    # --- other operations ---

    def copy(self):
        return self._like(self.coef)

    def degree(self):
        return len(self) - 1

    def cutdeg(self, deg):
        return self.truncate(deg + 1)

    def trim(self, tol=0):
        return self._like(pu.trimcoef(self.coef, tol))

    def truncate(self, size):
        n = int(size)
        if n != size or n < 1:
            raise ValueError('size must be a positive integer')
        return self._like(self.coef if n >= len(self.coef) else self.coef[:n])

    def convert(self, domain=None, kind=None, window=None):
        """The same function as a series of another kind, domain or window."""
        if kind is None:
            kind = type(self)
        if domain is None:
            domain = kind.domain
        if window is None:
            window = kind.window
        return self(kind.identity(domain, window=window, symbol=self.symbol))

    def mapparms(self):
        return pu.mapparms(self.domain, self.window)

    def integ(self, m=1, k=[], lbnd=None):
        off, scl = self.mapparms()
        lbnd = 0 if lbnd is None else off + scl * lbnd
        return self._like(self._int(self.coef, m, k, lbnd, 1. / scl))

    def deriv(self, m=1):
        off, scl = self.mapparms()
        return self._like(self._der(self.coef, m, scl))

    def roots(self):
        return pu.mapdomain(self._roots(self.coef), self.window, self.domain)

    def linspace(self, n=100, domain=None):
        if domain is None:
            domain = self.domain
        x = np.linspace(domain[0], domain[1], n)
        return x, self(x)

    @classmethod
    def fit(cls, x, y, deg, domain=None, rcond=None, full=False, w=None, window=None, symbol='x'):
        """The least-squares series of degree deg through points; its domain is that of x."""
        if domain is None:
            domain = pu.getdomain(x)
        elif isinstance(domain, list) and len(domain) == 0:
            domain = cls.domain
        if window is None:
            window = cls.window
        xnew = pu.mapdomain(x, domain, window)
        r = pu.fit(cls._vander, xnew, y, deg, w=w, rcond=rcond, full=full)
        if full:
            return cls(r[0], domain=domain, window=window, symbol=symbol), r[1]
        return cls(r, domain=domain, window=window, symbol=symbol)

    @classmethod
    def fromroots(cls, roots, domain=[], window=None, symbol='x'):
        roots, = pu.as_series([roots], trim=False)
        if domain is None:
            domain = pu.getdomain(roots)
        elif isinstance(domain, list) and len(domain) == 0:
            domain = cls.domain
        if window is None:
            window = cls.window
        off, scl = pu.mapparms(domain, window)
        coef = cls._fromroots(off + scl * roots) / scl ** len(roots)
        return cls(coef, domain=domain, window=window, symbol=symbol)

    @classmethod
    def identity(cls, domain=None, window=None, symbol='x'):
        if domain is None:
            domain = cls.domain
        if window is None:
            window = cls.window
        off, scl = pu.mapparms(window, domain)
        return cls(cls._line(off, scl), domain, window, symbol)

    @classmethod
    def basis(cls, deg, domain=None, window=None, symbol='x'):
        if domain is None:
            domain = cls.domain
        if window is None:
            window = cls.window
        n = int(deg)
        if n != deg or n < 0:
            raise ValueError('deg must be non-negative integer')
        return cls([0] * n + [1], domain, window, symbol)

    @classmethod
    def cast(cls, series, domain=None, window=None):
        if domain is None:
            domain = cls.domain
        if window is None:
            window = cls.window
        return series.convert(domain, cls, window)


def _number(x, parens=False):
    """A coefficient as the series' text shows it: the print options' precision, at least one decimal."""
    if not isinstance(x, (float, np.floating)):
        return str(x)
    opts = np.get_printoptions()
    if np.isnan(x):
        return opts['nanstr']
    if np.isinf(x):
        return opts['infstr']
    exp_format = False
    if x != 0:
        a = abs(x)
        if a >= 1.e8 or a < 10 ** min(0, -(opts['precision'] - 1) // 2):
            exp_format = True
    unique = opts['floatmode'] != 'fixed'
    trim = 'k' if opts['floatmode'] == 'fixed' else '0'
    if exp_format:
        s = np.format_float_scientific(x, precision=opts['precision'], unique=unique, trim=trim, sign=opts['sign'] == '+')
        return '(' + s + ')' if parens else s
    return np.format_float_positional(x, precision=opts['precision'], fractional=True, unique=unique, trim=trim,
                                      sign=opts['sign'] == '+')
