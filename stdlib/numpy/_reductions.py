"""Reductions that are more than the plain operation: out=, where=, initial=, complex extremes, and what fails.

The native part (numpy_reduce.c) does the rest. The order of checks is NumPy's, so that errors and warnings are too.
"""

from numpy import _core, _ufunc_asking, _ufunc_methods
from numpy._core import dtype, ndarray
from numpy._ufunc_methods import normalized_axes

ABSENT = object()
FOLDS = {'SUM': 'add', 'PROD': 'multiply', 'AMAX': 'maximum', 'AMIN': 'minimum', 'ALL': 'logical_and', 'ANY': 'logical_or'}


def reduction(name, x, axis=None, d=None, out=None, keepdims=False, initial=ABSENT, where=True):
    """One of sum, prod, max, min, all, any by its engine's name, with everything that a ufunc's reduce takes."""
    f = getattr(_core, FOLDS[name])
    r = _asked(f, x, axis, d, out, keepdims, initial, where)
    if r is not None:
        return r[0]
    out = method_out(out)
    if name in ('ALL', 'ANY') and d is None and out is None and _core.asanyarray(x).dtype.kind not in 'OUS':
        d = bool
    return _ufunc_methods.reduce(f, x, axis, d, out, keepdims, initial, initial is not ABSENT, where)


def _asked(f, x, axis, d, out, keepdims, initial=ABSENT, where=True):
    """(what the class of x makes of f.reduce,), or None."""
    if type(x) is ndarray and type(out) in (ndarray, type(None)):
        return None
    words = {**({'keepdims': keepdims} if keepdims is not False else {}), **({'initial': initial} if initial is not ABSENT else {}),
             **({'where': where} if where is not True else {}), 'axis': axis, 'dtype': d}
    return _ufunc_asking.asked(f, 'reduce', (x,), (out,), words)


def method_out(out):
    """out= of a method, which takes no tuple as ufuncs do."""
    if out is not None and not isinstance(out, ndarray):
        raise TypeError('output must be an array')
    return out


def _unsafe(r, d):
    return r if r.dtype == d else r.astype(d)


def arg_extreme(name, x, axis=None, out=None, keepdims=False):
    """argmax and argmin where the native part does not do."""
    x = _core.asanyarray(x)
    word = name.lower()
    method_out(out)
    if axis is not None:
        axis = _core._read_axis(axis)
        (axis,) = normalized_axes(axis, max(x.ndim, 1))
        axis = axis if x.ndim else None
    if x.size == 0 and (axis is None or x.shape[axis] == 0):
        raise ValueError(f'attempt to get {word} of an empty sequence')
    if x.dtype.kind == 'c':
        r = _complex_extreme(name, x, axis)
    else:
        f = getattr(_core, word)
        r = f(x) if axis is None else f(x, axis)
    if keepdims and x.ndim:
        from numpy._helpers import normalize_axis
        shape = (1,) * x.ndim if axis is None else tuple(
            1 if i == normalize_axis(axis, x.ndim) else n for i, n in enumerate(x.shape))
        r = _core.asarray(r).reshape(shape)
    return r if out is None else put_places(word, r, out)


def put_places(word, r, out):
    """r, what argmax or argmin found, into out."""
    out = _ufunc_methods.take_out(out)
    if out.shape != _core.asarray(r).shape:
        raise ValueError(f'output array does not match result of np.{word}.')
    if out.dtype != 'i8' and not _core.can_cast(out.dtype if out.ndim else out, 'i8', 'safe'):
        what = 'array data' if out.ndim else 'scalar'
        raise TypeError(f"Cannot cast {what} from {out.dtype!r} to dtype('int64') according to the rule 'safe'")
    out[...] = r
    return out


def _complex_extreme(name, x, axis):
    flat = x.ravel() if axis is None else x
    axis = 0 if axis is None else axis
    if flat.ndim == 0:
        flat = flat.reshape(1)
    if flat.shape[axis] == 0:
        raise ValueError(f'attempt to get {name.lower()} of an empty sequence')
    best = _core.asarray(reduction('AMAX' if name == 'ARGMAX' else 'AMIN', flat, axis, keepdims=True))
    hit = (flat == best) | (_core.isnan(flat) & _core.isnan(best))
    return _core.argmax(hit, axis)


# --- mean, variance ---

def _count(x, axis, keepdims, where):
    """How many elements each result is made of."""
    if where is not True:
        where = _core.asarray(where)
        if where.ndim and not x.ndim:
            raise ValueError('cannot broadcast a non-scalar to a scalar array')
        where = _core.broadcast_to(where, x.shape)
        if where.dtype.kind == 'O':  # each made an integer, which fails for most
            where = _core.array([int(v) for v in _core._object_items(where)], 'i8').reshape(where.shape)
        return _ufunc_methods.reduce(_core.add, where, axis, 'i8', None, keepdims)
    from numpy._helpers import normalize_axis
    if isinstance(axis, float):
        raise TypeError('integer argument expected, got float')
    n = 1
    for a in range(x.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,):
        n *= x.shape[normalize_axis(a, x.ndim)]
    return _core.int64(n)


def _divided(total, n):
    """total / n in the type of total, in place if that is an array."""
    if isinstance(total, ndarray):
        return _core.true_divide(total, n, out=total, casting='unsafe')
    return total.dtype.type(total / n) if hasattr(total, 'dtype') else total / n


def mean(x, axis=None, d=None, out=None, keepdims=False, where=True):
    x, out = _core.asanyarray(x), method_out(out)
    n = _count(x, axis, keepdims, where)
    if _core.any(n == 0):
        _warn('Mean of empty slice.')
    half = d is None and x.dtype == 'f2'
    if d is None and x.dtype.kind != 'O':
        d = 'f8' if x.dtype.kind in 'biu' else 'f4' if half else None
    r = _divided(_total(x, axis, d, out, keepdims, where), n)
    return r.astype('f2') if half and out is None else r


def _warn(text):
    import warnings
    warnings.warn(text, RuntimeWarning)


def _total(x, axis, d, out, keepdims, where):
    if type(x) is ndarray and out is None and where is True and x.size:
        return _core.add.reduce(x, axis, d, None, keepdims)
    r = _asked(_core.add, x, axis, d, out, keepdims, where=where)
    return _ufunc_methods.reduce(_core.add, x, axis, d, out, keepdims, where=where) if r is None else r[0]


def variance(x, axis=None, d=None, out=None, ddof=0, keepdims=False, where=True, root=False):
    x, out = _core.asanyarray(x), method_out(out)
    n = _count(x, axis, keepdims, where)
    if _core.any(n <= ddof):
        _warn('Degrees of freedom <= 0 for slice')
    if d is None and x.dtype.kind in 'biu':
        d = dtype('f8')
    middle = _total(x, axis, d, None, True, where)
    middle = _divided(middle, n if n.ndim == 0 else n.reshape(middle.shape))
    dev = _core.asanyarray(x - middle)
    if x.dtype.kind in 'fium':
        dev = _core.multiply(dev, dev, out=dev)
    elif dev.dtype.kind == 'c':
        re, im = dev.real, dev.imag
        dev = re * re + im * im
    else:
        dev = _core.multiply(dev, dev.conjugate(), out=dev)
    r = _total(dev, axis, d, out, keepdims, where)
    r = _divided(r, _core.maximum(n - ddof, 0))
    if root:
        r = _core.sqrt(r, out=r) if isinstance(r, ndarray) else r.dtype.type(_core.sqrt(r)) if hasattr(r, 'dtype') else _core.sqrt(r)
    return r
