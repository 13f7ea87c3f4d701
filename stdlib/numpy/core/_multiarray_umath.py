"""Where pickles look for ufuncs."""
import numpy as _numpy


def __getattr__(name):
    if isinstance(found := getattr(_numpy, name, None), _numpy.ufunc):
        return found
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
