"""How sums of products are rounded follows from the route that NumPy takes, whichever BLAS it has: its own loops for
matrices whose lines are not dense, one dot for every element of a product of more dimensions, one loop for a vector
and for the row or column that it is."""
import numpy as np

rs = np.random.RandomState(3)


def in_steps(x, y):
    """The product as a loop of Python makes it: every product and every sum rounded to the type."""
    r = np.zeros((x.shape[0], y.shape[1]), x.dtype)
    for i in range(x.shape[0]):
        for j in range(y.shape[1]):
            s = x.dtype.type(0)
            for k in range(x.shape[1]):
                s = s + x[i, k] * y[k, j]
            r[i, j] = s
    return r


def same(x, y):
    return x.dtype == y.dtype and x.shape == y.shape and x.tobytes() == y.tobytes()


def lazy(x):
    """The same numbers in an array that dot copies first."""
    return np.ascontiguousarray(x[::-1])[::-1]


for kind in ('f4', 'f8', 'c8', 'c16'):
    print(kind)

    def some(*shape):
        x = rs.randn(*shape)
        return (x + 1j * rs.randn(*shape) if kind[0] == 'c' else x).astype(kind)

    for m, k, n in ((2, 3, 2), (3, 9, 4), (5, 40, 17), (1, 33, 6), (7, 33, 1), (1, 20, 1), (6, 1, 5)):
        a, b = some(m, k), some(k, n)
        strided = np.repeat(a, 2, axis=1)[:, ::2]
        print(m, k, n,
              same(strided @ b, in_steps(a, b)) if m != 1 and k != 1 else '-',
              same(a @ np.ascontiguousarray(b[::-1, ::-1])[::-1, ::-1], in_steps(a, b)),
              same(np.dot(strided, b), np.dot(a, b)) if m != 1 else '-',
              same(np.dot(lazy(a), lazy(b)), np.dot(a, b)),
              same(np.inner(a, b.T), np.dot(a, b)))
    a, v = some(9, 37), some(37)
    print(same(a @ v, v @ a.T), same(a @ v, (a @ v[:, None])[:, 0]), same(a @ v, (v[None] @ a.T)[0]),
          same(np.dot(a, v), a @ v), same(np.asfortranarray(a) @ v, v @ np.asfortranarray(a).T))
    print(same(v @ v, (v[None] @ v[:, None])[0, 0]), same(v[::2] @ v[::2], np.dot(v[::2], v[::2])))
    square = a @ a.T
    print(same(square, np.ascontiguousarray(square.T)), same(np.dot(a, a.T), square))
    x, y = some(2, 3, 37), some(2, 37, 5)
    print(same(np.dot(x, y), np.array([[[[p @ q for q in z.T] for z in y] for p in plane] for plane in x], kind)),
          same(np.inner(x, a), np.array([[[p @ q for q in a] for p in plane] for plane in x], kind)))
    print(same(x @ y, np.array([p @ q for p, q in zip(x, y)])), same(x @ y[0], np.array([p @ y[0] for p in x])))

for kind in ('f8', 'c16'):
    a = np.array([[1, -2], [np.inf, np.nan], [0, -0.0]], kind)
    for one in (0, -0.0, 2, -1):
        one = np.array(one, kind)
        print(np.dot(a, one).tolist(), np.dot(one, a.T).tolist(), np.dot(a[:, :1], one[None]).tolist())
        print(np.dot(a[::-1, 1:], one[None]).tolist(), np.dot(one[None, None], a[:1]).tolist(), np.dot(a[2], one).tolist())
