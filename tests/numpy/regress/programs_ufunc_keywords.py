"""Statements about ufunc_keywords that once differed."""
from _programs import A, np, show

show(lambda: np.spacing(A((2, 3), 'f8', 7)))
show(lambda: np.spacing(A((), 'f8', 7)))
show(lambda: np.greater_equal(A((2, 3), 'c16', 8), A((2, 3), 'f2', 8), casting='unsafe', subok=False))
show(lambda: np.conjugate(A((2, 3), 'u8', 0, 'B'), dtype='c16'))
show(lambda: np.logaddexp(A((2, 3), 'f8', 7), A((2, 3), '?', 6), dtype='f4', out=(np.zeros((2, 3)),), order='F', where=A((2, 3), '?', 3)))
show(lambda: np.log2(A((2, 3), 'u1', 5, 'B'), dtype='c16', casting='unsafe'))
