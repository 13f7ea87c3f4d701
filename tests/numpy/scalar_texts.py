# What scalars and arrays of every type give a format; __array__; comparisons of spans with single integers;
# places of extremes in text.
import io
import operator
import warnings

import numpy as np

warnings.simplefilter('ignore')


def tell(name, f):
    try:
        print(name, repr(f()))
    except Exception as e:
        print(name, type(e).__name__, e)


class Single(np.float32):
    pass


values = [np.bool_(1), np.int8(-5), np.uint64(2**63), np.float16(0.1), np.float32(0.1), np.float64(0.1), np.complex64(0.1 + 2j), np.float32('nan'),
          Single(0.1), np.bytes_(b'hey'), np.str_('hey'), np.void(b'ab'), np.zeros(1, 'i4,f4')[0], np.datetime64('2020-01-01'),
          np.timedelta64(5, 's'), np.array('x'), np.array(b'x'), np.array(None), np.array(2.5, 'f4'), np.array(np.datetime64('2020')),
          np.array([1, 2]), np.array([0.1], 'f4')]
for v in values:
    print(f'{v}', '{}'.format(v), f'{v!s}', f'{v!r}', '%s' % v)
    for spec in ['', '10', '.3', '>12', 's', 'd', '.2f', '+']:
        tell(type(v).__name__, lambda: format(v, spec))
    tell('format', lambda: v.__format__(3))
    if v.ndim == 0 and not isinstance(v, np.str_):
        tell('format', lambda: v.__format__(None))
    if not isinstance(v, np.void):
        tell('%d', lambda: '%d' % v)
    tell('__array__', lambda: v.__array__())
for v in (np.int8(3), np.array([1, 2]), np.array(['2']), np.array(True)):
    tell('__array__', lambda: v.__array__(None))
    tell('__array__', lambda: v.__array__('f4'))

spans = [np.array([5, 3], 'm8[s]'), np.array(5, 'm8[s]'), np.timedelta64(5, 's'), np.array([5, 3], 'm8'), np.array([], 'm8[s]')]
for span in spans:
    for other in [3, np.int64(3), np.array(3), np.array(3, 'u8'), True, np.array([3]), np.uint8(3), np.timedelta64(3)]:
        for op in (operator.eq, operator.ne, operator.lt, np.equal, np.less, np.maximum):
            tell(op.__name__, lambda: op(span, other))
            tell(op.__name__, lambda: op(other, span))

for x in [np.array(['b', 'a', 'c']), np.array([b'b', b'a']), np.array(['2020', '2021'], 'M8[Y]'), np.array([['b', 'a'], ['c', 'd']])]:
    for f in (np.argmax, np.argmin):
        tell(f.__name__, lambda: f(x, out=np.zeros((), int)))
        tell(f.__name__, lambda: f(x, out=np.zeros((), float)))
        tell(f.__name__, lambda: f(x, axis=0, out=np.zeros(2, 'i4')))
        tell(f.__name__, lambda: f(x, axis=0, out=np.zeros(2, 'f4')))
        tell(f.__name__, lambda: f(x, out=[1]))
tell('argmax', lambda: np.array([None, 1], object).argmax())

for x in [np.float32([[1.1, 2.2]]), np.array([[1.1, 2.5]]), np.array([['2020', '2021']], 'M8[D]'), np.array([(1, 2.5)], 'i4,f4'), np.array([['a', 'b']]),
          np.array([[True, False]]), np.float16([1.1, 2.2]), np.array([[1, 2]], 'u1')]:
    f = io.StringIO()
    tell('savetxt', lambda: (np.savetxt(f, x, fmt='%s'), f.getvalue())[1])
    f = io.StringIO()
    tell('savetxt', lambda: (np.savetxt(f, x, fmt='%r'), f.getvalue())[1])
    f = io.StringIO()
    tell('savetxt', lambda: (np.savetxt(f, x), f.getvalue())[1])
