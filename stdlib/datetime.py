"""Dates, times of day, their combination, differences, and time zones."""
import time as _time
import math as _math
from operator import index as _to_int
from _kukri import as_native as _as_native
from _datetime_text import (MAX_ORDINAL as _MAX_ORDINAL, date_length as _date_length, days_before_month as
                            _days_before_month, days_in_month as _days_in_month, format_offset as _format_offset,
                            format_time as _format_time, iso_to_gregorian as _iso_to_gregorian,
                            iso_week1_monday as _iso_week1_monday, ordinal_to_ymd as _ordinal_to_ymd,
                            parse_date as _parse_date, parse_time as _parse_time, type_name as _type_name,
                            wrap_strftime as _wrap_strftime, ymd_to_ordinal as _ymd_to_ordinal)

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC")

MINYEAR = 1
MAXYEAR = 9999

_MONTHS = (None, "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = (None, "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _as_unsigned(cls):
    """For classes whose methods tell no signature."""
    return _as_native(cls, 'unsigned')


def _as_final(cls):
    """For those of them that have no subclasses."""
    return _as_native(cls, 'unsigned', final=True)


def _as_unnamed(f):
    """For functions whose errors about arguments have no name."""
    return _as_native(f, 'unnamed')


def _as_tuple_parser(f):
    """For functions whose errors about arguments are those of C's parser of tuples."""
    return _as_native(f, 'tuple')


_absent = object()  # an argument that was not given


def _index(value):
    """An integer that fits into a C int."""
    value = _to_int(value)
    if -0x80000000 <= value <= 0x7fffffff:
        return value
    if not -1 << 63 <= value < 1 << 63:
        raise OverflowError('Python int too large to convert to C long')
    raise OverflowError(f"signed integer is {'greater' if value > 0 else 'less'} than {'max' if value > 0 else 'min'}imum")


# What C's parser does with an argument before it looks at the next one; signatures have these as annotations.

def _iso_part(value):
    value = _to_int(value)
    if not -0x80000000 <= value <= 0x7fffffff:
        raise ValueError('ISO calendar component out of range')
    return value


def _character(value):
    if not isinstance(value, str) or len(value) != 1:
        raise TypeError(f'isoformat() argument 1 must be a unicode character, not {_type_name(value)}')


def _a_date(value):
    if not isinstance(value, _date_class):
        raise TypeError(f'combine() argument 1 must be datetime.date, not {_type_name(value)}')


def _a_time(value):
    if not isinstance(value, _time_class):
        raise TypeError(f'combine() argument 2 must be datetime.time, not {_type_name(value)}')


def _an_offset(value):
    if not isinstance(value, timedelta):
        raise TypeError(f'timezone() argument 1 must be datetime.timedelta, not {_type_name(value)}')


def _month(value):
    if value is _absent:
        raise TypeError("function missing required argument 'month' (pos 2)")
    return _index(value)


def _day(value):
    if value is _absent:
        raise TypeError("function missing required argument 'day' (pos 3)")
    return _index(value)


def _field(value):
    return value if value is _absent else _index(value)


def _format(self, fmt):
    """__format__() of dates and times."""
    if not isinstance(fmt, str):
        raise TypeError(f'__format__() argument 1 must be str, not {None if fmt is None else type(fmt).__name__}')
    return self.strftime(fmt) if fmt else str(self)


def _check_date(year, month, day):
    year, month, day = _index(year), _month(month), _day(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f'year {year} is out of range')
    if not 1 <= month <= 12:
        raise ValueError('month must be in 1..12')
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError('day is out of range for month')
    return year, month, day


def _check_time(hour, minute, second, us, fold):
    hour, minute, second, us, fold = _index(hour), _index(minute), _index(second), _index(us), _index(fold)
    if not 0 <= hour <= 23:
        raise ValueError('hour must be in 0..23')
    if not 0 <= minute <= 59:
        raise ValueError('minute must be in 0..59')
    if not 0 <= second <= 59:
        raise ValueError('second must be in 0..59')
    if not 0 <= us <= 999999:
        raise ValueError('microsecond must be in 0..999999')
    if fold not in (0, 1):
        raise ValueError('fold must be either 0 or 1')
    return hour, minute, second, us, fold


def _check_tzinfo(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(tz).__name__}'")


def _tzinfo_of_state(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError("bad tzinfo state arg")
    return tz


def _check_name(name):
    if name is not None and not isinstance(name, str):
        raise TypeError(f"tzinfo.tzname() must return None or a string, not '{type(name).__name__}'")
    return name


def _check_offset(name, offset):
    if offset is None:
        return
    if not isinstance(offset, timedelta):
        raise TypeError(f"tzinfo.{name}() must return None or timedelta, not '{type(offset).__name__}'")
    if not -timedelta(1) < offset < timedelta(1):
        raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and "
                         "timedelta(hours=24).")


def _full_name(cls):
    return ('datetime.' if cls.__module__ == 'datetime' else '') + cls.__name__


def _divide_nearest(a, b):
    """a / b rounded to the nearest integer, halves to even."""
    q, r = divmod(a, b)
    r *= 2
    if (r > b if b > 0 else r < b) or r == b and q % 2 == 1:
        q += 1
    return q


@_as_unsigned
class timedelta:
    """A difference of time: days, seconds and microseconds."""
    __slots__ = '_days', '_seconds', '_microseconds', '_hashcode'

    @_as_tuple_parser
    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        us, leftover = 0, 0.0
        for name, value, factor in (('microseconds', microseconds, 1), ('milliseconds', milliseconds, 1000),
                                    ('seconds', seconds, 1000000), ('minutes', minutes, 60000000),
                                    ('hours', hours, 3600000000), ('days', days, 86400000000),
                                    ('weeks', weeks, 604800000000)):
            if not value and type(value) is int:
                continue
            if isinstance(value, int):
                us += value * factor
            elif isinstance(value, float):
                whole = int(value)
                us += whole * factor
                fraction, part = _math.modf(factor * (value - whole))
                us += int(part)
                leftover += fraction
            else:
                raise TypeError(f'unsupported type for timedelta {name} component: {type(value).__name__}')
        if leftover:
            rounded = round(leftover)
            if abs(rounded - leftover) == 0.5: # halves go to the even sum
                odd = us & 1
                rounded = int(2.0 * round((leftover + odd) * 0.5) - odd)
            us += rounded
        return cls._from_us(us if type(us) is int else int(us))

    @classmethod
    def _from_us(cls, us):
        seconds, us = divmod(us, 1000000)
        days, seconds = divmod(seconds, 86400)
        if not -999999999 <= days <= 999999999:
            if not -0x80000000 <= days <= 0x7fffffff:
                raise OverflowError('Python int too large to convert to C int')
            raise OverflowError(f'days={days}; must have magnitude <= 999999999')
        self = object.__new__(cls)
        self._days = days
        self._seconds = seconds
        self._microseconds = us
        self._hashcode = -1
        return self

    def _us(self):
        return (self._days * 86400 + self._seconds) * 1000000 + self._microseconds

    days = property(lambda self: self._days, doc="Number of days.")
    seconds = property(lambda self: self._seconds, doc="Number of seconds (>= 0 and less than 1 day).")
    microseconds = property(lambda self: self._microseconds,
                            doc="Number of microseconds (>= 0 and less than 1 second).")

    def total_seconds(self):
        """Total seconds in the duration."""
        return self._us() / 10**6

    def __repr__(self):
        parts = [f'{name}={value}' for name, value in (('days', self._days), ('seconds', self._seconds),
                                                       ('microseconds', self._microseconds)) if value]
        module = 'datetime.' if type(self) is timedelta else ''
        return f"{module}{type(self).__qualname__}({', '.join(parts) or '0'})"

    def __str__(self):
        text = f'{self._seconds // 3600}:{self._seconds // 60 % 60:02d}:{self._seconds % 60:02d}'
        if self._days:
            text = f"{self._days} day{'' if abs(self._days) == 1 else 's'}, {text}"
        return text + f'.{self._microseconds:06d}' if self._microseconds else text

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_us(self._us() + other._us())
        return NotImplemented

    def __radd__(self, other):
        return self + other if isinstance(other, timedelta) else NotImplemented

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_us(self._us() - other._us())
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_us(other._us() - self._us())
        return NotImplemented

    def __neg__(self):
        return timedelta._from_us(-self._us())

    def __pos__(self):
        return timedelta._from_us(self._us())

    def __abs__(self):
        return timedelta._from_us(abs(self._us()))

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._from_us(self._us() * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._from_us(_divide_nearest(self._us() * a, b))
        return NotImplemented

    def __rmul__(self, other):
        return self * other if isinstance(other, (int, float)) else NotImplemented

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._us() // other._us()
        if isinstance(other, int):
            return timedelta._from_us(self._us() // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._us() / other._us()
        if isinstance(other, int):
            if other == 0:
                raise ZeroDivisionError('integer division or modulo by zero')
            return timedelta._from_us(_divide_nearest(self._us(), other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            if a == 0:
                raise ZeroDivisionError('integer division or modulo by zero')
            return timedelta._from_us(_divide_nearest(b * self._us(), a))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_us(self._us() % other._us())
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            q, r = divmod(self._us(), other._us())
            return q, timedelta._from_us(r)
        return NotImplemented

    def __eq__(self, other):
        return self._us() == other._us() if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._us() < other._us() if isinstance(other, timedelta) else \
            NotImplemented

    def __le__(self, other):
        return self._us() <= other._us() if isinstance(other, timedelta) else \
            NotImplemented

    def __gt__(self, other):
        return self._us() > other._us() if isinstance(other, timedelta) else \
            NotImplemented

    def __ge__(self, other):
        return self._us() >= other._us() if isinstance(other, timedelta) else \
            NotImplemented

    def __hash__(self):
        if self._hashcode == -1:
            self._hashcode = hash((self._days, self._seconds, self._microseconds))
        return self._hashcode

    def __bool__(self):
        return bool(self._days or self._seconds or self._microseconds)

    def __reduce__(self):
        return type(self), (self._days, self._seconds, self._microseconds)


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)


class IsoCalendarDate(tuple):
    """What isocalendar() returns: year, week, weekday."""
    __slots__ = ()
    __module__ = 'datetime'

    def __new__(cls, year, week, weekday):
        return tuple.__new__(cls, (year, week, weekday))

    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __reduce__(self):
        return tuple, (tuple(self),)

    def __repr__(self):
        return f'datetime.{type(self).__name__}(year={self[0]}, week={self[1]}, weekday={self[2]})'


_IsoCalendarDate = IsoCalendarDate
del IsoCalendarDate


@_as_unsigned
class date:
    """A day of the Gregorian calendar."""
    __slots__ = '_year', '_month', '_day', '_hashcode'

    @_as_unnamed
    def __new__(cls, year: _index, month: _month=_absent, day: _day=_absent):
        if month is _absent and isinstance(year, (bytes, str)) and len(year) == 4:
            state = year.encode('latin1') if isinstance(year, str) else year
            if 1 <= state[2] <= 12:
                self = object.__new__(cls)
                self._year, self._month, self._day = state[0] * 256 + state[1], state[2], state[3]
                self._hashcode = -1
                return self
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        self._hashcode = -1
        return self

    @classmethod
    def fromtimestamp(cls, timestamp, /):
        """The local date of a POSIX time."""
        if timestamp is None:
            raise TypeError("'NoneType' object cannot be interpreted as an integer")
        t = _time.localtime(timestamp)
        return cls(t[0], t[1], t[2])

    @classmethod
    def today(cls):
        """Current date or datetime."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    @_as_tuple_parser
    def fromordinal(cls, ordinal, /):
        """The day of a proleptic Gregorian ordinal."""
        n = _index(ordinal)
        if n < 1:
            raise ValueError('ordinal must be >= 1')
        if n > _MAX_ORDINAL:
            raise ValueError(f'year {_ordinal_to_ymd(n)[0]} is out of range')
        return cls(*_ordinal_to_ymd(n))

    @classmethod
    def fromisoformat(cls, date_string, /):
        """A date from an ISO 8601 text."""
        if not isinstance(date_string, str):
            raise TypeError('fromisoformat: argument must be str')
        parts = None
        try:
            if len(date_string) in (7, 8, 10):
                parts = _parse_date(date_string)
        except ValueError:
            pass
        if parts is None: # not raised in the handler: there is no context
            raise ValueError(f'Invalid isoformat string: {date_string!r}')
        return cls(*parts)

    @classmethod
    def fromisocalendar(cls, year: _iso_part, week: _iso_part, day: _iso_part):
        """A date from ISO year, week number and weekday."""
        return cls(*_iso_to_gregorian(_iso_part(year), _iso_part(week), _iso_part(day)))

    def __repr__(self):
        return f'{_full_name(type(self))}({self._year}, {self._month}, {self._day})'

    def ctime(self):
        """ctime() style text."""
        day = _DAYS[self.toordinal() % 7 or 7]
        return f'{day} {_MONTHS[self._month]} {self._day:2d} 00:00:00 {self._year:04d}'

    def strftime(self, format):
        """Text by a format."""
        return _wrap_strftime(self, format, self.timetuple())

    @_as_tuple_parser
    def __format__(self, fmt, /):
        return _format(self, fmt)

    def isoformat(self):
        """YYYY-MM-DD"""
        return f'{self._year:04d}-{self._month:02d}-{self._day:02d}'

    __str__ = isoformat
    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    def timetuple(self):
        """Time tuple, as of time.localtime()."""
        return _time.struct_time((self._year, self._month, self._day, 0, 0, 0, self.weekday(),
                                  _days_before_month(self._year, self._month) + self._day, -1))

    def toordinal(self):
        """Proleptic Gregorian ordinal: January 1 of year 1 is day 1."""
        return _ymd_to_ordinal(self._year, self._month, self._day)

    def replace(self, year: _field=_absent, month: _field=_absent, day: _field=_absent):
        """The date with some fields changed."""
        return type(self)(self._year if year is _absent else year, self._month if month is _absent else month,
                          self._day if day is _absent else day)

    def _cmp_key(self):
        return self._year, self._month, self._day

    # That a date does not compare with a datetime is for the methods of datetime, which come first, to say.

    def __eq__(self, other):
        return self._cmp_key() == other._cmp_key() if isinstance(other, date) else NotImplemented

    def __le__(self, other):
        return self._cmp_key() <= other._cmp_key() if isinstance(other, date) else NotImplemented

    def __lt__(self, other):
        return self._cmp_key() < other._cmp_key() if isinstance(other, date) else NotImplemented

    def __ge__(self, other):
        return self._cmp_key() >= other._cmp_key() if isinstance(other, date) else NotImplemented

    def __gt__(self, other):
        return self._cmp_key() > other._cmp_key() if isinstance(other, date) else NotImplemented

    def __hash__(self):
        if self._hashcode == -1:
            self._hashcode = hash(self._getstate()[0])
        return self._hashcode

    def __add__(self, other):
        if isinstance(other, timedelta):
            n = self.toordinal() + other.days
            if 0 < n <= _MAX_ORDINAL:
                return type(self).fromordinal(n)
            raise OverflowError('date value out of range')
        return NotImplemented

    def __radd__(self, other):
        return self + other if isinstance(other, timedelta) else NotImplemented

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date) and not isinstance(other, datetime):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def weekday(self):
        """Monday is 0."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """Monday is 1."""
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        """ISO year, week number and weekday."""
        year = self._year
        monday = _iso_week1_monday(year)
        today = _ymd_to_ordinal(self._year, self._month, self._day)
        week, day = divmod(today - monday, 7)
        if week < 0:
            year -= 1
            week, day = divmod(today - _iso_week1_monday(year), 7)
        elif week >= 52 and today >= _iso_week1_monday(year + 1):
            year += 1
            week = 0
        return _IsoCalendarDate(year, week + 1, day + 1)

    def _getstate(self):
        return bytes([*divmod(self._year, 256), self._month, self._day]),

    def __reduce__(self):
        return type(self), self._getstate()


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)


@_as_unsigned
class tzinfo:
    """Base of time zones."""
    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        return object.__new__(cls)

    def tzname(self, dt, /):
        """The name of the zone at a date and time."""
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt, /):
        """The difference from UTC of a date and time."""
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt, /):
        """The part of the difference that is due to summer time."""
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt, /):
        """datetime in UTC -> datetime in local time."""
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc: non-None utcoffset() result required")
        dst = dt.dst()
        if dst is None:
            raise ValueError("fromutc: non-None dst() result required")
        delta = offset - dst
        if delta:
            dt += delta
            dst = dt.dst()
            if dst is None:
                raise ValueError("fromutc: tz.dst() gave inconsistent results; cannot convert")
        return dt + dst

    def __reduce__(self):
        args = self.__getinitargs__() if hasattr(self, '__getinitargs__') else ()
        return type(self), args, self.__getstate__()


@_as_unsigned
class time:
    """A time of day."""
    __slots__ = '_hour', '_minute', '_second', '_microsecond', '_tzinfo', '_fold', '_hashcode'

    @_as_unnamed
    def __new__(cls, hour: _index=0, minute: _index=0, second: _index=0, microsecond: _index=0, tzinfo=None, *,
                fold: _index=0):
        self = object.__new__(cls)
        self._hashcode = -1
        if isinstance(hour, (bytes, str)) and len(hour) == 6 and ord(hour[:1]) & 0x7F < 24:
            state = hour.encode('latin1') if isinstance(hour, str) else hour
            self._tzinfo = _tzinfo_of_state(minute or None)
            self._fold = state[0] >> 7
            self._hour, self._minute, self._second = state[0] & 0x7F, state[1], state[2]
            self._microsecond = state[3] << 16 | state[4] << 8 | state[5]
            return self
        (self._hour, self._minute, self._second, self._microsecond,
         self._fold) = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        self._tzinfo = tzinfo
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    def _key(self, offset):
        us = ((self._hour * 60 + self._minute) * 60 + self._second) * 1000000 + self._microsecond
        return us if offset is None else us - offset._us()

    def _compare(self, other, equality=False):
        """-1, 0, 1; None where a naive and an aware time are only unequal."""
        mine, theirs = self._tzinfo, other._tzinfo
        off1 = off2 = None
        if mine is not theirs:
            off1, off2 = self.utcoffset(), other.utcoffset()
            if (off1 is None) != (off2 is None):
                if equality:
                    return None
                raise TypeError("can't compare offset-naive and offset-aware times")
        a, b = self._key(off1), other._key(off2)
        return (a > b) - (a < b)

    def __eq__(self, other):
        return self._compare(other, True) == 0 if isinstance(other, time) else NotImplemented

    def __le__(self, other):
        return self._compare(other) <= 0 if isinstance(other, time) else \
            NotImplemented

    def __lt__(self, other):
        return self._compare(other) < 0 if isinstance(other, time) else \
            NotImplemented

    def __ge__(self, other):
        return self._compare(other) >= 0 if isinstance(other, time) else \
            NotImplemented

    def __gt__(self, other):
        return self._compare(other) > 0 if isinstance(other, time) else \
            NotImplemented

    def __hash__(self):
        if self._hashcode == -1:
            t = self.replace(fold=0) if self._fold else self
            offset = t.utcoffset()
            self._hashcode = hash(t._getstate()[0] if offset is None else timedelta._from_us(t._key(offset)))
        return self._hashcode

    def isoformat(self, timespec='auto'):
        """HH:MM:SS[.ffffff][+HH:MM]"""
        text = _format_time(self._hour, self._minute, self._second, self._microsecond, timespec)
        offset = self.utcoffset()
        return text if offset is None else text + _format_offset(offset)

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        text = f'{self._hour}, {self._minute}'
        if self._second or self._microsecond:
            text += f', {self._second}'
        if self._microsecond:
            text += f', {self._microsecond}'
        if self._tzinfo is not None:
            text += f', tzinfo={self._tzinfo!r}'
        if self._fold:
            text += ', fold=1'
        return f'{_full_name(type(self))}({text})'

    @classmethod
    def fromisoformat(cls, time_string, /):
        """A time from an ISO 8601 text."""
        if not isinstance(time_string, str):
            raise TypeError('fromisoformat: argument must be str')
        parts = None
        try:
            parts, zone = _parse_time(time_string.removeprefix('T'))
        except ValueError:
            pass
        if parts is None:
            raise ValueError(f'Invalid isoformat string: {time_string!r}')
        return cls(*parts, tzinfo=_zone_of(zone))

    def strftime(self, format):
        """Text by a format; the date is 1900-01-01."""
        return _wrap_strftime(self, format, (1900, 1, 1, self._hour, self._minute, self._second, 0, 1, -1))

    @_as_tuple_parser
    def __format__(self, fmt, /):
        return _format(self, fmt)

    def utcoffset(self):
        """The difference from UTC by the time zone, or None."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(None)
        _check_offset('utcoffset', offset)
        return offset

    def tzname(self):
        """The name of the time zone, or None."""
        return None if self._tzinfo is None else _check_name(self._tzinfo.tzname(None))

    def dst(self):
        """The part of the difference that is due to summer time, or None."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.dst(None)
        _check_offset('dst', offset)
        return offset

    def replace(self, hour: _field=_absent, minute: _field=_absent, second: _field=_absent,
                microsecond: _field=_absent, tzinfo=_absent, *, fold: _field=_absent):
        """The time with some fields changed."""
        pick = lambda new, old: old if new is _absent else new
        return type(self)(pick(hour, self._hour), pick(minute, self._minute), pick(second, self._second),
                          pick(microsecond, self._microsecond), pick(tzinfo, self._tzinfo), fold=pick(fold, self._fold))

    def _getstate(self, protocol=3):
        us = self._microsecond
        state = bytes([self._hour + (128 if self._fold and protocol > 3 else 0), self._minute, self._second,
                       us >> 16, us >> 8 & 255, us & 255])
        return (state,) if self._tzinfo is None else (state, self._tzinfo)

    def __reduce_ex__(self, protocol):
        return type(self), self._getstate(protocol)

    def __reduce__(self):
        return self.__reduce_ex__(2)


_time_class = time
time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)


def _zone_of(zone):
    if zone is None:
        return None
    sign, (hours, minutes, seconds, us) = zone
    if not (hours or minutes or seconds):  # microseconds alone are no offset
        return timezone.utc
    return timezone(sign * timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=us))


@_as_unsigned
class datetime(date):
    """A date and a time of day."""
    __slots__ = tuple(name for name in time.__slots__ if name != '_hashcode')

    @_as_unnamed
    def __new__(cls, year: _index, month: _month=_absent, day: _day=_absent, hour: _index=0, minute: _index=0,
                second: _index=0, microsecond: _index=0, tzinfo=None, *, fold: _index=0):
        if isinstance(year, (bytes, str)) and len(year) == 10 and 1 <= ord(year[2:3]) & 0x7F <= 12:
            state = year.encode('latin1') if isinstance(year, str) else year
            self = object.__new__(cls)
            self._year, self._month, self._day = state[0] * 256 + state[1], state[2] & 0x7F, state[3]
            self._fold = state[2] >> 7
            self._hour, self._minute, self._second = state[4], state[5], state[6]
            self._microsecond = state[7] << 16 | state[8] << 8 | state[9]
            self._tzinfo = _tzinfo_of_state(None if month is _absent else month)
            self._hashcode = -1
            return self
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        (self._hour, self._minute, self._second, self._microsecond,
         self._fold) = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        self._tzinfo = tzinfo
        self._hashcode = -1
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    # --- making ---

    @classmethod
    def _fromtimestamp(cls, t, utc, tz):
        if isinstance(t, float):
            if t != t:
                raise ValueError('Invalid value NaN (not a number)')
            if abs(t) >= 2.0 ** 63:
                raise OverflowError('timestamp out of range for platform time_t')
            fraction, whole = _math.modf(t)
            us = round(fraction * 1e6)
            t = int(whole)
            if us >= 1000000:
                t += 1
                us -= 1000000
            elif us < 0:
                t -= 1
                us += 1000000
        else:
            t, us = _to_int(t), 0
        y, m, d, hh, mm, ss = (_time.gmtime if utc else _time.localtime)(t)[:6]
        if not MINYEAR <= y <= MAXYEAR:
            raise ValueError(f'year {y} is out of range')
        result = cls(y, m, d, hh, mm, min(ss, 59), us, tz)
        if tz is None and not utc:
            # the second of two equal readings of the clock?
            if result._mktime_fold(t):
                result._fold = 1
        elif tz is not None:
            result = tz.fromutc(result)
        return result

    def _mktime_fold(self, t):
        """Did the clock already show this time within the day before?"""
        before = _time.localtime(t - 86400)
        if before.tm_year < MINYEAR:
            raise ValueError(f'year {before.tm_year} is out of range')
        shift = _time.localtime(t).tm_gmtoff - before.tm_gmtoff
        return shift < 0 and _time.localtime(t + shift)[:6] == _time.localtime(t)[:6]

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """The local (or tz's) date and time of a POSIX time."""
        _check_tzinfo(tz)
        return cls._fromtimestamp(timestamp, tz is not None, tz)

    @classmethod
    @_as_tuple_parser
    def utcfromtimestamp(cls, t, /):
        """A naive UTC datetime of a POSIX time."""
        return cls._fromtimestamp(t, True, None)

    @classmethod
    def now(cls, tz=None):
        """The current date and time."""
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        """The current UTC date and time, naive."""
        return cls.utcfromtimestamp(_time.time())

    @classmethod
    def combine(cls, date: _a_date, time: _a_time, tzinfo=_absent):
        """A date and a time together."""
        _a_date(date)
        _a_time(time)
        if tzinfo is _absent:
            tzinfo = time.tzinfo
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond, tzinfo,
                   fold=time.fold)

    @classmethod
    def fromisoformat(cls, date_string, /):
        """A datetime from an ISO 8601 text."""
        if not isinstance(date_string, str):
            raise TypeError('fromisoformat: argument must be str')
        clock = None
        try:
            if len(date_string) >= 7:
                n = _date_length(date_string)
                parts = _parse_date(date_string[:n])
                clock, zone = _parse_time(date_string[n + 1:]) if len(date_string) > n else ([0, 0, 0, 0], None)
        except ValueError:
            pass
        if clock is None:
            raise ValueError(f'Invalid isoformat string: {date_string!r}')
        return cls(*parts, *clock, _zone_of(zone))

    @classmethod
    @_as_tuple_parser
    def strptime(cls, date_string, format, /):
        """A datetime from text by a format (like time.strptime())."""
        if not isinstance(date_string, str) or not isinstance(format, str):
            n, bad = (2, format) if isinstance(date_string, str) else (1, date_string)
            raise TypeError(f'strptime() argument {n} must be str, not {_type_name(bad)}')
        import _strptime
        return _strptime._strptime_datetime(cls, date_string, format)

    # --- parts ---

    def timetuple(self):
        """A time.struct_time."""
        dst = self.dst()
        dst = -1 if dst is None else int(bool(dst))
        return self._tuple(dst)

    def _tuple(self, dst):
        return _time.struct_time((self._year, self._month, self._day, self._hour, self._minute, self._second,
                                  self.weekday(), _days_before_month(self._year, self._month) + self._day, dst))

    def utctimetuple(self):
        """UTC time tuple."""
        offset = self.utcoffset()
        return (self - offset if offset else self)._tuple(0)

    def _mktime(self):
        """Seconds since the epoch of a naive local time."""
        epoch = (self.replace(tzinfo=None, fold=0) - _naive_epoch)
        wanted = epoch.days * 86400 + epoch.seconds

        def local(u):
            y, m, d, hh, mm, ss = _time.localtime(u)[:6]
            if not MINYEAR <= y <= MAXYEAR:
                raise ValueError(f'year {y} is out of range')
            return _ymd_to_ordinal(y, m, d) * 86400 + (hh * 60 + mm) * 60 + ss - 719163 * 86400
        a = local(wanted) - wanted
        u1 = wanted - a
        t1 = local(u1)
        if t1 == wanted: # one solution; is there another?
            u2 = u1 + (-86400, 86400)[self._fold]
            b = local(u2) - u2
            if a == b:
                return u1
        else:
            b = t1 - u1
        u2 = wanted - b
        t2 = local(u2)
        if t2 == wanted:
            return u2
        if t1 == wanted:
            return u1
        return (max, min)[self._fold](u1, u2)

    def timestamp(self):
        """POSIX time as a float."""
        if self._tzinfo is None:
            return self._mktime() + self._microsecond / 1e6
        return (self - _epoch).total_seconds()

    def date(self):
        """The date alone."""
        return _date_class(self._year, self._month, self._day)

    def time(self):
        """The time alone, without tzinfo."""
        return _time_class(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        """The time with tzinfo."""
        return _time_class(self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold)

    def replace(self, year: _field=_absent, month: _field=_absent, day: _field=_absent, hour: _field=_absent,
                minute: _field=_absent, second: _field=_absent, microsecond: _field=_absent, tzinfo=_absent, *,
                fold: _field=_absent):
        """The datetime with some fields changed."""
        pick = lambda new, old: old if new is _absent else new
        return type(self)(pick(year, self._year), pick(month, self._month), pick(day, self._day),
                          pick(hour, self._hour), pick(minute, self._minute), pick(second, self._second),
                          pick(microsecond, self._microsecond), pick(tzinfo, self._tzinfo),
                          fold=pick(fold, self._fold))

    def _local_timezone(self):
        ts = self._mktime() if self._tzinfo is None else (self - _epoch) // timedelta(seconds=1)
        local = _time.localtime(ts)
        return timezone(timedelta(seconds=local.tm_gmtoff), local.tm_zone)

    def astimezone(self, tz=None):
        """The same moment in another zone (the system's by default)."""
        if tz is not None and not isinstance(tz, _tzinfo_class):
            raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(tz).__name__}'")
        mine = self._tzinfo
        if mine is not None and mine is tz:
            return self
        offset = self.utcoffset()
        if offset is None:
            mine = self.replace(tzinfo=None)._local_timezone()
            if mine is tz:
                return self
            offset = mine.utcoffset(self)
        utc = self - offset
        if tz is None: # what the clocks say at that moment, which they may never have said as self has it
            tz = utc.replace(tzinfo=timezone.utc)._local_timezone()
        return tz.fromutc(utc.replace(tzinfo=tz))

    # --- text ---

    def ctime(self):
        """The text that ctime() of C gives."""
        day = _DAYS[self.toordinal() % 7 or 7]
        return (f'{day} {_MONTHS[self._month]} {self._day:2d} {self._hour:02d}:{self._minute:02d}:{self._second:02d} '
                f'{self._year:04d}')

    def isoformat(self, sep: _character='T', timespec='auto'):
        """YYYY-MM-DDTHH:MM:SS[.ffffff][+HH:MM]"""
        _character(sep)
        text = f'{self._year:04d}-{self._month:02d}-{self._day:02d}{sep}'
        text += _format_time(self._hour, self._minute, self._second, self._microsecond, timespec, 2)
        offset = self.utcoffset()
        return text if offset is None else text + _format_offset(offset)

    def __repr__(self):
        fields = [self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond]
        if fields[-1] == 0:
            del fields[-1]
        if fields[-1] == 0:
            del fields[-1]
        text = ', '.join(map(str, fields))
        if self._fold:
            text += ', fold=1'
        if self._tzinfo is not None:
            text += f', tzinfo={self._tzinfo!r}'
        return f'{_full_name(type(self))}({text})'

    def __str__(self):
        return self.isoformat(sep=' ')

    # --- zones ---

    def utcoffset(self):
        """The difference from UTC by the time zone, or None."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(self)
        _check_offset('utcoffset', offset)
        return offset

    def tzname(self):
        """The name of the time zone, or None."""
        if self._tzinfo is None:
            return None
        name = self._tzinfo.tzname(self)
        if name is not None and not isinstance(name, str):
            raise TypeError(f"tzinfo.tzname() must return None or a string, not '{type(name).__name__}'")
        return name

    def dst(self):
        """The part of the difference that is due to summer time, or None."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.dst(self)
        _check_offset('dst', offset)
        return offset

    # --- comparison and arithmetic ---

    def _us(self):
        return ((self.toordinal() * 86400 + (self._hour * 60 + self._minute) * 60 + self._second) * 1000000 +
                self._microsecond)

    def _offsets(self, other):
        if self._tzinfo is other._tzinfo:
            return None, None
        return self.utcoffset(), other.utcoffset()

    def _compare(self, other, equality=False):
        off1, off2 = self._offsets(other)
        if (off1 is None) != (off2 is None):
            if equality:
                return None
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        if equality and off1 is not None:
            # a reading of the clock that depends on fold equals nothing in another zone
            if off1 != self.replace(fold=not self._fold).utcoffset() or \
                    off2 != other.replace(fold=not other._fold).utcoffset():
                return 2
        a, b = self._us(), other._us()
        if off1 is not None:
            a -= off1._us()
            b -= off2._us()
        return (a > b) - (a < b)

    def __eq__(self, other):
        if isinstance(other, datetime):
            return self._compare(other, True) == 0
        return False if isinstance(other, date) else NotImplemented

    def _order(self, other):
        if isinstance(other, datetime):
            return self._compare(other)
        if isinstance(other, date):
            raise TypeError("can't compare datetime.datetime to datetime.date")
        return None

    def __le__(self, other):
        c = self._order(other)
        return NotImplemented if c is None else c <= 0

    def __lt__(self, other):
        c = self._order(other)
        return NotImplemented if c is None else c < 0

    def __ge__(self, other):
        c = self._order(other)
        return NotImplemented if c is None else c >= 0

    def __gt__(self, other):
        c = self._order(other)
        return NotImplemented if c is None else c > 0

    def _shift(self, us):
        us += self._us()
        days, us = divmod(us, 86400000000)
        if not 0 < days <= _MAX_ORDINAL:
            raise OverflowError('date value out of range')
        seconds, us = divmod(us, 1000000)
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        return type(self)(*_ordinal_to_ymd(days), hour, minute, second, us, self._tzinfo)

    def __add__(self, other):
        return self._shift(other._us()) if isinstance(other, timedelta) else NotImplemented

    def __radd__(self, other):
        return self + other if isinstance(other, timedelta) else NotImplemented

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self._shift(-other._us())
        if not isinstance(other, datetime):
            return NotImplemented
        us = self._us() - other._us()
        off1, off2 = self._offsets(other)
        if off1 is off2 or off1 == off2:
            return timedelta._from_us(us)
        if off1 is None or off2 is None:
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return timedelta._from_us(us + off2._us() - off1._us())

    def __hash__(self):
        if self._hashcode == -1:
            t = self.replace(fold=0) if self._fold else self
            offset = t.utcoffset()
            self._hashcode = hash(t._getstate()[0] if offset is None else timedelta._from_us(t._us() - offset._us()))
        return self._hashcode

    def _getstate(self, protocol=3):
        us = self._microsecond
        state = bytes([*divmod(self._year, 256), self._month + (128 if self._fold and protocol > 3 else 0), self._day,
                       self._hour, self._minute, self._second, us >> 16, us >> 8 & 255, us & 255])
        return (state,) if self._tzinfo is None else (state, self._tzinfo)

    def __reduce_ex__(self, protocol):
        return type(self), self._getstate(protocol)

    def __reduce__(self):
        return self.__reduce_ex__(2)


_date_class = date
_tzinfo_class = tzinfo
datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)


_no_name = object()


@_as_final
class timezone(tzinfo):
    """A fixed offset from UTC."""
    __slots__ = '_offset', '_name'

    def __new__(cls, offset: _an_offset, name=_no_name):
        _an_offset(offset)
        if name is _no_name:
            if not offset and hasattr(cls, 'utc'):
                return cls.utc
            name = None
        elif not isinstance(name, str):
            raise TypeError(f"timezone() argument 2 must be str, not {'None' if name is None else type(name).__name__}")
        if not -timedelta(1) < offset < timedelta(1):
            raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and "
                             f"timedelta(hours=24), not {offset!r}.")
        self = object.__new__(cls)
        self._offset = offset
        self._name = name
        return self

    def __getinitargs__(self):
        return (self._offset,) if self._name is None else (self._offset, self._name)

    def __reduce__(self):
        return timezone, self.__getinitargs__(), None

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is self.utc:
            return 'datetime.timezone.utc'
        name = '' if self._name is None else f', {self._name!r}'
        return f'datetime.{type(self).__qualname__}({self._offset!r}{name})'

    def __str__(self):
        return self.tzname(None)

    def _check(self, dt, name):
        if dt is not None and not isinstance(dt, datetime):
            raise TypeError(f"{name}(dt) argument must be a datetime instance or None, not {type(dt).__name__}")

    def utcoffset(self, dt, /):
        """The difference from UTC, always the same."""
        self._check(dt, 'utcoffset')
        return self._offset

    def tzname(self, dt, /):
        """The name that was given, or one like UTC+01:00."""
        self._check(dt, 'tzname')
        if self._name is not None:
            return self._name
        return 'UTC' + _format_offset(self._offset) if self._offset else 'UTC'

    def dst(self, dt, /):
        """None: there is no summer time."""
        self._check(dt, 'dst')
        return None

    def fromutc(self, dt, /):
        """The local time for one in UTC."""
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        return dt + self._offset


UTC = timezone.utc = timezone(timedelta(0))
timezone.min = timezone(-timedelta(hours=23, minutes=59))
timezone.max = timezone(timedelta(hours=23, minutes=59))
_naive_epoch = datetime(1970, 1, 1)
_epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
