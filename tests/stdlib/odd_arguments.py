# Arguments that are nearly of the type wanted: numbers by __index__ alone, subclasses of str, text with null characters
# or lone surrogates, numbers at the ends of C types.
import datetime
import enum
import fcntl
import io
import os
import pickle
import statistics
import tempfile
import textwrap
import time
import typing
import multiprocessing


os.environ['TZ'] = 'UTC'
time.tzset()


def t(f, *a, **k):
    try:
        print(ascii(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__, ascii(str(e)))


class Index:
    def __index__(self):
        return 2

    def __float__(self):
        return 3.5


class Float:
    def __float__(self):
        return 3.5


class Text(str):
    pass


day = datetime.date(2020, 1, 2)
for s in ('a\0b', '\0', '%Y\0%m', '\0%Y', '%Y\0', '%\0', '%z\0', '\ud800', '%Y\ud800'):
    t(day.strftime, s)
    t(datetime.time(1, 2).strftime, s)
    t(format, day, s)
t(time.strftime, 'a\0b')
t(time.get_clock_info, 'mono\0')
t(datetime.time(1).isoformat, 'hours\0')
t(datetime.time(1).isoformat, 'hours\ud800')
for x in Index(), Float():
    t(day.fromtimestamp, x)
    t(time.gmtime, x)
    t(time.ctime, x)
    t(datetime.datetime.utcfromtimestamp, x)
t(time.sleep, Float())
t(time.sleep, '1')
t(day.replace, a=1, b=2)
t(datetime.time, a=1, b=2)

t(pickle.dumps, 1, 2**40)
t(pickle.dumps, 1, 10**30)
t(pickle.dumps, 1, -2**40)
t(pickle.Pickler, 1, 2**40)
t(pickle.Pickler, 1, 2, 3, 4)
t(pickle.Pickler, io.BytesIO(), 2, fix_imports=True, buffer_callback=3)
t(pickle.PickleBuffer, a=1, b=2)

t(statistics.fmean, float('nan'), 1)
t(statistics.fmean, iter([1, 2]), iter([1, 2]))
t(textwrap.indent, b'x', b'y')
t(typing.ForwardRef, '')
t(type, '\ud800', (), {})
t(type, 'x', (), {'__doc__': '\ud800'})


class Named:
    pass


t(setattr, Named, '__name__', '\ud800')
t(setattr, Named, '__qualname__', 'a\0')
for name in '\0', 'a\0b', '':
    t(__import__, name)

for n in 2**63, 2**64, -1, 1.5:
    t(os.major, n)
    t(os.minor, n)
t(os.sysconf, '\ud800')
t(os.confstr, '\ud800')
t(os.pathconf, '/', -2)
t(os.pathconf, '/nonexistent/path', 'PC_NAME_MAX')
with tempfile.TemporaryFile() as f:
    n = f.fileno()
    t(os.fchmod, n, 2**40)

    class Descriptor:
        def __index__(self):
            return n
    print(os.stat(Descriptor()).st_ino == os.fstat(n).st_ino, os.path.exists(Descriptor()))
    t(fcntl.ioctl, n, 3, 5.5)
    t(fcntl.fcntl, n, 1, 'x' * 2000)

t(io.BytesIO(b'a\nb\n').readlines, Index())
t(io.BufferedWriter(io.BytesIO()).write, Text('a'))
t(multiprocessing.Array, 1, 2)
t(multiprocessing.Array, 'x', 2)
t(multiprocessing.Array, t, 2)
t(multiprocessing.RawArray, 'i', -1)
t(multiprocessing.RawArray, None, None)
t(enum.ReprEnum, (), ())
t(enum.ReprEnum, 'x', 'a')
