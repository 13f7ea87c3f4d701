"""Statements about modf that once differed."""
from _programs import A, np, show

show(lambda: np.ediff1d(A((), 'u4', 3), to_begin=1, to_end=[1, 2]))
show(lambda: np.where(A((5,), 'f8', 1, 'T'), np.float32(1.5), A((3,), 'c16', 1)))
show(lambda: np.nan_to_num(A((), 'f8', 4), copy=False))
show(lambda: np.ediff1d(A((0, 3), 'u8', 8, 'S'), to_begin=1, to_end=[1, 2]))
show(lambda: np.isclose(A((1, 4, 3), 'i2', 2, 'T'), A((1, 4, 3), 'f8', 6, 'N')))
show(lambda: np.where(A((4, 1), 'f8', 5, 'T'), 1 << 40, A((0, 3), 'i8', 6)))
show(lambda: np.isclose(A((2, 2, 2), 'u1', 1, 'F'), 0))
show(lambda: np.ediff1d(A((0,), 'u4', 8), to_begin=1))
show(lambda: np.ediff1d(A((4, 1), 'u1', 2), to_begin=1))
show(lambda: np.isclose(A((3, 2), 'f4', 4, 'T'), np.uint8(200)))
show(lambda: np.float_power(A((4, 1), 'i8', 7), 1 << 40))
show(lambda: np.correlate(A((5,), 'u4', 6), A((3,), 'f8', 8), 'full'))
show(lambda: np.ediff1d(A((0,), 'u1', 6), to_begin=1))
show(lambda: np.where(A((3, 3), '?', 8), np.float32(1.5), A((4, 1), 'i8', 4)))
show(lambda: np.float_power(A((3, 2), 'u2', 2), 70000))
