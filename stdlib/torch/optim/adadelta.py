"""Adadelta."""
from torch import _C

from . import _stepwise
from .optimizer import Optimizer, check, plain, zeros as _zeros


class Adadelta(Optimizer):
    def __init__(self, params, lr=1.0, rho=0.9, eps=1e-6, weight_decay=0, foreach=None, *, maximize=False):
        check(0.0 <= lr, f'Invalid learning rate: {lr}')
        check(0.0 <= rho <= 1.0, f'Invalid rho value: {rho}')
        check(0.0 <= eps, f'Invalid epsilon value: {eps}')
        check(0.0 <= weight_decay, f'Invalid weight_decay value: {weight_decay}')
        super().__init__(params, dict(lr=lr, rho=rho, eps=eps, weight_decay=weight_decay, maximize=maximize, foreach=foreach))

    def _update(self, group, params, grads):
        states = self._states(params, lambda p: {'step': 0, 'square_avg': _zeros(p), 'acc_delta': _zeros(p)})
        for s in states:
            s['step'] += 1
        if not plain(group, params, 'lr', 'rho', 'eps', 'weight_decay'):
            return _stepwise.each(_stepwise.adadelta, group, params, grads, states)
        if group['maximize']:
            grads = [-g for g in grads]
        _C._adadelta_step(params, grads, [s['square_avg'] for s in states], [s['acc_delta'] for s in states], lr=float(group['lr']),
                          rho=float(group['rho']), eps=float(group['eps']), weight_decay=float(group['weight_decay']))
