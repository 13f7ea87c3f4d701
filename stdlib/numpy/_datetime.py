"""datetime64 and timedelta64: calendar, text, conversion between units, and what arrays of them can do.

An array of times holds int64 counts of its unit since 1970 (numpy_carried.c); `codes(x)` is that array of integers, a
view unless its bytes lie in the other order; `of_counts` makes times of counts. Not-a-time is the smallest int64. Units
are numbered from coarse to fine: Y M W D h m s ms us ns ps fs as, then the generic one. Days of work are in _busday.py.
"""
from _kukri import as_native as _as_native
import datetime as _dt
import operator

from numpy import _core
from numpy._core import _carried, _codes, _text_dtype, _time_dtype, _time_parts, _time_unit, dtype, generic, ndarray
from numpy._ufunc_rules import Rule, ufunc

__all__ = ['datetime64', 'timedelta64', 'isnat', 'datetime_as_string', 'datetime_data']

NAT = -(1 << 63)
UNITS = ('Y', 'M', 'W', 'D', 'h', 'm', 's', 'ms', 'us', 'ns', 'ps', 'fs', 'as', 'generic')
Y, M, W, D, H, MIN, S, MS, US, NS, PS, FS, AS, GENERIC = range(14)
_WORDS = ('years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds', 'milliseconds', 'microseconds',
          'nanoseconds', 'picoseconds', 'femtoseconds', 'attoseconds', 'generic time units')
_STEPS = {W: 7, D: 24, H: 60, MIN: 60, S: 1000, MS: 1000, US: 1000, NS: 1000, PS: 1000, FS: 1000}  # to the next finer


def codes(x):
    return _codes(x) if x.dtype.isnative else _codes(x).byteswap()


def of_counts(d, v):
    return _carried(d, v if d.isnative else v.byteswap())


def _factor(coarse, fine):
    """How many of the finer unit, both at least weeks, the coarser is."""
    n = 1
    for u in range(coarse, fine):
        n *= _STEPS[u]
    return n


def _has_factor(coarse, fine):
    """NumPy multiplies and divides by factors below 2 ** 56 only."""
    a, b = sorted((coarse, fine))
    if a <= M < b:
        a = D  # years and months are so many days
    return not (b < GENERIC and W <= a and _factor(a, b) >= 1 << 56)


def _check_factor(coarse, fine):
    if not _has_factor(coarse, fine):
        raise OverflowError('Integer overflow while computing the conversion factor between NumPy datetime units '
                            f'{UNITS[min(coarse, fine)]} and {UNITS[max(coarse, fine)]}')


# --- calendar; works on integers and on arrays of them ---

def _days_of(year, month):
    """Days from 1970-01-01 to the first of the month (1..12)."""
    y = year - (month <= 2)
    era = y // 400
    yoe = y - era * 400
    doy = (153 * ((month + 9) % 12) + 2) // 5
    doe = yoe * 365 + yoe // 4 - yoe // 100 + doy
    return era * 146097 + doe - 719468


def civil(days):
    """(year, month, day) of days since 1970-01-01."""
    z = days + 719468
    era = z // 146097
    doe = z - era * 146097
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    month = (mp + 2) % 12 + 1
    return yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) // 5 + 1


def _month_days(year, month):
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else 30 if month in (4, 6, 9, 11) else 28 if month == 2 else 31


# --- conversion between units ---

def _same_step(source, target):
    """Are both units the same to NumPy? Seconds and finer are, if the quotient of the multiples, as integers, is the factor."""
    (u, m), (w, k) = source, target
    return S <= w < u <= w + 3 and u < GENERIC and m // k == 1000 ** (u - w)


def _convert_dates(v, source, target):
    """Counts of unit `source` as counts of `target`; both (unit, multiple)."""
    (u, m), (w, k) = source, target
    if u == GENERIC or w == GENERIC or source == target or _same_step(source, target):
        return v
    v = v * m if m != 1 else v
    if u != w:
        if u <= M and w > M:
            v = _days_of(1970 + v, v - v + 1) if u == Y else _days_of(1970 + v // 12, v % 12 + 1)
            u = D
        if u > M and w <= M:
            days = v * 7 if u == W else v // _factor(D, u) if u > D else v
            year, month, _ = civil(days)
            v = year - 1970 if w == Y else (year - 1970) * 12 + month - 1
        elif u <= M:
            v = v * 12 if u < w else v // 12 if u > w else v
        else:
            v = v * _factor(u, w) if u < w else v // _factor(w, u) if u > w else v
    return v // k if k != 1 else v


def _ratio(source, target):
    """The fraction by which counts of a span change; a year counts as 365.2425 days."""
    (u, m), (w, k) = source, target
    num, den = m, k
    if u <= M and w > M:
        num, den = num * 146097, den * (400 if u == Y else 4800)
        u = D
    elif u > M and w <= M:
        num, den = num * (400 if w == Y else 4800), den * 146097
        w = D
    elif u <= M and u != w:
        num, den = (num * 12, den) if u < w else (num, den * 12)
        u = w
    if u < w:
        num *= _factor(u, w)
    elif u > w:
        den *= _factor(w, u)
    return num, den


def _convert_spans(v, source, target):
    if source[0] == GENERIC or target[0] == GENERIC or source == target or _same_step(source, target):
        return v
    _check_factor(source[0], target[0])
    num, den = _ratio(source, target)
    import math
    g = math.gcd(num, den)
    num, den = num // g, den // g
    v = v * num if num != 1 else v
    return v // den if den != 1 else v


def _convert_span(v, source, target):
    """One count, with C's arithmetic: one that is no time is a number to it."""
    if source[0] == GENERIC or target[0] == GENERIC or source == target or _same_step(source, target):
        return v
    _check_factor(source[0], target[0])
    num, den = _ratio(source, target)
    import math
    g = math.gcd(num, den)
    v, den = v * (num // g), den // g
    if den == 1:
        return wrapped(v)
    v = wrapped(v)
    v = wrapped(v - (den - 1)) if v < 0 else v
    return v // den if v >= 0 else -(-v // den)


def wrapped(n):
    """An integer as int64 arithmetic has it."""
    return (n + (1 << 63)) % (1 << 64) - (1 << 63)


def _convert_one(v, kind, source, target):
    if v == NAT:
        return v
    if kind == 'm':
        return _convert_span(v, source, target)
    if source == target or GENERIC in (source[0], target[0]):
        return v
    return wrapped(_convert_dates(v, source, (target[0], 1))) // target[1]


def convert(x, d):
    """The array of times x with the unit of d, as int64."""
    v, source, target = codes(x), _time_unit(x.dtype), _time_unit(d)
    if source == target or target[0] == GENERIC or source[0] == GENERIC:
        return v
    f = _convert_dates if x.dtype.kind == 'M' else _convert_spans
    if not _same_step(source, target):
        _check_factor(source[0], target[0])
    with _quiet():
        out = f(_core.asarray(v), source, target)
    return _with_missing(out, v == NAT)


def _with_missing(v, mask):
    """v, in its memory order, with not-a-time where the mask is set."""
    v = _core.array(v, 'i8')
    _core.copyto(v, NAT, where=mask)
    return v


def _divides(a, b):
    """Is each unit of b, converted by a factor that NumPy has, a whole number of units of a?"""
    if not _has_factor(a[0], b[0]):
        return False
    num, den = _ratio(b, a)
    return num % den == 0


def can_cast(a, b, casting):
    """May times of dtype a become times of dtype b?"""
    (u, m), (w, k) = _time_unit(a), _time_unit(b)
    same_side = (u <= M) == (w <= M) or a.kind == 'M'
    if casting == 'unsafe':
        return True
    if u == GENERIC or w == GENERIC:
        return u == GENERIC if casting in ('same_kind', 'safe') else u == w
    if casting == 'same_kind':
        return same_side
    if _same_step((u, m), (w, k)):
        return True
    if casting == 'safe' and a.kind == 'M' and u <= M < w:
        return True
    if casting == 'safe':
        return u <= w and same_side and _has_factor(u, w) and (a.kind == 'm' and _divides((w, k), (u, m)) or a.kind == 'M'
                                         and (m * (_ratio((u, 1), (w, 1))[0] // _ratio((u, 1), (w, 1))[1] or 1)) % k == 0)
    return (u, m) == (w, k)


def promote(a, b):
    """The dtype that holds times of both dtypes."""
    kind = 'M' if 'M' in (a.kind, b.kind) else 'm'
    if a.kind not in 'mM' or b.kind not in 'mM':  # an integer is a span without a unit
        return (a if a.kind in 'mM' else b).newbyteorder('=')
    return _time_dtype(kind, *_common_unit(_time_unit(a), _time_unit(b), a.kind == b.kind == 'm' or a.kind != b.kind,
                                           kind))


def _unit_text(u):
    return '[%s%s]' % (u[1] if u[1] != 1 else '', UNITS[u[0]])


def _check_common(a, b):
    try:
        _check_factor(a[0], b[0])
    except OverflowError:
        raise OverflowError('Integer overflow getting a common metadata divisor for NumPy datetime metadata '
                            f'{_unit_text(a)} and {_unit_text(b)}.') from None


def _common_unit(a, b, strict, kind='m'):
    if a[0] == GENERIC:
        return b
    if b[0] == GENERIC:
        return a
    import math
    (u, m), (w, k) = (a, b) if a[0] <= b[0] else (b, a)
    if u <= M < w:
        if strict and kind == 'm':
            raise TypeError(f'Cannot get a common metadata divisor for Numpy datetime metadata {_unit_text(a)} and '
                            f'{_unit_text(b)} because they have incompatible nonlinear base time units.')
        _check_common(a, b)
        return w, 1 if (m * 146097) % k else math.gcd(m * 146097, k)
    _check_common(a, b)
    scale = 12 if (u, w) == (Y, M) else 1 if u == w else _factor(u, w)
    return w, math.gcd(m * scale, k)


# --- text ---

def _date_text(v, unit, multiple=1, show=None):
    """ISO 8601; show: the unit to write, or None for the value's own."""
    if v == NAT:
        return 'NaT'
    if unit == GENERIC:
        raise ValueError('Cannot convert a NumPy datetime value other than NaT with generic units')
    show = unit if show is None else show
    v *= multiple
    if unit <= M:
        months = v * 12 if unit == Y else v
        year, month, day = 1970 + months // 12, months % 12 + 1, 1
        rest, fine = 0, D
    else:
        fine = max(unit, D)
        days, rest = (v * 7, 0) if unit == W else divmod(v, _factor(D, fine))
        year, month, day = civil(days)
    text = '%04d' % year
    if show >= M:
        text += '-%02d' % month
    if show >= W:
        text += '-%02d' % day
    if show >= H:
        rest, parts = rest * _factor(fine, AS), []
        for u in (H, MIN, S):
            q, rest = divmod(rest, _factor(u, AS))
            parts.append('%02d' % q)
        text += 'T' + ':'.join(parts[:min(show, S) - H + 1])
        if show > S:
            text += '.' + ('%018d' % rest)[:3 * (show - S)]
    return text


def _auto_unit(v, unit, multiple):
    """The coarsest of days, minutes, seconds ... that writes the value in full."""
    if v == NAT or unit <= D:
        return D if unit > M else unit
    rest = v * multiple % _factor(D, unit)
    for u in (D, MIN, S, MS, US, NS, PS, FS, AS):
        if u >= unit or rest % _factor(u, unit) == 0:
            return min(u, unit) if u != MIN else MIN if unit >= MIN else unit
    return unit


class _Reader:
    """Reads the parts of a date from left to right."""

    def __init__(self, text):
        self.text, self.at = text, 0

    def fail(self):
        raise ValueError(f'Error parsing datetime string "{self.text}" at position {self.at}')

    def more(self):
        return self.at < len(self.text)

    def peek(self):
        return self.text[self.at] if self.more() else ''

    def two(self, what, low, high):
        s = self.text[self.at:self.at + 2]
        if len(s) < 2 or not (s.isascii() and s.isdigit()):
            self.fail()
        if not low <= int(s) <= high:
            raise ValueError(f'{what} out of range in datetime string "{self.text}"')
        self.at += 2
        return int(s)


def _parse(text):
    """(count, unit) of an ISO 8601 text; the unit is that of its finest part."""
    s = text.strip() if text[:1].isspace() else text
    if s == '' or s.lower() == 'nat':
        return NAT, GENERIC
    if s.lower() in ('now', 'today'):
        now = _dt.datetime.now(_dt.timezone.utc) if s.lower() == 'now' else _dt.datetime.now()
        days = now.toordinal() - 719163
        return (days * 86400 + now.hour * 3600 + now.minute * 60 + now.second, S) if s.lower() == 'now' else (days, D)
    r = _Reader(text)
    r.at = len(text) - len(s)
    sign = 1
    if r.peek() in '+-':
        sign = -1 if r.peek() == '-' else 1
        r.at += 1
    start = r.at
    while r.peek().isdigit():
        r.at += 1
    if r.at == start:
        r.at = 0 if sign == 1 else r.at
        r.fail()
    year = sign * int(text[start:r.at])
    if not r.more():
        return year - 1970, Y
    return _parse_date(r, year)


def _parse_date(r, year):
    dash = r.peek() == '-'
    if dash:
        r.at += 1
        if not r.more():
            r.fail()
    elif not r.peek().isdigit():
        r.fail()
    else:
        r.fail()
    month = r.two('Month', 1, 12)
    if not r.more():
        return (year - 1970) * 12 + month - 1, M
    if r.peek() != '-':
        r.fail()
    r.at += 1
    if not r.more():
        r.fail()
    day = r.two('Day', 1, _month_days(year, month))
    days = _days_of(year, month) + day - 1
    if not r.more():
        return days, D
    if r.peek() not in 'T ':
        r.fail()
    r.at += 1
    if not r.more():
        r.fail() if r.text[-1] == 'T' else None
        return days, D
    return _parse_time(r, days)


def _parse_time(r, days):
    v, unit = days * 24 + r.two('Hours', 0, 23), H
    for u, what in ((MIN, 'Minutes'), (S, 'Seconds')):
        if r.peek() != ':':
            break
        r.at += 1
        v, unit = v * 60 + r.two(what, 0, 59), u
    if unit == S and r.peek() == '.':
        r.at += 1
        start = r.at
        while r.peek().isdigit() and r.at - start < 18:
            r.at += 1
        digits = r.text[start:r.at]
        if not digits:
            r.fail()
        unit = S + -(-len(digits) // 3)
        v = v * 10 ** (3 * (unit - S)) + int(digits.ljust(3 * (unit - S), '0'))
        while r.peek().isdigit():
            r.at += 1
    return _parse_zone(r, v, unit)


def _parse_zone(r, v, unit):
    c = r.peek()
    if c and c in 'Zz+-':
        import warnings
        warnings.warn('parsing timezone aware datetimes is deprecated; this will raise an error in the future',
                      DeprecationWarning)
        r.at += 1
        if c in '+-':
            sign = -1 if c == '-' else 1
            minutes = r.two('Timezone hours offset', 0, 23) * 60
            if r.peek() == ':':
                r.at += 1
            if r.more():
                minutes += r.two('Timezone minutes offset', 0, 59)
            unit, v = (MIN, v * 60) if unit == H else (unit, v)
            v -= sign * minutes * _factor(MIN, unit)
    while r.peek().isspace():
        r.at += 1
    if r.more():
        r.fail()
    return v, unit


# --- values from Python ---

def _unit_of(spec):
    """(unit, multiple) of 'D', '25s', ('D', 25) or a dtype's text."""
    if isinstance(spec, tuple):
        unit, m = _unit_of(spec[0])
        return unit, m * operator.index(spec[1]) if len(spec) > 1 else m
    if isinstance(spec, bytes):
        spec = spec.decode()
    if not isinstance(spec, str):
        raise TypeError(f'Invalid unit specification: {spec!r}')
    if spec == 'generic':
        return GENERIC, 1
    if spec.startswith('['):
        return _time_unit(dtype('M8' + spec))
    try:
        return _time_unit(dtype(f'M8[{spec}]'))
    except TypeError:
        raise TypeError(f'Invalid datetime unit "{spec}" in metadata') from None


def _date_value(v):
    """(count, unit, multiple) of what can become a date."""
    if isinstance(v, bytes):
        v = v.decode('ascii')
    if isinstance(v, str):
        return (*_parse(v), 1)
    if v is None:
        return NAT, GENERIC, 1
    if isinstance(v, datetime64):
        return _time_parts(v)
    if isinstance(v, _dt.datetime):
        if v.tzinfo is not None:
            import warnings
            warnings.warn('parsing timezone aware datetimes is deprecated; this will raise an error in the future',
                          DeprecationWarning)
            v = v.astimezone(_dt.timezone.utc).replace(tzinfo=None)
        days = v.toordinal() - 719163
        return ((days * 24 + v.hour) * 60 + v.minute) * 60000000 + v.second * 1000000 + v.microsecond, US, 1
    if isinstance(v, _dt.date):
        return v.toordinal() - 719163, D, 1
    if isinstance(v, ndarray) and v.ndim == 0:
        return _date_value(v[()])
    return None


def _is_no_date(text):
    try:
        return _date_value(text) is None
    except ValueError:
        return True


def _span_value(v):
    if isinstance(v, bytes):
        v = v.decode('ascii')
    if isinstance(v, str):
        if v.strip().lower() == 'nat' or v == '':
            return NAT, GENERIC, 1
        try:
            return int(v), GENERIC, 1
        except ValueError:
            return None
    if v is None:
        return NAT, GENERIC, 1
    if isinstance(v, timedelta64):
        return _time_parts(v)
    if isinstance(v, _dt.timedelta):
        return (v.days * 86400 + v.seconds) * 1000000 + v.microseconds, US, 1
    if isinstance(v, ndarray) and v.ndim == 0:
        return _span_value(v[()])
    if isinstance(v, (int, _core.integer, _core.bool_)) and not isinstance(v, timedelta64):
        return int(v), GENERIC, 1
    return None


def _unit_of_timedelta(v):
    """The coarsest unit that tells the span exactly."""
    if v.microseconds:
        return 'us' if v.microseconds % 1000 else 'ms'
    for unit, seconds in ('s', 60), ('m', 3600), ('h', 86400), ('D', 604800):
        if (v.days * 86400 + v.seconds) % seconds:
            return unit
    return 'W'


def _to_count(v, d):
    """One Python value as a count of the unit of d."""
    unit = _time_unit(d)
    if isinstance(v, ndarray) and v.ndim:
        raise ValueError(f'Could not convert object to NumPy {"datetime" if d.kind == "M" else "timedelta"}')
    if isinstance(v, (ndarray, _core.bool_, _core.inexact, _core.uint64)) or isinstance(v, _Time) and v._kind != d.kind:
        return int(_core.asarray(v).astype(d).astype('i8')[()])
    if type(v) is int and not -1 << 63 <= v < 1 << 63:
        raise OverflowError('int too big to convert')
    if d.kind == 'M':
        if unit[0] == GENERIC and isinstance(v, (str, bytes)) and _is_no_date(v):
            raise ValueError('Cannot create a NumPy datetime other than NaT with generic units')
        found = _date_value(v)
        if found is None and isinstance(v, (int, _core.integer)) and not isinstance(v, timedelta64):
            if unit[0] == GENERIC:
                raise ValueError('Converting an integer to a NumPy datetime requires a specified unit'
                                 if isinstance(v, int) else 'Could not convert object to NumPy datetime')
            return int(v)
        if found is None:
            raise ValueError('Could not convert object to NumPy datetime')
    else:
        found = _span_value(v)
        if found is None:
            raise ValueError('Could not convert object to NumPy timedelta')
        if found[0] != NAT and unit[0] != GENERIC and found[1] != GENERIC and isinstance(v, timedelta64):
            if (found[1] <= M) != (unit[0] <= M):
                raise TypeError(f'Cannot cast NumPy timedelta64 scalar from metadata {_unit_text(found[1:])} to '
                                f"{_unit_text(unit)} according to the rule 'same_kind'")
        if isinstance(v, _dt.timedelta) and unit[0] <= M:
            raise TypeError(f'Cannot cast datetime.timedelta object from metadata [{_unit_of_timedelta(v)}] to '
                            f"{_unit_text(unit)} according to the rule 'same_kind'")
    if isinstance(v, timedelta64):
        return _convert_span(found[0], found[1:], unit)
    return _convert_one(found[0], d.kind, found[1:], unit)


class _Time(generic):
    """What dates and spans have in common."""

    __slots__ = ()

    @property
    def dtype(self):
        return _time_dtype(self._kind, *_time_parts(self)[1:])

    shape = property(lambda self: ())
    strides = property(lambda self: ())
    ndim = property(lambda self: 0)
    size = property(lambda self: 1)
    itemsize = property(lambda self: 8)
    nbytes = property(lambda self: 8)
    T = property(lambda self: self)
    base = property(lambda self: None)

    def __array__(self, dtype=None):
        x = _scalar_array(self)
        return x if dtype is None else x.astype(dtype)

    def item(self, *args):
        if args:
            return _scalar_array(self).item(*args)
        return _time_item(self.dtype, _time_parts(self)[0])

    tolist = item

    def __getitem__(self, key):
        if key is None or key is ... or isinstance(key, tuple):
            return _scalar_array(self)[key]
        raise IndexError('invalid index to scalar variable.')

    def __hash__(self):
        return hash(_time_parts(self)[0])

    def __bool__(self):
        return _time_parts(self)[0] != 0

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        from numpy._pickling import reduce_scalar
        return reduce_scalar(self)

    def __format__(self, spec, /):
        if not isinstance(spec, str):
            raise TypeError(f'__format__() argument 1 must be str, not {type(spec).__name__ if spec is not None else None}')
        return format(str(self), spec)


_REPEATED = (list, tuple, str, bytes, bytearray)  # whose own product refuses what is no integer


def _operators():
    def define(method, f):
        def op(self, other, f=f):
            if isinstance(other, (str, bytes)) or f is _core.multiply and type(other) in _REPEATED:
                return NotImplemented
            return f(self, other)

        def reflected(self, other, f=f):
            if f is _core.multiply and type(other) in _REPEATED or f is _core.add and isinstance(other, (str, bytes)):
                return NotImplemented  # they are joined with what lends bytes
            return f(other, self)
        op.__name__ = f'__{method}__'
        setattr(_Time, f'__{method}__', op)
        setattr(_Time, f'__r{method}__', reflected)
    for method, f in (('add', _core.add), ('sub', _core.subtract), ('mul', _core.multiply), ('truediv', _core.divide),
                      ('floordiv', _core.floor_divide), ('mod', _core.remainder)):
        define(method, f)

    def compared(method, f):
        """As the arrays of the scalars compare, of which those of one kind need not be made."""
        as_arrays = getattr(operator, method)

        def op(self, other):
            if isinstance(other, _Time) and other._kind == self._kind:
                return f(self, other)
            if other is None and method in ('eq', 'ne'):
                return method == 'ne'
            return as_arrays(_scalar_array(self), other)
        op.__name__ = f'__{method}__'
        setattr(_Time, op.__name__, op)
    for method, f in (('eq', _core.equal), ('ne', _core.not_equal), ('lt', _core.less), ('le', _core.less_equal),
                      ('gt', _core.greater), ('ge', _core.greater_equal)):
        compared(method, f)

    def divide(self, other):
        from numpy import divmod
        return divmod(self, other)
    _Time.__divmod__ = divide
    _Time.__invert__ = lambda self: ~_scalar_array(self)
    _Time.__neg__ = lambda self: _core.negative(self)
    _Time.__pos__ = lambda self: +_scalar_array(self)
    _Time.__abs__ = lambda self: _core.absolute(self)


class datetime64(_Time, _core.datetime64):
    """A moment, counted in a unit of time from 1970."""

    __slots__ = ()
    _kind = 'M'

    def __new__(cls, value=None, unit=None):
        if unit is None:
            found = _date_value(value)
            if found is None:
                if isinstance(value, int):
                    raise ValueError('Converting an integer to a NumPy datetime requires a specified unit')
                raise ValueError('Could not convert object to NumPy datetime')
            v, u, m = found
        else:
            u, m = _unit_of(unit)
            if isinstance(value, (_core.number, _core.bool_)):
                raise ValueError('Could not convert object to NumPy datetime')
            v = _to_count(value, _time_dtype('M', u, m))
        return _core._time_new(cls, wrapped(v), _time_dtype('M', u, m))

    def __str__(self):
        return _date_text(*_time_parts(self))

    def __repr__(self):
        v, u, m = _time_parts(self)
        tail = '' if m == 1 and u != H else f",'{_unit_text((u, m))[1:-1]}'"
        return f"numpy.datetime64('{self}'{tail})"


def _span_text(v, u, m):
    return 'NaT' if v == NAT else f'{v * m} {_WORDS[u]}'



class timedelta64(_Time, _core.timedelta64):
    """A span of time, counted in a unit."""

    __slots__ = ()
    _kind = 'm'

    def __new__(cls, value=0, unit=None):
        if unit is None:
            found = None if isinstance(value, _core.bool_) else _span_value(value)
            if found is None:
                raise ValueError('Could not convert object to NumPy timedelta')
            v, u, m = found
        else:
            u, m = _unit_of(unit)
            if isinstance(value, (_core.inexact, _core.bool_)):
                raise ValueError('Could not convert object to NumPy timedelta')
            v = _to_count(value, _time_dtype('m', u, m))
        return _core._time_new(cls, wrapped(v), _time_dtype('m', u, m))

    def __str__(self):
        v, u, m = _time_parts(self)
        return _span_text(v, u, m)

    def __repr__(self):
        v, u, m = _time_parts(self)
        tail = '' if u == GENERIC else f",'{_unit_text((u, m))[1:-1]}'"
        return f"numpy.timedelta64('NaT'{tail})" if v == NAT else f'numpy.timedelta64({v}{tail})'

    def __int__(self):
        return int(self.item())

    def __float__(self):
        return float(self.item())


for _c in (datetime64, timedelta64):
    _c.__module__ = 'numpy'
_operators()
_core._set_time_classes(datetime64, timedelta64)


def _scalar_array(s):
    return of_counts(s.dtype, _core.array(_time_parts(s)[0], 'i8'))


# --- what the native part calls ---

def _time_scalar(d, v):
    return _core._time_new(datetime64 if d.kind == 'M' else timedelta64, v, d)


def _time_item(d, v):
    """What tolist() and item() give: objects of the module datetime where they can hold the value."""
    unit, multiple = _time_unit(d)
    if v == NAT:
        return None
    if d.kind == 'm':
        if unit <= M or unit > US:
            return v
        n = wrapped(v * multiple)
        if unit <= D:
            days, rest = wrapped(n * 7) if unit == W else n, 0
        else:
            days, rest = divmod(n, _factor(D, unit))
        days = (days + (1 << 31)) % (1 << 32) - (1 << 31)  # NumPy hands them over as C's int
        try:
            return _dt.timedelta(days, 0, rest * _factor(unit, US))
        except OverflowError:
            return v
    if unit == GENERIC:
        return None
    if unit > US:
        return v
    if unit <= D:
        try:
            return _dt.date.fromordinal(_convert_one(v, 'M', (unit, multiple), (D, 1)) + 719163)
        except (ValueError, OverflowError):
            return v
    us = v * multiple * _factor(unit, US)
    try:
        return _dt.datetime(1970, 1, 1) + _dt.timedelta(microseconds=us)
    except OverflowError:
        return v


def _items_of(v):
    from numpy import _objects
    shape = _objects._shape_of(v, False)
    if _objects._ragged(v, shape, False):
        raise _objects._inhomogeneous(shape)
    items = []
    _objects._flatten(v, len(shape), items)
    return shape, items


def _best_unit(items, kind):
    unit = (GENERIC, 1)
    value = _date_value if kind == 'M' else _span_value
    for i in items:
        try:
            found = value(i)
        except ValueError:  # of a text that is no time; told when it is stored
            continue
        if found is not None:
            unit = _common_unit(unit, found[1:], False, kind)
    return unit


def _time_codes(d, v):
    """v as counts of the unit of d: an int64 array."""
    if isinstance(v, ndarray):
        k = v.dtype.kind
        if k == d.kind:
            return convert(v, d)
        if k in 'iub' or (k == 'm' and d.kind == 'M'):
            return (codes(v) if k == 'm' else v).astype('i8')
        if k in 'fc':
            v = v.real
            return _core.where(_core.isnan(v), NAT, _core.where(_core.isnan(v), 0, v).astype('i8'))
    shape, items = _items_of(v) if not isinstance(v, ndarray) else (v.shape, v.ravel().tolist())
    return _core.array([_to_count(i, d) for i in items], 'i8').reshape(shape)


def _time_array(v, d):
    """np.array(v, d): for a dtype without a unit, it is found from the values."""
    if isinstance(v, ndarray):
        if v.dtype.kind == d.kind:
            return v.copy()
        shape, items = v.shape, v.ravel().tolist() if v.dtype.kind not in 'M m' else list(v.ravel())
    else:
        shape, items = _items_of(v)
    unit = _time_unit(d)
    if unit[0] == GENERIC:
        unit = _best_unit(items, d.kind)
        d = _time_dtype(d.kind, *unit).newbyteorder(d.byteorder)
    return of_counts(d, _core.array([_to_count(i, d) for i in items], 'i8').reshape(shape))


def date_array(v):
    """The array of dates, with the unit that the values ask for."""
    return _time_array(v, dtype('M8'))


def _time_astype(x, d):
    """x.astype(d) where one of both is a time."""
    if d.kind in 'mM':
        if x.dtype.kind not in 'mM':
            if x.dtype.kind in 'USO':
                return _time_array(x, d)
            return of_counts(d, _time_codes(d, x))
        if _time_unit(d)[0] == GENERIC:
            d = _time_dtype(d.kind, *_time_unit(x.dtype)).newbyteorder(d.byteorder)
        if x.dtype.kind != d.kind:
            return of_counts(d, codes(x).copy())
        return of_counts(d, convert(x, d).copy())
    if d.kind in 'US':
        u, m = _time_unit(x.dtype)
        texts = _texts(x) if x.dtype.kind == 'M' else [_span_text(i, u, m) for i in codes(x).ravel().tolist()]
        n = d.itemsize // (4 if d.kind == 'U' else 1) or (_text_width(x.dtype) if x.dtype.kind == 'M' else 21)
        d = _text_dtype(d.kind, n)
        if x.dtype.kind == 'M' and any(len(t) > n for t in texts):
            raise RuntimeError(f'The string provided for NumPy ISO datetime formatting was too short, with length {n}')
        return _core._object_from_items(d, x.shape, [t[:n] if d.kind == 'U' else t[:n].encode() for t in texts])
    if d.kind == 'O':
        own = x.dtype
        return _core._object_from_items(d, x.shape, [_time_item(own, i) for i in codes(x).ravel().tolist()])
    v = codes(x)
    return _core.asarray(v != 0) if d.kind == 'b' else v.astype(d)


def _texts(x, show=None):
    u, m = _time_unit(x.dtype)
    return [_date_text(v, u, m, show) for v in codes(x).ravel().tolist()]


def _text_width(d):
    """Characters for a date of a unit, as astype('U') reserves them."""
    u = _time_unit(d)[0]
    return _string_width(u)


# --- element by element ---

def as_times(v):
    if isinstance(v, ndarray):
        return v
    if isinstance(v, _Time):
        return _scalar_array(v)
    if isinstance(v, (_dt.date, _dt.timedelta)):
        return _core._object_from_items(dtype('O'), (), [v])
    return _core.asanyarray(v)


def _no_loop(name, *types):
    from numpy._helpers import UFuncRefusal
    return UFuncRefusal(f"ufunc '{name}' cannot use operands with types {' and '.join(map(repr, types))}")


def _result(d, v, mask=None):
    v = _core.asarray(v) if mask is None else _with_missing(v, mask)
    r = _carried(d.newbyteorder('='), v if v.dtype == 'i8' else v.astype('i8'))
    return r[()] if r.ndim == 0 else r


def _missing(*parts):
    mask = None
    for p in parts:
        m = p == NAT
        mask = m if mask is None else mask | m
    return mask


_SHOWN = {'true_divide': 'divide', 'mod': 'remainder'}
_ORDER = {'equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal'}


def binary(name, x, y):
    """The ufunc `name` of two operands, one of them a time."""
    a, b = as_times(x), as_times(y)
    ka, kb = a.dtype.kind, b.dtype.kind
    if ka in 'US' or kb in 'US':
        raise _refused_text(name, a.dtype, b.dtype)
    if 'O' in (ka, kb):
        if name in _ARITHMETIC:
            raise _no_loop(name, a.dtype, b.dtype)
        from numpy._objects import _object_binary
        return _object_binary(name, a.astype(object), b.astype(object))
    if name in _ORDER or name in ('maximum', 'minimum', 'fmax', 'fmin'):
        return _ordered(name, a, b, ka, kb)
    if name in ('logical_and', 'logical_or', 'logical_xor'):
        return getattr(_core, name)(a.astype(bool), b.astype(bool))
    if name in ('gcd', 'lcm'):
        from numpy import _ufuncs
        promote(a.dtype, b.dtype) if ka in 'mM' and kb in 'mM' else _core.result_type(a, b)
        raise _ufuncs.no_loop(name, [a.dtype, b.dtype])
    f = _ARITHMETIC.get(name)
    r = f(name, a, b, ka, kb) if f else None
    if r is None:
        if name in _ARITHMETIC:
            raise _no_loop(name, a.dtype, b.dtype)
        raise TypeError(f"ufunc '{name}' not supported for the input types, and the inputs could not be safely coerced "
                        "to any supported types according to the casting rule ''safe''")
    return r


def _refused_text(name, a, b):
    """The refusal of text and times by a ufunc."""
    from numpy import _objects, _ufuncs
    if name in _ARITHMETIC:
        return _no_loop(_SHOWN.get(name, name), a, b)
    if name in ('maximum', 'minimum', 'fmax', 'fmin'):
        return _objects._no_loop(name, a, b)
    if name in _ORDER or name in ('gcd', 'lcm'):
        return _ufuncs.no_loop(name, [a, b])
    return _ufuncs.unsupported(name)


def _check_ordered(name, a, b, ka, kb):
    """Raises where two types of which one is a time's have no common one to compare in."""
    from numpy._helpers import UFuncRefusal
    if ka in 'mM' and kb in 'mM':
        if ka == kb:
            return
        d = promote(a.dtype, b.dtype)
        k, own = (0, a.dtype) if ka == 'm' else (1, b.dtype)
        raise UFuncRefusal(f"Cannot cast ufunc '{name}' input {k} from {own!r} to {d!r} with casting rule 'same_kind'")
    span, other, k = (a, b, 0) if ka == 'm' else (b, a, 1)
    if span.dtype.kind != 'm' or other.dtype.kind not in 'iub' or other.dtype == 'u8':
        classes = f"{_class_text(a.dtype)}, {_class_text(b.dtype)}"
        raise TypeError('The DType {} could not be promoted by {}. This means that no common DType exists for the '
                        'given inputs. For example they cannot be stored in a single array unless the dtype is '
                        '`object`. The full list of DTypes is: ({})'.format(*classes.split(', '), classes))
    if span.ndim and not other.ndim and _time_unit(span.dtype)[0] != GENERIC and counts_without_unit(other):
        raise UFuncRefusal(f"Cannot cast ufunc '{name}' input {k} from {span.dtype!r} to dtype('<m8') with casting rule 'same_kind'")


def counts_without_unit(v):
    """Does what it is promoted with become a span without unit? NumPy makes the types that are found by value anew for single
    integers which the signed and the unsigned type of the narrowest width hold alike."""
    if v.ndim or v.dtype.kind not in 'iu':
        return False
    n = int(v)
    return n >= 0 and n.bit_length() not in (8, 16, 32, 64)


def _ordered(name, a, b, ka, kb):
    _check_ordered(name, a, b, ka, kb)
    p, q, d = _same_unit(a, b)
    bad = _missing(p, q)
    if name in _ORDER:
        r = getattr(_core, name)(p, q)
        return (r | bad if name == 'not_equal' else r & ~bad)
    if name in ('maximum', 'minimum'):
        return _result(d, getattr(_core, name)(p, q), bad)
    r = getattr(_core, 'maximum' if name == 'fmax' else 'minimum')(p, q)
    return _result(d, _core.where(p == NAT, q, _core.where(q == NAT, p, r)))


def _class_text(d):
    return repr(type(d))


def _same_unit(a, b, kind=None):
    """Counts of both in their common unit, and its dtype."""
    d = promote(a.dtype, b.dtype)
    return _counts_in(a, d), _counts_in(b, d), d


def _counts_in(x, d):
    if x.dtype.kind not in 'mM':
        return x.astype('i8')
    return convert(x, _time_dtype(x.dtype.kind, *_time_unit(d)))


def _add(name, a, b, ka, kb):
    pair = ka + kb
    if pair in ('MM',) and name == 'add' or not (ka in 'mMiub' and kb in 'mMiub'):
        return None
    if name == 'subtract' and kb == 'M' and ka != 'M':
        return None
    for k, (span, date) in enumerate(((a, b), (b, a))):
        if span.dtype.kind == 'm' and date.dtype.kind == 'M' and _time_unit(span.dtype)[0] <= M < _time_unit(date.dtype)[0] < GENERIC:
            from numpy._helpers import UFuncRefusal
            wanted = _time_dtype('m', *_time_unit(promote(span.dtype, date.dtype)))
            raise UFuncRefusal(f"Cannot cast ufunc '{name}' input {k} from {span.dtype!r} to {wanted!r} with casting rule "
                                 "'same_kind'")
    if 'M' in pair and 'm' in pair:  # years have no fixed length in days
        whole, span = (a, b) if ka == 'M' else (b, a)
        coarse = ('Y', 'M')
        if _time_unit(span.dtype)[0] in coarse and _time_unit(whole.dtype)[0] not in coarse + ('generic',):
            from numpy._helpers import UFuncRefusal
            wanted = _time_dtype('m', *_time_unit(whole.dtype))
            raise UFuncRefusal(f"Cannot cast ufunc '{name}' input {int(ka == 'M')} from {span.dtype!r} to {wanted!r} with "
                                 "casting rule 'same_kind'")
    p, q, d = _same_unit(a, b)
    if pair == 'MM':
        d = _time_dtype('m', *_time_unit(d))
    return _result(d, p + q if name == 'add' else p - q, _missing(p, q))


def _multiply(name, a, b, ka, kb):
    if ka != 'm':
        a, b, ka, kb = b, a, kb, ka
    if ka != 'm' or kb not in 'iubf':
        return None
    return _scaled(a, codes(a) * (b if kb == 'f' else b.astype('i8')), _core.isfinite(b) if kb == 'f' else None)


def _scaled(a, v, finite=None):
    bad = codes(a) == NAT
    if finite is not None:
        bad = bad | ~(finite & _core.isfinite(v))
        v = _core.where(bad, 0, v) if v.ndim == 0 else _with_zero(v, bad)
    return _result(a.dtype, v, bad)


def _with_zero(v, mask):
    v = v.copy('K')
    v[mask] = 0
    return v


def _divide(name, a, b, ka, kb):
    if ka != 'm':
        return None
    if kb == 'm':
        p, q, d = _same_unit(a, b)
        bad = _missing(p, q)
        if name == 'divide':
            r = _core.divide(p, q)
            return _finish(_core.where(bad, float('nan'), r))
        if name == 'floor_divide':
            return _floor_spans(p, q, bad)
        zero = q == 0
        _core._fp_report('remainder', bool(_core.any(zero)), False, False, False)
        return _result(d, _core.where(zero, NAT, p - _core.where(zero, 0, p // _core.where(zero, 1, q)) * q), bad)
    if name == 'remainder' or kb not in 'iuf':
        return None
    v = codes(a)
    if kb == 'f':
        with _quiet():
            r = v / b
            r = _core.floor(r) if name == 'floor_divide' else _core.trunc(r)
        if not _core.all(b):
            getattr(_core, name)(_core.where(v == NAT, float('nan'), v), b)  # for its reports
        return _scaled(a, r, _core.isfinite(r))
    b = b.astype('i8')
    zero = b == 0
    if v.size and _core.any(zero) and (b.ndim == 0 or v.ndim and b.shape[-1] == 1 < v.shape[-1]):
        getattr(_core, name)(1, 0)  # NumPy looks at divisors that are one for a whole line
    safe = _core.where(zero, 1, b)
    r = v // safe
    r = r + ((r < 0) & (r * safe != v))  # towards zero, by both operators
    return _result(a.dtype, r, (v == NAT) | zero)


def _quiet():
    from numpy._types import errstate
    return errstate(all='ignore')


def _floor_spans(p, q, bad):
    zero = q == 0
    _core._fp_report('floor_divide', bool(_core.any(zero & ~bad)), False, False, bool(_core.any(bad)))
    r = p // _core.where(zero, 1, q)
    return _finish(_core.where(bad | zero, 0, r).astype('q'))


def _finish(x):
    x = _core.asarray(x)
    return x[()] if x.ndim == 0 else x


_ARITHMETIC = {'add': _add, 'subtract': _add, 'multiply': _multiply, 'divide': _divide, 'true_divide': _divide,
               'floor_divide': _divide, 'remainder': _divide, 'mod': _divide}


def unary(name, x):
    x = as_times(x)
    v, k = codes(x), x.dtype.kind
    missing = v == NAT
    if name == 'isnan':
        return _finish(missing)
    if name == 'isfinite':
        return _finish(~missing)
    if name == 'isinf':
        return _finish(_core.zeros(x.shape, bool))
    if k == 'm' and name in ('negative', 'positive', 'absolute', 'sign'):
        return _result(x.dtype, getattr(_core, name)(_core.where(missing, 0, v)), missing)
    if name in ('negative', 'positive', 'absolute', 'sign'):
        from numpy._helpers import UFuncRefusal
        raise UFuncRefusal(f"ufunc '{name}' did not contain a loop with signature matching types "
                             f'{_class_text(x.dtype)} -> None')
    raise TypeError(f"ufunc '{name}' not supported for the input types, and the inputs could not be safely coerced to "
                    "any supported types according to the casting rule ''safe''")


class _IsNat(Rule):
    doc = 'Which elements are not a time.'
    types = ['M->?', 'm->?']

    def types_of(self, arrays, d, casting):
        if arrays[0].dtype.kind not in 'mM':
            raise TypeError("ufunc 'isnat' is only defined for np.datetime64 and np.timedelta64.")
        return [None, None]  # NumPy looks at no casts here

    def compute(self, arrays, types, shape, mask):
        return [_core.asarray(codes(arrays[0]) == NAT)]


isnat = ufunc(_IsNat('isnat', 1, 1))


# --- reductions and orders ---

def keys(x):
    """uint64 in the order of the times; not-a-time comes last."""
    return codes(x).astype('u8') + _core.uint64((1 << 63) - 1)


def reduce(name, x, axis):
    from numpy._helpers import UFuncRefusal
    v, d = codes(x), x.dtype
    if axis is not None and not isinstance(axis, tuple):
        axis = operator.index(axis)
    missing = v == NAT
    if name in ('AMAX', 'AMIN'):
        r = _core.max(v, axis) if name == 'AMAX' else _core.min(v, axis)
        return _result(d, r, _core.any(missing, axis))
    if name in ('NANMAX', 'NANMIN'):
        k = _core.where(missing, NAT if name == 'NANMAX' else -NAT - 1, v)
        r = _core.max(k, axis) if name == 'NANMAX' else _core.min(k, axis)
        return _result(d, r, _core.all(missing, axis))
    if name in ('ARGMAX', 'ARGMIN'):
        k = _core.where(missing, -NAT - 1 if name == 'ARGMAX' else NAT, v)
        return _core.argmax(k, axis) if name == 'ARGMAX' else _core.argmin(k, axis)
    if name == 'ANY':
        return _core.any(v != 0, axis)
    if name == 'ALL':
        return _core.all(v != 0, axis)
    if name in ('MEAN', 'NANMEAN'):
        from numpy import _reductions
        return _reductions.mean(x, axis)
    if d.kind == 'M' and name in ('SUM', 'CUMSUM', 'NANSUM'):
        raise UFuncRefusal(f"ufunc 'add' cannot use operands with types {d!r} and {d!r}")
    if name in ('SUM', 'NANSUM'):
        return _result(d, _core.sum(_core.where(missing, 0, v), axis), _core.any(missing, axis))
    if name == 'CUMSUM':
        run = _core.cumsum(_core.where(missing, 0, v), axis)
        return _result(d, run, _core.cumsum(missing, axis) > 0)
    if name in ('PROD', 'CUMPROD', 'NANPROD'):
        raise _no_loop('multiply', d, d)
    raise TypeError(f'{name.lower()} of arrays of dtype {d}')


# --- text of arrays ---

def texts_of(x, pad_dates=True):
    """Texts of a one-dimensional array, padded to each other."""
    v = codes(x).tolist()
    if x.dtype.kind == 'M':
        u, m = _time_unit(x.dtype)
        texts = [repr(_date_text(i, u, m)) if i != NAT else None for i in v]
    else:
        texts = [str(i) if i != NAT else None for i in v]
    nat = "'NaT'"
    if x.dtype.kind == 'M' and not pad_dates:
        return [t if t is not None else nat for t in texts]
    width = max([len(t) for t in texts if t] + [len(nat)] * (None in texts), default=0)
    return [(t if t is not None else nat).rjust(width) for t in texts]


# --- ranges ---

def arange(start, stop, step, d):
    """np.arange for dates and spans."""
    start, stop, step = (v[()] if isinstance(v, ndarray) and v.ndim == 0 else v for v in (start, stop, step))
    one = stop is None
    if one:
        start, stop = None, start
    values = [v for v in (start, stop, step) if v is not None]
    kind = d.kind if d is not None else 'M' if any(isinstance(v, (datetime64, _dt.date)) or isinstance(v, str)
                                                   for v in (start, stop)) else 'm'
    if one and kind == 'M':
        raise ValueError('arange requires both a start and a stop for NumPy datetime64 ranges')
    unit = _time_unit(d) if d is not None else (GENERIC, 1)
    if unit[0] == GENERIC:
        for v in values:
            found = (_span_value(v) if isinstance(v, (timedelta64, _dt.timedelta)) else
                     _date_value(v) if kind == 'M' else _span_value(v))
            if found is not None:
                unit = _common_unit(unit, found[1:], kind == 'm', kind)
    d = _time_dtype(kind, *unit)
    span = _time_dtype('m', *unit)

    def count(v):
        if isinstance(v, (timedelta64, _dt.timedelta)):
            return _to_count(v, span)
        return _to_count(v, d)
    first = 0 if start is None else count(start)
    if kind == 'M' and isinstance(stop, (int, _core.integer, timedelta64, _dt.timedelta)) and not isinstance(stop, bool):
        last = first + _to_count(stop, span)
    else:
        last = count(stop)
    by = 1 if step is None else _to_count(step, span)
    if NAT in (first, last, by):
        raise ValueError('arange: cannot use NaT (not-a-time) datetime values')
    if by == 0:
        raise ValueError('arange: step cannot be zero')
    return of_counts(d, _core.arange(first, last, by, dtype='i8'))


# --- functions of the module numpy ---

def datetime_data(dtype, /):
    """(unit, count) of a dtype."""
    d = _core.dtype(dtype)
    if d.kind not in 'mM':
        raise TypeError('cannot get datetime metadata from non-datetime type')
    u, m = _time_unit(d)
    return UNITS[u], m


datetime_data = _as_native(datetime_data, 'tuple')


def datetime_as_string(arr, unit=None, timezone='naive', casting='same_kind'):
    """Dates as ISO 8601 texts."""
    x = as_times(arr)
    if x.dtype.kind != 'M':
        raise TypeError('input must have type NumPy datetime')
    from numpy import _ufuncs
    if unit is not None and not isinstance(unit, str):
        raise TypeError('bad argument type for built-in operation')
    _ufuncs.check_casting(casting)
    if isinstance(timezone, str) and timezone not in ('naive', 'UTC', 'local'):
        raise ValueError(f'Unsupported timezone input string "{timezone}"')
    if timezone != 'local' and not isinstance(timezone, str):
        getattr(timezone, 'fromutc')
    own, m = _time_unit(x.dtype)
    v = codes(x).ravel().tolist()
    if unit is None:
        show = own
    elif unit == 'auto':
        show = max([_shown_unit(i, own, m, timezone) for i in v], default=D)
    else:
        show = _unit_of(unit)[0]
        if not can_cast(x.dtype, _time_dtype('M', show, 1), casting):
            raise TypeError(f"Cannot create a datetime string as units '{UNITS[show]}' from a NumPy datetime with units "
                            f"'{UNITS[own]}' according to the rule '{casting}'")
    tail = 'Z' if timezone == 'UTC' else ''
    if timezone in ('naive', 'UTC'):
        texts = [_date_text(i, own, m, show) + (tail if i != NAT and show > D else '') for i in v]
    else:
        texts = [_local_text(i, own, m, show, timezone, casting) for i in v]
    from numpy._objects import _in_order
    r = _in_order(_core._object_from_items(_text_dtype('U', _string_width(show)), x.shape, texts), x)
    return r[()] if r.ndim == 0 else r


def _shown_unit(v, own, multiple, timezone):
    """The unit in which a date is written in full: no part of a day alone, and minutes with a zone."""
    unit = max(_auto_unit(v, own, multiple), D)
    if unit >= MIN or unit == H or timezone in ('naive', 'UTC') or v == NAT:
        return MIN if unit == H else unit
    year = civil(_convert_one(v, 'M', (own, multiple), (D, 1)))[0]
    return MIN if timezone != 'local' or 1970 <= year < 10000 else unit


def _local_text(v, own, multiple, show, timezone, casting):
    """A date in the time of a zone with its offset; years before the epoch and far ones stay as they are."""
    seconds = None if v == NAT else _convert_one(v, 'M', (own, multiple), (S, 1))
    if timezone != 'local':  # a zone as pytz has them, which takes times without one
        utc = _dt.datetime(0 if v == NAT else 1970, 1, 1) + _dt.timedelta(minutes=seconds // 60)
        offset = (timezone.fromutc(utc).replace(tzinfo=None) - utc) // _dt.timedelta(minutes=1)
    if seconds is None or timezone == 'local' and not 1970 <= civil(seconds // 86400)[0] < 10000:
        return _date_text(v, own, multiple, show)
    if show <= D and casting != 'unsafe':
        raise TypeError("Cannot create a local timezone-based date string from a NumPy datetime without forcing 'unsafe' casting")
    if timezone == 'local':
        import time
        offset = time.localtime(seconds).tm_gmtoff // 60
    fine = max(own, MIN)
    local = _convert_one(v, 'M', (own, multiple), (fine, 1)) + offset * _factor(MIN, fine)
    return _date_text(local, fine, 1, show) + (('-' if offset < 0 else '+') + '%02d%02d' % divmod(abs(offset), 60) if show > D else '')


def _string_width(unit):
    """Characters that are reserved for a date: a year of 64 bits, the other parts, a zone."""
    n = 22 + 3 * (unit >= M) + 3 * (unit >= W) + 3 * sum(unit >= u for u in (H, MIN, S)) + (unit >= H)
    return n + 1 + 3 * (unit - S) if S < unit < GENERIC else n
