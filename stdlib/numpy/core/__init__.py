"""Names that scripts take from numpy.core; they are numpy's own."""
import numpy as _numpy


def __getattr__(name):
    if name == '__all__':
        return _numpy.__all__
    if name in ('records', 'defchararray', 'numeric', 'fromnumeric', 'multiarray', 'umath', 'numerictypes', 'shape_base', 'arrayprint',
                'function_base', '_exceptions'):
        if name == 'records':
            import numpy.rec
            return numpy.rec
        if name == 'defchararray':
            import numpy.char
            return numpy.char
        if name == '_exceptions':
            import numpy._helpers
            return numpy._helpers
        return _numpy
    if not name.startswith('_') and hasattr(_numpy, name):
        return getattr(_numpy, name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
