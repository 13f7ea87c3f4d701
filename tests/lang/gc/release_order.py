# The order in which containers and others release what they hold.
import types, weakref
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n, end=' ')
def show(n):
    print()
    print(n, end=": ")

show('tuple'); t = (D(1), D(2), D(3)); del t
show('list'); t = [D(1), D(2), D(3)]; del t
show('clear'); t = [D(1), D(2), D(3)]; t.clear()
show('slice'); t = [D(1), D(2), D(3), D(4)]; del t[1:3]
show('slice='); t = [D(1), D(2), D(3), D(4)]; t[:] = []
show('step'); t = [D(1), D(2), D(3), D(4)]; del t[::2]
del t
show('dict'); t = {1: D(1), 2: D(2), D(3): D(4)}; del t
show('dclear'); t = {1: D(1), 2: D(2), D(3): D(4)}; t.clear()
show('set'); t = {D(1)}; del t
show('attrs'); 
class A: pass
a = A(); a.x = D(1); a.y = D(2); a.z = D(3); del a
show('slots')
class S: __slots__ = ('b', 'a')
a = S(); a.a = D('a'); a.b = D('b'); del a
show('locals')
def f():
    a = D(1); b = D(2); c = D(3)
f()
show('args')
def f(a, b, *c, **d): pass
f(D(1), D(2), D(3), D(4), k=D(5), j=D(6))
show('closure')
def f():
    a = D(1); b = D(2)
    def g(): return a, b
    return g
g = f(); del g
show('gen')
def f():
    a = D(1); b = D(2); yield; c = D(3)
g = f(); next(g); del g
show('gen end')
g = f(); list(g)
show('deque')
import collections
d = collections.deque([D(1), D(2)]); del d
show('exc args')
e = ValueError(D(1), D(2)); e.x = D(3); del e
show('bound')
class B:
    def m(self): pass
    def __del__(self): print('B', end=' ')
m = B().m; del m
show('partial'); import functools
p = functools.partial(print, D(1), D(2), k=D(3)); del p
show('zip'); z = zip([D(1)], [D(2)]); del z
show('map'); z = map(D, [D(1)]); del z
show('nested'); z = [[D(1), [D(2)]], D(3)]; del z
show('expr'); (D(1), D(2))[0]
show('call'); print(D(1).n, D(2).n, end=' ')
show('binop'); [D(1)] + [D(2)]
show('unpack'); a, b = D(1), D(2); a, b = None, None
show('multi'); a = b = D(1); a = None; b = None
show('del2'); a = D(1); b = D(2); del b, a
show('reassign'); a = D(1); a = D(2); a = None
show('for'); 
for x in [D(1), D(2)]: pass
del x
show('comp'); [0 for x in [D(1), D(2)]]
show('pop'); l = [D(1), D(2)]; l.pop(0); l.pop()
show('kw'); dict(a=D(1), b=D(2))
show('fmt'); f'{D(1).n}{D(2).n}'
show('slice obj'); s = slice(D(1), D(2), D(3)); del s
show('lambda defaults'); l = lambda a=D(1), b=D(2), *, c=D(3): 0; del l
class L(list): pass
show('list attrs'); l = L([D(1), D(2)]); l.x = D(3); del l
class T(tuple): pass
show('tuple attrs'); l = T([D(1), D(2)]); l.x = D(3); del l
class DD(dict): pass
show('dict attrs'); l = DD(a=D(1), b=D(2)); l.x = D(3); del l
class E(Exception): pass
show('exc'); e = E(D(1), D(2)); e.x = D(3); e.__cause__ = ValueError(D(4)); e.__context__ = ValueError(D(5)); del e
show('slots+dict')
class S: __slots__ = ('b', '__dict__')
s = S(); s.q = D('q'); s.b = D('b'); del s
class S2(S): __slots__ = ('a', 'c')
s = S2(); s.a = D('a'); s.c = D('c'); s.q = D('q'); s.b = D('b'); del s
show('func'); 
def f(a=D(1), *, k=D(2)): pass
f.x = D(3); f.__doc__ = D('doc'); f.__annotations__ = {'a': D('ann')}; del f
show('method'); 
show('prop'); p = property(D(1), D(2), D(3), D(4)); del p
show('static'); p = staticmethod(D(1)); del p
show('gen frame')
def g(x):
    y = D('y')
    for i in [D('i')]:
        yield i
        
q = g(D('x')); next(q); del q
show('gen args'); q = g(D('x')); del q
show('cell')
def f():
    a = D(1)
    def g(): return a
    b = D(2)
    return g
g1 = f(); del g1
show('enumerate'); x = enumerate([D(1)]); next(x); del x
show('chain'); import itertools
x = itertools.chain([D(1)], [D(2)]); del x
show('product'); x = itertools.product([D(1), D(2)], [D(3)]); del x
show('map2'); x = map(D, [D(1)], [D(2)]); del x
show('filter'); x = filter(None, [D(1)]); del x
show('iter'); x = iter([D(1), D(2)]); next(x); del x
show('dict items'); x = {D(1): D(2), D(3): D(4)}; del x
show('dict pop'); x = {D(1): D(2)}; x.popitem()
show('dict repl'); x = {1: D(2)}; x[1] = D(3); x.update({1: D(4)}); del x
show('dict del'); x = {D(1): D(2)}; k = list(x)[0]; del x[k]; del k; del x
show('module'); import types
m = types.ModuleType('m'); m.a = D(1); m.b = D(2); del m
show('namespace'); m = types.SimpleNamespace(a=D(1), b=D(2)); del m
show('inst dict'); a = D(1); d = a.__dict__; d['x'] = D(2); del a; print('x', end=' '); del d
show('ins slice'); l = [D(1), D(2), D(3)]; l[0:2] = [D(4)]; del l
show('step assign'); l = [D(1), D(2), D(3)]; l[::2] = [D(4), D(5)]; del l
show('list imul'); l = [D(1), D(2)]; l *= 0
show('list del idx'); l = [D(1), D(2), D(3)]; del l[1]; del l[0]; del l
show('list sort'); l = [D(2), D(1)]; l.sort(key=lambda d: d.n); del l
show('remove'); 
show('extend'); l = []; l.extend([D(1), D(2)]); del l
show('star'); a, *b = [D(1), D(2), D(3)]; del a, b
show('swap'); a = D(1); b = D(2); a, b = b, a; del a; del b
show('ret tuple'); (lambda: (D(1), D(2)))()
show('compare'); (D(1), 5) == (D(2), 6)
show('call kw'); (lambda **k: None)(a=D(1), b=D(2))
show('call many'); (lambda a, b, c: None)(D(1), D(2), D(3))
show('native call'); max(D(1).n, D(2).n); len([D(1), D(2)]); isinstance(D(1), D)
show('print'); print(*[D(1).n], sep=D(2).n and '')
show('weak'); w = weakref.WeakValueDictionary(); a = D(1); w[1] = a; del a; print(len(w), end='')
show('subscript'); {1: D(1)}[1]; [D(1), D(2)][0]; (D(1), D(2))[1]
show('attr'); D(1).n; D(2).__class__
show('chain cmp'); D(1).n < D(2).n < D(3).n
show('binop'); D(1).n + D(2).n * D(3).n
show('and'); D(1) and D(2); D(1) or D(2); not D(1)
show('cond'); D(1) if D(2) else D(3)
show('assert'); assert D(1), D(2)
show('with')
class M:
    def __init__(s, n): s.n = n
    def __enter__(s): return D('v' + s.n)
    def __exit__(s, *a): print('exit', s.n, end=' ')
    def __del__(s): print('M', s.n, end=' ')
with M('1') as a, M('2') as b: pass
del a, b
with M('3'): pass
show('set'); s = {D(1)}; s.clear()
class H(D): __hash__ = lambda self: int(self.n)  # for an order that no address decides
show('set2'); s = {H(1)}; s |= {H(2)}; s = None
show('yield');
def g():
    x = yield D(1)
    y = yield D(2)
for x in g(): pass
del x
show('send'); 
def g():
    while True:
        x = yield
        print('got', end=' ')
q = g(); next(q); q.send(D(1)); q.send(D(2)); q.close()
show('nonlocal')
def f():
    a = D(1)
    def g():
        nonlocal a
        a = D(2)
    g(); print('x', end=' ')
f()
show('global'); 
def f():
    global zz
    zz = D(1); zz = D(2)
f(); del zz
show('class attrs')
class C:
    a = D(1)
C.a = D(2); del C.a
show('star args'); (lambda *a: None)(*[D(1), D(2), D(3)])
show('lambda closure'); (lambda x: lambda: x)(D(1))()
show('format'); '%s %s' % (D(1).n, D(2).n); '{} {}'.format(D(1).n, D(2).n)
print()
