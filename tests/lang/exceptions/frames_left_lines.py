# Where a frame that has ended stands: at what passed the exception on, not at what tidied up behind it; generators' frames
# have nobody behind them then.
import sys

frames, kept = [], []


class Err(Exception):
    pass


def fail():
    raise Err


class CM:
    def __init__(self, swallow=False):
        self.swallow = swallow

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return self.swallow


def in_finally():
    try:
        pass
    finally:
        frames.append(sys._getframe())
        fail()
        for i in range(3):
            pass


def raised_again():
    try:
        with CM():
            fail()
    except Err:
        len([])
        raise


def not_caught():
    with CM():
        try:
            fail()
        except KeyError:
            pass
        except IndexError:
            return 1


def not_caught_kept():
    frames.append(sys._getframe())
    with CM():
        try:
            fail()
        except KeyError:
            pass


def group():
    try:
        fail()
    except* KeyError:
        pass
    except* IndexError:
        pass


def new_one():
    try:
        fail()
    except Err as e:
        with CM():
            raise KeyError(
                1) from e


def swallowed():
    with CM(True):
        try:
            fail()
        except Err as e:
            kept.append(e)
            raise
    return 1


def inner():
    yield 1
    fail()


def generator():
    frames.append(sys._getframe())
    try:
        yield from inner()
    finally:
        pass
    yield 2


def told():
    seen = []
    for e in kept:
        t = e.__traceback__
        while t:
            f = t.tb_frame
            back = f.f_back.f_code.co_name if f.f_back else None
            if f.f_code.co_name != '<module>':
                print('  ', f.f_code.co_name, t.tb_lineno, f.f_lineno, back)
            t = t.tb_next
    for f in frames:
        print('  kept', f.f_code.co_name, f.f_lineno, f.f_back and f.f_back.f_code.co_name)
    frames.clear()
    kept.clear()


for f in in_finally, raised_again, not_caught, not_caught_kept, group, new_one, swallowed:
    print(f.__name__)
    try:
        f()
    except Exception as e:
        kept.append(e)
    told()
print('generator')
try:
    list(generator())
except Err as e:
    kept.append(e)
told()
g = generator()
next(g)
print(frames[0].f_back, frames[0].f_lineno, frames[0] is g.gi_frame)
g.close()
print(frames[0].f_back, frames[0].f_lineno, g.gi_frame)


# the dict of locals() stays that of the frame, also in a generator between its steps
def steps():
    a = 1
    d = locals()
    yield sys._getframe()
    a = 2
    yield
    b = 3


g = steps()
frame = next(g)
d = frame.f_locals
print(sorted(d), d['d'] is d)
next(g)
print(frame.f_locals is d, d['a'])
list(g)
print(frame.f_locals is d, d['a'], d['b'])
