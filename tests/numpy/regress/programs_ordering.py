"""Statements about ordering that once differed."""
from _programs import A, np, show

show(lambda: np.msort(A((), 'f8', 6)))
show(lambda: np.sort(A((), '?', 4), 0, kind='heapsort'))
show(lambda: np.sort(A((), 'f2', 0), axis=-1))
show(lambda: np.searchsorted(np.sort(A((3,), 'f8', 8)), A((3, 2), 'S2', 8)))
show(lambda: np.count_nonzero(A((), 'f2', 5), axis=-1))
show(lambda: np.searchsorted([-1, 0, 0.5, 1], A((12,), 'U3', 5)))
show(lambda: np.cumsum(A((3, 2), 'f4', 5, 'F'), axis=1))
show(lambda: np.searchsorted(np.sort(A((3,), 'f8', 1)), A((12,), 'U3', 2, 'R')))
show(lambda: np.maximum.reduce(A((0, 3), 'c8', 2), 0))
show(lambda: np.msort(A((), 'f4', 5)))
show(lambda: np.sort(A((), 'u1', 3), axis=-1))
show(lambda: np.median(A((0, 3), 'i8', 6), axis=1))
show(lambda: np.unique(A((3, 2), 'c8', 5), return_index=True, axis=-1))
show(lambda: np.unique(A((3, 2), 'u4', 0), return_index=True, axis=1))
show(lambda: np.msort(A((), 'c8', 2)))
show(lambda: np.unique(A((2, 3), 'f8', 0, 'T'), axis=1))
