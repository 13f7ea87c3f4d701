# dot, inner, vdot and tensordot of times, which are multiplied as the numbers that they hold, and of objects.
import warnings

import numpy as np

warnings.simplefilter('ignore')
spans = np.array([1, 2, 3], 'm8[s]')
values = {
    'spans': spans, 'dates': spans.view('M8[s]'), 'ints': np.arange(3), 'floats': np.arange(3.), 'complex': np.arange(3) + 1j,
    'bytes': np.arange(3, dtype='u1'), 'u8': np.arange(3, dtype='u8'), 'truth': np.arange(3) > 0, 'one': spans[0],
    'ms': np.array([1, 2, 'NaT'], 'm8[ms]'), 'objects': np.arange(3).astype(object), 'text': np.array(['a', 'b', 'c']),
    'table': np.arange(9, dtype='m8[s]').reshape(3, 3), 'short': spans[:2], 'months': np.array([1, 2, 3], 'm8[M]'),
}


def show(name, f, *args, **words):
    try:
        r = f(*args, **words)
    except Exception as e:
        print(name, type(e).__name__, e)
    else:
        print(name, type(r).__name__, repr(r))


for f in np.dot, np.inner, np.vdot, lambda a, b: np.tensordot(a, b, 1):
    for a in 'spans', 'dates', 'ms', 'one', 'ints', 'table':
        for b in values:
            if a != 'ints' or values[b].dtype.kind == 'm':
                show(f'{f.__name__} {a} {b}', f, values[a], values[b])
a, b = np.arange(6, dtype='m8[s]').reshape(2, 3), np.arange(12).reshape(3, 4)
show('dot', a.dot, b)
show('wide', np.dot, np.arange(12, dtype='m8[s]').reshape(2, 2, 3), b)
show('all', np.tensordot, a, a)
show('none', np.tensordot, spans, b, 0)
for d in 'm8', 'm8[s]', 'i8':
    show(d, np.dot, a, b, np.zeros((2, 4), d))
for x in np.array([], object), np.array([], 'm8[s]'), np.array([], 'M8[s]'), np.zeros((2, 0), object):
    for f in np.dot, np.inner, np.vdot:
        show(f.__name__, f, x, x.T if f is np.dot else x)
x = np.array([1, 2], object)
for out in np.zeros((), object), np.zeros(()), 5, None:
    show('out', np.dot, x, x, out)
