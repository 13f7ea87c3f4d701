"""Reading dates and times by a format: what time.strptime and datetime.strptime stand on."""
import functools
import re
import time

_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
_MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october',
           'november', 'december']
_COMPOSED = {'c': '%a %b %d %H:%M:%S %Y', 'x': '%m/%d/%y', 'X': '%H:%M:%S', 'D': None}


def _choice(name, words):
    return f"(?P<{name}>{'|'.join(sorted(words, key=len, reverse=True))})"


@functools.cache
def _directives():
    zones = {'utc', 'gmt', time.tzname[0].lower(), time.tzname[1].lower()}
    return {
        'd': r'(?P<d>3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9])', 'f': r'(?P<f>[0-9]{1,6})',
        'H': r'(?P<H>2[0-3]|[0-1]\d|\d)', 'I': r'(?P<I>1[0-2]|0[1-9]|[1-9]| [1-9])', 'G': r'(?P<G>\d\d\d\d)',
        'j': r'(?P<j>36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])',
        'm': r'(?P<m>1[0-2]|0[1-9]|[1-9])', 'M': r'(?P<M>[0-5]\d|\d)', 'S': r'(?P<S>6[0-1]|[0-5]\d|\d)',
        'U': r'(?P<U>5[0-3]|[0-4]\d|\d)', 'W': r'(?P<W>5[0-3]|[0-4]\d|\d)', 'w': r'(?P<w>[0-6])',
        'u': r'(?P<u>[1-7])', 'V': r'(?P<V>5[0-3]|0[1-9]|[1-4]\d|\d)', 'y': r'(?P<y>\d\d)', 'Y': r'(?P<Y>\d\d\d\d)',
        'z': r'(?P<z>[+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?|(?-i:Z))', 'A': _choice('A', _DAYS),
        'a': _choice('a', [d[:3] for d in _DAYS]), 'B': _choice('B', _MONTHS),
        'b': _choice('b', [m[:3] for m in _MONTHS]), 'p': '(?P<p>am|pm)', 'Z': _choice('Z', zones), '%': '%'}


def _pattern(format):
    text = re.sub(r'([\\.^$*+?\(\){}\[\]|])', r'\\\1', format)
    text = re.sub(r'\s+', r'\\s+', text)
    out, directives = [], _directives()
    while '%' in text:
        at = text.index('%') + 1
        c = text[at] # IndexError: a stray %
        out.append(text[:at - 1])
        if c in ('c', 'x', 'X'):
            out.append(_pattern(_COMPOSED[c]))
        else:
            out.append(directives[c])
        text = text[at + 1:]
    return ''.join(out) + text


@functools.lru_cache(maxsize=64)
def _compile(format):
    return re.compile(_pattern(format), re.IGNORECASE)


def _regex(format):
    try:
        return _compile(format)
    except KeyError as err:
        bad = err.args[0]
        if bad == '\\':
            bad = '%'
        raise ValueError("'%s' is a bad directive in format '%s'" % (bad, format)) from None
    except IndexError:
        raise ValueError("stray %% in format '%s'" % format) from None


def _week_to_yday(year, week, weekday, starts_monday):
    """Day of the year of a weekday in week number week."""
    first = _date(year, 1, 1).weekday()
    if not starts_monday:
        first = (first + 1) % 7
        weekday = (weekday + 1) % 7
    week0 = (7 - first) % 7
    if week == 0:
        return 1 + weekday - first
    return 1 + week0 + 7 * (week - 1) + weekday


def _date(year, month, day):
    from datetime import date
    return date(year, month, day)


def _offset(z):
    """(seconds, microseconds) of a %z field."""
    if z == 'Z':
        return 0, 0
    if z[3] == ':':
        z = z[:3] + z[4:]
        if len(z) > 5:
            if z[5] != ':':
                raise ValueError(f"Inconsistent use of : in {z[:3]}:{z[3:]}")
            z = z[:5] + z[6:]
    seconds = int(z[1:3]) * 3600 + int(z[3:5]) * 60 + int(z[5:7] or 0)
    us = int((z[8:] or '0').ljust(6, '0'))
    return (-seconds, -us) if z[0] == '-' else (seconds, us)


def _check(g):
    """The combinations of directives that mean nothing."""
    weekday = 'A' in g or 'a' in g or 'w' in g or 'u' in g
    names = "('%A', '%a', '%w', or '%u')"
    if 'G' in g:
        if 'V' not in g or not weekday:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday "
                             f"directive {names}.")
        if 'j' in g:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. "
                             "Use '%Y' instead.")
    elif 'V' in g:
        if not weekday:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                             f"directive {names}.")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. "
                         "Use the ISO year '%G' instead.")


def _strptime(data_string, format="%a %b %d %H:%M:%S %Y"):
    """(time tuple fields, fraction, offset fraction)"""
    for i, arg in enumerate([data_string, format]):
        if not isinstance(arg, str):
            raise TypeError("strptime() argument {} must be str, not {}".format(i, type(arg)))
    found = _regex(format).match(data_string)
    if not found:
        raise ValueError("time data %r does not match format %r" % (data_string, format))
    if len(data_string) != found.end():
        raise ValueError("unconverted data remains: %s" % data_string[found.end():])
    g = {k: v for k, v in found.groupdict().items() if v is not None}
    num = lambda key, default=None: int(g[key]) if key in g else default
    year, month, day = num('Y'), num('m', 1), num('d', 1)
    if 'y' in g:
        year = num('y') + (2000 if num('y') <= 68 else 1900)
    if 'B' in g:
        month = _MONTHS.index(g['B'].lower()) + 1
    elif 'b' in g:
        month = [m[:3] for m in _MONTHS].index(g['b'].lower()) + 1
    hour = num('H', 0)
    if 'I' in g:
        hour = num('I') % 12 + (12 if g.get('p', '').lower() == 'pm' else 0)
    weekday = None
    if 'A' in g:
        weekday = _DAYS.index(g['A'].lower())
    elif 'a' in g:
        weekday = [d[:3] for d in _DAYS].index(g['a'].lower())
    elif 'w' in g:
        weekday = (num('w') + 6) % 7
    elif 'u' in g:
        weekday = num('u') - 1
    _check(g)
    yday = num('j')
    gmtoff, gmtoff_us = (None, 0)
    if 'z' in g:
        gmtoff, gmtoff_us = _offset(g['z'])
    tz = -1
    if 'Z' in g:
        zone = g['Z'].lower()
        if zone in ('utc', 'gmt'):
            tz = 0
        elif time.tzname[0] != time.tzname[1] or not time.daylight:
            tz = 1 if zone == time.tzname[1].lower() and zone != time.tzname[0].lower() else 0
    leap_guess = False
    if year is None:
        year = 1900
        if month == 2 and day == 29:
            year, leap_guess = 1904, True
    from datetime import date
    if yday is None and weekday is not None:
        if 'U' in g or 'W' in g:
            yday = _week_to_yday(year, num('W') if 'W' in g and 'U' not in g else num('U'), weekday, 'W' in g)
        elif 'G' in g:
            # counted from the first of January, also behind the end of the year
            year = num('G')
            yday = num('V') * 7 + weekday + 1 - date(year, 1, 4).isoweekday() - 3
        if yday is not None and yday <= 0:
            year -= 1
            yday += 366 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 365
    if yday is None:
        yday = date(year, month, day).toordinal() - date(year, 1, 1).toordinal() + 1
    else:
        d = date.fromordinal(yday - 1 + date(year, 1, 1).toordinal())
        year, month, day = d.year, d.month, d.day
    if weekday is None:
        weekday = date(year, month, day).weekday()
    if leap_guess:
        year = 1900
    fraction = int(g['f'].ljust(6, '0')) if 'f' in g else 0
    return ((year, month, day, hour, num('M', 0), num('S', 0), weekday, yday, tz, g.get('Z'), gmtoff), fraction,
            gmtoff_us)


def _strptime_time(data_string, format="%a %b %d %H:%M:%S %Y"):
    """A time.struct_time."""
    return time.struct_time(_strptime(data_string, format)[0][:time._STRUCT_TM_ITEMS
                                                               if hasattr(time, '_STRUCT_TM_ITEMS') else 11])


def _strptime_datetime(cls, data_string, format="%a %b %d %H:%M:%S %Y"):
    """An instance of cls, a datetime class."""
    from datetime import timedelta, timezone
    fields, fraction, gmtoff_us = _strptime(data_string, format)
    name, gmtoff = fields[-2:]
    args = fields[:6] + (fraction,)
    if gmtoff is not None:
        delta = timedelta(seconds=gmtoff, microseconds=gmtoff_us)
        args += (timezone(delta, name) if name else timezone(delta),)
    return cls(*args)
