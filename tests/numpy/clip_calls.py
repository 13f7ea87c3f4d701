"""clip is a ufunc of three operands: its types, its outputs and what it says of them."""
import warnings

import numpy as np


def show(text):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        try:
            r = eval(text)
            r = repr(r) + ' ' + r.dtype.char
        except Exception as e:
            r = f'{type(e).__name__}: {e}'
    print(text, '->', r, *(f'| {w.category.__name__} {w.message}' for w in seen))


small, x, b, t = np.arange(3, dtype='i1'), np.arange(6.).reshape(2, 3), np.array([True, False]), np.arange(3).astype('m8[s]')
for low in ('1 << 40', 'np.uint64(1 << 40)', 'np.longlong(1 << 40)', 'True', 'np.bool_(True)'):
    for high in ('1', 'True', 'np.uint64(3)', 'np.longlong(3)', '1 << 40'):
        show(f'np.clip(small, {low}, {high})')
for text in ('np.clip(x, 1, 2, out=np.zeros((1, 3)))', 'np.clip(x, 1, 2, out=np.zeros((4, 3)))', 'np.clip(x[:1], 1, 2, out=np.zeros((2, 3)))',
             'np.clip(b, 0, 1, out=b.copy())', "np.clip(b, 0, 1, out=b.copy(), casting='no')", "np.clip(x, 0, 1, dtype='i4')",
             "np.clip(x, 0, 1, dtype='i4', casting='unsafe')", 'np.clip(t, 0, 1)', "np.clip(t, t, t[::-1])", 'np.clip(x, np.nan, 3)',
             "np.clip(['a'], 'a', 'b')", 'np.clip(x)', 'x.clip(1, 2, 3)', 'np.clip(x, 1, 2, where=x > 2, out=np.zeros((2, 3)))',
             'np.clip(np.array([1, None]), 0, 1)', 'np.clip(np.array([1, 7], object), 0, 3)', 'np.clip(x, [1, 2], 1)', 'np.clip(x, 0, 1, foo=1)'):
    show(text)
