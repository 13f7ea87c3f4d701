# What .npy files keep of a dtype's metadata; descr of dtypes that a list cannot tell; loadtxt in parts.
import io
import warnings

import numpy as np

for dt in (np.dtype({'names': ['a', 'b'], 'formats': [float, np.dtype('S3', metadata={'some': 'stuff'})]}),
           np.dtype(int, metadata={'some': 'stuff'}),
           np.dtype([('subarray', (int, (2,)))], metadata={'some': 'stuff'}),
           np.dtype({'names': ['a', 'b'], 'formats': [float, np.dtype({'names': ['c'], 'formats': [np.dtype(int, metadata={})]})]})):
    x, f = np.ones(3, dt), io.BytesIO()
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        np.save(f, x)
    print([(i.category.__name__, str(i.message)) for i in w])
    f.seek(0)
    try:
        y = np.load(f)
        print(y.dtype, y.dtype.metadata, (x == y).all())
    except ValueError as e:
        print(str(e)[:60])
    print(dt.descr)
for d in (np.dtype({'names': ['a', 'b'], 'formats': ['i4', 'i4'], 'offsets': [4, 0]}),
          np.dtype({'names': ['a', 'b'], 'formats': ['i4', 'i4'], 'offsets': [0, 2]})):
    try:
        print(d.descr)
    except ValueError as e:
        print(e)
    print(np.zeros(2, d).__array_interface__['descr'])
np.lib.npyio._loadtxt_chunksize = 2
text = '\n'.join(f'{i} {i * i} name{i * 37}' for i in range(7))
print(np.loadtxt(io.StringIO(text), dtype='U'))
print(np.loadtxt(io.StringIO(text), usecols=(0, 1)), np.loadtxt(io.StringIO(text), dtype='i4,f8,S6', max_rows=5))
print(np.loadtxt(io.StringIO(text), usecols=1, dtype=int, unpack=True), np.loadtxt(io.StringIO(''), ndmin=1).shape)
