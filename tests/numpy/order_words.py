# order= of everything that has it, over arrays that lie in memory in many ways: what is read, and how the result lies.
import random

import numpy as np

random.seed(7)


def base(n, kind):
    if kind == 'O':
        r = np.empty(n, object)
        r[:] = [str(i) for i in range(n)]
        return r
    if kind == 'U1':
        return np.array([chr(65 + i % 26) for i in range(n)], dtype=kind)
    if isinstance(kind, list):
        r = np.zeros(n, kind)
        r['a'] = range(n)
        return r
    return np.arange(n).astype(kind)


def lying_somehow(kind):
    sizes = [random.choice([1, 2, 3]) for _ in range(random.choice([2, 3, 3]))]
    a = base(int(np.prod(sizes)), kind).reshape(sizes)
    for _ in range(3):
        what = random.randrange(4)
        if what == 0:
            axes = list(range(a.ndim))
            random.shuffle(axes)
            a = a.transpose(axes)
        elif what == 1:
            a = a[tuple(random.choice([slice(None), slice(None, None, -1), slice(None, None, 2)]) for _ in range(a.ndim))]
        elif what == 2 and a.ndim < 4 and a.size:
            at = random.randrange(a.ndim + 1)
            a = np.expand_dims(a, at)
            a = np.broadcast_to(a, [2 if i == at else n for i, n in enumerate(a.shape)])
        else:
            a = a.copy(order=random.choice('KF'))
    return a


def steps(x):
    return [s // x.itemsize for s, n in zip(x.strides, x.shape) if n > 1]


def items(x):
    return [v[0] if isinstance(v, tuple) else v for v in x.ravel().tolist()]


for kind in ('i4', 'f8', 'U1', 'O', '>i2', 'M8[D]', [('a', 'i2'), ('b', 'f8')]):
    for _ in range(6):
        a = lying_somehow(kind)
        print(a.dtype.str, a.shape, steps(a))
        for order in 'CFAK':
            flat = np.ravel(a, order)
            assert items(flat) == items(a.ravel(order)) == items(a.flatten(order)), order
            print(order, items(flat) if a.dtype.kind != 'M' else flat.astype(int).tolist(), np.may_share_memory(flat, a))
            print(steps(a.copy(order)), steps(np.array(a, order=order)), steps(np.array([a, a], order=order)),
                  steps(np.empty_like(a, order=order)), steps(a.astype(a.dtype, order=order)))
            if a.dtype.kind in 'if':
                print(steps(np.add(a, a, order=order)), a.tobytes(order) == flat.tobytes() or order == 'K')
m = np.matrix([[1, 2], [3, 4], [5, 6]])[::-1].T
print(m.ravel('K'), m.flatten('K'), np.ma.array(m, subok=False).ravel('K'))
try:
    np.reshape([1, 2, 3], (-1, 2))
except ValueError as e:
    print(e)
