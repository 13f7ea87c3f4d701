"""Modules on several devices."""
import _not_built
from .data_parallel import DataParallel, data_parallel
from .distributed import DistributedDataParallel


__getattr__ = _not_built.of(__name__)
