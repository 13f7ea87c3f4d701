# Small cases of functions on arrays: what they refuse, and values at the edges.
import warnings
from fractions import Fraction

import numpy as np


def show(f):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)
        for w in seen:
            print('  ', w.category.__name__, w.message)


# what is stacked may come from an iterator, still
for stack in (np.vstack, np.hstack, np.dstack, np.column_stack):
    show(lambda: stack(np.array([i, 5]) for i in range(2)))
a = np.arange(6.).reshape(3, 2)
show(lambda: np.take_along_axis(a, np.zeros((3, 1), bool), 1))
show(lambda: np.take_along_axis(a, np.zeros((3, 1)), 1))
sets = np.array([[{1}, {2}], [{3}, {4, 5}]])
show(lambda: np.apply_along_axis(lambda s: set.union(*s), 0, sets))
show(lambda: np.unique(np.array([[2, 'b']], object), axis=0))
show(lambda: np.unique(np.array([(1, None)], [('k', int), ('v', object)]), axis=0))
show(lambda: np.unique(np.array([0, 3, 1, 2, 0], 'u1').view(bool)))
show(lambda: np.in1d(np.array([4, 5], 'i1'), np.array([-100, 100], 'i2'), kind='table'))
show(lambda: np.in1d(np.array([4, 5]), np.array([-2, 2 ** 63 - 1]), kind='table'))
show(lambda: np.in1d(np.array([4, 5]), np.array([4, 9]), kind='table'))
for mode in ('mean', 'median', 'minimum', 'maximum'):
    for length in (-1, (2, -3), 0, (1, 0), 1.6, ((1, 2), (3, 1))):
        show(lambda: np.pad(a, 1, mode, stat_length=length)[0])
    show(lambda: np.pad([4., 7.], 0, mode, stat_length=0))
print(np.kaiser(np.longdouble(1), 3).dtype, np.kaiser(np.complex64(1), 3).dtype)
show(lambda: np.interp(0.25, [np.nan, 1], [3, 4]))
show(lambda: np.interp([0.5, 1.5, 7], [np.nan, 1, 2], [0, 8, 9]))
show(lambda: np.interp(0.5, [np.nan, 1], [0, 8j]))
show(lambda: np.histogram(np.array([1], 'f4'), bins=2, range=np.array([1 + 1e-12, 3])))
show(lambda: np.select([np.array([False, True])] * 45, [np.array([6, 7])] * 45))
show(lambda: np.broadcast_shapes(*[(1, 4)] * 70))
show(lambda: np.broadcast_shapes(*[(1, 4)] * 70, (3,)))
thirds = np.array([Fraction(i, 3) for i in range(5)])
for q in (Fraction(0), Fraction(1, 2), [Fraction(1, 8), Fraction(3, 4)]):
    show(lambda: np.quantile(thirds, q))
    show(lambda: np.quantile([1, 2, 4], q))
show(lambda: np.percentile(thirds, Fraction(25), method='lower'))


def documented():
    "said"


def silent():
    pass


show(lambda: np.lib.add_docstring(documented, 'other'))
show(lambda: np.lib.add_docstring(documented, 'said'))
show(lambda: np.lib.add_docstring(silent, 'now'))
print(silent.__doc__)
show(lambda: np.lib.add_newdoc_ufunc(np.add, 'text'))
show(lambda: np.lib.add_newdoc_ufunc(3, 'text'))
