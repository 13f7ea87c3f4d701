# Operators leave objects with __array_ufunc__ = None to their own methods, beside arrays and beside single numbers.
import numpy as np


class OptsOut:
    __array_ufunc__ = None

    def __radd__(self, other):
        return 'radd', type(other).__name__

    def __add__(self, other):
        return 'add', type(other).__name__


class Mute:
    __array_ufunc__ = None


for x in (np.float64(1), np.int8(1), np.complex64(2), np.arange(2), np.array(3.5)):
    print(x + OptsOut(), OptsOut() + x)
    try:
        print(x * Mute())
    except TypeError as e:
        print(e)
