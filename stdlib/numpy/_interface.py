"""The array interface: arrays over the memory that an object's __array_interface__ tells of.

An address is looked for in the arrays that told theirs: what no array of numpy has cannot be read, so that a script does
not reach into memory that nobody gave it.
"""
import weakref

from numpy import _core
from numpy._core import ndarray

_told = weakref.WeakValueDictionary()  # address: the array that begins there and owns the memory


def _remember(x, address):
    if isinstance(x.base, ndarray):
        x.base.__array_interface__  # which remembers the owner
    elif x.nbytes:
        _told[address] = x


def _descr(d):
    """The fields, or what the elements are as a whole where no list can tell the fields."""
    try:
        return d.descr if d.names else [('', d.str)]
    except ValueError:
        return [('', d.str)]


def tell(x, address):
    """The __array_interface__ of the array x."""
    _remember(x, address)
    steps = None if x.flags.c_contiguous else x.strides
    return {'data': (address, not x.flags.writeable), 'strides': steps, 'descr': _descr(x.dtype),
            'typestr': x.dtype.str, 'shape': x.shape, 'version': 3}


def _dtype_of(face):
    text = face.get('typestr')
    if text is None:
        raise ValueError('Missing __array_interface__ typestr')
    if not isinstance(text, (str, bytes)):
        raise TypeError('__array_interface__ typestr must be a string')
    d = _core.dtype(text)
    if d.kind == 'V' and d.names is None and isinstance(face.get('descr'), list) and len(face['descr']) > 0:
        fields = _core.dtype(face['descr'])
        if fields.itemsize == d.itemsize and not (len(fields.names) == 1 and face['descr'][0][0] == ''):
            return fields
    return d


def _lengths(face):
    shape = face.get('shape')
    if 'shape' not in face:
        if face.get('data') is not None:
            raise ValueError('Missing __array_interface__ shape')
        return ()
    if not isinstance(shape, tuple):
        raise TypeError('shape must be a tuple')
    for n in shape:
        if not hasattr(n, '__index__'):
            raise TypeError(f"'{type(n).__name__}' object cannot be interpreted as an integer")
    return shape


def _scalar(obj, d, shape):
    """No memory: the object is the only element."""
    size = 1
    for n in shape:
        size *= n
    if size > 1:
        raise ValueError('cannot coerce scalar to array with size > 1')
    number = {'f': float, 'i': int, 'u': int, 'c': complex, 'b': bool}.get(d.kind, lambda v: v)(obj)
    r = _core.zeros(shape, d)
    r[...] = number
    return r


def _at_address(data, d, shape, strides):
    if len(data) != 2:
        raise TypeError('__array_interface__ data must be a 2-tuple with (data pointer integer, read-only flag)')
    address, readonly = int(data[0]), bool(data[1])
    for first, x in list(_told.items()):
        offset = address - first
        if not (x.flags.c_contiguous or x.flags.f_contiguous) or not 0 <= offset <= x.nbytes:
            continue
        flat = x.reshape(-1, order='A')
        if offset == 0 and x.dtype == d and x.shape == shape and (x.strides == strides or strides is None and x.flags.c_contiguous):
            r = x[...] if type(x) is ndarray else x.view(ndarray)
        elif x.dtype.kind in 'biufcmM':
            r = ndarray(shape, d, flat.view('u1'), offset, strides)
        else:
            continue
        if readonly and r.flags.writeable:
            r.flags.writeable = False
        return r
    raise ValueError(f'__array_interface__ data: no array of numpy lies at {address:#x}')


def array_of(obj, face):
    """The array of an object and its __array_interface__."""
    if not isinstance(face, dict):
        raise ValueError('Invalid __array_interface__ value, must be a dict')
    d, shape = _dtype_of(face), _lengths(face)
    strides = face.get('strides')
    if strides is not None and not isinstance(strides, tuple) and face.get('data') is not None:
        raise TypeError('strides must be a tuple')
    if 'data' not in face:
        return _scalar(obj, d, shape)
    data = face['data']
    if strides is not None and len(strides) != len(shape):
        raise ValueError('mismatch in length of strides and shape')
    if isinstance(data, tuple):
        return _core._with_base(_at_address(data, d, shape, strides), obj)
    try:
        memory = memoryview(obj if data is None else data)
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(obj if data is None else data).__name__}'") from None
    r = ndarray(shape, d, memory.cast('B') if memory.nbytes else memory, face.get('offset', 0), strides)
    if memory.readonly and r.flags.writeable:
        r.flags.writeable = False
    return _core._with_base(r, obj)


class _ctypes:
    """What ndarray.ctypes is where the module ctypes is missing: the address, and shape and strides as arrays."""

    def __init__(self, array, address):
        self._arr, self._data = array, address
        _remember(array, address)

    @property
    def data(self):
        return self._data

    @property
    def shape(self):
        return _core.array(self._arr.shape, 'i8')

    @property
    def strides(self):
        return _core.array(self._arr.strides, 'i8')

    def _as(self, obj):
        """In a type of ctypes; that module says why there is none."""
        import ctypes  # noqa: F401

    data_as = shape_as = strides_as = _as

    @property
    def _as_parameter_(self):
        return self._as(None)


def _formerly(old, new):
    def get(self):
        import warnings
        warnings.warn(f'"{old}" is deprecated. Use "{new}" instead', DeprecationWarning, stacklevel=2)
        return getattr(self, new)
    return get


for _old, _new in (('get_data', 'data'), ('get_shape', 'shape'), ('get_strides', 'strides'), ('get_as_parameter', '_as_parameter_')):
    setattr(_ctypes, _old, _formerly(_old, _new))
_ctypes.__module__ = 'numpy.core._internal'
