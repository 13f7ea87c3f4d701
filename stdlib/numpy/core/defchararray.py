"""The name by which numpy.char is imported from numpy.core: one module, as in NumPy."""
import sys

import numpy.char

sys.modules[__name__] = numpy.char
