# Folds of objects into an output of numbers: it has the first item before the fold, and what a buffer takes is put back.
import numpy as np

x = np.full((2, 3, 4), .6).astype(object)
for axis in 0, 1, 2, (0, 1), (0, 2), (1, 2), None:
    shape = np.zeros(x.shape).sum(axis=axis).shape
    for words in {}, {'initial': .7}, {'initial': .7, 'where': np.arange(24).reshape(x.shape) % 2 == 0}:
        for d in 'i8', 'f4':
            out = np.zeros(shape, d)
            np.add.reduce(x, axis=axis, out=out, **words)
            print(axis, sorted(words), out.tolist())
for shape, axis in ((20000,), 0), ((3, 9000), 1), ((9000, 2), 0), ((0, 2), 0):
    print(shape, np.full(shape, .6).astype(object).sum(axis=axis, out=np.zeros(np.zeros(shape).sum(axis=axis).shape, int)))
for f, d in (np.maximum, 'i8'), (np.multiply, 'i8'), (np.add, '?'), (np.maximum, 'c16'), (np.add, 'm8[s]'), (np.add, 'S5'):
    try:
        print(f.reduce(np.array([1.5, 2.5, 3.5], object), out=np.zeros((), d)))
    except TypeError as e:
        print(type(e).__name__, e)
try:
    np.add.accumulate(np.array([1, 2], object), out=np.zeros(2, 'm8[s]'))
except TypeError as e:
    print(type(e).__name__, e)
try:
    np.sum(np.array([['1', '2'], ['3', '4']], object), axis=0, out=np.zeros(2, int))
except TypeError as e:
    print(type(e).__name__, e)
