"""torch.fft: native functions."""
import _not_built
from torch._C._fft import *


__getattr__ = _not_built.of(__name__)
