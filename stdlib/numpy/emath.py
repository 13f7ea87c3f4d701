"""Roots, logarithms and powers that become complex outside the reals' domain."""
import _not_built
from numpy import _core
import numpy as np

__all__ = ['sqrt', 'log', 'log2', 'logn', 'log10', 'power', 'arccos', 'arcsin', 'arctanh']


def _complex(x):
    x = np.asarray(x)
    return x.astype(np.complex64 if x.dtype in (np.dtype(np.float32), np.dtype(np.float16), np.dtype(np.int8), np.dtype(np.uint8),
                                                np.dtype(np.int16), np.dtype(np.uint16), np.dtype(np.complex64)) else np.complex128)


def _where_negative(x):
    x = np.asarray(x)
    return _complex(x) if x.dtype.kind in 'iuf' and (x < 0).any() else x


def _where_large(x):
    x = np.asarray(x)
    return _complex(x) if x.dtype.kind in 'iuf' and (abs(x) > 1).any() else x


def sqrt(x):
    return np.sqrt(_where_negative(x))


def log(x):
    return np.log(_where_negative(x))


def log10(x):
    return np.log10(_where_negative(x))


def log2(x):
    return np.log2(_where_negative(x))


def logn(n, x):
    return np.log(_where_negative(x)) / np.log(_where_negative(n))


def power(x, p):
    x = _where_negative(x)
    p = np.asarray(p)
    if p.dtype.kind in 'iu' and (p < 0).any():
        p = p * 1.0
    return np.power(x, p)


def arccos(x):
    return np.arccos(_where_large(x))


def arcsin(x):
    return np.arcsin(_where_large(x))


def arctanh(x):
    return np.arctanh(_where_large(x))


_core._all_asking('numpy.lib.scimath', globals())
__getattr__ = _not_built.of(__name__)
