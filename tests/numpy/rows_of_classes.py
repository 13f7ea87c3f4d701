# Functions along an axis see the rows of masked arrays with their masks, parts of matrices keep their dimensions, a view in the
# other byte order keeps the fill value.
import warnings

import numpy as np

warnings.simplefilter('ignore')
x = np.ma.masked_array([[1., 2, np.nan], [4, 5, 6.]], mask=[[0, 1, 0], [0, 0, 1]])
for axis in (0, 1):
    for keepdims in (False, True):
        print(repr(np.nanpercentile(x, [50, 25], axis=axis, keepdims=keepdims)))
    try:
        print(repr(np.nanquantile(x, 0.5, axis=axis)))
    except ValueError as e:
        print(e)
seen = []
print(repr(np.apply_along_axis(lambda row: seen.append(row.mask.tolist()) or row[::-1], 0, x)), seen)
print(repr(np.apply_along_axis(lambda row: row.sum(), 0, np.arange(6).reshape(2, 3))),
      np.apply_along_axis(lambda row: [row[0], 0.5], 1, np.arange(6).reshape(2, 3)))
try:
    np.apply_along_axis(lambda row: row[:row[0]], 1, np.array([[1, 2], [2, 3]]))
except ValueError as e:
    print(e)
m = np.arange(6.).view(np.matrix).reshape(2, 3)
print(m[None].shape, m[..., None].shape, m[0, ..., None].shape, type(m[None]), m[None].T.shape, m[np.zeros((1, 2), int)].shape)
for f, q in ((np.nanmedian, ()), (np.nanpercentile, (50,)), (np.nanquantile, ([0.5, 0.2],)), (np.median, ())):
    for axis in (None, 0, 1):
        for keepdims in (False, True):
            try:
                r = f(m, *q, axis=axis, keepdims=keepdims)
                print(f.__name__, axis, keepdims, type(r).__name__, np.shape(r))
            except (ValueError, TypeError) as e:
                print(f.__name__, axis, keepdims, e)
for t in ('i4', 'f8', 'm8[s]', 'S2'):
    y = np.ma.array(np.zeros(3, t), mask=[0, 1, 0])
    y.fill_value = np.ones(1, t)[0]
    print(repr(y.newbyteorder()), y.newbyteorder().dtype)
