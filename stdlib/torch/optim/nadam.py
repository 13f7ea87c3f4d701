"""NAdam."""
import math

import torch

from .optimizer import PerParameter, check, check_betas, zeros


class NAdam(PerParameter):
    """Adam with Nesterov momentum (Dozat 2016)."""
    _tensor_state = {'step': float, 'mu_product': float}

    def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, momentum_decay=4e-3, foreach=None):
        check_betas(lr, betas, eps, weight_decay)
        check(0.0 <= momentum_decay, f'Invalid momentum_decay value: {momentum_decay}')
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, momentum_decay=momentum_decay, foreach=foreach))

    def _start(self, p, group):
        return {'step': torch.tensor(0.), 'mu_product': torch.tensor(1.), 'exp_avg': zeros(p), 'exp_avg_sq': zeros(p)}

    def _one(self, p, g, s, group):
        beta1, beta2 = group['betas']
        t, decay, lr = s['step'].item(), group['momentum_decay'], group['lr']
        mu = beta1 * (1. - 0.5 * (0.96 ** (t * decay)))
        mu_next = beta1 * (1. - 0.5 * (0.96 ** ((t + 1) * decay)))
        s['mu_product'] *= mu
        s['exp_avg'].mul_(beta1).add_(g, alpha=1 - beta1)
        s['exp_avg_sq'].mul_(beta2).addcmul_(g, g, value=1 - beta2)
        product = s['mu_product'].item()
        if group['foreach']:
            denom = s['exp_avg_sq'].sqrt().div_(math.sqrt(1 - beta2 ** t)).add_(group['eps'])
            product_next = product * mu_next
        else:
            denom = s['exp_avg_sq'].div(1 - beta2 ** t).sqrt().add_(group['eps'])
            product_next = (s['mu_product'] * mu * mu_next).item()  # mu twice, as PyTorch 1.13 has it where it goes one by one
        p.addcdiv_(g, denom, value=-lr * (1. - mu) / (1. - product))
        p.addcdiv_(s['exp_avg'], denom, value=-lr * mu_next / (1. - product_next))
