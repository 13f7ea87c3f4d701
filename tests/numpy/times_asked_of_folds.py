"""dtype= of a time asked of folds, text met by times, and the type of the quotients of spans."""
import numpy as np
import operator


def show(f):
    try:
        r = f()
        print(type(r).__name__, repr(r))
    except Exception as e:
        print(type(e).__name__, e)


for kind in ('i8', 'i4', 'f8', 'f4', 'f2', '?', 'c16', 'g', 'm8[ms]', 'M8[ms]', 'O', 'S3'):
    x = np.array([[3, 2], [1, 4]]).astype(kind)
    for time in ('m8', 'M8'):
        for name in ('add', 'multiply', 'maximum', 'subtract', 'logical_or', 'true_divide', 'floor_divide', 'remainder', 'fmin', 'hypot', 'gcd'):
            if kind == 'S3' and time == 'm8' and name in ('add', 'maximum', 'subtract', 'fmin'):
                continue  # the message shows memory that nobody has set
            print(kind, time, name, end=' ')
            show(lambda: getattr(np, name).reduce(x, dtype=time))
    if kind != 'S3':
        show(lambda: x.trace(dtype='m8[s]'))
        show(lambda: x.cumsum(dtype='m8[s]'))
        show(lambda: np.add.accumulate(x, dtype='m8'))
        show(lambda: np.add.reduceat(x, [0, 1], dtype='m8'))
        show(lambda: x.sum(dtype='m8[s]'))
spans = np.array([7, 9], 'm8[s]')
for other in (spans, spans[0], np.timedelta64(2, 'm'), np.array(['1', '2']), 'x', b'x'):
    for f in (operator.add, operator.mul, operator.floordiv, operator.truediv, np.maximum):
        show(lambda: f(spans, other))
        show(lambda: f(other, spans))
print((spans // spans).dtype.char, type(spans[0] // spans[1]).__name__, repr(spans[:0] // spans[:0]))
d = np.array(['2000', '2001'], 'M8[Y]')
show(lambda: np.ravel(d[0]))
show(lambda: np.ravel(np.void(b'ab')))
