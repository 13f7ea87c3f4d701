"""Where argsort puts equal elements: by the steps of its quicksort and heapsort."""
import zlib

import numpy as np

r = np.random.RandomState(0)


def digest(x):
    return zlib.crc32(np.ascontiguousarray(x).tobytes())


for kind in (None, 'quicksort', 'heapsort', 'stable', 'm'):
    for n in (16, 17, 18, 100, 3000):
        for d in 'bBhilLqefdgFDG?':
            x = r.randint(0, 9, n).astype(d)
            if d in 'efdgFDG':
                x[::7] = np.nan
            if d in 'FDG':
                x = (x + 1j * r.randint(0, 3, n)).astype(d)
            print(kind, n, d, digest(np.argsort(x, kind=kind)), digest(x[:, None].argsort(0, kind)))
        v = r.randint(0, 5, n)
        for y in (v.astype('m8[s]'), v.astype('>i4'), v.astype('U'), v.astype('S2'), v.astype(object),
                  np.array([(i, 3) for i in v], 'i4,i8')):
            print(kind, n, y.dtype, digest(y.argsort(kind=kind)))
x = np.arange(3000)
for y in (x, x[::-1], np.concatenate((x, x[::-1])), x % 2, np.repeat([3, 1, 2, 3], 700), np.sin(x) * 3 // 1):
    print(digest(np.argsort(y)), digest(np.argsort(y, kind='heapsort')))
print(np.argsort(x[:40] % 3))
print(np.unique(np.tile([2, np.nan, 1, 3, np.nan, 0], 4), return_inverse=True, equal_nan=False))
