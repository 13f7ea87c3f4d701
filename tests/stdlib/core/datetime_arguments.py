# Dates and times: arguments that do not fit, and texts in which something is wrong.
from datetime import *
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
a = datetime(2000,1,2,3,4,5,6); d = date(2000,1,2); e = time(1,2,3)
for x, names in ((a,'year month day hour minute second microsecond tzinfo fold'),(d,'year month day'),(e,'hour minute second microsecond tzinfo fold')):
    for n in names.split():
        for v in (None, 'x', 1.5, True, 10**20, -1, 0, 5): t(lambda: x.replace(**{n: v}))
for f in (date.fromtimestamp, datetime.fromtimestamp, datetime.utcfromtimestamp, lambda v: datetime.fromtimestamp(v, timezone.utc)):
    for v in (float('nan'), float('inf'), -float('inf'), 1e18, 1e19, 1e300, -1e18, 10**18, 10**20, 'x', None, 1+0j, 2**63, -2**63-1, 1e11*3, -1e12, 2**55, -2**55): t(lambda: f(v))
for v in (0, -1, 2**31, 2**31-1, 2**63, -2**63, 10**20, 3652060, 'x', 1.5, None, True): t(lambda: date.fromordinal(v)); t(lambda: datetime.fromordinal(v))
for v in ((1,1,1), (2**31,1,1), (2020, 2**31, 1), (2020, 1, 2**40), (2020, 1, -2**31), (10**20,1,1), ('x',1,1), (1.5,1,1), (0,1,1), (10000,1,1), (9999,53,1), (2020,0,1), (2020, 54, 1), (2020,1,0),(2020,1,8),(2020,53,7),(2021,53,1)): t(lambda: date.fromisocalendar(*v))
for v in ((2**31,1,1),(10**20,1,1),(1,2**31,1),(-1,1,1),(1,13,1),(1,1,32),(2023,2,29),(None,1,1),('a',1,1),(1.0,1,1),(b'1234',),(b'\x07\xe4\x01\x02',),('\x07',1),(True,True,True)): t(lambda: date(*v)); t(lambda: datetime(*v))
for v in ((24,),(0,60),(0,0,60),(0,0,0,10**6),(-1,),(2**31,),(10**20,),('x',),(1.5,),(None,),(1,2,3,4,5),(1,2,3,4,'x')): t(lambda: time(*v)); t(lambda: datetime(1,1,1,*v))
for k in ({'fold':2},{'fold':-1},{'fold':None},{'fold':'x'},{'fold':1.0},{'fold':2**40},{'tzinfo':3},{'tzinfo':timezone}): t(lambda: time(1,**k)); t(lambda: datetime(1,1,1,**k))
for v in (timedelta(1),timedelta(0),timedelta(hours=24),timedelta(hours=-24),timedelta(hours=23,minutes=59,seconds=59,microseconds=999999),timedelta(microseconds=-1),3,None,'x'): t(lambda: timezone(v)); t(lambda: timezone(v, 'n')); t(lambda: timezone(v, 3)); t(lambda: timezone(v, None))
for k in ('days','seconds','microseconds','milliseconds','minutes','hours','weeks'):
    for v in (10**10, 1e300, float('nan'), float('inf'), 'x', None, 1+1j, 10**30, -10**30, 0.1, 1e-7, 2.5e-6, True, 999999999, 1e9): t(lambda: timedelta(**{k: v}))
for cls in (time, datetime):
    for text in ('07:55:002+08:10', '14:+32', '23,35', '23:57:22.090000.+00:00', '00:04:802+00:00', '12:34:56:78', '12:34:56,7', '1234567', '12', '1', '12:', '12:3', '12:34:56.', '12:34:56.1234567', '12:34Z', '12:34Z1',
                 '12:34+', '12:34+1', '12:34+01', '12:34+0130', '12:34+01:30:20.5', '12:34-24:00', '12:34+00:00:00.06', '12.5', '1234.5', '1234+01:3', '12:34é', '12:34:56é+01:00', '१२:34', ''):
        t(lambda: cls.fromisoformat(text if cls is time else '2000-01-02T' + text))
print(time(1, 2, fold=1, tzinfo=timezone.utc), repr(time(1, 2, fold=1, tzinfo=timezone.utc)), repr(datetime(1, 2, 3, fold=1, tzinfo=timezone.utc)))
