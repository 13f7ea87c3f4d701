"""NumPy's interface over Kukri's tensor engine."""
from numpy import _core
from numpy._core import *
from numpy._core import dtype, ndarray, generic, ufunc
from numpy._helpers import *

__version__ = '1.24.2'
newaxis = None
nan = NaN = NAN = float('nan')
inf = Inf = Infinity = PINF = infty = float('inf')
NINF = float('-inf')
PZERO = 0.0
NZERO = -0.0
pi = 3.141592653589793
e = 2.718281828459045
euler_gamma = 0.5772156649015329

# What is written in Python is loaded when it is first asked for.
_parts = {'random', 'linalg', 'fft', 'testing', 'lib', 'polynomial', 'ma', 'char'}
_homes = {
    'lib.statistics': 'average bincount corrcoef cov digitize histogram histogram2d histogram_bin_edges histogramdd interp '
                      'median nanmedian nanpercentile nanquantile percentile quantile',
    'lib.sets': 'ediff1d in1d intersect1d isin setdiff1d setxor1d union1d unique',
    'lib.polynomials': 'RankWarning poly poly1d polyadd polyder polydiv polyfit polyint polymul polysub polyval roots',
    'lib.functions': 'apply_along_axis apply_over_axes kron packbits piecewise unpackbits unwrap',
    'lib.npyio': 'fromfile fromregex genfromtxt load loadtxt memmap save savetxt savez savez_compressed',
}
_home_of = {name: home for home, names in _homes.items() for name in names.split()}


def __getattr__(name):
    import sys
    if name in _parts:
        __import__('numpy.' + name)
        return sys.modules['numpy.' + name]
    home = _home_of.get(name)
    if home is None:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    __import__('numpy.' + home)
    value = globals()[name] = getattr(sys.modules['numpy.' + home], name)
    return value


def __dir__():
    return sorted({*globals(), *_parts, *_home_of})
