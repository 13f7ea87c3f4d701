"""Polynomials by their coefficients, lowest power first."""
import _not_built
import importlib as _importlib

__all__ = ['set_default_printstyle', 'polynomial', 'Polynomial', 'chebyshev', 'Chebyshev', 'legendre', 'Legendre', 'hermite', 'Hermite',
           'hermite_e', 'HermiteE', 'laguerre', 'Laguerre']

_HOMES = {'Polynomial': 'polynomial', 'Chebyshev': 'chebyshev', 'Legendre': 'legendre', 'Hermite': 'hermite', 'HermiteE': 'hermite_e',
          'Laguerre': 'laguerre'}
_MODULES = {'polynomial', 'chebyshev', 'legendre', 'hermite', 'hermite_e', 'laguerre', 'polyutils'}


def __getattr__(name):
    home = _HOMES.get(name)
    if home is None and name not in _MODULES:
        raise _not_built.error(__name__, name)
    module = _importlib.import_module(f'numpy.polynomial.{home or name}')
    value = globals()[name] = getattr(module, name) if home else module
    return value


def set_default_printstyle(style):
    if style not in ('unicode', 'ascii'):
        raise ValueError(f"Unsupported format string '{style}'. Valid options are 'ascii' and 'unicode'")
    from numpy.polynomial import _series
    _series.ABCPolyBase._use_unicode = style == 'unicode'
