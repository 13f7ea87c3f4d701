# var, std, ptp and mean of objects, times and text: along axes, kept dimensions, and which axes there are not.
import numpy as np


def show(f, *args, **kw):
    try:
        r = f(*args, **kw)
        print(repr(r), type(r).__name__)
    except Exception as e:
        print(type(e).__name__, e)


ways = [{}, {'axis': 0}, {'axis': -1}, {'keepdims': True}, {'axis': 0, 'keepdims': True}, {'axis': (0, 1)}, {'axis': 3}]
objects = np.array([[1, 2, 7], [4, 9, 6.5]], object)
dates, spans = np.array([[1, 5], [9, 2]], 'M8[s]'), np.array([[1, 5], [9, 2]], 'm8[s]')
for x in (objects, dates, spans, np.array(['a', 'b'])):
    for way in ways:
        if x.dtype.kind == 'O':
            show(np.std, x, **way)
            show(x.var, **way)
            show(np.var, x, ddof=1, **way)
        show(np.ptp, x, **way)
        if way != {'keepdims': True}:
            show(x.mean, **way)
        show(np.sum, x, **way)

# under a mask, with nothing-values left out, in the middle, between rows, as text
spans = np.array([[1, 5, 3], [9, 2, 'NaT']], 'm8[s]')
for x, v in ((spans, np.timedelta64(8, 's')), (objects, 'x'), (np.array(['a', 'b', 'c']), 'x'), (dates[:, :1], dates[0, 1])):
    y = x.copy()
    np.copyto(y, v, where=[True, False, True] if y.shape[-1] == 3 else [[True], [False]])
    print(y, np.insert(x, 1, x[..., 0], axis=-1).tolist())
print(np.nancumsum(objects), np.nancumprod(objects, axis=1))
print(np.median(spans), np.median(spans, axis=0), np.median(spans, axis=1))
print(spans.astype(str), np.vectorize(str)(spans[:1]))
for x in (spans, dates, objects, np.array(['a', 'b'])):
    show(np.unique, x, axis=3)
