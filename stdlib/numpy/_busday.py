"""Days of work: is_busday, busday_offset, busday_count and the calendar that they share.

A date is its number of days since 1970-01-01, a Thursday. Between two holidays the days of work repeat with the week,
so that steps over many of them are made by weeks, and holidays that were passed are made up for afterwards.
"""
from _kukri import as_native as _as_native
import bisect
import operator

from numpy import _core
from numpy._core import dtype, ndarray
from numpy._datetime import NAT, civil, codes, date_array, of_counts, wrapped
from numpy._helpers import _NoValue
from numpy._nditer import nditer

_DAYS = ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')
_DATE = dtype('M8[D]')
_EVERY_WEEK = (True,) * 5 + (False,) * 2


def _weekday(day):
    return (day + 3) % 7


def _mask_of_text(text):
    """'1111100', or the names of the days that are worked on, with spaces anywhere between them."""
    if len(text) == 7 and set(text) <= {'0', '1'}:
        return tuple(c == '1' for c in text)
    at, days = 0, set()
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif text[at:at + 3] in _DAYS:
            days.add(text[at:at + 3])
            at += 3
        else:
            raise ValueError(f'Invalid business day weekmask string "{text}"')
    return tuple(name in days for name in _DAYS)


def _mask_of(weekmask):
    if isinstance(weekmask, bytes):
        weekmask = weekmask.decode('ascii')
    if isinstance(weekmask, str):
        return _mask_of_text(weekmask)
    try:
        n = len(weekmask)
        items = [weekmask[i] for i in range(7)] if n == 7 else ()
    except TypeError:
        raise ValueError("Couldn't convert object into a business day weekmask") from None
    if n != 7:
        raise ValueError('A business day weekmask array must have length 7')
    mask = [operator.index(i) for i in items]
    if not set(mask) <= {0, 1}:
        raise ValueError("A business day weekmask array must have all 1's and 0's")
    return tuple(map(bool, mask))


def _days_of_holidays(holidays, mask):
    """Sorted, once each, without those on days that are not worked on anyway."""
    x = holidays if isinstance(holidays, ndarray) else date_array(holidays)
    if x.dtype.kind != 'M' or not _core.can_cast(x.dtype, _DATE, 'safe'):
        raise ValueError('Cannot safely convert provided holidays input into an array of dates')
    if x.ndim != 1:
        raise ValueError('holidays must be a provided as a one-dimensional array')
    days = _core.asarray(codes(x.astype(_DATE))).tolist()
    return sorted({d for d in days if d != NAT and mask[_weekday(d)]})


def _days(weekmask, holidays):
    mask = _EVERY_WEEK if weekmask is _NoValue else _mask_of(weekmask)
    return mask, [] if holidays is _NoValue else _days_of_holidays(holidays, mask)


class busdaycalendar:
    """Which days of the week are worked on, and the holidays among them."""
    __slots__ = '_mask', '_holidays'

    def __init__(self, weekmask=_NoValue, holidays=_NoValue):
        mask, days = _days(weekmask, holidays)
        if not any(mask):
            raise ValueError('Cannot construct a numpy.busdaycal with a weekmask of all zeros')
        self._mask, self._holidays = mask, days

    @property
    def weekmask(self):
        """Seven truths, Monday first."""
        return _core.array(self._mask)

    @property
    def holidays(self):
        """The holidays on days of work, sorted, as datetime64[D]."""
        return of_counts(_DATE, _core.array(self._holidays, 'i8'))

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'numpy.busdaycalendar' object")

    def __reduce__(self):
        raise TypeError("cannot pickle 'busdaycalendar' object")


busdaycalendar.__module__ = 'numpy'
_as_native(busdaycalendar, final=True)


class _Calendar:
    """The days of work that one call goes by."""

    def __init__(self, mask, holidays):
        self.mask, self.holidays, self.week = mask, holidays, sum(mask)

    def works(self, day):
        if not self.mask[_weekday(day)]:
            return False
        at = bisect.bisect_left(self.holidays, day)
        return at == len(self.holidays) or self.holidays[at] != day

    def before(self, day):
        """How many days of work lie before that day, counted from a fixed one."""
        weeks, rest = divmod(day + 3, 7)
        return weeks * self.week + sum(self.mask[:rest]) - bisect.bisect_left(self.holidays, day)

    def roll(self, day, roll):
        """That day, moved to a day of work as `roll` says."""
        if day == NAT:
            if roll == 'raise':
                raise ValueError('NaT input in busday_offset')
            return NAT
        if self.works(day):
            return day
        if roll == 'raise':
            raise ValueError('Non-business day date in busday_offset')
        if roll == 'nat':
            return NAT
        step = 1 if roll in ('forward', 'following', 'modifiedfollowing') else -1
        at = self._next(day, step)
        if roll.startswith('modified') and civil(at)[:2] != civil(day)[:2]:
            at = self._next(day, -step)
        return at

    def _next(self, day, step):
        day += step
        while not self.works(day):
            day += step
        return day

    def _step(self, day, n):
        """n days of the week's mask from a day, holidays counted as days of work."""
        if n >= 0:
            weeks, rest, step = n // self.week, n % self.week, 1
        else:
            weeks, rest, step = -(-n // self.week), -n % self.week, -1
        more = 0
        while rest:
            more += step
            rest -= self.mask[_weekday(day + more)]
        return wrapped(day + weeks * 7 + more)

    def move(self, day, n):
        """n days of work from a day of work."""
        place = bisect.bisect_left if n < 0 else bisect.bisect_right
        while n:
            passed = place(self.holidays, day)
            day = self._step(day, n)
            n = place(self.holidays, day) - passed  # that many were no days of work
        return day


def _calendar(function, place, weekmask, holidays, busdaycal):
    mask, days = _days(weekmask, holidays)
    if busdaycal is _NoValue:
        return _Calendar(mask, days)
    if not isinstance(busdaycal, busdaycalendar):
        got = 'None' if busdaycal is None else type(busdaycal).__name__
        raise TypeError(f'{function}() argument {place} must be numpy.busdaycalendar, not {got}')
    if weekmask is not _NoValue or holidays is not _NoValue:
        raise ValueError('Cannot supply both the weekmask/holidays and the busdaycal parameters to '
                         f'{function}()')
    return _Calendar(busdaycal._mask, busdaycal._holidays)


def _each(f, calendar, out, d, *operands):
    """f of every element of the operands, pairs of what was given and the dtype that f takes, into out or a new array."""
    if not calendar.week:
        raise ValueError('the business day weekmask must have at least one valid business day')
    arrays, dtypes = zip(*operands)
    arrays = [a if isinstance(a, ndarray) else make(a) for a, make in
              zip(arrays, (date_array if t is _DATE else _core.asarray for t in dtypes))]
    if out is not None and not isinstance(out, ndarray):
        raise ValueError("busday_offset: must provide a NumPy array for 'out'")
    it = nditer([*arrays, out], ['external_loop', 'buffered', 'zerosize_ok'],
                        [['readonly']] * len(arrays) + [['writeonly', 'allocate']], [*dtypes, d], casting='safe')
    with it:
        for *columns, r in it:
            rows = zip(*(_numbers(c).tolist() for c in columns))
            _numbers(r)[...] = [f(*row) for row in rows]
        result = it.operands[-1]
    return result if out is not None else _core._own(result) if result.ndim else result[()]


def _numbers(x):
    return codes(x) if x.dtype.kind == 'M' else x


def is_busday(dates, weekmask=_NoValue, holidays=_NoValue, busdaycal=_NoValue, out=None):
    """Which dates are days of work."""
    c = _calendar('is_busday', 4, weekmask, holidays, busdaycal)
    return _each(lambda day: day != NAT and c.works(day), c, out, dtype(bool), (dates, _DATE))


_ROLLS = {'raise', 'nat', 'forward', 'following', 'backward', 'preceding', 'modifiedfollowing', 'modifiedpreceding'}


def _roll_of(roll):
    if isinstance(roll, bytes):
        roll = roll.decode('ascii')
    if not isinstance(roll, str):
        raise TypeError('bad argument type for built-in operation')
    if roll not in _ROLLS:
        raise ValueError(f'Invalid business day roll parameter "{roll}"')
    return roll


def busday_offset(dates, offsets, roll='raise', weekmask=_NoValue, holidays=_NoValue, busdaycal=_NoValue,
                  out=None):
    """Dates moved by a number of days of work."""
    roll = _roll_of(roll)
    c = _calendar('busday_offset', 6, weekmask, holidays, busdaycal)

    def move(day, n):
        day = c.roll(day, roll)
        return NAT if day == NAT else c.move(day, n)
    # offsets of any kind count, fractions cut off
    offsets = _core.asarray(offsets)
    if offsets.dtype != 'i8':
        offsets = offsets.astype('i8')
    return _each(move, c, out, _DATE, (dates, _DATE), (offsets, dtype('i8')))


def busday_count(begindates, enddates, weekmask=_NoValue, holidays=_NoValue, busdaycal=_NoValue, out=None):
    """How many days of work lie between dates, the end not counted."""
    c = _calendar('busday_count', 5, weekmask, holidays, busdaycal)

    def count(a, b):
        if NAT in (a, b):
            raise ValueError('Cannot compute a business day count with a NaT (not-a-time) date')
        return c.before(b) - c.before(a)
    return _each(count, c, out, dtype('i8'), (begindates, _DATE), (enddates, _DATE))
