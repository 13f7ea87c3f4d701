"""reduce, accumulate and reduceat with dtype= for elements of all kinds, and axes of what has no dimensions."""
import warnings

import numpy as np


def show(text):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            r = eval(text)
            r = f'{r!r} {r.dtype.str}' if hasattr(r, 'dtype') else f'{r!r} {type(r).__name__}'
        except Exception as e:
            r = f'{type(e).__name__}: {e}'
    print(text, '->', r.replace('\n', ' '), [f'{w.category.__name__}: {w.message}' for w in caught])


x = np.arange(6)
o = x.astype(object)
s = np.array(list('123'))
M = np.arange(4).astype('M8[D]')
m = np.arange(4).astype('m8[s]')
b = x > 2
v = np.zeros(3, 'i4,f8')

for name in ('add', 'multiply', 'maximum', 'logical_and', 'subtract', 'bitwise_or', 'hypot', 'equal', 'less'):
    for a in 'xosMmb' + 'v' * (name != 'logical_and'):
        for d in ('object', 'float', 'int', 'bool', '"m8[s]"'):
            show(f'np.{name}.reduceat({a}, [0, 2, 1], dtype={d})')
            show(f'np.{name}.accumulate({a}, dtype={d})')
        show(f'np.{name}.reduceat({a}, [0, 2, 1])')

zero = np.array(3)
for f in ('sum', 'prod', 'max', 'min', 'any', 'all', 'mean', 'ptp', 'count_nonzero', 'nansum', 'nanmax'):
    for axis in ('(0,)', '(-1,)', '0', '-1', '()', '(0, 0)', '1'):
        show(f'np.{f}(zero, axis={axis})')
        show(f'np.{f}(np.float64(2.5), axis={axis})')
for f in ('argmax', 'argmin', 'cumsum', 'cumprod'):
    for a in 'xom':
        show(f'np.{f}({a}, axis=(0,))')
show("np.cumsum(s, dtype='f4')")
show("np.cumsum(v, dtype='f4')")
show('np.any(np.array(["a"]))')
show('np.all(np.array(["a"]), axis=0, keepdims=True)')
