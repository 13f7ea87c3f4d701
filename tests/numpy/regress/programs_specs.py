"""Statements about specs that once differed."""
from _programs import np, show

show(lambda: np.dtype((('i4', 2), (1,))))
show(lambda: np.dtype((('i4', 2), (2, 3)), align=True))
show(lambda: np.dtype(([('z', 'i1')], (1,)), align=True))
show(lambda: np.dtype([('a', ('i4', 2), (1,)), ('b', 'U1')], align=True))
show(lambda: np.dtype([('a', ('i4', 2), (1,)), ('b', 'i1')], align=True))
show(lambda: np.dtype([('a', ('i4', 2), 2), ('b', 'f4')]))
show(lambda: np.dtype([('a', ('i4', 2), 2), ('b', ('f8', (2,)))]))
