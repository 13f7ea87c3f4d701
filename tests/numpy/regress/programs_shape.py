"""Statements about shape that once differed."""
from _programs import A, show

show(lambda: A((3,), 'f8', 3).choose([1, 2, 3]))
show(lambda: A((1,), 'f2', 1).choose([1, 2, 3]))
show(lambda: A((3, 2), 'u8', 3).choose([1, 2, 3]))
show(lambda: A((3,), 'U2', 4).searchsorted([0, 2]))
show(lambda: A((0, 3), 'i8', 1).compress([True, False]))
show(lambda: A((0,), 'f8', 5).compress([True, False]))
show(lambda: A((0, 3), 'f8', 1, 'B').compress([True, False]))
show(lambda: A((), 'f4', 3).repeat(2, axis=0))
show(lambda: A((0, 3), 'f8', 4).choose([1, 2, 3]))
