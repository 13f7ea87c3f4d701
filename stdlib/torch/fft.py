"""torch.fft: native functions."""
from torch._C._fft import *
