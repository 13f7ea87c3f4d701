"""Statements about dates that once differed."""
from _programs import A, setting, show

show(lambda: A((3, 2), 'm8[D]', 6, 'F').astype('m8[D]'))
show(lambda: A((2, 1, 3), 'm8[ns]', 5) // 2)
show(lambda: A((2, 2, 2), 'm8[m]', 0, 'F').astype('m8[D]'))
show(lambda: setting(A((1,), 'M8[us]', 3, 'B'), 0, '2001-02-29'))
show(lambda: A((1, 4, 3), 'M8[h]', 5, 'T').astype('U'))
