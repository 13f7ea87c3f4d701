# What auto() gives after values of any order, and the text of a dataclass about itself.
import inspect
import warnings
from dataclasses import dataclass, make_dataclass
from enum import Enum, IntEnum, auto, member, verify, CONTINUOUS

warnings.simplefilter('ignore')


def after(*values):
    values = list(values)
    try:
        print(values, end=' ')
        print(Enum._generate_next_value_('n', 1, len(values), values), values)
    except Exception as e:
        print(type(e).__name__, e)


for values in ((), (1,), (8, 1), (1, 8, 5), (1, 8, None), (None, 3), (None, 1, 3), (3, None, 1), ('a',), ('b', 'a'),
               ('a', 1), (1.5,), (1.5, 'a'), ((1,), (2,)), (True,), (2, 2, 1), ([], 1), (1j,), (float('nan'), 1)):
    after(*values)


class A(str, Enum):
    A = 1
    B = 8
    D = member(5)
    C = auto()
class B(Enum):
    A = 3
    B = 1
    D = auto()
    E = auto()
    F = 9
    G = auto()
class C(IntEnum):
    A = member(4)
    B = member(auto())


print(list(A), B.__members__, list(C), sep='\n')
try:
    @verify(CONTINUOUS)
    class D(Enum):
        A = 8
        B = 2
        C = auto()
        D = auto()
except ValueError as e:
    print(e)


class Point:
    def __init__(self, x=0, y=0): pass
class Meta(type):
    def __call__(cls, a, b=2): return super().__call__()
class New:
    def __new__(cls, q, *r): return object.__new__(cls)


for how in True, False:
    for base, kw in ((Point, {}), (New, {}), (object, {'metaclass': Meta}), (object, {}), (list, {}), (dict, {}), (int, {}),
                     (Exception, {})):
        class D(base, **kw):
            x: int = 1
        try:
            print(dataclass(D, init=how).__doc__, inspect.signature(D))
        except ValueError as e:
            print(base.__name__, e)


@dataclass
class Own:
    x: int
    def __init__(self, a, *, b: int = 2) -> None: pass


class NoHash(Enum):
    def __eq__(self, other): return True


print(Own.__doc__)
try:
    make_dataclass('M', ['x', ('y', int, 5)], bases=(NoHash,))
except ValueError as e:
    print(e)
print(list(vars(make_dataclass('M', ['x', ('y', int, 5)], namespace={'z': 1})))[:4])
