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
