"""Evenly spaced numbers."""
from numpy.core._part import part_of_numpy

__all__ = [
    'geomspace', 'linspace', 'logspace']

__getattr__ = part_of_numpy(__name__)
