# Index arrays in the other byte order.
import numpy as np

a = np.arange(12).reshape(3, 4)
for dtype in '>i4', '>i8', '>u2', '>i2':
    i = np.array([2, 0], dtype)
    print(a[i], a[:, i], a[i, i], a[1, i], a[i[:, None], i], a[np.array(1, dtype)])
    b = a.copy()
    b[i] = -1
    b[:, i] += 100
    print(b)
    np.add.at(b, i, 1)
    print(b[0], a.take(i, axis=1), np.take_along_axis(a, np.array([[1], [2], [3]], dtype), 1).ravel(), a.ravel()[i[::-1]])
    print(np.arange(5)[np.array([-1, -2], '>i2')], list(range(9))[np.array(3, dtype)], np.put(b, i, 7), b.ravel()[:3])
for bad in np.array([1.0], '>f4'), np.array([9], '>i4'), np.array([1 + 0j], '>c8'):
    try:
        print(a[bad])
    except IndexError as e:
        print(e)
