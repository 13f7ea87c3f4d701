# The types of datetime as native types: descriptors, subclasses, edges of the arithmetic, calls in unusual ways.
import copy
import datetime as D
import inspect
import pickle
import struct


def show(text, **names):
    try:
        print(text, '->', repr(eval(text, dict(globals(), **names))))
    except Exception as e:
        print(text, '->', type(e).__name__, e)


for cls in D.date, D.datetime, D.time, D.timedelta, D.tzinfo:
    kinds = {}
    for name, value in sorted(vars(cls).items()):
        if name not in ('__new__', '__doc__', '__getattribute__'):
            kinds.setdefault(type(value).__name__, []).append(name)
    print(cls.__name__, kinds)
print(D.timedelta.days, D.date.year, D.datetime.tzinfo, D.date.__add__, D.date(1, 1, 1).isoformat.__qualname__)
print(D.datetime.__mro__, D.date.__module__, D.datetime.__flags__ >> 8 & 1)
for text in ('setattr(D.date, "x", 1)', 'setattr(D.date(1, 1, 1), "year", 2)', 'setattr(D.date(1, 1, 1), "x", 2)', 'D.date.__add__(1, 2)',
             'D.date.strftime(1, "x")', 'D.datetime.date(D.date(1, 1, 1))', 'object.__new__(D.date)', 'D.date.__new__(int, 1, 1, 1)',
             'inspect.signature(D.datetime.now)', 'inspect.signature(D.date.replace)'):
    show(text)

# --- calls ---
for text in ('D.date(2020, day=3, month=2)', 'D.date(True, True, True)', 'D.date(2020, 2, 30)', 'D.date(2020, 1.5, 1)', 'D.date(10 ** 30, 1, 1)',
             'D.date(2020)', 'D.date(2020, 1, 1, 1)', 'D.date(2020, 1, year=3)', 'D.date(2020, bogus=1)', 'D.time(1, minute=2, fold=1)',
             'D.time(24)', 'D.time(1, 2, 3, 4, None, 1)', 'D.time(tzinfo=1)', 'D.datetime(2020, 1, 1, tzinfo=D.timezone.utc, fold=True)',
             'D.datetime(2020, 1, 1, 1, 1, 1, 1, None, 1)', 'D.datetime(2020, 1, 1, fold=2)', 'D.datetime(*range(1, 8))',
             'D.timedelta(0.5, 1.5, 2.5)', 'D.timedelta(microseconds=0.5)', 'D.timedelta(microseconds=1.5)', 'D.timedelta(weeks=-1, hours=0.1)',
             'D.timedelta(True)', 'D.timedelta("1")', 'D.timedelta(1, days=1)', 'D.timedelta(1, 2, 3, 4, 5, 6, 7, 8)',
             'D.timedelta(float("nan"))', 'D.timedelta(1e300)', 'D.timedelta(10 ** 30 - 10 ** 30)', 'D.timedelta(microseconds=10 ** 20)'):
    show(text)

# --- arithmetic ---
day, us = D.timedelta(1), D.timedelta.resolution
for text in ('day * 3', '3 * day', 'day * True', 'us * 2 ** 64', 'us * 2 ** 90', 'us * -2 ** 66', 'day * 1.1', 'day / 3', 'day / -7', 'us / 2', '(us * 3) / 2',
             'day / 0', 'day / 0.0', 'day // 7', 'day // -7', '-us // 2', 'day // 0', 'day % us', 'divmod(-day, us * 7)', 'day % (us * 0)', 'day / us',
             'D.timedelta.max / us', 'D.timedelta.max // us', 'D.timedelta.max + us', '-D.timedelta.max', '-D.timedelta.min', 'abs(-day)', '+day',
             'day // 2 ** 70', 'D.timedelta.max / 2 ** 66', 'D.timedelta.min / 2 ** 200', 'D.timedelta.min // 2 ** 70', 'us.total_seconds()',
             'D.timedelta.max.total_seconds()', 'bool(us), bool(us * 0)', 'hash(day) == hash((1, 0, 0))', 'day < us, day >= us, day == 1, day != us',
             'day < 1', 'day + 1', '1 - day', 'str(-us)', 'str(D.timedelta(-2, 3, 4))', 'str(day * 5)',
             'D.date.max + day', 'D.date.min - day', 'D.date(2020, 2, 28) + day * 2', 'day + D.date(2020, 2, 28)', 'D.date(2020, 3, 1) - D.date(2020, 2, 1)',
             'D.datetime.max + us', 'D.datetime.min - us', 'D.datetime(2020, 1, 1) - us', 'D.datetime(2020, 1, 1) - D.date(2020, 1, 1)',
             'D.date(2020, 1, 1) - D.datetime(2020, 1, 1)', 'D.datetime(2020, 1, 1) < D.date(2020, 1, 1)', 'D.datetime(2020, 1, 1) == D.date(2020, 1, 1)',
             'D.date.max.toordinal(), D.date.max.weekday(), D.date.min.isoweekday(), D.date(2024, 12, 31).isocalendar()'):
    show(text)
assert all(D.date.fromordinal(n).toordinal() == n and (D.date.min + day * (n - 1)).toordinal() == n for n in range(1, 3652059, 911))

# --- text ---
for text in ('D.datetime.fromisoformat("2020-01-02")', 'D.datetime.fromisoformat("2020-01-02 03:04")', 'D.datetime.fromisoformat("2020-01-02T03:04:05.000006")',
             'D.datetime.fromisoformat("2020-01-02T03:04:05.5")', 'D.datetime.fromisoformat("2020-01-02T24:00")', 'D.datetime.fromisoformat("2020-13-02")',
             'D.datetime.fromisoformat("2020-01-02T")', 'D.datetime.fromisoformat("2020-01-02\u2009" + "03:04")', 'D.datetime.fromisoformat(b"2020-01-02")',
             'D.date.fromisoformat("2020-01-02")', 'D.date.fromisoformat("20200102")', 'D.date.fromisoformat("2020-01-02 ")', 'D.date.fromisoformat("2020-1-02")',
             'str(D.datetime(1, 2, 3))', 'str(D.time(1, 2, 3, 4))', 'D.datetime(1, 2, 3).isoformat(" ", "hours")', 'D.datetime(1, 2, 3).isoformat(sep="xx")'):
    show(text)


# --- subclasses ---
class Day(D.date):
    def __new__(cls, *args, tag=None):
        self = super().__new__(cls, *args)
        self.tag = tag
        return self


class Moment(D.datetime):
    made = 0

    def __new__(cls, *args, **kwargs):
        cls.made += 1
        return super().__new__(cls, *args, **kwargs)

    def isoformat(self, sep='T', timespec='auto'):
        return f'<{super().isoformat(sep, timespec)}>'


d = Day(2020, 1, 31, tag='x')
print(repr(d), d.tag, repr(d + day), (d + day).tag, repr(d.replace(year=2021)), type(d - d), d == D.date(2020, 1, 31), hash(d) == hash(D.date(2020, 1, 31)))
m = Moment(2020, 1, 31, 12)
print(repr(m), str(m), repr(m + day), repr(m.replace(hour=1)), type(Moment.now()), type(Moment.combine(d, D.time(1))), Moment.made, repr(m.date()), repr(m.time()))
for x in d, m, D.time(1, 2, 3, 4, fold=1), D.datetime(2020, 1, 1, tzinfo=D.timezone(day / 2), fold=1), day, D.timezone.utc, D.timezone(us, 'n'):
    for protocol in 0, 2, 5:
        y = pickle.loads(pickle.dumps(x, protocol))
        assert type(y) is type(x) and y == x and getattr(y, 'tzinfo', None) == getattr(x, 'tzinfo', None)
    assert copy.copy(x) == x == copy.deepcopy(x)
    print(x.__reduce_ex__(4)[1])
show('D.date(b"\\x07\\xe4\\x01\\x02"), D.datetime(b"\\x07\\xe4\\x81\\x02\\x03\\x04\\x05\\x00\\x00\\x06"), D.time(b"\\x83\\x04\\x05\\x00\\x00\\x06")')


class Zone(D.tzinfo):
    def __init__(self, hours):
        self.hours = hours

    def utcoffset(self, dt):
        return D.timedelta(hours=self.hours)

    def dst(self, dt):
        return D.timedelta(0)

    def tzname(self, dt):
        return f'Z{self.hours}'


a, b = D.datetime(2020, 1, 1, 12, tzinfo=Zone(2)), D.datetime(2020, 1, 1, 11, tzinfo=Zone(1))
print(a == b, a < b, a - b, hash(a) == hash(b), a - b.replace(hour=10), str(a), f'{a:%H:%M %Z %z}', a.astimezone(Zone(-3)), repr(a.timetz()).split('<')[0], a.utctimetuple()[:5])
t, u = a.timetz(), b.timetz()
print(t == u, t <= u, hash(t) == hash(u), t == D.time(12), a != a.replace(tzinfo=None), str(t))
for text in ('a < a.replace(tzinfo=None)', 'a - a.replace(tzinfo=None)', 't < D.time(12)', 'a.timestamp()', 'D.tzinfo(1, x=2).utcoffset(None)'):
    show(text)

# imported anew
import sys
for name in 'datetime', '_struct':
    sys.modules.pop(name, None)
import datetime
print(datetime.date is D.date)
import _struct
try:
    struct.calcsize('Z')
except struct.error as e:
    print('struct.error', e)
