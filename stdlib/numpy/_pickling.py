"""What arrays, scalars and dtypes give a pickler, in the form of NumPy's own files, and how their state is read back.

A state with the other byte order is read into an array in this machine's order, as NumPy reads it.
"""
from math import prod
from operator import index

from numpy import _core
from numpy._core import _record_dtype, dtype, ndarray

_ALIGNED_FLAG = 0x80


# --- dtypes ---

def reduce_dtype(d):
    size = d.itemsize // 4 if d.kind == 'U' else d.itemsize
    version, extra, sizes = 3, (), (-1, -1)
    name = d.type if d.names is not None and d.type.__name__ == 'record' else f'{d.kind}{size}'
    if d.kind in 'Mm':
        from numpy._datetime import datetime_data
        unit, count = datetime_data(d)
        version, extra = 4, ((dict(d.metadata or {}), (unit.encode(), count, 1, 1)),)
    elif d.metadata is not None:
        version, extra = 4, (dict(d.metadata),)
    if d.kind in 'SUV':
        sizes = d.itemsize, d.alignment
    order = '<' if d.byteorder == '=' else d.byteorder
    flags = (d.flags & ~_ALIGNED_FLAG) - (_ALIGNED_FLAG if d.isalignedstruct else 0)
    fields = None if d.names is None else dict(d.fields)
    return dtype, (name, False, True), (version, order, d.subdtype, d.names, fields, *sizes, flags, *extra)


def _parts_of(state):
    """(byte order, subdtype, names, fields, item size, flags, extra) of a state of any version; the first had no number."""
    if not isinstance(state, tuple):
        raise SystemError('numpy/core/src/multiarray/descriptor.c:2638: bad argument to internal function')
    n = len(state)
    if not 5 <= n <= 9:
        raise ValueError(f"can't handle version {state[0] if n > 5 and isinstance(state[0], int) else -1} of numpy.dtype pickle")
    if n == 5:
        order, subdtype, fields, itemsize, _ = state
        return order, subdtype, None, fields, index(itemsize), 0, None
    version = index(state[0])
    if not 0 <= version <= 4:
        raise ValueError(f"can't handle version {version} of numpy.dtype pickle")
    if n == 6:
        _, order, subdtype, fields, itemsize, _ = state
        return order, subdtype, None, fields, index(itemsize), 0, None
    order, subdtype, names, fields, itemsize, align, *rest = state[1:]
    index(align)
    return order, subdtype, names, fields, index(itemsize), index(rest[0]) if rest else 0, rest[1] if n == 9 else None


def dtype_from_state(d, state):
    """The dtype that the state makes of d, which has the kind and size."""
    order, subdtype, names, fields, itemsize, flags, extra = _parts_of(state)
    if isinstance(order, bytes):  # as Python 2 wrote it
        order = order.decode('latin1')
    if not isinstance(order, str) or len(order) != 1:
        raise ValueError('endian is not a string in Numpy dtype unpickling')
    if (fields is None) != (names is None):
        raise ValueError('non-tuple names in Numpy dtype unpickling' if names is None and len(state) < 7 else
                         'inconsistent fields and names in Numpy dtype unpickling')
    if subdtype is not None:
        return dtype(subdtype)
    if names is not None:
        return _with_fields(d, names, fields, itemsize, flags)
    if d.kind in 'SUV' and itemsize >= 0 and itemsize != d.itemsize:
        d = dtype(f'{d.kind}{itemsize // 4 if d.kind == "U" else itemsize}')
    if d.kind in 'Mm' and extra is not None:
        if not isinstance(extra, tuple) or len(extra) != 2:
            raise ValueError(f'Invalid datetime dtype (metadata, c_metadata): {extra!r}')
        extra, unit = extra
        d = _with_unit(d, unit)
        extra = extra or None
    d = d.newbyteorder('>') if order == '>' else d
    return d if extra is None else dtype(d, metadata=extra)


def _with_unit(d, unit):
    from numpy._datetime import UNITS
    if not isinstance(unit, tuple):
        raise TypeError(f'Require tuple for tuple to NumPy datetime metadata conversion, not {unit!r}')
    if not 2 <= len(unit) <= 4:
        raise TypeError('Require tuple of size 2 to 4 for tuple to NumPy datetime metadata conversion')
    name, count = unit[:2]
    name = name.decode() if isinstance(name, bytes) else name
    if name not in UNITS:
        raise TypeError(f'Invalid datetime unit "{name}" in metadata')
    if any(part <= 0 for part in unit[1:]):
        raise TypeError('Invalid tuple values for tuple to NumPy datetime metadata conversion')
    return dtype(f'{d.kind}8' if name == 'generic' else f'{d.kind}8[{count}{name}]')


def _with_fields(d, names, fields, itemsize, flags):
    if not isinstance(names, tuple):
        raise ValueError('non-tuple names in Numpy dtype unpickling')
    if all(isinstance(n, bytes) for n in names) and isinstance(fields, dict):  # as Python 2 wrote them
        names = tuple(n.decode('ascii') for n in names)
        fields = {k.decode('ascii') if isinstance(k, bytes) else k: v for k, v in fields.items()}
    if not isinstance(fields, dict) or any(n not in fields for n in names):
        raise ValueError('inconsistent fields and names in Numpy dtype unpickling')
    rows = []
    for n in names:
        field, offset, *title = fields[n]
        if not isinstance(n, str) or not isinstance(field, dtype) or not isinstance(offset, int):
            raise ValueError('invalid state of a numpy.dtype')
        if offset < 0 or offset + field.itemsize > itemsize:
            raise ValueError('invalid state of a numpy.dtype')
        base, shape = field.subdtype or (field, ())
        rows.append((n, base, offset, shape, title[0] if title else None))
    marks = (1 if d.type.__name__ == 'record' else 0) | (4 if flags & _ALIGNED_FLAG else 0)  # numpy_core.h
    return _record_dtype(tuple(rows), itemsize, marks)


# --- arrays ---

def copy_objects(x, memo):
    """Puts deep copies in the place of the objects of x, in the order in which they lie."""
    from copy import deepcopy
    if x.dtype.names is not None:
        for name in x.dtype.names:
            if x.dtype[name].hasobject and x.dtype[name].subdtype is None:  # NumPy leaves arrays in records as they are
                copy_objects(x[name], memo)
    elif x.dtype.kind == 'O':
        plain = x.view(ndarray)
        if plain.ndim == 0:
            plain[()] = deepcopy(plain[()], memo)
        else:
            items = _core._object_items(plain.ravel('K'))
            for place, item in zip(_places_in_memory(plain), items):
                plain[place] = deepcopy(item, memo)


def _places_in_memory(x):
    """The indices of the elements of x as ravel('K') has them."""
    from numpy._shape import unravel_index
    as_it_lies = _core.empty_like(x, dtype='i8')
    as_it_lies[...] = _core.arange(x.size).reshape(x.shape)
    return zip(*unravel_index(as_it_lies.ravel('K'), x.shape))



def reduce_array(x):
    from numpy.core.multiarray import _reconstruct
    d = x.dtype
    fortran = x.flags.fnc
    if d.kind == 'O':
        data = _core._object_items(x)
    else:
        data = x.ravel().tolist() if d.hasobject else x.tobytes('F' if fortran else 'C')
    return _reconstruct, (type(x), (0,), b'b'), (1, x.shape, d, fortran, data)


def reduce_array_ex(x, protocol):
    """From protocol 5 on, the memory of an array that lies in one piece goes beside the stream."""
    protocol = index(protocol)
    d = x.dtype
    order = 'C' if x.flags.c_contiguous else 'F' if x.flags.f_contiguous else None
    if protocol < 5 or order is None or d.kind in 'OMm' or d.hasobject or not d.itemsize or type(x) is not ndarray:
        return x.__reduce__()
    from pickle import PickleBuffer

    from numpy.core.numeric import _frombuffer
    if d.kind in 'SUV':  # no memory holds them as NumPy's does
        lent = bytearray(x.tobytes(order))
    else:
        lent = x if d.kind not in 'biufc' else x.view(_core._plain(d))
        lent = lent if order == 'C' else lent.T
    return _frombuffer, (PickleBuffer(lent), d, x.shape, order)


def _checked_state(state):
    """(shape, dtype, is Fortran, data) of a state with or without its version."""
    parts = state
    if isinstance(state, (tuple, list)) and len(state) == 5 and isinstance(state[1], tuple) and isinstance(state[2], dtype):
        parts = state[1:]
        if state[0] not in (0, 1):
            raise ValueError(f"can't handle version {state[0]} of numpy.ndarray pickle")
    if not isinstance(parts, (tuple, list)) and hasattr(type(parts), '__getitem__') and hasattr(type(parts), '__len__') \
            and not isinstance(parts, (dict, bytes)):
        parts = tuple(parts)
    if not isinstance(parts, (tuple, list)):
        raise TypeError(f'__setstate__() argument 1 must be 4-item sequence, not {type(state).__name__ if state is not None else None}')
    if len(parts) != 4:
        raise TypeError(f'__setstate__() argument 1 must be sequence of length 4, not {len(parts)}')
    shape, d, _, data = parts
    for value, kind in (shape, tuple), (d, dtype):
        if not isinstance(value, kind):
            name = 'tuple' if kind is tuple else 'numpy.dtype'
            raise TypeError(f'__setstate__() argument 1, item {1 if kind is tuple else 2} must be {name}, not {type(value).__name__}')
    if any(n < 0 for n in shape):
        raise TypeError('impossible dimension while unpickling array')
    if d.hasobject:
        if not isinstance(data, list):
            raise TypeError('object pickle not returning list')
    elif not isinstance(data, (bytes, str)):
        raise TypeError('pickle not returning string')
    return parts


def array_from_state(state):
    shape, d, fortran, data = _checked_state(state)
    if isinstance(data, list):  # in C order whatever the order in memory
        r = _core._object_from_items(d, shape, data) if d.kind == 'O' else _core.array(data, d).reshape(shape)
        return r.copy('F') if fortran else r
    if isinstance(data, str):
        data = data.encode('latin1')
    if len(data) != d.itemsize * prod(shape):
        raise ValueError('buffer size does not match array size')
    native = d if d.isnative else _core._plain(d)
    if not data:
        return _core.zeros(shape, native)[...]
    flat = _core.frombuffer(data, d).astype(native)
    return flat.reshape(shape[::-1]).T.copy('F') if fortran else flat.reshape(shape)


# --- scalars ---

def reduce_scalar(x):
    from numpy.core.multiarray import scalar
    a = _core.asarray(x)
    return scalar, (a.dtype, a if a.dtype.hasobject else a.tobytes())


def scalar_from_bytes(d, data):
    """A scalar of a type that is not a number's."""
    if isinstance(data, ndarray):
        return data[()]
    if d.kind == 'O':
        return data
    if not isinstance(data, (bytes, str)):
        raise TypeError('initializing object must be a bytes object')
    if isinstance(data, str):
        data = data.encode('latin1')
    if len(data) < d.itemsize:
        raise ValueError('initialization string is too small')
    return _core.frombuffer(data, d, 1).copy()[0] if d.itemsize else d.type()
