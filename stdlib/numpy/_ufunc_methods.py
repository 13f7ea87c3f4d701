"""The methods of ufuncs: reduce, accumulate, reduceat, outer and at, with NumPy's order of checks.

What the native part (numpy_ufunc.c) does not do at once, or could not do, is worked out here: first the arguments, then
the loop (the types computed in), then the shapes. Sum, product, extremes and the logical folds run in the engine; any
other operation is applied step by step to whole slices. Floating-point events of all steps are reported once.
"""
import contextlib
import itertools
import math
import operator
import warnings

from numpy import _core
from numpy import _object_folds, _objects, _time_dtypes, _ufunc_asking, _ufuncs
from numpy._core import dtype, ndarray
from numpy._helpers import _NoValue
from numpy._own_class import wrapped
from numpy._ufuncs import converted

_ENGINE = {'add': _core.sum, 'multiply': _core.prod, 'maximum': _core.amax, 'minimum': _core.amin,
           'logical_and': _core.all, 'logical_or': _core.any}
_FOLDS_OF_TIMES = {'add': 'SUM', 'maximum': 'AMAX', 'minimum': 'AMIN', 'fmax': 'NANMAX', 'fmin': 'NANMIN'}
_NEUTRAL = {'add': 0, 'multiply': 1, 'logical_and': True, 'logical_or': False}
_COMPARISONS = {'equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal'}
_REORDERABLE = {'add', 'multiply', 'maximum', 'minimum', 'fmax', 'fmin', 'logical_and', 'logical_or', 'logical_xor',
                'bitwise_and', 'bitwise_or', 'bitwise_xor', 'hypot', 'logaddexp', 'logaddexp2', 'gcd'}
_HALVING = {'bitwise_and', 'bitwise_or', 'bitwise_xor', 'gcd', 'maximum', 'minimum', 'fmax', 'fmin'}  # a multiple may overflow


class Collected:
    """Floating-point events inside the block are reported at its end, each once, as those of `where`; where that is None,
    events of several blocks wait for report()."""

    def __init__(self, where=None):
        self._where = where
        self._seen = [False] * 4

    def __enter__(self):
        self._old = _core._seterr(None, None, None, None)
        _core._seterr(*(mode and 6 for mode in self._old))
        return self

    def __exit__(self, kind, value, traceback):
        self.add([mode == 7 for mode in _core._seterr(*self._old)])
        if kind is None and self._where is not None:
            self.report(self._where)

    def add(self, seen):
        """More events: truth values, or those of another."""
        seen = seen._seen if isinstance(seen, Collected) else seen
        self._seen = [a or b for a, b in zip(self._seen, seen)]

    def report(self, where):
        _core._fp_report(where, *self._seen)


# --- arguments ---

def _index(axis, no_truth):
    if isinstance(axis, (bool, _core.bool_)):
        raise TypeError(no_truth)
    axis = operator.index(axis)
    if not -1 << 31 <= axis < 1 << 31:
        from numpy._helpers import check_int
        check_int(axis, ValueError, "integer won't fit into a C int")
    return axis


def normalized_axes(axis, ndim):
    """The axes to reduce, checked."""
    if axis is None:
        return tuple(range(ndim))
    from numpy._helpers import normalize_axis
    if not isinstance(axis, tuple):
        axis = _index(axis, 'an integer is required')
        return () if ndim == 0 and axis in (0, -1) else (normalize_axis(axis, ndim),)
    axes = tuple(normalize_axis(_index(a, 'integers are required for the axis tuple elements'), ndim) for a in axis)
    if len(set(axes)) != len(axes):
        raise ValueError("duplicate value in 'axis'")
    return axes


def _one_axis(method, f, x, d, axis):
    """The axis of a method that takes a single one."""
    from numpy._helpers import normalize_axis
    axes = [normalize_axis(i, x.ndim) for i in axis] if isinstance(axis, tuple) else normalized_axes(axis, x.ndim)
    if x.ndim == 0:
        raise TypeError(f'cannot {method} on a scalar')
    if x.dtype.kind in 'USV' and d is None and f.__name__ in ('maximum', 'minimum', 'fmax', 'fmin'):
        raise _objects._no_loop(f.__name__, x.dtype, x.dtype)
    if len(axes) != 1:
        raise ValueError(f'{method} does not allow multiple axes')
    return axes[0]


def take_out(out):
    if isinstance(out, tuple):
        if len(out) != 1:
            raise ValueError("The 'out' tuple must have exactly one entry per ufunc output")
        out = out[0]
    if out is not None and not isinstance(out, ndarray):
        raise TypeError('output must be an array')
    return out


def take_mask(where):
    if where is True:
        return None
    if isinstance(where, ndarray) and where.dtype.kind != 'b':
        what = 'array data' if where.ndim else 'scalar'
        raise TypeError(f"Cannot cast {what} from {where.dtype!r} to dtype('bool') according to the rule 'safe'")
    return _core.asarray(where, dtype=bool)


def flag(value):
    """keepdims=: a truth value or an integer."""
    if isinstance(value, float):
        raise TypeError('integer argument expected, got float')
    return value if isinstance(value, bool) else bool(operator.index(value))


def truth_for(x, where):
    """where=, checked and spread over x."""
    return _spread_mask(x, take_mask(where))


# --- the loop ---

def _no_fold_of_relation(name, x, out):
    """A truth value is not compared with x."""
    if out is not None and out.dtype.kind == 'b':
        return _ufuncs.no_loop(name, [out.dtype, x.dtype])
    return _ufuncs._no_such_loop(name)


def _types(f, x, d, out):
    """The types of a fold's result and of its operand."""
    name = _ufuncs.key_of(f)
    relation = name in _COMPARISONS
    if relation or name.startswith('logical'):
        if relation and x.dtype.kind in 'iufc' and d is None:
            raise _no_fold_of_relation(name, x, out)
        if d is not None and d.kind != 'b':
            raise _ufuncs._no_such_loop(name)
        return dtype(bool), dtype(bool)
    if name in ('add', 'multiply') and d is None and out is None and x.dtype.kind in 'biu' and x.dtype.itemsize < 8:
        d = dtype('u8' if x.dtype.kind == 'u' else 'i8')
    first = x if out is None else out
    if name in ('gcd', 'lcm'):
        common = d if d is not None else _core.result_type(first, x)
        if not _ufuncs.has_loop(name, common):
            wanted = d if d is not None else None if out is None else out.dtype
            raise _ufuncs.no_loop(name, [wanted, x.dtype], wanted)
    if out is not None and out.ndim == 0 and x.ndim:
        first = out.reshape(1)  # its value does not count
    if first.dtype.kind in 'USV':
        raise _objects._no_loop(name, first.dtype, x.dtype)
    loop = _ufuncs.resolve(f, [first, x], d, 'unsafe')
    if loop.out != loop.inputs[0]:
        raise _ufuncs.unsupported(name)
    return loop.inputs


# --- shapes ---

def _shape_text(shape):
    return str(tuple(shape)).replace(' ', '')


def _as_element(initial, d):
    """initial=, refused if it is no element of d."""
    if initial is None or isinstance(initial, (int, float)):
        return initial
    initial = initial.reshape(()) if isinstance(initial, ndarray) and initial.size == 1 else initial
    cell = _core.zeros((), d)
    cell[()] = initial
    return cell[()] if isinstance(initial, (ndarray, _core.generic)) else initial


def _remapped(out, axes, ndim, keepdims):
    """out's shape and where its dimensions stand among the operand's, as messages show them."""
    values = list(out.shape)
    if not keepdims:
        left = iter(out.shape)
        values = [None if i in axes else next(left, None) for i in range(ndim)]
    n = len(values)
    while values and values[0] is None:
        values.pop(0)
    text = '(' + ','.join('newaxis' if v is None else str(v) for v in values) + (',' if n == 1 and values else '') + ')'
    return f'{_shape_text(out.shape)}->{text}'


def _check_out(name, out, x, axes, keepdims, mask):
    """Does out fit the result of reducing x under the mask? In the order in which NumPy's iterator looks."""
    expected = x.ndim if keepdims else x.ndim - len(axes)
    if out.ndim != expected:
        raise ValueError(f'output parameter for reduction operation {name} has the wrong number of dimensions: Found '
                         f'{out.ndim} but expected {expected}' +
                         (" (must match the operand's when keepdims=True)" if keepdims else ''))
    places = [i for i in range(x.ndim) if keepdims or i not in axes]  # where out's dimensions stand among those of x
    lengths = list(x.shape)

    def meet(dimensions):
        for i, n in dimensions:
            if n != 1 and lengths[i] not in (1, n):
                raise _misfit(name, out, x, axes, keepdims, mask)
            lengths[i] = n if lengths[i] == 1 else lengths[i]

    meet(zip(places, out.shape))
    if mask is not None:
        if mask.ndim > x.ndim:
            raise ValueError('input operand has more dimensions than allowed by the axis remapping')
        meet(enumerate(mask.shape, x.ndim - mask.ndim))
    for k in reversed(range(out.ndim)):
        i, n = places[k], out.shape[k]
        if i in axes and n != 1:
            raise ValueError(f'operand was set up as a reduction along axis {i}, but the length of the axis is {n} (it has to '
                             'be 1)')
        if i not in axes and n == 1 != lengths[i]:
            raise ValueError(f'output operand requires a reduction along dimension {k}, but the reduction is not enabled. The '
                             'dimension size of 1 does not match the expected output shape.')
    if tuple(lengths) != x.shape:
        raise ValueError(f"non-broadcastable operand with shape {_shape_text(x.shape)} doesn't match the broadcast shape "
                         f'{_shape_text(lengths)}')
    if not out.flags.writeable:
        raise ValueError('output array is read-only')


def _misfit(name, out, x, axes, keepdims, mask):
    texts = [_remapped(out, axes, x.ndim, keepdims), _shape_text(x.shape)]
    texts += [] if mask is None else [_shape_text(mask.shape)]
    return ValueError('operands could not be broadcast together with remapped shapes [original->remapped]: ' +
                      ' '.join(texts) + ' ')


def _remapped_operand(x):
    return f'{_shape_text(x.shape)}->{_shape_text(x.shape)}'


def _spread_mask(x, mask):
    if mask.ndim > x.ndim:
        raise ValueError('input operand has more dimensions than allowed by the axis remapping')
    try:
        shape = _core.broadcast_shapes(x.shape, mask.shape)
    except ValueError:
        raise ValueError('operands could not be broadcast together with remapped shapes [original->remapped]: '
                         f'{_shape_text(x.shape)} {_shape_text(mask.shape)} ') from None
    if shape != x.shape:
        raise ValueError(f"non-broadcastable operand with shape {_shape_text(x.shape)} doesn't match the broadcast "
                         f'shape {_shape_text(shape)}')
    return _core.broadcast_to(mask, shape)


# --- reduce ---

def reduce(f, x, axis=0, d=None, out=None, keepdims=False, initial=None, has_initial=False, where=True):
    """f.reduce; axis None reduces all."""
    r = _reduced(f, x, axis, d, out, keepdims, initial, has_initial, where)
    other = type(x) not in (ndarray, type(r)) and out is None and (isinstance(x, ndarray) or hasattr(type(x), '__array_wrap__'))
    return wrapped(x, _core.asarray(r, None if isinstance(r, (ndarray, _core.generic)) else 'O'), None) if other else r


def _reduced(f, x, axis, d, out, keepdims, initial, has_initial, where):
    if initial is _NoValue:
        initial, has_initial = None, False
    out, keepdims, mask = take_out(out), flag(keepdims), take_mask(where)
    x = _core.asarray(x)
    d = _ufuncs.general_dtype(d)
    axes = normalized_axes(axis, x.ndim)
    x, d = _with_loop(f, 'reduce', x, d, out)
    objects = x.dtype.kind == 'O' and x.size > 0  # have no identity
    as_numbers = x.dtype.kind == 'O' and d is not None and d.kind in 'biufc' and _core._rule_of(f) is None
    if x.dtype.kind not in 'biufc' and not as_numbers or d is not None and d.kind == 'O':
        return _reduce_others(f, x, axes, d, out, keepdims, initial, has_initial, mask)
    name = _ufuncs.key_of(f)
    first, second = _types(f, x, d, out)
    holder = first if out is None else out.dtype    # what begins a fold lies in the output first
    start = _as_element(initial, holder) if has_initial else None if objects else f.identity
    if len(axes) > 1 and name not in _REORDERABLE:
        raise ValueError(f"reduction operation '{name}' is not reorderable, so at most one axis may be specified")
    if mask is not None and start is None:
        raise ValueError(f"reduction operation '{name}' does not have an identity, so to use a where mask one has to "
                         "specify 'initial'")
    if out is not None:
        _check_out(name, out, x, axes, keepdims, mask)
    if mask is not None:
        mask = _spread_mask(x, mask)
    kept = tuple(1 if i in axes else n for i, n in enumerate(x.shape) if keepdims or i not in axes)
    for _ in range(_extra_casts(x.dtype, second, first, out)):
        warn_discarded()
    heads = tuple(slice(0, 1) if i in axes else slice(None) for i in range(x.ndim))
    given = x = _core._native(x)
    apart = has_initial and holder != first
    told = apart and _discards(first, holder)
    if told:  # of the casts of result and operand, before anything is cast
        warn_discarded()
    if apart and _discards(x.dtype, second):
        warn_discarded()
        x = x.real
    if apart:
        cell = _core.zeros((), holder)
        cell[()] = start
        start = _core.asarray(cell)
        start = (start.real if _discards(holder, first) else start).astype(first)
    events = Collected()
    if start is None and _discards(x.dtype, second) and (x.size or 0 in kept):
        warn_discarded()  # the first elements are copied apart from the others
        warn_discarded()
        x = x.real
    if start is None and _loses_numbers(x, second):
        x = _first_converted(x, second, heads, x.ndim - 1 in axes or not axes, events)
    if x.ndim == 0:
        x = converted(x, second)
    with events:
        x = converted(x, second)
    given = x if as_numbers else given
    lost = start is None and out is not None and _discards(first, out.dtype)
    if lost:  # told of both casts before the first of them
        warn_discarded()
        if x.size or 0 in kept:
            warn_discarded()
    if start is None and out is not None and out.dtype != first:
        if first == 'f2' or all(x.shape[i] == 1 for i in axes):
            with events:  # no loop puts out of the way what the first elements caused: it counts for the fold as well
                _through_output(x, out.dtype, heads)
        x = _through_output(x, out.dtype, heads)
    with events:
        if first == second == 'f2' and name in ('add', 'multiply') and start is not None and x.size:
            r = _fold_rounding(name, x, axes, start, mask, given.dtype != 'f2' or out is not None and out.dtype != 'f2')
            if name == 'add' and has_initial and _core.signbit(start):
                _keep_negative_zeros(r, x, axes, mask)
        else:
            r = _fold(f, name, x, first, axes, kept, start, has_initial, mask)
        if given.size and r.ndim > 1 and not given.flags.c_contiguous and type(r) is ndarray:
            r = _like_rest(given, axes, r)
        if keepdims:
            r = r.reshape(kept)
        if out is not None:
            out[...] = converted(r.real if lost or told else r, out.dtype)
    events.report('reduce')
    if out is not None:
        return out
    return r[()] if r.ndim == 0 and type(r) is ndarray else r


def _like_rest(x, axes, r):
    """r in the memory order of what reducing axes leaves of x."""
    to = _core._like_operand(x[tuple(0 if i in axes else slice(None) for i in range(x.ndim))], r.dtype)
    to[...] = r
    return to


def _discards(a, b):
    return a.kind == 'c' and b.kind not in 'cbO'


def _extra_casts(own, second, first, out):
    """How often NumPy discards imaginary parts beyond the casts of operand and result: to read what an output held."""
    return out is not None and _discards(out.dtype, first)


def _loses_numbers(x, d):
    """May a cast to d be an event of its own?"""
    return x.dtype.kind in 'fc' and d.kind in 'iu' and x.size > 0


def _first_converted(x, d, heads, again, events):
    """x converted to d: the elements that a fold begins with are cast apart from the others, or once more with them."""
    first = converted(x[heads], d)
    rest = x.copy('K')
    if not again:
        rest[heads] = 0
    with events:
        r = converted(rest, d)
    r[heads] = first
    return r


def _through_output(x, d, heads):
    """x with the first elements as an output of type d holds them, from where they are read again."""
    x = x.copy('K')
    first = x[heads].real if _discards(x.dtype, d) else x[heads]
    x[heads] = first.astype(d).astype(x.dtype)
    return x


def warn_discarded():
    """What a cast from complex to real numbers warns of."""
    _core.asarray(1j).astype(float)


def _packed(value, d):
    """A value as an array of type d without dimensions, as an element is set."""
    if d.kind == 'b' and not isinstance(value, (ndarray, _core.generic)):
        return _core.asarray(bool(value))
    if d.kind == 'c' and isinstance(value, (list, tuple)):
        raise TypeError(f'must be real number, not {type(value).__name__}')
    if d.kind in 'iu' and isinstance(value, float):
        value = int(value)
    value = _core.asarray(value)
    if value.ndim:
        raise ValueError('setting an array element with a sequence.')
    return value.astype(d)


def _fold(f, name, x, d, axes, kept, start, has_initial, mask):
    """The array of results, of type d."""
    if start is not None:
        start = _packed(start, d)
    empty = any(x.shape[a] == 0 for a in axes)
    if empty and start is None:
        raise ValueError(f'zero-size array to reduction operation {name} which has no identity')
    if empty:
        return _core.full(tuple(n for i, n in enumerate(x.shape) if i not in axes), 0 if start is None else start, d)
    if name == 'multiply' and has_initial and start is not None and mask is None and x.ndim:
        # the start takes part in the first product, which tells in its rounding and its events
        if len(axes) != 1:
            x, axes = _rows(x, axes), (0,)
        shape = x.shape[:axes[0]] + (1,) + x.shape[axes[0] + 1:]
        order = 'F' if x.flags.fnc else 'C'
        x = _core.concatenate((_core.full(shape, start.astype(x.dtype), order=order), x), axes[0])
        has_initial = False
    # (of complex numbers a product with the neutral 1 is another: the signs of zeros)
    if name in _ENGINE and x.dtype.kind != 'c' or name == 'add' or name == 'multiply' and mask is None:
        if mask is not None:
            x = _core.where(mask, x, _core.asarray(_NEUTRAL.get(name, start), x.dtype))
        if axes:
            r = _core.asanyarray(_ENGINE[name](x, axes, **({'dtype': d} if name in ('add', 'multiply') else {})))
        else:
            r = _core._like_operand(x, x.dtype)
            r[...] = x if name == 'add' or has_initial or start is None else f(start, x)
        if name == 'add' and has_initial and x.dtype.kind in 'fc':
            _keep_negative_zeros(r, x, axes, mask)
        return converted(_core.asanyarray(f(start, r)) if has_initial and start is not None else r, d)
    if not axes and mask is None:
        r = _core._like_operand(x, x.dtype)
        r[...] = x
        return converted(_core.asanyarray(r if start is None else f(start, r)), d)
    if len(axes) == 1:
        rows = _core.moveaxis(x, axes[0], 0)
        masks = None if mask is None else _core.moveaxis(mask, axes[0], 0)
    else:
        rows, masks = _rows(x, axes), None if mask is None else _rows(mask, axes)
    return converted(_core.asanyarray(_fold_rows(f, name, rows, start, masks)), d)


def _keep_negative_zeros(sums, x, axes, mask):
    """Sums that begin with the 0 of a fold never are -0.0; those that begin with another start are where all elements are."""
    parts = [(sums.real, x.real), (sums.imag, x.imag)] if x.dtype.kind == 'c' else [(sums, x)]
    for part, elements in parts:
        if not (part == 0).any():
            continue
        negative = (elements == 0) & _core.signbit(elements)
        if mask is not None:
            negative |= ~mask
        part[...] = _core.where((part == 0) & _core.all(negative, axes), _core.asarray(-0.0, part.dtype), part)


def _fold_rounding(name, x, axes, start, mask, buffered):
    """A sum or product in half precision: the loop computes in float along the innermost dimension, and rounds between."""
    order = sorted((i for i in range(x.ndim) if x.shape[i] > 1), key=lambda i: (abs(x.strides[i]), -i))
    buffered = buffered or set(order) <= set(axes) or any(x.strides[i] < 0 < x.shape[i] - 1 for i in axes)
    inner = []  # dimensions that the iterator takes as one
    for i in order:
        if i not in axes or inner and not buffered and x.strides[i] != x.strides[inner[-1]] * x.shape[inner[-1]]:
            break
        inner.append(i)
    outer = [i for i in order if i in axes and i not in inner]
    rest = [i for i in range(x.ndim) if i not in axes]
    alone = [i for i in axes if x.shape[i] == 1]
    steps, length = (math.prod(x.shape[i] for i in some) for some in (outer, inner))
    shape = (steps, *(x.shape[i] for i in rest), length)
    rows, masks = (None if v is None else v.transpose(outer[::-1] + rest + alone + inner[::-1]).reshape(shape)
                   for v in (x, mask))
    width = _object_folds.BUFFER
    r = _core.full(shape[1:-1], _packed(start, dtype('f2')))
    for k, row in enumerate(rows):
        for i in range(0, length, width):
            part = _core.ascontiguousarray(row[..., i:i + width], 'f4')
            if mask is None:
                r = _rounded_step(name, r, part)
            elif length == 1:
                r = _core.where(masks[k, ..., 0], _rounded_step(name, r, part), r)
            else:
                _masked_steps(name, r, part, masks[k, ..., i:i + width])
    return r


def _rounded_step(name, r, part):
    if name == 'add':
        return _core.asarray(r.astype('f4') + _core.sum(part, -1)).astype('f2')
    return _core.asarray(_core.prod(_core.concatenate((r[..., None].astype('f4'), part), -1), -1)).astype('f2')


def _masked_steps(name, r, part, mask):
    """What takes part is a run of its own between two elements that do not."""
    for cell in itertools.product(*map(range, r.shape)):
        i = 0
        for takes_part, run in itertools.groupby(mask[cell].tolist()):
            n = len(list(run))
            if takes_part:
                r[cell] = _rounded_step(name, _core.asarray(r[cell]), part[cell][i:i + n])
            i += n


def _rows(x, axes):
    """x with the reduced dimensions as the first one."""
    rest = [i for i in range(x.ndim) if i not in axes]
    length = math.prod(x.shape[i] for i in axes)
    return x.transpose(list(axes) + rest).reshape((length,) + tuple(x.shape[i] for i in rest))


def _fold_rows(f, name, rows, start, masks):
    if start is None and masks is None and len(rows) > 8 and name in _HALVING:
        return _fold_halves(f, rows)
    first = 0
    if start is None:
        r, first = rows[0], 1
    else:
        r = _core.empty(rows.shape[1:], start.dtype) if not len(rows) else _core._like_operand(rows[0], start.dtype)
        r[...] = start
        r = r[()]
    for i in range(first, len(rows)):
        if masks is None or masks[i].all():
            r = f(r, rows[i])
        elif masks[i].any():  # what is left out has no events
            step = r.copy()
            step[masks[i]] = f(r[masks[i]], rows[i][masks[i]])
            r = _core.where(masks[i], step, r)
    return r.copy('K') if isinstance(r, ndarray) and len(rows) == 1 else r


def _fold_halves(f, rows):
    """For associative operations: pairs at once."""
    while len(rows) > 1:
        n = len(rows)
        half = f(rows[:n // 2], rows[n // 2:n // 2 * 2])
        rows = half if n % 2 == 0 else _core.concatenate((half, rows[n - 1:]))
    return rows[0]


def _with_loop(f, method, x, d, out):
    """The operand and the type of the results, if one is asked for, of a fold of times or objects, for which there is a loop."""
    kind, key = x.dtype.kind, _ufuncs.key_of(f)
    if _core._rule_of(f) is not None:
        return x.astype(object, copy=False), dtype('O')
    if d is not None and d.kind in 'mM':
        d = _time_dtypes.loop(f, x, d)
    logical, relation = key.startswith('logical_'), key in _COMPARISONS
    if (kind in 'US' and (logical or relation) or kind == 'V' and relation) and (d is None or d.kind != 'O'):
        if d is None and (logical or kind == 'V'):
            raise _ufuncs.no_loop(f.__name__, [None, x.dtype])
        if d is None:
            raise _no_fold_of_relation(f.__name__, x, out)
        if d.kind != 'b':
            raise _ufuncs._no_such_loop(f.__name__)
        return x if kind == 'V' else x.astype(bool), d
    if kind in 'USV' and d is not None and d.kind in 'biufc' and not logical and not relation:
        if key == 'subtract' and d.kind == 'b' and kind != 'V':
            raise _ufuncs._no_truth(key)
        if not _ufuncs.has_loop(key, d) and key not in _ufuncs._UNIFORM:
            raise _ufuncs._no_such_loop(f.__name__)
    if kind not in 'mMO':
        return x, d
    if kind != 'O' and key in _ufuncs._TIMED:
        d = None  # what is folded decides
    if d is not None and d.kind in 'biufc' and (d.kind != 'b' if logical or relation else not _ufuncs.has_loop(key, d)):
        raise _ufuncs._no_such_loop(f.__name__)
    if relation and d is None and (kind != 'O' or out is not None):
        raise _no_fold_of_relation(f.__name__, x, out)
    if kind == 'O':
        if d is None and not _ufuncs.has_loop(key, x.dtype):
            raise _ufuncs.unsupported(f.__name__)
    elif logical and (d is None or d.kind == 'b'):
        x = x.astype(bool)
    elif d is None:
        first = x if out is None or out.dtype.kind in 'iuO' else out
        r = _core.asanyarray(f(first.ravel()[:0], x.ravel()[:0])).dtype
        if r != x.dtype.newbyteorder('=') or first.dtype.kind not in 'mM':
            raise TypeError(f'the resolved dtypes are not compatible with {f.__name__}.{method}. Resolved ({first.dtype!r}, '
                            f'{x.dtype!r}, {r!r})')
    return x, d


def _reduce_others(f, x, axes, d, out, keepdims, initial, has_initial, mask):
    """Objects and text."""
    if x.dtype.kind == 'V' and f.__name__.startswith('logical_') and (d is None or d.kind == 'b'):
        _object_folds.check_truths(x)
    made = x.dtype.kind != 'O'  # objects begin with the first of them, what is made objects with the identity
    if d is not None and x.dtype.names is not None and d.kind in 'biufc':
        raise _ufuncs._cast_error(f.__name__, 'input 0', x.dtype, d, 'unsafe')
    if d is not None:
        x = x.astype(d, copy=False)
    made = made and x.dtype.kind == 'O'
    if x.dtype.kind in 'USMV' and not f.__name__.startswith('logical_'):
        first = x if out is None or x.dtype.kind in 'mM' else out
        f(first.ravel()[:0], x.ravel()[:0])  # refuses what it has no loop for, where no step would
    elif x.dtype.kind == 'O' and d is None and out is not None and out.dtype.kind in 'mM':
        f(out.ravel()[:0], x.ravel()[:0])
    rule = _core._rule_of(f)
    if len(axes) > 1 and not (_ufuncs.key_of(f) in _REORDERABLE if rule is None else rule.reorderable):
        raise ValueError(f"reduction operation '{f.__name__}' is not reorderable, so at most one axis may be specified")
    start, logical = initial if has_initial else None, f.__name__.startswith('logical_')
    if mask is not None and start is None and (x.dtype.kind == 'O' and x.size or f.identity is None):
        raise ValueError(f"reduction operation '{f.__name__}' does not have an identity, so to use a where mask one has to "
                         "specify 'initial'")
    if out is not None:
        _check_out(f.__name__, out, x, axes, keepdims, mask)
    axes = sorted(axes, key=lambda i: (-abs(x.strides[i]), i))  # as they lie in memory
    rest = [i for i in range(x.ndim) if i not in axes]
    width = math.prod(x.shape[i] for i in rest)
    length = math.prod(x.shape[i] for i in axes)
    rows = x.transpose(axes + rest).reshape(length, width)
    if mask is not None:
        mask = _spread_mask(x, mask).transpose(axes + rest).reshape(length, width)
    if length == 0 and start is None and f.identity is None:
        raise ValueError(f'zero-size array to reduction operation {f.__name__} which has no identity')
    if start is None and (length == 0 or mask is not None or rule is not None or made or logical and x.dtype.kind != 'O'):
        start = f.identity
    plain = start is None and mask is None and length
    if x.dtype.kind in 'mM' and plain and f.__name__ in _FOLDS_OF_TIMES:
        from numpy import _datetime
        r = _core.asarray(_datetime.reduce(_FOLDS_OF_TIMES[f.__name__], x, tuple(axes)))
    elif x.dtype.kind == 'O' and width and length and out is not None and out.dtype.kind != 'O':
        r = _object_folds.fold_through(out.dtype, f, rows, _object_folds.rows_of_buffers(x, axes), start, mask)
    elif x.dtype.kind == 'O' and width:
        r = _object_folds.fold(f, rows, start, mask, order=_object_folds.order_of(x, axes, rest))
    else:
        r = _fold_others(f, rows, start, mask, bool if logical and x.dtype.kind != 'O' else x.dtype)
    r = r.reshape([x.shape[i] for i in rest])
    if r.ndim > 1 and r.dtype.kind == 'O' and not x.flags.c_contiguous:
        r = _objects._like_operands(r, x[tuple(0 if i in axes else slice(None) for i in range(x.ndim))])
    if keepdims:
        r = r.reshape([1 if i in axes else n for i, n in enumerate(x.shape)])
    if out is not None:
        out[...] = r
        return out
    return r[()]


def _fold_others(f, rows, start, masks, d):
    """The rows from the first to the last, each of a dimension: results of objects stay objects."""
    if start is None:
        r, first = rows[0].copy(), 1
    else:
        r, first = _core.empty(rows.shape[1], d), 0
        r.fill(start)
    for i in range(first, len(rows)):
        step = f(r, rows[i]).astype(d, copy=False)
        r = step if masks is None else _core.where(masks[i], step, r)
    return r


# --- accumulate, reduceat ---

def _place_of_sums(out, x, axis, cast):
    """The part of out that partial results of x go to; None if there are none."""
    k, n = out.ndim, x.ndim
    if k < n:
        raise ValueError(f'Iterator input op_axes[0][{n - 1 - k}] (=={k}) is not a valid axis of op[0], which has {k} '
                         'dimensions ')
    if n == 1 and not cast and not _core.may_share_memory(out, x):  # without an iterator
        if not (x.size and out.size):
            return None
        if out.shape != x.shape:
            raise ValueError('provided out is the wrong size for the accumulation.')
    own = out.shape[:n]
    try:
        whole = _core.broadcast_shapes(own, x.shape)
    except ValueError:
        raise ValueError('operands could not be broadcast together with remapped shapes [original->remapped]: '
                         f'{_shape_text(out.shape)}->{_shape_text(own)} {_remapped_operand(x)} ') from None
    if whole != own:
        raise ValueError(f'non-broadcastable output operand with shape {_shape_text(out.shape)} [remapped to '
                         f"{_shape_text(own[::-1])}] doesn't match the broadcast shape {_shape_text(whole)}")
    if not out.flags.writeable:
        raise ValueError('output array is read-only')
    along = (slice(None),) * axis + (slice(x.shape[axis]),) + (slice(None),) * (n - 1 - axis)
    return out[along + (0,) * (k - n)] if x.size and out.size else None


def accumulate(f, x, axis=0, d=None, out=None):
    """All the partial results of a fold."""
    if type(x) is not ndarray and isinstance(x, ndarray):
        r = accumulate(f, x.view(ndarray), axis, d, out)
        return r if out is not None else wrapped(x, r, None)
    out = take_out(out)
    if hasattr(type(x), '__array_wrap__') and not isinstance(x, (ndarray, _core.generic)) and out is None:
        return wrapped(x, accumulate(f, _core.asarray(x), axis, d), None)
    x = _core.asanyarray(x)
    d = _ufuncs.general_dtype(d)
    axis = _one_axis('accumulate', f, x, d, axis)
    x, d = _with_loop(f, 'accumulate', x, d, out)
    if d is not None and _core._rule_of(f) is None:
        x = _as_asked(f, x, d)
    if x.dtype.kind == 'O' and d is None and out is not None and out.dtype.kind in 'mM':
        f(out.ravel()[:0], x.ravel()[:0])  # refuses what it has no loop for
    given, whole = x, out
    plain = x.dtype.kind in 'biufc'
    first, second = _types(f, x, d, out) if plain else (x.dtype, x.dtype if d is None else d)
    if out is not None:
        out = _place_of_sums(out, x, axis, x.dtype != out.dtype or first != out.dtype)
        spread = whole.ndim == x.ndim and x.shape[axis] == 1 < whole.shape[axis]  # one element, which reads no output
        if plain and not spread and _extra_casts(x.dtype, second, first, whole):
            warn_discarded()
        if out is None and plain and _discards(first, whole.dtype):
            warn_discarded()
    name, events, run = _ufuncs.key_of(f), Collected(), None
    x = _core._native(converted(x, second)) if plain else x.astype(second, copy=False)
    if x.dtype.kind == 'O' and x.size:
        rows = _core.moveaxis(x, axis, 0)
        run = _object_folds.running(f, rows.reshape(len(rows), -1)).reshape(rows.shape)
    with events:
        r = _core._like_operand(_core._native(given), first) if plain else _results_like(given)
        if name in ('add', 'multiply') and x.dtype.kind in 'biufc':
            r[...] = (_core.cumsum if name == 'add' else _core.cumprod)(_core.ascontiguousarray(x), axis)
        elif run is not None:
            _core.moveaxis(r, axis, 0)[...] = run
        else:
            rows, results = _core.moveaxis(x, axis, 0), _core.moveaxis(r, axis, 0)
            if not plain and x.ndim == 1:  # as arrays, whose loop is that of their type
                rows, results = rows[:, None], results[:, None]
            last = None
            for i in range(len(rows)):
                last = rows[i] if i == 0 else f(last, rows[i])
                results[i] = last
    if out is not None:
        with Collected('cast') as cast:
            if plain and first != out.dtype and out.shape[axis] > 0 and out.size < whole.size and whole.ndim == x.ndim and \
                    not _discards(first, out.dtype):
                whole[...] = converted(whole, first)  # passes through the type that is computed in as a whole
            out[...] = converted(r, out.dtype)
        events.add(cast)
    events.report('accumulate')
    return r if whole is None else whole


def _as_asked(f, x, d):
    """What is folded as the type that is asked for, where that is another kind of type."""
    if d.kind == 'O' or x.dtype.kind in 'OUSmM' and d.kind in 'biufc':
        return x.astype(d, copy=False)
    if x.dtype.kind == 'V' and d.kind in 'biufc':
        raise _ufuncs._cast_error(f.__name__, 'input 0', x.dtype, d, 'unsafe')
    return x


def _results_like(x):
    if x.dtype.kind != 'O' or x.ndim < 2:
        return _core.empty_like(x)
    return _core.empty_like(_core._like_operand(_objects._codes(x), dtype(bool)), dtype=x.dtype)


def _ordered_like(x, axis, shape, d):
    """An array of another length along an axis, the other dimensions in the order that they have in x."""
    if x.dtype.kind not in 'biufcOmM' or not x.size:
        return _core.empty(shape, d)
    plain = x.dtype.kind in 'biufc'
    places = _core._native(x) if plain else _objects._codes(x) if x.dtype.kind == 'O' else x.view('i8')
    one = places[(slice(None),) * axis + (slice(0, 1),)]
    r = _core._like_operand(_core.broadcast_to(one, shape), d if plain else dtype(bool))
    return r if plain else _core.empty_like(r, dtype=d)


def reduceat(f, x, indices, axis=0, d=None, out=None):
    """Folds of the slices between the indices."""
    out = take_out(out)
    if out is None and type(x) is not ndarray and not isinstance(x, _core.generic) and hasattr(type(x), '__array_wrap__'):
        return wrapped(x, reduceat(f, _core.asarray(x), indices, axis, d), None)
    x = _core.asanyarray(x)
    indices = _core.asarray(indices)
    if not _core.can_cast(indices.dtype, 'i8', 'safe') and indices.size:
        raise TypeError(f"Cannot cast array data from {indices.dtype!r} to dtype('int64') according to the rule 'safe'")
    if indices.ndim != 1:
        raise ValueError('object too deep for desired array' if indices.ndim > 1
                         else 'object of too small depth for desired array')
    d = _ufuncs.general_dtype(d)
    axis = _one_axis('reduceat', f, x, d, axis)
    n, places = x.shape[axis], indices.tolist()
    name = _ufuncs.key_of(f)
    for i in places:
        if not 0 <= i < n:
            raise IndexError(f'index {i} out-of-bounds in {name}.reduceat [0, {n})')
    first, given = x.dtype, x
    if _core._rule_of(f) is not None:
        x = given = x.astype(object, copy=False)
        first = x.dtype
    else:
        x, d = _with_loop(f, 'reduceat', x, d, out)
        x = given = x if d is None else _as_asked(f, x, d)
        first = x.dtype
    if x.dtype.kind in 'biufc':
        first, second = _types(f, x, d, out)
        x = converted(x, second)
    elif x.dtype.kind in 'mM':
        f(x.ravel()[:0], x.ravel()[:0])  # refuses what it has no loop for
    shape = x.shape[:axis] + (len(places),) + x.shape[axis + 1:]
    if out is not None and out.shape != shape:
        _place_of_sums(out, _core.empty(shape, first), axis, False)
    objects = x.dtype.kind == 'O' and x.size > 0
    with contextlib.nullcontext() if objects else Collected('reduceat'):
        r = _ordered_like(given, axis, shape, first)
        rows, results = _core.moveaxis(x, axis, 0), _core.moveaxis(r, axis, 0)
        for k, i in enumerate(places):
            end = places[k + 1] if k + 1 < len(places) else n
            if objects:
                part = rows[i:max(end, i + 1)]
                items = _object_folds.fold(f, part.reshape(len(part), -1), where='reduceat')
                results[k:k + 1] = items.reshape(results[k:k + 1].shape)
                continue
            results[k] = rows[i] if end <= i + 1 else \
                _fold_rows(f, name, rows[i:end], None, None) if name not in _ENGINE or x.dtype.kind not in 'biuf' else \
                _ENGINE[name](rows[i:end], 0)
        if out is not None:
            out[...] = converted(r, out.dtype)
            return out
    return r


# --- outer, at ---

def outer(f, a, b, **kwargs):
    """f of every pair of elements."""
    if 'sig' in kwargs:
        if 'signature' in kwargs:
            raise TypeError("cannot specify both 'sig' and 'signature'")
        kwargs['signature'] = kwargs.pop('sig')
    words = dict(kwargs)
    r = _ufunc_asking.asked(f, 'outer', (a, b), _ufunc_asking.outputs(f, (), words), words)
    if r is not None:
        return r[0]
    a, b = _operand_of_outer(f, a, 'first'), _operand_of_outer(f, b, 'second')
    if a.ndim + b.ndim > 32:
        raise ValueError(f'maximum supported dimension for an ndarray is 32, but `{f.__name__}.outer()` result would have '
                         f'{a.ndim + b.ndim}.')
    shape = a.shape + (1,) * b.ndim
    spread = a.reshape(shape)
    if spread.shape != shape:
        raise TypeError(f"{f.__name__}.outer() called with ndarray-subclass of type '{type(a).__name__}' which modified its "
                        'shape after a reshape. `outer()` relies on reshaping the inputs and is for example not supported for '
                        "the 'np.matrix' class (the usage of matrix is generally discouraged). To work around this issue, "
                        'please convert the inputs to numpy arrays.')
    return f(spread, b, **kwargs)


def _operand_of_outer(f, x, which):
    if type(x) is ndarray or not _is_matrix(x):
        return _core.asanyarray(x)
    warnings.warn(f'{f.__name__}.outer() was passed a numpy matrix as {which} argument. Special handling of matrix is deprecated '
                  'and will result in an error in most cases. Please convert the matrix to a NumPy array to retain the old '
                  'behaviour. You can use `matrix.A` to achieve this.', DeprecationWarning, 3)
    return _core.asarray(x)


def _is_matrix(x):
    import sys
    module = sys.modules.get('numpy._matrix')
    return module is not None and isinstance(x, module.matrix)


def _take_second(f, b, shape):
    b = _core.asarray(b)
    try:
        return b, _core.broadcast_to(b, shape).ravel()
    except ValueError:
        raise ValueError('array is not broadcastable to correct shape') from None


def at(f, x, indices, b=None):
    """x[indices] = f(x[indices], b), where an element named twice changes twice."""
    if f.nin == 2 and b is None:
        raise ValueError('second operand needed for ufunc')
    if f.signature is not None:
        raise TypeError(f'{f.__name__}.at does not support ufunc with non-trivial signature: {f.__name__} has signature '
                        f'{f.signature}.')
    picked = _core.asarray(_core.arange(x.size).reshape(x.shape)[indices])
    places = picked.ravel()
    operands = [x]
    if not x.flags.writeable:
        raise ValueError('operand array with iterator write flag set is read-only')
    if f.nin == 2:
        second, values = _take_second(f, b, picked.shape)
        if isinstance(values, ndarray) and _core.may_share_memory(values, x):
            values = values.copy()
        operands.append(second)
    plain = all(o.dtype.kind in 'biufc' for o in operands)
    types = _ufuncs.resolve(f, operands, None, 'unsafe').inputs if plain else None
    flat = x.reshape(-1) if x.flags.c_contiguous else x.ravel()
    if not plain and not places.size:
        f(*(o.ravel()[:0] for o in operands))  # a loop is looked for all the same
    with Collected('at'):
        for some in _rounds(places):
            inputs = [flat[places[some]]] + ([values[some]] if f.nin == 2 else [])
            if plain:
                inputs = [converted(v, t) for v, t in zip(inputs, types)]
            r = _core.asarray(f(*inputs))
            flat[places[some]] = converted(r, x.dtype) if plain or r.dtype.kind == 'b' else r
    if not x.flags.c_contiguous:
        x[...] = flat.reshape(x.shape)


def _rounds(places):
    """Selections of places, none of which has one twice: first occurrences, second ones, and so on."""
    if places.size == 0:
        return
    order = places.argsort(kind='stable')
    ranked = places[order]
    starts = _core.concatenate((_core.ones(1, bool), ranked[1:] != ranked[:-1]))
    if starts.all():
        yield slice(None)
        return
    i = _core.arange(places.size)
    rank = i - accumulate(_core.maximum, _core.where(starts, i, 0))
    for k in range(int(rank.max()) + 1):
        yield order[rank == k]


# --- resolve_dtypes ---

def resolve_dtypes(f, dtypes, signature=None, casting=None, reduction=False):
    """The types of operands and results that a call with operands of these types computes in; a class stands for a number of
    Python, whose type gives way."""
    if type(dtypes) is not tuple or len(dtypes) != f.nargs:
        raise TypeError('resolve_dtypes: The dtypes must be a tuple of `ufunc.nargs` length.')
    for d in dtypes:
        if d is not None and not isinstance(d, dtype) and not any(d is t for t in (int, float, complex)):
            raise TypeError('Provided dtype must be a valid NumPy dtype, int, float, complex, or None.')
    given = list(dtypes[:f.nin])
    if reduction and given[0] is None:
        given[0] = given[-1]
    if any(d is None for d in given):
        raise TypeError('All input dtypes must be provided (except the first one in reductions)')
    if f.nout != 1 or any(isinstance(d, dtype) and d.kind not in 'biufc' for d in given):
        raise NotImplementedError(f'numpy.ufunc.resolve_dtypes of {f.__name__} for {dtypes}')
    casting = casting or 'same_kind'
    operands = [_core.zeros(1, d) if isinstance(d, dtype) else _core.asarray(d(0)) for d in given]
    from numpy import _ufunc_signature
    wanted = None if signature is None else _ufunc_signature.read(f, _ufunc_signature.NOT_GIVEN, signature)
    if wanted is not None and any(d is not None for d in wanted[:f.nin]):
        *inputs, out = _ufunc_signature.loop(f, wanted, operands)
        loop = _ufuncs._Loop(inputs, out)
    else:
        loop = _ufuncs.resolve(f, operands, wanted and wanted[-1], casting)
    if f.__name__ in ('logical_and', 'logical_or', 'logical_xor') and given[0] != given[1]:
        loop = _ufuncs._Loop([dtype(bool)] * 2, dtype(bool))  # these look at the truth of each operand
    wanted = dtypes[f.nin]
    if wanted is not None and not reduction and not _core.can_cast(loop.out, wanted, casting):
        raise _ufuncs._cast_error(f.__name__, 'output', loop.out, dtype(wanted), casting)
    return tuple(loop.inputs) + (loop.out,)
