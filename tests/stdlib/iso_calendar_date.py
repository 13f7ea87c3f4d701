# What isocalendar() returns is of a class that messages name in full
import pickle
from datetime import date

day = date(2021, 1, 1).isocalendar()
made = type(day)
print(made, repr(day), day == (2020, 53, 5), pickle.loads(pickle.dumps(day)))
for f in (lambda: day.foo, lambda: made.foo, lambda: day < 1, lambda: setattr(day, 'a', 1), lambda: made(1, 2), lambda: made((1, 2, 3)),
          lambda: day(), lambda: day[5]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

# Its fields are C ints, its parts those of a type in C.
def tell(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


made = type(day)
for args in (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), (1.5, 2, 3), ('a', 2, 3), (..., 1, 2), (1, None, 3), (2**40, 1, 2), (True, 1, 2), (-5, 0, 99):
    tell(lambda: made(*args))
tell(lambda: made(1, week=2, weekday=3))
tell(lambda: made(1, week=2, day=3))
tell(lambda: made.__new__(made, 1, 2, 3))
tell(lambda: made.__new__(tuple, (1,)))
tell(lambda: tuple.__new__(made, (1,)))
tell(lambda: type('Sub', (made,), {}))
tell(lambda: setattr(made, 'foo', 1))
tell(lambda: made.year.__get__(day))
tell(lambda: made.year.__get__(5))
tell(lambda: made.year.__set__(day, 5))
tell(lambda: delattr(day, 'year'))
tell(lambda: made.__repr__)
tell(lambda: made.__repr__(5))
tell(lambda: made.__reduce__(5))
tell(lambda: (day == tuple(day), hash(day) == hash(tuple(day)), day + (1,), day[1:], day * 2, sorted([day, made(1, 2, 3)])))
print([(name, type(value).__name__) for name, value in vars(made).items()])
