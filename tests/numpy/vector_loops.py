# loops in vectors: places of extremes, counts, gathers, powers, elementary functions at every length
import math
import numpy as np

rs = np.random.RandomState(0)
TYPES = (np.float32, np.float64, np.int8, np.uint8, np.int16, np.int32, np.int64, np.bool_, np.uint16, np.uint64,
         np.float16)
for dt in TYPES:
    out = []
    for n in (1, 5, 31, 33, 64, 129, 256, 1025, 3000):
        signed = dt in (np.float32, np.float64, np.float16, np.int8, np.int16, np.int32, np.int64)
        a = (rs.randint(0, 90, n) - 45 * signed).astype(dt)
        out.append((int(a.argmax()), int(a.argmin()), int(np.count_nonzero(a)), int((a > 3).sum()), len(np.unique(a))))
        if dt in (np.float32, np.float64, np.float16):
            a[rs.randint(n)] = np.nan
            out.append((int(a.argmax()), int(a.argmin()), len(np.unique(a))))
        m = rs.randint(0, 9, (4, n)).astype(dt)
        out.append((m.argmax(1).tolist(), int(m.argmin(0).sum()), np.count_nonzero(m, axis=1).tolist()))
    print(np.dtype(dt).name, out)

a = rs.rand(50).astype(np.float32)
print(a[rs.randint(-50, 50, (2, 3))].round(4).tolist())
for bad in ([50], [-51], [3, 99]):
    try:
        a[np.array(bad)]
    except IndexError as e:
        print(e)
with np.errstate(all='ignore'):
    print((np.array([1.5, -2.5, 1e200, np.inf, -np.inf, np.nan, 0.0, -0.0, 1e-200]) ** 3).tolist())
    print([(np.arange(-3.0, 4.0) ** k).tolist() for k in (3, 4, 7, 9, 32)])


def near(f, g, values, dt):
    """Every result within a few units in the last place, whatever its place in the array."""
    x = np.array(values, dt)
    y = f(x)
    exact = np.array([g(float(v)) for v in x])
    worst = np.abs(y - exact) / np.spacing(np.abs(exact).astype(dt) + np.finfo(dt).tiny)
    strided = f(np.repeat(x, 2)[::2])
    return bool(worst.max() <= 4), bool((np.abs(strided - y) <= 4 * np.spacing(np.abs(y))).all())


for dt in (np.float32, np.float64):
    print('exp', near(np.exp, math.exp, rs.uniform(-80, 80, 700), dt))
    print('log', near(np.log, math.log, rs.uniform(0, 3, 700), dt))
    print('tanh', near(np.tanh, math.tanh, rs.uniform(-9, 9, 700), dt))
    for scale in (1, 100, 30000, 1e9):
        print('sin', near(np.sin, math.sin, rs.uniform(-scale, scale, 700), dt),
              'cos', near(np.cos, math.cos, rs.uniform(-scale, scale, 700), dt))
special = np.array([0.0, -0.0, np.inf, -np.inf, np.nan, 1e-310, 5e-324, 1e308, 800, -800, -745.1, 709.0, 1e-8])
with np.errstate(all='ignore'):
    for f in (np.exp, np.log, np.sin, np.cos, np.tanh):
        print(f.__name__, ['%.12g' % v for v in f(special)])
print(np.sin(np.pi), np.sin(3 * np.pi))
