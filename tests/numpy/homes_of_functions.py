# Modules in which NumPy keeps what numpy shows, as scripts import them.
import importlib
import numpy as np

for name in ('lib.arraypad lib.arraysetops lib.function_base lib.histograms lib.shape_base lib.twodim_base lib.type_check '
             'lib.ufunclike lib.polynomial testing._private.utils').split():
    module = importlib.import_module('numpy.' + name)
    home = np.testing if 'testing' in name else np
    print(name, len(module.__all__) > 0, all(getattr(module, n) is getattr(home, n) for n in module.__all__ if hasattr(home, n)))
from numpy.lib.type_check import isneginf, isposinf
print(isposinf([1, np.inf]), isneginf([-np.inf, 2]))
print(np._get_promotion_state())
with np._no_nep50_warning():
    print(np.float32(1) + 1)
try:
    np._set_promotion_state('odd')
except TypeError as e:
    print(e)
