"""like= with a class of its own, matrices and blocks from indices, arrays of iterables, choices by objects."""
import numpy as np

from _programs import show


class Other:
    def __array_function__(self, function, types, args, words):
        return function.__name__, [t.__name__ for t in types], args, sorted(words.items())


class Refusing:
    def __array_function__(self, *args):
        return NotImplemented


A, B = np.matrix([[1, 2]]), np.matrix([[3, 4]])
o = Other()
for line in r'''
np.zeros(3, like=o)
np.ones((2, 3), like=o)[:2]
np.full(3, 7, like=o)[:2]
np.arange(3, like=o)
np.array([1], like=o)
np.asarray([1], like=o)
np.frombuffer(b'ab', dtype='u1', like=o)[0]
np.ascontiguousarray([1], like=o)
np.ascontiguousarray([1], like=3)
np.asfortranarray([1], like=3)
np.tri(2, like=3)
np.fromiter([1], int, like=3)
np.fromfunction(len, (1,), like=3)
np.require([1], like=3)
np.loadtxt(['1'], like=3)
np.zeros(2, like=Refusing)
np.zeros(3, like=np.arange(2))
np.bmat('A, B; B, A')
np.bmat('A B')
np.bmat('A, Z')
np.bmat('X', {'X': B}, {})
np.r_['r', 1:3]
np.r_['c', [1, 2]]
np.r_['c', 1:3, [[5]]]
np.fromiter([[1], [2]], object)
np.fromiter([(1, 2), (3, 4)], int)
np.fromiter([(1, 2), (3, 4)], 'i4,f8')
np.fromiter('abc', 'U')
np.fromiter([1, 2], None)
np.fromiter(3, int)
np.fromiter([1, 2], int, 3)
np.where(np.array([1, None, 'a'], object), 1, 2.5)
np.where(np.array([1, None], object), ['a', 'b'], 'c')
np.tril_indices(2)
np.triu_indices(2, 1)
np.dtype((np.str_, 5))
np.dtype([('a', np.str_, 3), ('b', 'S', 2)])
np.dtype((np.void, 4))
np.dtype(('U', (3,)))
np.dtype('i4,')
float(np.array('NaT', 'M8[s]'))
int(np.array(3, 'm8[s]'))
float(np.array((1, 2.), 'i4,f8'))
complex(np.array(b'12'))
round(np.datetime64('2000'))
np.int64(3) < None
np.float32(2) >= 'a'
np.array([(1, 2.)], 'i4,f8') - 2**70
np.multiply([2**70], 3)
np.float32(1) + 2**70
'''.strip().splitlines():
    print(line, end=' => ')
    show(lambda: eval(line))
