"""numpy.matrix: two-dimensional arrays whose * is the matrix product and ** the matrix power."""
import ast
import warnings

from numpy import _core
from numpy._core import asarray, ndarray
from numpy._types import isscalar

__all__ = ['matrix', 'mat', 'asmatrix', 'bmat']


def _from_text(text):
    """The rows of '1 2; 3 4'."""
    rows = [[ast.literal_eval(v) for v in row.replace(',', ' ').split()]
            for row in text.replace('[', '').replace(']', '').split(';')]
    if any(len(row) != len(rows[0]) for row in rows):
        raise ValueError('Rows not the same size.')
    return rows


class matrix(ndarray):
    """An array that always has two dimensions."""

    __array_priority__ = 10.0
    _getitem = False  # set while a part is taken out

    def __new__(subtype, data, dtype=None, copy=True):
        warnings.warn('the matrix subclass is not the recommended way to represent matrices or deal with linear '
                      'algebra (see https://docs.scipy.org/doc/numpy/user/numpy-for-matlab-users.html). Please adjust '
                      'your code to use regular ndarray.', PendingDeprecationWarning, stacklevel=2)
        if isinstance(data, ndarray):
            given = data if isinstance(data, matrix) else data.view(subtype)
            if dtype is None or _core.dtype(dtype) == given.dtype:
                return given.copy() if copy else given
            return given.astype(dtype)
        if isinstance(data, str):
            data = _from_text(data)
        a = _core.array(data, dtype=dtype, copy=copy)
        if a.ndim > 2:
            raise ValueError('matrix must be 2-dimensional')
        shape = a.shape if a.ndim == 2 else (1, a.shape[0]) if a.ndim else (1, 1)
        if a.dtype.kind not in 'biufc':
            return a.reshape(shape).view(subtype)
        return ndarray.__new__(subtype, shape, a.dtype, buffer=a, order='F' if a.ndim == 2 and a.flags.f_contiguous else 'C')

    def __array_finalize__(self, obj):
        if isinstance(obj, matrix) and obj._getitem:
            return
        if self.ndim > 2:
            shape = tuple(n for n in self.shape if n > 1)
            if len(shape) > 2:
                raise ValueError('shape too large to be a matrix.')
            self.shape = shape if len(shape) == 2 else (1,) + (shape or (1,))
        elif self.ndim < 2:
            self.shape = (1, 1) if self.ndim == 0 else (1, self.shape[0])

    def __getitem__(self, index):
        self._getitem = True  # a part keeps its dimensions
        try:
            out = ndarray.__getitem__(self, index)
        finally:
            self._getitem = False
        if not isinstance(out, ndarray):
            return out
        if out.ndim == 0:
            return out[()]
        if out.ndim == 1:
            n = out.shape[0]
            column = hasattr(index, '__len__') and getattr(index, 'shape', None) != () and len(index) > 1 and \
                isscalar(index[1])
            out.shape = (n, 1) if column else (1, n)
        return out

    def __mul__(self, other):
        if isinstance(other, (ndarray, list, tuple)):
            return _core.dot(self, asmatrix(other))
        if isscalar(other) or not hasattr(other, '__rmul__'):
            return _core.dot(self, other)
        return NotImplemented

    def __rmul__(self, other):
        return _core.dot(other, self)

    def __imul__(self, other):
        self[:] = self * other
        return self

    def __pow__(self, other):
        from numpy import linalg
        return linalg.matrix_power(self, other)

    def __ipow__(self, other):
        self[:] = self ** other
        return self

    def __rpow__(self, other):
        return NotImplemented

    def _fold(self, name, axis, out, **kwargs):
        if out is not None:
            kwargs['out'] = out
        r = getattr(asarray(self), name)(axis=axis, keepdims=True, **kwargs)
        return asarray(r)[0, 0] if axis is None else r if out is not None else r.view(matrix)

    def _line(self, name, axis, out):
        """What has no keepdims: a row for axis 0, a column for axis 1."""
        r = getattr(asarray(self), name)(axis, out)
        if axis is None:
            return r
        if axis not in (0, 1):
            raise ValueError('unsupported axis')
        r = r.view(matrix)
        return r if axis == 0 else r.T

    def argmax(self, axis=None, out=None):
        return self._line('argmax', axis, out)

    def argmin(self, axis=None, out=None):
        return self._line('argmin', axis, out)

    def ptp(self, axis=None, out=None):
        if axis is None and out is None:
            return self.max() - self.min()
        return self._line('ptp', axis, out)

    def sum(self, axis=None, dtype=None, out=None):
        return self._fold('sum', axis, out, dtype=dtype)

    def prod(self, axis=None, dtype=None, out=None):
        return self._fold('prod', axis, out, dtype=dtype)

    def mean(self, axis=None, dtype=None, out=None):
        return self._fold('mean', axis, out, dtype=dtype)

    def std(self, axis=None, dtype=None, out=None, ddof=0):
        return self._fold('std', axis, out, dtype=dtype, ddof=ddof)

    def var(self, axis=None, dtype=None, out=None, ddof=0):
        return self._fold('var', axis, out, dtype=dtype, ddof=ddof)

    def max(self, axis=None, out=None):
        return self._fold('max', axis, out)

    def min(self, axis=None, out=None):
        return self._fold('min', axis, out)

    def all(self, axis=None, out=None):
        return self._fold('all', axis, out)

    def any(self, axis=None, out=None):
        return self._fold('any', axis, out)

    def tolist(self):
        return asarray(self).tolist()

    def ravel(self, order='C'):
        return asarray(self).ravel(order).reshape(1, -1).view(matrix)

    def flatten(self, order='C'):
        return asarray(self).flatten(order).reshape(1, -1).view(matrix)

    @property
    def A(self):
        return asarray(self)

    @property
    def A1(self):
        return asarray(self).ravel()

    @property
    def H(self):
        return self.T.conj() if self.dtype.kind == 'c' else self.T

    @property
    def I(self):
        from numpy import linalg
        a = asarray(self)
        return (linalg.inv(a) if a.shape[0] == a.shape[1] else linalg.pinv(a)).view(matrix)

    getA = lambda self: self.A
    getA1 = lambda self: self.A1
    getT = lambda self: self.T
    getI = lambda self: self.I
    getH = lambda self: self.H


matrix.__module__ = 'numpy'


def asmatrix(data, dtype=None):
    return matrix(data, dtype=dtype, copy=False)


mat = asmatrix


def _named_blocks(text, gdict, ldict):
    """The blocks of 'A, B; C, D', whose names are looked up."""
    def block(name):
        for names in (ldict, gdict):
            if name in names:
                return names[name]
        raise NameError(f'name {name!r} is not defined')
    rows = [[block(name) for part in row.split(',') for name in part.split()] for row in text.split(';')]
    return _core.concatenate([_core.concatenate(row, axis=-1) for row in rows], axis=0)


def bmat(obj, ldict=None, gdict=None):
    """A matrix of blocks."""
    if isinstance(obj, str):
        if gdict is None:
            import sys
            frame = sys._getframe(1)
            gdict, ldict = frame.f_globals, frame.f_locals
        return matrix(_named_blocks(obj, gdict, ldict))
    if isinstance(obj, (tuple, list)):
        rows = []
        for row in obj:
            if isinstance(row, ndarray):
                return matrix(_core.concatenate(obj, axis=-1))
            rows.append(_core.concatenate(row, axis=-1))
        return matrix(_core.concatenate(rows, axis=0))
    return matrix(obj) if isinstance(obj, ndarray) else None
