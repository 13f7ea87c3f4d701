"""The former home of numpy.testing."""
import warnings

from numpy.testing import *

warnings.warn('Importing from numpy.testing.utils is deprecated since 1.15.0, import from numpy.testing instead.',
              DeprecationWarning, stacklevel=2)
