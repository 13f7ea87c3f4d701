"""The signals of decimal: the exceptions, the orders in which they are shown and raised, dicts of flags."""
from collections.abc import MutableMapping as _MutableMapping

__name__ = 'decimal'  # where the classes are known from


class DecimalException(ArithmeticError):
    pass


class Clamped(DecimalException):
    pass


class InvalidOperation(DecimalException):
    pass


class ConversionSyntax(InvalidOperation):
    pass


class DivisionByZero(DecimalException, ZeroDivisionError):
    pass


class DivisionImpossible(InvalidOperation):
    pass


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    pass


class Inexact(DecimalException):
    pass


class InvalidContext(InvalidOperation):
    pass


class Rounded(DecimalException):
    pass


class Subnormal(DecimalException):
    pass


class Overflow(Inexact, Rounded):
    pass


class Underflow(Inexact, Rounded, Subnormal):
    pass


class FloatOperation(DecimalException, TypeError):
    pass


_SIGNALS = [InvalidOperation, FloatOperation, DivisionByZero, Overflow, Subnormal, Underflow, Rounded, Inexact, Clamped]
_SHOWN = [Clamped, InvalidOperation, DivisionByZero, Inexact, FloatOperation, Overflow, Rounded, Subnormal, Underflow]
_RAISED = [InvalidOperation, FloatOperation, DivisionByZero, Overflow, Underflow, Subnormal, Inexact, Rounded, Clamped]
_SIGNAL_OF = {ConversionSyntax: InvalidOperation, DivisionImpossible: InvalidOperation,
              DivisionUndefined: InvalidOperation, InvalidContext: InvalidOperation}


_VALID = ('valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, '
          'Subnormal, Inexact, Rounded,\n   Clamped]')


class SignalDict(_MutableMapping):
    """The flags or traps of a context: a truth value for each signal, none more and none less."""

    __slots__ = ('_on',)
    __module__ = 'abc'
    __hash__ = None

    def __init__(self):
        self._on = dict.fromkeys(_RAISED, False)

    def __getitem__(self, key):
        if key not in _RAISED:
            raise KeyError(_VALID)
        return self._on[key]

    def __setitem__(self, key, value):
        if key not in _RAISED:
            raise KeyError(_VALID)
        self._on[key] = bool(value)

    def __delitem__(self, key):
        raise ValueError('signal keys cannot be deleted')

    def __iter__(self):
        return iter(_RAISED)

    def __len__(self):
        return len(_RAISED)

    def __eq__(self, other):
        if isinstance(other, SignalDict):
            return self._on == other._on
        return self._on == other if isinstance(other, dict) else NotImplemented

    def __repr__(self):
        return '{' + ', '.join(f'{s}:{on}' for s, on in self._on.items()) + '}'

    def copy(self):
        return dict(self._on)


def _signals_of(value):
    """The signals that a dict says are on."""
    if isinstance(value, SignalDict):
        value = value._on
    elif not isinstance(value, dict):
        raise TypeError('argument must be a signal dict')
    if len(value) != len(_RAISED) or not all(s in _RAISED for s in value):
        raise KeyError('invalid signal dict')
    return [s for s, on in value.items() if on]


def _signals_given(value):
    """The signals of a context's argument: of a list, or of a dict."""
    if not isinstance(value, list):
        return _signals_of(value)
    for s in value:
        if s not in _RAISED:
            raise KeyError(_VALID)
    return value
