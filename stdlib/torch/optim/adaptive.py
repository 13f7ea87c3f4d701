"""Optimisers that scale each element's step: Adam, AdamW, RMSprop, Adagrad, Adadelta."""
import torch
from torch import _C

from .optimizer import Optimizer, check


def _zeros(p):
    return torch.zeros_like(p.data)


class Adam(Optimizer):
    """Kingma and Ba 2014."""
    _decoupled = False

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, amsgrad=False, *, foreach=None,
                 maximize=False, capturable=False, differentiable=False, fused=False):
        check(0.0 <= lr, f'Invalid learning rate: {lr}')
        check(0.0 <= eps, f'Invalid epsilon value: {eps}')
        check(0.0 <= betas[0] < 1.0, f'Invalid beta parameter at index 0: {betas[0]}')
        check(0.0 <= betas[1] < 1.0, f'Invalid beta parameter at index 1: {betas[1]}')
        check(0.0 <= weight_decay, f'Invalid weight_decay value: {weight_decay}')
        defaults = dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, amsgrad=amsgrad, maximize=maximize, foreach=foreach,
                        capturable=capturable)
        if not self._decoupled:
            defaults.update(differentiable=differentiable, fused=fused)
        super().__init__(params, defaults)

    def _update(self, group, params, grads):
        amsgrad = group['amsgrad']

        def make(p):
            s = {'step': torch.tensor(0.), 'exp_avg': _zeros(p), 'exp_avg_sq': _zeros(p)}
            if amsgrad:
                s['max_exp_avg_sq'] = _zeros(p)
            return s
        states = self._states(params, make)
        steps = []
        for s in states:
            s['step'] += 1
            steps.append(int(s['step']))
        beta1, beta2 = group['betas']
        _C._adam_step(params, grads, [s['exp_avg'] for s in states], [s['exp_avg_sq'] for s in states],
                      [s['max_exp_avg_sq'] for s in states] if amsgrad else None, steps, lr=float(group['lr']), beta1=float(beta1),
                      beta2=float(beta2), eps=float(group['eps']), weight_decay=float(group['weight_decay']), amsgrad=amsgrad,
                      maximize=group['maximize'], decoupled=self._decoupled)


class AdamW(Adam):
    """Adam with decoupled weight decay (Loshchilov and Hutter 2017)."""
    _decoupled = True

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2, amsgrad=False, *, maximize=False,
                 foreach=None, capturable=False):
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, foreach=foreach, maximize=maximize, capturable=capturable)


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
        if group['maximize']:
            grads = [-g for g in grads]
        _C._rmsprop_step(params, grads, [s['square_avg'] for s in states],
                         [s['momentum_buffer'] for s in states] if group['momentum'] > 0 else None,
                         [s['grad_avg'] for s in states] if group['centered'] else None, lr=float(group['lr']),
                         alpha=float(group['alpha']), eps=float(group['eps']), weight_decay=float(group['weight_decay']),
                         momentum=float(group['momentum']), centered=group['centered'])


class Adagrad(Optimizer):
    def __init__(self, params, lr=1e-2, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10, foreach=None, *,
                 maximize=False, differentiable=False):
        check(0.0 <= lr, f'Invalid learning rate: {lr}')
        check(0.0 <= lr_decay, f'Invalid lr_decay value: {lr_decay}')
        check(0.0 <= weight_decay, f'Invalid weight_decay value: {weight_decay}')
        check(0.0 <= initial_accumulator_value, f'Invalid initial_accumulator_value value: {initial_accumulator_value}')
        check(0.0 <= eps, f'Invalid epsilon value: {eps}')
        super().__init__(params, dict(lr=lr, lr_decay=lr_decay, eps=eps, weight_decay=weight_decay,
                                      initial_accumulator_value=initial_accumulator_value, foreach=foreach, maximize=maximize,
                                      differentiable=differentiable))
        for g in self.param_groups:
            self._states(g['params'], lambda p: {'step': torch.tensor(0.0),
                                                 'sum': torch.full_like(p.data, initial_accumulator_value)})

    def _update(self, group, params, grads):
        states = [self.state[p] for p in params]
        for s in states:
            s['step'] += 1
        if group['maximize']:
            grads = [-g for g in grads]
        _C._adagrad_step(params, grads, [s['sum'] for s in states], [int(s['step']) for s in states], lr=float(group['lr']),
                         lr_decay=float(group['lr_decay']), weight_decay=float(group['weight_decay']), eps=float(group['eps']))


class Adadelta(Optimizer):
    def __init__(self, params, lr=1.0, rho=0.9, eps=1e-6, weight_decay=0, foreach=None, *, maximize=False, differentiable=False):
        check(0.0 <= lr, f'Invalid learning rate: {lr}')
        check(0.0 <= rho <= 1.0, f'Invalid rho value: {rho}')
        check(0.0 <= eps, f'Invalid epsilon value: {eps}')
        check(0.0 <= weight_decay, f'Invalid weight_decay value: {weight_decay}')
        super().__init__(params, dict(lr=lr, rho=rho, eps=eps, weight_decay=weight_decay, maximize=maximize, foreach=foreach,
                                      differentiable=differentiable))

    def _update(self, group, params, grads):
        states = self._states(params, lambda p: {'step': 0, 'square_avg': _zeros(p), 'acc_delta': _zeros(p)})
        for s in states:
            s['step'] += 1
        if group['maximize']:
            grads = [-g for g in grads]
        _C._adadelta_step(params, grads, [s['square_avg'] for s in states], [s['acc_delta'] for s in states], lr=float(group['lr']),
                          rho=float(group['rho']), eps=float(group['eps']), weight_decay=float(group['weight_decay']))
