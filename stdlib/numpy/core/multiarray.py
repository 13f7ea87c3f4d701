"""Names of this module that pickles mention, and what scripts take from it."""
import numpy as _numpy
from numpy import _core
from numpy._helpers import _reconstruct

__all__ = []


def scalar(dtype, obj=None):
    """A scalar of that type with those bytes."""
    return dtype.type(0) if obj is None else _core._scalar(dtype, obj)


def __getattr__(name):
    if not name.startswith('_') and hasattr(_numpy, name):
        return getattr(_numpy, name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
