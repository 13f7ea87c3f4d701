"""Pickles as older versions of NumPy, and Python 2, wrote them; a slice is read after the other parts of an index."""
import io
import pickle

import numpy as np


def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(f'{type(e).__name__}: {e}')


def with_state(base, *state):
    d = np.dtype(base, copy=True)
    d.__setstate__(state)
    return d, d.__reduce__()[2]


i8, i4 = np.dtype('i8'), np.dtype('i4')
for encoding in 'bytes', 'latin1', 'ASCII':
    show(pickle.loads, b"cnumpy\ndtype\n(S'i8'\nI0\nI1\ntR(I3\nS'<'\nNNNI-1\nI-1\nI0\ntb.", encoding=encoding)
for state in [(3, '>', None, None, None, -1, -1, 0), (2, '>', None, None, None, -1, -1), (1, '>', None, None, -1, -1), ('>', None, None, -1, -1),
              (3, b'>', None, None, None, -1, -1, 0), (5, '<', None, None, None, -1, -1, 0), (3, 'x', None, None, None, -1, -1, 0),
              (4, '<', None, None, None, -1, -1, 0, {'a': 1}), (), (3,), ('a',) * 8, (3, 5, None, None, None, -1, -1, 0),
              (3, '<', None, None, None, 'a', -1, 0)]:
    show(with_state, 'i8', *state)
for extra in ({}, (b'D', 1, 1, 1)), ({}, (b'D', 1, 0, 1)), 1, ({},), ({}, 'b'), ({}, (b'D',)), ({}, (b'zz', 1, 0, 1)), ({'x': 2}, ('s', 25, 1, 1)):
    show(with_state, 'M8[D]', 4, '>', None, None, None, -1, -1, 0, extra)
show(with_state, 'V8', 3, '|', None, ('a', 'b'), {'a': (i4, 0), 'b': (i4, 4)}, 8, 1, 16)
show(with_state, 'V8', 3, '|', None, (b'a', b'b'), {b'a': (i4, 0), b'b': (i4, 4)}, 8, 1, 16)
show(with_state, 'V8', 3, '|', None, None, {'a': (i4, 0)}, 8, 1, 16)
show(with_state, 'V8', 3, '|', None, ('a',), None, 8, 1, 16)
show(with_state, 'S4', 3, '|', None, None, None, 5, 1, 0)
show(with_state, 'U4', 3, '>', None, None, None, 16, 4, 8)
show(pickle.loads, b"cnumpy.core\n_ufunc_reconstruct\np0\n(S'numpy.core.umath'\np1\nS'cos'\np2\ntp3\nRp4\n.")

# An array of one text of Python 2 that is not ASCII, as its save() wrote it.
array = b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(I1\ntcnumpy\ndtype\n(S'O8'\nI0\nI1\n" \
        b"tR(I3\nS'|'\nNNNI-1\nI-1\nI63\ntbI00\n(lp0\nS'\\xe4\\xb8'\natb."
header = b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }"
header += b' ' * (118 - 1 - len(header)) + b'\n'
file = b'\x93NUMPY\x01\x00' + len(header).to_bytes(2, 'little') + header + array
for encoding in 'bytes', 'latin1', 'ASCII':
    show(np.load, io.BytesIO(file), allow_pickle=True, encoding=encoding)

a = np.array([[[5]]])
for index in (slice(0.0, None), 0.0), (slice('x', None), 0), (0.0, slice('x', None)), (slice(1, 2.5), None, 0.0), (slice(0, 2), 0, slice(1)):
    show(a.__getitem__, index)
    show(a.__setitem__, index, 3)
