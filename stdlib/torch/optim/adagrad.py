"""Adagrad."""
import torch
from torch import _C

from . import _stepwise
from .optimizer import Optimizer, check, plain


class Adagrad(Optimizer):
    _tensor_state = {'step': float}

    def __init__(self, params, lr=1e-2, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10, foreach=None, *,
                 maximize=False):
        check(0.0 <= lr, f'Invalid learning rate: {lr}')
        check(0.0 <= lr_decay, f'Invalid lr_decay value: {lr_decay}')
        check(0.0 <= weight_decay, f'Invalid weight_decay value: {weight_decay}')
        check(0.0 <= initial_accumulator_value, f'Invalid initial_accumulator_value value: {initial_accumulator_value}')
        check(0.0 <= eps, f'Invalid epsilon value: {eps}')
        super().__init__(params, dict(lr=lr, lr_decay=lr_decay, eps=eps, weight_decay=weight_decay,
                                      initial_accumulator_value=initial_accumulator_value, foreach=foreach, maximize=maximize))
        first = initial_accumulator_value
        for g in self.param_groups:
            self._states(g['params'], lambda p: {'step': torch.tensor(0.0),
                                                 'sum': torch.full_like(p.data, complex(first, first) if p.is_complex() else first)})

    def _update(self, group, params, grads):
        states = [self.state[p] for p in params]
        sums = [s['sum'] for s in states]   # of parameters that were there when the optimiser was made
        for s in states:
            s['step'] += 1
        if group['foreach']:
            return _stepwise.foreach_adagrad(group, params, grads, states)
        if not plain(group, params, 'lr', 'lr_decay', 'eps', 'weight_decay'):
            return _stepwise.each(_stepwise.adagrad, group, params, grads, states)
        if group['maximize']:
            grads = [-g for g in grads]
        _C._adagrad_step(params, grads, sums, [int(s['step']) for s in states], lr=float(group['lr']),
                         lr_decay=float(group['lr_decay']), weight_decay=float(group['weight_decay']), eps=float(group['eps']))
