# What is converted first is refused first: the parser of C takes one argument after the other.
import datetime
import io
import re
import tempfile


def told(label, call):
    try:
        print(label, 'gives', call())
    except Exception as ex:
        print(label, type(ex).__name__, ex)


date, time, stamp = datetime.date, datetime.time, datetime.datetime
told('week missing', lambda: date.fromisocalendar('x'))
told('year too large', lambda: date.fromisocalendar(10 ** 30))
told('day missing', lambda: date.fromisocalendar(1, 2))
told('second is no int', lambda: stamp.fromisocalendar(1, 'x'))
told('no date', lambda: stamp.combine(1))
told('no time', lambda: stamp.combine(date(2020, 1, 1), 1))
told('time missing', lambda: stamp.combine(date(2020, 1, 1)))
told('time by name', lambda: stamp.combine(date(2020, 1, 1), time=5, other=1))
told('no offset', lambda: datetime.timezone(1, other=2))
told('replace', lambda: date(2020, 1, 1).replace('x', other=2))
told('replace by name', lambda: time(1).replace(hour='x', other=2))
told('separator', lambda: stamp(2020, 1, 1).isoformat(1, other=2))
told('twice', lambda: date(2020, 1, 1).replace(1, year=2))
told('only unknown', lambda: date(2020, 1, 1).replace(other=2))

big = 10 ** 30
stream = io.BytesIO(b'ab\ncd\nef')
told('bytes seek', lambda: stream.seek(big))
told('text seek', lambda: io.StringIO('x').seek(big))
told('readlines', lambda: stream.readlines('x'))
told('readlines big', lambda: stream.readlines(big))
told('readlines 4', lambda: stream.readlines(4))
told('readlines 0', lambda: stream.readlines(0))
told('text readline', lambda: io.TextIOWrapper(io.BytesIO(b'a\nb')).readline(None))
told('text readline', lambda: io.TextIOWrapper(io.BytesIO(b'a\nb')).readline(big))
told('exit', lambda: stream.__exit__(other=1))
with tempfile.TemporaryFile() as f:
    told('buffered seek', lambda: f.seek(big))
    told('buffered seek', lambda: f.seek('x', 'y'))
    told('buffered seek', lambda: f.seek('x', 7))
    told('raw seek', lambda: f.raw.seek(big))
    told('raw truncate', lambda: f.raw.truncate(big))
told('stack level', lambda: io.text_encoding('a', 'b'))
print(io.open.__module__, io.open_code.__module__, io.text_encoding.__module__)

match = re.match('(?P<n>x)', 'x')
told('group', lambda: match.group([]))
told('group', lambda: re.match('(x)', 'x').group([]))
