"""skip_init: a module whose parameters are not filled."""

import torch


def skip_init(module_cls, *args, **kwargs):
    if not issubclass(module_cls, torch.nn.Module):
        raise RuntimeError(f'Expected a Module; got {module_cls}')
    import inspect
    if 'device' not in inspect.signature(module_cls).parameters:
        raise RuntimeError('Module must support a \'device\' arg to skip initialization')
    kwargs.setdefault('device', 'cpu')
    before = torch.get_rng_state()
    module = module_cls(*args, **kwargs)
    torch.set_rng_state(before)
    return module
