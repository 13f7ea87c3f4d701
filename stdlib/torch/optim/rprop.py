"""Rprop."""
import torch

from .optimizer import PerParameter, check, parts, zeros


class Rprop(PerParameter):
    """Resilient backpropagation: only the gradient's signs count."""

    def __init__(self, params, lr=1e-2, etas=(0.5, 1.2), step_sizes=(1e-6, 50), foreach=None, maximize=False):
        check(0.0 <= lr, f'Invalid learning rate: {lr}')
        check(0.0 < etas[0] < 1.0 < etas[1], f'Invalid eta values: {etas[0]}, {etas[1]}')
        super().__init__(params, dict(lr=lr, etas=etas, step_sizes=step_sizes, foreach=foreach, maximize=maximize))

    def _start(self, p, group):
        lr = group['lr']
        return {'step': 0, 'prev': zeros(p), 'step_size': p.data.new_empty(p.shape).fill_(complex(lr, lr) if p.is_complex() else lr)}

    def _one(self, p, g, s, group):
        p, g, s = parts(p, g, s)
        down, up = group['etas']
        low, high = group['step_sizes']
        product = g.mul(s['prev']).sign()
        factor = torch.ones_like(product).masked_fill_(product > 0, up).masked_fill_(product < 0, down)
        s['step_size'].mul_(factor).clamp_(low, high)
        g = g.masked_fill(product < 0, 0)
        p.addcmul_(g.sign(), s['step_size'], value=-1)
        s['prev'].copy_(g)
