# Sums of few products are added up in order, in every type; text and objects are compared item by item. (Products of the sums that
# NumPy leaves to BLAS are exact where its kernels for different processors round differently.)
import numpy as np

x = np.array([0.1, 0.7, -1.3, 2.9, 1e16, 3.3, -1e16, 0.2, 5.7, 1.1, 0.9, -2.2, 4.4])
for v in ([0.3, 1.7, 0.1], [2.0 ** -10] * 11, [0.5, 1.0, 2.0] * 4, [3, -1]):
    for mode in ('full', 'same', 'valid'):
        print(mode, np.convolve(x, v, mode)[:3].tolist(), np.correlate(x, v, mode)[-3:].tolist())
for t in ('f4', 'f2', 'i8', 'i4', 'u1', 'i2', '?', 'c8', 'O', '>f8', '>i4'):
    a = np.arange(9).astype(t)
    print(t, np.convolve(a, a[1:4]), np.correlate(a, a[2:5], 'same'), np.convolve(a, a).dtype)
print(np.convolve(np.array([2 ** 62, 3]), [2, 2, 1]), np.convolve([-0.0], [0.0]))

s = np.array(['b', 'a', 'cc', ''])
o = np.array([1, 2.5, 10 ** 20, True], dtype=object)
print(s == 'a', s < 'b', s == s[::-1], 'a' != s, s == 'a\0', np.concatenate((s, ['longer'])))
print(o + 1, 2 * o, o == 1, o + o, o // 2, np.maximum(o, 2), o[::2] - o[:2])


class Odd:
    def __eq__(self, other):
        o[0] = 'changed'
        return []

    def __lt__(self, other):
        raise KeyError('odd')


w = np.array([Odd(), 1], dtype=object)
print(w == 1, o[0], w == w)
try:
    w < 1
except KeyError as e:
    print(repr(e))
for f in (lambda: o + 'x', lambda: s + 1, lambda: np.array([1, None], object) < 2, lambda: o / 0):
    try:
        print(f())
    except (TypeError, ZeroDivisionError) as e:
        print(type(e).__name__, e)
print(np.delete(np.arange(5), 1), np.delete(np.arange(6).reshape(2, 3), -1, 1), np.delete(np.ones((2, 3), order='F'), 0, 1).flags.fnc,
      np.delete(s, 0), np.median([3, 1, np.nan]), np.median(np.array([[3, 1, 2], [6, 5, 4]]), axis=0), np.median([1.0, 4.0, 2.0, 3.0]))
a = np.array([[1, 2], [3, 4]], dtype='f4')
print(a.byteswap().byteswap(), np.arange(3, dtype='u2').byteswap(), np.array([1 + 2j]).byteswap().byteswap(), a.item(3), a.item(1, 0), a.item((0, 1)), a[0].item(-1))
for f in (lambda: a.item(), lambda: a.item(4), lambda: a.item(0, 2), lambda: a.item(1, 2, 3), lambda: a.item(True), lambda: a.item('x'),
          lambda: a.item(k=1)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
