"""Statements about printing that once differed."""
from _programs import A, np, show

show(lambda: np.array_str((A((), 'i8', 1) + 1e6)))
show(lambda: np.array_str((A((), 'c8', 2) + 1e6)))
show(lambda: np.array_str((A((), 'f8', 0) * 1e-5), precision=2))
