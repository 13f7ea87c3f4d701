"""Functions on arrays that are written in Python; numpy loads them by name."""
import _not_built
from numpy.lib import stride_tricks

_modules = ('statistics', 'sets', 'polynomials', 'functions', 'npyio', 'format', 'scimath', 'nanfunctions',
            'mixins', 'index_tricks', 'utils')


def __getattr__(name):
    import sys
    if name in _modules:
        full = 'numpy.lib.' + name
        __import__(full)
        return sys.modules[full]
    if not name.startswith('_'):
        import numpy
        if hasattr(numpy, name):
            return getattr(numpy, name)
    raise _not_built.error(__name__, name)
