"""multiprocessing, whose queues pass tensors as copies."""
from multiprocessing import *


def get_all_sharing_strategies():
    return {'file_descriptor', 'file_system'}


def get_sharing_strategy():
    return 'file_descriptor'


def set_sharing_strategy(new_strategy):
    if new_strategy not in get_all_sharing_strategies():
        raise AssertionError


def spawn(fn, args=(), nprocs=1, join=True, daemon=False, start_method='spawn'):
    raise NotImplementedError('torch.multiprocessing.spawn')
