"""Line events: stores on another line than their value, loops that never run, statements without code, and the ends of
cases."""
import sys


def source(x, y):
    a = (
        t(x)
    )
    b = (
        x +
        y
    )
    c = [
        x,
        y,
    ]
    d = t(
        1,
        y
    )
    e = (
        "a"
        "b"
    )
    f = (x or
         y)
    g = (x
         if y else
         2)
    return (
        a
    )


def rounds(x, y):
    for i in (x,
              y):
        z = x + \
            y
    while x < 2:
        x = (
            x + 1
        )
        z = [i for i in (x,
                         y)]
    if x:
        z = (
            t(z)
        )
    return z


def never(x, y):
    if x: y = 1
    while 0: continue
    if y:
        pass
    while False:
        pass
    try:
        while None: pass
    finally:
        while 0: pass
    if x:
        while 0: pass


def without_code(x, y):
    try:
        try:
            global G
        except KeyError:
            pass
    except ValueError:
        pass
    if x:
        z: int
    else:
        y = y
    try:
        y = y
    finally:
        global H


def cases(x, y):
    match x:
        case 0:
            if y:
                pass
        case 1:
            while y < 3:
                y += 1
                if y > 2: break
        case _:
            if not x:
                pass
            elif not y:
                pass


def last_case(x, y):
    match t(x):
        case a if a:
            if y:
                pass


def only_case(x, y):
    match x:
        case _:
            if not x:
                with C():
                    pass


class C:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None


def t(*a):
    return a


def trace(frame, event, arg):
    if frame.f_code.co_name in names:
        seen.append(f'{event[0]}{frame.f_lineno - frame.f_code.co_firstlineno}')
        return trace


functions = [source, rounds, never, without_code, cases, last_case, only_case]
names = {f.__name__ for f in functions}
for f in functions:
    for x, y in (0, 1), (1, 0), (1, 1), (0, 0), (2, 0), (2, 3):
        seen = []
        sys.settrace(trace)
        f(x, y)
        sys.settrace(None)
        print(f.__name__, x, y, *seen)
