"""RMSprop."""
from torch import _C

from . import _stepwise
from .optimizer import Optimizer, check, plain, zeros as _zeros


class RMSprop(Optimizer):
    def __init__(self, params, lr=1e-2, alpha=0.99, eps=1e-8, weight_decay=0, momentum=0, centered=False, foreach=None,
                 maximize=False, differentiable=False):
        check(0.0 <= lr, f'Invalid learning rate: {lr}')
        check(0.0 <= eps, f'Invalid epsilon value: {eps}')
        check(0.0 <= momentum, f'Invalid momentum value: {momentum}')
        check(0.0 <= weight_decay, f'Invalid weight_decay value: {weight_decay}')
        check(0.0 <= alpha, f'Invalid alpha value: {alpha}')
        super().__init__(params, dict(lr=lr, momentum=momentum, alpha=alpha, eps=eps, centered=centered, weight_decay=weight_decay,
                                      foreach=foreach, maximize=maximize, differentiable=differentiable))

    def _update(self, group, params, grads):
        def make(p):
            s = {'step': 0, 'square_avg': _zeros(p)}
            if group['momentum'] > 0:
                s['momentum_buffer'] = _zeros(p)
            if group['centered']:
                s['grad_avg'] = _zeros(p)
            return s
        states = self._states(params, make)
        for s in states:
            s['step'] += 1
        if group['differentiable'] and group['foreach']:
            raise AssertionError("_foreach ops don't support autograd")
        recorded = self._recorded(group)
        if recorded or not plain(group, params, 'lr', 'alpha', 'eps', 'weight_decay', 'momentum'):
            return _stepwise.each(_stepwise.rmsprop, group, params, grads, states, recorded)
        if group['maximize']:
            grads = [-g for g in grads]
        _C._rmsprop_step(params, grads, [s['square_avg'] for s in states],
                         [s['momentum_buffer'] for s in states] if group['momentum'] > 0 else None,
                         [s['grad_avg'] for s in states] if group['centered'] else None, lr=float(group['lr']),
                         alpha=float(group['alpha']), eps=float(group['eps']), weight_decay=float(group['weight_decay']),
                         momentum=float(group['momentum']), centered=bool(group['centered']))
