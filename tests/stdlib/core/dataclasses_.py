from dataclasses import *
from typing import List, ClassVar
@dataclass
class A:
    x: int
    y: float = 1.5
    z: List[int] = field(default_factory=list)
    c: ClassVar[int] = 3
a=A(1); print(a, a==A(1), a!=A(2), A.__doc__, A.__match_args__, A.c)
print(fields(A)[1].name, fields(A)[1].type); print(asdict(a), astuple(a), replace(a,x=9))
@dataclass(order=True, frozen=True)
class B:
    n: int
    s: str = 'q'
print(B(1)<B(2), sorted([B(3),B(1)]), hash(B(1))==hash(B(1)), {B(1):2}[B(1)])
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def g():
    B(1).n=3
t(g)
t(lambda: A())
t(lambda: A(1,2,3,4))
t(lambda: hash(a))
def g():
    @dataclass
    class C:
        a: int = 1
        b: str
t(g)
def g():
    @dataclass
    class C:
        a: list = []
t(g)
@dataclass
class P:
    a: int
    def __post_init__(self): self.b=self.a*2
@dataclass
class Q(P):
    d: InitVar[int] = 5
    e: int = field(init=False, default=7, repr=False)
    def __post_init__(self, d): super().__post_init__(); self.f=d
q=Q(3); print(q, q.b, q.f, q.e)
@dataclass(slots=True)
class S:
    x: int
    y: int = 2
s=S(1); print(s, S.__slots__)
def g(): s.zz=1
t(g)
@dataclass(kw_only=True)
class K:
    x: int
    y: int = 2
t(lambda: K(1)); print(K(x=1), K.__match_args__)
print(make_dataclass('M',[('x',int),('y',int,field(default=4))])(3))
print(is_dataclass(A), is_dataclass(3)); print(A.__init__.__qualname__, A.__repr__.__qualname__, A.__init__.__annotations__)
t(lambda: asdict(3)); t(lambda: B(1)<3)
@dataclass
class N:
    a: A
    l: list
print(asdict(N(A(1),[A(2),{'k':A(3)}])))
@dataclass
class KO:
    a: int
    _: KW_ONLY
    b: int = 3
print(KO(1,b=2)); t(lambda: KO(1,2))
