"""Statements about indexing that once differed."""
from _programs import A, np, setting, show

show(lambda: setting(A((3,), 'i4', 8, 'F'), (np.array([0, 1]), np.array(1), ...), np.nan))
show(lambda: setting(A((3, 3, 2), 'O', 8, 'B'), 5, np.ones(3)))
show(lambda: setting(A((), 'i1', 6), ([[True, False, True]], np.array([0, 1]), None), 300))
show(lambda: A((2, 3), 'U3', 5, 'R')[(5, False, slice(None, None, 3))])
show(lambda: setting(A((2, 3), 'i4', 4), np.s_[-2::-1, -1, [0]], "xyz"))
show(lambda: A((3, 3, 2), 'f8', 2, 'T')[[0]])
show(lambda: setting(A((), 'f8', 2), (False, 5, [[True, False, True]]), 1j))
show(lambda: A((3, 2, 3), 'f8', 7, 'B')[np.s_[::-1, (0, 1)]])
show(lambda: setting(A((3, 3, 2), 'u1', 5), (np.array([0, 1]), 0, 1), 1e20))
show(lambda: setting(A((2, 3), 'u8', 4, 'R'), np.array(1), None))
show(lambda: setting(A((2, 3), 'u2', 3), np.s_[2:1, None], None))
show(lambda: A((3, 3, 2), '?', 3)[(-1, -4, [])])
show(lambda: setting(A((2, 3), '?', 2), np.s_[::2], None))
show(lambda: A((3, 2, 3), 'i4', 1, 'R')[np.s_[..., np.array([-1, 0], "i1"), ::2]])
