"""Functions of numpy that give matrices."""
import numpy as np
from numpy import *
from numpy import asmatrix, matrix

__version__ = np.__version__


def empty(shape, dtype=None, order='C'):
    """A matrix with any contents."""
    return asmatrix(np.empty(shape, dtype, order))


def ones(shape, dtype=None, order='C'):
    """A matrix of ones."""
    return asmatrix(np.ones(shape, dtype, order))


def zeros(shape, dtype=None, order='C'):
    """A matrix of zeros."""
    return asmatrix(np.zeros(shape, dtype, order))


def identity(n, dtype=None):
    """The matrix with ones on its diagonal."""
    return asmatrix(np.identity(n, dtype))


def eye(n, M=None, k=0, dtype=float, order='C'):
    """A matrix with ones on one of its diagonals."""
    return asmatrix(np.eye(n, M, k, dtype, order))


def _lone_shape(args):
    return args[0] if isinstance(args[0], tuple) else args


def rand(*args):
    """A matrix of numbers drawn evenly from [0, 1)."""
    return asmatrix(np.random.rand(*_lone_shape(args)))


def randn(*args):
    """A matrix of normally distributed numbers."""
    return asmatrix(np.random.randn(*_lone_shape(args)))


def repmat(a, m, n):
    """An array or matrix repeated m times down and n times across."""
    a = np.asanyarray(a)
    if a.ndim == 0:
        rows = columns = 1
    elif a.ndim == 1:
        rows, columns = 1, a.shape[0]
    else:
        rows, columns = a.shape
    wide = a.reshape(1, a.size).repeat(m, 0).reshape(rows * m, columns).repeat(n, 0)
    return wide.reshape(rows * m, columns * n)
