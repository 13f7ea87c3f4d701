"""Names of this module that pickles mention, and what scripts take from it."""
import numpy as _numpy
from numpy.core import _asarray, _ufunc_config, arrayprint, fromnumeric, numerictypes, umath
from numpy.core._part import part_of_numpy

__all__ = [
    'ALLOW_THREADS', 'AxisError', 'BUFSIZE', 'CLIP', 'ComplexWarning', 'False_', 'Inf', 'Infinity', 'MAXDIMS',
    'MAY_SHARE_BOUNDS', 'MAY_SHARE_EXACT', 'NaN', 'RAISE', 'TooHardError', 'True_', 'WRAP', 'allclose', 'arange',
    'argwhere', 'array', 'array_equal', 'array_equiv', 'asanyarray', 'asarray', 'ascontiguousarray', 'asfortranarray',
    'base_repr', 'binary_repr', 'bitwise_not', 'broadcast', 'can_cast', 'compare_chararrays', 'concatenate',
    'convolve', 'copyto', 'correlate', 'count_nonzero', 'cross', 'dot', 'dtype', 'empty', 'empty_like',
    'fastCopyAndTranspose', 'flatiter', 'flatnonzero', 'from_dlpack', 'frombuffer', 'fromfile', 'fromfunction',
    'fromiter', 'fromstring', 'full', 'full_like', 'identity', 'indices', 'inf', 'infty', 'inner', 'isclose',
    'isfortran', 'isscalar', 'lexsort', 'little_endian', 'matmul', 'may_share_memory', 'min_scalar_type', 'moveaxis',
    'nan', 'ndarray', 'nditer', 'nested_iters', 'newaxis', 'ones', 'ones_like', 'outer', 'promote_types', 'putmask',
    'result_type', 'roll', 'rollaxis', 'set_numeric_ops', 'shares_memory', 'tensordot', 'ufunc', 'vdot', 'where',
    'zeros', 'zeros_like']
for _part in fromnumeric, umath, numerictypes, arrayprint, _asarray, _ufunc_config:
    __all__ += _part.__all__


def _frombuffer(buf, dtype, shape, order):
    """An array over the memory of a buffer that was pickled beside the stream."""
    x = _numpy.frombuffer(buf, dtype=dtype).reshape(shape, order=order)
    if x.flags.writeable or memoryview(buf).readonly:
        return x
    return x.copy(order)  # records and text, whose elements do not lie in such memory


__getattr__ = part_of_numpy(__name__)
