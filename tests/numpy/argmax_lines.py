# The first largest and smallest elements of lines of every length, with ties and nan.
import numpy as np

rng = np.random.default_rng(5)
TYPES = [np.bool_, np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64,
         np.float32, np.float64]


def first(line, low):
    best = 0
    for i, x in enumerate(line):
        if x != x:
            return i
        if x < line[best] if low else x > line[best]:
            best = i
    return best


for dtype in TYPES:
    wrong = []
    for n in list(range(1, 20)) + [31, 32, 33, 63, 64, 65, 96, 100, 126, 127, 128, 129, 200]:
        a = rng.integers(0, 2 if dtype is np.bool_ else 12, (6, n)).astype(dtype)
        if np.issubdtype(dtype, np.signedinteger) or np.issubdtype(dtype, np.floating):
            a -= dtype(6)
        if np.issubdtype(dtype, np.floating):
            a[1, n // 2] = np.nan
            a[2, n // 3:] = np.inf
            a[3] = -np.inf
            a[4, ::2], a[4, 1::2] = 0.0, -0.0
        for low, got in ((False, a.argmax(1)), (True, a.argmin(1))):
            if got.tolist() != [first(line, low) for line in a.tolist()]:
                wrong.append((n, low))
        if not np.array_equal(a.max(1), a[np.arange(6), a.argmax(1)], equal_nan=dtype in TYPES[-2:]):
            wrong.append(n)
        for low, got in ((False, a.T.argmax(0)), (True, np.argmin(np.asfortranarray(a), 1))):
            if got.tolist() != [first(line, low) for line in a.tolist()]:
                wrong.append((n, low, "strided"))
    print(dtype.__name__, wrong)
print(np.linalg.slogdet(np.diag(np.arange(1.0, 12.0))), np.linalg.det(np.diag(np.arange(1, 5) / 3)))
print(np.linalg.det(np.diag(np.arange(1, 4)).astype(np.float32)), np.linalg.slogdet(np.zeros((2, 2))))
print(np.linalg.det(np.array([[1j, 2], [3, 4 - 1j]])), np.linalg.det(np.ones((2, 0, 0))))
