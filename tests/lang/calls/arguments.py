# Every way of passing and declaring arguments.
def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw
print(f(1, d=4))
print(f(1, 2, 3, 4, 5, d=6, e=7, x=8))
print(f(*[1, 2], **{'d': 3}, z=1))
print(f(*(1,), *[2, 3], 4, *'xy', d=0, **{'p': 1}, **{'q': 2}))
print(f(1, a=10, d=1))

def show(fn, *a, **k):
    try:
        print(fn(*a, **k))
    except TypeError as e:
        print('TypeError:', e)
show(f)
show(f, 1)
show(f, d=1)
show(f, 1, b=2, d=3)
show(lambda x: x)
show(lambda x: x, 1, 2)
show(lambda x, y: x, 1)
show(lambda x, y, z: x)
show(lambda x, y=1: x, 1, 2, 3)
show(lambda *, k: k)
show(lambda *, k, l: k)
show(lambda x: x, 1, x=2)
show(lambda x: x, y=2)
show(lambda x, /: x, x=2)
show(lambda: 1, 1)
def g(): pass
for bad in ('g(*1)', 'g(**1)', 'g(1, *2)', 'g(**{1: 2})', "f(1, d=1, **{'d': 2})", "g(*[], **3)"):
    try:
        eval(bad)
    except TypeError as e:
        print(bad, '->', e)

print((lambda *a, **k: (a, k))(1, *[2], x=3, **{'y': 4}))
log = []
def t(x):
    log.append(x)
    return x
def sink(*a, **k): return a, k
sink(t(1), *[t(2)], t(3), k=t(4), **{'m': t(5)}, n=t(6))
print(log)

def default(x, acc=[]):
    acc.append(x)
    return acc
print(default(1), default(2))
def many(a0,a1,a2,a3,a4,a5,a6,a7,a8,a9): return a9
print(many(*range(10)))
print(sink(*range(300))[0][-1])
print(eval('sink(' + ','.join(str(i) for i in range(300)) + ')')[0][299])
print(len(eval('sink(' + ','.join('k%d=%d' % (i, i) for i in range(300)) + ')')[1]))
class Obj:
    def m(self, a, b=2, *c, **d): return a, b, c, d
    attr = staticmethod(lambda *a: a)
o = Obj()
print(o.m(1), o.m(1, 3, 4, z=5), o.m(*[1, 2, 3], **{'q': 1}), o.attr(1, 2))
o.inst = lambda x: x * 2
print(o.inst(4))
def deco(tag):
    print('deco', tag)
    def wrap(fn):
        print('wrap', tag)
        return lambda *a: (tag, fn(*a))
    return wrap
@deco('a')
@deco('b')
def decorated(x):
    return x
print(decorated(1))
@(lambda c: setattr(c, 'tag', 1) or c)
class Tagged: pass
print(Tagged.tag)
print(f.__defaults__, f.__kwdefaults__, f.__code__.co_varnames[:8], f.__code__.co_argcount, f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount)
