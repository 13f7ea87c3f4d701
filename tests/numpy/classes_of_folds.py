"""Arrays of classes of their own: what folds, products and sorted places of times and objects make of them."""
import numpy as np
import warnings
warnings.simplefilter('ignore')


class Tagged(np.ndarray):
    def __array_finalize__(self, obj):
        self.tag = getattr(obj, 'tag', 'new')


def show(f):
    try:
        r = f()
        print(type(r).__name__, repr(r), getattr(r, 'tag', ''))
    except Exception as e:
        print(type(e).__name__, e)


numbers = np.array([[3, 1, 2], [1, 4, 0], [2, 2, 5]])
for kind in ('m8[s]', 'O', 'c8', 'f8', '?'):
    x = numbers.astype(kind).view(Tagged)
    x.tag = 'mine'
    for a in (x, np.matrix(x), np.ma.array(numbers.astype(kind), mask=[[0, 1, 0], [0, 0, 0], [0, 0, 1]]), np.ma.array(numbers.astype(kind))):
        print('--', type(a).__name__, kind)
        for name in ('sum', 'max', 'any', 'argmax', 'cumsum', 'conj', 'trace', 'byteswap', 'var'):
            if name != 'argmax' or kind != 'O':
                show(lambda: getattr(a, name)())
            if name in ('sum', 'max', 'any', 'cumsum'):
                show(lambda: getattr(a, name)(0))
        for name in ('argsort', 'argpartition', 'imag', 'diag', 'trace', 'flatnonzero', 'argwhere', 'isreal', 'msort'):
            show(lambda: getattr(np, name)(a, *([1] if name == 'argpartition' else [])))
        for name in ('dot', 'inner', 'append'):
            show(lambda: getattr(np, name)(a, a))
        show(lambda: np.resize(a, (2, 2)))
        show(lambda: np.broadcast_to(a, (2, 3, 3)).shape)
        if kind != 'm8[s]':
            show(lambda: np.gradient(a * 1.0))
        show(lambda: a.flat[3])
        show(lambda: a.flat[1:4])
show(lambda: np.average(numbers.astype(object), returned=True))
print(repr(np.ma.var(np.ma.masked_equal(np.array([[1, 0], [1, 1]], '?'), 0.5), axis=-1)))


class Parts(np.ndarray):
    """What is set in a part goes through the class's own way of taking it."""
    def __getitem__(self, key):
        print('get', key)
        return np.ndarray.__getitem__(self, key).view(np.ndarray)


p = np.zeros((2, 3)).view(Parts)
p[0] = 1
p[:, 1] = 2
p[1, 2] = 3
p[[0, 1], 0] = 4
p[...] = p.view(np.ndarray) + 1
print(p.view(np.ndarray))


class Words(Parts):
    def __getitem__(self, key):
        return 'word'


w = np.zeros((2, 3)).view(Words)
try:
    w[0] = 1
except RuntimeError as e:
    print(e)


class Plain(np.ndarray):
    """An __array_wrap__ that takes no context."""
    def __array_wrap__(self, array):
        print('wrapped', array.shape)
        return array.view(np.ndarray)


for k in ('f8', 'm8[s]', 'O'):
    q = np.array([1, 2]).astype(k).view(Plain)
    print(repr(q + q), repr(np.negative(q)), repr(np.add(q, q, out=np.zeros(2, k))))
