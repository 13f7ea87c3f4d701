"""Methods of classes that are native in CPython: their types, and no frames of theirs anywhere."""
import collections
import csv
import datetime
import decimal
import io
import inspect
import pickle
import sys
import traceback
import types

for cls, name in ((datetime.date, 'strftime'), (datetime.datetime, 'now'), (datetime.date, 'isoformat'),
                  (datetime.date, 'today'), (datetime.timedelta, 'total_seconds'), (decimal.Decimal, 'quantize'),
                  (decimal.Decimal, 'from_float'), (decimal.Context, 'add'), (decimal.Decimal, '__format__'),
                  (collections.OrderedDict, 'move_to_end')):
    raw = cls.__dict__[name]
    print(cls.__name__, name, type(raw).__name__, type(getattr(cls, name)).__name__, raw.__objclass__.__name__,
          raw.__qualname__, inspect.isroutine(raw), inspect.ismethoddescriptor(raw), inspect.isfunction(raw))
day = datetime.date(2020, 1, 2)
print(type(day.isoformat), day.isoformat.__qualname__, day.isoformat.__self__ is day, repr(datetime.date.isoformat))
print(pickle.loads(pickle.dumps(day.isoformat))(), pickle.loads(pickle.dumps(datetime.date.isoformat))(day))
print(day.isoformat == day.isoformat, day.isoformat == day.weekday, hash(day.isoformat) == hash(day.isoformat))
print(inspect.signature(decimal.Decimal.quantize), decimal.Decimal.compare.__text_signature__)


def show(f, *args):
    try:
        f(*args)
    except Exception as e:
        print(*[x.name for x in traceback.extract_tb(e.__traceback__)], '|', type(e).__name__, e)


class Column:
    def __str__(self):
        return 1 / 0


class Zone(datetime.tzinfo):
    def utcoffset(self, when):
        print([f.function for f in inspect.stack()][:3])
        raise LookupError('no offset')


show(datetime.date.isoformat, 3)
show(datetime.date.isoformat)
show(day.replace, 99999)
show(lambda: day + datetime.timedelta(10 ** 8))
show(lambda: decimal.Decimal(1) / 0)
show(decimal.Decimal, 'x')
show(lambda: csv.writer(io.StringIO()).writerow([1, Column()]))
show(lambda: list(csv.reader([1])))
show(datetime.datetime(2020, 1, 2, tzinfo=Zone()).utcoffset)
show(lambda: collections.OrderedDict().move_to_end(1))

events = []


def tracer(frame, event, arg):
    events.append((event, frame.f_code.co_name))
    return tracer


def profiler(frame, event, arg):
    if event.startswith('c_'):
        events.append((event, arg.__qualname__))


def work():
    day.isoformat()
    datetime.date.fromisoformat('2020-01-02').strftime('%Y')
    return decimal.Decimal(3).sqrt() + 1


sys.settrace(tracer)
work()
sys.settrace(None)
print(events)
events.clear()
sys.setprofile(profiler)
day.isoformat()
decimal.Decimal.sqrt(decimal.Decimal(3))
sys.setprofile(None)
print(events)


class Later(datetime.date):
    isoformat = lambda self: 'later ' + super().isoformat()
    weekday = datetime.datetime.weekday


print(Later(2020, 1, 2).isoformat(), Later.fromordinal(3).isoformat(), Later(2020, 1, 2).weekday())
Borrowed = type('Borrowed', (), {'isoformat': datetime.date.isoformat})
show(lambda: Borrowed().isoformat())
print(isinstance(datetime.date.isoformat, types.MethodDescriptorType),
      isinstance(datetime.date.__dict__['today'], types.ClassMethodDescriptorType))
