"""Zeros are zeros in memory that held other numbers before, of every size and order."""
import numpy as np

for n in (1, 7, 30, 200, 1000, 5000, 100_000, 600_000, 2_000_000):
    for order in 'CF':
        for dtype in ('f8', 'i2', 'c16', '?'):
            used = np.ones((n, 1), dtype)
            del used
            x = np.zeros((n // 3 + 1, 3), dtype, order)
            assert not x.any(), (n, order, dtype)
            assert x.flags.f_contiguous == (order == 'F' or x.shape[0] == 1)
            x[...] = 1
    print(n, x.shape, x.strides, int(x.sum()))
try:
    np.zeros((2**40, 2**20))
except Exception as e:
    print(type(e).__name__, str(e)[:24])
try:
    np.zeros((2**40, 2**20), order='F')
except Exception as e:
    print(type(e).__name__, str(e)[:24])
