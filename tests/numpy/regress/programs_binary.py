"""Statements about binary that once differed."""
from _programs import A, np, show

show(lambda: np.logical_and("a", A((0, 3), 'c16', 7)))
show(lambda: np.float_power(A((4, 1), 'i8', 0), A((), 'f8', 6)))
show(lambda: np.logical_or("a", A((0, 3), 'i8', 2, 'B')))
show(lambda: A((4, 1), 'f4', 8) >= A((1, 4, 3), 'c8', 2))
show(lambda: A((1, 4, 3), 'c8', 8) > A((3,), 'i4', 4))
show(lambda: np.logaddexp(np.nan, A((12,), 'i8', 2)))
show(lambda: np.logaddexp(A((), 'f8', 0), np.nan))
show(lambda: np.ldexp(A((12,), 'u8', 2), 1 << 40))
show(lambda: np.ldexp(A((2, 2, 2), 'f2', 3), np.uint8(200)))
show(lambda: np.logaddexp2(np.nan, A((12,), 'f8', 2, 'T')))
show(lambda: np.less_equal(A((2, 3), 'c8', 2, 'F'), np.nan))
