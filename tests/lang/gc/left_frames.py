# What the end of a local runs when its function is left stands in the caller.
import sys
def where(depth=1):
    f = sys._getframe(depth)
    out = []
    while f:
        out.append((f.f_code.co_name, f.f_lineno))
        f = f.f_back
    return out
class D:
    def __init__(s, n): s.n = n
    def __del__(s):
        print(s.n, where(2))
def make(n):
    d = D(n)
    def f(x=d):
        return d
        #
    return lambda: d.n
def use():
    for i in range(2):
        make('clo')(
        )
    x = [make('a')
         (), 
         make('b')()]
    print('end')
use()
def gen():
    d = D('g')
    yield 1
def use_gen():
    for x in gen(
       ):
        print(x)
    list(gen())
    g = gen()
    next(g)
    next(
       g,
        None)
    a, = gen()
use_gen()
class S:
    def __del__(s):
        print('S', where(2))
        try:
            print(next(G))
        except Exception as e:
            print(repr(e))
        print(G.gi_running, G.gi_frame, G.gi_yieldfrom, G)if 0 else print(G.gi_running, G.gi_frame, G.gi_yieldfrom)
def gg():
    s = S()
    yield 1
G = gg()
for i in G: pass
async def co():
    d = D('coro')
    return 3
async def co2():
    d = D('coro2')
    await co()
    return 5
try:
    co2().send(None)
except StopIteration as e:
    print(e.value)
class E:
    def __enter__(s): return s
    def __exit__(s, *a):
        d = D('exit')
def w():
    with E():
        d = D('with')
        return [1,
          2]
w()
class Desc:
    def __get__(s, o, t):
        d = D('get')
        return 1
    def __set__(s, o, v):
        d = D('set')
    def __set_name__(s, o, n):
        d = D('set_name')
class H:
    x = Desc()
    def __init_subclass__(cls):
        d = D('init_sub')
    def __getitem__(s, i):
        d = D('getitem')
        if i > 1: raise IndexError
        return i
    def __eq__(s, o):
        d = D('eq')
        return True
    def __hash__(s):
        d = D('hash')
        return 1
    def __call__(s):
        d = D('call')
    def __contains__(s, x):
        d = D('contains')
        return 0
    def __bool__(s):
        d = D('bool')
        return False
    def __format__(s, f):
        d = D('format')
        return ''
    def __next__(s):
        d = D('next')
        raise StopIteration
    def __iter__(s): return s
    def __new__(cls):
        d = D('new')
        return object.__new__(cls)
    def __getattribute__(s, n):
        d = D('getattribute' + n)
        return object.__getattribute__(s, n)
def h():
    o = H()
    o.x
    o.x = 3
    class K(H): pass
    o[0]
    o == 1
    {o: 1}
    o()
    1 in o
    if not o: pass
    f'{o}'
    for i in o: pass
    o.y if hasattr(o, 'y') else 0
    [a for a in o]
    sorted([o, o], key=lambda z: D('key') and 1)
    @(lambda f: D('deco') and f)
    def k(): pass
    print(*o)
    assert not o, o
    o.z
try: h()
except Exception as e: print(e, e.__traceback__.tb_next.tb_lineno)
def rec(n):
    d = D('rec%d' % n)
    if n: rec(n - 1)
rec(2)
def nested():
    d = D('outer')
    class Z:
        def __del__(s):
            x = D('inner')
    z = Z()
    return 1
nested()
def tr():
    d = D('traced')
    return 1
sys.settrace(lambda f, e, a: None)
tr()
sys.settrace(None)
def t2(f, e, a):
    if f.f_code.co_name in ('tr',):
       print(e, f.f_lineno - f.f_code.co_firstlineno)
       return t2
sys.settrace(t2)
tr()
sys.settrace(None)
def ret_const():
    d = D('const')
    return 1
def ret_val():
    d = D('val')
    x = 3
    return x
def ret_arg(a):
    x = 5
    return x
def ret_self():
    d = D('dropped')
    d2 = d
    del d
    return [1,
        2, d2.n]
def exc():
    d = D('exc')
    1/0
def exc2():
    d = D('exc2')
    exc()
def gen():
    d = D('gen')
    yield 1
    yield 2
def gen_exc():
    d = D('genexc')
    yield 1
    1/0
def many():
    a = D('a'); b = D('b'); c = D('c'); e = D('e')
    return
def caller(
    f):
    x = [
      f()]
    x
def main():
    caller(ret_const)
    caller(ret_val)
    caller(lambda: ret_arg(
        D('arg')))
    caller(ret_self)
    caller(lambda: D('lambda'))
    caller(many)
    try:
        exc2()
    except ZeroDivisionError:
        print('caught')
    print('---')
    g = gen()
    next(g)
    g.close()
    g = gen()
    next(g)
    del g
    for x in gen():
        print(x)
    try:
        for x in gen_exc():
            pass
    except ZeroDivisionError as e:
        print('c2')
    print('done')
main()
import weakref
class W: pass
refs = []
def weak():
    w = W()
    refs.append(weakref.ref(w, lambda r: print('callback', where(2))))
    return 1
def calls_weak():
    weak()
calls_weak()
