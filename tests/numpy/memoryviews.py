# memoryview over arrays: layout, order of bytes, pieces that bytes-like users refuse.
import array

import numpy as np

a = np.arange(6, dtype='i2').reshape(2, 3)
for x in (a, a.T, a[::-1], a[:, ::2], np.asfortranarray(a)[:1], np.array(5, 'i2'), np.arange(24, dtype='u1').reshape(2, 3, 4).transpose(2, 0, 1)):
    m = memoryview(x)
    print(m.shape, m.strides, m.c_contiguous, m.f_contiguous, m.contiguous)
    print([m.tobytes(order) for order in (None, 'C', 'F', 'A')])
    print(m.tobytes('F') == x.tobytes('F'), m.tobytes('A') == x.tobytes('A'))
    print(np.asarray(m).shape, np.asarray(m).tolist() == x.tolist())
for x in (a, a.T, a[:, ::2]):
    try:
        print(b'-'.join([b'x', x]))
    except TypeError as e:
        print(e)
try:
    memoryview(a).tobytes('X')
except ValueError as e:
    print(e)

# asarray stands on the memory that is lent; array copies it.
b = bytearray(b'abcd')
a = np.asarray(b)
a[0] = 65
print(b, a.dtype)
x = array.array('i', [1, 2, 3])
a = np.asarray(x)
a[1] = 9
print(x)
try:
    x.append(1)
except BufferError:
    print('exported')
del a
x.append(4)
print(x)
z = np.arange(6).reshape(2, 3)
m = memoryview(z.T)
a = np.asarray(m)
a[0, 1] = 77
print(z, a.strides, a.flags.owndata)
a = np.asarray(memoryview(z[::-1]))
print(a, a.strides)
a = np.asarray(memoryview(b'abc'))
print(a, a.flags.writeable)
a = np.array(memoryview(z))
a[:] = 0
print(z)
a = np.asarray(memoryview(z), 'f4')
print(a)
print(np.asarray(memoryview(np.array(5))), np.asarray(bytearray()), np.asarray(memoryview(z)[:0]).shape)
print(np.add(memoryview(z), 1), np.sum(x), np.asfortranarray(memoryview(z)).flags.f_contiguous)
