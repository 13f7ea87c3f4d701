"""The assertions of numpy.testing under the name of the module that has them in NumPy."""
from numpy.testing import *
from numpy.testing import __all__
