# Argument binding: every kind of parameter, and what goes wrong.
def show(f, *a, **k):
    try:
        print(f(*a, **k))
    except TypeError as e:
        print("TypeError:", e)

def pos(a, b): return a, b
def dflt(a, b=2, c=3): return a, b, c
def star(a, *args): return a, args
def kwonly(a, *, k, d=5): return a, k, d
def every(a, b=1, *args, k, d=9, **kw): return a, b, args, k, d, kw
def posonly(a, b=7, /, c=8, *, d=9): return a, b, c, d
def none(): return "none"

show(pos, 1, 2); show(pos, 1); show(pos); show(pos, 1, 2, 3); show(pos, 1, 2, 3, 4)
show(pos, 1, b=2); show(pos, b=1, a=2); show(pos, 1, a=2); show(pos, 1, c=2); show(pos, 1, 2, c=3)
show(dflt, 1); show(dflt, 1, c=9); show(dflt); show(dflt, 1, 2, 3, 4); show(dflt, b=1)
show(star); show(star, 1, 2, 3); show(star, a=1); show(star, 1, a=2)
show(kwonly, 1); show(kwonly, 1, k=2); show(kwonly, 1, 2, k=3); show(kwonly, 1, 2); show(kwonly, 1, 2, 3, k=1, d=2)
show(every, 1, k=2); show(every, 1, 2, 3, 4, k=5, z=6, y=7); show(every); show(every, 1, 2, 3)
show(posonly, 1); show(posonly, 1, 2, 3); show(posonly, a=1); show(posonly, 1, b=2); show(posonly, 1, c=4, d=5)
show(posonly, 1, 2, 3, 4); show(posonly)
show(none); show(none, 1); show(none, 1, 2); show(none, x=1)
def three(a, b, c): pass
show(three); show(three, 1); show(three, c=1)
def kw2(*, a, b, c): pass
show(kw2); show(kw2, a=1); show(kw2, b=1, c=2)
def pkw(a, /, **kw): return a, kw
show(pkw, 1, a=2); show(pkw, a=2)

class C:
    def m(self, x, y=2): return x, y
    @classmethod
    def cm(cls, x): return cls.__name__, x
    @staticmethod
    def sm(x): return x
    def __call__(self, *a, **k): return a, k
    def __init__(self, *a, k=None): self.a = a; self.k = k
show(C().m, 1); show(C().m); show(C().m, 1, 2, 3); show(C.m, 1); show(C.cm, 3); show(C.cm); show(C.sm, 1); show(C().sm)
show(C(), 1, 2, z=3)
print(C(1, 2, k=3).a, C(k=4).k)
show(C, 1, q=2)
def f(*args, **kwargs): return args, kwargs
print(f(*[1, 2], *(3,), x=1, **{"y": 2}, **{"z": 3}))
show(lambda: f(**{"a": 1}, **{"a": 2}))
show(lambda: f(**5)); show(lambda: f(*5)); show(lambda: f(**{1: 2}))
show(lambda: f(a=1, **{"a": 2}))
five = 5; show(lambda: five()); show(lambda: str.__name__(1))
show(lambda: pos(*range(3)))
show(lambda: len()); show(lambda: len(1, 2)); show(lambda: len(5)); show(lambda: print(foo=1))
def order():
    def t(x):
        print("eval", x)
        return x
    f(t(1), *[t(2)], t(3), k=t(4), **{"z": t(5)})
order()
def mutable(x, acc=[]):
    acc.append(x)
    return acc
print(mutable(1), mutable(2))
def outer():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    return inc
i = outer(); print(i(), i(), i())
print((lambda a, *b, c=3, **d: (a, b, c, d))(1, 2, c=4, e=5))
print(max(3, 1, 2, key=lambda v: -v), sorted("bca", reverse=True))
