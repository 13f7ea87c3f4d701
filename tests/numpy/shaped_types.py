# A dtype with a shape makes, reads and shows arrays whose elements are arrays; dtypes without fields.
import os
import tempfile
import warnings

import numpy as np


def tell(f):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        try:
            r = f()
            print(r.dtype, r.shape, r.tolist(), end=' ')
        except Exception as e:
            print(type(e).__name__, e, end=' ')
    print([w.category.__name__ for w in seen])


pair = np.dtype((np.float32, (2,)))
for v in (3, [1, 2], [(1, 2), (3, 4)], [], np.arange(2), [np.arange(2)] * 2, np.arange(3)):
    tell(lambda: np.array(v, pair))
    tell(lambda: np.asarray(v, '(2,2)i8'))
for v in (np.array(1), np.arange(2), np.arange(3), np.eye(2)):
    tell(lambda: v.astype(pair))
tell(lambda: np.array([1, 2], (float, 1)))
tell(lambda: np.array([(1, 'x'), (None, 2)], '2O'))

raw = bytes(range(16))
for args in (('(2,)u1',), ('(2,2)u2',), ('(3,)u1',), ('(2,)u1', 3), ('(2,)u1', 9), ('(2,)u1', -1, 4), ('(2,)u1', -1, 3)):
    tell(lambda: np.frombuffer(raw, *args))
path = os.path.join(tempfile.mkdtemp(), 'data')
np.arange(12, dtype='i2').tofile(path)
tell(lambda: np.fromfile(path, '(3,)i2'))
tell(lambda: np.fromfile(path, '(3,)i2', 2))
os.remove(path)
os.rmdir(os.path.dirname(path))

x = np.array([(1, 2), (3, 4)], [('a', float), ('b', float)])
tell(lambda: x.view((float, 2)))
tell(lambda: x[::-1].view((float, (2, 1))))
tell(lambda: np.arange(4, dtype=complex).view((float, 2)))
tell(lambda: np.arange(4, dtype=complex)[::2].view((float, 2)))
tell(lambda: np.array(1 + 2j).view((float, 2)))
tell(lambda: x.view((float, 3)))
seen = x.view((float, 2))
seen[1] = 7
print(x)

for v in ((), [()], [(), ()]):
    r = np.array(v, [])
    print(repr(r), r.tolist(), r.itemsize)
