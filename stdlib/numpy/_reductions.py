"""Reductions that are more than the plain operation: out=, where=, initial=, complex extremes, and what fails.

The native part (numpy_reduce.c) does the rest. The order of checks is NumPy's, so that errors and warnings are too.
"""
import operator

from numpy import _core
from numpy._core import dtype, ndarray

ABSENT = object()
_UFUNC = {'SUM': 'add', 'PROD': 'multiply', 'AMAX': 'maximum', 'AMIN': 'minimum', 'ALL': 'logical_and', 'ANY': 'logical_or'}
_PLAIN = {'SUM': 'sum', 'PROD': 'prod', 'AMAX': 'max', 'AMIN': 'min', 'ALL': 'all', 'ANY': 'any'}


def _axes(axis, ndim):
    """The axes to reduce, checked."""
    if axis is None:
        return tuple(range(ndim))
    from numpy._helpers import normalize_axis
    if not isinstance(axis, tuple):
        if ndim == 0 and operator.index(axis) in (0, -1):
            return ()
        return (normalize_axis(axis, ndim),)
    axes = tuple(normalize_axis(a, ndim) for a in axis)
    if len(set(axes)) != len(axes):
        raise ValueError("duplicate value in 'axis'")
    return axes


def _shape_text(shape):
    return str(tuple(shape)).replace(' ', '')


def _remapped(out, axes, ndim, keepdims):
    """out's shape and where its dimensions stand among the operand's, as messages show them."""
    values = list(out.shape)
    if not keepdims:
        left = iter(out.shape)
        values = [None if i in axes else next(left, None) for i in range(ndim)]
    n = len(values)
    while values and values[0] is None:
        values.pop(0)
    text = '(' + ','.join('newaxis' if v is None else str(v) for v in values) + (',' if n == 1 else '') + ')'
    return f'{_shape_text(out.shape)}->{text}'


def check_out(name, out, shape, axes, keepdims, extra=()):
    """Does out fit the result of reducing an operand of that shape?"""
    ndim = len(shape)
    expected = ndim if keepdims else ndim - len(axes)
    if out.ndim != expected:
        raise ValueError(f'output parameter for reduction operation {name} has the wrong number of dimensions: Found '
                         f'{out.ndim} but expected {expected}' +
                         (" (must match the operand's when keepdims=True)" if keepdims else ''))
    want = tuple(1 if i in axes else n for i, n in enumerate(shape) if keepdims or i not in axes)
    if out.shape != want:
        texts = [_remapped(out, axes, ndim, keepdims), _shape_text(shape), *map(_shape_text, extra)]
        raise ValueError('operands could not be broadcast together with remapped shapes [original->remapped]: ' +
                         ' '.join(texts) + ' ')


def _check_where(x, where):
    where = _core.asarray(where)
    if where.dtype.kind != 'b':
        raise TypeError(f"Cannot cast array data from {where.dtype!r} to dtype('bool') according to the rule 'safe'")
    if where.ndim > x.ndim:
        raise ValueError('input operand has more dimensions than allowed by the axis remapping')
    try:
        shape = _core.broadcast_shapes(x.shape, where.shape)
    except ValueError:
        raise ValueError('operands could not be broadcast together with remapped shapes [original->remapped]: '
                         f'{_shape_text(x.shape)} {_shape_text(where.shape)} ') from None
    if shape != x.shape:
        raise ValueError(f"non-broadcastable operand with shape {_shape_text(x.shape)} doesn't match the broadcast "
                         f'shape {_shape_text(shape)}')
    return _core.broadcast_to(where, shape)


def _take_out(out):
    if isinstance(out, tuple):
        out = out[0]
    if out is not None and not isinstance(out, ndarray):
        raise TypeError('output must be an array')
    return out


def reduction(name, x, axis=None, d=None, out=None, keepdims=False, initial=ABSENT, where=True):
    """One of sum, prod, max, min, all, any by its engine's name, with everything that a ufunc's reduce takes."""
    x = _core.asanyarray(x)
    word = _UFUNC[name]
    ufunc = getattr(_core, word)
    keepdims = bool(keepdims)
    axes = _axes(axis, x.ndim)
    out = _take_out(out)
    mask = None if where is True else _check_where(x, where)
    if mask is not None and initial is ABSENT and name in ('AMAX', 'AMIN'):
        raise ValueError(f"reduction operation '{word}' does not have an identity, so to use a where mask one has to "
                         "specify 'initial'")
    if out is not None:
        check_out(word, out, x.shape, axes, keepdims)
        if not out.flags.writeable:
            raise ValueError('output array is read-only')
    d = _compute_dtype(name, x, None if d is None else dtype(d), out)
    r = _reduce(name, ufunc, x, axes, d, initial, mask)
    if keepdims:
        r = _core.asarray(r).reshape(tuple(1 if i in axes else n for i, n in enumerate(x.shape)))
    if out is not None:
        out[...] = _unsafe(_core.asarray(r), out.dtype)
        return out
    return r[()] if isinstance(r, ndarray) and r.ndim == 0 and type(r) is ndarray else r


def _unsafe(r, d):
    return r if r.dtype == d else r.astype(d)


def _compute_dtype(name, x, d, out):
    if name in ('ALL', 'ANY'):
        return dtype(bool)
    if d is not None:
        return d
    if out is not None:
        return _core.result_type(x.dtype, out.dtype)
    if name in ('SUM', 'PROD') and x.dtype.kind in 'biu' and x.dtype.itemsize < 8:
        return dtype('u8' if x.dtype.kind == 'u' else 'i8')
    return x.dtype


def _reduce(name, ufunc, x, axes, d, initial, mask):
    has_initial = initial is not ABSENT and initial is not None
    start = None
    if has_initial:
        start = _core.asarray(initial).astype(d if name not in ('ALL', 'ANY') else bool)
        if start.ndim:
            raise ValueError('setting an array element with a sequence.')
    empty = any(x.shape[a] == 0 for a in axes)
    if empty and not has_initial and (name in ('AMAX', 'AMIN') or initial is None):
        raise ValueError(f'zero-size array to reduction operation {ufunc.__name__} which has no identity')
    x = x.astype(bool) if name in ('ALL', 'ANY') else _unsafe(x, d)
    if mask is not None:
        identity = {'SUM': 0, 'PROD': 1, 'ALL': True, 'ANY': False}.get(name, start)
        x = _core.where(mask, x, _core.asarray(identity).astype(x.dtype))
    if empty and name in ('AMAX', 'AMIN'):
        shape = tuple(n for i, n in enumerate(x.shape) if i not in axes)
        return _core.full(shape, start)
    if x.dtype.kind == 'c' and name in ('AMAX', 'AMIN'):
        r = x
        from numpy._helpers import _reduce_axis
        for a in sorted(axes, reverse=True):
            r = _reduce_axis(ufunc, _core.asarray(r), a, None)
    else:
        f = getattr(_core, _PLAIN[name])
        r = f(x, axes) if axes else x
        if name in ('SUM', 'PROD') and not axes:
            r = _unsafe(_core.asarray(r), d)
    if has_initial:
        r = ufunc(r, start)
    r = _core.asanyarray(r)
    return r if r.dtype == d else r.astype(d)


def arg_extreme(name, x, axis=None, out=None, keepdims=False):
    """argmax and argmin where the native part does not do."""
    x = _core.asanyarray(x)
    word = name.lower()
    if axis is not None:
        axis = operator.index(axis)
        (axis,) = _axes(axis, x.ndim) or (None,)
    if x.size == 0 and (axis is None or x.shape[axis] == 0):
        raise ValueError(f'attempt to get {word} of an empty sequence')
    if x.dtype.kind == 'c':
        r = _complex_extreme(name, x, axis)
    else:
        f = getattr(_core, word)
        r = f(x) if axis is None else f(x, axis)
    if keepdims:
        from numpy._helpers import normalize_axis
        shape = (1,) * x.ndim if axis is None else tuple(
            1 if i == normalize_axis(axis, x.ndim) else n for i, n in enumerate(x.shape))
        r = _core.asarray(r).reshape(shape)
    if out is None:
        return r
    out = _take_out(out)
    if out.shape != _core.asarray(r).shape:
        raise ValueError(f'output array does not match result of np.{word}.')
    if not _core.can_cast('i8', out.dtype, 'same_kind'):
        raise TypeError(f"Cannot cast array data from {out.dtype!r} to dtype('int64') according to the rule 'safe'")
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

def _count(x, axes, where):
    if where is True:
        n = 1
        for a in axes:
            n *= x.shape[a]
        return _core.int64(n)
    return _core.sum(where, axes, keepdims=False)


def mean(x, axis=None, d=None, out=None, keepdims=False, where=True):
    x = _core.asanyarray(x)
    axes = _axes(axis, x.ndim)
    half = False
    n = _count_kept(x, axes, keepdims, where)
    if (n == 0).any() if where is not True else n == 0:
        _warn('Mean of empty slice.')
    if d is None:
        if x.dtype.kind in 'biu':
            d = dtype('f8')
        elif x.dtype == 'f2':
            d, half = dtype('f4'), True
    r = reduction('SUM', x, axis, d, out, keepdims, where=where)
    if isinstance(r, ndarray):
        q = _core.true_divide(r, n)
        if out is not None:
            out[...] = _unsafe(_core.asarray(q), out.dtype)
            return out
        r = q if q.dtype == r.dtype else _unsafe(_core.asarray(q), r.dtype)
        return r.astype('f2') if half else r
    r = r.dtype.type(r / n)
    return _core.float16(r) if half else r


def _count_kept(x, axes, keepdims, where):
    if where is True:
        return _count(x, axes, where)
    mask = _check_where(x, where)
    return _core.sum(mask, axes, keepdims=keepdims)


def _warn(text):
    import warnings
    warnings.warn(text, RuntimeWarning, stacklevel=4)


def variance(x, axis=None, d=None, out=None, ddof=0, keepdims=False, where=True, root=False):
    x = _core.asanyarray(x)
    axes = _axes(axis, x.ndim)
    n = _count_kept(x, axes, keepdims, where)
    if (ddof >= n).any() if where is not True else ddof >= n:
        _warn('Degrees of freedom <= 0 for slice')
    if d is None and x.dtype.kind in 'biu':
        d = dtype('f8')
    half = d is None and x.dtype == 'f2'
    total = _core.asarray(reduction('SUM', x, axes, 'f4' if half else d, None, True, where=where))
    div = n if where is True else _core.asarray(_count_kept(x, axes, True, where))
    m = _core.true_divide(total, div)
    m = _unsafe(_core.asarray(m), total.dtype)
    dev = x - m
    if dev.dtype.kind == 'c':
        dev = (dev * dev.conjugate()).real
    else:
        dev = dev * dev
    if half:
        dev = dev.astype('f4')
    if d is not None and dtype(d).kind != 'c' and dev.dtype.kind == 'c':
        dev = dev.real
    r = reduction('SUM', dev, axes, d, out, keepdims, where=where)
    n = _core.maximum(n - ddof, 0)
    if isinstance(r, ndarray):
        q = _core.asarray(_core.true_divide(r, n))
        own = out.dtype if out is not None else r.dtype
        q = _unsafe(q, own)
        if root:
            if not _core.can_cast(_core.sqrt(_core.zeros(1, own)).dtype, own, 'same_kind'):
                from numpy._helpers import UFuncTypeError
                raise UFuncTypeError(f"Cannot cast ufunc 'sqrt' output from {_core.sqrt(_core.zeros(1, own)).dtype!r} to "
                                     f"{own!r} with casting rule 'same_kind'")
            q = _core.asarray(_core.sqrt(q))
        if out is not None:
            out[...] = _unsafe(q, own)
            return out
        return q.astype('f2') if half else q
    r = r.dtype.type(r / n)
    if root:
        r = r.dtype.type(_core.sqrt(r))
    return _core.float16(r) if half else r
