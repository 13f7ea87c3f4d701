"""Record arrays: structured arrays whose fields are attributes."""
import contextlib
import os
import warnings
from collections import Counter

import _not_built
import numpy as np
from numpy import _core, dtype, ndarray

__all__ = ['recarray', 'record', 'format_parser', 'fromarrays', 'fromrecords', 'fromstring', 'fromfile', 'array', 'find_duplicate']

from numpy._print import legacy_mode
from numpy._record_types import _as_record
from numpy._records import record

_ORDERS = {letter: order for order, letters in {'>': 'bB>', '<': 'lL<', '=': 'nN=', 's': 'sS', '|': 'iI|'}.items()
           for letter in letters}


class format_parser:
    """The dtype of fields given by their formats ('f8, i4'), names ('a, b') and titles."""

    __module__ = 'numpy'

    def __init__(self, formats, names, titles, aligned=False, byteorder=None):
        if formats is None:
            raise ValueError('Need formats argument')
        if isinstance(formats, list):
            whole = dtype([(f'f{i}', f) for i, f in enumerate(formats)], aligned)
        else:
            whole = dtype(formats, aligned)
        if whole.fields is None:
            whole = dtype([('f1', whole)], aligned)
        fields = [whole.fields[name] for name in whole.names]
        self._nfields = n = len(fields)
        self._f_formats = [f[0] for f in fields]
        self._offsets = [f[1] for f in fields]
        self._names = self._stripped(self._separate(names), n)
        self._names += [f'f{i}' for i in range(len(self._names), n)]
        twice = find_duplicate(self._names)
        if twice:
            raise ValueError(f'Duplicate field names: {twice}')
        self._titles = self._stripped(titles, n)
        self._titles += [None] * (n - len(titles or []))
        made = dtype({'names': self._names, 'formats': self._f_formats, 'offsets': self._offsets, 'titles': self._titles})
        self.dtype = made if byteorder is None else made.newbyteorder(_ORDERS[byteorder[0]])

    @staticmethod
    def _separate(names):
        if not names or type(names) in (list, tuple):
            return names
        if not isinstance(names, str):
            raise NameError(f'illegal input names {names!r}')
        return names.split(',')

    @staticmethod
    def _stripped(words, n):
        return [w.strip() for w in words[:n]] if words else []


def find_duplicate(list):
    """The items that occur more than once."""
    return [item for item, count in Counter(list).items() if count > 1]


def _described(dtype, formats, names, titles, aligned, byteorder):
    """The dtype of the records: the one given, or that of the formats."""
    return np.dtype(dtype) if dtype is not None else format_parser(formats, names, titles, aligned, byteorder).dtype


class recarray(ndarray):
    """An array of records; its fields can be read and written as attributes."""

    def __new__(subtype, shape, dtype=None, buf=None, offset=0, strides=None, formats=None, names=None, titles=None,
                byteorder=None, aligned=False, order='C'):
        descr = _described(dtype, formats, names, titles, aligned, byteorder)
        words = {} if buf is None else {'buffer': buf, 'offset': offset}
        if strides is not None and buf is not None:
            words['strides'] = strides
        made = ndarray.__new__(ndarray, shape, descr, order=order, **words).view(subtype)
        return _core._own(made) if buf is None else made

    def __array_finalize__(self, obj):
        if self.dtype.names is not None and self.dtype.type is not record:
            _core._set_record_dtype(self, _as_record(self.dtype))

    def __getattr__(self, name):
        found = _names_of(self).get(name)
        if found is None:
            raise AttributeError(f'recarray has no attribute {name}')
        return self._of_records(self.getfield(*found[:2]), False)

    def __setattr__(self, name, value):
        if name == 'dtype' and issubclass(value.type, np.void) and value.names is not None:
            value = np.dtype((record, value))
        found = _names_of(self).get(name)
        if found is None or name in self.__dict__:
            return ndarray.__setattr__(self, name, value)
        if hasattr(type(self), name):  # a method or a property comes before a field of its name
            try:
                ndarray.__setattr__(self, name, value)
            except Exception:
                pass
            else:
                if name not in self.__dict__:
                    return None
                del self.__dict__[name]
        return self.setfield(value, *found[:2])

    def _of_records(self, part, own_class):
        """A part as an array of records if it is one, otherwise as a plain array."""
        if part.dtype.names is None:
            return part.view(ndarray)
        if own_class:
            part = part.view(type(self))
        return part.view(dtype=np.dtype((self.dtype.type, part.dtype))) if issubclass(part.dtype.type, np.void) else part

    def __getitem__(self, indx):
        part = super().__getitem__(indx)
        return self._of_records(part, True) if isinstance(part, ndarray) else part

    def field(self, attr, val=None):
        if isinstance(attr, int):
            attr = self.dtype.names[attr]
        place = self.dtype.fields[attr][:2]
        if val is not None:
            return self.setfield(val, *place)
        part = self.getfield(*place)
        return part if part.dtype.names is not None else part.view(ndarray)

    def __repr__(self):
        d = self.dtype
        of_records = d.type is record or not issubclass(d.type, np.void)
        if of_records and d.type is record:
            d = _as_record(d, False)
        prefix = 'rec.array(' if of_records else 'array('
        text = np.array2string(self.view(ndarray), separator=', ', prefix=prefix, suffix=',') \
            if self.size > 0 or self.shape == (0,) else f'[], shape={self.shape!r}'
        blank = ' ' if legacy_mode() == 113 else ''
        return f"{prefix}{text},{blank}\n{' ' * len(prefix)}dtype={d})" + ('' if of_records else '.view(numpy.recarray)')


recarray.__module__ = 'numpy'


def _names_of(x):
    return ndarray.__getattribute__(x, 'dtype').fields or {}


def _none_for_zero(shape):
    if shape == 0:
        warnings.warn('Passing `shape=0` to have the shape be inferred is deprecated, and in future will be equivalent to '
                      '`shape=(0,)`. To infer the shape and suppress this warning, pass `shape=None` instead.', FutureWarning,
                      stacklevel=3)
        return None
    return shape


def fromarrays(arrayList, dtype=None, shape=None, formats=None, names=None, titles=None, aligned=False, byteorder=None):
    """Records from one array for each field."""
    arrays = [np.asarray(x) for x in arrayList]
    shape = _none_for_zero(shape)
    shape = arrays[0].shape if shape is None else (shape,) if isinstance(shape, int) else shape
    if formats is None and dtype is None:
        formats = [x.dtype for x in arrays]
    descr = _described(dtype, formats, names, titles, aligned, byteorder)
    if len(descr) != len(arrays):
        raise ValueError('mismatch between the number of fields and the number of arrays')
    inner = len(descr[0].shape)
    shape = shape[:-inner] if inner else shape
    made = recarray(shape, descr)
    for k, x in enumerate(arrays):
        name = descr.names[k]
        if x.shape[:x.ndim - descr[k].ndim] != shape:
            raise ValueError(f'array-shape mismatch in array {k} ("{name}")')
        made[name] = x
    return made


def fromrecords(recList, dtype=None, shape=None, formats=None, names=None, titles=None, aligned=False, byteorder=None):
    """Records from a list of tuples; where no type is given, the columns tell it."""
    if formats is None and dtype is None:
        table = np.array(recList, dtype=object)
        columns = [np.array(table[..., i].tolist()) for i in range(table.shape[-1])]
        return fromarrays(columns, shape=shape, names=names, titles=titles, aligned=aligned, byteorder=byteorder)
    descr = np.dtype((record, np.dtype(dtype))) if dtype is not None else _described(None, formats, names, titles, aligned, byteorder)
    try:
        made = np.array(recList, dtype=descr)
    except (TypeError, ValueError):
        shape = _none_for_zero(shape)
        shape = len(recList) if shape is None else shape
        shape = (shape,) if isinstance(shape, int) else shape
        if len(shape) > 1:
            raise ValueError('Can only deal with 1-d array.')
        made = recarray(shape, descr)
        for k in range(made.size):
            made[k] = tuple(recList[k])
        warnings.warn('fromrecords expected a list of tuples, may have received a list of lists instead. In the future that '
                      'will raise an error', FutureWarning, stacklevel=2)
        return made
    if shape is not None and made.shape != shape:
        made.shape = shape
    return made.view(recarray)


def fromstring(datastring, dtype=None, shape=None, offset=0, formats=None, names=None, titles=None, aligned=False, byteorder=None):
    """Records over the memory of bytes."""
    if dtype is None and formats is None:
        raise TypeError("fromstring() needs a 'dtype' or 'formats' argument")
    descr = _described(dtype, formats, names, titles, aligned, byteorder)
    shape = _none_for_zero(shape)
    if shape in (None, -1):
        shape = (len(datastring) - offset) // descr.itemsize
    return recarray(shape, descr, buf=datastring, offset=offset)


def _left_in(file):
    here = file.tell()
    try:
        return file.seek(0, os.SEEK_END) - here
    finally:
        file.seek(here)


def fromfile(fd, dtype=None, shape=None, offset=0, formats=None, names=None, titles=None, aligned=False, byteorder=None):
    """Records read from a file or a path."""
    if dtype is None and formats is None:
        raise TypeError("fromfile() needs a 'dtype' or 'formats' argument")
    shape = _none_for_zero(shape)
    shape = (-1,) if shape is None else (shape,) if isinstance(shape, int) else shape
    opened = contextlib.nullcontext(fd) if hasattr(fd, 'readinto') else open(os.fspath(fd), 'rb')
    with opened as file:
        if offset > 0:
            file.seek(offset, os.SEEK_CUR)
        size = _left_in(file)
        descr = _described(dtype, formats, names, titles, aligned, byteorder)
        wanted = int(np.array(shape).prod(dtype=np.intp)) * descr.itemsize
        if wanted < 0:  # one length follows from the file's
            shape = tuple(size // -wanted if n == -1 else n for n in shape)
            wanted = int(np.array(shape).prod(dtype=np.intp)) * descr.itemsize
        if wanted > size:
            raise ValueError('Not enough bytes left in file for specified shape and type')
        data = file.read(wanted)
        if len(data) != wanted:
            raise OSError("Didn't read as many bytes as expected")
        return recarray(shape, descr, buf=bytearray(data)) if wanted else recarray(shape, descr)


def array(obj, dtype=None, shape=None, offset=0, strides=None, formats=None, names=None, titles=None, aligned=False, byteorder=None,
          copy=True):
    """A record array of whatever obj is: a shape alone, bytes, an open file, records, columns or an array."""
    is_file = hasattr(obj, 'readinto')
    if (obj is None or isinstance(obj, str) or is_file) and formats is None and dtype is None:
        raise ValueError('Must define formats (or dtype) if object is None, string, or an open file')
    words = {}
    if dtype is not None:
        dtype = np.dtype(dtype)
    elif formats is not None:
        dtype = format_parser(formats, names, titles, aligned, byteorder).dtype
    else:
        words = {'formats': formats, 'names': names, 'titles': titles, 'aligned': aligned, 'byteorder': byteorder}
    if obj is None:
        if shape is None:
            raise ValueError('Must define a shape if obj is None')
        return recarray(shape, dtype, buf=obj, offset=offset, strides=strides)
    if isinstance(obj, bytes):
        return fromstring(obj, dtype, shape=shape, offset=offset, **words)
    if isinstance(obj, (list, tuple)):
        make = fromrecords if isinstance(obj[0], (tuple, list)) else fromarrays
        return make(obj, dtype=dtype, shape=shape, **words)
    if is_file:
        return fromfile(obj, dtype=dtype, shape=shape, offset=offset)
    if not isinstance(obj, ndarray):
        if getattr(obj, '__array_interface__', None) is None:
            raise ValueError('Unknown input type')
        obj, copy = np.array(obj), False
    if dtype is not None and obj.dtype != dtype:
        obj = obj.view(dtype)
    if copy:
        obj = obj.copy()
    return obj if isinstance(obj, recarray) else obj.view(recarray)


__getattr__ = _not_built.of(__name__)
