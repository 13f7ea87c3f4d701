"""The name by which numpy.rec is imported from numpy.core: one module, as in NumPy."""
import sys

import numpy.rec

sys.modules[__name__] = numpy.rec
