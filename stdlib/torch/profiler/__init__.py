"""A profiler that measures the wall time of labelled parts only."""
from torch.autograd.profiler import record_function


class ProfilerActivity:
    CPU, CUDA = 'CPU', 'CUDA'


class profile:
    def __init__(self, *args, **kwargs):
        raise NotImplementedError('torch.profiler.profile')


def schedule(*args, **kwargs):
    raise NotImplementedError('torch.profiler.schedule')


tensorboard_trace_handler = schedule
