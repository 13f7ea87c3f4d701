"""Data loading and other helpers."""
from . import data


def __getattr__(name):
    if name in ('checkpoint',):
        import importlib
        return importlib.import_module('torch.utils.' + name)
    raise AttributeError(f"module 'torch.utils' has no attribute '{name}'")
