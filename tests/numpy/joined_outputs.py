"""concatenate(out=): the order of its checks; records whose fields have dimensions, joined along the last axis; matmul(out=)."""
import itertools
import warnings

import numpy as np


def show(text, f):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            r = f()
            r = f'{r.tolist()} {r.dtype}'
        except Exception as e:
            r = f'{type(e).__name__}: {e}'
    print(text, '->', r, [f'{w.category.__name__}: {w.message}' for w in caught])


arrays = {'f': np.ones(2), 'c': np.ones(2) * 1j, 'F': np.ones((2, 2)), 'o': np.array([1, 'a'], object), 'U': np.array(['1', '2']),
          'M': np.arange(2).astype('M8[s]'), 'v': np.zeros(2, 'i4,f8'), 'z': np.array(1 + 2j), 'b': np.array([True, False])}
for (name, a), axis, shape in itertools.product(arrays.items(), (0, None, 1, -1, 2), ((4,), (2,), (2, 2))):
    show(f'{name} {axis} {shape}', lambda: np.concatenate((a, a), axis, np.zeros(shape)))
show('unsafe', lambda: np.concatenate((arrays['c'], arrays['c']), None, np.zeros(4), casting='unsafe'))
show('safe', lambda: np.concatenate((arrays['f'], arrays['f']), None, np.zeros(4, 'f4'), casting='safe'))
show('same_kind', lambda: np.concatenate((arrays['f'], arrays['f']), None, np.zeros(4, 'i4'), casting='same_kind'))
show('of several', lambda: np.concatenate((np.ones((2, 2)), np.ones((2, 3))), 0, np.zeros((4, 2))))
show('of dimensions', lambda: np.concatenate((np.ones((2, 2)), np.ones(2)), 0, np.zeros((4, 2))))

w = np.zeros((2, 2), [('x', 'u1'), ('y', 'i4', (2,))])
w['y'] = np.arange(8).reshape(2, 2, 2)
for axis in (0, 1, -1, -2, None):
    show(f'records {axis}', lambda: np.concatenate([w, w], axis))
    show(f'stacked {axis}', lambda: np.stack([w, w], axis))
show('block', lambda: np.block([[w, w], [w, w]]))
show('hstack', lambda: np.hstack([w, w]))

operands = [((3, 2, 4), (4, 5)), ((6, 1, 2, 4), (3, 4, 5)), ((4,), (3, 4, 5)), ((3, 2, 4), (4,)), ((2, 4), (4, 5)), ((4,), (4,)),
            ((1, 2, 4), (4, 5)), ((1, 4), (4, 5))]
outs = [(2, 5), (3, 2, 5), (1, 2, 5), (7, 2, 5), (6, 3, 2, 5), (6, 1, 2, 5), (1, 1, 2, 5), (3, 5), (5,), (2,), (), (3, 2), (1,)]
for (p, q), out in itertools.product(operands, outs):
    show(f'{p} {q} {out}', lambda: np.matmul(np.ones(p), np.ones(q), out=np.zeros(out)))

memory = bytearray(80)
apart = np.ndarray((4,), 'f8', memory, 3)
apart[:] = [1, 2, 3, 4]
show('dot', lambda: np.dot(np.eye(4), np.ones(4), out=apart))
show('convolve', lambda: np.convolve(apart, [1.0, 2.0]))
show('correlate', lambda: np.correlate(np.arange(6.0), apart, 'full'))
