# digitize of bins of every order, trace of objects with a type or an output, and hexadecimal numbers in text.
import io
import warnings

import numpy as np

warnings.simplefilter('ignore')
n = np.nan


def show(f, *args, **words):
    try:
        r = f(*args, **words)
    except Exception as e:
        print(type(e).__name__, e)
    else:
        print(type(r).__name__, repr(r), getattr(r, 'dtype', None))


for b in ([n], [1, n], [n, 1], [1, n, 0], [1, 1, n, 5], [1, 1, 1], [], [1, 2, n], [2, 1, n], [n, n, n], [1, 1, 2, 1], [2, n, 3]):
    for right in False, True:
        show(np.digitize, [0, 1, 2, n, 5], np.array(b, float), right=right)
for d in 'u8', 'u1', '?', 'g', 'i4', 'f2', 'c16':
    show(np.digitize, [1, 2, 3], np.array([3, 2, 1]).astype(d))
    show(np.digitize, [1, 2, 3], np.array([3, 1, 2]).astype(d))

x = np.arange(9).reshape(3, 3)
for a in x.astype(object), x.astype(object) + .5, x, x.astype('>i4'):
    for d in None, 'i8', 'f4', 'c16', 'u1', '?', object:
        show(np.trace, a, dtype=d)
    show(a.trace, 1, 1, 0, float)
    show(np.trace, a, out=np.zeros((), a.dtype.newbyteorder('=')))
show(np.trace, x.astype(object), out=np.zeros((), int))

for text in '0x1F 2\n0x10 3\n', '0x1p3 1\n2 3\n', '0xff\n', '-0x1 0xA\n', '0xg 1\n', '1e400 2\n', '0x1F 1+2j\n':
    for d in None, float, int, complex:
        show(np.genfromtxt, io.StringIO(text), dtype=d)
for kind in ('m8[s]', 'm8', 'M8[s]', 'S3', 'U3', 'V4', 'f4', bool, None):
    try:
        print(kind, repr(np.array([[1, 2], [3, 4]], object).trace(dtype=kind)))
    except TypeError as e:
        print(kind, e)
