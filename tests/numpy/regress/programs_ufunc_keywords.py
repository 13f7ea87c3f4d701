"""Statements about ufunc_keywords that once differed."""
from _programs import A, np, show

show(lambda: np.spacing(A((2, 3), 'f8', 7)))
show(lambda: np.spacing(A((), 'f8', 7)))
show(lambda: np.greater_equal(A((2, 3), 'c16', 8), A((2, 3), 'f2', 8), casting='unsafe', subok=False))
show(lambda: np.conjugate(A((2, 3), 'u8', 0, 'B'), dtype='c16'))
show(lambda: np.logaddexp(A((2, 3), 'f8', 7), A((2, 3), '?', 6), dtype='f4', out=(np.zeros((2, 3)),), order='F', where=A((2, 3), '?', 3)))
show(lambda: np.log2(A((2, 3), 'u1', 5, 'B'), dtype='c16', casting='unsafe'))
show(lambda: np.tanh(A((), '?', 1), dtype='c16', casting='unsafe', out=np.zeros((), 'f4'), order='F'))
show(lambda: np.power(A((2, 3), '?', 3), A((2, 3), '?', 2), dtype=int, out=np.zeros((2, 3), 'c8'), subok=False, where=A((2, 3), '?', 1)))
show(lambda: np.rint(A((), 'u8', 2), out=np.zeros((), 'c8'), where=A((), '?', 3)))
show(lambda: np.log1p(A((3,), 'f2', 8), out=np.zeros((3,), 'c8'), order='C', subok=False, where=A((3,), '?', 6)))
show(lambda: np.negative(A((), 'f4', 4), dtype=bool, order='F'))
show(lambda: np.negative(A((2, 3), 'c8', 7), dtype=bool, subok=False, where=A((3,), '?', 4), out=np.ones((2, 3), 'f8')))
show(lambda: np.subtract(A((3,), 'c8', 1), A((3,), 'i2', 1, 'T'), dtype=bool, casting='no', order='C', subok=False))
