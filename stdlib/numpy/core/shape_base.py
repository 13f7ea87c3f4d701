"""Functions that stack arrays."""
from numpy.core._part import part_of_numpy

__all__ = [
    'atleast_1d', 'atleast_2d', 'atleast_3d', 'block', 'hstack', 'stack', 'vstack']

__getattr__ = part_of_numpy(__name__)
