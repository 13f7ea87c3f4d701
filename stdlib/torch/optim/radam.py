"""RAdam."""
import math

import torch

from .optimizer import PerParameter, check_betas, zeros


class RAdam(PerParameter):
    """Adam whose adaptive rate is rectified in the first steps (Liu et al. 2019)."""
    _tensor_state = {'step': float}

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, foreach=None):
        check_betas(lr, betas, eps, weight_decay)
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, foreach=foreach))

    def _start(self, p, group):
        return {'step': torch.tensor(0.), 'exp_avg': zeros(p), 'exp_avg_sq': zeros(p)}

    def _one(self, p, g, s, group):
        beta1, beta2 = group['betas']
        t, lr = s['step'].item(), group['lr']
        correction2 = 1 - beta2 ** t
        s['exp_avg'].mul_(beta1).add_(g, alpha=1 - beta1)
        s['exp_avg_sq'].mul_(beta2).addcmul_(g, g, value=1 - beta2)
        longest = 2 / (1 - beta2) - 1
        length = longest - 2 * t * (beta2 ** t) / correction2
        rectified = 0.
        if length > 5.:
            rectified = math.sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length))
        if group['foreach']:    # no eps
            for denom, part in ((s['exp_avg_sq'].sqrt().div_(math.sqrt(correction2)), rectified), (torch.ones_like(p), 0. if rectified else 1.)):
                p.addcdiv_(s['exp_avg'], denom, value=-(lr * part / (1 - beta1 ** t)))
            return
        mean = s['exp_avg'] / (1 - beta1 ** t)
        if length > 5.:
            adaptive = math.sqrt(correction2) / s['exp_avg_sq'].sqrt().add_(group['eps'])
            p.add_(mean * lr * adaptive * rectified, alpha=-1.0)
        else:
            p.add_(mean * lr, alpha=-1.0)
