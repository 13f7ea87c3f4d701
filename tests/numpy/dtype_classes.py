"""The classes of dtypes, those of scalars with type variables, and what both say of wrong subscripts."""
import typing

import numpy as np

for spec in ('f8', 'i4', '>i4', 'U3', 'S', 'M8[s]', 'm8', 'O', 'V3', '?', 'G', 'g', 'q', 'l', 'c', [('a', 'i4')]):
    t = type(np.dtype(spec))
    print(spec, t, t.__name__, t.__module__, t.__mro__, issubclass(t, np.dtype))
    try:
        print(repr(t()))
    except TypeError as e:
        print(e)
print(type(np.dtype('f8')) is type(np.dtype('>f8')), type(np.dtype('l')) is type(np.dtype('q')))
for c in (np.ndarray, np.dtype, np.number, np.integer, np.complexfloating, np.float64, np.int8, np.bool_, np.str_, np.matrix):
    for key in (int, (1, 2), (1, 2, 3), (), typing.Any):
        try:
            print(c.__name__, key, c[key])
        except TypeError as e:
            print(c.__name__, key, e)
try:
    type(np.dtype('f8'))('f8')
except TypeError as e:
    print(e)
print([n for n in ('rand', 'randn', 'random_sample', 'tomaxint', 'random') if hasattr(np.random.Generator, n)])
print([n for n in ('rand', 'randn', 'random_sample', 'tomaxint', 'random') if hasattr(np.random.RandomState, n)])
with np.errstate(over='raise'):
    for f in (np.degrees, np.rad2deg):
        for x in (np.array([1e308]), np.float64(1e308)):
            try:
                f(x)
            except FloatingPointError as e:
                print(e)
