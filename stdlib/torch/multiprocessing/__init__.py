"""multiprocessing, whose queues and pipes pass tensors by their shared memory."""
import _not_built
import multiprocessing
import multiprocessing.reduction as _reduction

import torch
from torch import _share
from multiprocessing import *
from .spawn import (ProcessContext, ProcessExitedException, ProcessRaisedException, SpawnContext,
                    spawn, start_processes)

__all__ = ['set_sharing_strategy', 'get_sharing_strategy', 'get_all_sharing_strategies'] + multiprocessing.__all__

_reduction.register(torch.Tensor, _share.reduce)
_reduction.register(torch.nn.Parameter, _share.reduce_parameter)


def get_all_sharing_strategies():
    return {'file_descriptor', 'file_system'}


def get_sharing_strategy():
    return 'file_descriptor'


def set_sharing_strategy(new_strategy):
    if new_strategy not in get_all_sharing_strategies():
        raise AssertionError


__getattr__ = _not_built.of(__name__)
