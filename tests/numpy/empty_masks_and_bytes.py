"""Masks without elements fit every dimension; bytes joined to numbers take the numbers' memory."""
import numpy as np


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)


none = np.zeros(0, bool)
names = np.array([], 'U3')
show(lambda: np.arange(3)[none])
show(lambda: np.arange(3)[names == ''])
show(lambda: np.arange(6).reshape(2, 3)[none])
show(lambda: np.arange(6).reshape(2, 3)[np.zeros((2, 0), bool)])
show(lambda: np.arange(6).reshape(2, 3)[np.zeros((1, 0), bool)])
show(lambda: np.arange(6).reshape(2, 3)[:, none])
x = np.arange(3)
x[none] = 7
show(lambda: x)
c = np.array([b'a6', b'b'], 'S4').view(np.chararray)
show(lambda: c + 3)
show(lambda: c + 2.5)
show(lambda: np.char.add([b'a'], np.array([3, 70])))
show(lambda: np.char.add(['a'], 3))
show(lambda: c + None)
