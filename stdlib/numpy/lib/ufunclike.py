"""The functions of numpy that NumPy keeps in this module."""
from numpy import fix, isneginf, isposinf

__all__ = ['fix', 'isneginf', 'isposinf']
