"""Modules on several devices."""
from .data_parallel import DataParallel, data_parallel
from .distributed import DistributedDataParallel
