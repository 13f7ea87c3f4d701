"""Folds of objects: reductions by their own names and by ufuncs, along one, several or no axes."""
from fractions import Fraction

import numpy as np

from _programs import show

ARRAYS = {
    'mixed': np.array([[1, Fraction(1, 2), 3.5], [4, 5, 6]], object),
    'lost': np.array([1, float('nan'), 2], object),
    'none': np.zeros((0, 3), object),
    'turned': np.arange(24).reshape(2, 3, 4).astype(object).transpose(2, 0, 1),
    'text': np.array([['ab', 'c'], ['d', 'e']], object),
    'large': np.array([np.float64(1e308), np.float64(1e308), np.float64('inf')], object),
    'lone': np.array(3, object),
}
AXES = (None, 0, -1, (0, 1), ())

for name in ('sum', 'prod', 'max', 'any', 'mean', 'cumsum', 'nansum', 'nanmax', 'nanmean', 'var', 'argmin', 'nancumprod'):
    f = getattr(np, name)
    for key, x in ARRAYS.items():
        for axis in AXES:
            print(name, key, axis, end=' => ')
            show(lambda: f(x, axis=axis))
    for key in ('mixed', 'turned', 'lost'):
        print(name, key, 'keepdims', end=' => ')
        show(lambda: f(ARRAYS[key], axis=-1, keepdims=True))

for name in ('add', 'minimum', 'logical_or', 'subtract', 'less', 'hypot'):
    f = getattr(np, name)
    for key, x in ARRAYS.items():
        for axis in AXES:
            print(name, key, axis, end=' => ')
            show(lambda: (f.reduce(x, axis), f.reduce(x, axis, keepdims=True), f.reduce(x, axis, initial=2)))
            show(lambda: f.accumulate(x, axis))
            show(lambda: f.reduce(x, axis, where=np.array([True, False, True])[:x.shape[-1]] if x.ndim else True, initial=1))
        show(lambda: f.reduceat(x, [0, 1, 0]))
