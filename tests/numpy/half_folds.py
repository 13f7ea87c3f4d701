# Sums and products of half precision round where NumPy's loop leaves a line or a buffer; doubles round to half at once.
import numpy as np

k = np.arange(24000)
x = ((k * 37 % 101 - 50) / 16).astype('f2')
y = (1 + (k * 53 % 89 - 44) / 1024).astype('f2')
for shape in ((24000,), (150, 160), (20, 30, 40), (12000, 2), (2, 12000)):
    a, b = x.reshape(shape), y.reshape(shape)
    for n, v, w in ((0, a, b), (1, a.T, b.T), (2, a[::2], b[::2]), (3, a[..., ::-1], b[..., ::-1]), (4, a[::-1], b[::-1])):
        print(shape, n, v.sum(), w.prod(), *(v.sum(axis=i).ravel()[:3].tolist() for i in range(v.ndim)),
              *(w.prod(axis=i).ravel()[:2].tolist() for i in range(v.ndim)), v.sum((0, -1)).ravel()[:2] if v.ndim > 1 else '',
              np.add.reduce(v, axis=-1, keepdims=True).shape, v.var(), v.std(axis=0).ravel()[:2])
big = np.full((4, 4), 60000, 'f2')
with np.errstate(over='raise'):
    for f in (lambda: big.sum(0), lambda: big.sum(), lambda: big.prod(1)):
        try:
            print(f())
        except FloatingPointError as e:
            print(e)
print(np.array([0.9880370995195684, 1.00048828125 + 1e-12, 65519.999, 1e-8, 2.0 ** -25, 2.0 ** -25 * 1.0000000001]).astype('f2').tolist())
z = np.zeros((2, 3), 'f2')
z[...] = 0.9880370995195684 * np.ones((2, 3))
print(z, big[:0].sum(0), big[:, :0].prod(1), np.array(3, 'f2').sum(), np.float16(2).prod())
