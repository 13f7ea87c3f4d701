"""torch.linalg: native functions."""
from torch._C._linalg import *
