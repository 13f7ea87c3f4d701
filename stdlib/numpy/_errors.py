"""The errors of numpy's core (numpy.core._exceptions): each keeps what it tells of, and makes its text of that.

The engine knows nothing of Python, and says in a text what it refuses; `told` makes of such a text the error that says the same.
"""
import re

from numpy._core import dtype


class TooHardError(RuntimeError):
    """A question about memory was given up."""


class AxisError(ValueError, IndexError):
    """An axis outside the array's dimensions."""

    __slots__ = ('axis', 'ndim', '_msg')

    def __init__(self, axis, ndim=None, msg_prefix=None):
        alone = ndim is None and msg_prefix is None
        self._msg = axis if alone else msg_prefix
        self.axis, self.ndim = (None, None) if alone else (axis, ndim)

    def __str__(self):
        if self.axis is None and self.ndim is None:
            return self._msg
        text = f'axis {self.axis} is out of bounds for array of dimension {self.ndim}'
        return text if self._msg is None else f'{self._msg}: {text}'


def _unpack_tuple(tup):
    return tup[0] if len(tup) == 1 else tup


def _display_as_base(cls):
    """Gives a class the name of its base, which tracebacks do not show."""
    cls.__name__ = cls.__base__.__name__
    return cls


class UFuncTypeError(TypeError):
    """A ufunc has no loop for, or cannot cast, its operands."""

    def __init__(self, ufunc):
        self.ufunc = ufunc


@_display_as_base
class _UFuncNoLoopError(UFuncTypeError):
    """No loop has these types."""

    def __init__(self, ufunc, dtypes):
        super().__init__(ufunc)
        self.dtypes = tuple(dtypes)

    def __str__(self):
        inputs, outputs = map(_unpack_tuple, (self.dtypes[:self.ufunc.nin], self.dtypes[self.ufunc.nin:]))
        return f'ufunc {self.ufunc.__name__!r} did not contain a loop with signature matching types {inputs!r} -> {outputs!r}'


@_display_as_base
class _UFuncBinaryResolutionError(UFuncTypeError):
    """The types of two operands do not go together."""

    def __init__(self, ufunc, dtypes):
        super().__init__(ufunc)
        self.dtypes = tuple(dtypes)
        assert len(self.dtypes) == 2

    def __str__(self):
        return f'ufunc {self.ufunc.__name__!r} cannot use operands with types {self.dtypes[0]!r} and {self.dtypes[1]!r}'


@_display_as_base
class _UFuncCastingError(UFuncTypeError):
    def __init__(self, ufunc, casting, from_, to):
        super().__init__(ufunc)
        self.casting, self.from_, self.to = casting, from_, to

    def _text(self, place, number):
        which = f'{place} {number}' if number is not None else place
        return f'Cannot cast ufunc {self.ufunc.__name__!r} {which} from {self.from_!r} to {self.to!r} with casting rule {self.casting!r}'


@_display_as_base
class _UFuncInputCastingError(_UFuncCastingError):
    """An operand cannot be cast to the type of the loop."""

    def __init__(self, ufunc, casting, from_, to, i):
        super().__init__(ufunc, casting, from_, to)
        self.in_i = i

    def __str__(self):
        return self._text('input', self.in_i if self.ufunc.nin != 1 else None)


@_display_as_base
class _UFuncOutputCastingError(_UFuncCastingError):
    """A result cannot be cast to the type of the output."""

    def __init__(self, ufunc, casting, from_, to, i):
        super().__init__(ufunc, casting, from_, to)
        self.out_i = i

    def __str__(self):
        return self._text('output', self.out_i if self.ufunc.nout != 1 else None)


_UNITS = ('bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB')


@_display_as_base
class _ArrayMemoryError(MemoryError):
    """There is no memory for an array."""

    def __init__(self, shape, dtype):
        self.shape, self.dtype = shape, dtype

    @property
    def _total_size(self):
        n = self.dtype.itemsize
        for length in self.shape:
            n *= length
        return n

    @staticmethod
    def _size_to_string(num_bytes):
        """Three digits with a unit; more only where the number has more."""
        unit = max(num_bytes.bit_length() - 1, 1) // 10
        n = num_bytes / (1 << unit * 10)
        if round(n) == 1024:
            unit, n = unit + 1, n / 1024
        last = len(_UNITS) - 1
        if unit > last:
            unit, n = last, n * (1 << (unit - last) * 10)
        digits = f'{n:.0f}' if unit == 0 else f'{n:#.3g}' if round(n) < 1000 else f'{n:#.0f}'
        return f'{digits} {_UNITS[unit]}'

    def __str__(self):
        size = self._size_to_string(self._total_size)
        return f'Unable to allocate {size} for an array with shape {self.shape} and data type {self.dtype}'


for _c in (UFuncTypeError, _UFuncNoLoopError, _UFuncBinaryResolutionError, _UFuncCastingError, _UFuncInputCastingError,
           _UFuncOutputCastingError, _ArrayMemoryError):
    _c.__module__ = 'numpy.core._exceptions'
for _c in (TooHardError, AxisError):
    _c.__module__ = 'numpy'


# --- from texts ---

_NO_LOOP = re.compile(r"ufunc '(\w+)' did not contain a loop with signature matching types (.*) -> (.*)", re.S)
_NO_PAIR = re.compile(r"ufunc '(\w+)' cannot use operands with types (.*) and (.*)", re.S)
_NO_CAST = re.compile(r"Cannot cast ufunc '(\w+)' (input|output) (?:(\d+) )?from (.*) to (.*) with casting rule '(\w+)'", re.S)
_NO_MEMORY = re.compile(r'Unable to allocate .* for an array with shape (\(.*\)) and data type (.*)', re.S)
_CLASS = re.compile(r"<class 'numpy\.dtype\[(\w+)\]'>")


class _Unseen:
    """A ufunc that no name stands for, as those of clip() and linalg."""

    def __init__(self, name, nin, nout):
        self.__name__, self.nin, self.nout = name, nin, nout

    def __repr__(self):
        return f"<ufunc '{self.__name__}'>"


def _ufunc(name, nin, nout=1):
    import numpy
    found = getattr(numpy, name, None)
    return found if isinstance(found, numpy.ufunc) else _Unseen(name, nin, nout)


def _types(text):
    """The types, or classes of types, that stand in a text."""
    import numpy
    found = eval(_CLASS.sub(r"classes('\1')", text), {'dtype': dtype, 'classes': lambda name: type(dtype(getattr(numpy, name)))})
    return found if isinstance(found, tuple) else (found,)


def _of_ufunc(text):
    m = _NO_LOOP.fullmatch(text)
    if m:
        inputs, outputs = _types(m[2]), _types(m[3])
        return _UFuncNoLoopError(_ufunc(m[1], len(inputs), len(outputs)), inputs + outputs)
    m = _NO_PAIR.fullmatch(text)
    if m:
        return _UFuncBinaryResolutionError(_ufunc(m[1], 2), _types(m[2]) + _types(m[3]))
    m = _NO_CAST.fullmatch(text)
    if m is None:
        return None
    several, source, target = 2 if m[3] else 1, _types(m[4])[0], _types(m[5])[0]
    if m[2] == 'input':
        return _UFuncInputCastingError(_ufunc(m[1], several), m[6], source, target, int(m[3] or 0))
    f = _ufunc(m[1], 1, several)
    return _UFuncOutputCastingError(f, m[6], source, target, int(m[3]) if m[3] else f.nin)


def told(text):
    """The error of a ufunc that says the text; one with that text alone where its parts cannot be read."""
    try:
        e = _of_ufunc(text)
    except (AttributeError, NameError, SyntaxError, TypeError):
        e = None
    return e if e is not None and str(e) == text else _Told(text)


class _Told(UFuncTypeError):
    """A refusal as a text."""

    def __str__(self):
        return self.ufunc


_Told.__name__, _Told.__qualname__, _Told.__module__ = 'UFuncTypeError', 'UFuncTypeError', 'numpy.core._exceptions'


class UFuncRefusal(UFuncTypeError):
    """What the engine raises: the error for a text."""

    def __new__(cls, text):
        return told(text)


class MemoryRefusal(MemoryError):
    def __new__(cls, text):
        m = _NO_MEMORY.fullmatch(text)
        if m is None:
            return MemoryError(text)
        return _ArrayMemoryError(tuple(int(n) for n in re.findall(r'-?\d+', m[1])), dtype(m[2]))


class AxisRefusal(AxisError):
    def __new__(cls, text, axis, ndim):
        before, found, _ = text.partition(f'axis {axis} is out of bounds for array of dimension {ndim}')
        return AxisError(axis, ndim, before[:-2] or None) if found else AxisError(text)
