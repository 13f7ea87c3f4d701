"""Attributes of arrays assigned and deleted; how types with fields cast and promote; records assigned to records."""
import warnings

import numpy as np


def show(f, *args):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            print(f(*args))
        except Exception as e:
            print(f'{type(e).__name__}: {e}')
    for w in caught:
        print('  ', w.category.__name__, w.message)


def assigned(a, name, value):
    setattr(a, name, value)
    return repr(a), type(a.base).__name__, a.flags.owndata


for name in 'shape', 'strides', 'data', 'dtype', 'real', 'imag', 'flat', 'T', 'ndim', 'x':
    show(delattr, np.ones(2), name)
show(assigned, np.ones(2), 'shape', None)
show(assigned, np.ones(1), 'shape', None)
show(assigned, np.ones(2), 'dtype', 3)
show(assigned, np.ones(2), 'dtype', np.ones(2))
for buffer in np.arange(3.), np.arange(5.), np.arange(2.), bytearray(24), np.arange(6)[::2], None, np.arange(3, dtype='f4'):
    show(assigned, np.ones(3), 'data', buffer)
show(assigned, np.ones((2, 2)).T, 'data', np.arange(4.))
show(assigned, np.ones((2, 2))[:, :1], 'data', np.arange(4.))
show(assigned, np.array(['a', 'b']), 'data', np.array(['c', 'd']))

types = {
    'plain': [('a', '<i4'), ('b', '<f8')], 'swapped': [('a', '>i4'), ('b', '<f8')], 'wide': [('a', '<i8'), ('b', '>f8')],
    'renamed': [('x', '<i4'), ('b', '<f8')], 'one': [('a', '<i4')], 'aligned': np.dtype([('a', 'i4'), ('b', 'f8')], align=True),
    'arrays': [('a', 'i4', (2,)), ('b', 'f8')], 'longer': [('a', 'i4', (3,)), ('b', 'f8')], 'nested': [('a', 'i4'), ('b', [('c', 'i2')])],
    'objects': [('a', 'O'), ('b', 'f8')], 'titled': [(('t', 'a'), '<i4'), ('b', '<f8')],
}
for x, a in types.items():
    for y, b in types.items():
        a, b = np.dtype(a), np.dtype(b)
        print(x, y, ''.join('.x'[np.can_cast(a, b, rule)] for rule in ('no', 'equiv', 'safe', 'same_kind', 'unsafe')))
        if y not in ('aligned', 'titled') and x not in ('aligned', 'titled'):
            show(np.promote_types, a, b)

pair = np.dtype([('foo', 'i8'), ('bar', 'i8')])
for value in np.array([(2,)], [('bar', 'i8')]), np.array((2,), [('bar', 'i8')]), np.array([(2, 3, 4)], 'i4,i4,i4'), np.array([(2, 3)], 'f8,i2'):
    for index in 0, slice(1, None), Ellipsis:
        a = np.ones(2, pair)
        show(a.__setitem__, index, value)
        print(a)
