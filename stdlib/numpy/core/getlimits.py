"""Limits of number types."""
from numpy.core._part import part_of_numpy

__all__ = [
    'finfo', 'iinfo']

__getattr__ = part_of_numpy(__name__)
