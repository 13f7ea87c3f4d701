"""Statements about linalg that once differed."""
from _programs import A, np, show

show(lambda: np.linalg.solve(A((1, 1), 'f2', 1, 'N'), A((3,), 'f8', 3)))
show(lambda: (lambda r: abs(r[1] if isinstance(r, tuple) else r))(np.linalg.qr((A((2, 3, 3), 'f8', 2, 'F') + 3 * np.eye(3)), 'r')))
show(lambda: (lambda r: abs(r[1] if isinstance(r, tuple) else r))(np.linalg.qr(A((3, 3), 'c8', 3, 'B'), 'r')))
show(lambda: (lambda r: abs(r[1] if isinstance(r, tuple) else r))(np.linalg.qr((A((2, 3, 3), 'f8', 2, 'F') + 3 * np.eye(3)))))
show(lambda: (lambda r: abs(r[1] if isinstance(r, tuple) else r))(np.linalg.qr((A((2, 3, 3), 'f8', 0, 'F') + 3 * np.eye(3)), 'r')))
show(lambda: np.linalg.solve(A((0, 0), 'f2', 3), A((2,), 'i8', 6)))
show(lambda: np.linalg.solve(A((2, 3, 3), 'f2', 4), A((3,), 'i8', 4)))
show(lambda: np.linalg.solve(A((0, 0), 'f2', 5), A((3,), 'i8', 3)))
show(lambda: np.linalg.inv(A((2, 2), 'f4', 1)))
show(lambda: np.linalg.det(A((2, 2), 'f4', 2)))
show(lambda: np.linalg.solve(A((2, 2), 'f8', 2, 'B'), A((3, 2), 'c16', 2)))
show(lambda: np.linalg.solve((A((2, 2), 'f2', 2, 'B') + 3 * np.eye(2)), A((3, 2), 'i8', 2)))
show(lambda: np.linalg.solve((A((2, 2), 'f2', 0, 'B') + 3 * np.eye(2)), A((3, 2), 'c16', 1, 'S')))
