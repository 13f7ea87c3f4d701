"""Names of this module that pickles mention, and what scripts take from it."""
import numpy as _numpy
from numpy import _core
from numpy.core._part import part_of_numpy
from numpy._helpers import _reconstruct

__all__ = []

flagsobj = type(_core.zeros(0).flags)


def scalar(dtype, obj=None):
    """A scalar of that type with those bytes."""
    if not isinstance(dtype, _numpy.dtype):
        raise TypeError(f'scalar() argument 1 must be numpy.dtype, not {type(dtype).__name__}')
    if obj is None and dtype.kind != 'O':
        return _numpy.zeros((), dtype)[()]
    if dtype.kind in 'biufc' and dtype.isnative and isinstance(obj, bytes):
        return _core._scalar(dtype, obj)
    from numpy._pickling import scalar_from_bytes
    return scalar_from_bytes(dtype, obj)


__getattr__ = part_of_numpy(__name__)
