"""Limits of number types."""
from numpy.core._part import part_of_numpy

__all__ = [
    'finfo', 'iinfo']


_TITLES = {'e': ('h', '%12.5e', 'half'), 'f': ('i', '%15.7e', 'single'), 'd': ('l', '%24.16e', 'double'), 'g': ('q', '%s', 'long double')}


class MachArLike:
    """The limits of a type by the names of a class that is no more."""

    def __init__(self, limits):
        import numpy as np
        itype, fmt, name = _TITLES[limits.dtype.char]
        self.ftype, self.title = limits.dtype.type, f'numpy {name} precision floating point number'
        self.params = {'itype': np.dtype(itype).type, 'fmt': fmt, 'title': self.title}
        self.epsilon = self.eps = np.array(limits.eps)
        self.epsneg = np.array(limits.epsneg)
        self.xmax = self.huge = np.array(limits.max)
        self.xmin = self.smallest_normal = self.tiny = np.array(limits.tiny)
        self.ibeta, self.it, self.irnd, self.ngrd = 2, limits.nmant, 5, 0
        self.resolution = np.array(limits.resolution)
        for name in 'machep', 'negep', 'minexp', 'maxexp', 'iexp', 'precision', 'smallest_subnormal':
            setattr(self, name, getattr(limits, name))


__getattr__ = part_of_numpy(__name__)
