"""Memory order of triangles and casts, rows with nan, resize() of arrays others know, reports of scalars and times."""
import operator
import warnings

import numpy as np


def show(f):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            r = f()
            order = r.strides if isinstance(r, np.ndarray) else ''
            text = f'{type(r).__name__} {r!r} {order}'
        except Exception as e:
            text = f'{type(e).__name__}: {e}'
    print(text, *(w.message for w in caught))


cube = np.asfortranarray(np.arange(24).reshape(2, 3, 4))
for f in (np.tril, np.triu):
    show(lambda: f(cube))
    show(lambda: f(cube.transpose(1, 0, 2), 1))
    show(lambda: f(cube[0]))
turned = np.arange(24).reshape(2, 3, 4).transpose(1, 0, 2)
for order in 'CFAK':
    for x in (turned, turned.astype(object), np.arange(4).reshape(2, 2)):
        show(lambda: x.astype(object, order=order).strides)
        show(lambda: x.astype('S2', order=order)[1])

rows = np.array([[1, np.nan], [1, np.nan], [np.nan, 2], [0, 3], [0, 3]])
for axis in (0, 1):
    show(lambda: np.unique(rows, axis=axis))
    show(lambda: np.unique(rows, True, True, True, axis=axis))
show(lambda: np.unique(rows * 1j, axis=0))

numbers = [np.int8(1), np.uint8(1), np.int64(1), np.float32(1), np.float64(1), np.bool_(1), 1, 1.0, True]
for op in (operator.truediv, operator.floordiv, operator.mod, divmod):
    for x in numbers:
        for y in numbers:
            if isinstance(x, np.generic) or isinstance(y, np.generic):
                show(lambda: op(x, y * type(y)(0)))
show(lambda: divmod(np.int8(-128), np.int8(-1)))
show(lambda: np.float32(1e30) ** 3)
show(lambda: np.float64(1e300) ** 3)
for x in (np.complex64(2.5), np.bool_(1), np.float32(2.5), np.int8(1)):
    show(lambda: x.is_integer())

seconds = np.array([5, 0, 'NaT'], 'm8[s]')
for y in (0, 0.0, np.array([0]), np.array([0, 0, 1]), np.array([0., 0., 1.])):
    show(lambda: seconds / y)
    show(lambda: seconds // y)
show(lambda: np.array([], 'M8[D]').mean())
show(lambda: np.array([], 'm8[D]').mean())
show(lambda: np.zeros((0, 2), 'm8[s]').mean(0))
show(lambda: np.zeros((0, 2), 'm8[s]').mean(1))
show(lambda: seconds.std())

show(lambda: np.maximum.reduce(np.array(['a'])))
show(lambda: np.minimum.reduce(np.array([], 'U1')))
show(lambda: np.zeros((0, 3), 'U2').trace())
show(lambda: np.pad(np.array(1.5), -1))


def known(view, **options):
    x = np.arange(3)
    other = view(x)
    x.resize(4, **options)
    return x, other


def objects():
    x = np.array([1, None])
    x.resize(4)
    return x


show(lambda: known(lambda x: x))
show(lambda: known(lambda x: x[:2]))
show(lambda: known(lambda x: x.copy()))
show(lambda: known(lambda x: x, refcheck=False)[0])
show(lambda: known(lambda x: x, check=False)[0])
show(objects)

word = np.str_('aB c')
for name, arguments in (('item', ()), ('astype', ('S',)), ('tolist', ()), ('copy', ()), ('reshape', (1,)), ('ravel', ()),
                        ('repeat', (2,)), ('tobytes', ()), ('max', ()), ('sum', ()), ('all', ()), ('argmax', ()),
                        ('squeeze', ()), ('view', ()), ('transpose', ()), ('conj', ()), ('take', (0,)), ('nonzero', ()),
                        ('upper', ()), ('count', ('B',))):
    show(lambda: getattr(word, name)(*arguments))
    show(lambda: getattr(np.bytes_(b'aBc'), name)(*(a.encode() if name == 'count' else a for a in arguments)))
show(lambda: word.astype(dtype='U2', copy=False))
for x in (np.int8(4), np.float32(0.5), np.bool_(1)):
    show(lambda: x.as_integer_ratio())
show(lambda: np.array(False).nonzero())
show(lambda: np.unique(np.array([['b', 'a'], ['c', 'd'], ['e', 'f']]), axis=1))
for x in (np.array('a'), np.array(1, object), np.array('2001', 'M8[D]')):
    for axis in (0, -1, 1):
        for f in (np.sort, np.argsort, np.argmax, np.argmin, np.cumsum, np.max):
            show(lambda: f(x, axis=axis))

pairs = np.zeros((2, 3), [('p', 'f4', (2,)), ('q', 'u1')])
pairs['p'] = np.arange(-3, 3).reshape(2, 3, 1)
print(repr(pairs))
pairs['p'][0, 1] = 0.5
print(repr(pairs), pairs[0, 0])
pairs['p'][1, 2] = 1e10, np.nan
print(pairs)
deep = np.zeros(2, [('m', 'i4', (2, 2)), ('s', 'U3', (2,))])
deep['m'][1] = 100
deep['s'][0, 1] = 'abc'
print(repr(deep))

for x in (np.arange(6.).reshape(2, 3), np.zeros((0, 3), 'i1')):
    for places in ([[0, 1]], [[0], [1]], [[0, 1], [1, 0], [0, 0]], [[0, 1, 1]]):
        for axis in (0, 1):
            show(lambda: np.take_along_axis(x, np.array(places), axis))
show(lambda: np.take_along_axis(np.zeros((2, 3, 4)), np.zeros((2, 2, 4), int), 0))
for axis in (-1, 1, None):
    show(lambda: np.partition(np.array('a'), [0], axis=axis))
for axis in (None, 0, 1):
    show(lambda: np.unique(rows, return_index=True, return_counts=True, axis=axis, equal_nan=False))
show(lambda: np.unique(rows[1], return_index=True, axis=0, equal_nan=False))
show(lambda: np.unique(np.array([np.nan, 1, np.nan]), return_counts=True, axis=0, equal_nan=False))
