# A number is cast once, ahead of looking at the mask, where it goes to several elements.
import warnings
import numpy as np

for n in (0, 1, 2, 3):
    for where in (True, [True], [True, False], [False]):
        for value in (1e20, 1., np.array([1e20])):
            x = np.zeros(n, 'f2')
            with warnings.catch_warnings(record=True) as told:
                warnings.simplefilter('always')
                try:
                    np.copyto(x, value, where=where)
                    print(n, where, x, [str(w.message) for w in told])
                except ValueError as e:
                    print(n, where, e, [str(w.message) for w in told])
