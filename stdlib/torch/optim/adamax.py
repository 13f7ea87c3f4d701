"""Adamax."""
import torch

from .optimizer import PerParameter, check_betas, parts, zeros


class Adamax(PerParameter):
    """Adam with the largest gradient so far instead of the mean square (Kingma and Ba 2014)."""
    _tensor_state = {'step': float}

    def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, foreach=None, *, maximize=False):
        check_betas(lr, betas, eps, weight_decay)
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, foreach=foreach, maximize=maximize))

    def _start(self, p, group):
        return {'step': torch.tensor(0.), 'exp_avg': zeros(p), 'exp_inf': zeros(p)}

    def _one(self, p, g, s, group):
        p, g, s = parts(p, g, s)
        beta1, beta2 = group['betas']
        s['exp_avg'].mul_(beta1).add_(g, alpha=1 - beta1)
        s['exp_inf'].copy_(torch.maximum(s['exp_inf'] * beta2, g.abs().add_(group['eps'])))
        p.addcdiv_(s['exp_avg'], s['exp_inf'], value=-group['lr'] / (1 - beta1 ** s['step'].item()))
