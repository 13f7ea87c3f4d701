# Draws into arrays that are given, with a parameter for each element, for each line, or for all.
import numpy as np

rng = np.random.Generator(np.random.PCG64(1))
state = rng.bit_generator.state


def drawn(f, *args, **kw):
    rng.bit_generator.state = state
    try:
        return f(*args, **kw)
    except (TypeError, ValueError) as e:
        return f'{type(e).__name__}: {e}'


shape = np.arange(5.) + 1
for dtype in 'fd':
    for size in ((3, 7, 5), (5,), (2, 5), (1, 5), (4, 3), (5, 1), 1, (), (0, 5)):
        out = np.zeros(size, dtype)
        r = drawn(rng.standard_gamma, shape, out=out, dtype=dtype)
        want = drawn(rng.standard_gamma, shape, size=size, dtype=dtype)
        print(dtype, size, r if isinstance(r, str) else (r is out, out.tolist() == want.tolist(), out.ravel()[:3]))
        print(drawn(rng.standard_gamma, 2., out=np.zeros(size, dtype), dtype=dtype).ravel()[:2])
        print(drawn(rng.standard_gamma, np.array([[2.]]), out=np.zeros(size, dtype), dtype=dtype))
    print(drawn(rng.standard_gamma, np.ones((4, 5)), out=np.zeros(5, dtype), dtype=dtype))
    print(drawn(rng.standard_gamma, np.ones((2, 5)), out=np.zeros((2, 5), dtype), size=(2, 5), dtype=dtype).ravel()[:2])
    print(drawn(rng.standard_gamma, np.ones((2, 5)), out=np.zeros((2, 5), dtype), size=(5,), dtype=dtype))
    print(drawn(rng.standard_gamma, -shape, out=np.zeros(5, dtype), dtype=dtype))
big = np.zeros((31, 7, 97))
print(drawn(rng.standard_gamma, np.arange(97.) + 1, out=big).sum())
