# Dates and times: arithmetic, formats, zones, and what they refuse.
from datetime import *
import datetime as D, pickle, copy, time, zoneinfo
t = datetime(2024, 2, 29, 13, 5, 9, 123456); u = timezone(timedelta(hours=5, minutes=30), 'IST'); tz = timezone(-timedelta(hours=3))
print(t, repr(t), t.isoformat(' ', 'milliseconds'), t.isoformat(timespec='hours'), t.replace(tzinfo=u), repr(t.replace(tzinfo=u, fold=1)), t.astimezone(tz), t.replace(tzinfo=u).astimezone(timezone.utc), t.ctime())
print(t.strftime('%a %A %w %d %b %B %m %y %Y %H %I %p %M %S %f %z %Z %j %U %W %c %x %X %% %G %u %V'), t.replace(tzinfo=u).strftime('%z|%Z|%:z'), f'{t:%d.%m.%Y}', format(t, ''), t.timetuple(), t.utctimetuple(), t.isocalendar(), t.toordinal(), t.weekday(), t.isoweekday())
for s, f in (('2024-02-29 10:11', '%Y-%m-%d %H:%M'), ('5 Mar 99', '%d %b %y'), ('12:30:01 PM +0530', '%I:%M:%S %p %z'), ('2024 060', '%Y %j'), ('2024-W09-4', '%G-W%V-%u'), ('x', '%Y'), ('2024-13-01', '%Y-%m-%d'), ('2024', '%Y %m'), ('2024 x', '%Y'), ('1', '%Q'), ('2023 02 30', '%Y %m %d'), ('10.123', '%S.%f'), ('Z', '%z'), ('UTC', '%Z'), ('2020 53 1', '%Y %W %w'), ('5%', '%d%')):
    try: print(repr(datetime.strptime(s, f)))
    except Exception as e: print(type(e).__name__, e)
for s in ('2024-02-29', '20240229', '2024-W09-4', '2024-02-29T10', '2024-02-29T10:11:12.123456789', '2024-02-29T10:11:12,5Z', '2024-02-29 10:11+05:30', '2024-02-29T10:11:12+05:30:15.5', '2024-2-9', 'x', '', '2024-02-30', '20240229T101112', '2024-02-29T25:00', '2024-060', '2024-02-29T10:11-00:00', '2024-02-29T', '2024-02-29T10:1', '2024W094T10', '2024-W54-1', '2024-02-29T10:11:12.', '2024-02-29T24:00:00'):
    for c in (datetime, date, time):
        c = {'time': D.time}.get(getattr(c, '__name__', ''), c) 
        try: print(repr(c.fromisoformat(s)), end=' ')
        except Exception as e: print(type(e).__name__, e, end='; ')
    try: print(repr(D.time.fromisoformat(s)))
    except Exception as e: print(type(e).__name__, e)
for f in (lambda: t - t.replace(tzinfo=u), lambda: t < date(2020, 1, 1), lambda: t == date(2024, 2, 29), lambda: date(2024, 2, 29) - timedelta(days=366), lambda: t + timedelta.max, lambda: timedelta(1) / 0, lambda: timedelta(days=1, hours=-25), lambda: timedelta(5) // timedelta(2), lambda: divmod(timedelta(5), timedelta(2, 3)), lambda: timedelta(5) % timedelta(2), lambda: timedelta(1) * 1.5, lambda: timedelta(3) / 2, lambda: timedelta(3) / timedelta(2), lambda: abs(timedelta(-1)), lambda: -timedelta(1, 2, 3), lambda: str(timedelta(-1, 5, 7)), lambda: timedelta(weeks=1.5, milliseconds=2.5).total_seconds(), lambda: timedelta(days=10**10), lambda: timedelta('x'), lambda: timedelta(bogus=1), lambda: date(2024, 2, 30), lambda: date(0, 1, 1), lambda: date('2024', 1, 1), lambda: date(2024), lambda: datetime(2024, 1, 1, 24), lambda: datetime(2024, 1, 1, tzinfo=3), lambda: D.time(25), lambda: D.time(1, 2, fold=2), lambda: timezone(5), lambda: timezone(timedelta(hours=24)), lambda: timezone(timedelta(1, 0, 0) / 7), lambda: t.replace(month=13), lambda: date.fromordinal(0), lambda: date.fromisocalendar(2024, 54, 1), lambda: date.fromisocalendar(2024, 9, 4), lambda: datetime.fromtimestamp(1e20), lambda: datetime.fromtimestamp(0, timezone.utc), lambda: datetime.utcfromtimestamp(1.0000005), lambda: datetime(1970, 1, 1, tzinfo=timezone.utc).timestamp(), lambda: datetime.combine(date(2020, 1, 1), D.time(3, tzinfo=u)), lambda: D.time(3) - D.time(2), lambda: t + 5, lambda: 5 + t, lambda: t - 5, lambda: sum([timedelta(1)] * 3, timedelta()), lambda: datetime.combine(1, 2), lambda: datetime.min - timedelta(1), lambda: date.max + timedelta(1), lambda: hash(timedelta(1)) == hash(timedelta(hours=24)), lambda: bool(timedelta()), lambda: max(date(2020, 1, 1), date(2021, 1, 1)), lambda: date(2020,1,1) < 5, lambda: t < 'x', lambda: datetime.now(5), lambda: datetime.strptime(5, 'x'), lambda: D.tzinfo().utcoffset(t), lambda: timezone.utc.utcoffset(5), lambda: date(2020,1,2).strftime(5), lambda: t.isoformat(5), lambda: t.isoformat('ab'), lambda: t.isoformat(timespec='x'), lambda: t.astimezone(5), lambda: D.datetime.__format__(t, 5), lambda: date.today(1), lambda: (datetime.resolution, timedelta.max, timedelta.min, D.time.max, date.min, datetime.max)):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
for o in (t, t.date(), t.timetz(), timedelta(1, 2, 3), u, timezone.utc, t.replace(tzinfo=u)): assert pickle.loads(pickle.dumps(o)) == o == copy.deepcopy(o); print(repr(o), str(o), o.__reduce__())
z = zoneinfo.ZoneInfo('Europe/Berlin'); a = datetime(2024, 3, 31, 1, 30, tzinfo=z); print(a, a.utcoffset(), a.dst(), a.tzname(), a + timedelta(hours=1), (a.astimezone(timezone.utc) + timedelta(hours=1)).astimezone(z), datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=z), repr(z), str(z), z.key)
class TZ(tzinfo):
    def utcoffset(self, d): return timedelta(hours=2)
    def dst(self, d): return timedelta(hours=1)
    def tzname(self, d): return 'X'
x = datetime(2020, 1, 1, tzinfo=TZ()); print(x, x.tzname(), x.dst(), x.utctimetuple(), x.strftime('%z %Z'), x.astimezone(timezone.utc), timezone.utc.fromutc(x.replace(tzinfo=timezone.utc)))
class Sub(datetime): pass
print(repr(Sub(2020, 1, 1) + timedelta(1)), type(Sub(2020, 1, 1) - timedelta(1)), Sub.fromisoformat('2020-01-01'), type(Sub.now()))
print(dir(datetime) == sorted(set(dir(datetime))), [n for n in dir(datetime) if not n.startswith('_')], timezone.min, timezone.max, timezone.utc, repr(timezone.utc), D.UTC is timezone.utc)
