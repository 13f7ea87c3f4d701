"""Arrays of objects, some of which are sequences, cast to other dtypes."""
import numpy as np

for o in ([[1, 2], 3], [np.zeros(2), 1], [np.zeros(2), np.zeros(2)], ['a', 1], [None, 1], [(1,), (2,)]):
    a = np.empty(2, object)
    a[0], a[1] = o
    for d in (int, float, bool, complex, 'U3', 'M8[D]'):
        try:
            print(o, d, repr(a.astype(d)))
        except Exception as e:
            print(o, d, type(e).__name__, e)
