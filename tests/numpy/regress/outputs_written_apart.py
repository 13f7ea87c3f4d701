"""Outputs that operands lie over or that are longer than these, and arrays for a place without dimensions."""
import warnings

import numpy as np


def shown(text):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try:
            r = repr(eval(text))
        except Exception as e:
            r = f'{type(e).__name__}: {e}'
    print(text, '->', r, [f'{x.category.__name__}: {x.message}' for x in w])


print('-- outputs of times that a comparison lies over')
for x in ([1, 0, 3], ['NaT', 0, 2]):
    for where in (False, True, [True, False, True]):
        for f in (np.equal, np.less_equal, np.not_equal):
            for step in (1, -1):
                a = np.array(x, 'm8[s]')
                f(a[::-1], a, out=a[::step], where=where)
                print(f.__name__, where, step, a)

print('-- arrays for an array without dimensions')
for d in ('>i4', '>f8', 'i4'):
    for key in ('...', '()'):
        for v in ('np.array([1, 2, 3])', 'np.array([[1, 2]])', 'np.zeros((2, 0))', 'np.array([5])'):
            shown(f'(lambda x: (x.__setitem__({key}, {v}), x))(np.zeros((), "{d}"))[1]')

print('-- running sums into longer outputs')
for x in ('np.ones(1, "u2")', 'np.ones(1, "c8")', 'np.ones(2)'):
    for n in (1, 2, 3):
        shown(f'np.cumsum({x}, dtype="f4", out=np.zeros({n}, "c8"))')
shown('np.cumsum(np.ones((1, 2)), 0, dtype="f4", out=np.zeros((2, 2), "c8"))')
