# shares_memory and may_share_memory: exact answers, the work they may take, and what they refuse.
import random

import numpy as np

random.seed(3)


def view(memory):
    while True:
        n = random.randint(1, 4)
        shape = [random.randint(1, 5) for _ in range(n)]
        size = random.choice([1, 1, 2, 4, 8])
        steps = [random.randint(-40, 40) // size * size for _ in range(n)]
        low = sum(min(0, s * (k - 1)) for s, k in zip(steps, shape))
        span = sum(abs(s) * (k - 1) for s, k in zip(steps, shape)) + size
        if span <= memory.size:
            offset = random.randint(0, (memory.size - span) // size) * size - low
            return np.ndarray(shape, {1: 'u1', 2: 'i2', 4: 'f4', 8: 'f8'}[size], memory.data, offset, steps)


def answer(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


memory = np.zeros(320, 'u1')
for _ in range(150):
    x, y = view(memory), view(memory)
    print(np.shares_memory(x, y), np.may_share_memory(x, y), [answer(np.shares_memory, x, y, w) for w in (1, 2, 5, 20)],
          [np.may_share_memory(x, y, w) for w in (1, 3, 10)])

x = np.arange(20)
for work in (None, 0, -1, -2, -3, 1, 1.5, 'a', np.int64(3), True, 2 ** 70):
    print(work, answer(np.shares_memory, x[::2], x[1::2], work), answer(np.may_share_memory, x[::2], x[1::2], work))
print(np.shares_memory([1], 'a'), np.shares_memory(x, x), np.shares_memory(x[:0], x), np.shares_memory(x, x[::-1]))
r = np.zeros(4, [('a', 'i4'), ('b', 'f8'), ('c', 'O')])
print(np.shares_memory(r, r['a']), np.shares_memory(r['a'], r['b']), np.shares_memory(r, r.copy()), np.shares_memory(r[:2], r[2:]))
t = np.array(['a', 'b', 'c', 'd'])
print(np.shares_memory(t[::2], t[1::2]), np.shares_memory(t, t[1:2]), np.shares_memory(t, t.copy()))

# memory of other objects as arrays
b = bytearray(range(40))
for args in ((5, 'i4', b, 3), ((3,), 'i4', b, 0, (-4,)), ((3,), 'i4', b, 8, (-4,)), ((3,), 'i4', b, 7, (-4,)), ((3,), 'i4', b, 0, (20,)),
             (11, 'i4', b), (10, 'i4', b, 1), ((2, 2), 'i4', b, 0, None, 'F'), ((2, 2), 'i4', b, 0, (4,)), (3, 'i2', b'abcdefg'),
             (0, 'i4', b, 100), ((), 'i4', b, 36), ((2, 0), 'i4', b, 36), ((2, 3), 'u1', b, 5, (0, -1)), ((2, 3), 'u1', b, 1, (0, -1)),
             (3, 'i4', [1, 2]), (2, '>i4', b, 4, (-4,)), ((2, 2), '>i2', b, 0, None, 'F'), (2, 'i4', None, 0, (8,))):
    r = answer(np.ndarray, *args)
    print(r if isinstance(r, str) else (r.tolist(), r.strides, r.flags.writeable, r.flags.owndata))

# Elements that lie on each other are all read before one is written.
from numpy.lib.stride_tricks import as_strided

rows = np.arange(6.0).reshape(2, 3)
for step in ('y += rows', 'np.add(y, rows, out=y)', 'np.add(rows, rows, out=y)', 'y *= 2; y += 1', 'y -= rows', 'np.maximum(y, rows, out=y)',
             'y[...] += rows', 'y += y', 'np.negative(y, out=y)'):
    y = as_strided(np.ones(2), (2, 3), (8, 0))
    exec(step)
    print(step, y.tolist())
