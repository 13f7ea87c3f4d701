"""Questions about types: which class or code one has, which type several have in common."""
from numpy import _core
from numpy._core import dtype, generic, ndarray

__all__ = ['issubdtype', 'issubclass_', 'issctype', 'obj2sctype', 'sctype2char', 'maximum_sctype', 'find_common_type',
           'common_type', 'mintypecode', 'typename', 'typecodes', 'issubsctype']

typecodes = {'Character': 'c', 'Integer': 'bhilqp', 'UnsignedInteger': 'BHILQP', 'Float': 'efdg', 'Complex': 'FDG',
             'AllInteger': 'bBhHiIlLqQpP', 'AllFloat': 'efdgFDG', 'Datetime': 'Mm',
             'All': '?bhilqpBHILQPefdgFDGSUVOMm'}
_NUMBERS = '?bBhHiIlLqQefdgFDG'


def issubclass_(arg1, arg2):
    try:
        return issubclass(arg1, arg2)
    except TypeError:
        return False


def issubsctype(arg1, arg2):
    return issubclass(obj2sctype(arg1), obj2sctype(arg2))


def _as_class(t):
    return t if issubclass_(t, generic) else dtype(t).type


def issubdtype(arg1, arg2):
    """Is the first type of the second's kind?"""
    return issubclass(_as_class(arg1), _as_class(arg2))


def issctype(rep):
    if not isinstance(rep, (type, dtype)):
        return False
    try:
        r = obj2sctype(rep)
        return r is not None and r != _core.object_
    except Exception:
        return False


def obj2sctype(rep, default=None):
    if isinstance(rep, type) and issubclass(rep, generic):
        return rep
    if isinstance(rep, ndarray):
        return rep.dtype.type
    try:
        return dtype(rep).type
    except TypeError:
        return default


def sctype2char(sctype):
    sctype = obj2sctype(sctype)
    if sctype is None:
        raise ValueError('unrecognized type')
    if sctype in (generic, _core.number, _core.integer, _core.signedinteger, _core.unsignedinteger, _core.inexact, _core.floating,
                  _core.complexfloating, _core.flexible, _core.character):
        raise KeyError(sctype)
    return dtype(sctype).char


def maximum_sctype(t):
    """The widest type of t's kind."""
    found = obj2sctype(t)
    if found is None:
        return t
    widest = {'i': 'l', 'u': 'L', 'f': 'g', 'c': 'G'}.get(dtype(found).kind)
    return dtype(widest).type if widest else found


_KINDS = 'buifcSUVOMm'
_RISING = _NUMBERS + 'O'


def _first_above(types, start=0):
    """The first type in rising order that is not below any of these."""
    if len(types) < 2:
        return types[0] if types else None
    return next((d for d in map(dtype, _RISING[start:]) if all(d >= t for t in types)), None)


def find_common_type(array_types, scalar_types):
    """The type for arrays and scalars of these types: that of the arrays, unless the scalars are of a higher kind."""
    arrays, scalars = _first_above(list(map(dtype, array_types))), _first_above(list(map(dtype, scalar_types)))
    if arrays is None or scalars is None:
        return scalars if arrays is None else arrays
    if arrays.kind not in _KINDS or scalars.kind not in _KINDS:
        return None
    if _KINDS.index(scalars.kind) <= _KINDS.index(arrays.kind):
        return arrays
    if scalars > arrays:
        return scalars
    return _first_above([scalars, arrays], _RISING.index(scalars.char)) if scalars.char in _RISING else None


def common_type(*arrays):
    """The floating-point or complex class for arrays of numbers."""
    parts, is_complex, widest = 'efdg', False, 0
    for a in arrays:
        code = a.dtype.char
        if issubclass(a.dtype.type, _core.integer):
            code = 'd'
        elif code.lower() not in parts or a.dtype.kind not in 'fc':
            raise TypeError("can't get common type for non-numeric array")
        is_complex = is_complex or a.dtype.kind == 'c'
        widest = max(widest, parts.index(code.lower()))
    if is_complex:
        return dtype('FFDG'[widest]).type
    return dtype(parts[widest]).type


_WIDEST_FIRST = 'GDFgdfQqLlIiHhBb?'


def mintypecode(typechars, typeset='GDFgdf', default='d'):
    """The code of the smallest type of the set that takes all of these."""
    codes = [t if isinstance(t, str) else _core.asarray(t).dtype.char for t in typechars]
    found = {t for t in codes if t in typeset}
    if not found:
        return default
    if 'F' in found and 'd' in found:
        return 'D'
    return min(found, key=_WIDEST_FIRST.index)


def typename(char):
    names = {'?': 'bool', 'b': 'signed char', 'B': 'unsigned char', 'h': 'short', 'H': 'unsigned short',
             'i': 'integer', 'I': 'unsigned integer', 'l': 'long integer', 'L': 'unsigned long integer',
             'q': 'long long integer', 'Q': 'unsigned long long integer', 'f': 'single precision',
             'd': 'double precision', 'g': 'long precision', 'F': 'complex single precision',
             'D': 'complex double precision', 'G': 'complex long double precision', 'S': 'string', 'U': 'unicode',
             'V': 'void', 'O': 'object', 'S1': 'character'}
    return names[char]


def _register_numbers():
    """The scalars of numbers are numbers to the module of that name."""
    import numbers
    numbers.Integral.register(_core.integer)
    numbers.Complex.register(_core.inexact)
    numbers.Real.register(_core.floating)
    numbers.Number.register(_core.number)


_register_numbers()
