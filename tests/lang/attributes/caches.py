# Attribute lookups that must not be answered from an outdated cache.
class A:
    x = 1
    def m(self): return "A.m"
    @property
    def p(self): return "A.p"
def get(o): return o.x
def call(o): return o.m()
def prop(o): return o.p
def put(o, v): o.x = v
a = A()
for i in range(5): print(get(a), call(a), prop(a), end=" ")
print()
A.x = 2; print(get(a))
A.m = lambda self: "patched"; print(call(a))
A.p = property(lambda self: "new p"); print(prop(a))
a.m = lambda: "instance"; print(call(a)); del a.m; print(call(a))
put(a, 10); print(get(a), A.x); put(a, 11); print(get(a)); del a.x; print(get(a))
A.x = property(lambda self: "data descriptor", lambda self, v: print("set", v))
print(get(a)); put(a, 5)
del A.x
try: get(a)
except AttributeError as e: print(e)
class B(A):
    pass
b = B()
for i in range(3): call(b)
B.m = lambda self: "B.m"; print(call(b), call(a)); del B.m; print(call(b))
A.m = lambda self: "A again"; print(call(b))
class C(A):
    def __getattr__(self, n): return "getattr " + n
print(get(C()), C().zzz)
C.x = 7; print(get(C()))
A.__getattribute__ = lambda self, n: "all " + n
print(get(a), prop(b)); del A.__getattribute__; print(prop(a))
class S:
    __slots__ = ("u", "v")
    def __init__(self): self.u = 1
s = S(); print(s.u)
try: s.v
except AttributeError as e: print(e)
s.v = 2; print(s.v); del s.v
try: print(s.v)
except AttributeError as e: print(e)
try: s.w = 1
except AttributeError as e: print(e)
class P1:
    def who(self): return "P1"
class P2:
    def who(self): return "P2"
class P3(P1):
    def who(self): return "P3" + super().who()
for o in [P1(), P2(), P3(), P1(), P2(), P3()]: print(o.who(), end=" ")
print()
for cls in [P1, P2, P3]: cls.tag = cls.__name__
def tag(o): return o.tag
print([tag(o) for o in [P1(), P2(), P3(), P1]])
P1.count = 0
for i in range(30):
    P1.count += 1
    x = P1().count
print(x)
def shapes(n):
    o = P1()
    for i in range(n): setattr(o, "a%d" % i, i)
    o.z = n
    return o
print([shapes(n).z for n in range(12)])
def glob(): return GG
GG = 1; print(glob()); GG = 2; print(glob())
del GG
try: glob()
except NameError as e: print(e)
GG = 3; print(glob())
def blt(): return len([1, 2])
print(blt()); len = lambda x: "shadowed"; print(blt()); del len; print(blt())
import math, types
def mod(m): return m.pi
fake = types.ModuleType("fake"); fake.pi = "fake pi"
print(mod(math), mod(fake)); fake.pi = "changed"; print(mod(fake))
for k in [A, B]:
    k.cm = classmethod(lambda cls: cls.__name__)
    print(k.cm(), k().cm())
class Meta(type):
    def __getattr__(cls, n): return "meta " + n
    @property
    def prop(cls): return "metaprop " + cls.__name__
class W(metaclass=Meta): pass
print(W.foo, W.prop); W.foo = 1; print(W.foo)
class D:
    def __get__(self, o, t): return ("get", o is not None, t.__name__)
class H: d = D()
print(H.d, H().d); h = H(); h.__dict__["d"] = "inst"; print(h.d)
class Init:
    def __init__(self, a): self.a = a; return None
for i in range(3): Init(i)
def setini(self, a): self.a = a * 100
Init.__init__ = setini; print(Init(2).a)
class BadInit:
    def __init__(self): return 1
try: BadInit()
except TypeError as e: print(e)
o = A(); o.__class__ = B; print(call(o), type(o).__name__)
o.__dict__ = {"x": "from dict"}; print(get(o)); o.y = 3; print(o.__dict__)
f = lambda: 0
f.attr = 1; print(f.attr); del f.attr
try: f.attr
except AttributeError as e: print(e)
