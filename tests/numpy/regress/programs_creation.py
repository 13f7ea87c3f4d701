"""Statements about creation that once differed."""
from _programs import np, show

show(lambda: np.array([np.nan, 1], dtype='i8', copy=False))
show(lambda: np.asarray([1e400, 2], dtype='u2'))
