"""Statements about unary that once differed."""
from _programs import A, np, show

show(lambda: np.imag("a"))
show(lambda: np.reciprocal(A((2, 2, 2), '?', 8)))
show(lambda: np.reciprocal(A((2, 1, 3), '?', 7)))
show(lambda: np.nan_to_num(A((5,), 'f8', 0, 'B')))
show(lambda: np.spacing(A((5,), 'f8', 7, 'N')))
show(lambda: np.spacing(A((2, 3), 'f8', 8)))
show(lambda: np.sin(A((3, 3), 'c16', 8, 'S')))
show(lambda: np.log1p(A((3, 2), 'c16', 1)))
show(lambda: np.expm1(A((2, 1, 3), 'c8', 7)))
