"""Names and words that NumPy still takes with a warning, and texts with half of a complex number."""
import warnings

import numpy as np


def show(f, *args, **kwargs):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            print(repr(f(*args, **kwargs)))
        except Exception as e:
            print(f'{type(e).__name__}: {e}')
    for w in caught:
        print('  ', w.category.__name__, w.message)


for name in 'fv', 'pmt', 'rate':
    show(lambda: getattr(np, name)(1, 2))
    show(lambda: getattr(np, name).__name__)
for letter in 'efdg':
    show(lambda: sorted((k, v) for k, v in vars(np.finfo(letter).machar).items() if not k.startswith('_') and k != 'smallest_subnormal'))
show(lambda: np.core.machar.MachAr.__name__)

for mode in 'clip', 'CLIP', 'Wrap', 'r', 'x', b'clip':
    show(np.take, [1, 2], [0], mode=mode)
    show(np.choose, [0], [[1]], mode=mode)
    show(np.ravel_multi_index, ([1], [1]), (7, 6), mode=mode)
for side in 'left', 'Left', 'lefty', 'R', 'x':
    show(np.searchsorted, [1, 2], [1], side=side)
for kind in 'introselect', 'intro', 'Introselect':
    show(np.partition, [1, 2], 1, kind=kind)

for text in '1+2 j,3', '1+ 2j,3', '1 +2j,3', '1+j', '1+', '1j+1', '1+2j x', 'j', 'x', '1+1j,2-2j, -3+3j', 'nan+1j,2':
    for dtype in 'D', 'F':
        show(np.fromstring, text, dtype, sep=',')
        show(np.fromstring, text, dtype, sep=' ')
show(lambda: np.genfromtxt(['1.1 0.1'], dtype='g')[0] - np.longdouble('1.1'))

x = np.arange(5.)
show(x.flat.__getitem__, np.ones(10, bool))
show(x.flat.__setitem__, np.ones(10, bool), 7)
show(x.flat.__setitem__, np.array([True, False]), 7)
print(x)
for x in np.arange(6).reshape(2, 3), np.array([3]), np.array([1, 2], object), np.ma.array([1, 2]):
    show(np.arange, x)
    show(np.arange, 0, x)
    show(np.arange, x, 5, 2)
