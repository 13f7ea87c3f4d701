"""arange: what is told of times, text and steps of zero."""
import numpy as np


def t(s):
    try:
        print(s, repr(eval(s)))
    except Exception as e:
        print(s, type(e).__name__, e)


for s in ["np.arange('NaT', 5, dtype='M8[D]')", "np.arange('x', 5, dtype='M8[D]')", "np.arange(1, 2, 0, dtype='U4')", "np.arange('a')",
          "np.arange(1, 2, 0)", "np.arange('2020-01-01', '2020-01-03', dtype='M8[D]')", "np.arange(0, 5, 2, dtype='m8[s]')",
          "np.arange((1, 2))", "np.arange(1, '5', dtype='i4')", "np.arange(3, dtype='S2')", "np.arange(None, 5)", "np.arange(1, None, 2)"]:
    t(s)
