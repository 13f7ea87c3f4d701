"""Arguments of types that a function does not expect: each line is called, and its value, warnings or error told."""
import warnings
import numpy as np


class Bad:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        raise ZeroDivisionError(f'no {i}')


class Keyed(Bad):
    def __getitem__(self, i):
        raise KeyError(i)


class Index:
    def __index__(self):
        return 1


F = np.array([[3., 1., 2.], [6., 5., 4.]])
I = np.array([[3, 1, 2], [6, 5, 4]])
V = np.array([1., 2.])
DAY, SPAN = np.datetime64('2000-01-01'), np.timedelta64(3, 'h')
ROW = np.rec.array([(1, 2.)], names='a,b')

LINES = '''
np.squeeze(int)
np.ravel(len)
np.sum(10 ** 20)
np.sort(int)
np.add(NotImplemented, 1)
np.round(int)
np.searchsorted([1., 2], int)
np.squeeze(np.dtype('f4'))
np.squeeze(Bad())
np.sum(Bad())
np.add(Bad(), 1)
np.array([Bad(), 1])
np.ravel(Keyed()).shape
np.swapaxes(int, 0, 1)
np.lexsort(int)
np.lexsort(np.array(3))
np.lexsort([])
np.lib.stride_tricks.as_strided(V, 2, (8,))
np.lib.stride_tricks.as_strided(V, (2,), 1.5)
np.lib.stride_tricks.as_strided(V, (2,), 'f4')
np.lib.stride_tricks.as_strided(V, (2,), I)
np.lib.stride_tricks.as_strided(V, DAY)
np.lib.stride_tricks.as_strided(V, (2, 1), (0, 8))
np.lib.stride_tricks.as_strided(V, shape=(1,))
list(DAY)
tuple(SPAN)
1 in DAY
np.iterable(SPAN)
reversed(DAY)
[*DAY]
[*np.float64(1)]
reversed(np.float64(1))
np.roll(F, 1, axis=DAY)
np.moveaxis(F, SPAN, 1)
np.transpose(F, axes=ROW)
np.moveaxis(F, ROW, 0)
np.where(V > 1, V, ROW)
np.add(I, 1, casting=V)
np.add(I, 1, casting=DAY)
np.add(I, 1, order=ROW[0])
np.sum(I, axis=0, keepdims=np.bool_(True))
np.sum(I, axis=0, keepdims=V)
np.count_nonzero(I, axis=1, keepdims=I)
np.sum(F, axis=0, where=np.array(3))
np.sum(F, axis=0, where=np.int8(3))
np.sum(F, axis=0, where=np.str_('q'))
np.sum(F, axis=0, where=DAY)
np.all(F, axis=1, where=np.array(2.5, 'f4'))
np.take(V, [0], mode=np.array(3))
np.take(V, [0], mode=np.int8(1))
np.take(V, [5], mode=Index())
np.take(V, [0], mode=True)
np.take(V, [0], mode=1.5)
np.convolve(V, V, mode=np.array(3))
np.convolve(V, V, mode=np.int8(0))
np.convolve(V, V, mode=np.bool_(True))
np.broadcast_to(V, (2, 2), subok=I)
np.copy(I, subok=I)
np.quantile(F, 0.5, axis=np.array([1.5, 2]))
np.median(F, axis=(1.5,))
np.lexsort((V, V), axis=10 ** 20)
np.take_along_axis(F, np.array([[0]]), axis=2 ** 63)
np.take_along_axis(F, np.array([[0]]), axis=-2 ** 63)
np.sum(F, axis=10 ** 20)
np.argsort(V, axis=2 ** 40)
np.expand_dims(F, 10 ** 20)
np.swapaxes(F, 0, 2 ** 40)
F.swapaxes(-2 ** 63, 1)
np.diagonal(F, 2 ** 31)
F.diagonal(0, 1.5, 0)
F.trace(0, 2 ** 31)
F.trace(np.float64(1))
np.array([1], ndmin=2 ** 40)
np.tile([[1, 2], [3]], 2)
np.eye(2, k=-2 ** 63)
np.eye(2, 3, 2 ** 63 - 1)
np.tril(I, 2 ** 63 - 1)
np.triu(I, 2 ** 62)
np.diag(I, 2 ** 31)
'''


def say(line):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try:
            print(line, '->', repr(eval(line)))
        except Exception as e:
            print(line, '->', type(e).__name__, e)
        for x in w:
            print('    ', x.category.__name__, x.message)


for line in LINES.strip().split('\n'):
    say(line)
