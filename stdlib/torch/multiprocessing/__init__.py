"""multiprocessing, whose queues pass tensors as copies."""
import _not_built
import multiprocessing
from multiprocessing import *
from .spawn import (ProcessContext, ProcessExitedException, ProcessRaisedException, SpawnContext,
                    spawn, start_processes)


def get_all_sharing_strategies():
    return {'file_descriptor', 'file_system'}


def get_sharing_strategy():
    return 'file_descriptor'


def set_sharing_strategy(new_strategy):
    if new_strategy not in get_all_sharing_strategies():
        raise AssertionError


__getattr__ = _not_built.of(__name__)
