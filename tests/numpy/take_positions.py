# Elements by an array of positions: all sizes of elements and steps, negative ones, and those out of range.
import numpy as np

places = np.array([3, 49, 0, -1, -50, 7] * 50)
for dtype in 'u1', 'i2', 'f4', 'f8', 'c16', 'g', 'G':
    a = np.arange(50).astype(dtype)
    print(dtype, a[places[:3]], a[places].sum(), a[::2][places // 2].sum(), a[::-3][places % 17 - 8].sum())
    for bad in 50, -51:
        for where in 0, 150, 299:
            wrong = places.copy()
            wrong[where] = bad
            for view in a, a[::2]:
                try:
                    print(view[wrong])
                except IndexError as error:
                    print(error)
