# conj() and round() of numbers in the other byte order: conjugates, scalars of arrays without axes, outputs.
import numpy as np


def show(f):
    try:
        r = f()
        print(type(r).__name__, repr(r), getattr(r, 'dtype', ''))
    except Exception as e:
        print(type(e).__name__, e)


for dtype in ('>c16', '>c8', '>f8', '>i4', '>u2', '>f2', '<c16', '<i4', '?'):
    for x in (np.array([1.25, -2.5]).astype(dtype), np.array(3).astype(dtype)):
        if 'c' in dtype:
            x = (x + 2.75j).astype(dtype)
        show(lambda: x.conj())
        show(lambda: x.conjugate() is x)
        show(lambda: np.conj(x))
        show(lambda: np.round(x))
        show(lambda: x.round(1))
        show(lambda: np.around(x, -1))
        for other in ('<f8', '>f4', dtype, '<i8', '<c16'):
            out = np.zeros(x.shape, other)
            show(lambda: np.round(x, 1, out) is out)
            print(repr(out))
            out = np.zeros(x.shape, other)
            show(lambda: x.round(out=out) is out)
            print(repr(out))
