"""Statements about unary that once differed."""
from _programs import A, np, show

show(lambda: np.imag("a"))
show(lambda: np.reciprocal(A((2, 2, 2), '?', 8)))
show(lambda: np.reciprocal(A((2, 1, 3), '?', 7)))
show(lambda: np.nan_to_num(A((5,), 'f8', 0, 'B')))
