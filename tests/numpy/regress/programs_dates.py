"""Statements about dates that once differed."""
from _programs import A, setting, show

show(lambda: setting(A((1,), 'M8[us]', 3, 'B'), 0, '2001-02-29'))
