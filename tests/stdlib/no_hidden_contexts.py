# Errors of functions that are native in CPython have no hidden context; an object whose repr fails leaves them without a text
import csv, io, marshal, datetime as d
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e, repr(e.__context__))
t(lambda: d.date.fromisoformat('x'))
t(lambda: d.date.fromisoformat('2020-13-01'))
t(lambda: d.date.fromisoformat('2020-02-30'))
t(lambda: d.time.fromisoformat('x'))
t(lambda: d.time.fromisoformat('25:00'))
t(lambda: d.datetime.fromisoformat('x'))
t(lambda: d.datetime.fromisoformat('2020-01-01T1'))
t(lambda: d.datetime.fromisoformat('2020-13-01T01:00'))
t(lambda: d.date.fromisocalendar(10**100, 1, 1))
t(lambda: d.date.fromisocalendar(10**6, 1, 1))
t(lambda: d.datetime.fromisoformat('20200101T010203.5'))
t(lambda: d.datetime.fromisoformat('2020-01-01'))
t(lambda: d.time.fromisoformat('T10:11'))
t(lambda: d.date.fromisocalendar('a', 1, 1))
t(lambda: d.date.fromisocalendar(1, 99, 1))
t(lambda: list(csv.reader(['"a'], strict=True)))
t(lambda: list(csv.reader(['"a'])))
t(lambda: csv.writer(io.StringIO()).writerow(5))
t(lambda: csv.writer(io.StringIO()).writerow('ab'))
t(lambda: list(csv.reader(['a,b', 'c'])));
t(lambda: marshal.dumps(object()))
t(lambda: marshal.loads(b''))
t(lambda: marshal.loads(b'(\2\0\0\0'))
class S(str):
    def __repr__(s): 1/0
t(lambda: int(S('x')))
t(lambda: int(S('x'), 8))
