"""ufunc.at on arrays without elements looks for a loop all the same; comparisons of text lie as their operands do."""
import numpy as np

for f, d, b in ((np.power, 'm8[s]', 1), (np.add, 'M8[s]', np.zeros(1, 'M8[s]')), (np.add, 'U2', 1), (np.add, 'm8[s]', 1), (np.bitwise_and, 'f4', 1),
                (np.logical_and, 'm8[s]', 1), (np.sin, 'm8[s]', None), (np.add, 'O', 1)):
    for shape, places in (((2, 0), [0, -1]), ((0,), [])):
        x = np.zeros(shape, d)
        try:
            f.at(x, places, *(() if b is None else (b,)))
            print(f.__name__, d, repr(x))
        except TypeError as e:
            print(f.__name__, d, type(e).__name__, e)

columns = np.array([['a', 'b'], ['c', 'd']]).T
for strip in (False, True):
    for a, b in ((columns, columns), (np.array('a'), columns), (columns, np.array(['a', 'b'])), (np.array('a'), np.array('b'))):
        r = np.char.compare_chararrays(a, b, '<', strip)
        print(r.tolist(), r.strides)
