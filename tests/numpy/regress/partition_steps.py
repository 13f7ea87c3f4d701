# What partition leaves before and behind its places lies as introselect leaves it.
import zlib

import numpy as np


def sum_of(arrays, total=0):
    for x in arrays:
        total = zlib.crc32(np.ascontiguousarray(x).tobytes(), total)
    return total


for kind in ['i1', 'u1', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8', 'f2', 'f4', 'f8', '?']:
    parts = []
    for n in (1, 2, 3, 4, 5, 7, 10, 17, 64, 301):
        for step in (7, 37, 101):
            x = ((np.arange(n) * step * 13 + (np.arange(n) ** 2) % 19) % (n * 2 // 3 + 1)).astype(kind)
            if kind[0] == 'f' and n > 5:
                x[n // 2], x[1], x[2] = np.nan, -0.0, 0.0
            for kth in (0, n // 2, n - 1, -1, [n // 3, n // 2], [0, -1, n // 4]):
                parts += [np.partition(x, kth), np.argpartition(x, kth)]
    print(kind, sum_of(parts))

half = 400  # an order that is the worst for the median of three
x = np.zeros(2 * half, 'i8')
for i in range(half):
    if i % 2 == 0:
        x[i], x[i + 1] = i + 1, half + i + 1
    x[half + i] = 2 * (i + 1)
print(sum_of([np.argpartition(x, half), np.argpartition(x, -10), np.argpartition(x, [5, half])]))

x = (np.arange(20) * 7 % 11).reshape(4, 5).T
print(np.partition(x, 7, axis=None), np.argpartition(x, [3, 1], axis=0).tolist())
x.partition([1, 3], axis=1)
print(x)
for call in (lambda: np.partition(np.arange(3), 1.0), lambda: np.partition(np.arange(5), [[1]]), lambda: np.argpartition(3, 0),
             lambda: np.partition(np.arange(5), -6), lambda: np.partition(np.zeros((0, 3)), 5),
             lambda: np.partition(np.arange(5), 1, kind='x'), lambda: np.partition(np.arange(5), 1, axis=2),
             lambda: np.partition(np.arange(90)[::-1], range(70))[68:73]):
    try:
        print(repr(call()))
    except Exception as e:
        print(type(e).__name__, e)
