# Formats and layouts of memoryviews of every dtype, what refuses them, arrays from such views, and scalars.
import numpy as np

DTYPES = ['?', 'b', 'B', 'h', 'H', 'i', 'I', 'l', 'L', 'e', 'f', 'd', 'F', 'D', '>i4', '>i8', '>f8', '>e', '>c16', '<U3', '>U2', 'S4', 'S0',
          'U0', 'V3', 'M8[s]', 'm8', '>M8[s]', 'i4,f8', 'u1,i4', '(2,3)i4', 'S3,U2', 'u1,>i4', 'u1,<i4', [('a', 'i4', (2,)), ('b', 'f8')],
          [('a', [('x', 'i2'), ('y', 'f4')]), ('b', '?')], [('a', 'M8[s]')], [('a', 'V3'), ('b', 'i1')], 'i4,i1', 'i1,i8,u8', 'i1,>i8',
          '>i8,>i4,i4', np.dtype('i1,i4', align=True), [('a:b', 'i4')], 'U2,i2', 'i2,U2', 'i2,>U2', 'i1,(2,)U2', 'i4,V0,S0',
          [('a', [('b', [('c', 'i4')], (2,))])], {'names': ['a', 'b'], 'formats': ['i4', 'i4'], 'offsets': [4, 0]},
          {'names': ['a'], 'formats': ['i4'], 'offsets': [4], 'itemsize': 12}, [(('t', 'a'), 'i4')], '>f4,c8']


def told(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


def layout(x):
    m = memoryview(x)
    return m.format, m.itemsize, m.shape, m.strides, m.nbytes, m.readonly, m.c_contiguous, m.f_contiguous


def first_becomes_last(m):
    m[:1] = m[1:]


USES = [('list', list), ('tolist', lambda m: m[:1].tolist()), ('item', lambda m: m[0]), ('cast', lambda m: m.cast('B').nbytes),
        ('equal', lambda m: m == m[:]), ('asarray', lambda m: np.asarray(m)), ('type', lambda m: np.array(m[1:]).dtype),
        ('hash', lambda m: hash(m.toreadonly())), ('bytes', bytes), ('set', lambda m: m.__setitem__(0, 0)), ('move', first_becomes_last)]
for d in DTYPES:
    print('---', d)
    for x in (np.zeros(2, d), np.zeros((2, 3), d)[:, ::2], np.zeros((), d), np.zeros(1, d)[0], np.zeros((2, 2), d).T, np.zeros((3, 0), d)):
        print(told(layout, x))
    for name, f in USES:
        print(name, told(lambda: f(memoryview(np.zeros(2, d)))))
    print('bytes', told(bytes, np.zeros(2, d)), told(b'.'.join, [np.zeros(2, d)] * 2), told(lambda: np.frombuffer(np.zeros(2, d), 'u1').size))

SCALARS = [np.bool_(1), np.int8(3), np.uint16(3), np.int32(3), np.int64(3), np.float16(3), np.float64(3), np.complex64(3), np.complex128(3),
           np.str_('abc'), np.bytes_(b'abc'), np.datetime64(3, 's'), np.timedelta64(3), np.void(b'abc'), np.zeros(1, 'i4,f8')[0]]
for s in SCALARS:
    print(type(s).__name__, told(layout, s))
    for f in (lambda: memoryview(s).tolist(), lambda: memoryview(s)[()], lambda: memoryview(s).cast('B').tolist(), lambda: bytearray(s),
              lambda: np.frombuffer(s, 'u1').tolist(), lambda: len(memoryview(s)), lambda: b''.join([s]), lambda: b'ab' + s,
              lambda: 'ab' + s, lambda: memoryview(s) == memoryview(s), lambda: np.asarray(memoryview(s))):
        print(told(f))
