"""The CPU as a device."""
import _not_built
from . import amp


__getattr__ = _not_built.of(__name__)
