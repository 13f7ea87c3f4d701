"""The same functions as numpy.emath."""
import _not_built
from numpy.emath import *
from numpy.emath import __all__


__getattr__ = _not_built.of(__name__)
