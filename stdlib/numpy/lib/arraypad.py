"""The functions of numpy that NumPy keeps in this module."""
from numpy import pad

__all__ = ['pad']
