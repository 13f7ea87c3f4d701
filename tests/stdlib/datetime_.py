"""datetime: arithmetic, text, zones, errors."""
from datetime import *
import datetime as D, copy
def t(*fs):
    for f in fs:
        try: print(repr(f()))
        except Exception as e: print(type(e).__name__, e)
td = timedelta
t(lambda: td(), lambda: td(1), lambda: td(days=-1, hours=5), lambda: td(weeks=1, milliseconds=5, microseconds=7), lambda: td(0.5), lambda: td(seconds=1.0000005), lambda: td(microseconds=0.5), lambda: td(microseconds=1.5), lambda: td(microseconds=2.5), lambda: td(days=1e9), lambda: td(10**9), lambda: td('x'), lambda: td(minutes=0.1, seconds=0.3), lambda: td(hours=1/3))
t(lambda: td(1)*2.5, lambda: td(1)/3, lambda: td(1)//3, lambda: td(1)/td(hours=5), lambda: td(1)//td(hours=5), lambda: divmod(td(1), td(hours=5)), lambda: td(1)%td(hours=5), lambda: -td(1,2,3), lambda: abs(td(-1)), lambda: td(1)/0, lambda: td(1)//0, lambda: td(1)/td(0), lambda: td(1)/0.0, lambda: td(1)*float('nan'), lambda: 3*td(1), lambda: td(1)+1, lambda: td(5)/2, lambda: td(microseconds=5)/2, lambda: td(microseconds=7)/2, lambda: td(1)/1.5, lambda: td(1) < td(2), lambda: td(1) == 1, lambda: bool(td(0)), lambda: td.max, lambda: td.min, lambda: td.max + td(1), lambda: sum([td(1), td(2)], td()))
print(td(1), td(-1, 5), td(2, microseconds=1), td(hours=26.5), td(seconds=59), td(days=-2), td(1).total_seconds(), td(microseconds=1).total_seconds(), hash(td(1)) == hash(td(hours=24)), str(td(100, 3661)))
t(lambda: date(2020, 2, 30), lambda: date(0, 1, 1), lambda: date(2020, 13, 1), lambda: date(2020, 1), lambda: date('x', 1, 1), lambda: date(1.5, 1, 1), lambda: date(10000, 1, 1), lambda: date(2020, 2, 29), lambda: date.fromordinal(0), lambda: date.fromordinal(737425), lambda: date.fromordinal(10**7), lambda: date.max + td(1), lambda: date(2020, 1, 1) - date(2019, 1, 1), lambda: date(2020,1,1)-td(5), lambda: date(2020,1,1) + 1, lambda: date(2020,1,1) == datetime(2020,1,1), lambda: date(2020,1,1) < date(2020,1,2), lambda: date(2020,1,1) < datetime(2020,1,1), lambda: datetime(2020,1,1) < date(2020,1,1))
for s in ['2020-01-02', '20200102', '2020-W01-3', '2020W013', '2020-W01', '2020W01', '2020-1-2', '2020-13-01', 'x', '', '2020-01-0a', '2020-W54-1', '2020-W01-9', '2020-01-02T', '2020-0102', '202001-02']:
    t(lambda: date.fromisoformat(s), lambda: datetime.fromisoformat(s))
for s in ['2020-01-02T03:04:05', '2020-01-02 03:04', '2020-01-02T03', '20200102T030405', '2020-01-02T03:04:05.123', '2020-01-02T03:04:05.123456789', '2020-01-02T03:04:05Z', '2020-01-02T03:04:05+05:30', '2020-01-02T03:04:05-0530', '2020-01-02T03:04:05+05', '2020-01-02T03:04:05+05:30:10.5', '2020-W01-3T10:11', '2020W013T1011', '2020-01-02T25:00', '2020-01-02T03:60', '2020-01-02x03:04', '2020-01-02T03:04:05,5', '2020-01-02T03:0405', '2020-01-02T3:04', '2020-01-02T03:04:05.', '2020-01-02T03:04:05+25:00', '2011-11-04T00:05:23+00:00', '20111104T000523']:
    t(lambda: datetime.fromisoformat(s))
for s in ['03:04', '030405', 'T03:04:05.5', '03', '3', '03:04Z', '03:04:05+01:00', '24:00', '', '03:04:05.123456']:
    t(lambda: time.fromisoformat(s))
t(lambda: date.fromisocalendar(2020, 53, 5), lambda: date.fromisocalendar(2021, 53, 1), lambda: date.fromisocalendar(2020, 1, 8), lambda: date.fromisocalendar(0, 1, 1), lambda: date(2020, 12, 31).isocalendar(), lambda: date(2021,1,1).isocalendar().week, lambda: date(2018,12,31).isocalendar(), lambda: tuple(date(2005,1,1).isocalendar()))
d = datetime(2023, 7, 4, 13, 5, 9, 123)
print(d, repr(d), d.date(), d.time(), d.timetz(), d.weekday(), d.isoweekday(), d.toordinal(), d.ctime(), d.timetuple(), d.replace(year=2000, microsecond=0), d.min, d.max, d.resolution)
for ts in ['auto', 'hours', 'minutes', 'seconds', 'milliseconds', 'microseconds', 'x']: t(lambda: d.isoformat(timespec=ts), lambda: d.isoformat(' ', ts), lambda: d.time().isoformat(ts))
t(lambda: d.isoformat('xx'), lambda: d.isoformat(sep=1))
print(d.strftime('%Y-%m-%d %H:%M:%S.%f %a %A %b %B %j %U %W %w %p %I %y %% %z|%Z| %x %X %c %G %V %u %d/%e'), f'{d:%d.%m.%Y}', format(d), format(date(2020,1,1), '%j'), time(1,2,3,4).strftime('%H %f %M'))
utc = timezone.utc; tz = timezone(td(hours=5, minutes=30)); tn = timezone(td(hours=-8), 'PST')
a = datetime(2020, 1, 1, tzinfo=utc); b = datetime(2020, 1, 1, 5, 30, tzinfo=tz)
print(a == b, a - b, hash(a) == hash(b), b.astimezone(utc), a.astimezone(tn), a.astimezone(tn).tzname(), repr(a), repr(b), repr(a.astimezone(tn)), utc, tz, tn, repr(tz), repr(tn), repr(utc), a.strftime('%z %Z'), b.strftime('%z|%Z'), a.timestamp(), b.utctimetuple()[:6])
t(lambda: a < datetime(2020,1,1), lambda: a - datetime(2020,1,1), lambda: a == datetime(2020,1,1), lambda: timezone(td(1)), lambda: timezone(5), lambda: timezone(td(0), 5), lambda: datetime(2020,1,1,tzinfo=5), lambda: datetime(2020,1,1,24), lambda: datetime(2020,1,1,0,60), lambda: datetime(2020,1,1,0,0,60), lambda: datetime(2020,1,1,0,0,0,10**6), lambda: datetime(2020,1,1,fold=2), lambda: time(25), lambda: time(1,2,3,4,utc), lambda: time(1, tzinfo=tz).utcoffset(), lambda: time(1) < time(2), lambda: time(1) < time(2, tzinfo=utc), lambda: time(1) == time(1, tzinfo=utc), lambda: time(1) < 3, lambda: datetime.max + td(1), lambda: datetime.combine(date(2020,1,1), time(3)), lambda: datetime.combine(1, 2), lambda: tzinfo().utcoffset(None), lambda: datetime(2020,1,1).fold, lambda: repr(time(1,2,fold=1)), lambda: time(0), lambda: bool(time(0)), lambda: timezone.min, lambda: UTC is timezone.utc, lambda: timezone(td(0)) is utc)
print(datetime.utcfromtimestamp(0), datetime.utcfromtimestamp(1.5), datetime.utcfromtimestamp(-1.25), datetime.fromtimestamp(1e9, utc), datetime.fromtimestamp(1234567890.123456, tz), datetime.utcfromtimestamp(1e9 + 0.0000005), date.fromtimestamp(86400*365))
print(datetime.fromtimestamp(0).timestamp(), isinstance(datetime.now(), datetime), datetime.now(utc).tzinfo, any(date.today() == datetime.today().date() for _ in (1, 2)), type(datetime.now() - datetime(2020,1,1)))
for s, f in [('2020-01-02', '%Y-%m-%d'), ('02/03/99', '%d/%m/%y'), ('Jan 5 2021 3:04PM', '%b %d %Y %I:%M%p'), ('Monday, 6 June 2022', '%A, %d %B %Y'), ('12:30:45.5', '%H:%M:%S.%f'), ('2020-01-02T03:04:05+0530', '%Y-%m-%dT%H:%M:%S%z'), ('2020-01-02 Z', '%Y-%m-%d %z'), ('2020 060', '%Y %j'), ('2020 10 1', '%Y %U %w'), ('2020 10 1', '%Y %W %w'), ('2020 10 1', '%G %V %u'), ('10%', '%d%%'), ('x', '%Y'), ('2020x', '%Y'), ('2020', '%Q'), ('2020', '%Y%'), ('2020-02-30', '%Y-%m-%d'), ('29 Feb', '%d %b'), ('Tue Jan  5 03:04:05 2021', '%c'), ('01/02/20 03:04:05', '%x %X'), ('12am', '%I%p'), ('12pm', '%I%p'), ('2020 10', '%G %V'), ('2020 10 1', '%Y %V %u'), ('+05:30', '%z'), ('UTC', '%Z'), ('a.b(c)', 'a.b(c)'), ('2020  01', '%Y %m'), ('7', '%d'), ('2020 1 10', '%G %j %V')]:
    t(lambda: datetime.strptime(s, f))
t(lambda: datetime.strptime(1, 'x'), lambda: datetime.strptime('x', 1))
class Z(tzinfo):
    def utcoffset(self, dt): return td(hours=1) + self.dst(dt)
    def dst(self, dt): return td(hours=1) if dt and 3 < dt.month < 10 else td(0)
    def tzname(self, dt): return 'CEST' if self.dst(dt) else 'CET'
z = Z(); s = datetime(2020, 7, 1, 12, tzinfo=z); w = datetime(2020, 1, 1, 12, tzinfo=z)
print(s, w, s.tzname(), w.tzname(), s.astimezone(utc), utc.fromutc(a), datetime(2020,7,1,tzinfo=utc).astimezone(z), s - w, s.dst(), s.timetuple().tm_isdst)
print(date(2020,1,1).__reduce__(), datetime(2020,1,1,1,2,3,4).__reduce__(), time(1,2).__reduce__(), td(1).__reduce__(), a.__reduce__()[1][1] is utc, datetime(b'\x07\xe4\x01\x01\x01\x02\x03\x00\x00\x04'), copy.copy(d) == d, copy.deepcopy(a) == a, tz.__reduce__())
class MyD(datetime): pass
print(repr(MyD(2020,1,1) + td(1)), type(MyD(2020,1,1) + td(1)).__name__, repr(MyD.now())[:4], MyD(2020,1,1).replace(day=2).__class__.__name__)
print(sorted([date(2021,1,1), date(2020,1,1)]), max(d, d + td(1)), {date(2020,1,1): 1}[date(2020,1,1)], d in {d}, [x for x in dir(D) if not x.startswith('_') and x not in ('sys', 'datetime_CAPI')], D.MINYEAR, D.MAXYEAR)
for y in (1, 4, 100, 400, 1900, 2000, 2024): print(date(y,3,1) - td(1), date(y, 12, 31).timetuple().tm_yday, date(y,1,1).strftime('%A'))
assert all(date.fromordinal(n).toordinal() == n for n in range(1, 3652059, 997))
t(lambda: td(1) + 'x', lambda: 1 + td(1), lambda: None - td(1), lambda: td(1) * 'a', lambda: [] * td(1), lambda: td(1) < 1, lambda: date(2020,1,1) <= 'x', lambda: datetime(2020,1,1) > 5, lambda: datetime(2020,1,1) - 'x', lambda: datetime(2020,1,1) + datetime(2020,1,1), lambda: td(1) // 'x', lambda: td(1) % 2, lambda: divmod(td(1), 2), lambda: td(1) - date(2020,1,1), lambda: date(2020,1,1) - datetime(2020,1,2), lambda: datetime(2020,1,2) - date(2020,1,1))
