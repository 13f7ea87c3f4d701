"""Enumerations: pickles of flags without a name, auto() of mixed values, order, dir(), data types with __init__."""
import dataclasses
import enum
import pickle
import warnings

warnings.simplefilter('always')
warnings.showwarning = lambda message, category, *rest: print(category.__name__, message)


class Mixed(enum.Enum):
    a = 3
    b = 1
    c = enum.auto()
    d = 'text'
    e = enum.auto()

    class Inner:
        pass


print([m.value for m in Mixed if m.name != 'Inner'], Mixed.Inner.name, dir(Mixed.a))
print([n for n in dir(Mixed) if n.startswith('__')])


class Pairs(enum.Enum):
    a = enum.auto()
    b = enum.auto(), enum.auto()
    c = enum.auto()


print([m.value for m in Pairs])


class F(enum.Flag):
    X = 1
    Y = 2


class I(enum.IntFlag):
    X = 1
    Y = 2


for v in (F(0), F(3), I(0), I(3), I(8), I(9)):
    print(v.__reduce_ex__(2)[0], all(pickle.loads(pickle.dumps(v, p)) == v for p in range(6)))


class Point:
    def __init__(self, a):
        self.a = a

    def __repr__(self):
        return f'Point(a={self.a!r})'


@dataclasses.dataclass
class Data:
    a: int


class P(Point, enum.Enum):
    ONE = 1


class D(Data, enum.Enum):
    ONE = 1


print(repr(P.ONE), repr(D.ONE), P._member_type_, D.ONE.value == Data(1))
for body in ("_order_ = 'a b c'\n    a = 1\n    b = 2", "vars().update({'a': 1}, **{'a': 2})"):
    try:
        exec(f'class E(enum.Enum):\n    {body}')
    except TypeError as e:
        print(e)
try:
    @enum.verify(enum.NAMED_FLAGS)
    class Bizarre(enum.Flag):
        b = 3
        c = 4
        d = 6
except ValueError as e:
    print(e)
print(list(enum.Enum._convert_('Odd', __name__, lambda n: n.startswith('ODD_'),
                               type('source', (), {'ODD_B': 1, 'ODD_A': 'x'}))))
