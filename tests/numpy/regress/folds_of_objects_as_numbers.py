"""Folds of objects in the loops of numbers, of none, and of what is no number."""
import numpy as np

from _programs import A, show

S = np.array([np.float64(2), np.int8(100), 1 << 70], object)
T = np.array([['a', 'bc'], ['d', '']], object)
for line in r'''
np.frompyfunc(lambda a, b: (a, b), 2, 1).reduce(S)
S.astype(object)
[type(v) for v in S.astype('O')]
np.equal.reduce(S, dtype='O')
np.hypot.reduce(A((1, 4, 3), 'O', 6, 'F'), axis=(), dtype='f8')
np.add.reduce(A((2, 4, 3), 'O', 6, 'F'), axis=1, dtype='f4')
np.add.reduce(A((0, 2), 'O', 5), axis=-1, keepdims=True, where=[True, False], dtype='O')
np.add.reduce(A((0, 2), 'O', 1), axis=0, where=[True, False])
np.add.reduce(A((3, 2), 'O', 1), axis=0, where=[True, False])
np.logical_xor.reduce(A((0, 2), 'O', 4), where=False, dtype='O')
np.add.reduce(np.array([[1, None]], object), axis=(), where=False, dtype='f8')
np.minimum.reduce(T, axis=0, keepdims=True, where=False, dtype='f8')
np.true_divide.reduce(T, axis=(0, 1), dtype='f8')
np.add.reduce(T, axis=0, dtype='f8')
np.add.reduce(np.array(['1', '2.5'], object), dtype='f8')
np.multiply.reduce(A((2, 3), 'O'), axis=None, dtype='i2')
np.sum(A((2, 3), 'O'), dtype='f8', initial=2)
'''.strip().splitlines():
    print(line, end=' => ')
    show(lambda: eval(line))
