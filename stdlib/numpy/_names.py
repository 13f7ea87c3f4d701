"""Small names of the module numpy that few programs use: documentation set afterwards, the state of errors as a list,
exchange by DLPack, __array_wrap__ of several objects."""
import contextlib
import enum
import os
import warnings
from types import FunctionType
from _kukri import as_native as _as_native

from numpy import _core
from numpy._core import ndarray

__all__ = ['add_docstring', 'add_newdoc', 'add_newdoc_ufunc', 'geterrobj', 'seterrobj', 'fastCopyAndTranspose', 'from_dlpack',
           'get_array_wrap', 'kernel_version', 'set_numeric_ops', 'use_hugepage']



class _CopyMode(enum.Enum):
    """Whether array() and astype() copy."""

    ALWAYS = True
    IF_NEEDED = False
    NEVER = 2

    def __bool__(self):
        if self == _CopyMode.NEVER:
            raise ValueError(f'{self} is neither True nor False.')
        return self.value


_CopyMode.__module__ = 'numpy'


use_hugepage = 1
kernel_version = tuple(int(''.join(c for c in part if c.isdigit()) or 0) for part in os.uname().release.split('.')[:2])


def add_docstring(obj, docstring, /):
    """Gives an object that has no text of documentation one, where it can take one."""
    if not isinstance(docstring, str):
        raise TypeError(f'add_docstring() argument 2 must be str, not {"None" if docstring is None else type(docstring).__name__}')
    present = getattr(obj, '__doc__', None)
    if present is None:
        try:
            obj.__doc__ = docstring
        except (AttributeError, TypeError):
            pass  # functions of Kukri's own whose texts are not built
    elif present != docstring:
        native = hasattr(obj, '__name__') and not isinstance(obj, (FunctionType, _core.ufunc))
        raise RuntimeError(f'{obj.__name__ + " method" if native else "object"} already has a different docstring')


add_docstring = _as_native(add_docstring, 'tuple')


def add_newdoc_ufunc(func, new_docstring, /):
    """Gives a ufunc that has none a text of documentation."""
    for place, (value, wanted, name) in enumerate(((func, _core.ufunc, 'numpy.ufunc'), (new_docstring, str, 'str')), 1):
        if not isinstance(value, wanted):
            raise TypeError(f'_add_newdoc_ufunc() argument {place} must be {name}, not {type(value).__name__}')
    raise ValueError('Cannot change docstring of ufunc with non-NULL docstring')  # every ufunc has one


add_newdoc_ufunc = _as_native(add_newdoc_ufunc, 'tuple')


# --- which rule finds the type of results ---

def _get_promotion_state():
    return 'legacy'


def _set_promotion_state(state, /):
    """Chooses between NumPy's rules, of which only the legacy ones are built."""
    if not isinstance(state, str):
        raise TypeError('_set_promotion_state() argument or NPY_PROMOTION_STATE must be a string.')
    if state in ('weak', 'weak_and_warn'):
        raise NotImplementedError(f'numpy._set_promotion_state({state!r})')
    if state != 'legacy':
        raise TypeError("_set_promotion_state() argument or NPY_PROMOTION_STATE must be 'weak', 'legacy', or 'weak_and_warn' "
                        f'but got {state!r:.100}')


@contextlib.contextmanager
def _no_nep50_warning():
    """Silences warnings of a difference between those rules; there are none under the legacy ones."""
    yield


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


def expired(name):
    """What stands for a function of finance that is no more."""
    import warnings
    text = (f'In accordance with NEP 32, the function {name} was removed from NumPy version 1.20.  A replacement for this function '
            'is available in the numpy_financial library: https://pypi.org/project/numpy-financial')

    def _expired(*args, **kwds):
        raise RuntimeError(text)
    warnings.warn(text, DeprecationWarning, stacklevel=3)
    return _expired
