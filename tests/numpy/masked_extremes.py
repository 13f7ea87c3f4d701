# Masked arrays: extremes with a filling of one's own, correlations of what pairs have in common, functions of arrays without a mask.
import numpy as np

x = np.ma.array([[3., 1., 2.], [6., 5., 4.]], mask=[[0, 1, 0], [0, 0, 1]])
for fill in (None, 3, 7, -9):
    print(np.ma.max(x, axis=0, fill_value=fill), np.ma.min(x, axis=0, fill_value=fill), x.max(fill_value=fill), x.min(axis=1, fill_value=fill))
y = np.ma.array([[1., 2, 4, 8, 5], [2, 1, 5, 3, 9], [7, 3, 1, 2, 6.]], mask=[[0, 1, 0, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 0]])
for a in (x, y, y[2:], y.filled(1.5), np.ma.array(y.data)):
    print(np.round(np.ma.corrcoef(a), 6), np.ma.ravel(np.round(np.ma.corrcoef(a, rowvar=False), 6))[:9])
print(np.ma.corrcoef(y, allow_masked=True).mask.any(), np.ma.allclose(x, x, masked_equal=None), np.ma.allclose(x, x + 9, masked_equal=...))
print(type(np.ma.sort([2, 1])), np.ma.sort([2, 1]), type(np.ma.sort(x)), np.ma.sort(x, axis=None))
for call in ('np.arange(None, 5)', "np.arange('a', 5)", 'np.arange((1,), 5)', 'np.arange(1, (5,))', 'np.arange(1, 5, [])', 'np.arange(...)', 'np.arange(1, {})', 'np.arange(b"a")',
             "np.unique([1, 2], axis='x')", 'np.unique([1, 2], axis=1.5)', 'np.unique([1, 2], axis=[])', 'np.unique([1, 2], axis=(0, 5))', 'np.unique([1, 2], axis=1)', 'np.unique([2, 1], axis=-1)',
             'np.select(3, [1])', 'np.select([True], 3)'):
    try:
        print(call, eval(call))
    except Exception as e:
        print(call, type(e).__name__, e)
print(repr(np.ma.round(1.26, 1)), repr(np.ma.round(x, 1)), repr(np.ma.clip(3, 1, 2)), repr(np.ma.clip(x, 1, 2)), repr(np.ma.clip([1, 5], 1, 2)))
print(np.ma.transpose(x, axes=None), np.ma.transpose([[1, 2]], (1, 0)), np.ma.transpose(x, axes=(0, 1)))
to = np.ma.zeros((2, 3))
print(np.ma.round(x, 1, to) is to, to)
