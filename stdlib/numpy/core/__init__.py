"""NumPy's core: modules whose names are numpy's own."""
import importlib as _importlib

import numpy as _numpy

_MODULES = {'_asarray', '_exceptions', '_multiarray_umath', '_ufunc_config', 'arrayprint', 'defchararray', '_machar', 'einsumfunc', 'fromnumeric',
            'function_base', 'getlimits', 'multiarray', 'numeric', 'numerictypes', 'overrides', 'records', 'shape_base', 'umath'}


def __getattr__(name):
    if name == '__all__':
        return _numpy.__all__
    if name in ('rec', 'char'):
        return getattr(_numpy, name)
    if name == 'machar':
        import warnings
        warnings.warn('The `np.core.machar` module is deprecated (NumPy 1.22)', DeprecationWarning, stacklevel=2)
        name = '_machar'
    if name in _MODULES:
        return _importlib.import_module('numpy.core.' + name)
    if not name.startswith('_') and hasattr(_numpy, name):
        return getattr(_numpy, name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


def _ufunc_reconstruct(module, name):
    """The ufunc that a pickle of NumPy before 1.20 names."""
    return getattr(__import__(module, fromlist=[name]), name)
