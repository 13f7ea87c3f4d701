"""ASGD."""
import math

import torch

from .optimizer import PerParameter, check, parts, zeros


class ASGD(PerParameter):
    """Averaged stochastic gradient descent (Polyak and Juditsky 1992)."""
    _tensor_state = {'step': float, 'eta': float, 'mu': float}

    def __init__(self, params, lr=1e-2, lambd=1e-4, alpha=0.75, t0=1e6, weight_decay=0, foreach=None, maximize=False):
        check(0.0 <= lr, f'Invalid learning rate: {lr}')
        check(0.0 <= weight_decay, f'Invalid weight_decay value: {weight_decay}')
        super().__init__(params, dict(lr=lr, lambd=lambd, alpha=alpha, t0=t0, weight_decay=weight_decay, foreach=foreach, maximize=maximize))

    def _start(self, p, group):
        return {'step': torch.tensor(0.), 'eta': torch.tensor(group['lr']), 'mu': torch.tensor(1.), 'ax': zeros(p)}

    def _update(self, group, params, grads):
        self._rate = None
        try:
            super()._update(group, params, grads)
        finally:
            del self._rate

    def _one(self, p, g, s, group):
        p, g, s = parts(p, g, s)
        lr, lambd, t = group['lr'], group['lambd'], s['step'].item()
        eta, mu = s['eta'].item(), s['mu'].item()
        if group['foreach']:  # PyTorch's steps on lists take the rate of the first parameter for all
            if self._rate is None:
                self._rate = eta
            eta = self._rate
        p.mul_(1 - lambd * eta)
        p.add_(g, alpha=-eta)
        if mu != 1:
            s['ax'].add_(p.sub(s['ax']).mul(mu))
        else:
            s['ax'].copy_(p)
        s['eta'].copy_(torch.tensor(lr / math.pow(1 + lambd * lr * t, group['alpha'])))
        s['mu'].copy_(torch.tensor(1 / max(1, t - group['t0'])))
