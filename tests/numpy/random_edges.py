# numpy.random: shuffles of records and of arrays of other classes, bounds of 64 bits in arrays, results without dimensions,
# what bit generators and states refuse.
import warnings

import numpy as np
from numpy.random import MT19937, PCG64, Generator, RandomState


def show(f):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)
        for w in seen:
            print('  ', w.category.__name__, w.message)


def rows():
    return np.array([(i, i / 2) for i in range(7)], [('n', int), ('h', float)])


for make in (lambda: Generator(MT19937(11)), lambda: RandomState(11)):
    for values in (rows, lambda: rows().view(np.recarray), lambda: rows()[::2], lambda: rows()[:6].reshape(2, 3),
                   lambda: np.ma.array(np.arange(6), mask=[0, 1, 0, 0, 1, 0]), lambda: np.array([b'ab', b'c', b'def'])):
        g, x = make(), values()
        g.shuffle(x)
        print(x.tolist(), g.random())
        print(make().permutation(values()).tolist())
    g = make()
    show(lambda: g.shuffle(np.array(5)))
    show(lambda: g.choice([4, 5], ()))
    show(lambda: g.choice([4.5, 5], (), p=[0.5, 0.5]))
    show(lambda: g.choice([4, 5]))
    p = np.array([0.99, 0.99] + [1e-9] * 6, 'f4')
    show(lambda: g.multinomial(1, p / p.sum()))
top = 2 ** 64 - 1
for low, high in (([0], [top + 1]), ([top], top + 1), ([-1], [5]), ([3], [top + 2]), ([[4], [9]], [8, 12]), ([7], [7])):
    show(lambda: Generator(PCG64(2)).integers(low, high, dtype='u8'))
    show(lambda: RandomState(2).randint(low, high, dtype='u8'))
show(lambda: Generator(PCG64(2)).integers([-2 ** 63], [2 ** 63 - 1], endpoint=True))
show(lambda: Generator(PCG64(2)).integers([-2 ** 63], [2 ** 63], endpoint=True))
show(lambda: Generator(PCG64(2)).multivariate_normal([0], [[1j]]))
show(lambda: Generator(PCG64(2)).multivariate_hypergeometric([2 ** 60, 5], 3, method='count'))
show(lambda: Generator(PCG64))
show(lambda: RandomState(PCG64))
show(lambda: PCG64((1, None)))
show(lambda: RandomState(PCG64(1)).get_state()['bit_generator'])
old = np.random.get_bit_generator()
np.random.set_bit_generator(PCG64(4))
print(np.random.random())
np.random.seed(9)
print(np.random.random(), type(np.random.get_bit_generator()).__name__)
np.random.set_bit_generator(old)
print(np.random.get_bit_generator() is old)
