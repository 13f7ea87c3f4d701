"""How deep recursion goes through special methods, calls of instances, keys and wrappers: each level counts what CPython
counts, frames and certain native calls."""
import functools
import operator
def depth(make, name):
    n = [0]
    def hit(): n[0] += 1
    try: make(hit)
    except RecursionError as e: print(name, n[0], str(e))
    except BaseException as e: print(name, n[0], type(e).__name__, str(e)[:80])
def plain(hit):
    def f(): hit(); f()
    f()
def eq(hit):
    class A:
        def __eq__(s, o): hit(); return s == o
    A() == A()
def lt(hit):
    class A:
        def __lt__(s, o): hit(); return s < o
    A() < A()
def call(hit):
    class A:
        def __call__(s): hit(); s()
    A()()
def new(hit):
    class A:
        def __new__(c): hit(); return c()
    A()
def init(hit):
    class A:
        def __init__(s): hit(); A()
    A()
def lru(hit):
    @functools.lru_cache(None)
    def f(x): hit(); f(x+1)
    f(0)
def part(hit):
    def f(): hit(); g()
    g = functools.partial(f)
    g()
def mp(hit):
    def f(x): hit(); return list(map(f, [1]))
    f(1)
def mx(hit):
    def f(x): hit(); return max([1,2], key=f)
    f(1)
def rpr(hit):
    class A:
        def __repr__(s): hit(); return repr(s)
    repr(A())
def strf(hit):
    class A:
        def __str__(s): hit(); return f'{s}'
    f'{A()}'
def geta(hit):
    class A:
        def __getattr__(s, n): hit(); return s.y
    A().x
def getab(hit):
    class A:
        def __getattribute__(s, n): hit(); return s.y
    A().x
def prop(hit):
    class A:
        @property
        def x(s): hit(); return s.x
    A().x
def item(hit):
    class A:
        def __getitem__(s, n): hit(); return s[n]
    A()[0]
def add(hit):
    class A:
        def __add__(s, n): hit(); return s+n
    A()+0
def radd(hit):
    class A:
        def __radd__(s, n): hit(); return n+s
    0+A()
def iadd(hit):
    class A:
        def __iadd__(s, n): hit(); s += n
    a = A(); a += 1
def neg(hit):
    class A:
        def __neg__(s): hit(); return -s
    -A()
def hsh(hit):
    class A:
        def __hash__(s): hit(); return hash(s)
    hash(A())
def bl(hit):
    class A:
        def __bool__(s): hit(); return bool(s)
    bool(A())
def bl2(hit):
    class A:
        def __bool__(s): hit(); return not s
    not A()
def cont(hit):
    class A:
        def __contains__(s, x): hit(); return x in s
    1 in A()
def forr(hit):
    class A:
        def __iter__(s): hit()
        def __iter__(s):
            hit()
            for x in s: pass
    for x in A(): pass
def gen(hit):
    def g(): hit(); yield from g()
    list(g())
def gen2(hit):
    def g():
        hit()
        for x in g(): yield x
    list(g())
def compr(hit):
    def f(): hit(); return [f() for _ in (1,)]
    f()
def genx(hit):
    def f(): hit(); return list(f() for _ in (1,))
    f()
def lam(hit):
    f = lambda: (hit(), f())
    f()
def star(hit):
    def f(*a, **k): hit(); f(*a, **k)
    f(1, k=2)
def meth(hit):
    class A:
        def m(s): hit(); s.m()
    A().m()
def cm(hit):
    class A:
        @classmethod
        def m(c): hit(); c.m()
    A.m()
def sm(hit):
    class A:
        @staticmethod
        def m(): hit(); A.m()
    A.m()
def met(hit):
    class M(type):
        def __call__(c): hit(); return c()
    class A(metaclass=M): pass
    A()
def wth(hit):
    class A:
        def __enter__(s):
            hit()
            with s: pass
        def __exit__(s, *a): pass
    with A(): pass
def dec(hit):
    def d(f):
        @functools.wraps(f)
        def w(*a): return f(*a)
        return w
    @d
    def f(): hit(); f()
    f()
def red(hit):
    def f(a, b): hit(); return functools.reduce(f, [1,2])
    f(1,2)
def sd(hit):
    class A:
        def __setattr__(s, n, v): hit(); s.x = v
    A().x = 1
def de(hit):
    class D:
        def __get__(s, o, t): hit(); return o.x
    class A: x = D()
    A().x
def idx(hit):
    class A:
        def __index__(s): hit(); return operator.index(s)
    operator.index(A())
def intt(hit):
    class A:
        def __int__(s): hit(); return int(s)
    int(A())
def filt(hit):
    def f(x): hit(); return list(filter(f, [1]))
    f(1)
def listeq(hit):
    class A:
        def __eq__(s, o): hit(); return [s] == [A()]
    A() == A()
def miss(hit):
    class D(dict):
        def __missing__(s, k): hit(); return s[k]
    D()[1]
def setd(hit):
    import collections
    d = collections.defaultdict(lambda: (hit(), d[len(d)+5])[0]); d[0]
def listrep(hit):
    class A:
        def __repr__(s): hit(); return repr([s])
    repr(A())
def keyw(hit):
    def f(*, k): hit(); f(k=k)
    f(k=1)
for f in [plain, eq, lt, call, new, init, lru, part, mp, mx, rpr, strf, geta, getab, prop, item, add, radd, iadd, neg, hsh, bl, bl2, cont, forr, gen, gen2, compr, genx, lam, star, meth, cm, sm, met, wth, dec, red, sd, de, idx, intt, filt, listeq, miss, setd, listrep, keyw]:
    depth(f, f.__name__)
