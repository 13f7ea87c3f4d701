"""What the native part of numpy calls back in Python, and the classes of its errors and warnings."""
import operator
import warnings

from numpy import _core
from numpy._core import ndarray, dtype
from numpy._errors import AxisError, AxisRefusal, MemoryRefusal, TooHardError, UFuncRefusal, UFuncTypeError
from numpy._objects import *
from numpy._object_folds import _object_reduce
from numpy._object_order import _object_argsort, _object_partition, _object_ranks, _object_searchsorted, _object_sort
from numpy._object_products import _matrix_vdot, _object_dot, _object_inner, _object_vdot
from numpy._objects import (_array_of_big_ints, _astype_slow, _count_nonzero_objects, _numbers_from_nested, _object_binary, _object_data,
                            _object_equal, _object_nonzero, _objects_within, _object_round, _object_unary, _parse_numbers, _promote_text,
                            _result_type_text, _to_item, _truths)
from numpy._shaped_types import _array_of_shaped, _astype_shaped, _frombuffer_shaped, _view_shaped
from numpy._dtype_specs import _dtype_aligned, _dtype_from_commas, _dtype_from_fields, _dtype_of_time
from numpy._record_types import (_can_cast_records, _dtype_alignment, _dtype_descr, _dtype_field, _dtype_fields, _dtype_flags,
                                 _dtype_has_objects, _dtype_names, _dtype_repr, _dtype_str, _dtype_swapped)
from numpy._records import (_array_of, _assign_records, _byteswap_records, _copy_records, _empty_void, _field_is_aligned, _get_field, _raw, _record_at, _record_columns,
                            _record_item, _set_field, _shown_strides)

__all__ = ['ComplexWarning', 'VisibleDeprecationWarning', 'RankWarning', 'TooHardError', 'AxisError',
           'ModuleDeprecationWarning']


class ComplexWarning(RuntimeWarning):
    """An imaginary part was discarded."""


class VisibleDeprecationWarning(UserWarning):
    """A deprecation that users should see."""


class ModuleDeprecationWarning(DeprecationWarning):
    """A module that will go."""


class RankWarning(UserWarning):
    """A fit is poorly conditioned."""


for _c in (ComplexWarning, VisibleDeprecationWarning, ModuleDeprecationWarning, RankWarning):
    _c.__module__ = 'numpy'
_core._set_errors(AxisRefusal, None, UFuncRefusal, MemoryRefusal)


class _NoValueType:
    """Stands for an argument that was not given, where None means something."""

    def __repr__(self):
        return '<no value>'


_NoValue = _NoValueType()


def reader_name(v):
    """The class of v as a reader of arguments in C calls it."""
    t = type(v)
    return 'None' if v is None else t.__name__ if t.__module__ == 'builtins' else f'{t.__module__}.{t.__name__}'


def normalize_axis(axis, ndim, what=None):
    import operator
    if isinstance(axis, float):
        raise TypeError('integer argument expected, got float')
    axis = operator.index(axis)
    if not -ndim <= axis < ndim:
        check_int(axis)
        raise AxisError(axis, ndim, what)
    return axis % ndim


def check_int(n, error=OverflowError, text='Python int too large to convert to C int'):
    """Is n an int as C has it?"""
    if not -1 << 63 <= n < 1 << 63:
        raise OverflowError('Python int too large to convert to C long')
    if not -1 << 31 <= n < 1 << 31:
        raise error(text)


def array_as(v, d, least=0, most=32):
    """v as an array of d with so many dimensions, as NumPy's C code takes arrays: those of types that do not fit into d are
    refused."""
    d = _core.dtype(d)
    own = isinstance(v, _core.ndarray)
    if own and not _core.can_cast(v.dtype, d):
        what = 'array data' if v.ndim else 'scalar'
        failure = TypeError(f"Cannot cast {what} from {v.dtype!r} to {d!r} according to the rule 'safe'")
        r = v
    else:
        failure = r = None
        try:
            r = _core.asarray(v, d)
        except (TypeError, ValueError, OverflowError) as e:
            failure = e
            r = _core.array(v, dtype=object)
    if r.ndim < least:
        raise ValueError('object of too small depth for desired array')
    if r.ndim > most:
        raise ValueError('object too deep for desired array')
    if failure is not None:
        raise failure from None
    return r


def normalize_axes(axis, ndim, what=None, duplicates=False):
    """One axis or several as a tuple."""
    import operator
    if type(axis) not in (tuple, list):
        try:
            axis = [operator.index(axis)]
        except TypeError:
            pass
    axes = tuple([normalize_axis(i, ndim, what) for i in axis])
    if not duplicates and len(set(axes)) != len(axes):
        raise ValueError(f'repeated axis in `{what}` argument' if what else 'repeated axis')
    return axes


def _array_over(shape, d, buffer, offset, strides, order):
    """ndarray(shape, d, buffer, offset, strides, order) of other elements than numbers."""
    from numpy import _memory
    return _memory.array_over(shape, d, buffer, offset, strides, order)


# --- calls of ufuncs ---

def _ufunc_ask(*args, **kwargs):
    from numpy import _ufunc_asking
    return _ufunc_asking.ask_call(*args, **kwargs)


def _ufunc_ask_method(*args, **kwargs):
    from numpy import _ufunc_asking
    return _ufunc_asking.ask_method(*args, **kwargs)


def _ufunc_call(*args, **kwargs):
    from numpy import _ufuncs
    return _ufuncs.call(*args, **kwargs)


def _ufunc_explain(ufunc, x, y=None, out=None):
    from numpy import _ufuncs
    _ufuncs.explain(ufunc, *((x,) if ufunc.nin == 1 else (x, y)), out=out)


def _ufunc_types(name, nin):
    from numpy import _loop_types, _ufuncs
    return _loop_types.types(name, nin, name in _ufuncs._TRUTH)


def _long_ratio(x):
    """A long double as a quotient of whole numbers."""
    if _core.isnan(x):
        raise ValueError('cannot convert NaN to integer ratio')
    if _core.isinf(x):
        raise OverflowError('cannot convert Infinity to integer ratio')
    below = 1
    while _core.trunc(x) != x:
        x, below = x * 2, below * 2
    return int(x), below


def _ufunc_reduce(*args):
    from numpy import _ufunc_methods
    return _ufunc_methods.reduce(*args)


def _ufunc_accumulate(*args):
    from numpy import _ufunc_methods
    return _ufunc_methods.accumulate(*args)


def _ufunc_reduceat(*args):
    from numpy import _ufunc_methods
    return _ufunc_methods.reduceat(*args)


def _ufunc_outer(f, a, b, **kwargs):
    from numpy import _ufunc_methods
    return _ufunc_methods.outer(f, a, b, **kwargs)


def _ufunc_resolve_dtypes(*args):
    from numpy import _ufunc_methods
    return _ufunc_methods.resolve_dtypes(*args)


def _ufunc_at(*args):
    from numpy import _ufunc_methods
    _ufunc_methods.at(*args)


def _array_ufunc(self, *given, **kwargs):
    """What ndarray.__array_ufunc__(ufunc, method, *inputs) does: the operation itself, without asking the operands again."""
    if len(given) < 2:
        raise TypeError('__array_ufunc__ requires at least 2 arguments')
    ufunc, method, *inputs = given
    outs = kwargs.get('out', ())
    for v in (*inputs, *(outs if isinstance(outs, tuple) else (outs,))):
        if getattr(type(v), '__array_ufunc__', ndarray.__array_ufunc__) is not ndarray.__array_ufunc__:
            return NotImplemented
    return getattr(ufunc, method)(*inputs, **kwargs)


def _array_interface(x, address):
    from numpy import _interface
    return _interface.tell(x, address)


def _array_ctypes(x, address):
    from numpy import _interface
    return _interface._ctypes(x, address)


def _array_of_interface(obj, face):
    from numpy import _interface
    return _interface.array_of(obj, face)


def _view_other(x, d, alone):
    """x.view(d); alone: does nobody else know x?"""
    if (x.dtype.hasobject or d.hasobject) and x.dtype != d:
        raise TypeError('Cannot change data-type for object array.')
    from numpy import _memory
    return _memory.view(x, d, alone)


def _records_overlap(*args):
    from numpy import _records
    return _records._records_overlap(*args)


# --- arrays of objects and text: joined, chosen from, as bytes ---

def _object_concatenate(*args):
    from numpy import _object_joins
    return _object_joins._object_concatenate(*args)


def _object_place(*args):
    from numpy import _object_joins
    return _object_joins._object_place(*args)


def _object_putmask(*args):
    from numpy import _object_joins
    return _object_joins._object_putmask(*args)


def _object_stack(*args):
    from numpy import _object_joins
    return _object_joins._object_stack(*args)


def _object_where(*args):
    from numpy import _object_joins
    return _object_joins._object_where(*args)


def _byteswap_text(*args):
    from numpy import _object_bytes
    return _object_bytes._byteswap_text(*args)


def _frombuffer_slow(*args):
    from numpy import _object_bytes
    return _object_bytes._frombuffer_slow(*args)


def _object_tobytes(*args):
    from numpy import _object_bytes
    return _object_bytes._object_tobytes(*args)


# --- buffers ---

def _lend(x):
    from numpy import _buffers
    return _buffers.lend(x)


def _lent_bytes(x):
    return x.tobytes()


def _store_lent(x, data):
    from numpy import _buffers
    _buffers.store(x, data)


def _lend_scalar(s):
    from numpy import _buffers
    return _buffers.lend_scalar(s)


def _array_of_view(m):
    from numpy import _buffers
    return _buffers.array_of_view(m)


# --- parts of elements ---

def _getfield(x, d, offset):
    from numpy import _fields
    return _fields.getfield(x, d, offset)


def _setfield(x, value, d, offset):
    from numpy import _fields
    _fields.setfield(x, value, d, offset)


def _scalar_flags(s):
    x = _core.array(s).copy()
    x.flags.writeable = isinstance(s, _core.void) and not getattr(s, '_fixed', False)
    return x.flags


# --- other names, other diagonals ---

def _renamed_fields(d, names):
    fields = _core._record_fields(d)
    if fields is None or d.names is None:
        raise ValueError('there are no fields defined')
    if not hasattr(type(names), '__len__') or len(names) != len(fields):
        raise ValueError(f'must replace all names at once with a sequence of length {len(fields)}')
    names = tuple(names)
    for i, name in enumerate(names):
        if not isinstance(name, str):
            raise ValueError(f'item #{i} of names is of type {type(name).__name__} and not string')
    if len(set(names)) != len(names):
        raise ValueError('Duplicate field names given.')
    return tuple((name,) + f[1:] for name, f in zip(names, fields))


def _triangle_between(m, k, upper):
    """tril and triu where the diagonal lies between two."""
    m = _core.asanyarray(m)
    rows, columns, k = m.shape[-2] if m.ndim > 1 else m.shape[0], m.shape[-1], k - 1 if upper else k
    mask = _core.greater_equal.outer(_core.arange(rows), _core.arange(-k, columns - k, dtype='i8'))
    zero = _core.zeros(1, m.dtype)
    return _core.where(mask, zero, m) if upper else _core.where(mask, m, zero)


# --- times ---

def _over_buffer(x, buffer):
    """An array like x over the memory of a buffer, for x.data = buffer."""
    try:
        lent = memoryview(buffer)
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(buffer).__name__}'") from None
    if not lent.c_contiguous:
        raise ValueError('ndarray is not C-contiguous')
    if not (x.flags.c_contiguous or x.flags.f_contiguous):
        raise AttributeError('cannot set single-segment buffer for discontiguous array')
    if lent.nbytes < x.nbytes:
        raise AttributeError('not enough data for array')
    return ndarray(x.shape, x.dtype, buffer, order='C' if x.flags.c_contiguous else 'F')


def _arange_times(start, stop, step, d):
    from numpy import _datetime
    return _datetime.arange(start, stop, step, None if d is None else dtype(d))


def _can_cast_times(a, b, casting):
    from numpy import _datetime
    return _datetime.can_cast(a, b, casting)


def _time_scalar(d, v):
    from numpy import _datetime
    return _datetime._time_scalar(d, v)


def _time_item(d, v):
    from numpy import _datetime
    return _datetime._time_item(d, v)


def _time_codes(d, v):
    from numpy import _datetime
    return _datetime._time_codes(d, v)


def _conjugate_into(x, out):
    """conjugate() with out=: numbers that are their own conjugates are only stored there."""
    if x.dtype.kind in 'cO':
        return _core.conjugate(x, out)
    out[...] = x
    return out


def _clip(x, low, high, out, named, function):
    from numpy import _clip
    return _clip.clip(x, low, high, out, named, function)


def _take_into(x, indices, axis, out, mode):
    """take() with out=, whose shape is looked at before the indices are."""
    if not isinstance(out, ndarray):
        raise TypeError('output must be an array')
    x, places = _core.asanyarray(x), _core.asarray(indices)
    if axis is not None and not x.ndim:
        x = x.reshape(1)
    if places.dtype.kind not in 'iu':
        _core.take(x, indices, axis, mode=mode)  # refuses them
    if axis is not None:
        axis = normalize_axis(axis, x.ndim)
    shape = places.shape if axis is None else x.shape[:axis] + places.shape + x.shape[axis + 1:]
    if out.shape != shape:
        raise ValueError('output array does not match result of ndarray.take')
    if out.dtype != x.dtype and not _core.can_cast(out.dtype, x.dtype, 'safe'):
        what = 'array data' if out.ndim else 'scalar'
        raise TypeError(f"Cannot cast {what} from {out.dtype!r} to {x.dtype!r} according to the rule 'safe'")
    if not out.flags.writeable:
        raise ValueError('output array is read-only')
    out[...] = _core.take(x, indices, axis, mode=mode)
    return out


def _outer_other(a, b):
    return _core.multiply(_core.asarray(a).reshape(-1, 1), _core.asarray(b).reshape(-1))


def _flip_other(m, axis):
    """What is no array is turned round by its own subscripts."""
    back = slice(None, None, -1)
    if axis is None:
        return m[(back,) * m.ndim]
    axes = [normalize_axis(a, m.ndim) for a in (axis if isinstance(axis, (tuple, list)) else (axis,))]
    return m[tuple(back if i in axes else slice(None) for i in range(m.ndim))]


def _moveaxis_other(a, source, destination):
    """What is no array is asked for its own transpose."""
    source, destination = ([normalize_axis(i, a.ndim) for i in (v if isinstance(v, (tuple, list)) else (v,))]
                           for v in (source, destination))
    order = [i for i in range(a.ndim) if i not in source]
    for to, i in sorted(zip(destination, source)):
        order.insert(to, i)
    return a.transpose(order)


def _nan_to_num_slow(x, copy, nan, posinf, neginf):
    """Values to put in that are arrays, or no numbers."""
    if copy is None:
        raise ValueError('NoneType copy mode not allowed.')
    x = _core.array(x, subok=True, copy=bool(copy))
    lone = x.ndim == 0
    x = x.reshape(1) if lone else x
    if x.dtype.kind in 'fc':
        for part in (x.real, x.imag) if x.dtype.kind == 'c' else (x,):
            limit = float(_core.nextafter(_core.asarray(_INF, part.dtype), _core.asarray(0, part.dtype)))
            missing, high, low = _core.isnan(part), part == _INF, part == -_INF
            _core.copyto(part, nan, where=missing)
            _core.copyto(part, limit if posinf is None else posinf, where=high)
            _core.copyto(part, -limit if neginf is None else neginf, where=low)
    return x[0] if lone else x


def _isclose_slow(a, b, rtol, atol, equal_nan):
    """Tolerances that are arrays, or no numbers."""
    from numpy._types import errstate
    x, y = _core.asanyarray(a), _core.asanyarray(b)
    if y.dtype.kind != 'm':
        y = _core.asanyarray(y, dtype=_core.result_type(y, 1.0))

    def near(x, y):
        with errstate(invalid='ignore'):
            return _core.less_equal(_core.abs(x - y), atol + rtol * _core.abs(y))
    whole = _core.isfinite(x), _core.isfinite(y)
    if all(_core.asanyarray(w).all() for w in whole):
        return near(x, y)
    finite = _core.asanyarray(whole[0] & whole[1])
    r = _core.zeros_like(finite, subok=True)
    ones = _core.ones_like(r)
    x, y = _core.asanyarray(x * ones), _core.asanyarray(y * ones)
    r[finite] = near(x[finite], y[finite])
    r[~finite] = x[~finite] == y[~finite]
    if equal_nan:
        r[_core.isnan(x) & _core.isnan(y)] = True
    return r[()]


def _allclose_slow(a, b, rtol, atol, equal_nan):
    return bool(_core.asanyarray(_isclose_slow(a, b, rtol, atol, equal_nan)).all())  # by the class of what is compared


# --- reductions beyond the plain ones ---

def _reduce_objects(name, x, axis, d, out, keepdims, initial, where):
    """Reductions of other elements with more than an axis."""
    from numpy import _reductions, _ufunc_methods
    initial = _reductions.ABSENT if initial is NotImplemented else initial
    if name.startswith('NAN') and 'ARG' not in name:
        return _nan_reduce_slowly(name.lower(), x, axis, d, out, keepdims, initial, where)
    if name == 'MEAN':
        return _reductions.mean(x, axis, d, out, keepdims, where)
    if name in _reductions.FOLDS:
        return _reductions.reduction(name, x, axis, d, out, keepdims, initial, where)
    name, keepdims = name.removeprefix('NAN'), bool(keepdims)
    r = _object_reduce(name, x, axis)
    if keepdims and x.ndim:
        axes = _ufunc_methods.normalized_axes(axis, x.ndim)
        shape = tuple(1 if i in axes else n for i, n in enumerate(x.shape))
        r = _core.asarray(r, None if isinstance(r, _core.generic) else getattr(r, 'dtype', x.dtype)).reshape(shape)
    return r if out is None else _reductions.put_places(name.lower(), r, out)


def _reduce_slowly(name, x, axis, d, out, keepdims, initial, where):
    from numpy import _reductions
    if isinstance(x, ndarray) and x.dtype.kind not in 'biufc':
        return _reduce_objects(name, x, axis, d, out, keepdims, initial, where)
    if isinstance(out, tuple):
        raise TypeError('output must be an array')
    from numpy import _ufuncs
    d = _ufuncs.general_dtype(d)
    if name == 'MEAN':
        return _reductions.mean(x, axis, d, out, keepdims, where)
    if name in ('ARGMAX', 'ARGMIN'):
        return _reductions.arg_extreme(name, x, axis, out, bool(keepdims))
    initial = _reductions.ABSENT if initial is NotImplemented else initial
    if name.startswith('NAN'):
        return _nan_reduce_slowly(name.lower(), x, axis, d, out, keepdims, initial, where)
    return _reductions.reduction(name, x, axis, d, out, keepdims, initial, where)


def _nan_reduce_slowly(name, x, axis, d, out, keepdims, initial, where):
    from numpy import _reductions
    from numpy.lib import nanfunctions
    words = {'dtype': d, 'out': out}
    if keepdims is not False:  # which methods of other classes may not know
        words['keepdims'] = keepdims
    if d is None or name in ('nanmax', 'nanmin', 'nanargmax', 'nanargmin'):
        del words['dtype']
    if initial is not _reductions.ABSENT:
        words['initial'] = initial
    if where is not True:
        words['where'] = where
    return getattr(nanfunctions, name)(x, axis, **words)


_INF = float('inf')


def _cumulate_slowly(sums, x, axis, d, out):
    from numpy import _reductions, _ufunc_asking, _ufunc_methods
    x = _core.asanyarray(x)
    axis, out = None if axis is None else _core._read_axis(axis), _reductions.method_out(out)
    if axis is None or x.ndim == 0 and axis in (0, -1):
        x = x if x.ndim == 1 else x.ravel()
        axis = x.ndim - 1  # of a matrix, which has two still
    elif x.ndim == 0:
        raise AxisError(axis, 1)
    d = None if d is None else _core._plain(dtype(d))  # a result in the other byte order is stored in this one
    d = None if d is None else dtype(dtype(d).char)  # only the kind of the type counts
    f = _core.add if sums else _core.multiply
    r = None if type(x) is ndarray else _ufunc_asking.asked(f, 'accumulate', (x,), (out,), {'axis': axis, 'dtype': d})
    return _ufunc_methods.accumulate(f, x, axis, d, out) if r is None else r[0]


def _variance_slowly(x, axis, d, out, ddof, keepdims, where, root):
    from numpy import _reductions, _ufuncs
    d = _ufuncs.general_dtype(d)
    return _reductions.variance(x, axis, d, out, ddof, keepdims, where, root)


def _ptp_slowly(x, axis, out, keepdims):
    from numpy import _reductions
    keepdims = keepdims is not ... and bool(keepdims)
    high = _reductions.reduction('AMAX', x, axis, None, out, keepdims)
    low = _reductions.reduction('AMIN', x, axis, None, None, keepdims)
    return _core.subtract(high, low, out=out)


# --- arrays of other elements, made and taken apart ---

def _diag_other(v, k):
    k = 0 if k is None else k
    if v.ndim == 2:
        return _core.diagonal(v, k)
    if v.ndim != 1:
        raise ValueError('Input must be 1- or 2-d.')
    n = v.size + (k if k >= 0 else -k)
    out = _core.zeros((n, n), v.dtype)
    for i in range(v.size):
        out[(i, i + k) if k >= 0 else (i - k, i)] = v[i]
    return out


def _diagflat_other(v, k):
    return _diag_other(v.ravel(), k)


def _triangle_other(m, k, upper):
    k = 0 if k is None else k
    rows, columns = _core.arange(m.shape[-2] if m.ndim > 1 else m.shape[0]), _core.arange(m.shape[-1])
    low = columns <= rows.reshape(-1, 1) + (k - 1 if upper else k)
    return _core.where(low, _core.zeros(1, m.dtype), m) if upper else _core.where(low, m, _core.zeros(1, m.dtype))


def _trace_other(a, offset, axis1, axis2, d, out):
    line = _core.diagonal(a, offset or 0, 0 if axis1 is None else axis1, 1 if axis2 is None else axis2)
    kind = '' if d is None or a.dtype.kind != 'O' else dtype(d).kind
    if kind and kind in 'SUV':
        raise TypeError('No loop matching the specified signature and casting was found for ufunc add')
    r = _core.add.reduce(line, -1, None if d is None else dtype(dtype(d).char), out)  # only the kind of the type counts
    return r.view(ndarray)[()] if isinstance(r, ndarray) and r.ndim == 0 and out is None else r


def _dtype_repeated(d, n):
    if not hasattr(n, '__index__'):
        raise TypeError(f"can't multiply sequence by non-int of type '{type(n).__name__}'")
    n = n.__index__()
    if n < 0:
        raise ValueError(f'Array length must be >= 0, not {n}')
    return dtype((d, n))


def _trace_by_method(a, offset, axis1, axis2, d, out):
    from numpy import matrix
    words = {'axis1': axis1, 'axis2': axis2, 'dtype': d, 'out': out, 'offset': offset}
    a = _core.asarray(a) if isinstance(a, matrix) else a
    return a.trace(**{k: v for k, v in words.items() if v is not None})


def _resized_records(x, shape):
    """The records of x in the order of memory in an array of another size, zeros behind them."""
    order = 'C' if x.flags.c_contiguous else 'F'
    r = _core.zeros(shape, x.dtype, order)
    line, old = r.reshape(-1, order=order), x.reshape(-1, order=order)
    n = min(line.size, old.size)
    line[:n] = old[:n]
    return r


def _zero_tail(x, start):
    """0 in the objects of the memory of x from a place on."""
    (x if x.flags.c_contiguous else x.T).reshape(-1)[start:] = 0


def _argwhere_other(x):
    places = _core.nonzero(x if x.ndim else x.reshape(1))
    r = _core.stack(places, 0).T if x.ndim else _core.zeros((len(places[0]), 0), 'i8')
    return r if r.size else _core.zeros((len(places[0]), x.ndim), 'i8')


def _flatnonzero_other(x):
    return _core.nonzero(x.ravel())[0]


def _eye_other(n, m, k, d):
    return _core.eye(n, n if m is None else m, k or 0, dtype='i8').astype(bool).astype('i8').astype(d) \
        if dtype(d).kind == 'O' else _eye_text(n, n if m is None else m, k or 0, dtype(d))


def _eye_text(n, m, k, d):
    out = _core.zeros((n, m), d if d.itemsize else d.kind + '1')
    for i in range(n):
        if 0 <= i + k < m:
            out[i, i + k] = 1
    return out


def _linspace_other(start, stop, num, endpoint, retstep, d, axis):
    r = _core.linspace(start, stop, 50 if num is None else num, endpoint is not False, bool(retstep))
    return (r[0].astype(d), r[1]) if retstep else r.astype(d)


def _arange_other(start, stop, step, d):
    if _core._is_described(dtype(d)):
        args = (0, start, 1 if step is None else step) if stop is None else (0 if start is None else start, stop, 1 if step is None else step)
        return _core.arange(*args, dtype=_core._plain(dtype(d))).astype(d)
    if dtype(d).kind != 'O':
        raise TypeError(f"arange() not supported for inputs with DType {_class_name(dtype(d))}.")
    if stop is None:
        start, stop = 0, start
    start, step = 0 if start is None else start, 1 if step is None else step
    (stop - start) / step  # by zero: the error of this division
    n = max(0, int(-(-(stop - start) // step)))
    items, delta = [start, start + step][:n], start + step - start
    while len(items) < n:
        items.append(items[-1] + delta)
    return _core._object_from_items(dtype('O'), (n,), items)


def _arange_slow(start, stop, step, d):
    """Ranges with complex ends, or with what has no difference, which fail."""
    if stop is None:
        start, stop = 0, start
    start, step = 0 if start is None else start, 1 if step is None else step
    n = (stop - start) / step
    if d is not None and dtype(d).kind != 'c':
        raise TypeError('must be real number, not complex')
    n = complex(n)
    n = max(0, min(-int(-n.real // 1), -int(-n.imag // 1)))
    return start + step * _core.arange(n).astype('c16' if d is None else d)


def _class_name(d):
    from numpy import _ufuncs
    return _ufuncs.class_text(d)


# --- writing ---

def _flat_key(key, n, storing=False):
    """A key of a flat iterator over n elements as a slice, a place or an array of places."""
    if isinstance(key, tuple) and len(key) == 1:
        key = key[0]
    if isinstance(key, (slice, type(...))):
        return key
    if isinstance(key, (list, ndarray)) or isinstance(key, _core.generic):
        ix = _core.asarray(key)
        if isinstance(key, list) and (ix.size == 0 or ix.dtype == bool):  # a list is one of places
            ix = ix.astype('i8')
        if ix.dtype == bool:
            if ix.size > n:
                raise ValueError('boolean index array has too many values' if storing else 'too many boolean indices')
            return _core.nonzero(ix.ravel())[0]
        if ix.dtype.kind in 'iu':
            bad = (ix < -n) | (ix >= n)
            if _core.any(bad):
                raise IndexError(f'index {ix[bad].ravel()[0]} is out of bounds for size {n}')
            return ix if ix.ndim else int(ix)
    elif isinstance(key, int):
        return key
    raise IndexError('unsupported iterator index')


def check_cast(x, d, casting):
    """May the array x become elements of type d? One without dimensions goes by its value."""
    if not _core.can_cast(x if x.ndim == 0 else x.dtype, d, casting):
        raise TypeError(f"Cannot cast {'array data' if x.ndim else 'scalar'} from {x.dtype!r} to {d!r} according to the rule "
                        f"'{casting}'")


def _taken(v, d):
    """Values for elements of type d: an array must be castable safely, whatever else is given becomes elements."""
    if isinstance(v, ndarray):
        check_cast(v, d, 'safe')
    return _core.array(v, d)


def _copyto(to, values, casting, where):
    """copyto where arrays have other types or shapes."""
    if not to.flags.writeable:
        raise ValueError('assignment destination is read-only')
    to = to if type(to) is ndarray else to.view(ndarray)  # whatever its class makes of assignments
    values = _core.asanyarray(values)
    from numpy import _ufunc_methods
    mask = _ufunc_methods.take_mask(where)
    check_cast(values, to.dtype, 'same_kind' if casting is None else casting)
    if values.dtype == to.dtype and _core._same_place(values, to):
        return  # onto itself, whatever the mask is
    if values.ndim == 0 and mask is not None and to.size > 1:  # is cast ahead of looking at the mask
        values = values.astype(to.dtype)
    while values.ndim > to.ndim and values.shape[0] == 1:
        values = values[0]
    try:
        shape = 'input', values.shape
        values = _core.broadcast_to(values, to.shape)
        shape = 'where mask', () if mask is None else mask.shape
        mask = mask if mask is None else _core.broadcast_to(mask, to.shape)
    except ValueError:
        raise ValueError('could not broadcast {} from shape {} into shape {}'.format(
            'where mask' if shape[0] == 'where mask' else 'input array', *(
                str(s).replace(' ', '') for s in (shape[1], to.shape)))) from None
    if mask is None:
        to[...] = values
    else:
        to[mask] = values[mask]


def _put_along_axis(x, indices, values, axis):
    """Values to places of which the indices tell those along an axis."""
    if axis is None:
        x, axis = x.flat, 0
        shape = (len(x),)
    else:
        axis, shape = normalize_axis(axis, x.ndim), x.shape
    if indices.dtype.kind not in 'iu':
        raise IndexError('`indices` must be an integer array')
    if len(shape) != indices.ndim:
        raise ValueError('`indices` and `arr` must have the same number of dimensions')
    places = [indices if i == axis else _core.arange(n).reshape((-1,) + (1,) * (len(shape) - i - 1))
              for i, n in enumerate(shape)]
    x[tuple(places)] = values


def _fill(x, value):
    """x.fill(value) of a sequence or an array, which is stored as a single element is."""
    one = _core.empty(1, x.dtype)
    one[0] = value
    x.view(ndarray)[...] = one.reshape(())


def _flat_set(flat, key, value):
    n = flat.size
    if isinstance(key, tuple) and len(key) == 1:
        key = key[0]
    if isinstance(key, (bool, _core.bool_)):
        if key:
            flat[0] = value
        return
    if isinstance(key, (int, _core.integer)):
        if not -n <= key < n:
            raise IndexError(f'index {key} is out of bounds for size {n}')
        try:
            flat[int(key)] = value
        except Exception:
            raise ValueError('Error setting single item of array.') from None
        return
    value = _core.array(value, flat.dtype).ravel()
    if value.size == 0:
        return
    key = _flat_key(key, n, True)
    n = flat[key].size
    flat[key] = value if value.size in (1, n) else value[_core.arange(n) % value.size]


def _put(x, ind, v, mode):
    if not x.flags.writeable:
        raise ValueError('put: output array is read-only')
    ind, mode = array_as(ind, 'i8').ravel(), _core._read_clip_mode(mode)
    values = _core.array(v, x.dtype).ravel()
    n = x.size
    if ind.size == 0:
        return
    if values.size == 0:
        return
    if mode == 'wrap':
        ind = ind % n
    elif mode == 'clip':
        ind = _core.minimum(_core.maximum(ind, 0), n - 1)
    else:
        bad = (ind < -n) | (ind >= n)
        if bad.any():
            raise IndexError(f'index {ind[bad][0]} is out of bounds for axis 0 with size {n}')
    if values.size < ind.size:
        values = values[_core.arange(ind.size) % values.size]
    x.flat[ind] = values[:ind.size]


def _linspace_arrays(start, stop, num, endpoint, retstep, d, axis):
    import operator
    num = operator.index(num)
    if num < 0:
        raise ValueError(f'Number of samples, {num}, must be non-negative.')
    start, stop = _core.asanyarray(start) * 1.0, _core.asanyarray(stop) * 1.0
    common = _core.result_type(start, stop, float(num)) if start.dtype.kind in 'biufc' else None
    div = num - 1 if endpoint else num
    delta = stop - start
    y = _core.arange(0, num, dtype=common or 'f8').reshape((-1,) + (1,) * _core.asarray(delta).ndim)
    if div > 0:
        step = delta / div
        y = y / div * delta if _core.any(step == 0) else y * step
    else:
        step = nan
        y = y * delta
    y = y + start
    if endpoint and num > 1:
        y[-1] = stop
    if axis != 0:
        y = _core.moveaxis(y, 0, axis)
    if d is None and common is not None:
        y = y.astype(common, copy=False)
    if d is not None:
        y = (_core.floor(y) if dtype(d).kind in 'iu' else y).astype(d, copy=False)
    return (y, step) if retstep else y


nan = float('nan')


# --- pickling ---

def _reconstruct(subtype, shape, datatype):
    if not issubclass(subtype, ndarray):
        raise TypeError('_reconstruct: First argument must be a sub-type of ndarray')
    return ndarray.__new__(subtype, shape, datatype)


_reconstruct.__module__ = 'numpy.core.multiarray'  # the name that NumPy's pickles use


# --- order ---

def _lexsort_along(keys, axis):
    """np.lexsort along another axis than the last, or of what is no sequence of keys."""
    if not hasattr(type(keys), '__len__') or len(keys) == 0:
        raise TypeError('need sequence of keys with len > 0 in lexsort')
    axis = -1 if axis is ... else operator.index(axis)
    keys = [_core.asarray(k) for k in keys]
    if keys[0].ndim == 0 and axis in (0, -1):
        return _core.asarray(0)[()]
    axis = normalize_axis(axis, keys[0].ndim)
    return _core.moveaxis(_core.lexsort([_core.moveaxis(k, axis, -1) for k in keys]), -1, axis).copy()


# --- text ---

def _array_repr_slow(x):
    from numpy import _print
    return _print.array_repr(x)


def _array_str_slow(x):
    from numpy import _print
    return _print.array_str(x)
