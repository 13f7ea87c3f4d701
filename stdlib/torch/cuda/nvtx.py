"""Ranges for NVIDIA's profiler: not there."""
import _not_built


def _missing(*args, **kwargs):
    raise RuntimeError('NVTX functions not installed. Are you sure you have a CUDA build?')


range_push = range_pop = mark = range_start = range_end = range = _missing


__getattr__ = _not_built.of(__name__)
