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

# or the arrays themselves; what comes of that is not told, but that the rest goes on
changes = (lambda a: setattr(a, 'dtype', 'u4'), lambda a: setattr(a, 'shape', (2, 2)), lambda a: setattr(a, 'shape', (4, 1)),
           lambda a: setattr(a, 'strides', (4,)), lambda a: a.setflags(write=False))
calls = (np.concatenate, np.broadcast_arrays, lambda l: np.add(l[0], l[1], out=l[1]), lambda l: np.copyto(l[1], l[0]),
         lambda l: np.reshape(l[0], (2, 2)), lambda l: l[0].sort(), lambda l: np.add.at(l[1], [0], 1))
for change in changes:
    class Changing(np.ndarray):
        armed = False

        def __array_finalize__(self, o):
            if Changing.armed:
                Changing.armed = False
                for x in l:
                    try:
                        change(x)
                    except (ValueError, AttributeError):
                        pass
    for call in calls:
        l = [stepped(Changing), stepped(), stepped(Changing)]
        Changing.armed = True
        try:
            call(l)
        except (ValueError, TypeError):
            pass
    print(stepped() + 1)
