"""Autocast for the CPU."""
import _not_built
import torch


class autocast(torch.amp.autocast_mode.autocast):
    def __init__(self, enabled=True, dtype=None, cache_enabled=True):
        super().__init__('cpu', enabled=enabled, dtype=torch.bfloat16 if dtype is None else dtype, cache_enabled=cache_enabled)


__getattr__ = _not_built.of(__name__)
