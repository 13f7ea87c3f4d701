"""A generator that ignored its end: its frame has all of it, locals, variables of closures and what the body still held,
until nobody has the frame or it is cleared."""
import gc
import sys
import types


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('gone', self.name)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        print('exit', self.name)


def inner(n):
    here = Noisy('inner')
    try:
        yield n
    finally:
        print('inner ends')


def in_handler(a, b=2):
    own = Noisy('own')
    closure = lambda: (a, b)
    try:
        yield sys._getframe()
    except GeneratorExit as e:
        with Noisy('manager'):
            for i in iter([1, 2]):
                yield from inner(a)


def behind_handler(a):
    own = Noisy('own')
    closure = lambda: a
    try:
        yield sys._getframe()
    except GeneratorExit:
        pass
    yield from inner(a)


def shown(f):
    return f.f_lineno - f.f_code.co_firstlineno, sorted(f.f_locals), f.f_locals.get('a'), f.f_back


sys.unraisablehook = lambda x: print('unraisable', x.exc_value)
for make, clear in (in_handler, True), (behind_handler, True), (behind_handler, False):
    g = make(1)
    f = next(g)
    print(make.__name__, clear, shown(f))
    del g
    print(shown(f))
    if clear:
        f.clear()
        print(shown(f))
    del f
    print('dropped')


async def waits(a):
    closure = lambda: a
    try:
        await wait()
    finally:
        await wait()


@types.coroutine
def wait():
    here = Noisy('wait')
    yield sys._getframe(1)


c = waits(3)
f = c.send(None)
print(shown(f))
del c
print(shown(f))
gc.collect()
print(shown(f))
f.clear()
print(shown(f))
del f
gc.collect()


# Where the collector shows the generator to those who ask for it, that may go on, and end.
seen = []


def goes_on():
    text = ['some', 'text'] * 10
    try:
        yield
    except GeneratorExit:
        yield
    text = None
    seen.append(len(frame.f_locals))
    yield


for steps in 0, 1, 2:
    g = goes_on()
    next(g)
    frame = g.gi_frame
    del g
    for held in gc.get_referents(frame):
        if isinstance(held, types.GeneratorType):
            for step in range(steps):
                next(held, None)
    held = None
    print(steps, type(frame.f_locals))
