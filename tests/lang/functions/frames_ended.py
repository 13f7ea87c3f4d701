"""Frame objects whose functions have ended: the last locals, the caller, the line."""
import gc
import inspect
import sys
import weakref


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)

    def __repr__(self):
        return self.name


def plain(a, b=2):
    c = [a, b]
    frame = sys._getframe()
    del b
    return frame


f = plain(1)
print(sorted(f.f_locals), f.f_locals['c'], f.f_locals['frame'] is f)
print(f.f_lineno - f.f_code.co_firstlineno, f.f_back is sys._getframe())
f.clear()
print(f.f_locals)


def give():
    noisy = Noisy('kept')
    frames.append(sys._getframe())
    noisy2 = Noisy('kept too')
    return 5


frames = []
print(give())
print('alive', frames[0].f_locals)
frames.clear()
print('gone')


def ask_only():
    noisy = Noisy('short')
    sys._getframe().f_locals
    return 1


print(ask_only())


def callee():
    return inspect.currentframe().f_back


def caller(x):
    y = x + 1
    f = callee()
    y += 1
    return f.f_locals, f


d, f = caller(10)
print(d['y'], f.f_locals['y'], d is f.f_locals, f.f_back is sys._getframe())


def cells(a):
    def inner():
        nonlocal a
        a += 1
        frames.append(sys._getframe())
        return a
    inner()
    frames.append(sys._getframe())
    return inner


frames.clear()
inner = cells(1)
print([sorted(f.f_locals.items(), key=lambda p: p[0])[:1] for f in frames])
inner()
print([f.f_locals['a'] for f in frames])
frames.clear()
del inner


def gen(n):
    x = n
    yield sys._getframe()
    x = n + 1
    yield x
    x = 'end'


g = gen(3)
f = next(g)
print(f.f_locals, f is g.gi_frame, f.f_back)
print(next(g), f.f_locals)
print(list(g), f.f_locals, g.gi_frame, f.f_back)
g = gen(4)
f = next(g)
g.close()
print(f.f_locals, f.f_back)
g = gen(5)
f = g.gi_frame
print(f.f_locals)
del g
print(f.f_locals)


def fails(v):
    w = v * 2
    mine.append(sys._getframe())
    raise ValueError(w)


mine = []
try:
    fails(4)
except ValueError as e:
    tb = e.__traceback__.tb_next
    print(tb.tb_frame is mine[0], mine[0].f_locals)
del tb
print(mine[0].f_locals, mine[0].f_back is sys._getframe())
mine.clear()


class Body:
    x = 1
    frame = sys._getframe()
    y = 2


print([k for k in Body.frame.f_locals if not k.startswith('__')], Body.frame.f_code.co_name)


def recursive(n):
    fs.append(sys._getframe())
    return n if n == 0 else recursive(n - 1)


fs = []
recursive(3)
print([f.f_locals['n'] for f in fs], [f.f_back is b for f, b in zip(fs[1:], fs)])
fs.clear()


def cycle():
    noisy = Noisy('in a cycle')
    me = sys._getframe()
    return weakref.ref(noisy)


r = cycle()
print(r() is None)
gc.collect()
print(r() is None)


def chain():
    return [i.frame for i in inspect.stack()]


def outer():
    local = 'outer'
    return chain()


fr = outer()
print([f.f_code.co_name for f in fr], fr[1].f_locals)
del fr, f, frames


def long_lived(n):
    r = []
    for i in range(n):
        r.append(sys._getframe())
    return len(set(map(id, r)))


print(long_lived(3))


def in_try():
    try:
        return sys._getframe()
    finally:
        late = 1


print(in_try().f_locals)


def through_property():
    class C:
        @property
        def p(self):
            q = 7
            return sys._getframe()

        def __add__(self, o):
            z = o
            return sys._getframe()

        def __init__(self):
            k = 8
            self.f = sys._getframe()

        def __getitem__(self, i):
            return sys._getframe()
    c = C()
    return c.p, c + 1, c.f, c[5]


print([{k: v for k, v in f.f_locals.items() if k != 'self'} for f in through_property()], [f.f_back.f_code.co_name for f in through_property()])


def argument_names(a, *args, k=1, **kw):
    return sys._getframe()


print(argument_names(1, 2, 3, z=4).f_locals)
print(inspect.getargvalues(argument_names(5)))
print([*map(lambda v: sys._getframe(), 'ab')][1].f_locals)
print(eval('sys._getframe()', {'sys': sys, 'q': 1}).f_locals.keys() >= {'q'})


def trace(frame, event, arg):
    if event == 'return':
        seen.append(frame)
    return trace


def traced(a):
    b = a + 1
    return b


seen = []
sys.settrace(trace)
traced(1)
sys.settrace(None)
print(seen[0].f_locals)


def gen_fails():
    q = 1
    yield
    raise KeyError


g = gen_fails()
next(g)
try:
    next(g)
except KeyError as e:
    tb = e.__traceback__.tb_next
    print(tb.tb_frame.f_back, tb.tb_frame.f_locals, tb.tb_frame.f_code.co_name)
    f = tb.tb_frame
del tb
print(f.f_back, f.f_locals)
