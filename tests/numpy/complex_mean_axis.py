# The mean of complex numbers looks at its axes although there is one element only.
import numpy as np

for shape in (1,), (2,), (1, 1), (2, 3):
    a = np.ones(shape, 'c8') * (1 + 2j)
    for axis in (0, 1, -1, -2, 2, (0, 1), (0, 0), (1, -1), ()):
        try:
            print(shape, axis, repr(np.mean(a, axis)), repr(a.mean(axis, keepdims=True)))
        except Exception as e:
            print(shape, axis, type(e).__name__, e)
