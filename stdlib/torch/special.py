"""torch.special: native functions."""
from torch._C._special import *
