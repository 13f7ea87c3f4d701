"""A profiler that measures the wall time of labelled parts only."""
import _not_built
from _not_built import function as _missing
from torch.autograd.profiler import record_function


class ProfilerActivity:
    CPU, CUDA = 'CPU', 'CUDA'


class profile:
    not_built = True

    def __init__(self, *args, **kwargs):
        raise NotImplementedError('torch.profiler.profile')


schedule = _missing('torch.profiler.schedule')
tensorboard_trace_handler = _missing('torch.profiler.tensorboard_trace_handler')


__getattr__ = _not_built.of(__name__)
