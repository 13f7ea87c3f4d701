"""Wrong arguments of datetime: types are named as C has them."""
import datetime, collections, types, fractions, enum, io, array, re
D = datetime
class Own(D.tzinfo):
    def __init__(self, v): self.v = v
    def utcoffset(self, dt): return self.v
    tzname = dst = utcoffset
class Sub(D.date): pass
wrong = [D.timezone.utc, collections.deque(), types.SimpleNamespace(), fractions.Fraction(1), D.date(2020, 1, 1), D.timedelta(1), io.StringIO(), array.array('b'), None, 5, 'x', object(), Sub(2020, 1, 1), D.time(1), re.compile('a'), D.datetime(2020, 1, 1)]
calls = dict(days=lambda x: D.timedelta(x), micro=lambda x: D.timedelta(microseconds=x), zone=lambda x: D.timezone(x), zone2=lambda x: D.timezone(D.timedelta(0), x), tz=lambda x: D.datetime(2020, 1, 1, tzinfo=x), tz2=lambda x: D.time(tzinfo=x), now=lambda x: D.datetime.now(x), repl=lambda x: D.datetime(2020, 1, 1).replace(tzinfo=x),
  utcoff=lambda x: D.timezone.utc.utcoffset(x), dst=lambda x: D.timezone.utc.dst(x), name=lambda x: D.timezone.utc.tzname(x), offset=lambda x: D.datetime(2020, 1, 1, tzinfo=Own(x)).utcoffset(), tzn=lambda x: D.datetime(2020, 1, 1, tzinfo=Own(x)).tzname(), toff=lambda x: D.time(tzinfo=Own(x)).utcoffset(), iso=lambda x: D.datetime(2020, 1, 1).isoformat(x), fmt=lambda x: format(D.date(2020, 1, 1)) + D.date(2020, 1, 1).__format__(x), comb=lambda x: D.datetime.combine(x, D.time()), comb2=lambda x: D.datetime.combine(D.date(2020, 1, 1), x), strp=lambda x: D.datetime.strptime(x, '%Y'), strf=lambda x: D.date(2020, 1, 1).strftime(x), fiso=lambda x: D.date.fromisoformat(x), as_=lambda x: D.datetime(2020, 1, 1).astimezone(x), fromts=lambda x: D.datetime.fromtimestamp(x), add=lambda x: D.timedelta(1) + x, mul=lambda x: D.timedelta(1) * x, lt=lambda x: D.timedelta(1) < x, year=lambda x: D.date(x, 1, 1), ftz=lambda x: D.datetime.fromtimestamp(0, x), iso2=lambda x: D.time().isoformat(x), futc=lambda x: D.timezone.utc.fromutc(x), ordn=lambda x: D.date.fromordinal(x), iscal=lambda x: D.date.fromisocalendar(x, 1, 1))
for n, f in calls.items():
    for x in wrong:
        try: r = f(x); print(n, type(x).__name__, type(r).__name__)
        except Exception as e: print(n, type(x).__name__, type(e).__name__, str(e).split(' at 0x')[0])
