# argmax and argmin of lines of every length around those that go through vectors: first of equal
# elements, nan first of all, all types, rows and columns.
import numpy as np

lengths = list(range(1, 70)) + [127, 128, 129, 255, 256, 257, 1000, 1023, 1024, 1025, 1100, 2050, 5000]


def extremes(a):
    items = a.tolist()
    real = [x for x in items if x == x]
    nan = [i for i, x in enumerate(items) if x != x]
    if nan:
        return nan[0], nan[0]
    return items.index(max(real)), items.index(min(real))


def kinds(n, dtype):
    rng = np.random.RandomState(n)
    yield rng.randint(0, 100, n).astype(dtype)
    yield np.arange(n).astype(dtype)
    yield np.arange(n)[::-1].astype(dtype)
    yield np.full(n, 7, dtype)
    few = rng.randint(0, 3, n).astype(dtype)
    if np.dtype(dtype).kind == 'f':
        few[rng.randint(n)] = np.nan
        few[rng.randint(n)] = np.inf
    yield few


for dtype in 'f4 f8 i1 u1 i2 i4 u4 i8 u8 ?'.split():
    wrong = 0
    for n in lengths:
        for a in kinds(n, dtype):
            wrong += (a.argmax(), a.argmin()) != extremes(a)
    print(dtype, wrong)

m = np.random.RandomState(1).randint(0, 50, (7, 1030)).astype('f4')
m[3, 1029] = m[5, 1000] = np.nan
print(m.argmax(1), m.argmin(1), m.argmax(), m[:3].argmin())
print(m.T.argmax(0), m[:, ::3].argmax(1), m[:, :5].argmax(0), m[:, 7].argmax(0))
