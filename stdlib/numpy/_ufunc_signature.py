"""The words signature= and sig= of a ufunc's call: the types of some or all operands and results, by which a loop is chosen."""
from numpy import _core, _ufuncs
from numpy._core import dtype

NOT_GIVEN = object()


def _of_letters(f, text):
    before, arrow, after = text.partition('->')
    if not arrow or len(before) != f.nin or len(after) != f.nout:
        raise ValueError(f'a type-string for {f.__name__}, {f.nin} typecode(s) before and {f.nout} after the -> sign')
    try:
        return [_ufuncs.general_dtype(c) for c in before + after]
    except TypeError:
        raise ValueError('Invalid data-type for array') from None


def read(f, sig, signature):
    """The dtype, or None, of each operand and result; None if nothing is fixed. One alone is that of the results."""
    if sig is not NOT_GIVEN and signature is not NOT_GIVEN:
        raise TypeError("cannot specify both 'sig' and 'signature'")
    given = signature if sig is NOT_GIVEN else sig
    if given is NOT_GIVEN:
        return None
    if isinstance(given, bytes):
        given = given.decode('ascii')
    if isinstance(given, str):
        if len(given) != 1:
            return _of_letters(f, given)
        _warn('The use of a length 1 string for the ufunc `signature` is deprecated. Use `dtype` attribute or pass a tuple with '
              '`None`s.')
        return [None] * f.nin + [_ufuncs.general_dtype(given)] * f.nout
    if not isinstance(given, tuple):
        raise TypeError('the signature object to ufunc must be a string or a tuple.')
    if len(given) == 1 and f.nargs != 1:
        if given[0] is None:
            raise TypeError('a single item type tuple cannot contain None.')
        _warn('The use of a length 1 tuple for the ufunc `signature` is deprecated. Use `dtype` or  fill thetuple with `None`s.')
        return [None] * f.nin + [_ufuncs.general_dtype(given[0])] * f.nout
    if len(given) != f.nargs:
        raise ValueError(f"a type-tuple must be specified of length {f.nargs} for ufunc '{f.__name__}'")
    types = [_ufuncs.general_dtype(d) for d in given]
    return types if any(d is not None for d in types) else None


def _warn(text):
    """A warning at the call of the ufunc, which is not part of this library."""
    import sys
    import warnings
    depth = 2
    while sys._getframe(depth - 1).f_globals.get('__name__', '').startswith('numpy.'):
        depth += 1
    warnings.warn(text, DeprecationWarning, stacklevel=depth)


def _fits(x, c, lone, objects):
    """May operand x, whose type is not fixed, be one of a loop of that letter? It becomes an object only beside one."""
    return (c != 'O' or objects) and _ufuncs._castable(x, dtype(c), 'safe', lone)


def _logical_loop(f, types, arrays):
    """Of logical_and ...: operands that are not fixed count by their truth, or all as objects where one is an object."""
    objects = any(d is not None and d.kind == 'O' or d is None and x.dtype.kind == 'O' for d, x in zip(types, arrays))
    inputs = [dtype('O' if objects else '?') if d is None else d for d in types[:f.nin]]
    letters = ''.join(d.char for d in inputs)
    for signature in f.types:
        before, _, after = signature.partition('->')
        if before == letters and (types[-1] is None or types[-1].char == after):
            return inputs + [dtype(after)]
    raise _ufuncs.no_loop(f.__name__, inputs, types[-1])


def _text_loop(f, types, arrays):
    """Of comparisons: both operands are text of one kind; those that are not fixed have to be such."""
    inputs = [dtype(x.dtype.kind if x.dtype.kind in 'USmMV' else x.dtype) if d is None else d for d, x in zip(types, arrays)]
    if inputs[0].kind != inputs[1].kind or types[2] is not None and types[2].kind != 'b':
        raise _ufuncs._no_such_loop(f.__name__)
    return inputs + [dtype(bool)]


def loop(f, types, arrays):
    """The types of the first loop that has those and takes the operands whose types are not fixed."""
    lone, objects = all(x.ndim == 0 for x in arrays), any(x.dtype.kind == 'O' for x in arrays)
    if f.nin == 2 and f.__name__.startswith('logical_') and (objects or any(d is not None and d.kind in 'bO' for d in types[:f.nin])):
        return _logical_loop(f, types, arrays)
    if f.__name__ in _ufuncs._RELATIONS and any(d is not None and d.kind in 'US' for d in types[:2]):
        return _text_loop(f, types, arrays)
    for signature in f.types:
        letters = signature.replace('->', '')
        if all(d is None or d.char == c for d, c in zip(types, letters)) and \
                all(d is not None or _fits(x, c, lone, objects) for x, d, c in zip(arrays, types, letters)):
            return [dtype(c) for c in letters]
    raise TypeError(f'No loop matching the specified signature and casting was found for ufunc {f.__name__}')


def cast(f, types, arrays, casting):
    """The operands as those types."""
    lone = all(x.ndim == 0 for x in arrays)
    if f.nin == 2 and f.__name__.startswith('logical_') and all(d.kind == 'b' for d in types):
        return [x.astype(bool) for x in arrays]
    types = [x.dtype if d.kind in 'mM' and x.dtype.kind == d.kind else d for x, d in zip(arrays, types)]
    for i, (x, d) in enumerate(zip(arrays, types)):
        if d.kind in 'US' and not d.itemsize and x.dtype.kind != 'V':  # as long as it takes
            d = types[i] = x[:0].astype(d.kind).dtype if x.ndim else x.astype(d.kind).dtype
        if not _ufuncs._castable(x, d, casting, lone):
            raise _ufuncs._cast_error(f.__name__, 'input' + (f' {i}' if len(arrays) > 1 else ''), x.dtype, d, casting)
    return [x if x.dtype == d else _ufuncs.converted(x, d) if x.dtype.kind in 'biufc' and d.kind in 'biufc' else x.astype(d)
            for x, d in zip(arrays, types)]
