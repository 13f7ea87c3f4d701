"""Arrays of objects that hold themselves, as text, and subclasses whose elements are arrays."""
import numpy as np


class Kept(np.ndarray):
    def __new__(cls, value):
        return np.asarray(value).view(cls)

    def __getitem__(self, index):
        return Kept(super().__getitem__(index))


a = np.array([None, None])
a[1] = a
print(repr(a), a)
a[1] = [a, 'x']
print(repr(a), a)
a[1] = None
b, c = np.array(None), np.array(None)
b[()] = b
print(repr(b), b)
b[()] = c
c[()] = b
print(repr(b), b)
b[()] = None
for value in 1, [1, 1], None, 'a', 2.5, True:
    print(repr(Kept(value)), Kept(value))
x = Kept(None)
x[()] = Kept(None)
print(repr(x), x)
