"""Functions on arrays that are written in Python; numpy loads them by name."""
import _not_built
from numpy.lib import stride_tricks

_modules = ('statistics', 'sets', 'polynomials', 'functions', 'npyio', 'format', 'scimath', 'nanfunctions',
            'mixins', 'index_tricks', 'utils', 'arrayterator', '_datasource')


# Modules of NumPy whose functions are all in numpy itself.
_parts = ('arraypad', 'arraysetops', 'function_base', 'histograms', 'shape_base', 'twodim_base', 'type_check', 'ufunclike')


def __getattr__(name):
    import sys
    if name == '__all__':
        return _not_built.names_for_star(__name__)
    if name in _parts:
        import numpy
        return numpy
    if name == 'NumpyVersion':
        from numpy.lib._version import NumpyVersion
        return NumpyVersion
    if name == 'Arrayterator':
        from numpy.lib.arrayterator import Arrayterator
        return Arrayterator
    if name in _modules:
        full = 'numpy.lib.' + name
        __import__(full)
        return sys.modules[full]
    if not name.startswith('_'):
        import numpy
        if hasattr(numpy, name):
            return getattr(numpy, name)
    raise _not_built.error(__name__, name)
