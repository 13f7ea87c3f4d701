# Whole powers and reductions of ufuncs keep the memory order of what they are of.
import numpy as np

a = np.asfortranarray(np.arange(12.).reshape(2, 2, 3))
b = np.arange(24.).reshape(2, 3, 4).transpose(2, 0, 1)
for x in (a, a.T, b, b[::2], b[:, ::-1], b.astype('f4')[1:3], a[:1]):
    for e in (2, 3, 4, 7, np.array([3])):
        r = np.power(x, e)
        s = x ** e
        print(r.shape, [n for n, d in zip(r.strides, r.shape) if d > 1], r.flags.c_contiguous, r.flags.f_contiguous, (r == s).all())
for k in ('i2', 'i4', 'f8'):
    m = np.arange(6).reshape(2, 3).astype(k).T
    for axis in ((), None, 0):
        print(k, axis, [getattr(np, f).reduce(m, axis=axis, dtype='i8' if k != 'f8' else None).strides for f in ('multiply', 'add', 'maximum')])
