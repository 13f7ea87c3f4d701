"""Which results are the array itself, which are views of another, and the steps of new dimensions."""
import numpy as np


def show(a):
    base = a.base
    print(a.shape, a.strides, a.dtype.str, a.flags.owndata, None if base is None else (base.shape, base.strides))


for a in (np.arange(4), np.arange(6).reshape(2, 3), np.array(3), np.zeros((0, 3)), np.array(['a', 'b']), np.zeros(2, 'i4,f8'),
          np.array([1, None]), np.arange(3).astype('M8[D]')):
    print(np.squeeze(a) is a, a.squeeze() is a, np.squeeze(a, ()) is a, np.squeeze(a[None]) is a)
print(np.squeeze(np.array(3), 0) is None, np.matrix([1, 2]).squeeze().shape)
x = np.array(5)
print(np.squeeze(x, 0) is x, np.squeeze(x, -1) is x)

for a in (np.array([3, 0, 2]), np.array([[1, 0], [2, 3]]), np.array([True, False, True]), np.zeros((0, 3)), np.zeros(0),
          np.arange(24).reshape(2, 3, 4), np.array([1, 0, None]), np.array(['', 'b'])):
    for part in np.nonzero(a):
        show(part)
    show(np.argwhere(a))
    show(np.flatnonzero(a))
show(np.argwhere(np.array(2)))
show(np.argwhere(np.array(0)))

for a in (np.arange(6).reshape(2, 3), np.arange(6).reshape(2, 3).T, np.arange(6).reshape(2, 3)[:, ::2], np.arange(4)[::-1], np.array(3),
          np.zeros((0, 3)), np.broadcast_to(np.arange(3), (2, 3)), np.array([['a', 'bc']]), np.zeros((2, 2), 'i4,f8')):
    for axis in (0, -1, (0, 1), (0, -1)):
        r = np.expand_dims(a, axis)
        print(axis, r.shape, r.strides, r.base is (a if a.base is None else a.base))
show(np.fix(np.array([1.5, -2.5])))
