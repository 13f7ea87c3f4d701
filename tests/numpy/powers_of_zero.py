# An array of one number to the power 0 is a one of its type; a scalar has the type of both
import numpy as np

for kind in 'c8', 'c16', 'f2', 'f4', 'f8', 'i1', '?':
    x = np.array(2, kind)
    print(kind, *((x ** e).dtype for e in (0, 0.0, 1, 2, 3, 0.5)), (x[()] ** 0).dtype, (np.array([2], kind) ** 0).dtype, np.power(x, 0).dtype, repr(x ** 0))
print(np.array(np.nan) ** 0, type(np.array(2.) ** 0), np.array(2., 'f4') ** np.array(0))
