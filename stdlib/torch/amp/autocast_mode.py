"""autocast: products in bfloat16 inside a region of code."""
import functools
import warnings

import torch
from torch import _C

__all__ = ['autocast']


_begun = []


def _begin():
    """Lets functions written in Python have their arguments cast."""
    import torch.nn.functional
    _begun.append(True)
    for name in _C._autocast_names():
        for space in torch, torch.Tensor, torch.nn.functional, torch.linalg, torch.fft:
            f = getattr(space, name.removeprefix('linalg_').removeprefix('fft_'), None)
            if f is not None:
                _C._ask_before(f)


def autocast_decorator(autocast_instance, func):
    @functools.wraps(func)
    def decorate_autocast(*args, **kwargs):
        with autocast_instance:
            return func(*args, **kwargs)
    return decorate_autocast


class autocast:
    """A context manager or decorator. On the CPU matrix products and convolutions compute in bfloat16."""

    def __init__(self, device_type, dtype=None, enabled=True, cache_enabled=None):
        self.device = device_type
        if device_type == 'cuda':
            self.fast_dtype = torch.get_autocast_gpu_dtype()
        elif device_type == 'cpu':
            self.fast_dtype = torch.get_autocast_cpu_dtype()
        elif device_type == 'xpu':
            self.fast_dtype = torch.xpu.get_autocast_xpu_dtype()
        else:
            raise RuntimeError("User specified autocast device_type must be 'cuda' or 'cpu'")
        self._cache_enabled = True if cache_enabled is None else cache_enabled
        if enabled and device_type == 'cuda':
            warnings.warn("User provided device_type of 'cuda', but CUDA is not available. Disabling")
            enabled = False
        if dtype is not None:
            self.fast_dtype = dtype
        if device_type == 'cuda' and self.fast_dtype is torch.bfloat16 and not torch.cuda.is_bf16_supported():
            raise RuntimeError('Current CUDA Device does not support bfloat16. Please switch dtype to float16.')
        if device_type == 'cpu' and self.fast_dtype is not torch.bfloat16:
            warnings.warn('In CPU autocast, but the target dtype is not supported. Disabling autocast.\n'
                          'CPU Autocast only supports dtype of torch.bfloat16 currently.')
            enabled = False
        self._enabled = enabled

    def __enter__(self):
        if self.device == 'cpu':
            torch._must_be_bool(self._enabled)
            torch.set_autocast_cpu_dtype(torch.get_autocast_cpu_dtype() if isinstance(self.fast_dtype, torch.dtype) else self.fast_dtype)
            if self.fast_dtype is not torch.bfloat16:
                raise RuntimeError('Currently, AutocastCPU only support Bfloat16 as the autocast_cpu_dtype')
            if not _begun:
                _begin()
            self.prev = _C._set_autocast(self._enabled, self.fast_dtype)

    def __exit__(self, exc_type, exc_val, exc_tb):
        if self.device == 'cpu':
            _C._set_autocast(*self.prev)
        return False

    def __call__(self, func):
        return autocast_decorator(self, func)
