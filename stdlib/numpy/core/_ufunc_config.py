"""What happens on floating-point errors."""
from numpy.core._part import part_of_numpy

__all__ = [
    'errstate', 'getbufsize', 'geterr', 'geterrcall', 'setbufsize', 'seterr', 'seterrcall']

__getattr__ = part_of_numpy(__name__)
