"""Neural networks: layers, losses, containers, initialisation."""
import _not_built
from .parameter import Parameter, UninitializedBuffer, UninitializedParameter
from .modules import *
from .modules import Module
from . import functional, init, modules, parallel, parameter, utils
from .parallel import DataParallel


def factory_kwargs(kwargs):
    """device, dtype and memory_format out of a constructor's keyword arguments."""
    if kwargs is None:
        return {}
    simple = {'device', 'dtype', 'memory_format'}
    extra = set(kwargs) - simple - {'factory_kwargs'}
    if extra:
        raise TypeError(f'unexpected kwargs {extra}')
    r = dict(kwargs.get('factory_kwargs', {}))
    for k in simple:
        if k in kwargs:
            if k in r:
                raise TypeError(f'{k} specified twice, in **kwargs and in factory_kwargs')
            r[k] = kwargs[k]
    return r


__getattr__ = _not_built.of(__name__, ('common_types', 'grad'))
