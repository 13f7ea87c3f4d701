"""Record arrays: structured arrays whose fields are attributes."""
import _not_built
import numpy as np
from numpy import _core, dtype, ndarray

__all__ = ['recarray', 'record', 'format_parser', 'fromarrays', 'fromrecords', 'fromstring', 'fromfile', 'array', 'find_duplicate']

from numpy._record_types import _as_record
from numpy._records import record


def format_parser(formats, names, titles=None, aligned=False, byteorder=None):
    """The dtype of fields given by their formats ('f8, i4') and names ('a, b')."""
    if isinstance(formats, str):
        formats = [f.strip() for f in formats.split(',')]
    if names is None:
        names = []
    elif isinstance(names, str):
        names = names.split(',')
    names = [n.strip() for n in names][:len(formats)]
    names += [f'f{i}' for i in range(len(names), len(formats))]
    if len(set(names)) != len(names):
        raise ValueError(f'Duplicate field names: {find_duplicate(names)}')
    return dtype([(n, f) for n, f in zip(names, formats)])


def find_duplicate(items):
    return [x for i, x in enumerate(items) if x in items[:i]]


class recarray(ndarray):
    """An array of records; its fields can be read and written as attributes."""

    def __array_finalize__(self, obj):
        if self.dtype.names is not None and self.dtype.type is not record:
            _core._set_record_dtype(self, _as_record(self.dtype))

    def __getattr__(self, name):
        if name[:2] != '__':
            names = self.dtype.names
            if names is not None and name in names:
                return self[name]
        raise AttributeError(f'recarray has no attribute {name}')

    def __setattr__(self, name, value):
        names = self.dtype.names
        if names is not None and name in names:
            self[name] = value
        else:
            ndarray.__setattr__(self, name, value)

    def field(self, attr, val=None):
        if isinstance(attr, int):
            attr = self.dtype.names[attr]
        if val is None:
            return self[attr]
        self[attr] = val

    def __repr__(self):
        prefix = 'rec.array('
        if self.size > 0 or self.shape == (0,):
            text = np.array2string(self.view(ndarray), separator=', ', prefix=prefix, suffix=',')
        else:
            text = f'[], shape={self.shape!r}'
        return f'{prefix}{text},\n' + ' ' * len(prefix) + f'dtype={_as_record(self.dtype, False) if self.dtype.names is not None else self.dtype})'


recarray.__module__ = 'numpy'


def fromarrays(arrayList, dtype=None, shape=None, formats=None, names=None, titles=None, aligned=False, byteorder=None):
    """Records from one array for each field."""
    arrays = [np.asarray(x) for x in arrayList]
    if shape is None:
        shape = arrays[0].shape
    elif isinstance(shape, int):
        shape = (shape,)
    if dtype is not None:
        descr = np.dtype(dtype)
    elif formats is None:
        descr = format_parser([a.dtype.str for a in arrays], names)
    else:
        descr = format_parser(formats, names)
    if len(descr.names) != len(arrays):
        raise ValueError('mismatch between the number of fields and the number of arrays')
    columns = []
    for k, a in enumerate(arrays):
        if a.shape != tuple(shape):
            raise ValueError(f'mismatch between the shapes of array {k} ({a.shape}) and the first one')
        d = descr[k]
        columns.append((a if a.dtype == d else a.astype(d)).ravel().tolist())
    return np.array([tuple(r) for r in zip(*columns)], dtype=descr).reshape(shape).view(recarray)


def fromrecords(recList, dtype=None, shape=None, formats=None, names=None, titles=None, aligned=False, byteorder=None):
    """Records from a list of tuples."""
    if dtype is None and formats is None:
        columns = [np.array([r[k] for r in recList]) for k in range(len(recList[0]))]
        return fromarrays(columns, names=names)
    descr = np.dtype(dtype) if dtype is not None else format_parser(formats, names)
    return np.array([tuple(r) for r in recList], dtype=descr).view(recarray)


def fromstring(datastring, dtype=None, shape=None, offset=0, formats=None, names=None, titles=None, aligned=False, byteorder=None):
    descr = np.dtype(dtype) if dtype is not None else format_parser(formats, names)
    return np.frombuffer(datastring, dtype=descr, offset=offset).copy().view(recarray)


def fromfile(fd, dtype=None, shape=None, offset=0, formats=None, names=None, titles=None, aligned=False, byteorder=None):
    descr = np.dtype(dtype) if dtype is not None else format_parser(formats, names)
    return np.fromfile(fd, dtype=descr, offset=offset).view(recarray)


def array(obj, dtype=None, shape=None, offset=0, strides=None, formats=None, names=None, titles=None, aligned=False, byteorder=None,
          copy=True):
    if isinstance(obj, (list, tuple)) and obj and isinstance(obj[0], (tuple, list)):
        return fromrecords(obj, dtype=dtype, formats=formats, names=names)
    if isinstance(obj, (list, tuple)):
        return fromarrays(obj, dtype=dtype, formats=formats, names=names)
    return np.array(obj, dtype=dtype).view(recarray)


__getattr__ = _not_built.of(__name__)
