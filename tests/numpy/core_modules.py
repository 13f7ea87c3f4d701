"""The modules of numpy.core, and _CopyMode."""
import numpy as np
import numpy.core.defchararray
import numpy.core.records
import numpy.core.umath as um
from numpy.core import einsumfunc, fromnumeric, function_base, getlimits, numerictypes, shape_base
from numpy.core.arrayprint import array2string
from numpy.core.memmap import memmap
from numpy.core.multiarray import dot
from numpy.core.numeric import asarray

print(np.core.records is np.rec, np.core.defchararray is np.char, um.add is np.add, dot is np.dot, asarray is np.asarray,
      array2string is np.array2string, memmap is np.memmap)
for m in (um, einsumfunc, fromnumeric, function_base, getlimits, numerictypes, shape_base):
    print(m.__name__, len(set(m.__all__) - {'long', 'unicode', '_UFUNC_API', '_add_newdoc_ufunc'}),
          all(hasattr(m, n) for n in m.__all__ if n in np.__all__))


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


a = np.arange(3.)
print(list(np._CopyMode))
for mode in np._CopyMode:
    show(lambda: bool(mode))
    show(lambda: np.array(a, copy=mode) is a)
    show(lambda: np.array([1, 2], copy=mode))
    show(lambda: np.array(3, copy=mode))
    show(lambda: np.array(a, dtype=int, copy=mode))
    show(lambda: np.array(a, copy=mode, ndmin=2))
    show(lambda: np.array(np.ones((2, 3)), copy=mode, order='F').flags.f_contiguous)
    show(lambda: np.array(np.array(['a', 'b']), 'U5', copy=mode))
    show(lambda: a.astype(int, copy=mode))
    show(lambda: a.astype(float, copy=mode) is a)
show(lambda: np.array(a, copy=None))
