"""operator.concat and iconcat ask the sequence first, classes by their methods; states of product with an empty pool."""
import operator
from itertools import product
class C:
    def __iadd__(self, other): return 'iadd'
    def __getitem__(self, i): return 5
class D:
    def __iadd__(self, other): return 'iadd'
class E:
    def __add__(self, other): return 'add'
    def __getitem__(self, i): return 5
class F(E):
    def __iadd__(self, other): return NotImplemented
class L(list):
    def __iadd__(self, o): return 'x'
class S(str):
    def __add__(self, o): return 'x'
class T(tuple):
    def __radd__(self, o): return 'xx'
for x in [(C(), C()), (D(), C()), (E(), E()), (F(), F()), ([1], (2,)), ('a', 1), ([1], 2), (C(), 1), (C(), D()), (L(), L()),
          (L(), []), ([], L()), (S('a'), S('b')), ('a', S('b')), (D(), D()), (D(), E()), (1, E()), (b'a', bytearray(b'b')),
          (bytearray(b'b'), b'c'), ((), T()), ([1], T()), (1, 2), (1, (2,))]:
    for f in operator.iconcat, operator.concat:
        try:
            print(f(*x))
        except TypeError as e:
            print(e)
p = product((1, 2), (3,))
p.__setstate__((0, 0x1000))
print(next(p))
for state in (0, 0, 0x1000), (1, 5, 0), (0, 0, 'x'), ('x', 0, 0):
    p = product((1, 2), (), (3,))
    try:
        p.__setstate__(state)
        print(list(p), p.__reduce__())
    except TypeError as e:
        print(e)
