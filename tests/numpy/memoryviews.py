# memoryview over arrays: layout, order of bytes, pieces that bytes-like users refuse.
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
