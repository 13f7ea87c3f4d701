from functools import *
import functools, operator
def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__ + ':', e)
p = partial(int, base=2); print(p('101'), p.func, p.args, p.keywords, partial(max, 1)(5), partial(partial(max, 3), 4)(1)); t(partial); t(partial, 5); q = partial(print, 'a', sep='-'); q('b'); q('c', sep='+'); print(partial(pow, 2))
print(reduce(operator.add, [1, 2, 3]), reduce(operator.mul, [], 7)); t(reduce, operator.add, []); t(reduce, operator.add, 5)
calls = []
@lru_cache(maxsize=2)
def f(x, *, k=0):
    "doc"
    calls.append(x); return x * 2
print(f(1), f(2), f(1), f(3), f(2), calls, f.cache_info(), f.__name__, f.__doc__, f.__wrapped__(5), f.cache_parameters()); f.cache_clear(); print(f.cache_info()); print(f(1, k=1), f(1, k=1), f.cache_info()); t(f, []); t(lru_cache, 'a')
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
@lru_cache
def g(x): return x
print(g(3), g(3.0), g.cache_info())
@lru_cache(typed=True)
def h(x): return type(x).__name__
print(h(3), h(3.0), h.cache_info()); 
class A:
    n = 0
    @lru_cache
    def m(self): A.n += 1; return A.n
    @cached_property
    def c(self): A.n += 100; return A.n
a = A(); print(a.m(), a.m(), a.c, a.c, a.__dict__); del a.c; print(a.c)
def deco(fn):
    @wraps(fn)
    def inner(*a): "in"; return fn(*a)
    return inner
@deco
def named(x: int) -> str: "my doc"; return x
print(named.__name__, named.__doc__, named.__wrapped__(3), named.__annotations__, named.__qualname__)
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) < V(2), V(1) <= V(1), V(2) > V(1), V(1) >= V(2), V(1) != V(2)); t(lambda: total_ordering(type('E', (), {})))
print(sorted([3, 1, 2], key=cmp_to_key(lambda x, y: y - x)), cmp_to_key(lambda a, b: 0)(5).obj)
@singledispatch
def s(x): return 'obj'
@s.register
def _(x: int): return 'int'
@s.register(list)
def _(x): return 'list'
@s.register(str)
@s.register(bytes)
def _(x): return 'text'
print(s(1), s([]), s('a'), s(b''), s(2.5), s(True), s.dispatch(bool)(0), sorted(c.__name__ for c in s.registry)); t(s); t(s.register, 5)
class SD:
    @singledispatchmethod
    def m(self, x): return 'base'
    @m.register
    def _(self, x: int): return 'int'
print(SD().m(1), SD().m('a'))
class PM:
    def f(self, a, b=0): return a, b
    g = partialmethod(f, 5, b=6)
print(PM().g(), PM().g(b=1))
print(operator.itemgetter(1)([1, 2]), operator.itemgetter('a', 'b')({'a': 1, 'b': 2}), operator.attrgetter('real')(5), operator.attrgetter('__class__.__name__', 'imag')(5), operator.methodcaller('upper')('a'), operator.methodcaller('split', ',', maxsplit=1)('a,b,c'), operator.itemgetter(1), operator.methodcaller('f', 1, a=2), operator.add(1, 2), operator.contains([1], 1), operator.countOf([1, 1], 1), operator.indexOf([3, 4], 4), operator.concat('a', 'b'), operator.not_(0), operator.index(True), operator.length_hint([1]))
t(operator.itemgetter); t(operator.itemgetter(5), [1]); t(operator.attrgetter('zz'), 1); t(operator.attrgetter, 5); t(operator.add, 1, 'a'); t(operator.concat, 1, 2); t(operator.indexOf, [], 1)
