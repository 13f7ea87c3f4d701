# How partition leaves the rest, by type: complex numbers and long doubles are selected as floats are, times are sorted.
import numpy as np

rng = np.random.RandomState(1)
for n in 3, 7, 20, 50:
    for d in 'c16', 'c8', 'G', 'g', 'M8[s]', 'm8[s]', 'f8', 'f2', 'i4', '>i4':
        x = rng.randint(0, n, n)
        x = (x + 1j * rng.randint(0, n, n) if d[0] in 'cG' else x).astype(d)
        for kth in [1], [2, 1], [0, n - 1], [n // 2, 1, 2], [0, 1, 2], [-1, 0], list(range(0, n, 2)):
            places = np.argpartition(x, kth)
            print(n, d, kth[:4], places.tolist(), np.array_equal(np.partition(x, kth), x[places]))
nan = np.nan
x = np.array([[1, complex(2, nan), complex(nan, 1), 0, complex(nan, nan), 1j, complex(1, nan), -0.0, complex(nan, 0), 5]] * 2)
for kth in 0, 3, [2, 7], 9:
    print(np.argpartition(x, kth).tolist(), np.partition(x.T, kth, axis=0).T[0].tolist())
t = np.array([3, 'NaT', 1, 2, 'NaT', 0], 'm8[s]')
print(np.partition(t, 2), np.argpartition(t, 2), np.partition(t.reshape(2, 3), 1, axis=0).tolist())
