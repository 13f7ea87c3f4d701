# Signs of zeros in convolutions and polynomials, fields by their titles, rows from iterators, the columns of who().
import os
import tempfile

import numpy as np


def show(s):
    try:
        print(s, '->', repr(eval(s, globals())))
    except Exception as e:
        print(s, '!!', type(e).__name__, e)


for t in 'fdFD':
    for n, m in (1, 1), (2, 1), (3, 2), (5, 3), (2, 5):
        a, b = -np.zeros(n, t), np.ones(m, t)
        for f in np.convolve, np.correlate:
            for mode in 'full', 'same', 'valid':
                r = f(a, b, mode)
                print(t, n, m, mode, np.signbit(r.real).any(), np.signbit(r.imag).any())
print(np.correlate([1 + 2j, 3, 4 - 1j], [0, 2, .5j], 'full'), np.poly((.25, 0, .75)), np.polynomial.polynomial.polyfromroots((-2j, 2j)))
rng = np.random.RandomState(1)
for n, m in (30, 15), (40, 12), (12, 40), (100, 33):
    x, y = rng.randint(-9, 9, n) / 4, rng.randint(-9, 9, m) / 4
    print([float(v) for v in np.correlate(x, y, 'same')[:6]], float(np.convolve(x, y).sum()))
for s in ["np.format_parser(['<f8', '<i4'], ['a', 'b'], ['X', 'Y']).dtype", "np.format_parser('f8,i4', 'a,b', 'X').dtype",
          "np.zeros(1, [(('T', 'a'), 'f8'), ('b', 'i2')])['T']", "np.zeros(1, [(('T', 'a'), 'f8'), ('b', 'i2')])[0]['T']",
          "np.zeros(1, [(('T', 'a'), 'f8'), ('b', 'i2')])['Q']", "np.dtype('i4', metadata=None)", "np.dtype('i4', metadata=3)",
          'np.fromiter([(1, 2), (2, 3)], dtype=np.dtype((int, 2)))', "np.fromiter([[1, 2], [2, 3]], dtype=np.dtype(('f4', (2,))), count=2)",
          'np.fromiter([1, 2], dtype=np.dtype((int, 2)))', 'np.fromiter([(1, 2, 3)], dtype=np.dtype((int, 2)))',
          'np.fromiter([], dtype=np.dtype((int, 2)))', 'np.fromiter(iter([np.eye(2), np.ones((2, 2))]), dtype=np.dtype((float, (2, 2))))']:
    show(s)
a = np.arange(10)
np.who({'x': a, 'a_name_longer_than_others': a, 'y': np.zeros((10, 20, 30, 40), 'U3')})
np.who({'text': 'no array'})
a = np.arange(6, dtype='i4')[::-2]
with np.nditer(a, [], [['writeonly', 'updateifcopy']], casting='unsafe', op_dtypes=[np.dtype('f4')]) as it:
    seen = it.operands[0]
    seen[:] = [-1, -2, -3]
    print(a, seen.dtype)
print(a, seen)
with tempfile.TemporaryDirectory() as folder:
    source = np.DataSource(folder)
    with open(os.path.join(folder, 'here.txt'), 'w') as f:
        f.write('text')
    print(source.exists('here.txt'), source.exists('gone.txt'), source.open(os.path.join(folder, 'here.txt')).read())
    print(os.path.relpath(source.abspath('http://host.invalid/a/b.txt'), folder))
print(np.set_numeric_ops()['add'] is np.add, np.set_numeric_ops(add=np.add)['less'])
