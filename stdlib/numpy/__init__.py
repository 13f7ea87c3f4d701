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
