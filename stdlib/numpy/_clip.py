"""clip: the ufunc of three operands, and what NumPy does around it: bounds that are left out or nan, and results put into
types that cannot hold them. The native part (numpy_reduce.c) computes plain calls and asks here for all others."""
import warnings

from numpy import _core, _ufuncs
from numpy._helpers import UFuncRefusal, UFuncTypeError


def clip(x, low, high, out, named, function):
    """The call as the method does it (function is None), or as the function: by the method of what has one (True) or as an
    array (False). The function tries a second time with an array where the method raises a TypeError."""
    try:
        return _method(x, low, high, out, named, function)
    except TypeError:
        if not function:
            raise
        return _method(x, low, high, out, named, function)


def _warn(text, function):
    """Of a function the place is in NumPy's own code."""
    if function is None:
        warnings.warn(text, DeprecationWarning)
    else:
        warnings.warn_explicit(text, DeprecationWarning, 'numpy/core/fromnumeric.py', 57 if function else 43,
                               'numpy.core.fromnumeric')


def _method(x, low, high, out, named, function):
    if low is None and high is None:
        raise ValueError('One of max or min must be given')
    swapped = any(isinstance(v, _core.ndarray) and _core._is_described(v.dtype) for v in (x, out))
    if not swapped and any(_is_nan(v) for v in (low, high)):
        _warn('Passing `np.nan` to mean no clipping in np.clip has always been unreliable, and is now deprecated. In future, '
              'this will always return nan, like it already does when min or max are arrays that contain nan. To skip a bound, '
              'pass either None or an np.inf of an appropriate sign.', function)
        low, high = -float('inf') if _is_nan(low) else low, float('inf') if _is_nan(high) else high
    named = dict(named or {})
    casting = named.pop('casting', None)
    f = _one_bound if low is None or high is None else _both_bounds
    if casting is not None:
        return f(x, low, high, out=out, casting=casting, **named)
    try:
        return f(x, low, high, out=out, **named)
    except UFuncTypeError as e:
        if getattr(e, 'place', None) != 'output':
            raise
        source, target = e.from_, e.to
    _warn(f'Converting the output of clip from {source!r} to {target!r} is deprecated. Pass `casting="unsafe"` explicitly to '
          'silence this warning, or correct the type of the variables.', function)
    return f(x, low, high, out=out, casting='unsafe', **named)


def _is_nan(v):
    try:
        return _core.asanyarray(v).ndim == 0 and bool(_core.isnan(v))
    except TypeError:
        return False


def _one_bound(x, low, high, **named):
    named = {name: v for name, v in named.items() if v is not None}
    return _core.minimum(x, high, **named) if low is None else _core.maximum(x, low, **named)


def _both_bounds(x, low, high, out=None, casting='same_kind', order='K', subok=True, dtype=None, signature=None, sig=None,
                 where=True, extobj=None, **unknown):
    for name in unknown:
        raise TypeError(f"clip() got an unexpected keyword argument '{name}'")
    signature = sig if signature is None else signature
    if signature is not None and dtype is not None:
        raise TypeError("cannot specify both 'signature' and 'dtype'")
    out = _ufuncs._take_out(out)
    _ufuncs._check_words(order, casting, subok)
    arrays = [_core.asanyarray(v) for v in (x, low, high)]
    d = _loop_type(arrays, _ufuncs.general_dtype(dtype if signature is None else signature[-1]))
    mask = None if where is True else _ufuncs._truth(where)
    lone = all(v.ndim == 0 for v in arrays)
    for i, v in enumerate(arrays):
        if not _ufuncs._castable(v, d, casting, lone):
            raise _ufuncs._cast_error('clip', f'input {i}', v.dtype, d, casting)
    if out is not None and not _core.can_cast(d, out.dtype, casting):
        raise _ufuncs._cast_error('clip', 'output', d, out.dtype, casting)
    shape = _ufuncs._common_shape(arrays, out, mask)
    arrays = [_ufuncs.converted(v, d) for v in arrays]
    if mask is None:
        r = _core.minimum(_core.maximum(*arrays[:2]), arrays[2])
        if out is not None:
            out[...] = r
            return out
        if d.kind == 'O' and not isinstance(r, _core.ndarray):
            return r
        r = _core.asanyarray(r)
        r = _ufuncs._ordered(r, order)
        return r[()] if r.ndim == 0 else r
    if out is None:
        out = _core.zeros(shape, d)
    mask = _core.broadcast_to(mask, shape)
    if mask.any():
        parts = [_core.broadcast_to(v, shape)[mask] for v in arrays]
        out[mask] = _core.minimum(_core.maximum(*parts[:2]), parts[2])
    return out


def _loop_type(arrays, given):
    """The type that is computed in."""
    kinds = ''.join(v.dtype.kind for v in arrays)
    if given is not None:
        if given.kind in 'SUVMm' and given.itemsize:
            raise TypeError('The `dtype` and `signature` arguments to ufuncs only select the general DType and not details '
                            'such as the byte order or time unit. You can avoid this error by using the scalar types '
                            '`np.float64` or the dtype string notation.')
        return given
    if 'O' in kinds:
        return _core.dtype(object)
    if any(k in 'USV' for k in kinds):
        raise UFuncRefusal("ufunc 'clip' did not contain a loop with signature matching types "
                             f"({', '.join(repr(v.dtype) for v in arrays)}) -> None")
    d = _core.result_type(*arrays)
    if d.kind in 'mM':
        if 'M' in kinds or not any(k == 'm' for k in kinds):
            return d
        if any(v.ndim == 0 and v.dtype.kind != 'm' for v in arrays) and any(v.ndim and v.dtype.kind == 'm' for v in arrays):
            return _core.dtype('m8')  # a number beside an array goes by its value, which only goes with what has no unit
        return _core.result_type(*(v.dtype for v in arrays if v.dtype.kind == 'm'))
    if d.kind in 'iu' and any(v.ndim for v in arrays):  # of the two types of 64 bits, that of the types without the values
        by_type = _core.result_type(*(v.dtype for v in arrays))
        return by_type if by_type == d else d
    return d
