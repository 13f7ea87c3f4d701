"""Functions of arrays whose elements are no numbers, or of operands of different kinds."""
import warnings

import numpy as np


def show(text):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            r = eval(text)
            r = repr(r)
        except Exception as e:
            r = f'{type(e).__name__}: {e}'
    print(text, '->', r.replace('\n', ' '), [f'{w.category.__name__}: {w.message}' for w in caught])


i = np.array([1, 2, 4])
b = np.array([True, False, True])
o = np.array([1, 2.5, 3], object)
U = np.array(['a', 'bc', 'd'])
S = np.array([b'a', b'bc', b'd'])
M = np.arange(3).astype('M8[D]')
m = np.array([1, 5, -3], 'm8[s]')
v = np.array([(1, 2.5), (3, 4.5)], 'i4,f8')
w = np.array([1, 2, 3], '>i4')
h = np.array([1.5, 2, -3], 'f2')

for a in 'iboUSMmvw':
    show(f'np.choose([0, 1], {a})')
    show(f'np.choose([[1, 0]], {a}).dtype')
    show(f'np.array([1, 0]).choose({a})')
    show(f'np.searchsorted({a}, {a}, sorter=[0])')
    show(f'np.searchsorted({a}, {a}, sorter=[0.5, 1, 2])')
    show(f'np.searchsorted({a}, {a}, sorter=[[0]])')
    for key in ('i', 'm', 'M', 'U', 'v', '2', "'b'"):
        show(f'np.searchsorted({a}, {key})')
    show(f'np.digitize({a}, [0, 1, 2])')
    show(f'np.fft.fft({a}).shape')
    show(f'np.histogram({a}, 2)')
for bounds in ('b, b', 'True, False', 'b[0], b', 'None, b', 'b, None', '0, b'):
    show(f'np.clip(b, {bounds})')
    show(f'np.clip(i, {bounds})')
show('np.poly(h)')
show('np.poly(np.array([1, 2], "u1"))')
show('np.histogram2d([[1, 2], [3, 4]], [[1, 2], [3, 4]])')
show('np.histogram2d([1, 2, 3], [1, 2, 4], 2)')
for d in ('"f4"', '"f8"', '"f2"', '"g"', '"i4"', 'object'):
    show(f'np.ldexp(np.array([1.0], "f4"), np.array([1], "u8"), dtype={d})')
    show(f'np.ldexp(np.array([1.0], "f4"), np.array([1], "i4"), dtype={d})')
    show(f'np.ldexp(1, 2, dtype={d})')
