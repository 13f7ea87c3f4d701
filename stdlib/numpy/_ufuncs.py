"""Calls of ufuncs that are more than the plain operation: dtype=, casting=, where=, order=, and what fails.

The native part (numpy_ufunc.c) does the plain cases and asks here for the rest; when it fails, the call is worked out
here in NumPy's order (the loop, the casts, the shapes), which gives the error that NumPy gives.
"""
from numpy import _core
from numpy._core import dtype, ndarray
from numpy._own_class import in_class_of, wrapped

_INT = 'bBhHiIlLqQ'
_LOOPS = {  # the letters of the types that a ufunc computes in; inputs and outputs alike but for _OUT
    **dict.fromkeys(('add', 'multiply', 'maximum', 'minimum', 'fmax', 'fmin', 'matmul'), '?' + _INT + 'efdgFDGO'),
    **dict.fromkeys(('equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal', 'logical_and', 'logical_or',
                     'logical_xor', 'logical_not'), '?' + _INT + 'efdgFDGO'),
    **dict.fromkeys(('isfinite', 'isinf', 'isnan'), '?' + _INT + 'efdgFDG'),
    **dict.fromkeys(('subtract', 'conjugate', 'negative', 'positive', 'power', 'reciprocal', 'sign', 'square'),
                    _INT + 'efdgFDGO'),
    'absolute': '?' + _INT + 'efdgFDGO',
    **dict.fromkeys(('arccos', 'arccosh', 'arcsin', 'arcsinh', 'arctan', 'arctanh', 'cos', 'cosh', 'exp', 'exp2', 'expm1',
                     'log', 'log10', 'log1p', 'log2', 'rint', 'sin', 'sinh', 'sqrt', 'tan', 'tanh', 'divide'), 'efdgFDGO'),
    **dict.fromkeys(('arctan2', 'cbrt', 'ceil', 'floor', 'trunc', 'deg2rad', 'degrees', 'rad2deg', 'radians', 'fabs',
                     'hypot'), 'efdgO'),
    **dict.fromkeys(('copysign', 'heaviside', 'ldexp', 'logaddexp', 'logaddexp2', 'nextafter', 'signbit', 'spacing',
                     'frexp', 'modf'), 'efdg'),
    **dict.fromkeys(('bitwise_and', 'bitwise_or', 'bitwise_xor', 'invert'), '?' + _INT + 'O'),
    **dict.fromkeys(('left_shift', 'right_shift', 'gcd', 'lcm'), _INT + 'O'),
    **dict.fromkeys(('floor_divide', 'fmod', 'remainder'), _INT + 'efdgO'),
    'float_power': 'dgDG',
}
_TRUTH = {'equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal', 'logical_and', 'logical_or', 'logical_xor',
          'logical_not', 'isfinite', 'isinf', 'isnan', 'signbit'}
_RELATIONS = {'equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal'}
_LOGICAL = {'logical_and', 'logical_or', 'logical_xor', 'logical_not'}
_COMPARE = _RELATIONS | _LOGICAL - {'logical_not'}
_UNIFORM = {'add', 'subtract', 'multiply', 'maximum', 'minimum', 'fmax', 'fmin', 'gcd', 'lcm', 'sign', 'positive',
            'absolute', 'negative'}
_CASTINGS = ('no', 'equiv', 'safe', 'same_kind', 'unsafe')
_TIMED = {'add', 'subtract', 'multiply', 'divide', 'floor_divide', 'remainder', 'isfinite', 'isinf', 'isnan'}
_SAME = {'true_divide': 'divide', 'mod': 'remainder', 'abs': 'absolute', 'conj': 'conjugate', 'bitwise_not': 'invert'}


_TWO = {'add', 'subtract', 'multiply', 'divide', 'maximum', 'minimum', 'fmax', 'fmin', 'matmul', 'power', 'arctan2', 'hypot',
        'copysign', 'heaviside', 'logaddexp', 'logaddexp2', 'nextafter', 'bitwise_and', 'bitwise_or', 'bitwise_xor',
        'left_shift', 'right_shift', 'gcd', 'lcm', 'floor_divide', 'fmod', 'remainder', 'float_power'}


def unsupported(name):
    return TypeError(f"ufunc '{name}' not supported for the input types, and the inputs could not be safely coerced to "
                     "any supported types according to the casting rule ''safe''")


def class_text(d):
    """A dtype's class as messages show it."""
    if d is None:
        return 'None'
    kind = {'O': 'object_', 'U': 'str_', 'S': 'bytes_', 'V': 'void', 'M': 'datetime64', 'm': 'timedelta64', 'b': 'bool_'}
    return f"<class 'numpy.dtype[{kind.get(d.kind, d.type.__name__)}]'>"


def no_loop(name, dtypes, out=None):
    from numpy._helpers import UFuncRefusal
    inputs = ', '.join(map(class_text, dtypes))
    inputs = f'({inputs})' if len(dtypes) > 1 else inputs
    return UFuncRefusal(f"ufunc '{name}' did not contain a loop with signature matching types {inputs} -> "
                          f"{class_text(out)}")


def _no_truth(name):
    if name == 'negative':
        return TypeError('The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the '
                         'logical_not function instead.')
    return TypeError('numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or '
                     'the logical_xor function instead.')


def _cast_error(name, place, source, target, casting):
    from numpy._helpers import UFuncRefusal
    e = UFuncRefusal(f"Cannot cast ufunc '{name}' {place} from {source!r} to {target!r} with casting rule '{casting}'")
    e.place, e.from_, e.to = place, source, target
    return e


class _Loop:
    """What a call computes in: the dtypes of the operands, and of the result."""

    def __init__(self, inputs, out):
        self.inputs, self.out = inputs, out


def _castable(x, d, casting, lone):
    """May operand x be cast? A value without dimensions beside arrays counts by its value."""
    return _core.can_cast(x if x.ndim == 0 and not lone else x.dtype, d, casting)


def _by_dtype(name, arrays, d, casting):
    """The loop that gives results of dtype d."""
    letters = _LOOPS.get(name, '')
    c = d.char
    n = len(arrays)
    lone = all(x.ndim == 0 for x in arrays)
    if name in _TRUTH:
        if c != '?':
            raise _no_such_loop(name)
        return None
    if name == 'absolute' and (arrays[0].dtype.kind == 'c' or d.kind == 'c'):
        return _absolute_by_dtype(arrays[0], d, c, casting)
    if name in _UNIFORM:
        if c == '?' and name in ('negative', 'subtract'):
            raise _no_truth(name)
        if c not in letters:
            raise no_loop(name, [x.dtype for x in arrays], d)
        for i, x in enumerate(arrays):
            if not _castable(x, d, casting, lone):
                raise _cast_error(name, 'input' + (f' {i}' if n > 1 else ''), x.dtype, d, casting)
        return _Loop([d] * n, d)
    if c in letters and name == 'ldexp':  # no loop is of one type: the operands have to fit as they are
        by_value = _prefers_values(arrays)
        loop = _ldexp_loop(arrays, by_value, c)
        if loop is None:
            raise _no_such_loop(name)
        return loop
    if c not in letters:
        raise _no_such_loop(name)
    for i, x in enumerate(arrays):
        if not _castable(x, d, casting, lone):
            raise _cast_error(name, 'input' + (f' {i}' if n > 1 else ''), x.dtype, d, casting)
    return _Loop([d] * n, d)


def _no_such_loop(name):
    return TypeError(f'No loop matching the specified signature and casting was found for ufunc {name}')


def _absolute_by_dtype(x, d, letter, casting):
    """The magnitude of complex numbers is real, and has no loop with a complex result; what is too wide for a loop of its
    own takes the one for real numbers."""
    if x.dtype.kind not in 'cO':
        raise no_loop('absolute', [x.dtype], d)
    own = {'f': 'c8', 'd': 'c16', 'g': 'G'}.get(letter)
    if own is not None and _core.can_cast(x.dtype, own):
        return _Loop([dtype(own)], d)
    if letter not in _LOOPS['absolute'] or d.kind == 'c':
        raise _no_such_loop('absolute')
    if not _castable(x, d, casting, True):
        raise _cast_error('absolute', 'input', x.dtype, d, casting)
    return _Loop([d], d)


def _prefers_values(arrays):
    """Do values without dimensions count by their value beside the arrays? Not if theirs is the higher kind."""
    rank = {'b': 0, 'i': 1, 'u': 1, 'f': 2, 'c': 2}
    lone = [rank[x.dtype.kind] for x in arrays if x.ndim == 0]
    rest = [rank[x.dtype.kind] for x in arrays if x.ndim]
    return bool(lone and rest and max(rest) >= max(lone))


def _ldexp_loop(arrays, by_value, letters):
    """The first loop of ldexp with such results that the operands can be safely cast to, or None."""
    c = next((c for c in letters if _core.can_cast(arrays[0] if by_value else arrays[0].dtype, c)), None)
    i = next((i for i in 'il' if _core.can_cast(arrays[1] if by_value else arrays[1].dtype, i)), None)
    return None if c is None or i is None else _Loop([dtype(c), dtype(i)], dtype(c))


def _search(name, arrays):
    """The first loop that all operands can be safely cast to."""
    if any(x.dtype.kind not in 'biufc' for x in arrays):
        raise unsupported(name)
    by_value = _prefers_values(arrays)
    if name == 'ldexp':
        loop = _ldexp_loop(arrays, by_value, 'efdg')
        if loop is None:
            raise unsupported(name)
        return loop
    if name == 'divide' and all(x.dtype.kind in 'biu' for x in arrays):
        return _Loop([dtype('d')] * 2, dtype('d'))
    if all(x.dtype.char == arrays[0].dtype.char for x in arrays) and arrays[0].dtype.char in _LOOPS[name]:
        d = _core._plain(arrays[0].dtype)
        return _Loop([d] * len(arrays), dtype(bool) if name in _TRUTH else d)
    for c in _LOOPS[name]:
        if c != 'O' and all(_core.can_cast(x if by_value and x.ndim == 0 else x.dtype, c) for x in arrays):
            d = dtype(c)
            return _Loop([d] * len(arrays), dtype(bool) if name in _TRUTH else d)
    raise unsupported(name)


def converted(x, d):
    """x in another type; what is repeated without being stored stays so, which decides on the order of results."""
    if x.dtype == d:
        return x
    if x.ndim < 2 or 0 not in x.strides or not x.size:
        return x.astype(d)
    once = x[tuple(slice(0, 1) if step == 0 else slice(None) for step in x.strides)]
    return _core.broadcast_to(once.astype(d), x.shape)


_COPIED_SIZE = 8192


def _copied_first(arrays, types):
    """The operands of at most one dimension before the first of more, converted: NumPy copies these before it looks at the
    shapes, so that a loop without an iterator may do, and what happens then is an event of the cast."""
    copied = []
    for x, t in zip(arrays, types):
        if x.dtype != t and (x.ndim > 1 or x.size > _COPIED_SIZE):
            break
        copied.append(_cast(x, t))
    return copied + arrays[len(copied):]


def _cast(x, t):
    """x converted apart from the loop."""
    with _ufunc_methods().Collected('cast'):
        return converted(x, t)


def key_of(ufunc):
    """The name of a ufunc under which the tables have it."""
    return _SAME.get(ufunc.__name__, ufunc.__name__)


def has_loop(name, d):
    return d.char in _LOOPS.get(name, '')


def resolve(ufunc, arrays, d, casting):
    """The loop for these operands; d: the type of the results, if one is asked for."""
    name = key_of(ufunc)
    if d is not None:
        loop = _by_dtype(name, arrays, d, casting)
        if loop is not None:
            return loop
    if name in _UNIFORM or name in _COMPARE:
        c = _core.result_type(*arrays)
        if name == 'absolute' and c.kind == 'c':
            return _Loop([c], dtype(c.char.lower()))
        if c.char not in _LOOPS[name] and not (name in ('subtract', 'negative') and c.kind == 'b'):
            if _prefers_values(arrays):
                raise no_loop(name, [c] * len(arrays), c)
            raise no_loop(name, [x.dtype for x in arrays])
        if c.kind == 'b' and name in ('subtract', 'negative'):
            raise _no_truth(name)
        return _Loop([c] * len(arrays), dtype(bool) if name in _TRUTH else c)
    try:
        return _search(name, arrays)
    except TypeError:
        if d is None:
            raise
        raise _no_such_loop(name) from None


def _text_of_shapes(shapes):
    return ' '.join(str(tuple(s)).replace(' ', '') for s in shapes) + ' '


def _common_shape(arrays, out, mask):
    """The shape of the result, checked against out= and where=."""
    shapes = [x.shape for x in arrays]
    every = shapes + ([out.shape] if out is not None else []) + ([mask.shape] if mask is not None else [])
    try:
        whole = _core.broadcast_shapes(*every)
    except ValueError:
        raise ValueError('operands could not be broadcast together with shapes ' + _text_of_shapes(every)) from None
    if out is not None and out.shape != whole:
        raise ValueError(f'non-broadcastable output operand with shape {str(out.shape).replace(" ", "")} doesn\'t match '
                         f'the broadcast shape {str(whole).replace(" ", "")}')
    return whole


def _ordered(r, order):
    """r in the order C or F; any other leaves it as it is."""
    return r if order in (None, 'K', 'k') or r.ndim < 2 else _core.array(r, order=order, copy=False, subok=True)


def _take_out(out):
    if isinstance(out, tuple):
        if len(out) != 1:
            raise ValueError("The 'out' tuple must have exactly one entry per ufunc output")
        out = out[0]
    if out is not None and not isinstance(out, ndarray):
        raise TypeError('return arrays must be of ArrayType')
    if out is not None and not out.flags.writeable:
        raise ValueError('output array is read-only')
    return out


def check_casting(casting):
    if not isinstance(casting, str):
        raise TypeError(f'casting must be str, not {_core._tp_name(casting)}')
    if casting not in _CASTINGS:
        raise ValueError(f"casting must be one of 'no', 'equiv', 'safe', 'same_kind', or 'unsafe' (got '{casting}')")


def _check_words(order, casting, subok):
    check_casting(casting)
    if order is not None and not isinstance(order, str):
        raise TypeError(f'order must be str, not {_core._tp_name(order)}')
    if order is not None and (order.upper() not in ('C', 'F', 'A', 'K')):
        raise ValueError(f"order must be one of 'C', 'F', 'A', or 'K' (got '{order}')")
    if not isinstance(subok, (bool, _core.bool_)):
        raise TypeError("'subok' must be a boolean")


_DETAILS = ('The `dtype` and `signature` arguments to ufuncs only select the general DType and not details such as the byte '
            'order or time unit. You can avoid this error by using the scalar types `np.float64` or the dtype string notation.')


def general_dtype(d):
    """The dtype that a ufunc's method is to compute in, or None: it chooses a loop, no details of the result."""
    d = None if d is None else dtype(d)
    if d is None:
        return None
    detailed = d.itemsize if d.kind in 'US' else d != dtype(d.kind) if d.kind in 'mMV' else False
    if detailed or not d.isnative:
        raise TypeError(_DETAILS)
    return d


def _truth(where):
    if isinstance(where, ndarray) and where.dtype.kind != 'b':
        what = 'array data' if where.ndim else 'scalar'
        raise TypeError(f"Cannot cast {what} from {where.dtype!r} to dtype('bool') according to the rule 'safe'")
    return _core.asarray(where, dtype=bool)


def _is_of_class(x):
    return isinstance(x, ndarray) and type(x) is not ndarray


def call(ufunc, *inputs, out=None, where=True, dtype=None, casting='same_kind', order='K', subok=True, extobj=None, **signature):
    """ufunc(*inputs, ...) step by step; signature: sig= and signature=, and where matmul's core dimensions lie."""
    places = {k: signature.pop(k) for k in ('axes', 'axis', 'keepdims') if k in signature}
    if places:
        return _turned(ufunc, inputs, out, places, dtype=dtype, casting=casting, order=order, subok=subok, **signature)
    if signature:
        if dtype is not None and len(signature) == 1:
            raise TypeError("cannot specify both 'signature' and 'dtype'")
        return _call_of_loop(ufunc, inputs, signature, out=out, where=where, casting=casting, order=order, subok=subok)
    name = ufunc.__name__
    key = _SAME.get(name, name)
    if len(inputs) > ufunc.nin:
        if out is not None:
            raise TypeError("cannot specify 'out' as both a positional and keyword argument")
        *inputs, out = inputs
    out = _take_out(out)
    if out is None and where is not True and subok is True and any(map(_is_of_class, inputs)):
        plain = [x.view(ndarray) if _is_of_class(x) else x for x in inputs]
        r = _core.asarray(call(ufunc, *plain, where=where, dtype=dtype, casting=casting, order=order))
        like = max(filter(_is_of_class, inputs), key=lambda x: x.__array_priority__)
        own = type(like).__array_wrap__ is not ndarray.__array_wrap__
        return wrapped(like, r, (ufunc, tuple(inputs), 0)) if own else in_class_of(like, r)
    if out is not None or subok is False:  # the classes of the operands do not tell in the result
        inputs = [x.view(ndarray) if isinstance(x, ndarray) and type(x) is not ndarray else x for x in inputs]
    if out is not None and type(out) is not ndarray:  # whose class may have its own way of setting elements
        call(ufunc, *inputs, out=out.view(ndarray), where=where, dtype=dtype, casting=casting, order=order, subok=subok)
        return out
    _check_words(order, casting, subok)
    d = general_dtype(dtype)
    given = arrays = [_core.asanyarray(x) for x in inputs]
    if any(x.dtype.kind in 'mM' for x in arrays):
        if key in _TIMED:
            d = None  # what the operands are decides, whatever dtype= says
        elif key in _LOGICAL and ufunc.nin == 2 and (d is None or d.kind == 'b'):
            arrays = [x.astype(bool) for x in arrays]
    elif d is not None and d.kind == 'b' and key in _LOGICAL and any(x.dtype.kind == 'O' for x in arrays):
        arrays = [x.astype(bool) for x in arrays]
    if d is not None and d.kind == 'b' and key in _RELATIONS:
        arrays, d = _compared_as_truths(name, arrays, d, casting)
    if d is not None and key in _LOOPS and key != 'matmul' and _has_no_loop(key, d, arrays):
        raise _no_such_loop(name)
    if d is not None and key == 'matmul':
        lone = all(x.ndim == 0 for x in arrays)
        for i, x in enumerate(arrays):
            if not _castable(x, d, casting, lone):
                raise _cast_error(name, f'input {i}', x.dtype, d, casting)
    if d is not None and casting != 'unsafe' and key in _LOOPS and d.kind in 'biufcO':
        kinds = 'USmM' if d.kind != 'O' else 'biufcUSmM'
        for i, x in enumerate(arrays):
            if x.dtype.kind in kinds and (key != 'absolute' or d.kind != 'c') and not _core.can_cast(x.dtype, d, casting):
                raise _cast_error(name, 'input' + (f' {i}' if len(arrays) > 1 else ''), x.dtype, d, casting)
    if key == 'matmul' or d is not None and d.kind == 'O' or any(x.dtype.kind not in 'biufc' for x in arrays):
        if key == 'matmul' or d is None or d.kind not in 'biufc' or any(x.dtype.kind not in 'biufcOUSmM' for x in arrays):
            r = _other(ufunc, arrays, out, where, d, casting)
            return _ordered(r, order) if out is None and isinstance(r, ndarray) else r
        arrays = [converted(x, t) for x, t in zip(arrays, resolve(ufunc, arrays, d, casting).inputs)]
    return _numeric(ufunc, arrays, out, where, d, casting, order, given)


def _compared_as_truths(name, arrays, d, casting):
    """The operands of a comparison whose result is asked to be of truth values, and the type that is left to ask for: those of
    one kind, and objects, have such a loop; others that are no numbers are compared as truth values themselves."""
    kinds = {x.dtype.kind for x in arrays}
    if 'O' in kinds or len(kinds) == 1 and kinds <= set('USmM'):
        return arrays, None
    if not kinds & set('USVmM'):
        return arrays, d
    for i, x in enumerate(arrays):
        if x.dtype.kind == 'V':
            raise _cast_error(name, f'input {i}', x.dtype, d, 'unsafe')
        if not _core.can_cast(x.dtype, d, casting):
            raise _cast_error(name, f'input {i}', x.dtype, d, casting)
    return [x.astype(bool) for x in arrays], d


def _turned(ufunc, inputs, out, places, **words):
    """matmul with its core dimensions elsewhere than last."""
    from numpy._core_axes import turned
    if len(inputs) > ufunc.nin:
        *inputs, out = inputs
    views, place, back = turned(places, [_core.asanyarray(x) for x in inputs], _take_out(out))
    plain = dict(dtype=None, casting='same_kind', order='K', subok=True)
    r = ufunc(*views, out=place, **{k: v for k, v in words.items() if v is not plain.get(k, 0)})
    if place is not None:
        return _take_out(out)
    return back(r) if isinstance(r, ndarray) else r


def _call_of_loop(ufunc, inputs, signature, **words):
    from numpy import _ufunc_signature
    types = _ufunc_signature.read(ufunc, **{'sig': _ufunc_signature.NOT_GIVEN, 'signature': _ufunc_signature.NOT_GIVEN, **signature})
    if types is not None and any(d is not None for d in types[:ufunc.nin]):
        _check_words(words['order'], words['casting'], words['subok'])
        arrays = [_core.asanyarray(x) for x in inputs[:ufunc.nin]]
        types = _ufunc_signature.loop(ufunc, types, arrays)
        inputs = (*_ufunc_signature.cast(ufunc, types, arrays, words['casting']), *inputs[ufunc.nin:])
    d = None if types is None or types[-1].kind in 'mM' else types[-1]
    return call(ufunc, *inputs, dtype=d, **words)


def _numeric(ufunc, arrays, out, where, d, casting, order, given):
    """The call for operands that the engine computes with, made of those given."""
    name, key = ufunc.__name__, key_of(ufunc)
    if order in ('A', 'a'):
        order = 'F' if all(x.flags.f_contiguous for x in arrays) else 'C'
    as_they_are, arrays = arrays, [_core._native(x) for x in arrays]
    try:
        loop = resolve(ufunc, arrays, d, casting)
    except TypeError as e:
        if type(e) is not TypeError or out is None or out.dtype != 'O' or d is not None or not has_loop(key, dtype('O')):
            raise
        return _objects(ufunc, [x.astype(object) for x in arrays], out, None if where is True else _truth(where), casting, False)
    lone = all(x.ndim == 0 for x in arrays)
    for i, (x, t) in enumerate(zip(as_they_are, loop.inputs)):
        if not _castable(x, t, casting, lone):
            raise _cast_error(name, 'input' + (f' {i}' if len(arrays) > 1 else ''), x.dtype, t, casting)
    if out is not None and not _core.can_cast(loop.out, out.dtype, casting):
        raise _cast_error(name, 'output', loop.out, out.dtype, casting)
    mask = None if where is True else _truth(where)
    converts = d is not None or key == 'ldexp'
    through = out is not None and any(_lies_over(out, x) for x in given)
    if mask is None and (converts or through):
        arrays = _copied_first(arrays, loop.inputs)
        through = through and any(_lies_over(out, x) for x in arrays)
    shape = _common_shape(arrays, out, mask)
    if out is not None and not out.size:  # nothing is computed, but the casts are set up
        discards = _ufunc_methods()._discards
        casts = [(x.dtype, t) for x, t in zip(arrays, loop.inputs)] + [(loop.out, out.dtype)]
        for a, b in casts + ([(out.dtype, loop.out)] if mask is not None else []):
            if discards(a, b):
                _ufunc_methods().warn_discarded()
        return out
    if converts:  # the iterator has no buffers for what never changes
        arrays = [x if x.ndim else _cast(x, t) for x, t in zip(arrays, loop.inputs)]
    own = out
    if through and out.dtype != loop.out:  # computed apart from what is written
        own = _core.zeros(shape, loop.out) if mask is None else _cast(out, loop.out)
    with _ufunc_methods().Collected(name):
        if converts:
            arrays = [converted(x, t) for x, t in zip(arrays, loop.inputs)]
        r = _compute(ufunc, arrays, loop, shape, own, mask, order)
    if own is not out:
        with _ufunc_methods().Collected('cast'):
            out[...] = own
        return out
    return r


def _has_no_loop(key, d, arrays):
    """No loop for results of type d, where none is looked for by the operands either?"""
    if key in _TRUTH:
        return d.kind != 'b' and (d.kind != 'O' or key not in _LOGICAL and key not in _RELATIONS)
    return not has_loop(key, d) and (d.kind == 'O' or key not in _UNIFORM and any(x.dtype.kind in 'USmM' for x in arrays))


def _ufunc_methods():
    from numpy import _ufunc_methods
    return _ufunc_methods


def _lies_over(out, x):
    """Does writing out change what is still to be read of x?"""
    return _core.shares_memory(out, x) and not (x.dtype == out.dtype and _core._same_place(x, out))


def _compute(ufunc, arrays, loop, shape, out, mask, order):
    f = _ldexp if ufunc is _core.ldexp else ufunc
    if mask is None:
        r = _core.asanyarray(f(*arrays))
        if out is None:
            r = _ordered(r, order)
            return r[()] if r.ndim == 0 and type(r) is ndarray else r
        out[...] = r
        return out
    mask = _core.broadcast_to(mask, shape)
    some = mask.any()
    if out is None:
        out = _core.zeros(shape, loop.out)
        if out.ndim == 0:
            return f(*arrays) if mask else out[()]
    elif out.dtype != loop.out:
        converted(out, loop.out)  # the iterator's buffers are filled with what is there, whatever the mask is
        if not some and _ufunc_methods()._discards(loop.out, out.dtype):
            _ufunc_methods().warn_discarded()
    if some:
        r = f(*(arrays if out.ndim == 0 else [_core.broadcast_to(x, shape)[mask] for x in arrays]))
        out[mask if out.ndim else ...] = _core.asarray(r)
    return out


def _ldexp(x, n):
    """x * 2 ** n; powers beyond all exponents change nothing more."""
    most = 40000 if x.dtype.char == 'g' else 4000
    return _core._ldexp(x, _core.clip(n, -most, most).astype(x.dtype))


def _other(ufunc, arrays, out, where, d, casting):
    """Objects, text, times and products of matrices."""
    name = ufunc.__name__
    if name == 'matmul':
        r = _core.matmul(*arrays) if d is None else _core.matmul(*(x.astype(d) for x in arrays))
    else:
        if d is not None and d.kind == 'O':
            arrays = [x.astype(object) for x in arrays]
        if d is None and out is not None and out.dtype == 'O' and _searches(key_of(ufunc)) and \
                any(x.dtype.kind in 'USVmM' for x in arrays) and _has_no_own(ufunc, arrays):
            arrays = [x.astype(object) for x in arrays]  # the output lets the search get to the loop for objects
        if any(x.dtype.kind == 'O' for x in arrays):
            return _objects(ufunc, arrays, out, None if where is True else _truth(where), casting, d is not None)
        if out is not None and any(x.dtype.kind in 'mMUS' for x in arrays):  # the types are looked at before the shapes
            own = _core.asanyarray(_element_by_element(ufunc, [x.ravel()[:0] if x.ndim else x for x in arrays])).dtype
            if not _core.can_cast(own, out.dtype, casting):
                raise _cast_error(name, 'output', own, out.dtype, casting)
            _common_shape(arrays, out, None if where is True else _truth(where))
        r = _element_by_element(ufunc, arrays)
        if d is not None and d.kind != 'O':
            r = _core.asarray(r).astype(d)
    if out is None:
        return r
    if isinstance(r, (ndarray, _core.generic)) and not _core.can_cast(r.dtype, out.dtype, casting):
        raise _cast_error(name, 'output', r.dtype, out.dtype, casting)
    if name != 'matmul':
        _common_shape(arrays, out, None if where is True else _truth(where))
    else:
        from numpy._core_axes import check_out
        check_out(arrays, out)
    if where is True:
        out[...] = r
    else:
        mask = _core.broadcast_to(where, out.shape)
        r = _core.broadcast_to(_core.asanyarray(r), out.shape)
        if r.dtype != out.dtype and any(_lies_over(out, x) for x in arrays):  # computed apart from what is written
            own = out.astype(r.dtype)
            own[mask] = r[mask]
            out[...] = own
        else:
            out[mask] = r[mask]
    return out


def _searches(key):
    """Does a ufunc take the first loop that fits, and has it one for objects?"""
    return key not in _UNIFORM and key not in _COMPARE and has_loop(key, dtype('O'))


def _has_no_own(ufunc, arrays):
    try:
        _element_by_element(ufunc, [x.ravel()[:0] if x.ndim else x for x in arrays])
    except TypeError as e:
        return type(e) is TypeError and 'not supported for the input types' in str(e)
    return False


def _element_by_element(ufunc, arrays):
    from numpy import _objects
    f = _objects._object_unary if ufunc.nin == 1 else _objects._object_binary
    r = f(ufunc.__name__, *arrays) if ufunc.nin == 1 else f(ufunc.__name__, *arrays, as_ufunc=True)
    if r is NotImplemented:
        raise unsupported(ufunc.__name__)
    return r


def _objects(ufunc, arrays, out, mask, casting, into_objects):
    """The call in the loop for objects; where the mask is false, nothing is called. into_objects: its results are such as well."""
    name, key = ufunc.__name__, key_of(ufunc)
    if 'O' not in _LOOPS.get(key, 'O'):
        raise unsupported(name)
    compute = _element_by_element
    if into_objects and key in _TRUTH:
        def compute(ufunc, arrays):
            from numpy import _objects
            return _objects.in_object_loop(key, arrays)
    own = dtype('O') if into_objects or key not in _RELATIONS else dtype(bool)
    for i, x in enumerate(arrays):
        if not _core.can_cast(x.dtype, 'O', casting):
            raise _cast_error(name, 'input' + (f' {i}' if len(arrays) > 1 else ''), x.dtype, dtype('O'), casting)
    if out is not None and not _core.can_cast(own, out.dtype, casting):
        raise _cast_error(name, 'output', own, out.dtype, casting)
    shape = _common_shape(arrays, out, mask)
    if mask is None:
        if out is None:
            return compute(ufunc, arrays)
        if out.size:
            out[...] = compute(ufunc, arrays)
        return out
    if out is not None and out.dtype != own:
        held = out.astype(own)
        if any(_lies_over(out, x) for x in arrays):
            arrays = [_core.array(x) for x in arrays]
            out[...] = held
    if out is None:
        out = _core.zeros(shape, bool) if key in _TRUTH and not into_objects else _core.full(shape, None, object)
    mask = _core.broadcast_to(mask, shape)
    if mask.any():
        out[mask] = compute(ufunc, [_core.broadcast_to(x, shape)[mask] for x in arrays])
    return out


def explain(ufunc, *inputs, out=None):
    """Raises the error that NumPy has for a call that failed; returns if it finds none."""
    key = _SAME.get(ufunc.__name__, ufunc.__name__)
    if key not in _LOOPS or key == 'matmul':
        return
    if isinstance(out, ndarray) and not out.flags.writeable:
        raise ValueError('output array is read-only')
    arrays = [_core.asanyarray(x) for x in inputs]
    if any(x.dtype.kind not in 'biufc' for x in arrays):
        return
    if key == 'subtract' and _core.result_type(*arrays).kind == 'b' or key == 'negative':
        return
    loop = resolve(ufunc, arrays, None, 'same_kind')
    if out is not None and not _core.can_cast(loop.out, out.dtype, 'same_kind'):
        raise _cast_error(ufunc.__name__, 'output', loop.out, out.dtype, 'same_kind')
    _common_shape(arrays, out, None)
