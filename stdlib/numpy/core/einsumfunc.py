"""Einstein's sums."""
from numpy.core._part import part_of_numpy

__all__ = [
    'einsum', 'einsum_path']

__getattr__ = part_of_numpy(__name__)
