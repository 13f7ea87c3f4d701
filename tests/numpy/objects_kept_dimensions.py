"""Reductions of objects that keep their dimensions: the dtype stays object, the items what they are."""
import numpy as np
a = np.array([np.float64(2), np.int8(100), 1 << 70], object)
for f in (np.min, np.max, np.sum, np.prod, np.mean, np.any, np.all, np.ptp, np.argmax, np.cumsum):
    for x in (a, a[None], np.array([[np.int8(1), 2.5]], object)):
        for k in ({'axis': 0}, {'axis': None}, {'axis': -1}):
            try:
                r = f(x, **k, **({} if f is np.cumsum else {'keepdims': True}))
                print(f.__name__, k, r.dtype, r.shape, [type(i).__name__ for i in r.ravel()])
            except Exception as e:
                print(f.__name__, k, type(e).__name__, e)
