"""What the native part of numpy calls back in Python."""
from numpy import _core


class ComplexWarning(RuntimeWarning):
    """An imaginary part was discarded."""


class VisibleDeprecationWarning(UserWarning):
    """A deprecation that users should see."""


class AxisError(ValueError, IndexError):
    """An axis outside the array's dimensions."""

    def __init__(self, axis, ndim=None, msg_prefix=None):
        if ndim is None and msg_prefix is None:
            self._msg = axis
            self.axis = self.ndim = None
        else:
            self._msg = None
            self.axis, self.ndim = axis, ndim
            self._prefix = msg_prefix

    def __str__(self):
        if self._msg is not None:
            return str(self._msg)
        text = f'axis {self.axis} is out of bounds for array of dimension {self.ndim}'
        return text if self._prefix is None else f'{self._prefix}: {text}'


class UFuncTypeError(TypeError):
    """A ufunc has no loop for, or cannot cast, its operands."""


UFuncTypeError.__module__ = 'numpy.core._exceptions'
AxisError.__module__ = ComplexWarning.__module__ = VisibleDeprecationWarning.__module__ = 'numpy'
_core._set_errors(AxisError, None, UFuncTypeError)
