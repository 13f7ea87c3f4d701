"""Limits of number types, questions about types, error states."""
from numpy import _core
from numpy._core import dtype, generic, ndarray

__all__ = ['finfo', 'iinfo', 'issubdtype', 'issubclass_', 'issctype', 'obj2sctype', 'sctype2char', 'maximum_sctype',
           'find_common_type', 'common_type', 'mintypecode', 'typename', 'errstate', 'seterr', 'geterr', 'seterrcall',
           'geterrcall', 'isscalar', 'iscomplexobj', 'isrealobj', 'iscomplex', 'isreal', 'typecodes', 'sctypes',
           'sctypeDict', 'ScalarType', 'real_if_close', 'asfarray', 'shape', 'ndim', 'size', 'real', 'imag',
           'format_parser', 'isfortran', 'iterable', 'issubsctype', 'getbufsize', 'setbufsize', 'nbytes', 'cast']


class iinfo:
    """Limits of an integer type."""

    def __init__(self, int_type):
        try:
            self.dtype = dtype(int_type)
        except TypeError:
            self.dtype = dtype(type(int_type))
        self.kind = self.dtype.kind
        self.bits = self.dtype.itemsize * 8
        self.key = '%s%d' % (self.kind, self.bits)
        if self.kind not in 'iu':
            raise ValueError(f'Invalid integer data type {self.kind!r}.')

    @property
    def min(self):
        return 0 if self.kind == 'u' else -(1 << (self.bits - 1))

    @property
    def max(self):
        return (1 << self.bits) - 1 if self.kind == 'u' else (1 << (self.bits - 1)) - 1

    def __str__(self):
        bar = '-' * 63 + '\n' if False else '---------------------------------------------------------------\n'
        return (f'Machine parameters for {self.dtype}\n{bar}min = {self.min}\nmax = {self.max}\n{bar}')

    def __repr__(self):
        return f'iinfo(min={self.min}, max={self.max}, dtype={self.dtype})'


_FLOATS = {
    'float16': (10, 5, -14, 16, 3, 'e'),
    'float32': (23, 8, -126, 128, 6, 'f'),
    'float64': (52, 11, -1022, 1024, 15, 'd'),
}


class finfo:
    """Limits of a floating-point type."""

    _cache = {}

    def __new__(cls, kind):
        try:
            d = dtype(kind)
        except TypeError:
            d = dtype(object if isinstance(kind, _core.ndarray) else type(kind))
        if d.kind == 'c':
            d = dtype('f4' if d.itemsize == 8 else 'f8')
        if d.kind != 'f':
            raise ValueError(f'data type {d.type!r} not inexact')
        if d.name in cls._cache:
            return cls._cache[d.name]
        self = super().__new__(cls)
        nmant, iexp, minexp, maxexp, precision, char = _FLOATS[d.name]
        t = d.type
        self.dtype = d
        self.bits = d.itemsize * 8
        self.nmant, self.iexp, self.nexp = nmant, iexp, iexp
        self.minexp, self.maxexp, self.precision = minexp, maxexp, precision
        self.machep, self.negep = -nmant, -nmant - 1
        self.eps = t(2.0 ** -nmant)
        self.epsneg = t(2.0 ** -(nmant + 1))
        self.tiny = self.smallest_normal = t(2.0 ** minexp)
        self.smallest_subnormal = t(2.0 ** (minexp - nmant))
        self.max = t((2.0 - 2.0 ** -nmant) * 2.0 ** (maxexp - 1))
        self.min = t(-((2.0 - 2.0 ** -nmant) * 2.0 ** (maxexp - 1)))
        self.resolution = t(float(f'1e-{precision}'))
        cls._cache[d.name] = self
        return self

    def __str__(self):
        bar = '---------------------------------------------------------------\n'

        def text(v):
            return _core._scalar_text(v) if not isinstance(v, float) else repr(float(v))
        return (f'Machine parameters for {self.dtype}\n{bar}'
                f'precision = {self.precision:3d}   resolution = {_exp(self.resolution)}\n'
                f'machep = {self.machep:6d}   eps =        {_exp(self.eps)}\n'
                f'negep =  {self.negep:6d}   epsneg =     {_exp(self.epsneg)}\n'
                f'minexp = {self.minexp:6d}   tiny =       {_exp(self.tiny)}\n'
                f'maxexp = {self.maxexp:6d}   max =        {_exp(self.max)}\n'
                f'nexp =   {self.nexp:6d}   min =        -max\n'
                f'smallest_normal = {_exp(self.smallest_normal)}   smallest_subnormal = {_exp(self.smallest_subnormal)}\n{bar}')

    def __repr__(self):
        return (f'finfo(resolution={self.resolution!s}, min=-{_plain(self.max)}, max={_plain(self.max)}, '
                f'dtype={self.dtype})')


def _exp(v):
    from numpy._print import format_float_scientific
    p = {'float16': 5, 'float32': 7, 'float64': 16}[dtype(type(v)).name]
    return format_float_scientific(v, precision=p, unique=False)


def _plain(v):
    from numpy._print import format_float_scientific
    p = {'float16': 5, 'float32': 7, 'float64': 16}[dtype(type(v)).name]
    return format_float_scientific(v, precision=p, unique=False)


# --- questions ---

def issubclass_(arg1, arg2):
    try:
        return issubclass(arg1, arg2)
    except TypeError:
        return False


def issubsctype(arg1, arg2):
    return issubclass(obj2sctype(arg1), obj2sctype(arg2))


_buffer = [8192]


def getbufsize():
    return _buffer[0]


def setbufsize(size):
    old, _buffer[0] = _buffer[0], size
    return old


def _as_class(t):
    return t if issubclass_(t, generic) else dtype(t).type


def issubdtype(arg1, arg2):
    """Is the first type of the second's kind?"""
    return issubclass(_as_class(arg1), _as_class(arg2))


def issctype(rep):
    if not isinstance(rep, (type, dtype)):
        return False
    try:
        r = obj2sctype(rep)
        return r is not None and r != _core.object_
    except Exception:
        return False


def obj2sctype(rep, default=None):
    if isinstance(rep, type) and issubclass(rep, generic):
        return rep
    if isinstance(rep, ndarray):
        return rep.dtype.type
    try:
        return dtype(rep).type
    except TypeError:
        return default


def sctype2char(sctype):
    return dtype(obj2sctype(sctype)).char


def maximum_sctype(t):
    from numpy import obj2sctype
    if obj2sctype(t) is None:
        return t
    k = dtype(t).kind
    return {'i': _core.int64, 'u': _core.uint64, 'f': _core.float64, 'c': _core.complex128}.get(k, dtype(t).type)


def find_common_type(array_types, scalar_types):
    arrays, scalars = [dtype(t) for t in array_types], [dtype(t) for t in scalar_types]
    a = _core.result_type(*arrays) if arrays else None
    s = _core.result_type(*scalars) if scalars else None
    if a is None or s is None:
        return a if s is None else s
    order = 'buifc'
    if order.index(s.kind) > order.index(a.kind):
        return _core.promote_types(a, s) if a.kind in order and s.kind in order else s
    return a


def common_type(*arrays):
    complex_seen, size = False, 2
    for a in arrays:
        d = a.dtype
        if d.kind in 'ium':
            size = max(size, 8)
        elif d.kind in 'fc':
            complex_seen = complex_seen or d.kind == 'c'
            size = max(size, d.itemsize // (2 if d.kind == 'c' else 1))
        else:
            raise TypeError("can't get common type for non-numeric array")
    if complex_seen:
        return _core.complex64 if size <= 4 else _core.complex128
    return {2: _core.float16, 4: _core.float32}.get(size, _core.float64)


def mintypecode(typechars, typeset='GDFgdf', default='d'):
    codes = [t if isinstance(t, str) else _core.asarray(t).dtype.char for t in typechars]
    found = [t for t in codes if t in typeset]
    if not found:
        return default
    if 'F' in found and 'd' in found:
        return 'D'
    order = 'GDFgdfe?'
    return min(found, key=lambda c: order.find(c) if c in order else 99)


def typename(char):
    names = {'?': 'bool', 'b': 'signed char', 'B': 'unsigned char', 'h': 'short', 'H': 'unsigned short',
             'i': 'integer', 'I': 'unsigned integer', 'l': 'long integer', 'L': 'unsigned long integer',
             'q': 'long long integer', 'Q': 'unsigned long long integer', 'f': 'single precision',
             'd': 'double precision', 'g': 'long precision', 'F': 'complex single precision',
             'D': 'complex double precision', 'G': 'complex long double precision', 'S': 'string', 'U': 'unicode',
             'V': 'void', 'O': 'object', 'S1': 'character'}
    return names[char]


def isscalar(element):
    """Is it a number or text?"""
    import numbers
    return isinstance(element, (generic, int, float, complex, str, bytes, memoryview)) or \
        isinstance(element, numbers.Number)


def iterable(y):
    try:
        iter(y)
    except TypeError:
        return False
    return True


def _type_of(x):
    return x.dtype.type if hasattr(x, 'dtype') else _core.asarray(x).dtype.type


def iscomplexobj(x):
    return issubclass(_type_of(x), _core.complexfloating)


def isrealobj(x):
    return not iscomplexobj(x)


def iscomplex(x):
    x = _core.asanyarray(x)
    if x.dtype.kind == 'c':
        return x.imag != 0
    return _core.zeros(x.shape, bool)[()]


def isreal(x):
    return imag(x) == 0


def real_if_close(a, tol=100):
    a = _core.asanyarray(a)
    if a.dtype.kind != 'c':
        return a
    if tol > 1:
        tol = finfo(a.dtype).eps * tol
    return a.real if _core.all(_core.absolute(a.imag) < tol) else a


def asfarray(a, dtype=_core.float64):
    if not issubdtype(dtype, _core.inexact):
        dtype = _core.float64
    return _core.asarray(a, dtype=dtype)


def shape(a):
    """The lengths of the dimensions."""
    try:
        return a.shape
    except AttributeError:
        return _core.asarray(a).shape


def ndim(a):
    try:
        return a.ndim
    except AttributeError:
        return _core.asarray(a).ndim


def size(a, axis=None):
    if axis is None:
        try:
            return a.size
        except AttributeError:
            return _core.asarray(a).size
    return shape(a)[axis]


def real(val):
    try:
        return val.real
    except AttributeError:
        return _core.asanyarray(val).real


def imag(val):
    try:
        return val.imag
    except AttributeError:
        return _core.asanyarray(val).imag


def isfortran(a):
    return a.flags.fnc


class format_parser:
    """Makes a record dtype of formats and names."""

    def __init__(self, formats, names, titles=None, aligned=False, byteorder=None):
        if isinstance(names, str):
            names = [n.strip() for n in names.split(',')]
        if isinstance(formats, str):
            formats = [f.strip() for f in formats.split(',')]
        names = list(names or [])
        names += [f'f{i}' for i in range(len(names), len(formats))]
        self.dtype = dtype(list(zip(names, formats)))


typecodes = {'Character': 'c', 'Integer': 'bhilqp', 'UnsignedInteger': 'BHILQP', 'Float': 'efdg', 'Complex': 'FDG',
             'AllInteger': 'bBhHiIlLqQpP', 'AllFloat': 'efdgFDG', 'Datetime': 'Mm',
             'All': '?bhilqpBHILQPefdgFDGSUVOMm'}
sctypes = {'int': [_core.int8, _core.int16, _core.int32, _core.int64],
           'uint': [_core.uint8, _core.uint16, _core.uint32, _core.uint64],
           'float': [_core.float16, _core.float32, _core.float64],
           'complex': [_core.complex64, _core.complex128],
           'others': [bool, object, bytes, str, _core.void]}
sctypeDict = {d.name: d.type for d in map(dtype, '?bBhHiIlLefdFD')}
nbytes = {d.type: d.itemsize for d in map(dtype, '?bBhHiIlLefdFD')}
cast = {d.type: (lambda x, d=d: _core.array(x, copy=False).astype(d)) for d in map(dtype, '?bBhHiIlLefdFD')}
ScalarType = [int, float, complex, bool, bytes, str, memoryview, *sctypeDict.values(), _core.str_, _core.bytes_,
              _core.object_, _core.void]
ScalarType = tuple(ScalarType)


# --- error states ---

_MODES = ('ignore', 'warn', 'raise', 'call', 'print', 'log')
_state = {'call': None}


def geterr():
    """What is done about each kind of floating-point error."""
    divide, over, under, invalid = _core._seterr(None, None, None, None)
    return {'divide': _MODES[divide], 'over': _MODES[over], 'under': _MODES[under], 'invalid': _MODES[invalid]}


def seterr(all=None, divide=None, over=None, under=None, invalid=None):
    """Sets what is done about floating-point errors; the old settings."""
    old = geterr()

    def number(mode):
        mode = all if mode is None else mode
        if mode is None:
            return None
        if mode not in _MODES:
            raise KeyError(mode)
        return _MODES.index(mode)
    _core._seterr(number(divide), number(over), number(under), number(invalid))
    return old


def seterrcall(func):
    """Sets the function for the mode call, or the object with write for the mode log."""
    if func is not None and not callable(func):
        if not hasattr(func, 'write') or not callable(func.write):
            raise ValueError('Only callable can be used as callback')
    old, _state['call'] = _state['call'], func
    return old


_FLAGS = {'divide by zero': 1, 'overflow': 2, 'underflow': 4, 'invalid value': 8}


def _fp_event(mode, text):
    """What the modes call, print and log do with "<what> encountered in <where>"."""
    what, _, where = text.partition(' encountered in ')
    if mode == 1:
        import sys
        sys.stderr.write(f'Warning: {text}\n')
        return
    f = _state['call']
    if f is None:
        word = 'python callback' if mode == 0 else 'log'
        raise NameError(f'{word} specified for {what} (in  {where}) but no {"function" if mode == 0 else "object with write method"} found.')
    if mode == 0:
        f(what, _FLAGS[what])
    else:
        f.write(f'Warning: {text}\n')


def geterrcall():
    return _state['call']


_UNSET = object()


class errstate:
    """Error handling for the time of a with block or a function."""

    def __init__(self, *, call=_UNSET, **kwargs):
        self.call = call
        self.kwargs = kwargs

    def __enter__(self):
        self._old = seterr(**self.kwargs)
        if self.call is not _UNSET:
            self._old_call = seterrcall(self.call)

    def __exit__(self, *exc):
        seterr(**self._old)
        if self.call is not _UNSET:
            seterrcall(self._old_call)

    def __call__(self, func):
        import functools

        @functools.wraps(func)
        def inner(*args, **kwargs):
            with type(self)(call=self.call, **self.kwargs):
                return func(*args, **kwargs)
        return inner
