"""Products of stacks of matrices of objects, and how np.block refuses nests."""
import numpy as np

a = np.arange(12).reshape(2, 2, 3).astype(object)
b = np.arange(12, 24).reshape(2, 3, 2).astype(object)
for x, y in ((a, b), (a, b[0]), (a[0], b), (a[0, 0], b), (a, b[0, :, 0]), (a[:1], b), (a[:, None], b[None]), (a[:0], b[:0])):
    r = x @ y
    print(r.shape, r.dtype, (r == x.astype('i8') @ y.astype('i8')).all(), np.matmul(x, y).shape)
try:
    a @ np.ones((3, 3, 1), object)
except ValueError as e:
    print('ValueError')
for nest in ([1, []], [[], 1], [1, [1]], [[], []], [], [[1], []], [[1, 2], [[3]]], [[[1]], 2], [(1, 2)], [[1], (2,)], [[1, (2,)]],
             [1, [[]]], [[1], [2, [3]]], [[1, 2], [3, 4]]):
    try:
        print(np.block(nest).tolist())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
