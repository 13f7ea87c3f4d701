"""Decimal floating point, after the General Decimal Arithmetic Specification.

A number is sign, integer coefficient and exponent. Operations are exact until _fix rounds them to
the precision of the context, which also notes signals and raises those that are trapped.
"""
import math as _math
import numbers as _numbers
import sys as _sys
from collections import namedtuple as _namedtuple
from contextvars import ContextVar as _ContextVar

import _decimal_math
from _decimal_signals import (_RAISED, _SHOWN, _SIGNAL_OF, _SIGNALS, Clamped, ConversionSyntax, DecimalException, DivisionByZero,
                              DivisionImpossible, DivisionUndefined, FloatOperation, Inexact, InvalidContext, InvalidOperation,
                              Overflow, Rounded, Subnormal, Underflow, SignalDict, _signals_given, _signals_of)
from _kukri import as_native as _as_native, immutable as _immutable, int_text as _text, text_int as _int

__all__ = ['Decimal', 'Context', 'DecimalTuple', 'DefaultContext', 'BasicContext', 'ExtendedContext',
           'DecimalException', 'Clamped', 'InvalidOperation', 'DivisionByZero', 'Inexact', 'Rounded', 'Subnormal',
           'Overflow', 'Underflow', 'FloatOperation', 'DivisionImpossible', 'InvalidContext', 'ConversionSyntax',
           'DivisionUndefined', 'ROUND_DOWN', 'ROUND_HALF_UP', 'ROUND_HALF_EVEN', 'ROUND_CEILING', 'ROUND_FLOOR',
           'ROUND_UP', 'ROUND_HALF_DOWN', 'ROUND_05UP', 'setcontext', 'getcontext', 'localcontext', 'MAX_PREC',
           'MAX_EMAX', 'MIN_EMIN', 'MIN_ETINY', 'HAVE_THREADS', 'HAVE_CONTEXTVAR']

__version__ = '1.70'
__libmpdec_version__ = '2.5.1'
HAVE_THREADS = True
HAVE_CONTEXTVAR = True
ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR = 'ROUND_UP', 'ROUND_DOWN', 'ROUND_CEILING', 'ROUND_FLOOR'
ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN = 'ROUND_HALF_UP', 'ROUND_HALF_DOWN', 'ROUND_HALF_EVEN'
ROUND_05UP = 'ROUND_05UP'
_ROUNDINGS = (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,
              ROUND_05UP)
MAX_PREC = MAX_EMAX = 999999999999999999
MIN_EMIN = -MAX_EMAX
MIN_ETINY = MIN_EMIN - (MAX_PREC - 1)
_NEAR = MAX_EMAX // 10
_MANY = 1_000_000  # in contexts of more digits, results that end are had without computing zeros up to the precision

DecimalTuple = _namedtuple('DecimalTuple', 'sign digits exponent', module='decimal')


def _as_unnamed(x):
    """Errors about arguments are those of native functions, without a name."""
    return _as_native(x, 'unnamed')


def _checked_rounding(name):
    if not isinstance(name, str) or name not in _ROUNDINGS:
        raise TypeError("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n"
                        "   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]")
    return name


def _rounding_of(given, context):
    """The rounding to use, where an optional argument may name one."""
    return context.rounding if given is None else _checked_rounding(given)


class Context:
    """Precision, rounding, limits; which signals have come up and which raise."""

    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None,
                 traps=None):
        d = globals().get('DefaultContext')
        pick = lambda value, name, first: value if value is not None else getattr(d, name) if d else first
        object.__setattr__(self, 'flags', SignalDict())
        object.__setattr__(self, 'traps', SignalDict())
        self.prec = pick(prec, 'prec', 28)
        self.rounding = pick(rounding, 'rounding', ROUND_HALF_EVEN)
        self.Emin = pick(Emin, 'Emin', -999999)
        self.Emax = pick(Emax, 'Emax', 999999)
        self.capitals = pick(capitals, 'capitals', 1)
        self.clamp = pick(clamp, 'clamp', 0)
        if traps is not None:
            self._set_signals('traps', _signals_given(traps))
        elif d:
            self._set_signals('traps', _signals_of(d.traps))
        if flags is not None:
            self._set_signals('flags', _signals_given(flags))

    def _set_signals(self, name, signals):
        """In place: who holds the dict sees the change."""
        getattr(self, name)._on.update({s: s in signals for s in _RAISED})

    def __setattr__(self, name, value):
        if name in ('prec', 'Emin', 'Emax', 'capitals', 'clamp'):
            if not isinstance(value, int):
                raise TypeError("an integer is required")
            value = int(value)
            if not -1 << 63 <= value < 1 << 63:
                raise OverflowError('Python int too large to convert to C ssize_t')
            if name == 'prec' and not 1 <= value <= MAX_PREC:
                raise ValueError('valid range for prec is [1, MAX_PREC]')
            if name == 'Emin' and not MIN_EMIN <= value <= 0:
                raise ValueError('valid range for Emin is [MIN_EMIN, 0]')
            if name == 'Emax' and not 0 <= value <= MAX_EMAX:
                raise ValueError('valid range for Emax is [0, MAX_EMAX]')
            if name in ('capitals', 'clamp') and value not in (0, 1):
                raise ValueError(f'valid values for {name} are 0 or 1')
        elif name == 'rounding':
            value = str(_checked_rounding(value))
        elif name in ('flags', 'traps'):
            self._set_signals(name, _signals_of(value))
            return
        elif hasattr(Context, name):
            raise AttributeError(f"'decimal.Context' object attribute '{name}' is read-only")
        else:
            raise AttributeError(f"'decimal.Context' object has no attribute '{name}'")
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        raise AttributeError('context attributes cannot be deleted')

    def __repr__(self):
        names = lambda d: ', '.join(s.__name__ for s in _SHOWN if d[s])
        return (f"Context(prec={self.prec}, rounding={self.rounding}, Emin={self.Emin}, Emax={self.Emax}, "
                f"capitals={self.capitals}, clamp={self.clamp}, flags=[{names(self.flags)}], "
                f"traps=[{names(self.traps)}])")

    def __reduce__(self):
        on = lambda d: [s for s in _SIGNALS if d[s]]
        return Context, (self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp, on(self.flags),
                         on(self.traps))

    def copy(self):
        c = Context(self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp)
        c.flags._on.update(self.flags._on)
        c.traps._on.update(self.traps._on)
        return c

    __copy__ = copy

    def _work(self, **changes):
        """A copy that traps nothing, for intermediate steps."""
        c = self.copy()
        c.clear_traps()
        c.clear_flags()
        for name, value in changes.items():
            setattr(c, name, min(value, MAX_PREC) if name == 'prec' else value)
        return c

    def clear_flags(self):
        self._set_signals('flags', ())

    def clear_traps(self):
        self._set_signals('traps', ())

    def _signal(self, *conditions):
        """Notes conditions; raises those that are trapped, the first in the order of all signals."""
        trapped = []
        for c in dict.fromkeys(conditions):
            s = _SIGNAL_OF.get(c, c)
            self.flags._on[s] = True
            if self.traps._on[s]:
                trapped.append(c)
        if trapped:
            trapped.sort(key=lambda c: _RAISED.index(_SIGNAL_OF.get(c, c)))
            raise _SIGNAL_OF.get(trapped[0], trapped[0])(trapped)

    def _signal_all(self, *others):
        """What has come up in other contexts."""
        self._signal(*[s for s in _SIGNALS if any(c.flags._on[s] for c in others)])

    def _invalid(self, condition=InvalidOperation):
        self._signal(condition)
        return _NAN

    def Etiny(self):
        return self.Emin - self.prec + 1

    def Etop(self):
        return self.Emax - self.prec + 1

    def create_decimal(self, num='0', /):
        d = _parsed(num, self) if isinstance(num, str) else Decimal(num, self)
        if d._int and d._special and _digits(d._int) > self.prec - self.clamp:
            return self._invalid(ConversionSyntax)
        return d._fix(self)

    def create_decimal_from_float(self, f, /):
        return Decimal.from_float(f)._fix(self)

    def is_signed(self, x, /):
        return _to(x).is_signed()

    def _two(name):
        def method(self, x, y, /):
            a, b = _to(x), _to(y)
            result = getattr(a, name)(b, self)
            return result
        return method

    def _one(name):
        def method(self, x, /):
            return getattr(_to(x), name)(self)
        return method

    add, subtract, multiply, divide = _two('_add'), _two('_sub'), _two('_mul'), _two('_div')
    divide_int, remainder, divmod = _two('_floordiv'), _two('_mod'), _two('_divmod')
    compare, max, min, remainder_near = _two('compare'), _two('max'), _two('min'), _two('remainder_near')
    compare_signal, max_mag, min_mag = _two('compare_signal'), _two('max_mag'), _two('min_mag')
    next_toward, shift, rotate, scaleb = _two('next_toward'), _two('shift'), _two('rotate'), _two('scaleb')
    logical_and, logical_or, logical_xor = _two('logical_and'), _two('logical_or'), _two('logical_xor')
    quantize = lambda self, x, y, /: _to(x).quantize(_to(y), context=self)
    compare_total = lambda self, x, y, /: _to(x).compare_total(_to(y))
    compare_total_mag = lambda self, x, y, /: _to(x).compare_total_mag(_to(y))
    same_quantum = lambda self, x, y, /: _to(x).same_quantum(_to(y))
    copy_sign = lambda self, x, y, /: _to(x).copy_sign(_to(y))
    abs, minus, plus = _one('_abs'), _one('_neg'), _one('_pos')
    exp, ln, log10, sqrt, logb, normalize = (_one('exp'), _one('ln'), _one('log10'), _one('sqrt'), _one('logb'),
                                             _one('normalize'))
    next_plus, next_minus, number_class, logical_invert = (_one('next_plus'), _one('next_minus'), _one('number_class'),
                                                           _one('logical_invert'))
    to_integral_value = lambda self, x, /: _to(x).to_integral_value(context=self)
    to_integral = lambda self, x, /: _to(x).to_integral_value(context=self)
    to_integral_exact = lambda self, x, /: _to(x).to_integral_exact(context=self)
    to_sci_string = lambda self, x, /: _to(x).__str__(context=self)
    to_eng_string = lambda self, x, /: _to(x).to_eng_string(context=self)
    fma = lambda self, x, y, z, /: _to(x).fma(y, z, self)
    canonical = lambda self, x, /: _decimal(x)
    copy_abs = lambda self, x, /: _to(x).copy_abs()
    copy_negate = lambda self, x, /: _to(x).copy_negate()
    copy_decimal = lambda self, x, /: _to(x)
    is_canonical = lambda self, x, /: _decimal(x).is_canonical()
    is_finite = lambda self, x, /: _to(x).is_finite()
    is_infinite = lambda self, x, /: _to(x).is_infinite()
    is_nan = lambda self, x, /: _to(x).is_nan()
    is_qnan = lambda self, x, /: _to(x).is_qnan()
    is_snan = lambda self, x, /: _to(x).is_snan()
    is_zero = lambda self, x, /: _to(x).is_zero()
    is_normal = lambda self, x, /: _to(x).is_normal(self)
    is_subnormal = lambda self, x, /: _to(x).is_subnormal(self)
    radix = lambda self: Decimal(10)
    del _one, _two

    def power(self, a, b, modulo=None):
        return _to(a)._pow(_to(b), modulo if modulo is None else _to(modulo), self)


def _publish(cls):
    """Methods made by functions and lambdas are named as the class knows them; all stand for native ones."""
    for name, f in vars(cls).items():
        if callable(f) and '<' in f.__qualname__:
            f.__name__, f.__qualname__ = name, f'{cls.__name__}.{name}'
    _as_unnamed(cls)


_publish(Context)


def _decimal(x):
    if not isinstance(x, Decimal):
        raise TypeError('argument must be a Decimal')
    return x


def _refusal(x):
    t = type(x)
    plain = t.__flags__ & 512 or t.__module__ == 'builtins'    # 512: a class of a script; native ones have their module in their name
    return TypeError(f"conversion from {t.__name__ if plain else f'{t.__module__}.{t.__name__}'} to Decimal is not supported")


def _to(x):
    d = _convert(x)
    if d is NotImplemented:
        raise _refusal(x)
    return d


DefaultContext = Context(prec=28, rounding=ROUND_HALF_EVEN, traps=[DivisionByZero, Overflow, InvalidOperation])
BasicContext = Context(prec=9, rounding=ROUND_HALF_UP, traps=[DivisionByZero, Overflow, InvalidOperation, Clamped,
                                                              Underflow])
ExtendedContext = Context(prec=9, rounding=ROUND_HALF_EVEN, traps=[])
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
_current = _ContextVar('decimal_context')


def _getcontext():
    """The context of this thread."""
    try:
        return _current.get()
    except LookupError:
        c = DefaultContext.copy()
        _current.set(c)
        return c


def _context_of(given):
    """The context to work in, where an optional argument may name one."""
    if given is None:
        return _getcontext()
    if not isinstance(given, Context):
        raise TypeError('optional argument must be a context')
    return given


def _setcontext(context, /):
    """Another context for this thread."""
    if not isinstance(context, Context):
        raise TypeError('argument must be a context')
    if context in (DefaultContext, BasicContext, ExtendedContext):
        context = context.copy()
        context.clear_flags()
    _current.set(context)


def _public(f, name):
    """The function of that name that others see; this module calls the one in Python."""
    f.__name__ = f.__qualname__ = name
    return _as_native(f)


getcontext = _public(_getcontext, 'getcontext')
setcontext = _public(_setcontext, 'setcontext')


class _ContextManager:

    def __init__(self, new):
        self.new = new

    def __enter__(self):
        self.saved = _getcontext()
        _setcontext(self.new)
        return self.new

    def __exit__(self, t, v, tb):
        _setcontext(self.saved)


@_as_native
def localcontext(ctx=None, **kwargs):
    """A context for a with block: a copy of ctx or of the current one, with changes."""
    if ctx is not None and not isinstance(ctx, Context):
        raise TypeError('optional argument must be a context')
    c = (_getcontext() if ctx is None else ctx).copy()
    for name, value in kwargs.items():
        if name not in ('prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp', 'flags', 'traps'):
            raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        setattr(c, name, value)
    return _ContextManager(c)


_LOG10_2 = _math.log10(2)


def _digits(n):
    """Number of decimal digits of n >= 0; 1 for 0."""
    bits = n.bit_length()
    if bits < 256:
        return len(str(n))
    k = int(bits * _LOG10_2)  # or one more than the exponent of the first digit
    return k + (n >= 10 ** k)


def _up(q, half, sign, rounding):
    """Does q with a lost part round away from zero? half: -1, 0, 1 as that is below, at, above 1/2."""
    if rounding == ROUND_HALF_EVEN:
        return half > 0 or half == 0 and q & 1
    if rounding == ROUND_HALF_UP:
        return half >= 0
    if rounding == ROUND_HALF_DOWN:
        return half > 0
    if rounding == ROUND_DOWN:
        return False
    if rounding == ROUND_UP:
        return True
    if rounding == ROUND_CEILING:
        return not sign
    if rounding == ROUND_FLOOR:
        return bool(sign)
    return q % 5 == 0


def _drop(n, k, sign, rounding):
    """(n without its last k digits, rounded; was anything lost)"""
    if k > _digits(n) + 1:
        q, r, half = 0, n, -1
    else:
        unit = 10 ** k
        q, r = divmod(n, unit)
        half = (2 * r > unit) - (2 * r < unit)
    if not r:
        return q, False
    return q + bool(_up(q, half, sign, rounding)), True


def _make(sign, n, exp, special=''):
    self = object.__new__(Decimal)
    self._sign, self._int, self._exp, self._special = sign, n, exp, special
    return self


def _binary(name, method, reverse=False):
    symbol = {'add': '+', 'sub': '-', 'mul': '*', 'truediv': '/', 'floordiv': '//', 'mod': '%', 'divmod': 'divmod()'}

    def op(self, other):
        o = _convert(other)
        if o is NotImplemented:
            if type(other).__module__ == 'builtins':
                a, b = f"'decimal.{type(self).__name__}'", f"'{type(other).__name__}'"
                if reverse:
                    a, b = b, a
                    if name == 'add' and isinstance(other, (str, list, tuple)):
                        raise TypeError(f'can only concatenate {type(other).__name__} '
                                        f'(not "decimal.{type(self).__name__}") to {type(other).__name__}')
                raise TypeError(f"unsupported operand type(s) for {symbol[name]}: {a} and {b}")
            return o
        return getattr(o, method)(self, _getcontext()) if reverse else getattr(self, method)(o, _getcontext())
    return op


def _convert(other):
    if isinstance(other, Decimal):
        return other
    if isinstance(other, int):
        return _make(int(other < 0), abs(int(other)), 0)
    return NotImplemented


def _parsed(text, context):
    d = Decimal._parse(text.strip().replace('_', ''))
    return _context_of(context)._invalid(ConversionSyntax) if d is None else d


def _checked(d, context):
    """d, unless its exponent is beyond what any context allows."""
    if d._special or -_NEAR < d._exp < _NEAR:  # no memory holds the digits to be beyond from here
        return d
    if MIN_ETINY <= d._exp and (d.adjusted() if d._int else d._exp) <= MAX_EMAX:
        return d
    return _context_of(context)._invalid()


class Decimal:
    """A decimal number, an infinity or a NaN."""
    __slots__ = ('_sign', '_int', '_exp', '_special')

    def __new__(cls, value='0', context=None):
        if context is not None:
            _context_of(context)
        if isinstance(value, Decimal):
            d = value
        elif isinstance(value, int):
            d = _make(int(value < 0), abs(int(value)), 0)
        elif isinstance(value, str):
            d = _checked(_parsed(value, context), context)
        elif isinstance(value, (list, tuple)):
            d = _checked(cls._from_tuple(tuple(value)), context)
        elif isinstance(value, float):
            _context_of(context)._signal(FloatOperation)
            d = cls._exact(value)
        else:
            raise _refusal(value)
        if type(d) is cls:
            return d
        self = object.__new__(cls)
        self._sign, self._int, self._exp, self._special = d._sign, d._int, d._exp, d._special
        return self

    @staticmethod
    def _parse(text):
        m = _number(text)
        if m is None:
            return None
        sign = int(m['sign'] == '-')
        if m['int'] is not None or m['frac'] is not None:
            whole, fraction = m['int'] or '', m['frac'] or ''
            if not whole and not fraction:
                return None
            exp = int(m['exp'] or '0') - len(fraction)
            return _make(sign, _int(whole + fraction), exp)
        if m['diag'] is not None or m['nan']:
            return _make(sign, _int(m['diag'] or '0'), 0, 'N' if m['signal'] else 'n')
        return _make(sign, 0, 0, 'F')

    @staticmethod
    def _from_tuple(t):
        if len(t) != 3:
            raise ValueError("argument must be a sequence of length 3")
        sign, digits, exp = t
        if not isinstance(sign, int) or sign not in (0, 1):
            raise ValueError("sign must be an integer with the value 0 or 1")
        kind = exp if isinstance(exp, str) else None
        if kind is None and not isinstance(exp, int):
            raise ValueError("exponent must be an integer")
        if kind not in (None, 'F', 'n', 'N'):
            raise ValueError("string argument in the third position must be 'F', 'n' or 'N'")
        if kind is None and not -_sys.maxsize - 1 <= exp <= _sys.maxsize:
            raise OverflowError('Python int too large to convert to C ssize_t')
        if not isinstance(digits, (tuple, list)):
            raise ValueError("coefficient must be a tuple of digits")
        n = 0
        for d in digits:
            if isinstance(d, int) and d.bit_length() > 63:
                raise OverflowError("Python int too large to convert to C long")
            if not isinstance(d, int) or not 0 <= d <= 9:
                raise ValueError("coefficient must be a tuple of digits")
            n = n * 10 + d
        if kind:
            return _make(sign, 0 if kind == 'F' else n, 0, kind)
        return _make(sign, n, exp)

    @staticmethod
    def _exact(f):
        if _math.isinf(f):
            return _make(int(f < 0), 0, 0, 'F')
        if _math.isnan(f):
            return _make(0, 0, 0, 'n')
        n, d = abs(f).as_integer_ratio()
        k = d.bit_length() - 1
        return _make(int(_math.copysign(1.0, f) < 0), n * 5 ** k, -k)

    @classmethod
    def from_float(cls, f, /):
        """The exact value of a float or int."""
        if isinstance(f, int):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError("argument must be int or float")
        return cls(cls._exact(f))

    # --- kinds ---

    def is_nan(self):
        return self._special in ('n', 'N') and bool(self._special)

    def is_qnan(self):
        return self._special == 'n'

    def is_snan(self):
        return self._special == 'N'

    def is_infinite(self):
        return self._special == 'F'

    def is_finite(self):
        return not self._special

    def is_zero(self):
        return not self._special and not self._int

    def is_signed(self):
        return bool(self._sign)

    def is_normal(self, context=None):
        context = _context_of(context)
        if self._special or not self._int:
            return False
        return context.Emin <= self.adjusted()

    def is_subnormal(self, context=None):
        context = _context_of(context)
        if self._special or not self._int:
            return False
        return self.adjusted() < context.Emin

    def is_canonical(self):
        return True

    def canonical(self):
        return self

    def __bool__(self):
        return bool(self._special or self._int)

    def adjusted(self):
        """The exponent of the first digit."""
        return 0 if self._special else self._exp + _digits(self._int) - 1

    def number_class(self, context=None):
        context = _context_of(context)
        if self._special:
            return 'sNaN' if self._special == 'N' else 'NaN' if self._special == 'n' else '+-'[self._sign] + 'Infinity'
        kind = 'Zero' if not self._int else 'Subnormal' if self.is_subnormal(context) else 'Normal'
        return '+-'[self._sign] + kind

    def as_tuple(self):
        if self._special == 'F':
            return DecimalTuple(self._sign, (0,), 'F')
        digits = tuple(map(int, _text(self._int)))
        if self._special:
            return DecimalTuple(self._sign, digits if self._int else (), self._special)
        return DecimalTuple(self._sign, digits, self._exp)

    def as_integer_ratio(self):
        """(numerator, denominator) without common factors."""
        if self._special:
            if self._special == 'F':
                raise OverflowError("cannot convert Infinity to integer ratio")
            raise ValueError("cannot convert NaN to integer ratio")
        n, d = (self._int * 10 ** self._exp, 1) if self._exp >= 0 else (self._int, 10 ** -self._exp)
        g = _math.gcd(n, d)
        return (-n if self._sign else n) // g, d // g

    # --- text ---

    def __str__(self, eng=False, context=None):
        sign = '-' if self._sign else ''
        if self._special:
            if self._special == 'F':
                return sign + 'Infinity'
            return sign + ('sNaN' if self._special == 'N' else 'NaN') + (_text(self._int) if self._int else '')
        digits = _text(self._int)
        left = self._exp + len(digits)
        if self._exp <= 0 and left > -6:
            dot = left
        elif not eng:
            dot = 1
        elif digits == '0':
            dot = (left + 1) % 3 - 1
        else:
            dot = (left - 1) % 3 + 1
        if dot <= 0:
            text = '0.' + '0' * -dot + digits
        elif dot >= len(digits):
            text = digits + '0' * (dot - len(digits))
        else:
            text = digits[:dot] + '.' + digits[dot:]
        if left == dot:
            return sign + text
        return sign + text + ('eE'[_context_of(context).capitals]) + '%+d' % (left - dot)

    def __repr__(self):
        return "Decimal('%s')" % str(self)

    def to_eng_string(self, context=None):
        return self.__str__(True, _context_of(context))

    def __format__(self, spec, /):
        from _decimal_format import format_decimal
        return format_decimal(self, spec)

    # --- rounding ---

    def _nan(self, other, context):
        """The NaN that an operation with one of these NaNs gives; None if there is none."""
        for d in (self, other):
            if d is not None and d._special == 'N':
                context._signal(InvalidOperation)
                return _make(d._sign, d._int, 0, 'n')._fix_nan(context)
        for d in (self, other):
            if d is not None and d._special == 'n':
                return d._fix_nan(context)
        return None

    def _fix_nan(self, context):
        limit = context.prec - context.clamp
        if self._int and _digits(self._int) > limit:
            return _make(self._sign, self._int % 10 ** limit, 0, self._special)
        return self

    def _fix(self, context, *before):
        """Rounded to the context, with its signals and those that came up before."""
        if self._special:
            return self._fix_nan(context) if self._special != 'F' else self
        etiny, etop = context.Etiny(), context.Etop()
        n, exp = self._int, self._exp
        if not n:
            new = min(max(exp, etiny), etop if context.clamp else context.Emax)
            if new == exp:
                if before:
                    context._signal(*before)
                return self
            context._signal(*before, Clamped)
            return _make(self._sign, 0, new)
        digits = _digits(n)
        exp_min = digits + exp - context.prec
        if exp_min > etop:
            return self._overflow(context, *before)
        subnormal = exp_min < etiny
        if subnormal:
            exp_min = etiny
        if exp < exp_min:
            n, lost = _drop(n, exp_min - exp, self._sign, context.rounding)
            if _digits(n) > context.prec:
                n //= 10
                exp_min += 1
            if exp_min > etop:
                return self._overflow(context, *before)
            signals = [*before]
            if lost and subnormal:
                signals.append(Underflow)
            if subnormal:
                signals.append(Subnormal)
            if lost:
                signals.append(Inexact)
            signals.append(Rounded)
            if not n:
                signals.append(Clamped)
            context._signal(*signals)
            return _make(self._sign, n, exp_min)
        if subnormal:
            before += (Subnormal,)
        if context.clamp and exp > etop:
            context._signal(*before, Clamped)
            return _make(self._sign, n * 10 ** (exp - etop), etop)
        if before:
            context._signal(*before)
        return self

    def _overflow(self, context, *before):
        context._signal(*before, Overflow, Inexact, Rounded)
        r = context.rounding
        if r in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN, ROUND_UP) or \
                r == (ROUND_FLOOR if self._sign else ROUND_CEILING):
            return _make(self._sign, 0, 0, 'F')
        return _make(self._sign, 10 ** context.prec - 1, context.Etop())

    def _rescale(self, exp, rounding):
        """The value with another exponent."""
        if self._special or not self._int:
            return self if self._special else _make(self._sign, 0, exp)
        if self._exp >= exp:
            return _make(self._sign, self._int * 10 ** (self._exp - exp), exp)
        return _make(self._sign, _drop(self._int, exp - self._exp, self._sign, rounding)[0], exp)

    # --- arithmetic ---

    def _neg(self, context):
        nan = self._nan(None, context)
        if nan is not None:
            return nan
        if not self and context.rounding != ROUND_FLOOR:
            return self.copy_abs()._fix(context)
        return self.copy_negate()._fix(context)

    def _pos(self, context):
        nan = self._nan(None, context)
        if nan is not None:
            return nan
        if not self and context.rounding != ROUND_FLOOR:
            return self.copy_abs()._fix(context)
        return self._fix(context)

    def _abs(self, context):
        return self._neg(context) if self._sign else self._pos(context)

    def __neg__(self):
        return self._neg(_getcontext())

    def __pos__(self):
        return self._pos(_getcontext())

    def __abs__(self):
        return self._abs(_getcontext())

    def _add(self, other, context):
        if self._special or other._special:
            nan = self._nan(other, context)
            if nan is not None:
                return nan
            if self._special == 'F':
                if other._special == 'F' and self._sign != other._sign:
                    return context._invalid()
                return self
            return other
        exp = min(self._exp, other._exp)
        a, b = self, other
        if a._int and b._int:
            # far apart: the smaller one counts only as something not zero
            if a.adjusted() < b.adjusted():
                a, b = b, a
            floor = min(a._exp, a.adjusted() - context.prec - 1) - 2
            if b.adjusted() < floor:
                b = _make(b._sign, 1, floor)
            exp = min(a._exp, b._exp)
        elif not a._int and not b._int:
            sign = min(a._sign, b._sign)
            if a._sign != b._sign and context.rounding == ROUND_FLOOR:
                sign = 1
            return _make(sign, 0, exp)._fix(context)
        else:
            nonzero = a if a._int else b
            exp = max(exp, nonzero._exp - context.prec - 1)
            exp = min(exp, nonzero._exp)
            return nonzero._rescale(exp, ROUND_DOWN)._fix(context)
        x = a._int * 10 ** (a._exp - exp)
        y = b._int * 10 ** (b._exp - exp)
        total = (-x if a._sign else x) + (-y if b._sign else y)
        if not total:
            return _make(int(context.rounding == ROUND_FLOOR), 0, min(self._exp, other._exp))._fix(context)
        return _make(int(total < 0), abs(total), exp)._fix(context)

    def _sub(self, other, context):
        if self._special or other._special:
            nan = self._nan(other, context)
            if nan is not None:
                return nan
        return self._add(other.copy_negate(), context)

    def _mul(self, other, context):
        sign = self._sign ^ other._sign
        if self._special or other._special:
            nan = self._nan(other, context)
            if nan is not None:
                return nan
            if not self or not other:
                return context._invalid()
            return _make(sign, 0, 0, 'F')
        return _make(sign, self._int * other._int, self._exp + other._exp)._fix(context)

    def _div(self, other, context):
        sign = self._sign ^ other._sign
        if self._special or other._special:
            nan = self._nan(other, context)
            if nan is not None:
                return nan
            if self._special and other._special:
                return context._invalid()
            if self._special:
                return _make(sign, 0, 0, 'F')
            context._signal(Clamped)
            return _make(sign, 0, context.Etiny())
        if not other._int:
            if not self._int:
                return context._invalid(DivisionUndefined)
            context._signal(DivisionByZero)
            return _make(sign, 0, 0, 'F')
        if not self._int:
            return _make(sign, 0, self._exp - other._exp)._fix(context)
        least = _digits(other._int) - _digits(self._int) + 1
        shift = least + context.prec
        if context.prec > _MANY and self._int * 10 ** (enough := other._int.bit_length()) % other._int == 0:
            shift = min(shift, enough)  # a quotient that ends has no more digits after the point than the divisor has bits
        exp = self._exp - other._exp - shift
        if shift >= 0:
            n, r = divmod(self._int * 10 ** shift, other._int)
        else:
            n, r = divmod(self._int, other._int * 10 ** -shift)
        if r:
            n += n % 5 == 0 # sticky digit
        else:
            ideal = self._exp - other._exp
            while exp < ideal and n % 10 == 0:
                n //= 10
                exp += 1
        return _make(sign, n, exp)._fix(context)

    def _integer_division(self, other, context):
        """(quotient, remainder) of finite numbers, other not zero; None: the quotient is too long."""
        sign = self._sign ^ other._sign
        ideal = min(self._exp, other._exp)
        gap = self.adjusted() - other.adjusted()
        if not self._int or gap <= -2:
            return _make(sign, 0, 0), self._rescale(ideal, context.rounding)
        if gap <= context.prec:
            a, b = self._int, other._int
            if self._exp >= other._exp:
                a *= 10 ** (self._exp - other._exp)
            else:
                b *= 10 ** (other._exp - self._exp)
            q, r = divmod(a, b)
            if _digits(q) <= context.prec:
                return _make(sign, q, 0), _make(self._sign, r, ideal)
        return None

    def _divmod_checks(self, other, context):
        """A result for what is not finite by finite and not zero."""
        nan = self._nan(other, context)
        if nan is not None:
            return nan, nan
        sign = self._sign ^ other._sign
        if self._special == 'F':
            if other._special == 'F':
                nan = context._invalid()
                return nan, nan
            return _make(sign, 0, 0, 'F'), None
        if not other:
            if not self:
                nan = context._invalid(DivisionUndefined)
                return nan, nan
            return False, None
        return None

    def _floordiv(self, other, context):
        if self._special or other._special or not other:
            r = self._divmod_checks(other, context)
            if r is not None:
                if r[0] is False:
                    context._signal(DivisionByZero)
                    return _make(self._sign ^ other._sign, 0, 0, 'F')
                return r[0]
            return _make(self._sign ^ other._sign, 0, 0)
        r = self._integer_division(other, context)
        return context._invalid(DivisionImpossible) if r is None else r[0]._fix(context)

    def _mod(self, other, context):
        if self._special or other._special or not other:
            nan = self._nan(other, context)
            if nan is not None:
                return nan
            if self._special == 'F':
                return context._invalid()
            if not other:
                return context._invalid(InvalidOperation if self else DivisionUndefined)
            return self._fix(context)
        r = self._integer_division(other, context)
        return context._invalid(DivisionImpossible) if r is None else r[1]._fix(context)

    def _divmod(self, other, context):
        if self._special or other._special or not other:
            nan = self._nan(other, context)
            if nan is not None:
                return nan, nan
            sign = self._sign ^ other._sign
            if self._special == 'F':
                if other._special == 'F':
                    nan = context._invalid()
                    return nan, nan
                return _make(sign, 0, 0, 'F'), context._invalid()
            if not other:
                if not self:
                    nan = context._invalid(DivisionUndefined)
                    return nan, nan
                context._signal(DivisionByZero, InvalidOperation)
                return _make(sign, 0, 0, 'F'), _NAN
        if other._special:
            return _make(self._sign ^ other._sign, 0, 0), self._fix(context)
        r = self._integer_division(other, context)
        if r is None:
            nan = context._invalid(DivisionImpossible)
            return nan, nan
        work = context._work()
        r = r[0]._fix(work), r[1]._fix(work)
        context._signal_all(work)
        return r

    for _name, _method in (('add', '_add'), ('sub', '_sub'), ('mul', '_mul'), ('truediv', '_div'),
                           ('floordiv', '_floordiv'), ('mod', '_mod'), ('divmod', '_divmod')):
        locals()[f'__{_name}__'] = _binary(_name, _method)
        locals()[f'__r{_name}__'] = _binary(_name, _method, True)
    del _name, _method

    def remainder_near(self, other, context=None):
        """The remainder of the nearest integer quotient."""
        context, other = _context_of(context), _to(other)
        if self._special or other._special or not other:
            return self._mod(other, context)
        ideal = min(self._exp, other._exp)
        if not self._int:
            return _make(self._sign, 0, ideal)._fix(context)
        if self.adjusted() - other.adjusted() > context.prec:
            return context._invalid(DivisionImpossible)
        a, b = self._int * 10 ** (self._exp - ideal), other._int * 10 ** (other._exp - ideal)
        q, r = divmod(a, b)
        if 2 * r + (q & 1) > b:
            r -= b
            q += 1
        if _digits(q) > context.prec:
            return context._invalid(DivisionImpossible)
        return _make(self._sign ^ (r < 0), abs(r), ideal)._fix(context)

    def fma(self, other, third, context=None):
        """self * other + third, rounded once."""
        context, other, third = _context_of(context), _to(other), _to(third)
        if self._special or other._special:
            product = self._mul(other, context)
        else:
            product = _make(self._sign ^ other._sign, self._int * other._int, self._exp + other._exp)
        return product._add(third, context)

    # --- powers ---

    def sqrt(self, context=None):
        """The square root."""
        context = _context_of(context)
        if self._special:
            nan = self._nan(None, context)
            if nan is not None:
                return nan
            if not self._sign:
                return self
        if not self:
            return _make(self._sign, 0, self._exp // 2)._fix(context)
        if self._sign:
            return context._invalid()
        prec = context.prec + 1
        e = self._exp >> 1
        if self._exp & 1:
            c, l = self._int * 10, (_digits(self._int) >> 1) + 1
        else:
            c, l = self._int, _digits(self._int) + 1 >> 1
        shift = prec - l
        if prec > _MANY and _math.isqrt(c) ** 2 == c:
            shift = 0
        if shift >= 0:
            c *= 100 ** shift
            exact = True
        else:
            c, r = divmod(c, 100 ** -shift)
            exact = not r
        e -= shift
        n = _math.isqrt(c)
        exact = exact and n * n == c
        if exact:
            n = n // 10 ** shift if shift >= 0 else n * 10 ** -shift
            e += shift
        elif n % 5 == 0:
            n += 1
        work = context._work(rounding=ROUND_HALF_EVEN)
        result = _make(0, n, e)._fix(work)
        context._signal_all(work)
        return result

    def _rounded_result(self, compute, context, extra=3):
        """compute(p) -> (n, exp) with at least p good digits; rounded half even to the context."""
        while True:
            n, exp = compute(context.prec + extra)
            k = _digits(abs(n)) - context.prec - 1
            if k > 0 and n % (5 * 10 ** (k - 1) if k > 1 else 5) > 2 and \
                    -n % (5 * 10 ** (k - 1) if k > 1 else 5) > 2:
                break
            if extra > 60:
                break
            extra += 5
        return _make(int(n < 0), abs(n), exp)._fix_nearest(context)

    def _fix_nearest(self, context):
        """Rounded half even to the context, whatever its rounding is."""
        work = context._work(rounding=ROUND_HALF_EVEN)
        result = self._fix(work)
        context._signal_all(work)
        return result

    def exp(self, context=None):
        """e raised to the number."""
        context = _context_of(context)
        nan = self._nan(None, context)
        if nan is not None:
            return nan
        if self._special:
            return _make(0, 0, 0) if self._sign else self
        if not self:
            return _make(0, 1, 0)
        if self.adjusted() > _digits(max(context.Emax, -context.Etiny()) * 3):
            return (_make(0, 1, context.Etiny() - 2) if self._sign else _make(0, 1, context.Emax + 1))._fix_nearest(context)
        if self.adjusted() < -context.prec - 2: # 1 and hardly anything
            tiny = 10 ** (context.prec + 2)
            return self._rounded_result(lambda p: (tiny + (-1 if self._sign else 1), -context.prec - 2), context)
        c = -self._int if self._sign else self._int
        return self._rounded_result(lambda p: _decimal_math.exp(c, self._exp, p), context)

    def ln(self, context=None):
        """The natural logarithm."""
        context = _context_of(context)
        nan = self._nan(None, context)
        if nan is not None:
            return nan
        if not self:
            return _make(1, 0, 0, 'F')
        if self._sign:
            return context._invalid()
        if self._special:
            return self
        if self == 1:
            return _make(0, 0, 0)

        def compute(p):
            near = (self - 1).adjusted() if self.adjusted() in (0, -1) else 0
            q = p + max(0, -near) + 3
            return _decimal_math.ln(self._int, self._exp, q), -q
        return self._rounded_result(compute, context)

    def log10(self, context=None):
        """The logarithm to base 10."""
        context = _context_of(context)
        nan = self._nan(None, context)
        if nan is not None:
            return nan
        if not self:
            return _make(1, 0, 0, 'F')
        if self._sign:
            return context._invalid()
        if self._special:
            return self
        text = _text(self._int)
        if text[0] == '1' and text[1:] == '0' * (len(text) - 1):
            return Decimal(self._exp + len(text) - 1)._fix_nearest(context)

        def compute(p):
            near = (self - 1).adjusted() if self.adjusted() in (0, -1) else 0
            q = p + max(0, -near) + 5
            return _decimal_math.ln(self._int, self._exp, q) * 10 ** q // _decimal_math.ln10(q), -q
        return self._rounded_result(compute, context)

    def _pow(self, other, modulo, context):
        if modulo is not None:
            return self._pow_mod(other, modulo, context)
        nan = self._nan(other, context)
        if nan is not None:
            return nan
        if not other:
            return context._invalid() if not self else _make(0, 1, 0)
        sign, base = 0, self
        whole = other._isinteger()
        if self._sign:
            if whole:
                sign = other._iseven() ^ 1
            elif self:
                return context._invalid()
            base = self.copy_negate()
        if not base:
            return _make(sign, 0, 0) if not other._sign else _make(sign, 0, 0, 'F')
        if base._special:
            return _make(sign, 0, 0, 'F') if not other._sign else _make(sign, 0, 0)
        if base == 1:
            if whole:
                if other._sign == 1:
                    n = 0
                elif other > context.prec:
                    n = context.prec
                else:
                    n = int(other)
                exp = base._exp * n
                if exp < 1 - context.prec:
                    exp = 1 - context.prec
                    context._signal(Rounded)
            else:
                context._signal(Inexact, Rounded)
                exp = 1 - context.prec
            return _make(sign, 10 ** -exp, exp)
        if other._special:
            return _make(0, 0, 0) if (other._sign == 0) == (base.adjusted() < 0) else other.copy_abs()
        beyond = base._pow_beyond(other, sign, context)
        if beyond is not None:
            return beyond
        if whole:
            return base._pow_whole(other, sign, context)
        return base._pow_real(other, context)

    def _pow_beyond(self, other, sign, context):
        """The power whose exponent is certain to have more digits than the limits have, or None. self is not 1."""
        big = self.adjusted()
        if big > 0 or big < -1:  # a bound for the size of log10(self) by its first digit
            least = len(str(big if big > 0 else -big - 1)) - 1
        else:
            least = self._sub(_make(0, 1, 0), _EXACT).adjusted() - (2 if big == 0 else 1)
        up = (big >= 0) != bool(other._sign)
        if len(str(abs(context.Emax if up else context.Etiny()))) >= least + other.adjusted():
            return None
        return (_make(sign, 1, context.Emax + 1) if up else _make(sign, 1, context.Etiny() - 1))._fix(context)

    def _pow_whole(self, other, sign, context):
        """By multiplication, rounded half even at each step, with some digits more than wanted."""
        work = context._work(prec=context.prec + max(other.adjusted(), 0) + 3, rounding=ROUND_HALF_EVEN, clamp=0)
        base = self
        if other._sign:
            work.prec = min(work.prec + 1, MAX_PREC)
            base = _make(0, 1, 0)._div(self, work)
        result = base
        for bit in bin(abs(int(other)))[3:]:
            result = result._mul(result, work)
            if bit == '1':
                result = result._mul(base, work)
            if result._special or not result._int and work.flags._on[Clamped]:
                break
        result = _make(sign, 1, context.Emax + 1) if result._special else _make(sign, result._int, result._exp)
        last = context._work()
        result = result._fix(last)
        context._signal_all(work, last)
        return result

    def _pow_real(self, other, context):
        """By logarithm and exponential, to many digits more than wanted; then rounded as the context says."""
        work = context._work(prec=max(_digits(self._int), context.prec) + 23, Emax=MAX_EMAX, Emin=MIN_EMIN,
                             rounding=ROUND_HALF_EVEN)
        result = self.ln(work)._mul(other, work).exp(work)
        if result == 1:
            result = _make(0, 10 ** (context.prec - 1), 1 - context.prec)
        last = context._work()
        result = result._fix(last)
        last._signal(Inexact, Rounded)
        context._signal_all(last)
        return result

    def _pow_mod(self, other, modulo, context):
        for d in (self, other, modulo):
            if d.is_nan():
                return self._nan(other, context) or modulo._nan(None, context)
        if not (self._isinteger() and other._isinteger() and modulo._isinteger()) or other < 0 or not modulo or \
                modulo.adjusted() >= context.prec or not other and not self:
            return context._invalid()
        sign = 0 if other._iseven() else self._sign
        return _make(sign, pow(abs(int(self)), int(other), abs(int(modulo))), 0)

    def __pow__(self, other, modulo=None):
        other = _convert(other)
        if other is NotImplemented:
            return other
        if modulo is not None:
            modulo = _convert(modulo)
            if modulo is NotImplemented:
                return modulo
        return self._pow(other, modulo, _getcontext())

    def __rpow__(self, other):
        other = _convert(other)
        return other if other is NotImplemented else other._pow(self, None, _getcontext())

    def _isinteger(self):
        if self._special:
            return False
        return self._exp >= 0 or self._int % 10 ** min(-self._exp, _digits(self._int) + 1) == 0

    def _iseven(self):
        if not self or self._exp > 0:
            return True
        return (self._int // 10 ** -self._exp) % 2 == 0

    # --- comparison ---

    def _cmp(self, other):
        """-1, 0, 1 of numbers that are no NaNs."""
        a, b = self._order(), other._order()
        if a != b or a in (-2, 0, 2):
            return (a > b) - (a < b)
        x, y = self.adjusted(), other.adjusted()
        if x == y:
            low = min(self._exp, other._exp)
            x, y = self._int * 10 ** (self._exp - low), other._int * 10 ** (other._exp - low)
        return ((x > y) - (x < y)) * a

    def _order(self):
        if self._special:
            return -2 if self._sign else 2
        return 0 if not self._int else -1 if self._sign else 1

    def _comparable(self, other, equality=False):
        if isinstance(other, Decimal):
            return other
        if isinstance(other, int):
            return _convert(other)
        if isinstance(other, float):
            c = _getcontext()
            if equality:
                c.flags._on[FloatOperation] = True
            else:
                c._signal(FloatOperation)
            return Decimal._exact(other)
        if isinstance(other, _numbers.Rational):
            return other
        if equality and isinstance(other, _numbers.Complex) and other.imag == 0:
            return Decimal._exact(other.real)
        return NotImplemented

    def _compare(self, other, op, equality=False):
        o = self._comparable(other, equality)
        if o is NotImplemented:
            if not equality and type(other).__module__ == 'builtins':
                name = {'__lt__': '<', '__le__': '<=', '__gt__': '>', '__ge__': '>='}[op]
                raise TypeError(f"'{name}' not supported between instances of 'decimal.{type(self).__name__}' and "
                                f"'{type(other).__name__}'")
            return o
        a = self
        if not isinstance(o, Decimal): # a fraction
            if self._special:
                o = _make(0, 0, 0)
            else:
                a, o = _make(self._sign, self._int * o.denominator, self._exp), Decimal(o.numerator)
        if a.is_nan() or o.is_nan():
            if not equality or a.is_snan() or o.is_snan():
                _getcontext()._signal(InvalidOperation)
            return op == '__ne__'
        return getattr(a._cmp(o), op)(0)

    def __eq__(self, other):
        return self._compare(other, '__eq__', True)

    def __lt__(self, other):
        return self._compare(other, '__lt__')

    def __le__(self, other):
        return self._compare(other, '__le__')

    def __gt__(self, other):
        return self._compare(other, '__gt__')

    def __ge__(self, other):
        return self._compare(other, '__ge__')

    def __hash__(self):
        if self._special:
            if self._special == 'N':
                raise TypeError('Cannot hash a signaling NaN value')
            if self._special == 'n':
                return object.__hash__(self)
            return -_sys.hash_info.inf if self._sign else _sys.hash_info.inf
        p = _sys.hash_info.modulus
        power = pow(10, self._exp, p) if self._exp >= 0 else pow(pow(10, -1, p), -self._exp, p)
        h = self._int * power % p
        h = -h if self._sign else h
        return -2 if h == -1 else h

    def compare(self, other, context=None):
        """-1, 0, 1 or NaN as a Decimal."""
        context, other = _context_of(context), _to(other)
        nan = self._nan(other, context)
        return nan if nan is not None else Decimal(self._cmp(other))

    def compare_signal(self, other, context=None):
        context, other = _context_of(context), _to(other)
        if self.is_nan() or other.is_nan():
            context._signal(InvalidOperation)
            return self._nan(other, context)
        return Decimal(self._cmp(other))

    def _total_key(self):
        kind = {'': 0, 'F': 1, 'N': 2, 'n': 3}[self._special]
        return kind

    def compare_total(self, other, context=None):
        """An order of all representations."""
        _context_of(context)
        other = _to(other)
        if self._sign != other._sign:
            return Decimal(-1 if self._sign else 1)
        flip = -1 if self._sign else 1
        a, b = self._total_key(), other._total_key()
        if a != b:
            return Decimal(flip if a > b else -flip)
        if a >= 2:
            return Decimal(((self._int > other._int) - (self._int < other._int)) * flip)
        c = self._cmp(other)
        if c:
            return Decimal(c)
        return Decimal(((self._exp > other._exp) - (self._exp < other._exp)) * flip)

    def compare_total_mag(self, other, context=None):
        _context_of(context)
        return self.copy_abs().compare_total(_to(other).copy_abs())

    def _pick(self, other, context, sign, magnitude):
        context, other = _context_of(context), _to(other)
        if self._special or other._special:
            if self.is_qnan() and not other.is_nan():
                return other._fix(context)
            if other.is_qnan() and not self.is_nan():
                return self._fix(context)
            nan = self._nan(other, context)
            if nan is not None:
                return nan
        c = self.copy_abs()._cmp(other.copy_abs()) if magnitude else self._cmp(other)
        if c == 0:
            c = int(self.compare_total(other))
        return (self if c * sign >= 0 else other)._fix(context)

    def max(self, other, context=None):
        return self._pick(other, context, 1, False)

    def min(self, other, context=None):
        return self._pick(other, context, -1, False)

    def max_mag(self, other, context=None):
        return self._pick(other, context, 1, True)

    def min_mag(self, other, context=None):
        return self._pick(other, context, -1, True)

    # --- signs and quanta ---

    def copy_abs(self):
        return _make(0, self._int, self._exp, self._special)

    def copy_negate(self):
        return _make(1 - self._sign, self._int, self._exp, self._special)

    def copy_sign(self, other, context=None):
        _context_of(context)
        return _make(_to(other)._sign, self._int, self._exp, self._special)

    def same_quantum(self, other, context=None):
        _context_of(context)
        other = _to(other)
        if self._special or other._special:
            return self.is_nan() and other.is_nan() or self.is_infinite() and other.is_infinite()
        return self._exp == other._exp

    def quantize(self, exp, rounding=None, context=None):
        """The value with the exponent of exp."""
        context = _context_of(context)
        rounding = _rounding_of(rounding, context)
        exp = _to(exp)
        if self._special or exp._special:
            nan = self._nan(exp, context)
            if nan is not None:
                return nan
            if self._special and exp._special:
                return self
            return context._invalid()
        if not context.Etiny() <= exp._exp <= context.Emax:
            return context._invalid()
        if not self._int:
            return _make(self._sign, 0, exp._exp)._fix(context)
        if self.adjusted() > context.Emax or self.adjusted() - exp._exp + 1 > context.prec:
            return context._invalid()
        result = self._rescale(exp._exp, rounding)
        if result.adjusted() > context.Emax or _digits(result._int) > context.prec:
            return context._invalid()
        signals = [Subnormal] if result and result.adjusted() < context.Emin else []
        if result._exp > self._exp:
            signals += [Inexact, Rounded] if result != self else [Rounded]
        return result._fix(context, *signals)

    def to_integral_value(self, rounding=None, context=None):
        """The nearest integer."""
        context = _context_of(context)
        rounding = _rounding_of(rounding, context)
        if self._special:
            nan = self._nan(None, context)
            return self if nan is None else nan
        return self if self._exp >= 0 else self._rescale(0, rounding)

    to_integral = to_integral_value

    def to_integral(self, rounding=None, context=None):
        """The nearest integer."""
        return self.to_integral_value(rounding, context)

    def to_integral_exact(self, rounding=None, context=None):
        """The nearest integer, with Inexact and Rounded."""
        context = _context_of(context)
        result = self.to_integral_value(rounding, context)
        if not self._special and self._exp < 0 and self._int:
            context._signal(*([Inexact] if result != self else []), Rounded)
        return result

    def normalize(self, context=None):
        """Without trailing zeros."""
        context = _context_of(context)
        nan = self._nan(None, context)
        if nan is not None:
            return nan
        d = self._fix(context)
        if d._special:
            return d
        if not d._int:
            return _make(d._sign, 0, 0)
        n, exp = d._int, d._exp
        top = context.Etop() if context.clamp else context.Emax
        while n % 10 == 0 and exp < top:
            n //= 10
            exp += 1
        return _make(d._sign, n, exp)

    def logb(self, context=None):
        """The exponent of the first digit as a Decimal."""
        context = _context_of(context)
        nan = self._nan(None, context)
        if nan is not None:
            return nan
        if self._special:
            return _make(0, 0, 0, 'F')
        if not self:
            context._signal(DivisionByZero)
            return _make(1, 0, 0, 'F')
        return Decimal(self.adjusted())._fix(context)

    def scaleb(self, other, context=None):
        """The number with other added to its exponent."""
        context, other = _context_of(context), _to(other)
        nan = self._nan(other, context)
        if nan is not None:
            return nan
        limit = 2 * (context.Emax + context.prec)
        if other._special or other._exp != 0 or abs(int(other)) > limit:
            return context._invalid()
        if self._special:
            return self
        return _make(self._sign, self._int, self._exp + int(other))._fix(context)

    def _shift_args(self, other, context):
        nan = self._nan(other, context)
        if nan is not None:
            return nan
        if other._special or other._exp != 0 or abs(int(other)) > context.prec:
            return context._invalid()
        return self if self._special else None

    def shift(self, other, context=None):
        """The coefficient moved to the left by other digits."""
        context, other = _context_of(context), _to(other)
        early = self._shift_args(other, context)
        if early is not None:
            return early
        k = int(other)
        n = self._int * 10 ** k % 10 ** context.prec if k >= 0 else self._int // 10 ** -k
        return _make(self._sign, n, self._exp)

    def rotate(self, other, context=None):
        """The coefficient rotated to the left by other digits."""
        context, other = _context_of(context), _to(other)
        early = self._shift_args(other, context)
        if early is not None:
            return early
        text = _text(self._int).zfill(context.prec)[-context.prec:]
        k = int(other)
        return _make(self._sign, _int(text[k:] + text[:k]), self._exp)

    def next_plus(self, context=None):
        """The smallest larger number."""
        context = _context_of(context)
        nan = self._nan(None, context)
        if nan is not None:
            return nan
        if self._special:
            return _make(1, 10 ** context.prec - 1, context.Etop()) if self._sign else self
        work = context._work(rounding=ROUND_CEILING)
        new = self._fix(work)
        return new if new != self else self._add(_make(0, 1, context.Etiny() - 1), work)

    def next_minus(self, context=None):
        """The largest smaller number."""
        context = _context_of(context)
        nan = self._nan(None, context)
        if nan is not None:
            return nan
        if self._special:
            return self if self._sign else _make(0, 10 ** context.prec - 1, context.Etop())
        work = context._work(rounding=ROUND_FLOOR)
        new = self._fix(work)
        return new if new != self else self._sub(_make(0, 1, context.Etiny() - 1), work)

    def next_toward(self, other, context=None):
        context, other = _context_of(context), _to(other)
        nan = self._nan(other, context)
        if nan is not None:
            return nan
        c = self._cmp(other)
        if c == 0:
            return self.copy_sign(other)
        result = self.next_plus(context) if c < 0 else self.next_minus(context)
        if result.is_infinite():
            context._signal(Overflow, Inexact, Rounded)
        elif result.adjusted() < context.Emin:
            context._signal(Underflow, Subnormal, Inexact, Rounded, *([] if result else [Clamped]))
        return result

    def radix(self):
        return Decimal(10)

    def _logical(self, other, context, op):
        context, other = _context_of(context), _to(other)
        for d in (self, other):
            if d._special or d._sign or d._exp or set(_text(d._int)) - {'0', '1'}:
                return context._invalid()
        a, b = (_text(d._int).zfill(context.prec)[-context.prec:] for d in (self, other))
        return _make(0, _int(''.join(str(op(int(x), int(y))) for x, y in zip(a, b))), 0)

    def logical_and(self, other, context=None):
        return self._logical(other, context, lambda x, y: x & y)

    def logical_or(self, other, context=None):
        return self._logical(other, context, lambda x, y: x | y)

    def logical_xor(self, other, context=None):
        return self._logical(other, context, lambda x, y: x ^ y)

    def logical_invert(self, context=None):
        context = _context_of(context)
        return self.logical_xor(_make(0, _int('1' * context.prec), 0), context)

    # --- other types ---

    def __int__(self):
        if self._special:
            if self._special == 'F':
                raise OverflowError("cannot convert Infinity to integer")
            raise ValueError("cannot convert NaN to integer")
        n = self._int * 10 ** self._exp if self._exp >= 0 else self._int // 10 ** min(-self._exp, _digits(self._int) + 1)
        return -n if self._sign else n

    __trunc__ = __int__

    def __float__(self):
        if self._special == 'N':
            raise ValueError("cannot convert signaling NaN to float")
        if self._special == 'n':
            return -_math.nan if self._sign else _math.nan
        return float(str(self))

    def __complex__(self):
        return complex(float(self))

    real = property(lambda self: self)
    imag = property(lambda self: Decimal(0))

    def conjugate(self):
        return self

    def _whole(self, rounding):
        if self._special:
            if self._special == 'F':
                raise OverflowError("cannot convert Infinity to integer")
            raise ValueError("cannot convert NaN to integer")
        return int(self._rescale(0, rounding))

    def __round__(self, n=None, /):
        if n is None:
            return self._whole(ROUND_HALF_EVEN)
        if not isinstance(n, int):
            raise TypeError('optional arg must be an integer')
        return self.quantize(_make(0, 1, -n))

    def __floor__(self):
        return self._whole(ROUND_FLOOR)

    def __ceil__(self):
        return self._whole(ROUND_CEILING)

    def __reduce__(self):
        return self.__class__, (str(self),)

    def __copy__(self):
        return self if type(self) is Decimal else self.__class__(str(self))

    def __deepcopy__(self, memo, /):
        return self.__copy__()


_NAN = _make(0, 0, 0, 'n')
_numbers.Number.register(Decimal)
_publish(Decimal)


def _pattern():
    import re
    number = re.compile(r'''(?P<sign>[-+])?
        (?:(?=\d|\.\d)(?P<int>\d*)(?:\.(?P<frac>\d*))?(?:E(?P<exp>[-+]?\d+))?
          |(?P<inf>Inf(?:inity)?)
          |(?P<signal>s)?(?P<nan>NaN)(?P<diag>\d*))''', re.VERBOSE | re.IGNORECASE).fullmatch
    return number


_number = _pattern()


def _round_to(self, places, rounding):
    """At most places digits."""
    if not self._int:
        return _make(self._sign, 0, self.adjusted() + 1 - places)
    result = self._rescale(self.adjusted() + 1 - places, rounding)
    if result.adjusted() != self.adjusted():
        result = result._rescale(result.adjusted() + 1 - places, rounding)
    return result


Decimal._round_to = _round_to
for _class in Decimal, Context:
    _immutable(_class)
del _class
