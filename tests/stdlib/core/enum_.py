import enum as m
class C(m.Enum):
    RED=1; GREEN=2; CRIMSON=1
    def f(self): return self.name
print(C.RED, repr(C.RED), C(2), C['GREEN'], list(C), C.RED.f(), C.CRIMSON is C.RED, len(C), C.RED in C, C.RED.value)
class P(m.IntFlag):
    R=4;W=2;X=1
print(P.R|P.W, repr(P.R|P.W), repr(P(8)), repr(~P.R), P.R&P.W, list(P), 4==P.R, repr(P(0)))
class F(m.Flag):
    A=m.auto(); B=m.auto(); C=m.auto(); AB=A|B
print(repr(F.A|F.C), F.AB, repr(F.AB), repr(~F.A), bool(F.A&F.B), repr(F(0)), list(F.AB), list(F))
class I(m.IntEnum):
    a=1;b=2
print(I.a, repr(I.a), I.a+1, I.a<I.b, f'{I.a}', '%d'%I.b)
class S(m.StrEnum):
    X=m.auto(); Y='yy'
print(S.X, repr(S.Y), S.Y=='yy', S.X.upper())
class Pl(m.Enum):
    E=(1.0,2.0)
    M=(3.0,4.0)
    def __init__(self,a,b): self.a=a; self.b=b
    @property
    def s(self): return self.a+self.b
print(Pl.E.s, Pl.M.value, Pl((1.0,2.0)))
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda: C(7))
def g(): C.RED=3
t(g)
t(lambda: C['no'])
X=m.Enum('X','a b c'); print(list(X), X.__module__)
import copy; print(copy.deepcopy(C.RED) is C.RED)
def g():
    class D(C): pass
t(g)
t(lambda:F(64))
print(repr(C), hash(C.RED)==hash('RED'), C.__members__)
def g():
    @m.unique
    class U(m.Enum): a=1;b=1
t(g)
class Color(str, m.Enum):
    R='r'; G='g'
print(Color.R, repr(Color.R), Color('g'), Color.R=='r', f'{Color.R}', isinstance(Color.R,str), '%s'%Color.R)
class B(int, m.Enum):
    one=1
print(B.one, repr(B.one), B.one+1, f'{B.one}')
class N(m.Enum):
    @classmethod
    def _missing_(cls, v): return cls.a
    a=1
print(N(99))
class W(m.Enum):
    def _generate_next_value_(name,start,count,last): return name.lower()
    AA=m.auto(); BB=m.auto()
print(W.AA.value, list(W))
print(C.RED.name, C.RED==C.GREEN, C.RED!=C.GREEN, C.RED is C.RED, {C.RED:1}[C.RED], dir(C)[:3])
t(lambda: C.RED<C.GREEN)
t(lambda: C.nope)

print(issubclass(C,m.Enum), isinstance(C.RED,C), type(C.RED), type(C))
t(lambda: (F.A|F.B)^F.B)
t(lambda: F.A in F.AB)
t(lambda: m.Flag('FF','x y z')(5))
t(lambda: m.IntEnum('II',{'p':3,'q':4}).q)
t(lambda: C.__doc__)
t(lambda: reversed(C) and list(reversed(C)))
