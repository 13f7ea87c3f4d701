# Copies of transposed arrays of sizes around the squares they are made in.
import numpy as np

wrong = 0
for dtype in 'f4 f8 i4 i8 i2 c8'.split():
    for rows in (1, 2, 3, 5, 31, 32, 33, 65, 100, 130):
        for cols in (40, 63, 64, 97, 131):
            a = np.arange(rows * cols).reshape(rows, cols).astype(dtype)
            want = [list(x) for x in zip(*a.tolist())]
            t = np.ascontiguousarray(a.T)
            wrong += t.tolist() != want or not t.flags.c_contiguous
            wrong += np.array(a[:, ::-1].T, order='C').tolist() != want[::-1]
            frame = np.zeros((cols + 3, rows + 2), dtype)
            frame[1:cols + 1, 1:rows + 1] = a.T
            wrong += frame[1:-2, 1:-1].tolist() != want
            wrong += bool(frame[0].any() or frame[-2:].any() or frame[:, 0].any() or frame[:, -1].any())
print(wrong)
