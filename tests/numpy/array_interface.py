"""Objects that tell of their memory by __array_interface__, and what ndarray.ctypes says without that module."""
import numpy as np


class Told:
    def __init__(self, **face):
        self.__array_interface__ = {'typestr': '<f8', 'version': 3, **face}


class OfClass:
    __array_interface__ = {'typestr': '<i4', 'shape': (2,), 'data': np.array([7, 8], 'i4').tobytes(), 'version': 3}


def show(f):
    try:
        r = f()
        print(repr(r), getattr(r, 'dtype', ''))
    except Exception as e:
        print(type(e).__name__, e)


eight = np.float64(3).tobytes()
x = np.arange(6, dtype='i4').reshape(2, 3)
show(lambda: np.array(Told(shape=(), data=eight)))
show(lambda: np.array(Told(shape=(2,), data=eight * 2, strides=(8,))))
show(lambda: np.array(Told(shape=(1,), data=eight * 2, offset=8)))
show(lambda: np.asarray(OfClass()) + 1)
show(lambda: np.array(Told(**x.__array_interface__)))
show(lambda: np.array(Told(**x[:, ::2].__array_interface__)))
show(lambda: np.array(Told(**x.T.__array_interface__)))
held = Told(**x.__array_interface__)
y = np.asarray(held)
y[0, 0] = 50
print(x, y.base is held, y.flags.writeable)
show(lambda: np.asarray(Told(shape=(2,), data=bytes(16))).flags.writeable)
for face in ({'shape': (3,)}, {'shape': None}, {'data': eight}, {'shape': (1,), 'typestr': 3}, {'shape': (1,), 'typestr': 'zz'},
             {'shape': (1.5,)}, {'shape': (1,), 'data': eight, 'strides': 8}, {'shape': (1,), 'data': eight, 'strides': (8, 8)},
             {'shape': (1,), 'data': (1, False, 2)}):
    show(lambda: np.array(Told(**face)))
wrong = Told()
wrong.__array_interface__ = 3
show(lambda: np.array(wrong))


class Fails:
    def __getattr__(self, name):
        if name == '__array_interface__':
            raise RecursionError('asked')
        raise AttributeError(name)


show(lambda: np.array(Fails()))


class NotReally:
    def __len__(self):
        return 1

    def __getitem__(self, i):
        raise KeyError(i)


show(lambda: np.array(NotReally()).shape)
show(lambda: np.array([NotReally(), 1]).shape)


class Endless:
    def __array__(self):
        return np.ones((1, 2))

    def __len__(self):
        return 0

    def __getitem__(self, i):
        return 1


show(lambda: np.array([Endless(), Endless()]))


class Index:
    def __array__(self):
        return np.array(2)


show(lambda: np.arange(5)[Index()])
show(lambda: np.arange(12).reshape(3, 4)[Index(), [0, 1]])
print(x.ctypes.data == x.__array_interface__['data'][0], list(x.ctypes.shape), list(x.ctypes.strides), type(x.ctypes).__name__)
