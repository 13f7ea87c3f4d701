"""Averages of weights over a training run: AveragedModel, its schedule SWALR, and update_bn."""
import _not_built
from copy import deepcopy
import math
import warnings

import torch
from torch.nn import Module

from .lr_scheduler import _LRScheduler


class AveragedModel(Module):
    """A copy of a model whose parameters are averages: call update_parameters(model) now and then."""

    def __init__(self, model, device=None, avg_fn=None, use_buffers=False):
        super().__init__()
        self.module = deepcopy(model)
        if device is not None:
            self.module = self.module.to(device)
        self.register_buffer('n_averaged', torch.tensor(0, dtype=torch.long))
        if avg_fn is None:
            def avg_fn(averaged, current, n):
                return averaged + (current - averaged) / (n + 1)
        self.avg_fn = avg_fn
        self.use_buffers = use_buffers

    def forward(self, *args, **kwargs):
        return self.module(*args, **kwargs)

    def _values(self, model):
        from itertools import chain
        return chain(model.parameters(), model.buffers()) if self.use_buffers else model.parameters()

    def update_parameters(self, model):
        for own, new in zip(self._values(self.module), self._values(model)):
            new = new.detach().to(own.device)
            if self.n_averaged == 0:
                own.detach().copy_(new)
            else:
                own.detach().copy_(self.avg_fn(own.detach(), new, self.n_averaged.to(own.device)))
        if not self.use_buffers:
            for own, new in zip(self.module.buffers(), model.buffers()):
                own.detach().copy_(new.detach().to(own.device))
        self.n_averaged += 1


@torch.no_grad()
def update_bn(loader, model, device=None):
    """Recomputes the running statistics of all BatchNorm layers over the loader's data."""
    layers = {m: m.momentum for m in model.modules() if isinstance(m, torch.nn.modules.batchnorm._BatchNorm)}
    if not layers:
        return
    training = model.training
    model.train()
    for m in layers:
        m.running_mean = torch.zeros_like(m.running_mean)
        m.running_var = torch.ones_like(m.running_var)
        m.momentum = None
        m.num_batches_tracked *= 0
    for x in loader:
        if isinstance(x, (list, tuple)):
            x = x[0]
        model(x if device is None else x.to(device))
    for m, momentum in layers.items():
        m.momentum = momentum
    model.train(training)


class SWALR(_LRScheduler):
    """Anneals the rate to swa_lr within anneal_epochs and keeps it there."""

    def __init__(self, optimizer, swa_lr, anneal_epochs=10, anneal_strategy='cos', last_epoch=-1):
        rates = list(swa_lr) if isinstance(swa_lr, (list, tuple)) else [swa_lr] * len(optimizer.param_groups)
        if len(rates) != len(optimizer.param_groups):
            raise ValueError(f"swa_lr must have the same length as optimizer.param_groups: swa_lr has {len(rates)}, optimizer.param_groups "
                             f"has {len(optimizer.param_groups)}")
        for rate, group in zip(rates, optimizer.param_groups):
            group['swa_lr'] = rate
        if anneal_strategy not in ('cos', 'linear'):
            raise ValueError(f"anneal_strategy must by one of 'cos' or 'linear', instead got {anneal_strategy}")
        self.anneal_func = self._cosine_anneal if anneal_strategy == 'cos' else self._linear_anneal
        if not isinstance(anneal_epochs, int) or anneal_epochs < 0:
            raise ValueError(f"anneal_epochs must be equal or greater than 0, got {anneal_epochs}")
        self.anneal_epochs = anneal_epochs
        super().__init__(optimizer, last_epoch)

    @staticmethod
    def _linear_anneal(t):
        return t

    @staticmethod
    def _cosine_anneal(t):
        return (1 - math.cos(math.pi * t)) / 2

    def get_lr(self):
        if not self._get_lr_called_within_step:
            warnings.warn("To get the last learning rate computed by the scheduler, please use `get_last_lr()`.", UserWarning)
        step = self._step_count - 1
        if self.anneal_epochs == 0:
            step = max(1, step)

        def blend(s):
            return self.anneal_func(max(0, min(1, s / max(1, self.anneal_epochs))))
        before, now = blend(step - 1), blend(step)
        rates = []
        for group in self.optimizer.param_groups:
            start = group['swa_lr'] if before == 1 else (group['lr'] - before * group['swa_lr']) / (1 - before)
            rates.append(group['swa_lr'] * now + start * (1 - now))
        return rates


__getattr__ = _not_built.of(__name__)
