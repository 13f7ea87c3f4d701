# A class may change the list that it is in while its arrays are looked at.
import numpy as np

l = []


class A(np.ndarray):
    armed = False
    def __array_finalize__(self, o):
        if A.armed:
            A.armed = False
            l.clear(); l.extend([5] * 3)


def stepped(cls=np.ndarray):
    b = np.zeros(60, 'u1')
    return np.ndarray.__new__(cls, (4,), 'i4', b, 1, (5,))


for f in (np.concatenate, np.stack, np.vstack, np.block, np.broadcast_arrays, np.array):
    l[:] = [stepped(A), stepped(), stepped(A)] + [np.arange(4) for _ in range(200)]
    A.armed = True
    r = f(l)
    print(f.__name__, type(r).__name__, r[0].shape)
