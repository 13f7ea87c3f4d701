"""Objects whose __array__ gives an array of text, objects, times or records, and single values of such types, in functions."""
import numpy as np
from fractions import Fraction


class Giver:
    def __init__(self, array):
        self.array = array

    def __array__(self, dtype=None):
        return self.array if dtype is None else self.array.astype(dtype)


def show(f, *args, **words):
    try:
        r = f(*args, **words)
        print(type(r).__name__, repr(r))
    except Exception as e:
        print(type(e).__name__, e)


for v in (np.array(['a', 'b']), np.array([1, None], object), np.array([1, 2], 'm8[s]'), np.array([1, 2], '>i4'), np.zeros(2, 'i4,f8'),
          np.array([b'x']), np.array([1, 2]), np.array('2000', 'M8[D]')):
    a = Giver(v)
    for f in (np.asarray, np.array, np.asanyarray, np.ascontiguousarray, np.atleast_1d, np.copy, np.ravel, np.shape, np.ndim, np.size,
              np.transpose, np.nonzero, np.argsort, np.flip, np.zeros_like, np.count_nonzero):
        if f is not np.argsort or v.dtype != object:
            show(f, a)
    show(np.tile, a, 2)
    show(np.repeat, a, 2)
    if v.dtype.names is None:
        show(np.where, a, a, a)
        show(np.equal, a, a)
        if v.dtype != object:
            show(np.array_equal, a, a)
    show(np.broadcast_to, a, (2,) + v.shape)
    show(np.concatenate, [a, a])
    show(np.array, a, dtype='U5')

show(np.asarray, Giver(np.float64(3)))
show(np.sum, Giver(np.datetime64('2000')))
show(np.asarray, Giver(np.matrix([[1]])))
half = [Fraction(1, 2), Fraction(1, 3)]
show(np.polymul, half, half)
show(lambda: np.poly1d(half) * np.poly1d(half))
day, span = np.datetime64('2000'), np.timedelta64(5, 's')
for f in (np.sort, np.ones_like, np.empty_like, np.nansum, np.nanmean, np.count_nonzero, np.median, np.ravel, np.flip, np.diagonal, np.unique):
    for x in (day, span, np.void(b'ab'), np.str_('ab')):
        if (f is not np.empty_like or x is day) and (f is not np.flip or not isinstance(x, str)):
            show(f if f is not np.empty_like else lambda x: np.empty_like(x).shape, x)
show(np.broadcast_to, day, 3)
show(np.full_like, span, 7)
show(np.take, day, 0)
show(np.where, day, 0, 1)
show(np.clip, span, np.timedelta64(1, 's'), np.timedelta64(3, 's'))
for keys in (np.array([1, 2], 'm8[s]'), np.array(['b', 'a']), [np.timedelta64(2), np.timedelta64(1)], np.array([1, 2], '>i4'), np.array([['b', 'a'], ['a', 'c']])):
    show(np.lexsort, keys)
show(np.take_along_axis, np.str_('a'), 0, 0)
show(np.zeros(2, 'V4').byteswap)
