# What numbers, text and records become as bytes without a meaning (kind V), and classes derived from those of numbers.
import numpy as np


def show(f):
    try:
        r = f()
        print(type(r).__name__, repr(r), getattr(r, 'dtype', None))
    except Exception as e:
        print(type(e).__name__, e)


for v in ([1, 2], np.array([1, 2]), np.array(3), np.array([3]), (1.5, 2.5), [], 2, '7', b'7', bytearray(b'ab'), np.int8(3),
          np.void(b'xy'), np.float64(1.5), np.zeros(2, 'i4,f4'), -1, 2.5, None, b'', np.array(b'zz'), [b'a', b'bcd']):
    print(repr(v))
    show(lambda: np.void(v))
    show(lambda: np.array(v, 'V'))
    show(lambda: np.void(v, 'V4'))
    show(lambda: np.array(v, 'V4'))
show(lambda: np.void((1, 2.5), dtype='i4,f8'))
show(lambda: np.void(3, 'i4'))


def assigned(a, d):
    x = np.zeros(2, d)
    x[:] = a
    return x


for a in (np.arange(2), np.array([True]), np.array(['a', 'bc']), np.array([1, 'x'], object), np.array(['2020'], 'M8[D]'),
          np.zeros(2, 'i1,i2'), np.array([1 + 2j], 'c8'), np.arange(2, dtype='>i4')):
    for d in ('V', 'V3', 'V8', 'V20'):
        print(a.dtype, d)
        show(lambda: a.astype(d))
        show(lambda: np.array(a, d))
        show(lambda: assigned(a, 'V5' if d == 'V' else d))
    show(lambda: a.view('V'))

for base in (np.float64, np.float32, np.int64, np.complex128, np.str_, np.bytes_, np.float16, np.longdouble):
    class Own(base):
        pass
    for v in ([1, 2], np.array([1, 2]), np.array(3), np.array([3]), (1.5, 2.5), [], 2, '7', b'7'):
        for cls in (Own, base):
            try:
                r = cls(v)
                print(base.__name__, cls.__name__, repr(v), type(r).__name__, repr(r))
            except Exception as e:
                print(base.__name__, cls.__name__, repr(v), type(e).__name__, e)
