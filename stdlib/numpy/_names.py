"""Small names of the module numpy that few programs use: documentation set afterwards, the state of errors as a list,
exchange by DLPack, __array_wrap__ of several objects."""
import os
import warnings
from _kukri import as_native as _as_native

from numpy import _core
from numpy._core import ndarray

__all__ = ['add_docstring', 'add_newdoc', 'add_newdoc_ufunc', 'geterrobj', 'seterrobj', 'fastCopyAndTranspose', 'from_dlpack',
           'get_array_wrap', 'kernel_version', 'set_numeric_ops', 'use_hugepage']

use_hugepage = 1
kernel_version = tuple(int(''.join(c for c in part if c.isdigit()) or 0) for part in os.uname().release.split('.')[:2])


def add_docstring(obj, docstring):
    """Gives an object a text of documentation where it can take one."""
    try:
        obj.__doc__ = docstring
    except (AttributeError, TypeError):
        pass


add_newdoc_ufunc = add_docstring


def add_newdoc(place, obj, doc, warn_on_python=True):
    """The same for an object of a module, or for its attributes."""
    import importlib
    target = getattr(importlib.import_module(place), obj)
    if isinstance(doc, str):
        add_docstring(target, doc.strip())
    for name, text in [doc] if isinstance(doc, tuple) else doc if isinstance(doc, list) else ():
        add_docstring(getattr(target, name), text.strip())


def geterrobj():
    """[size of buffers, mask of the error states, handler]."""
    from numpy import getbufsize, geterr, geterrcall
    codes = {'ignore': 0, 'warn': 1, 'raise': 2, 'call': 3, 'print': 4, 'log': 5}
    states = geterr()
    mask = sum(codes[states[name]] << shift for name, shift in _SHIFTS)
    return [getbufsize(), mask, geterrcall()]


_SHIFTS = (('divide', 0), ('over', 3), ('under', 6), ('invalid', 9))


def seterrobj(errobj, /):
    from numpy import setbufsize, seterr, seterrcall
    if not isinstance(errobj, list) or len(errobj) != 3:
        raise ValueError('Error object must be a list of length 3')
    size, mask, handler = errobj
    words = ('ignore', 'warn', 'raise', 'call', 'print', 'log')
    if size != 8192:
        setbufsize(size)
    seterr(**{name: words[mask >> shift & 7] for name, shift in _SHIFTS})
    seterrcall(handler)


seterrobj = _as_native(seterrobj, 'tuple')


def fastCopyAndTranspose(a):
    """A transposed copy."""
    warnings.warn('fastCopyAndTranspose and the underlying C function PyArray_CopyAndTranspose have been deprecated.\n\nUse the '
                  'transpose method followed by a C-order copy instead, e.g. ``arr.T.copy()``', DeprecationWarning, stacklevel=2)
    return _core.asarray(a).T.copy()


def from_dlpack(x, /):
    """The memory of an array or tensor on the CPU as an array that cannot be written."""
    import _dlpack
    export = getattr(type(x), '__dlpack__', None)
    if export is None:
        raise AttributeError(f"type object '{type(x).__name__}' has no attribute '__dlpack__'")
    r = _core.asarray(_dlpack.take(export(x))).view(ndarray)
    r.flags.writeable = False
    return r


from_dlpack = _as_native(from_dlpack, None, 'numpy')


def get_array_wrap(*args):
    """__array_wrap__ of the argument with the highest priority, or None."""
    found = [(getattr(x, '__array_priority__', 0), -i, x.__array_wrap__) for i, x in enumerate(args) if hasattr(x, '__array_wrap__')]
    return max(found, key=lambda f: f[:2])[2] if found else None


_OPERATORS = ('add subtract multiply divide remainder divmod power square reciprocal _ones_like sqrt negative positive absolute '
              'invert left_shift right_shift bitwise_and bitwise_or bitwise_xor less less_equal equal not_equal greater '
              'greater_equal floor_divide true_divide logical_or logical_and floor ceil maximum minimum rint conjugate matmul '
              'clip').split()


def set_numeric_ops(**ops):
    """The functions behind the operators of arrays; other ones cannot be put in their place."""
    import numpy as np
    present = {name: getattr(np, name, None) for name in _OPERATORS}
    for name, function in ops.items():
        if name in present and function is not present[name]:
            raise NotImplementedError(f'numpy.set_numeric_ops({name}=) with another function than the present one')
    return present
