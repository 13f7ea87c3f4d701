# The frame object of a generator is the same one as long as the generator has not ended.
import inspect, sys


def gen():
    x = 1
    got.append(sys._getframe())
    y = yield 'a'
    got.append(sys._getframe())
    x = 2
    try:
        yield 'b'
    finally:
        print('finally')


got = []
g = gen()
f = g.gi_frame
print(f is g.gi_frame, f.f_locals, f.f_lineno - f.f_code.co_firstlineno, f.f_back)
next(g)
print(f is g.gi_frame, got[0] is f, f.f_locals, f.f_lineno - f.f_code.co_firstlineno)
g.send(5)
print(f is g.gi_frame, got[1] is f, f.f_locals, f.f_lineno - f.f_code.co_firstlineno)
try:
    next(g)
except StopIteration:
    print(g.gi_frame)


def from_traceback():
    try:
        1 / 0
    except ZeroDivisionError as e:
        frame = e.__traceback__.tb_frame
    try:
        frame.clear()
    except RuntimeError as e:
        print(e)
    try:
        yield frame
    finally:
        print('closed')


g = from_traceback()
f = next(g)
print(f is g.gi_frame)
f.clear()
print(g.gi_frame, list(g))


def running():
    print(g.gi_frame is sys._getframe(), g.gi_running)
    yield


g = running()
next(g)
print(inspect.getgeneratorlocals(g), inspect.getgeneratorstate(g))


async def coro():
    z = 3
    await Once()
    z = 4


class Once:
    def __await__(self):
        yield


c = coro()
f = c.cr_frame
c.send(None)
print(f is c.cr_frame, f.f_locals)
c.close()
print(c.cr_frame)


def fails():
    w = 'local'
    yield
    raise ValueError


g = fails()
f = g.gi_frame
next(g)
try:
    next(g)
except ValueError as e:
    print(e.__traceback__.tb_next.tb_frame is f, f.f_locals, g.gi_frame)
