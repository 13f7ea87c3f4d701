"""Squares of truth values lie as those of numbers do; a power with an infinite exponent is no pole in half precision."""
import warnings
import numpy as np

for b in (np.ones((2, 3, 4), bool).T, np.ones((2, 3, 4), bool)[:, ::2], np.ones((2, 3, 4), bool)[::-1],
          np.asfortranarray(np.eye(3) > 0), np.ones((2, 3, 4), bool).transpose(1, 0, 2), np.bool_(1), np.array(True),
          np.ones(0, bool), np.broadcast_to(np.ones((1, 3), bool), (2, 1, 3))):
    for f in (lambda: b ** 2, lambda: np.square(b), lambda: b ** 2.0, lambda: b ** np.int8(2)):
        r = f()
        print(r.dtype, r.shape, r.strides, r.sum())
x = (((np.arange(12) * 7 + 20) % 23 - 11) / 8).reshape(1, 4, 3)
for exponent in np.array(np.inf), np.array(-np.inf), np.inf, -np.inf, np.array(np.nan):
    for d in 'f2', 'f4', 'f8', 'c8':
        with warnings.catch_warnings(record=True) as w:
            warnings.simplefilter('always')
            y = x.astype(d)
            y **= exponent
            x.astype(d) ** exponent
            np.power(x.astype(d), exponent)
            print(exponent, d, y.ravel()[:3], [str(i.message) for i in w])
