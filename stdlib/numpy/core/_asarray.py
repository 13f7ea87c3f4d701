"""Arrays with requirements."""
from numpy.core._part import part_of_numpy

__all__ = [
    'require']

__getattr__ = part_of_numpy(__name__)
