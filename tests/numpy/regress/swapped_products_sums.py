# Products, norms and cumulative sums of numbers in the other byte order have the results of native ones; dtypes in it
# are refused where they choose a loop.
import numpy as np


def show(f):
    try:
        r = f()
        print(type(r).__name__, r.dtype, np.round(r, 3).tolist())
    except Exception as e:
        print(type(e).__name__, str(e)[:70])


a, i = np.array([1.5, 2.5, -3], '>f4'), np.array([1, 2, 3], '>i8')
m, c = np.array([[1.5, 2.5], [-3, 1]], '>f4'), np.array([[1 + 2j, 3], [0, 1j]], '>c8')
for x in (a, i, m, c):
    for f in (lambda: np.dot(x, x), lambda: x.dot(x), lambda: np.dot(x, 2), lambda: np.dot([1] * len(x), x), lambda: x @ x,
              lambda: np.linalg.multi_dot([x, x]), lambda: np.linalg.norm(x), lambda: np.linalg.norm(x, 1),
              lambda: np.linalg.norm(x, axis=0), lambda: np.outer(x, x), lambda: np.vdot(x, x), lambda: np.inner(x, x),
              lambda: np.trace(x), lambda: np.trace(x, dtype='c16')):
        show(f)
for x in (a, i, np.array([1.5, 2.5])):
    for d in ('>f8', '>i4', 'f8', 'i2', '>c16', 'c16'):
        for name in ('mean', 'sum', 'prod', 'var', 'std', 'cumsum', 'cumprod'):
            show(lambda: getattr(x, name)(dtype=d))
            show(lambda: getattr(np, name)(x, dtype=d))
        if x.dtype.isnative:
            continue
        show(lambda: np.add.reduce(x, dtype=d))
        show(lambda: np.add.accumulate(x, dtype=d))
        show(lambda: np.add.reduceat(x, [0], dtype=d))
        show(lambda: np.nansum(x, dtype=d))
