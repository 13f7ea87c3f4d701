"""Names that scripts take from numpy.core; they are numpy's own."""
import numpy as _numpy


def __getattr__(name):
    if name == '__all__':
        return _numpy.__all__
    if name in ('records', 'defchararray', 'numeric', 'fromnumeric', 'multiarray', 'umath', 'numerictypes', 'shape_base', 'arrayprint',
                'function_base'):
        if name == 'records':
            import numpy.rec
            return numpy.rec
        if name == 'defchararray':
            import numpy.char
            return numpy.char
        return _numpy
    if name == '_exceptions':
        import importlib
        return importlib.import_module('numpy.core._exceptions')
    if not name.startswith('_') and hasattr(_numpy, name):
        return getattr(_numpy, name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
