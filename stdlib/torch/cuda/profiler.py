"""CUDA's profiler: not there."""
from torch.cuda import _missing

start = stop = init = profile = lambda *args, **kwargs: _missing()
