# nan as a bound of clip: a number means none, which is deprecated, in an array it is a bound like others
import warnings

import numpy as np

n = float('nan')
x = np.array([1., 5.])
for text in ('np.clip([1.], n, None)', 'np.clip(x, n, n)', 'x.clip(n)', 'np.clip(1., n, 2)', 'x.clip(np.array(n))', 'x.clip([n])',
             'np.array([1]).clip(n)', 'x.clip(np.float32(n))', 'x.clip(np.float64(n), 2)', 'x.clip(n + 1j)', 'x.astype(">f8").clip(n)',
             'np.float64(1.).clip(n)', 'np.clip(x, n, 2, out=np.zeros(2))', 'x.clip(np.array([n, 2]))'):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        print(text, eval(text), [(x.filename.rpartition('/')[2], x.category.__name__, x.lineno) for x in w])

# the bits of a nan that a Python float brings are those of any other
for a in (np.array([n, n]), np.array(n), np.full(2, n), np.zeros(1) + n, np.where([True], n, 1.), np.append([1.], n), np.array([[1, n]]),
          np.array([complex(n, 1)]), np.array([n], 'f4'), np.array([n], 'f2'), np.array([np.float64(n)])):
    print(a.dtype, a.tobytes().hex())
a = np.zeros(4)
a[0] = a[[1]] = n
a[2:] = float('nan')
print(a.tobytes().hex(), np.array([n, n]).tolist() == np.array([n, n]).tolist(), np.nan in [np.nan], len(set(a.tolist())))
