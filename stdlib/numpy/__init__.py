"""NumPy's interface over Kukri's tensor engine."""
import _not_built
import importlib as _importlib
import math

import _numpy_lib
from numpy import _core
from numpy._core import *
from numpy._core import dtype, generic, ndarray, ufunc
from numpy._helpers import *
from numpy._types import *
from numpy._scalar_types import *
from numpy._print import *
from numpy._shape import *
from numpy._build import *
from numpy._math import *
from numpy._iter import *
from numpy._matrix import *

from numpy._helpers import _NoValue
from numpy._records import void
del datetime64, timedelta64  # numpy._datetime has them
from numpy._core import abs, all, any, sum

__version__ = version = '1.24.2'
newaxis = None
nan = NaN = NAN = float('nan')
inf = Inf = Infinity = PINF = infty = float('inf')
NINF = float('-inf')
PZERO = 0.0
NZERO = -0.0
pi = 3.141592653589793
e = 2.718281828459045
euler_gamma = 0.5772156649015329
little_endian = True
ERR_IGNORE, ERR_WARN, ERR_RAISE, ERR_CALL, ERR_PRINT, ERR_LOG = range(6)
ALLOW_THREADS = 1
MAXDIMS = 32
CLIP, WRAP, RAISE = 0, 1, 2

byte, ubyte, short, ushort, intc, uintc = int8, uint8, int16, uint16, int32, uint32
int_ = intp = int64
uint = uintp = uint64
half, single, double, float_ = float16, float32, float64, float64
longdouble = longfloat = dtype('g').type
csingle = singlecomplex = complex64
cdouble = cfloat = complex_ = complex128
clongdouble = clongfloat = longcomplex = dtype('G').type
unicode_ = str_
string_ = bytes_
absolute = abs
conj = conjugate

_core._all_asking('numpy', globals())
max, min, round, row_stack = amax, amin, round_, vstack


def get_include():
    raise NotImplementedError('numpy.get_include: extensions in C are not supported')


def show_config():
    print('numpy on Kukri\'s tensor engine')


# Numbers of the C interface.
BUFSIZE = UFUNC_BUFSIZE_DEFAULT = 8192
ERR_DEFAULT = 521
FLOATING_POINT_SUPPORT = 1
FPE_DIVIDEBYZERO, FPE_OVERFLOW, FPE_UNDERFLOW, FPE_INVALID = 1, 2, 4, 8
SHIFT_DIVIDEBYZERO, SHIFT_OVERFLOW, SHIFT_UNDERFLOW, SHIFT_INVALID = 0, 3, 6, 9
MAY_SHARE_BOUNDS, MAY_SHARE_EXACT = 0, -1
UFUNC_PYVALS_NAME = 'UFUNC_PYVALS'
tracemalloc_domain = 389047
numarray = oldnumeric = 'removed'

# Modules that are read when they are first named.
_SUBMODULES = {'linalg', 'fft', 'random', 'testing', 'lib', 'core', 'ma', 'polynomial', 'char', 'rec', 'emath',
               'typing', 'compat', 'matrixlib'}

# Names that are read from their modules when they are first asked for.
_homes = {
    'numpy.lib.statistics': 'average corrcoef cov digitize histogram histogram2d histogram_bin_edges histogramdd interp',
    'numpy.lib.quantiles': 'median percentile quantile',
    'numpy.lib.nanfunctions': 'nancumprod nancumsum nanmedian nanpercentile nanquantile nanstd nanvar',
    'numpy.lib.einstein': 'einsum einsum_path',
    'numpy.lib.sets': 'in1d intersect1d isin setdiff1d setxor1d union1d unique',
    'numpy.lib.polynomials': 'RankWarning poly poly1d polyadd polyder polydiv polyfit polyint polymul polysub polyval roots',
    'numpy.lib.npyio': 'fromfile fromregex fromstring genfromtxt load loadtxt recfromcsv recfromtxt save savetxt savez '
                       'savez_compressed',
    'numpy.lib.utils': 'byte_bounds deprecate deprecate_with_doc disp info lookfor safe_eval show_runtime source who',
    'numpy.lib.functions': 'bartlett base_repr binary_repr blackman hamming hanning kaiser',
    'numpy.lib._datasource': 'DataSource',
    'numpy.char': 'chararray compare_chararrays',
    'numpy.rec': 'format_parser recarray record',
    'numpy._busday': 'busday_count busday_offset busdaycalendar is_busday',
    'numpy._datetime': 'datetime64 datetime_as_string datetime_data isnat timedelta64',
    'numpy._memmap': 'memmap',
    'numpy._names': 'add_docstring add_newdoc add_newdoc_ufunc fastCopyAndTranspose from_dlpack get_array_wrap geterrobj '
                    'kernel_version set_numeric_ops seterrobj use_hugepage _CopyMode _get_promotion_state _no_nep50_warning '
                    '_set_promotion_state',
    'numpy._nditer': 'nditer nested_iters',
    'numpy._two_results': 'divmod frexp modf',
    'numpy._scalar_tables': 'ScalarType cast nbytes sctypeDict sctypes',
}
_home_of = {name: home for home, names in _homes.items() for name in names.split()}


def __getattr__(name):
    if name == '__all__':
        return _not_built.names_for_star('numpy')
    if name in _SUBMODULES:
        try:
            module = _importlib.import_module('numpy.' + name)
        except ModuleNotFoundError:
            raise _not_built.error('numpy', name) from None
        globals()[name] = module
        return module
    home = _home_of.get(name)
    if home is not None:
        value = getattr(_importlib.import_module(home), name)
        value = globals()[name] = _core._asking('numpy', name, value)
        return value
    if name in _DEPRECATED:
        import warnings
        warnings.warn(f'`np.{name}` is a deprecated alias for `np.{_DEPRECATED[name]}`.  (Deprecated NumPy 1.24)',
                      DeprecationWarning, stacklevel=2)
        return globals()[_DEPRECATED[name]]
    if name in ('bool', 'long', 'ulong', 'str', 'bytes', 'object'):
        import warnings
        warnings.warn(f'In the future `np.{name}` will be defined as the corresponding NumPy scalar.', FutureWarning,
                      stacklevel=2)
    if name in _FINANCIAL:
        from numpy import _names
        return _names.expired(name)
    if name in ('object', 'bool', 'int', 'float', 'complex', 'str'):
        raise AttributeError(_FORMER_TEXT.format(n=name, extended=_EXTENDED[name]))
    raise _not_built.error('numpy', name)


_FINANCIAL = {'fv', 'ipmt', 'irr', 'mirr', 'nper', 'npv', 'pmt', 'ppmt', 'pv', 'rate'}
_DEPRECATED = {'bool8': 'bool_', 'int0': 'intp', 'uint0': 'uintp', 'str0': 'str_', 'bytes0': 'bytes_',
               'void0': 'void', 'object0': 'object_'}
_FORMER_TEXT = ("module 'numpy' has no attribute '{n}'.\n`np.{n}` was a deprecated alias for the builtin `{n}`. To "
                "avoid this error in existing code, use `{n}` by itself. Doing this will not modify any behavior and "
                "is safe. {extended}\nThe aliases was originally deprecated in NumPy 1.20; for more details and "
                "guidance see the original release note at:\n    "
                "https://numpy.org/devdocs/release/1.20.0-notes.html#deprecations")
_SPECIFIC = 'If you specifically wanted the numpy scalar type, use `np.{}` here.'
_EXTENDED = {'object': '', 'bool': _SPECIFIC.format('bool_'), 'float': _SPECIFIC.format('float64'),
             'complex': _SPECIFIC.format('complex128'), 'str': _SPECIFIC.format('str_'),
             'int': 'When replacing `np.int`, you may wish to use e.g. `np.int64` or `np.int32` to specify the '
                    'precision. If you wish to review your current use, check the release note link for additional '
                    'information.'}


def __dir__():
    names = set(globals()) | _SUBMODULES
    names |= set(_home_of)
    return sorted(n for n in names if not n.startswith('_'))
