# Arguments that few calls have: operands that overlap, classes of their own, bounds beyond all types, empty right sides.
import warnings
import numpy as np

warnings.simplefilter('always')


def say(name, f):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try:
            print(name, repr(f()))
        except Exception as e:
            print(name, type(e).__name__, e)
        for x in w:
            print('   ', x.category.__name__, x.message)


# ufunc.at with operands or indices that lie in the array
x = np.arange(8)
np.add.at(x, x[::2].copy(), x[:4])
print(x)
x = np.arange(8)
np.add.at(x, x[::2], 1)
print(x)
x = np.arange(6)
np.subtract.at(x, [0, 1, 2, 3, 4, 5], x[::-1])
print(x)
x = np.arange(8, dtype='i2')
np.invert.at(x[::-1], x)
print(x)
x = np.arange(6.)
np.maximum.at(x, [[0, 1, 2], [3, 4, 5]], x[::-1].reshape(2, 3))
print(x)


class Own(np.ndarray):
    __array_priority__ = 10


one, two = np.array(1.).view(Own), np.array(2.).view(Own)
for f in np.linspace, np.logspace, np.geomspace:
    say(f.__name__, lambda: f(one, two, 3))
    say(f.__name__, lambda: type(f(1, two, 3)))
say('clip', lambda: np.clip(np.array([1, 2]), 0, 2**70))
say('clip', lambda: np.clip(1, -2**70, 2**70))
say('clip', lambda: np.array([2**62, 5]).clip(2**70))
for obj in ([1.0, 2.0], np.array([1.0, 2.0]), [], np.array([], float), np.array([], int), 1.0):
    say(('insert', obj), lambda: np.insert([0, 1, 2], obj, 7))
for shape in ((4, 2), (2, 4), (3, 3)):
    say(shape, lambda: [np.shape(r) or r for r in np.linalg.lstsq(np.eye(*shape), np.zeros((shape[0], 0)), rcond=None)])
for t in (np.floating, np.number, np.generic, np.float32, 'i4', 'x', int):
    say(('sctype2char', t), lambda: np.sctype2char(t))
say('stack', lambda: np.stack(np.arange(2) for _ in range(2)))
for t in 'SUV':
    say(('fromiter', t), lambda: np.fromiter([], t))
say('einsum', lambda: np.einsum('', 0, dtype='bad_data_type'))
# least squares of single precision are worked out in double
r = np.random.RandomState(1)
for t in 'fF':
    a, b = r.rand(5, 3).astype(t), r.rand(5, 2).astype(t)
    for x in np.linalg.lstsq(a, b, rcond=None):
        print(np.asarray(x).dtype, np.asarray(x).tobytes().hex())
print(np.linalg.lstsq(np.array([[1, 1], [1, 1 + 1e-6]], 'f'), np.array([1, 2], 'f'), rcond=None))
say('arrayterator', lambda: [x.shape for x in np.lib.Arrayterator(np.arange(20).reshape(4, 5), 3)[3:1]])
