"""The same functions as numpy.emath."""
from numpy.emath import *
from numpy.emath import __all__
