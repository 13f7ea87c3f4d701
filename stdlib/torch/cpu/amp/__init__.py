"""Mixed precision on the CPU."""
import _not_built
from .autocast_mode import autocast

__getattr__ = _not_built.of(__name__)
