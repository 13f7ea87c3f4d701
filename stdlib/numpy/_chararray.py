"""numpy.char's arrays of text: white space at the ends does not count, operators and methods are those of text."""
import numpy as np
from numpy import ndarray

__all__ = ['chararray', 'array', 'asarray']


class chararray(ndarray):
    """An array of text or bytes with the methods of text."""

    def __new__(subtype, shape, itemsize=1, unicode=False, buffer=None, offset=0, strides=None, order='C'):
        d = np.dtype(f"{'U' if unicode else 'S'}{int(itemsize)}")
        if buffer is None:
            return np.zeros(shape, d, order).view(subtype)
        if isinstance(buffer, str):  # it fills every element
            return np.full(shape, buffer, d).view(subtype)
        return ndarray.__new__(subtype, shape, d, buffer, offset, strides, order)

    def __array_finalize__(self, obj):
        if self.dtype.kind not in 'SU' and self.dtype.char != 'b':  # bytes are what pickles begin with
            raise ValueError('Can only create a chararray from string data.')

    def __getitem__(self, index):
        value = ndarray.__getitem__(self, index)
        if isinstance(value, (str, bytes)):
            return value.rstrip() or ''
        return value

    def __repr__(self):
        if self.dtype.kind not in 'SU':  # text seen as numbers
            return super().__repr__()
        return np.array_repr(np.char.rstrip(np.asarray(self)).view(type(self)))

    def __str__(self):
        if self.dtype.kind not in 'SU':
            return super().__str__()
        return np.array_str(np.char.rstrip(np.asarray(self)))

    def __add__(self, other):
        return asarray(np.char.add(self, other))

    def __radd__(self, other):
        return asarray(np.char.add(np.asarray(other), self))

    def __mul__(self, i):
        return asarray(np.char.multiply(self, i))

    __rmul__ = __mul__

    def __mod__(self, values):
        return asarray(np.char.mod(self, values))

    def __rmod__(self, other):
        return NotImplemented

    def argsort(self, axis=-1, kind=None, order=None):
        return np.asarray(self).argsort(axis, kind, order)


def _as_text(name):
    """The function of that name as a method whose result is text."""
    def method(self, *args, **words):
        return asarray(getattr(np.char, name)(self, *args, **words))
    return method


def _plain(name):
    def method(self, *args, **words):
        return getattr(np.char, name)(self, *args, **words)
    return method


def _add_methods():
    kinds = {_as_text: 'capitalize center expandtabs ljust lower lstrip partition replace rjust rpartition rstrip strip swapcase '
                       'title translate upper zfill',
             _plain: 'count decode encode endswith find index isalnum isalpha isdecimal isdigit islower isnumeric isspace istitle '
                     'isupper join rfind rindex rsplit split splitlines startswith'}
    for make, names in kinds.items():
        for name in names.split():
            method = make(name)
            method.__name__, method.__qualname__ = name, f'chararray.{name}'
            setattr(chararray, name, method)
    for operator, name in (('eq', 'equal'), ('ne', 'not_equal'), ('lt', 'less'), ('le', 'less_equal'), ('gt', 'greater'),
                           ('ge', 'greater_equal')):
        setattr(chararray, f'__{operator}__', _plain(name))


_add_methods()
chararray.__module__ = 'numpy'
chararray.__hash__ = None


def array(obj, itemsize=None, copy=True, unicode=None, order=None):
    """Text, bytes, or what can be made such, as a chararray."""
    if isinstance(obj, (bytes, str)):
        unicode = isinstance(obj, str) if unicode is None else unicode
        itemsize = len(obj) if itemsize is None else itemsize
        return chararray(len(obj) // itemsize, itemsize=itemsize, unicode=unicode, buffer=obj, order=order or 'C')
    if isinstance(obj, (list, tuple)) and np.asarray(obj).dtype.kind in 'SUO':
        obj = np.asarray(obj)
    if isinstance(obj, ndarray) and obj.dtype.kind in 'SU':
        if not isinstance(obj, chararray):
            obj = obj.view(chararray)
        own = obj.dtype.kind == 'U'
        length = obj.itemsize // (4 if own else 1)
        itemsize = length if itemsize is None else itemsize
        unicode = own if unicode is None else unicode
        if order is not None:
            obj = np.asarray(obj, order=order).view(chararray)
        if copy or itemsize != length or bool(unicode) != own:
            obj = obj.astype(f"{'U' if unicode else 'S'}{int(itemsize)}")
        return obj
    if isinstance(obj, ndarray) and obj.dtype.kind == 'O' and itemsize is None:
        obj = obj.tolist()
    kind = 'U' if unicode else 'S'
    return np.array(obj, dtype=kind if itemsize is None else f'{kind}{int(itemsize)}', order=order or 'K', subok=True).view(chararray)


def asarray(obj, itemsize=None, unicode=None, order=None):
    """The same, without a copy where none is needed."""
    return array(obj, itemsize, copy=False, unicode=unicode, order=order)
