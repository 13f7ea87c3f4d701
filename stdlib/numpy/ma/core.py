"""Names of numpy.ma under the module that pickles mention."""
import numpy as _np
from numpy import ma as _ma
from numpy.ma import *  # noqa: F403

__all__ = _ma.__all__


def _mareconstruct(subtype, baseclass, baseshape, basetype):
    """An array without elements, whose state comes next."""
    data = _np.ndarray.__new__(baseclass, baseshape, basetype)
    return subtype.__new__(subtype, data, mask=_np.zeros(baseshape, bool))


def __getattr__(name):
    if not name.startswith('__') and hasattr(_ma, name):
        return getattr(_ma, name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
