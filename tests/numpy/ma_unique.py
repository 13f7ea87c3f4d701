# numpy.ma: what is masked in the condition is masked in the result, unique with its extras, mask_rowcols.
import numpy as np
from numpy import ma

a = ma.masked_where(np.arange(4) == 2, np.arange(4))
b = ma.masked_where(np.arange(4) == 0, np.arange(4))
print(repr(ma.masked_where(a == 3, b)))
c = ma.masked_where([0, 0, 0, 1], b, copy=False)
print(b.mask, c.mask)
p = np.arange(3)
q = ma.array(p)
r = ma.masked_where(p == 1, q, copy=False)
print(repr(q), repr(r), p)
for x in ([4, 2, 4, 2, 5], [3., np.nan, np.nan, 1.], [[1, 2], [2, 1]]):
    for mask in (ma.nomask, True, np.arange(np.size(x)).reshape(np.shape(x)) % 2 == 0):
        m = ma.array(x, mask=mask)
        print(repr(ma.unique(m)))
        print(ma.unique(m, return_index=True), ma.unique(m, return_inverse=True), ma.unique(m, True, True))
z = ma.masked_equal(np.eye(3, dtype=int)[::-1] * 5, 5)
z[0] = 7
print(repr(ma.mask_rowcols(z)), repr(ma.mask_rowcols(z, 0)), repr(ma.mask_rowcols(z, 1)))
print(repr(ma.make_mask([1, 0])), repr(ma.flatten_mask(np.array([0, 1, 1]))), repr(ma.make_mask_none(2)))
