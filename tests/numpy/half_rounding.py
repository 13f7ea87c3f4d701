# Sums and products in half precision are rounded between the elements that do not lie along the innermost dimension.
import numpy as np

rng = np.random.RandomState(3)
x = rng.randn(3, 5, 4) + 1


def show(*values):
    print(*[np.asarray(v, 'f8').ravel().round(5).tolist() for v in values])


for a in x, x.astype('f2'), np.asfortranarray(x), x.astype('f2').transpose(1, 2, 0), (x * 100).astype(int):
    for axis in 0, 1, 2, (0, 1), (0, 2), None:
        show(np.sum(a, axis=axis, dtype='f2'), np.prod(a / 9, axis=axis, dtype='f2', initial=2.7))
        show(np.var(a, axis=axis, dtype='f2'), np.mean(a, axis=axis, dtype='f2'))
        show(np.add.reduce(a, axis=axis, dtype='f2', initial=.3), np.multiply.reduce(a / 9, axis=axis, dtype='f2'))
        show(np.add.reduce(a, axis=axis, dtype='f2', where=a > 1), np.nansum(a.astype('f2'), axis=axis))
long = rng.randn(20000)
show(long.sum(dtype='f2'), long.astype('f2').sum(), long.astype('f2').mean(), np.std(long, dtype='f2'))
for shape in ((0, 3), (3, 0), (0,), (2, 0, 3)):  # nothing to round
    for f in (np.sum, np.prod, np.nansum, np.add.reduce):
        print(shape, f.__name__, [repr(f(np.ones(shape, d), axis=-1, dtype='f2')) for d in ('f2', 'u1')])
