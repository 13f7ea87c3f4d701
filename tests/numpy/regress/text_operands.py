# Text given to clip and to char.add with bytes: what comes, or which loop there is not.
import numpy as np


def show(f, *args):
    try:
        r = f(*args)
        print(repr(r), r.dtype)
    except TypeError as e:
        print(type(e).__name__, e)


u, b = np.array(['a5', 'b']), np.array([b'xy', b'z'])
for x, y in [(b, u), (u, b), (b, 'q'), (b'a', 'bc'), ('a', b'b'), (u, '\xe9'), (b, '\xe9'), (b[:0], u[:0])]:
    show(np.char.add, x, y)
for args in [(u, 'b', 'c'), (u, 1, 2), ([1, 2], 'a', 'b'), (b, b'b', b'c'), (['a', 'b'], 'a', 'b'), (['a', 'b'], 'a', None),
             (['a', 'b'], None, 'b'), ('a', 'b', 'c'), ([1, 2], 'a', None), (u.astype(object), 'a', 'b'), (1, 'a', 2)]:
    show(np.clip, *args)
