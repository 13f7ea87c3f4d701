# Formats of buffers of records with long doubles.
import numpy as np

for d in ([('a', 'g'), ('b', 'i4')], [('a', 'G')], [('a', 'g', 2)], [('a', 'D'), ('b', 'g')], 'g', 'G', [('a', '>g')], [('a', 'i4'), ('b', 'g')]):
    x = np.zeros(2, d)
    try:
        m = memoryview(x)
        print(m.format, m.itemsize, m.shape, np.asarray(m).dtype)
    except ValueError as e:
        print(e)
