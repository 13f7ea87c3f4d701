# Operators in place on numbers in the other byte order cast their result as ufuncs with an output do.
import operator

import numpy as np

OPERATORS = 'iadd isub imul itruediv ifloordiv imod ipow iand ior ixor ilshift irshift'.split()
VALUES = {
    '1': 1, '2': 2, '2.0': 2.0, '1.5': 1.5, '-1': -1, '1j': 1j, 'True': True, 'f4': np.float32(2), 'i8': np.int64(2),
    'array': np.array([1, 2, 3]), 'floats': np.array([1.5, 2, 0.5]), 'bytes': np.array([1, 2, 3], 'i1'), 'list': [1, 2, 3],
    'column': np.array([[1], [2]]), 'swapped': np.array([3, 1, 2], '>i4'), 'object': np.array([1, 2, 3], object), 'text': 'a',
    'none': None,
}
for dtype in ('>i8', '>u2', '>f4', '>f8', '>c16', '<i8', '?'):
    for name in OPERATORS:
        for text, value in VALUES.items():
            if name == 'ipow' and text == '-1':  # refused half-way: what is left behind is nobody's promise
                continue
            x = before = np.array([1, 2, 3]).astype(dtype)
            try:
                x = getattr(operator, name)(x, value)
                print(dtype, name, text, x is before, x.dtype, x.tolist() if x.dtype.kind in 'iub' else (x + 0).round(4).tolist())
            except Exception as e:
                print(dtype, name, text, type(e).__name__, e, before.tolist())
