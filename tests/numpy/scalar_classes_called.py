# Classes of numbers and text, called with too much, by name, or with arrays.
import warnings

import numpy as np

warnings.simplefilter('ignore')


class Own(np.ndarray):
    pass


CALLS = [((1, 2), {}), ((1, 2, 3), {}), ((1,), {'zzz': 1}), ((), {'zzz': 1}), ((), {'zzz': 1, 'y': 2}), ((None,), {}),
         ((np.matrix([[1, 2]]),), {}), ((np.array([1, 2]).view(Own),), {}), ((np.array([1.5, 2]),), {}), ((np.array(3).view(Own),), {}),
         (([1, 2],), {}), ((b'5',), {}), ((5.5,), {}), ((...,), {})]
for c in (np.float64, np.float32, np.complex128, np.complex64, np.bool_, np.int64, np.uint8, np.object_, np.str_, np.bytes_):
    for args, words in CALLS:
        try:
            r = c(*args, **words)
            print(c.__name__, args, words, type(r).__name__, repr(r))
        except Exception as e:
            print(c.__name__, args, words, type(e).__name__, e)
print(hasattr(np.float64, 'dot'), hasattr(np.ndarray, 'dot'))
G = np.random.default_rng(3)
for text in '''G.multinomial('x', [.5, .5])
G.multinomial([1.5], [.5, .5])
G.multinomial(3, 'x')
G.multinomial(3, [])
G.multinomial([], [.5, .5], size=2)
G.multinomial([1, 2], [.5, .5], size=3)
G.multinomial([3, 4], [[.5, .5], [.1, .9]])
np.dtype('f8').newbyteorder(b'>')
np.dtype('f8').newbyteorder(b'z')
np.dtype('f8').newbyteorder('S', 1)'''.split('\n'):
    try:
        print(text, repr(eval(text)))
    except Exception as e:
        print(text, type(e).__name__, e)
Q = np.ma.array([1, 2, 3], mask=[0, 1, 0])
for text in '''np.testing.assert_allclose(Q, [1, 9, 3])
np.testing.assert_allclose(Q, [1, 9, 4])
np.testing.assert_array_equal([1, 2], Q)
np.testing.build_err_msg([1, 2], None)
np.testing.build_err_msg([1, 2], 3)
np.testing.assert_approx_equal(1.0, 1.01, None)
np.testing.assert_array_almost_equal([1.], [1.], 1.5)
np.testing.assert_array_almost_equal([1.], [1.], 'x')
np.array_str(Q)'''.split('\n'):
    try:
        print(text, repr(eval(text)))
    except Exception as e:
        print(text, type(e).__name__, e)
