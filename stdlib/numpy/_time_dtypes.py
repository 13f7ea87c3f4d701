"""dtype= of a time for a fold: which loop NumPy finds, where only few of those of times take the operand.

A ufunc that knows times looks for a loop by the kind that is asked for, and then lets the operands alone decide what it
computes in: what is found for numbers is their own loop. Others have no loop for results that are times.
"""
from numpy import _objects, _ufuncs

_EXTREMES = {'maximum', 'minimum', 'fmax', 'fmin'}
_RATIOS = {'divide', 'floor_divide'}
_SHOWN = {'true_divide': 'divide', 'mod': 'remainder'}


def loop(f, x, d):
    """The type that a fold of x, whose results are to be of kind d ('m8' or 'M8'), computes in: None if x decides."""
    name = _SHOWN.get(f.__name__, f.__name__)
    kind, time = x.dtype.kind, d.kind
    known = name in _EXTREMES or name in _RATIOS or name in ('add', 'subtract', 'multiply', 'remainder')
    if name in ('gcd', 'lcm') and kind != 'O':
        raise _ufuncs.no_loop(name, [d, x.dtype], d)
    if not known:
        raise _ufuncs._no_such_loop(name)
    if kind in 'mM':
        return None
    if name in _RATIOS and (time == 'M' or kind in 'cOSUV' or x.dtype == 'g') or name == 'remainder' and time == 'M':
        raise _ufuncs._no_such_loop(name)
    if name in _RATIOS:
        return None
    if name == 'multiply' and x.dtype == 'f8' and time == 'm':
        return x.dtype
    if name == 'multiply' or name in ('add', 'subtract') and time == 'M':
        raise _ufuncs._no_such_loop(name) if kind == 'O' else _ufuncs.no_loop(name, [d, x.dtype], d)
    if kind == 'O' or x.dtype.names is not None:
        raise TypeError(f'cannot cast dtype {"object" if kind == "O" else x.dtype} to {_ufuncs.class_text(d)}.')
    if name == 'remainder':
        if kind in 'cSUV':
            raise _ufuncs.unsupported(name)
        return None
    if kind in 'SUV':
        raise _objects._no_loop(name, x.dtype, x.dtype)
    return x.dtype
