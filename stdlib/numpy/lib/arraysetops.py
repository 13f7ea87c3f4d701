"""The functions of numpy that NumPy keeps in this module."""
from numpy import ediff1d, intersect1d, setxor1d, union1d, setdiff1d, unique, in1d, isin

__all__ = ['ediff1d', 'intersect1d', 'setxor1d', 'union1d', 'setdiff1d', 'unique', 'in1d', 'isin']
