"""How a member's value is looked for among earlier ones, and what an error on the way has as context."""
import enum

def flag(value):
    try:
        class F(enum.Flag):
            A = value
    except TypeError as e:
        while e:
            print(type(e).__name__, e, end='; ')
            e = e.__context__
        print()
for v in 1.5, 'a', None, (1, 2), []:
    flag(v)

class Plain:
    def __eq__(self, other):
        print('eq', type(other).__name__, end=' ')
        return False
    __hash__ = None
class Hashed(Plain):
    def __hash__(self):
        print('hash', end=' ')
        return 1
class E(enum.Enum):
    a = 1
    b = Plain()
    c = []
    d = Plain()
    e = Hashed()
    f = Hashed()
    g = []
    h = 1.0
print(list(E.__members__), len(E), hash(complex('nan')) == 0)
