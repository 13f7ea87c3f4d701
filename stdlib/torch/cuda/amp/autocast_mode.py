"""torch.cuda.amp.autocast and the decorators of autograd.Function's methods."""
import functools

import torch

__all__ = ['autocast', 'custom_fwd', 'custom_bwd']


class autocast(torch.amp.autocast_mode.autocast):
    def __init__(self, enabled=True, dtype=None, cache_enabled=True):
        super().__init__('cuda', enabled=enabled, dtype=torch.float16 if dtype is None else dtype, cache_enabled=cache_enabled)

    def __call__(self, func):
        return super().__call__(func)


def custom_fwd(fwd=None, *, cast_inputs=None):
    """Marks forward of an autograd.Function for autocast regions."""
    if fwd is None:
        return functools.partial(custom_fwd, cast_inputs=cast_inputs)

    @functools.wraps(fwd)
    def decorate_fwd(*args, **kwargs):
        args[0]._fwd_used_autocast = False
        return fwd(*args, **kwargs)
    return decorate_fwd


def custom_bwd(bwd):
    """Marks backward of an autograd.Function: it runs as its forward did."""
    @functools.wraps(bwd)
    def decorate_bwd(*args, **kwargs):
        return bwd(*args, **kwargs)
    return decorate_bwd
