"""The functions of numpy that NumPy keeps in this module."""
from numpy import (
    diag, diagflat, eye, fliplr, flipud, tri, triu, tril, vander, histogram2d, mask_indices, tril_indices,
    tril_indices_from, triu_indices, triu_indices_from)

__all__ = ['diag', 'diagflat', 'eye', 'fliplr', 'flipud', 'tri', 'triu', 'tril', 'vander', 'histogram2d',
           'mask_indices', 'tril_indices', 'tril_indices_from', 'triu_indices', 'triu_indices_from']
