"""Tracebacks do not tell of the library's own functions behind those that are native in NumPy."""
import traceback

import numpy as np


def f(g):
    try:
        g()
    except Exception:
        print([frame.name for frame in traceback.extract_tb(__import__('sys').exc_info()[2])])


f(lambda: np.arange(3, dtype='M8[h]'))
f(lambda: np.add.reduce([1, 2], axis=5))
f(lambda: np.array([1, 2]) + np.array(['a']))
f(lambda: np.array([1, None]) * 2)
f(lambda: np.array([1, 2]).astype('x'))
f(lambda: np.zeros(3)[[1, 2], 'x'])
f(lambda: np.add(1, 2, 3, 4, 5))
