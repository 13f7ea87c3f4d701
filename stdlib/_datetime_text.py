"""Dates and times as text: reading ISO 8601, strftime with %f and %z; helpers of datetime."""
import time as _time
from sys import modules as _modules

_DAYS_BEFORE = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
MAX_ORDINAL = 3652059
_DIGITS = frozenset('0123456789')


def class_name(cls):
    """The name of a class in C's messages: with its module unless it is defined at run time, as those of datetime that are
    written in Python only seem to be."""
    own = cls.__module__ == 'datetime' and getattr(_modules.get('datetime'), cls.__name__, None) is cls
    plain = not own and (cls.__flags__ & 1 << 9 or cls.__module__ == 'builtins')
    return cls.__name__ if plain else f'{cls.__module__}.{cls.__name__}'


def type_name(value):
    """What CPython calls the type of an argument that does not fit."""
    return 'None' if value is None else class_name(type(value))


def is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year, month):
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def days_before_month(year, month):
    return _DAYS_BEFORE[month] + (month > 2 and is_leap(year))


def ymd_to_ordinal(year, month, day):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400 + days_before_month(year, month) + day


def ordinal_to_ymd(n):
    """Day 1 is the first of January of the year 1."""
    n -= 1
    n400, n = divmod(n, 146097)
    n100, n = divmod(n, 36524)
    n4, n = divmod(n, 1461)
    n1, n = divmod(n, 365)
    year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1
    if n1 == 4 or n100 == 4:
        return year - 1, 12, 31
    month = (n + 50) >> 5
    before = days_before_month(year, month)
    if before > n:
        month -= 1
        before = days_before_month(year, month)
    return year, month, n - before + 1


def iso_week1_monday(year):
    first = ymd_to_ordinal(year, 1, 1)
    weekday = (first + 6) % 7
    return first - weekday + (7 if weekday > 3 else 0)


def iso_to_gregorian(year, week, day):
    """ValueError for a week or day that does not exist."""
    if not 1 <= year <= 9999:
        raise ValueError(f'Year is out of range: {year}')
    if not 0 < week < 53:
        long = False
        if week == 53:
            weekday = ymd_to_ordinal(year, 1, 1) % 7
            long = weekday == 4 or weekday == 3 and is_leap(year)
        if not long:
            raise ValueError(f'Invalid week: {week}')
    if not 0 < day < 8:
        raise ValueError(f'Invalid day: {day} (range is [1, 7])')
    n = iso_week1_monday(year) + (week - 1) * 7 + day - 1
    if not 1 <= n <= MAX_ORDINAL:
        raise ValueError(f'year {0 if n < 1 else 10000} is out of range')
    return ordinal_to_ymd(n)


# --- writing ---

def format_time(hour, minute, second, us, timespec='auto', position=1):
    if timespec == 'auto':
        timespec = 'microseconds' if us else 'seconds'
    if timespec == 'hours':
        return f'{hour:02d}'
    if timespec == 'minutes':
        return f'{hour:02d}:{minute:02d}'
    if timespec == 'seconds':
        return f'{hour:02d}:{minute:02d}:{second:02d}'
    if timespec == 'milliseconds':
        return f'{hour:02d}:{minute:02d}:{second:02d}.{us // 1000:03d}'
    if timespec == 'microseconds':
        return f'{hour:02d}:{minute:02d}:{second:02d}.{us:06d}'
    if not isinstance(timespec, str):
        raise TypeError(f"isoformat() argument {position} must be str, not {type_name(timespec)}")
    check_c_text(timespec)
    raise ValueError('Unknown timespec value')


def format_offset(off, colon=':'):
    """+hh:mm[:ss[.ffffff]] of a timedelta."""
    sign = '+'
    if off.days < 0:
        sign, off = '-', -off
    total = off.days * 86400 + off.seconds
    text = f'{sign}{total // 3600:02d}{colon}{total // 60 % 60:02d}'
    if total % 60 or off.microseconds:
        text += f'{colon}{total % 60:02d}'
        if off.microseconds:
            text += f'.{off.microseconds:06d}'
    return text


def check_c_text(text):
    """An error if a str cannot be the text of a C function."""
    text.encode()
    if '\0' in text:
        raise ValueError('embedded null character')


def wrap_strftime(obj, format, timetuple):
    """time.strftime after %f, %z and %Z have been filled in."""
    if not isinstance(format, str):
        raise TypeError(f'strftime() argument 1 must be str, not {type_name(format)}')
    format.encode()     # what is no text fails here
    out, i, n = [], 0, len(format)
    while i < n:
        c = format[i]
        i += 1
        if c != '%' or i >= n:
            out.append(c)
            continue
        c = format[i]
        i += 1
        if c == 'f':
            out.append('%06d' % getattr(obj, 'microsecond', 0))
        elif c == 'z':
            off = obj.utcoffset() if hasattr(obj, 'utcoffset') else None
            out.append('' if off is None else format_offset(off, ''))
        elif c == 'Z':
            name = obj.tzname() if hasattr(obj, 'tzname') else None
            out.append('' if name is None else name.replace('%', '%%'))
        else:
            out.append('%' + c)
    return _time.strftime(''.join(out).partition('\0')[0], timetuple)


# --- reading ---

def _digits(text, at, n):
    part = text[at:at + n]
    if len(part) != n or not (part.isascii() and part.isdigit()):
        raise ValueError
    return int(part)


def parse_date(text):
    """YYYY-MM-DD, YYYYMMDD, YYYY-Www[-D], YYYYWww[D]"""
    year = _digits(text, 0, 4)
    sep = text[4:5] == '-'
    at = 4 + sep
    if text[at:at + 1] == 'W':
        week = _digits(text, at + 1, 2)
        at += 3
        day = 1
        if len(text) > at:
            if (text[at] == '-') != sep:
                raise ValueError
            day = _digits(text, at + sep, 1)
            at += sep + 1
        if at != len(text):
            raise ValueError
        return iso_to_gregorian(year, week, day)
    month = _digits(text, at, 2)
    at += 2
    if (text[at:at + 1] == '-') != sep:
        raise ValueError
    day = _digits(text, at + sep, 2)
    if at + sep + 2 != len(text):
        raise ValueError
    return year, month, day


def date_length(text):
    """How much of an ISO date and time is the date."""
    if len(text) == 7:
        return 7
    if text[4:5] == '-':
        if text[5:6] == 'W':
            if len(text) > 8 and text[8] == '-':
                if len(text) == 9:
                    raise ValueError
                return 8 if len(text) > 10 and text[10].isdigit() else 10
            return 8
        return 10
    if text[4:5] == 'W':
        at = 7
        while at < len(text) and text[at].isdigit():
            at += 1
        if at < 9:
            return at
        return 7 if at % 2 == 0 else 8
    return 8


def _fraction(text, at, end):
    """(microseconds, index behind the digits) of at most six digits that are read from at on; more are skipped."""
    n = min(end - at, 6)
    us = _digits(text, at, n) * 10 ** (6 - n) if n else 0
    at += n
    while text[at] in _DIGITS:
        at += 1
    return us, at


def _hms(text, behind='\0'):
    """hh[:mm[:ss[.fff]]], or without colons, in front of the character `behind`: ([hour, minute, second, microsecond],
    whether all has been read). What stands for a separator in front of it is passed over."""
    parts, at, end = [0, 0, 0, 0], 0, len(text)
    text += behind + '\0'
    colon = text[2:3] == ':'
    for i in range(3):
        parts[i] = _digits(text, at, 2)
        c = text[at + 2]
        at += 3
        if at >= end:
            return parts, c == '\0'
        if colon and c == ':':
            continue
        if c in '.,':
            break
        if colon:
            raise ValueError
        at -= 1
    parts[3], at = _fraction(text, at, end)
    return parts, text[at] == '\0'


def _all_of(text):
    parts, complete = _hms(text)
    if not complete:
        raise ValueError
    return parts


def parse_time(text):
    """([hour, minute, second, microsecond], None or (sign, offset parts)); 'Z' gives (1, zeros)."""
    if not text.isascii():
        text = text.encode('utf-8', 'surrogatepass').decode('latin-1')  # counted in bytes
    at = next((i for i, c in enumerate(text) if c in '+-Z'), -1)
    if at < 0:
        return _all_of(text), None
    clock, zone = _hms(text[:at], text[at])[0], text[at + 1:]
    if text[at] == 'Z':
        if zone:
            raise ValueError
        return clock, (1, [0, 0, 0, 0])
    return clock, (-1 if text[at] == '-' else 1, _all_of(zone))
