"""Limits of number types, questions about arrays and numbers, error states."""
from numpy import _core
from numpy._core import dtype, generic
from numpy._scalar_types import issubdtype

__all__ = ['finfo', 'iinfo', 'errstate', 'seterr', 'geterr', 'seterrcall', 'geterrcall', 'isscalar', 'iscomplexobj',
           'isrealobj', 'iscomplex', 'isreal', 'real_if_close', 'asfarray', 'shape', 'ndim', 'size', 'real', 'imag',
           'isfortran', 'iterable', 'getbufsize', 'setbufsize']


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


_PRECISION = {10: 3, 23: 6, 52: 15, 63: 18, 112: 33}  # decimal digits by bits of the fraction


def _fraction_bits(one):
    """How many binary digits the numbers of a type have behind the point."""
    half = type(one)(0.5)
    bits, step = 0, half
    while one + step != one:
        bits, step = bits + 1, step * half
    return bits


def _greatest_exponent(one):
    """The power of two that is just too large for the type."""
    n = 1
    with errstate(over='ignore'):
        while _core.isfinite(_core.ldexp(one, n)):
            n *= 2
    return n


class finfo:
    """Limits of a floating-point type."""

    _cache = {}

    def __new__(cls, dtype):
        try:
            d = _core.dtype(dtype)
        except TypeError:
            d = _core.dtype(object if isinstance(dtype, _core.ndarray) else type(dtype))
        if d.kind == 'c':
            d = _core.dtype(d.char.lower())
        if d.kind != 'f':
            raise ValueError(f'data type {d.type!r} not inexact')
        if d.char in cls._cache:
            return cls._cache[d.char]
        self = super().__new__(cls)
        t = d.type
        one = t(1)
        nmant, maxexp = _fraction_bits(one), _greatest_exponent(one)
        ulp = _core.ldexp(one, -nmant)
        self.dtype = _core._plain(d)
        self.bits = d.itemsize * 8
        self.nmant, self.maxexp, self.minexp, self.precision = nmant, maxexp, 2 - maxexp, _PRECISION[nmant]
        self.iexp = self.nexp = maxexp.bit_length()
        self.machep, self.negep = -nmant, -nmant - 1
        self.eps, self.epsneg = ulp, ulp * t(0.5)
        self.tiny = self.smallest_normal = _core.ldexp(one, self.minexp)
        with errstate(under='ignore'):
            self.smallest_subnormal = _core.nextafter(t(0), one)
        self.max = _core.ldexp(t(2) - ulp, maxexp - 1)
        self.min = -self.max
        self.resolution = t(f'1e-{self.precision}')
        cls._cache[d.char] = self
        return self

    @property
    def machar(self):
        import warnings

        from numpy.core.getlimits import MachArLike
        warnings.warn('`finfo.machar` is deprecated (NumPy 1.22)', DeprecationWarning, stacklevel=2)
        return MachArLike(self)

    def __str__(self):
        bar = '---------------------------------------------------------------\n'
        return (f'Machine parameters for {self.dtype}\n{bar}'
                f'precision = {self.precision:3d}   resolution = {_digits(self.resolution)}\n'
                f'machep = {self.machep:6d}   eps =        {_digits(self.eps)}\n'
                f'negep =  {self.negep:6d}   epsneg =     {_digits(self.epsneg)}\n'
                f'minexp = {self.minexp:6d}   tiny =       {_digits(self.tiny)}\n'
                f'maxexp = {self.maxexp:6d}   max =        {_digits(self.max)}\n'
                f'nexp =   {self.nexp:6d}   min =        -max\n'
                f'smallest_normal = {_digits(self.smallest_normal)}   '
                f'smallest_subnormal = {_digits(self.smallest_subnormal)}\n{bar}')

    def __repr__(self):
        return (f'finfo(resolution={self.resolution!s}, min=-{_digits(self.max)}, max={_digits(self.max)}, '
                f'dtype={self.dtype})')


def _digits(v):
    """The text of a limit: of long doubles the shortest, else in so many digits."""
    from numpy._print import format_float_scientific
    digits = {'e': 5, 'f': 7, 'd': 16}.get(dtype(type(v)).char)
    return str(v) if digits is None else format_float_scientific(v, precision=digits, unique=False)


_buffer = [8192]


def getbufsize():
    return _buffer[0]


def setbufsize(size):
    if size > 10e6:
        raise ValueError(f'Buffer size, {size}, is too big.')
    if size < 5:
        raise ValueError(f'Buffer size, {size}, is too small.')
    if size % 16 != 0:
        raise ValueError(f'Buffer size, {size}, is not a multiple of 16.')
    old, _buffer[0] = _buffer[0], size
    return old


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
    own = getattr(getattr(x, 'dtype', None), 'type', None)
    return _core.asarray(x).dtype.type if own is None else own


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


# --- error states ---

_MODES = ('ignore', 'warn', 'raise', 'call', 'print', 'log')
_NUMBERS = {mode: i for i, mode in enumerate(_MODES)}
_SHOWN = _MODES + ('warn', 'warn')  # the last two: events are noted for a later report, and have been
_state = {'call': None}


def geterr():
    """What is done about each kind of floating-point error."""
    divide, over, under, invalid = _core._seterr(None, None, None, None)
    return {'divide': _SHOWN[divide], 'over': _SHOWN[over], 'under': _SHOWN[under], 'invalid': _SHOWN[invalid]}


def seterr(all=None, divide=None, over=None, under=None, invalid=None):
    """Sets what is done about floating-point errors; the old settings."""
    old = geterr()
    modes = [mode if mode is not None else all or None for mode in (divide, over, under, invalid)]
    _core._seterr(*(None if mode is None else _NUMBERS[mode] for mode in modes))
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

    __module__ = 'numpy'

    def __init__(self, *, call=_UNSET, **kwargs):
        self.call = call
        self.kwargs = kwargs

    def __enter__(self):
        self._old = _core._seterr(None, None, None, None)
        seterr(**self.kwargs)
        if self.call is not _UNSET:
            self._old_call = seterrcall(self.call)

    def __exit__(self, *exc):
        now = _core._seterr(None, None, None, None)
        _core._seterr(*(None if mode == 7 else old for mode, old in zip(now, self._old)))  # 7: noted inside
        if self.call is not _UNSET:
            seterrcall(self._old_call)

    def __call__(self, func):
        import functools

        @functools.wraps(func)
        def inner(*args, **kwargs):
            with type(self)(call=self.call, **self.kwargs):
                return func(*args, **kwargs)
        return inner
