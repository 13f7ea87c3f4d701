"""astype does not ask a class's own __array_wrap__, which is for the results of functions."""
import numpy as np


class Wrapping(np.ndarray):
    def __array_wrap__(self, result, context=None):
        return 'wrapped', np.asarray(result).tolist()


x = np.array([1, 2]).view(Wrapping)
print(repr(x.astype('f4')), repr(x.astype('f4', subok=False)), repr(x[:1].reshape(()).astype('i2')))
print(x + 1, np.sin(x[:0]))
