# Arrays and scalars as NumPy 1.13 and 1.21 wrote them.
import warnings
import numpy as np

warnings.simplefilter('ignore')
VALUES = (0.1, 1 / 3, 1e16, 1e-5, 12345678.9, 100.0, -0.0, np.nan, np.inf, -np.inf, 123456789012345.0)
ARRAYS = [np.array([1.0, -2.5, 3]), np.array([1e-9, 2, 3e9]), np.array([[1, -20], [300, 4]]), np.array(1 / 3), np.array(2 + 1j),
          np.array([1 / 3 - 2j, 1e9j, np.nan]), np.array([np.nan, -np.inf, 1.5]), np.array([True, False]), np.array(['a', 'bcd']),
          np.array([b'a']), np.array([None, 'a\nb', np.float64(0.1)], dtype=object), np.array(['2020-01-01', 'NaT'], 'M8[D]'),
          np.array([1, 'NaT'], 'm8[s]'), np.array('2020-01-01', 'M8[D]'), np.zeros((0, 3), 'f4'), np.arange(30.0).reshape(2, 3, 5),
          np.array([(1, 2.5, 'x')], [('a', 'i4'), ('b', 'f8'), ('c', 'U3')]), np.array((True, np.inf), [('a', '?'), ('b', 'f4')]),
          np.arange(2000), np.arange(1100.0).reshape(11, 10, 10), np.array([b'abc'], 'V3')]


def both(x):
    print(repr(x), '/', str(x))


for legacy in ('1.13', '1.21', False):
    print('---', legacy)
    with np.printoptions(legacy=legacy) as options:
        print(options['legacy'])
        for v in VALUES:
            for t in (np.float64, np.float32, np.float16, np.complex128, np.complex64):
                both(t(v))
        for z in (1 / 3 - 1j / 3, 1e20j, complex(0, float('inf')), complex(float('inf'), float('nan')), complex(-0.0, 1)):
            both(np.complex128(z))
        for a in ARRAYS:
            both(a)
        both(np.rec.array([(1, 2.5)], dtype=[('a', 'i4'), ('b', 'f8')]))
        both(np.rec.array([(1, 2.5)], dtype=[('a', 'i4'), ('b', 'f8')])[0])
        both(np.ma.array([1, 2, 3], mask=[0, 1, 0]))
        both(np.ma.array([[1.5, 2]], mask=[[0, 1]]))
        both(np.matrix([[1.0, 2]]))
        both(np.poly1d([1.0, 2, 3]))
        both(np.dtype({'names': ['a', 'b'], 'formats': ['i4', 'f4'], 'offsets': [4, 8], 'titles': ['x', 'y']}, align=True))
for options in ({'linewidth': 1}, {'linewidth': 20, 'precision': 3}, {'threshold': 2, 'edgeitems': 1}, {'suppress': True}, {'sign': '+'},
                {'floatmode': 'fixed', 'precision': 2}, {'nanstr': 'NULL', 'infstr': 'Infinity'}, {'floatmode': 'unique'}):
    with np.printoptions(legacy='1.13', **options):
        print('---', options)
        for a in ARRAYS[:-3]:
            try:
                both(a)
            except TypeError as e:
                print(e)
for a in ARRAYS[:6] + ARRAYS[10:12]:
    print(np.array2string(a, legacy='1.13', separator=',', prefix='abc(', suffix=' end'), np.array2string(a, legacy='1.13', style=str))
np.set_printoptions(legacy='1.13', sign='+')
print(np.get_printoptions())
