"""Flags of all boundaries with single bits, several bits and odd values; what classes of enums have; reducing."""
import collections
from enum import Enum, Flag, IntFlag, CONFORM, EJECT, KEEP, STRICT, auto
def sh(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
class C(Enum):
    A=1
print(sorted(vars(C)))
class F(Flag):
    A=1
    B=6
print(sorted(vars(F))); print(vars(F.A)); ~F.A; print(vars(F.A), vars(F.B))
class G(IntFlag):
    A=1
    B=6
print(sorted(vars(G))); print(vars(G(7)), vars(G(8)), G(8) is G(8), G(7) is G(7), ~G(7), ~G.A)
class K(Flag, boundary=KEEP):
    A=3
print(repr(K(3)), K(3) is K.A, vars(K.A), list(K), K.__members__, repr(K(3)|K.A), K._value2member_map_)
def make(boundary, **members):
    body = ''.join(f'    {k} = {v}\n' for k, v in members.items())
    ns = dict(globals()); exec(f'class X({boundary}):\n{body}', ns); return ns['X']
for base in ('Flag', 'IntFlag', 'Flag, boundary=CONFORM', 'Flag, boundary=KEEP', 'IntFlag, boundary=STRICT'):
    for m in (dict(a=1,b=2,c=4), dict(a=4,b=2,c=1), dict(a=3), dict(a=1,b=3,c=8), dict(a=-1), dict(a='auto()', b='auto()', c='3'), dict(a=0, b=1), dict(a=1.5), dict(a="'x'"), dict(a='(1, 2)'), dict(a='True', b=8), dict(a='~1', b=2)):
        print(base, m)
        try: X = make(base, **m)
        except BaseException as e: print(type(e).__name__, e); continue
        sh(lambda: list(X)); sh(lambda: (X._flag_mask_, X._all_bits_, X._member_names_))
        for v in (0, 3, 8, -1, -9):
            print(v, end=' '); sh(lambda: X(v)); sh(lambda: (X(v).name, X(v).value, X(v) is X(v))); sh(lambda: (~X(v), list(X(v)), len(X(v)))); sh(lambda: (pickle.loads(pickle.dumps(X(v), 2)) == X(v) if 0 else str(X(v)), f'{X(v)}'))
        sh(lambda: X.a | X.b); sh(lambda: X.a & X.a); sh(lambda: X.a ^ X(1)); sh(lambda: X.a in X(3))
sh(lambda: delattr(C, 'A')); sh(lambda: setattr(C, 'A', 2))
class P:
    def __getnewargs_ex__(self): return self.r
for r in (5, (), ((), {}), (1, {}), ((), 1), ((), {}, 1)):
    p = P(); p.r = r; sh(lambda: p.__reduce_ex__(2)[1:])
class D(collections.deque):
    __slots__ = ('a', '__dict__')
    def __getstate__(self): return 'state'
d = D([1]); d.a = 1; d.b = 2; print(d.__reduce__()[1:3])
class D(collections.deque): __slots__ = ('a', '__dict__')
d = D([1]); d.a = 1; d.b = 2; print(d.__reduce__()[1:3], collections.deque([1], 3).__reduce__()[1:3])
