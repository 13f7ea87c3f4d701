"""Operands and outputs of a ufunc that have a say in its call: __array_ufunc__ does it in the ufunc's place, __array_prepare__ and
__array_wrap__ get what comes of it.

The C side asks here for a call in which a class has such a method of its own (those of subclasses of ndarray that wrap and prepare
are called in C). What is returned is NotImplemented if the ufunc goes on by itself.
"""
from numpy import _core
from numpy._core import generic, ndarray

_WORDS = {'out', 'where', 'casting', 'order', 'dtype', 'subok', 'sig', 'signature', 'extobj'}


# --- __array_ufunc__ ---

def _overriding(values):
    """The first value of each class that has a method of its own."""
    found = []
    for x in values:
        cls = type(x)
        own = getattr(cls, '__array_ufunc__', ndarray.__array_ufunc__)
        if own is None:
            raise TypeError(f"operand '{cls.__name__:.200}' does not support ufuncs (__array_ufunc__=None)")
        if own is not ndarray.__array_ufunc__ and all(type(other) is not cls for other in found):
            found.append(x)
    return found


def _next_of(left):
    """Takes the first value before whose class no subclass of it has to be asked."""
    for i, x in enumerate(left):
        if not any(type(other) is not type(x) and isinstance(other, type(x)) for other in left[i + 1:]):
            return left.pop(i)


def asked(f, method, inputs, outs, words):
    """(what a class has made of the call,), or None if none was asked."""
    left = _overriding((*inputs, *outs))
    if not left:
        return None
    if any(out is not None for out in outs):
        words = {'out': tuple(outs), **words}
    while left:
        x = _next_of(left)
        r = type(x).__array_ufunc__(x, f, method, *inputs, **words)
        if r is not NotImplemented:
            return (r,)
    given = ', '.join([*map(repr, inputs), *(f'{name}={value!r}' for name, value in words.items())])
    names = ', '.join(repr(type(x).__name__) for x in (*inputs, *words.get('out', ())))
    raise TypeError(f'operand type(s) all returned NotImplemented from __array_ufunc__({f!r}, {method!r}, {given}): {names}')


def outputs(f, places, words):
    """The outputs given by place or, in words, from which it is taken, by name."""
    if 'out' not in words:
        return (*places, *(None,) * (f.nout - len(places))) if places else ()
    out = words.pop('out')
    if places:
        raise TypeError("cannot specify 'out' as both a positional and keyword argument")
    if type(out) is not tuple:
        if f.nout > 1:
            raise TypeError("'out' must be a tuple of arrays")
        return (out,)
    if len(out) != f.nout:
        raise ValueError("The 'out' tuple must have exactly one entry per ufunc output")
    return out


def ask_call(f, *args, **words):
    """f(*args, **words)"""
    if not f.nin <= len(args) <= f.nargs or not words.keys() <= _WORDS:
        return NotImplemented  # which the call refuses
    if 'sig' in words:
        if 'signature' in words:
            raise TypeError("cannot specify both 'sig' and 'signature'")
        words['signature'] = words.pop('sig')
    inputs = args[:f.nin]
    outs = outputs(f, args[f.nin:], words)
    r = asked(f, '__call__', inputs, outs, words)
    return r[0] if r is not None else _wrapping_call(f, inputs, outs, words)


def ask_method(f, method, *inputs, **words):
    """f.method(*inputs, **words)"""
    r = asked(f, method, inputs, outputs(f, (), words), words)
    return NotImplemented if r is None else r[0]


# --- __array_wrap__ ---

def _is_wrapping(x):
    """Is it an object other than an array that wraps, or prepares, results?"""
    return not isinstance(x, (ndarray, generic)) and (hasattr(type(x), '__array_wrap__') or hasattr(type(x), '__array_prepare__'))


def _method_of(inputs, name):
    """The method of that name of the operand with the highest priority, or None."""
    with_one = [x for x in inputs if hasattr(type(x), name) and type(x) is not ndarray and not isinstance(x, generic)]
    return getattr(max(with_one, key=lambda x: getattr(x, '__array_priority__', 0.0)), name) if with_one else None


def _in_context(method, r, context):
    """method(r, context), which may not take a context."""
    try:
        return method(r, context)
    except TypeError:
        return method(r)


def _wrapping_call(f, inputs, outs, words):
    if not any(map(_is_wrapping, inputs)):
        return NotImplemented
    if any(out is not None for out in outs):
        words['out'] = tuple(outs)
    arrays = [_core.asarray(x) if _is_wrapping(x) else x for x in inputs]
    prepare, wrap = (_method_of(inputs, name) for name in ('__array_prepare__', '__array_wrap__'))
    if not words.get('subok', True) or isinstance(getattr(wrap, '__self__', None), ndarray) and prepare is None:
        return f(*arrays, **words)
    results = f(*(x.view(ndarray) if isinstance(x, ndarray) else x for x in arrays), **words)
    several = isinstance(results, tuple)
    results = list(results) if several else [results]
    context_args = (*inputs, *(out for out in outs if out is not None))
    for i, r in enumerate(results):
        if i < len(outs) and outs[i] is not None:
            continue
        if not isinstance(r, (ndarray, generic)):
            r = _core.asarray(r, dtype=object)
        r = _core.asarray(r)
        for method in (prepare, wrap):
            if method is not None:
                r = _in_context(method, r, (f, context_args, i))
        results[i] = r
    return tuple(results) if several else results[0]
