"""Means, averages and medians of masked arrays: their types, and sums that have no quotient."""
import warnings

import numpy as np

warnings.simplefilter('ignore')
for d in ('f8', 'f4', 'f2', 'c8', 'i4'):
    x = np.ma.array([[3, 4, 5], [1, 7, 2]], mask=[[1, 0, 1], [0, 0, 1]], dtype=d)
    for axis in (None, 0, 1):
        print(d, axis, repr(np.ma.median(x, axis=axis)), repr(np.ma.mean(x, axis)), repr(np.ma.average(x, axis, returned=True)))
for d in ('f8', 'f2'):
    x = np.ma.array([[np.nan, -np.inf], [1, 2]], dtype=d)
    for r in (x.mean(0), x.mean(1, keepdims=True), x.mean(keepdims=True), np.ma.average(x, axis=0), np.ma.zeros((0, 2)).mean(0)):
        print(repr(r), r.data)
