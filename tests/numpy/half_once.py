# Numbers of Python and double precision are rounded to half precision at once, wherever they come in.
import numpy as np

for v in (2049.0000001, 1.00048828125 + 1e-12, 1 + 2 ** -11 - 2 ** -40, 65519.9999999, 2 ** -25 + 2 ** -60, -(1 + 2 ** -11 + 2 ** -30)):
    a = np.zeros(8, 'f2')
    a[0], a[1], a[2:3], a[[3]] = v, np.float64(v), v, v
    a[4:5].fill(v)
    a.itemset(5, v)
    a[6:7][()] = np.array(v)
    a[7] = np.array([complex(v)]).real.astype('f2')[0]
    print(float(np.float16(v)), float(np.float16(np.float64(v))), float(np.array(v, 'f2')), np.array([v], 'f2').tolist(),
          np.full(2, v, 'f2').tolist(), a.tolist(), (np.ones(1, 'f2') + v).tolist(), np.where([True], np.float16(v), np.float16(0)))
