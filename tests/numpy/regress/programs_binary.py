"""Statements about binary that once differed."""
from _programs import A, np, show

show(lambda: np.logical_and("a", A((0, 3), 'c16', 7)))
show(lambda: np.float_power(A((4, 1), 'i8', 0), A((), 'f8', 6)))
show(lambda: np.logical_or("a", A((0, 3), 'i8', 2, 'B')))
