"""Lines of statements that do nothing, of constant conditions, and of jumps out of blocks."""
import sys


def show(f):
    events = []

    def tracer(frame, event, arg):
        if frame.f_code is f.__code__:
            events.append((frame.f_lineno - f.__code__.co_firstlineno, event))
        return tracer
    sys.settrace(tracer)
    try:
        f()
    except Exception as exc:
        events.append(repr(exc))
    finally:
        sys.settrace(None)
    print(f.__name__, events)


def expressions():
    x = 1
    5
    'text'
    ...
    x
    y = 2; pass; 3
    return


def only_docstring():
    "text"


def docstring():
    "text"
    1


def conditions(p=1):
    if 1:
        pass
    if 0:
        x = 2
    else:
        x = 3
    while 0:
        pass
    assert 1
    assert True, 'x'
    if ():
        pass
    if not __debug__:
        pass
    elif 1:
        x = 2
    while True:
        break
    return 3


def else_and_finally():
    try:
        2
    except:
        4
    else:
        6
    finally:
        8


def bare_except():
    try:
        try:
            3
        finally:
            1 / 0
    except:
        7


def handler_left_early():
    x = 0
    try:
        1 / x
    except ZeroDivisionError as error:
        if x:
            raise
    return 'done'


def breaks():
    for i in range(2):
        while True:
            if i:
                break
            break
        continue
    for i in range(2):
        try:
            break
        finally:
            x = 1
    with open('/dev/null') as f:
        return 1


def captured(a, b):
    return lambda: a


def cells():
    x = 1
    return [x
            for y in (1, 2)
            if y]


for f in (expressions, only_docstring, docstring, conditions, else_and_finally, bare_except, handler_left_early, breaks,
          captured, cells):
    show(f)
