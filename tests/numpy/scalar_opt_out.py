# Numbers of classes that set __array_ufunc__ to None are asked in a NumPy scalar's place.
import operator
import numpy as np

OPS = 'add sub mul truediv floordiv mod pow lt le gt ge eq ne'.split()
SWAPPED = {'lt': 'gt', 'le': 'ge', 'gt': 'lt', 'ge': 'le', 'eq': 'eq', 'ne': 'ne'}


def shy(base, op, **more):
    back = SWAPPED.get(op, 'r' + op)
    names = {f'__{op}__': lambda self, other: 'own ' + op, f'__{back}__': lambda self, other: 'back ' + back}
    return type('Shy', (base,), {**names, **more})


for base in (float, int, complex, np.float16, np.int32):
    for op in OPS:
        f = getattr(operator, op)
        cls = shy(base, op, __array_ufunc__=None)
        print(base.__name__, op, f(cls(1), np.float64(2)), f(np.float64(2), cls(1)), f(np.int8(2), cls(1)),
              f(np.float32(2), cls(1)), f(np.longdouble(2), cls(1)), f(np.complex64(2), cls(1)))
print(divmod(np.float64(5), type('D', (float,), {'__array_ufunc__': None, '__rdivmod__': lambda self, other: 'asked'})(2)))
for base in (float, int, np.float16):  # without the word they are numbers
    cls = type('Loud', (base,), {'__radd__': lambda self, other: 'never'})
    print(repr(np.float32(2) + cls(1)), repr(np.int64(2) + cls(1)), repr(np.float64(2) < cls(1)))

for c in (np.floating, np.complexfloating, np.character):
    print(sorted(s.__name__ for s in c.__subclasses__()))
