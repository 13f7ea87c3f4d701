"""Statements about ordering that once differed."""
from _programs import A, np, show

show(lambda: np.maximum.reduce(A((0, 3), 'c8', 2), 0))
show(lambda: np.median(A((0, 3), 'i8', 6), axis=1))
