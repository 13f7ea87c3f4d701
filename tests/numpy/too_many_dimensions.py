# Results of more than 32 dimensions are refused, by each function in its words.
import numpy as np


def show(name, f):
    try:
        r = f()
        print(name, r.ndim, r.dtype, r.size)
    except Exception as e:
        print(name, type(e).__name__, e)


for dtype in ('f8', 'i8', 'O', 'c8'):
    a, b = np.ones((1,) * 20 + (3,), dtype), np.ones((1,) * 18 + (3, 2), dtype)
    show('dot', lambda: np.dot(a, b))
    show('method', lambda: a.dot(b))
    show('not aligned', lambda: np.dot(a, a[..., :2]))
    show('32', lambda: np.dot(a[(0,) * 7], b))
    show('inner', lambda: np.inner(a, a))
    show('outer', lambda: np.multiply.outer(a, b))
    show('tensordot', lambda: np.tensordot(a, b, 0))
show('expand_dims', lambda: np.expand_dims(np.ones((1,) * 30), (0, 1, 2)))
show('newaxis', lambda: np.ones((1,) * 30)[None, None, None])
show('kron', lambda: np.kron(a, b))
show('ones', lambda: np.ones((1,) * 33))
show('reshape', lambda: np.ones(1).reshape((1,) * 33))
show('broadcast_to', lambda: np.broadcast_to(1, (1,) * 33))
show('ndmin', lambda: np.array(1, ndmin=33))
show('meshgrid', lambda: np.meshgrid(*[[1]] * 33)[0])
for f in (lambda: np.take(np.ones((1,) * 20), 0, 0), lambda: np.ones((2,) * 3).take([0], 1)):
    show('take', f)
print(np.dot(np.zeros((2**40, 1, 0)), np.zeros((2, 0, 0))).shape)
