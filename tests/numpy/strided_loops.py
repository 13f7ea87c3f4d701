# operands with gaps or backwards, lines of all lengths, indices of both signs
import numpy as np

base = np.arange(-300, 300)
for dt in 'bool u1 i1 u2 i2 u4 i4 u8 i8 f2 f4 f8 c8'.split():
    a, b = base.astype(dt), (base * 7 % 53 - 20).astype(dt)
    for step in (2, 3, 4, 5, -1, -2):
        x, y = a[::step], b[::step]
        n = len(x)
        add = x + y
        assert (add == np.array(x.tolist(), dt) + np.array(y.tolist(), dt)).all()
        assert (x + b[:n] == x.copy() + b[:n]).all() and (b[:n] * y == b[:n] * y.copy()).all()
        assert (x + x[3] == x.copy() + x[3]).all()
        out = np.zeros(n, dt)
        assert np.multiply(x, y, out=out) is out and (out == x.copy() * y.copy()).all()
        assert (x.astype('f8') == x.copy().astype('f8')).all() if dt != 'c8' else True
        if dt not in ('bool', 'c8'):
            assert ((x < y) == (x.copy() < y.copy())).all() and (abs(x) == abs(x.copy())).all()
        x += y
        assert (x == add).all()
print('strided')

rng = np.random.RandomState(3)
for dt in 'u1 i1 u2 i2 u4 i4 u8 i8 f4 f8'.split():
    for n in (1, 2, 7, 8, 15, 16, 31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 255, 256, 300, 1023, 1024, 1025, 2600):
        m = rng.randint(0, 100, (5, n)).astype(dt)
        m[1] = m[0, ::-1]
        for row, hi, lo, ahi, alo in zip(m, m.max(1), m.min(1), m.argmax(1), m.argmin(1)):
            line = row.tolist()
            assert (hi, lo) == (max(line), min(line)), (dt, n)
            assert (ahi, alo) == (line.index(max(line)), line.index(min(line))), (dt, n)
        if dt[0] == 'f':
            for at in {0, n // 2, n - 1}:
                k = m[0].copy()
                k[at] = np.nan
                assert np.isnan(k.max()) and np.isnan(k.min()) and k.argmax() == k.argmin() == at
                rest = np.delete(k, at)
                if n > 1:
                    assert np.fmax.reduce(k) == rest.max() and np.fmin.reduce(k) == rest.min()
print('extremes')

a = np.arange(10) * 1.5
for n in (5, 255, 256, 257, 1000):
    i = np.arange(n) % 10
    assert (a[i] == i * 1.5).all() and (a[i - 10] == i * 1.5).all() and (a[::-1][i] == (9 - i) * 1.5).all()
    for bad in (10, -11, 2 ** 63 - 1, -2 ** 63):
        for at in (0, n - 1):
            j = i.copy()
            j[at] = bad
            try:
                a[j]
            except IndexError as e:
                if at == n - 1 == 4:
                    print(e)
to = np.zeros(4)
np.copyto(to, a[:4], 'same_kind')
print(to)
try:
    np.copyto(to, a[:4], 'kind')
except ValueError as e:
    print(e)
