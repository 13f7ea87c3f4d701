"""What the classes of datetime do in Python.

The types themselves, and all that is often done with them, are native (src/builtins/mod_datetime.c). The classes
written here are no types: their functions become methods of the native ones; or, where a native type has the method
itself and under private names, the steps that it takes when a call is rare or wrong. What a step gets has not been
looked at.
"""
import time as _time
import math as _math
from operator import index as _to_int
import _datetime_native as _native
from _datetime_native import (make_date as _make_date, make_datetime as _make_datetime, make_time as _make_time,
                              make_timedelta as _make_timedelta, microseconds as _us)
from _kukri import as_native as _as_native, complete as _kukri_complete
from _datetime_text import (MAX_ORDINAL as _MAX_ORDINAL, class_name as _class_name, date_length as _date_length, days_before_month as
                            _days_before_month, days_in_month as _days_in_month, format_offset as _format_offset,
                            format_time as _format_time, iso_to_gregorian as _iso_to_gregorian,
                            iso_week1_monday as _iso_week1_monday, ordinal_to_ymd as _ordinal_to_ymd,
                            parse_date as _parse_date, parse_time as _parse_time, type_name as _type_name,
                            wrap_strftime as _wrap_strftime, ymd_to_ordinal as _ymd_to_ordinal)

MINYEAR = 1
MAXYEAR = 9999

_MONTHS = (None, "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = (None, "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_steps = {}


def _methods_of(native):
    """A decorator: what the class has belongs to the native type."""
    def fill(source):
        _kukri_complete(native, source)
        for name, value in vars(source).items():
            _steps[f'{source.__name__}.{name}'] = getattr(value, '__func__', value)
        return native
    return fill


def _as_final(cls):
    """For classes whose methods tell no signature, without subclasses."""
    return _as_native(cls, 'unsigned', final=True)


def _as_unnamed(f):
    """For functions whose errors about arguments have no name."""
    return _as_native(f, 'unnamed unsigned')


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
    if not isinstance(value, _native.date):
        raise TypeError(f'combine() argument 1 must be datetime.date, not {_type_name(value)}')


def _a_time(value):
    if not isinstance(value, _native.time):
        raise TypeError(f'combine() argument 2 must be datetime.time, not {_type_name(value)}')


def _an_offset(value):
    if not isinstance(value, timedelta):
        raise TypeError(f'timezone() argument 1 must be datetime.timedelta, not {_type_name(value)}')


def _state_bytes(state, n):
    """The n bytes of an argument that may be a state; None if they are not so many."""
    if len(state) == n:
        return state.encode('latin1') if isinstance(state, str) else state


def _field(value):
    return value if value is _absent else _index(value)


def _format(self, fmt):
    """__format__() of dates and times."""
    if not isinstance(fmt, str):
        raise TypeError(f'__format__() argument 1 must be str, not {None if fmt is None else _class_name(type(fmt))}')
    return self.strftime(fmt) if fmt else str(self)


def _check_date(year, month, day):
    year, month, day = _index(year), _index(month), _index(day)
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
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{_class_name(type(tz))}'")


def _tzinfo_of_state(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError("bad tzinfo state arg")
    return tz


def _check_name(name):
    if name is not None and not isinstance(name, str):
        raise TypeError(f"tzinfo.tzname() must return None or a string, not '{_class_name(type(name))}'")
    return name


def _check_offset(name, offset):
    if offset is None:
        return
    if not isinstance(offset, timedelta):
        raise TypeError(f"tzinfo.{name}() must return None or timedelta, not '{_class_name(type(offset))}'")
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


@_methods_of(_native.timedelta)
class timedelta:

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
                raise TypeError(f'unsupported type for timedelta {name} component: {_class_name(type(value))}')
        if leftover:
            rounded = round(leftover)
            if abs(rounded - leftover) == 0.5: # halves go to the even sum
                odd = us & 1
                rounded = int(2.0 * round((leftover + odd) * 0.5) - odd)
            us += rounded
        return _make_timedelta(cls, us if type(us) is int else int(us))

    def __repr__(self):
        parts = [f'{name}={value}' for name, value in (('days', self.days), ('seconds', self.seconds),
                                                       ('microseconds', self.microseconds)) if value]
        module = 'datetime.' if type(self) is timedelta else ''
        return f"{module}{type(self).__qualname__}({', '.join(parts) or '0'})"

    def _times_float(self, other):
        a, b = other.as_integer_ratio()
        return _make_timedelta(timedelta, _divide_nearest(_us(self) * a, b))

    def _by_float(self, other):
        a, b = other.as_integer_ratio()
        if a == 0:
            raise ZeroDivisionError('integer division or modulo by zero')
        return _make_timedelta(timedelta, _divide_nearest(b * _us(self), a))

    def __reduce__(self):
        """The class and what to call it with, for pickle."""
        return type(self), (self.days, self.seconds, self.microseconds)


_kukri_complete(timedelta, {
    'resolution': timedelta(microseconds=1), 'min': timedelta(-999999999),
    'max': timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)})


@_methods_of(_native.date)
class date:

    @_as_unnamed
    def __new__(cls, year: _index, month: _index, day: _index):
        return _make_date(cls, *_check_date(year, month, day))

    def _of_state(cls, state):
        """The date that a pickle has; None: that is no state."""
        state = _state_bytes(state, 4)
        if state and 1 <= state[2] <= 12:
            return _make_date(cls, state[0] * 256 + state[1], state[2], state[3])

    @classmethod
    @_as_native
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
        return f'{_full_name(type(self))}({self.year}, {self.month}, {self.day})'

    def ctime(self):
        """ctime() style text."""
        day = _DAYS[self.toordinal() % 7 or 7]
        return f'{day} {_MONTHS[self.month]} {self.day:2d} 00:00:00 {self.year:04d}'

    def strftime(self, format):
        """Text by a format."""
        return _wrap_strftime(self, format, self.timetuple())

    @_as_tuple_parser
    def __format__(self, fmt, /):
        """Formats self with strftime()."""
        return _format(self, fmt)

    def timetuple(self):
        """Time tuple, as of time.localtime()."""
        return _time.struct_time((self.year, self.month, self.day, 0, 0, 0, self.weekday(),
                                  _days_before_month(self.year, self.month) + self.day, -1))

    def replace(self, year: _field=_absent, month: _field=_absent, day: _field=_absent):
        """The date with some fields changed."""
        return date.__new__(type(self), self.year if year is _absent else year, self.month if month is _absent else month,
                            self.day if day is _absent else day)

    def isocalendar(self):
        """ISO year, week number and weekday."""
        year = self.year
        monday = _iso_week1_monday(year)
        today = self.toordinal()
        week, day = divmod(today - monday, 7)
        if week < 0:
            year -= 1
            week, day = divmod(today - _iso_week1_monday(year), 7)
        elif week >= 52 and today >= _iso_week1_monday(year + 1):
            year += 1
            week = 0
        return _native.IsoCalendarDate(year, week + 1, day + 1)

    def __reduce__(self):
        """The class and what to call it with, for pickle."""
        return type(self), (bytes([*divmod(self.year, 256), self.month, self.day]),)


_kukri_complete(date, {'min': date(1, 1, 1), 'max': date(9999, 12, 31), 'resolution': timedelta(days=1)})


@_methods_of(_native.tzinfo)
class tzinfo:

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
        """The class and what to call it with, for pickle."""
        args = self.__getinitargs__() if hasattr(self, '__getinitargs__') else ()
        return type(self), args, self.__getstate__()


def _us_in(moment, offset):
    """The microseconds of a time or datetime in UTC."""
    us = _us(moment)
    return us if offset is None else us - _us(offset)


def _time_state(t, protocol=3):
    us = t.microsecond
    return bytes([t.hour + (128 if t.fold and protocol > 3 else 0), t.minute, t.second, us >> 16, us >> 8 & 255, us & 255])


def _datetime_state(t, protocol=3):
    us = t.microsecond
    return bytes([*divmod(t.year, 256), t.month + (128 if t.fold and protocol > 3 else 0), t.day,
                  t.hour, t.minute, t.second, us >> 16, us >> 8 & 255, us & 255])


@_methods_of(_native.time)
class time:

    @_as_unnamed
    def __new__(cls, hour: _index=0, minute: _index=0, second: _index=0, microsecond: _index=0, tzinfo=None, *,
                fold: _index=0):
        *clock, fold = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        return _make_time(cls, *clock, tzinfo, fold)

    def _of_state(cls, state, tz=None):
        state = _state_bytes(state, 6)
        if state and state[0] & 0x7F < 24:
            return _make_time(cls, state[0] & 0x7F, state[1], state[2], state[3] << 16 | state[4] << 8 | state[5],
                              _tzinfo_of_state(tz), state[0] >> 7)

    def _order(self, other, equality):
        """-1, 0, 1 for times with different zones; None where a naive and an aware time are only unequal."""
        off1, off2 = self.utcoffset(), other.utcoffset()
        if (off1 is None) != (off2 is None):
            if equality:
                return None
            raise TypeError("can't compare offset-naive and offset-aware times")
        a, b = _us_in(self, off1), _us_in(other, off2)
        return (a > b) - (a < b)

    def __hash__(self):
        t = self.replace(fold=0) if self.fold else self
        offset = t.utcoffset()
        return hash(_time_state(t) if offset is None else _make_timedelta(timedelta, _us_in(t, offset)))

    def isoformat(self, timespec='auto'):
        """HH:MM:SS[.ffffff][+HH:MM]"""
        text = _format_time(self.hour, self.minute, self.second, self.microsecond, timespec)
        offset = self.utcoffset()
        return text if offset is None else text + _format_offset(offset)

    def __repr__(self):
        text = f'{self.hour}, {self.minute}'
        if self.second or self.microsecond:
            text += f', {self.second}'
        if self.microsecond:
            text += f', {self.microsecond}'
        if self.tzinfo is not None:
            text += f', tzinfo={self.tzinfo!r}'
        if self.fold:
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
        return cls(*parts, _zone_of(zone))

    def strftime(self, format):
        """Text by a format; the date is 1900-01-01."""
        return _wrap_strftime(self, format, (1900, 1, 1, self.hour, self.minute, self.second, 0, 1, -1))

    @_as_tuple_parser
    def __format__(self, fmt, /):
        """Formats self with strftime()."""
        return _format(self, fmt)

    def utcoffset(self):
        """The difference from UTC by the time zone, or None."""
        if self.tzinfo is None:
            return None
        offset = self.tzinfo.utcoffset(None)
        _check_offset('utcoffset', offset)
        return offset

    def tzname(self):
        """The name of the time zone, or None."""
        return None if self.tzinfo is None else _check_name(self.tzinfo.tzname(None))

    def dst(self):
        """The part of the difference that is due to summer time, or None."""
        if self.tzinfo is None:
            return None
        offset = self.tzinfo.dst(None)
        _check_offset('dst', offset)
        return offset

    def replace(self, hour: _field=_absent, minute: _field=_absent, second: _field=_absent,
                microsecond: _field=_absent, tzinfo=_absent, *, fold: _field=_absent):
        """The time with some fields changed."""
        pick = lambda new, old: old if new is _absent else new
        return _native.time.__new__(type(self), pick(hour, self.hour), pick(minute, self.minute), pick(second, self.second),
                                   pick(microsecond, self.microsecond), pick(tzinfo, self.tzinfo),
                                   fold=pick(fold, self.fold))

    def __reduce_ex__(self, protocol):
        state = _time_state(self, protocol)
        return type(self), (state,) if self.tzinfo is None else (state, self.tzinfo)

    def __reduce__(self):
        """The class and what to call it with, for pickle."""
        return self.__reduce_ex__(2)


_kukri_complete(time, {'min': time(0, 0, 0), 'max': time(23, 59, 59, 999999), 'resolution': timedelta(microseconds=1)})


def _zone_of(zone):
    if zone is None:
        return None
    sign, (hours, minutes, seconds, us) = zone
    if not (hours or minutes or seconds):  # microseconds alone are no offset
        return timezone.utc
    return timezone(sign * timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=us))


def _from_timestamp(cls, t, utc, tz):
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
        if _is_second_reading(t):
            _native.set_fold(result, 1)
    elif tz is not None:
        result = tz.fromutc(result)
    return result


def _is_second_reading(t):
    """Did the clock already show this time within the day before?"""
    before = _time.localtime(t - 86400)
    if before.tm_year < MINYEAR:
        raise ValueError(f'year {before.tm_year} is out of range')
    shift = _time.localtime(t).tm_gmtoff - before.tm_gmtoff
    return shift < 0 and _time.localtime(t + shift)[:6] == _time.localtime(t)[:6]


def _seconds_of_local(self):
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
        u2 = u1 + (-86400, 86400)[self.fold]
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
    return (max, min)[self.fold](u1, u2)


def _struct_time(self, dst):
    return _time.struct_time((self.year, self.month, self.day, self.hour, self.minute, self.second,
                              self.weekday(), _days_before_month(self.year, self.month) + self.day, dst))


def _local_timezone(self):
    ts = _seconds_of_local(self) if self.tzinfo is None else (self - _epoch) // timedelta(seconds=1)
    local = _time.localtime(ts)
    return timezone(timedelta(seconds=local.tm_gmtoff), local.tm_zone)


@_methods_of(_native.datetime)
class datetime:

    @_as_unnamed
    def __new__(cls, year: _index, month: _index, day: _index, hour: _index=0, minute: _index=0,
                second: _index=0, microsecond: _index=0, tzinfo=None, *, fold: _index=0):
        day = _check_date(year, month, day)
        *clock, fold = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        return _make_datetime(cls, *day, *clock, tzinfo, fold)

    def _of_state(cls, state, tz=None):
        state = _state_bytes(state, 10)
        if state and 1 <= state[2] & 0x7F <= 12:
            return _make_datetime(cls, state[0] * 256 + state[1], state[2] & 0x7F, *state[3:7],
                                  state[7] << 16 | state[8] << 8 | state[9], _tzinfo_of_state(tz), state[2] >> 7)

    # --- making ---

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """The local (or tz's) date and time of a POSIX time."""
        _check_tzinfo(tz)
        return _from_timestamp(cls, timestamp, tz is not None, tz)

    @classmethod
    @_as_tuple_parser
    def utcfromtimestamp(cls, t, /):
        """A naive UTC datetime of a POSIX time."""
        return _from_timestamp(cls, t, True, None)

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
        result = cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond, tzinfo)
        if time.fold and isinstance(result, datetime):
            _native.set_fold(result, 1)
        return result

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
        return _struct_time(self, dst)

    def utctimetuple(self):
        """UTC time tuple."""
        offset = self.utcoffset()
        return _struct_time(self - offset if offset else self, 0)

    def timestamp(self):
        """POSIX time as a float."""
        if self.tzinfo is None:
            return _seconds_of_local(self) + self.microsecond / 1e6
        return (self - _epoch).total_seconds()

    def replace(self, year: _field=_absent, month: _field=_absent, day: _field=_absent, hour: _field=_absent,
                minute: _field=_absent, second: _field=_absent, microsecond: _field=_absent, tzinfo=_absent, *,
                fold: _field=_absent):
        """The datetime with some fields changed."""
        pick = lambda new, old: old if new is _absent else new
        return datetime.__new__(type(self), pick(year, self.year), pick(month, self.month), pick(day, self.day),
                                pick(hour, self.hour), pick(minute, self.minute), pick(second, self.second),
                                pick(microsecond, self.microsecond), pick(tzinfo, self.tzinfo),
                                fold=pick(fold, self.fold))

    def astimezone(self, tz=None):
        """The same moment in another zone (the system's by default)."""
        if tz is not None and not isinstance(tz, _native.tzinfo):
            raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{_class_name(type(tz))}'")
        mine = self.tzinfo
        if mine is not None and mine is tz:
            return self
        offset = self.utcoffset()
        if offset is None:
            mine = _local_timezone(self.replace(tzinfo=None))
            if mine is tz:
                return self
            offset = mine.utcoffset(self)
        utc = self - offset
        if tz is None: # what the clocks say at that moment, which they may never have said as self has it
            tz = _local_timezone(utc.replace(tzinfo=timezone.utc))
        return tz.fromutc(utc.replace(tzinfo=tz))

    # --- text ---

    def ctime(self):
        """The text that ctime() of C gives."""
        day = _DAYS[self.toordinal() % 7 or 7]
        return (f'{day} {_MONTHS[self.month]} {self.day:2d} {self.hour:02d}:{self.minute:02d}:{self.second:02d} '
                f'{self.year:04d}')

    def isoformat(self, sep: _character='T', timespec='auto'):
        """YYYY-MM-DDTHH:MM:SS[.ffffff][+HH:MM]"""
        _character(sep)
        text = f'{self.year:04d}-{self.month:02d}-{self.day:02d}{sep}'
        text += _format_time(self.hour, self.minute, self.second, self.microsecond, timespec, 2)
        offset = self.utcoffset()
        return text if offset is None else text + _format_offset(offset)

    def __repr__(self):
        fields = [self.year, self.month, self.day, self.hour, self.minute, self.second, self.microsecond]
        if fields[-1] == 0:
            del fields[-1]
        if fields[-1] == 0:
            del fields[-1]
        text = ', '.join(map(str, fields))
        if self.fold:
            text += ', fold=1'
        if self.tzinfo is not None:
            text += f', tzinfo={self.tzinfo!r}'
        return f'{_full_name(type(self))}({text})'

    # --- zones ---

    def utcoffset(self):
        """The difference from UTC by the time zone, or None."""
        if self.tzinfo is None:
            return None
        offset = self.tzinfo.utcoffset(self)
        _check_offset('utcoffset', offset)
        return offset

    def tzname(self):
        """The name of the time zone, or None."""
        if self.tzinfo is None:
            return None
        name = self.tzinfo.tzname(self)
        if name is not None and not isinstance(name, str):
            raise TypeError(f"tzinfo.tzname() must return None or a string, not '{_class_name(type(name))}'")
        return name

    def dst(self):
        """The part of the difference that is due to summer time, or None."""
        if self.tzinfo is None:
            return None
        offset = self.tzinfo.dst(self)
        _check_offset('dst', offset)
        return offset

    # --- comparison and arithmetic, with different zones ---

    def _order(self, other, equality):
        """-1, 0, 1; None where a naive and an aware datetime are only unequal, or one and a mere date."""
        if not isinstance(self, datetime) or not isinstance(other, datetime):
            if equality:
                return None
            raise TypeError("can't compare datetime.datetime to datetime.date")
        off1, off2 = self.utcoffset(), other.utcoffset()
        if (off1 is None) != (off2 is None):
            if equality:
                return None
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        if equality and off1 is not None:
            # a reading of the clock that depends on fold equals nothing in another zone
            if off1 != self.replace(fold=not self.fold).utcoffset() or \
                    off2 != other.replace(fold=not other.fold).utcoffset():
                return None
        a, b = _us_in(self, off1), _us_in(other, off2)
        return (a > b) - (a < b)

    def _difference(self, other):
        off1, off2 = self.utcoffset(), other.utcoffset()
        if (off1 is None) != (off2 is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return _make_timedelta(timedelta, _us_in(self, off1) - _us_in(other, off2))

    def __hash__(self):
        t = self.replace(fold=0) if self.fold else self
        offset = t.utcoffset()
        return hash(_datetime_state(t) if offset is None else _make_timedelta(timedelta, _us_in(t, offset)))

    def __reduce_ex__(self, protocol):
        state = _datetime_state(self, protocol)
        return type(self), (state,) if self.tzinfo is None else (state, self.tzinfo)

    def __reduce__(self):
        """The class and what to call it with, for pickle."""
        return self.__reduce_ex__(2)


_kukri_complete(datetime, {'min': datetime(1, 1, 1), 'max': datetime(9999, 12, 31, 23, 59, 59, 999999),
                           'resolution': timedelta(microseconds=1)})


_no_name = object()


@_as_final
class timezone(tzinfo):
    """A fixed offset from UTC."""
    __slots__ = '_offset', '_name'
    __module__ = 'datetime'

    def __new__(cls, offset: _an_offset, name=_no_name):
        _an_offset(offset)
        if name is _no_name:
            if not offset and hasattr(cls, 'utc'):
                return cls.utc
            name = None
        elif not isinstance(name, str):
            raise TypeError(f"timezone() argument 2 must be str, not {'None' if name is None else _class_name(type(name))}")
        if not -timedelta(1) < offset < timedelta(1):
            raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and "
                             f"timedelta(hours=24), not {offset!r}.")
        self = tzinfo.__new__(cls)
        self._offset = offset
        self._name = name
        return self

    def __getinitargs__(self):
        return (self._offset,) if self._name is None else (self._offset, self._name)

    def __reduce__(self):
        """The class and what to call it with, for pickle."""
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
            raise TypeError(f"{name}(dt) argument must be a datetime instance or None, not {_class_name(type(dt))}")

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
_native.set_steps(_steps)
