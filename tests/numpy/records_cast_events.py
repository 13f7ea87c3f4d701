"""Floating-point events of a cast to several fields: an array's or numpy number's are told once, a number's field by field."""
import warnings
import numpy as np

FORMS = 'i4,i4', 'f2,i4', 'i4', 'f2,f2', [('a', 'i4')], [('a', 'i4', (2,))], [('h', '<f2'), ('a', '>i4')]


def told(f):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            r = f()
        except Exception as e:
            r = repr(e)
    print(r, [str(w.message) for w in caught])


def store(d, n, key, v):
    a = np.zeros(n, d)
    a[key] = v
    return a


inf = np.float32(np.inf)
for v in [inf] * 2, [(inf,) * 2] * 2, inf, (inf,) * 2, [np.float64(1e300)] * 2, float('inf'), np.array([inf, 1]):
    for d in FORMS:
        print('#', v, d)
        told(lambda: np.array(v, d))
        told(lambda: store(d, 2, slice(None), v))
for v in inf, np.array(inf), np.array([inf]), np.float64(1e300):
    for d in FORMS[:-1]:
        for key in ..., [0, 2], np.zeros(3, bool):
            told(lambda: store(d, 3, key, v))
        told(lambda: store(d, 0, ..., v))
