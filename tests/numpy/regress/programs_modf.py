"""Statements about modf that once differed."""
from _programs import A, np, show

show(lambda: np.ediff1d(A((), 'u4', 3), to_begin=1, to_end=[1, 2]))
show(lambda: np.ediff1d(A((0, 3), 'u8', 8, 'S'), to_begin=1, to_end=[1, 2]))
show(lambda: np.ediff1d(A((0,), 'u4', 8), to_begin=1))
show(lambda: np.ediff1d(A((4, 1), 'u1', 2), to_begin=1))
show(lambda: np.ediff1d(A((0,), 'u1', 6), to_begin=1))
