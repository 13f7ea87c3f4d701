"""Stochastic gradient descent with momentum."""
from torch import _C

from . import _stepwise
from .optimizer import Optimizer, check, plain, required


class SGD(Optimizer):
    def __init__(self, params, lr=required, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False,
                 foreach=None, differentiable=False):
        check(lr is required or not lr < 0.0, f'Invalid learning rate: {lr}')
        check(not momentum < 0.0, f'Invalid momentum value: {momentum}')
        check(not weight_decay < 0.0, f'Invalid weight_decay value: {weight_decay}')
        check(not nesterov or (momentum > 0 and dampening == 0), 'Nesterov momentum requires a momentum and zero dampening')
        super().__init__(params, dict(lr=lr, momentum=momentum, dampening=dampening, weight_decay=weight_decay, nesterov=nesterov,
                                      maximize=maximize, foreach=foreach, differentiable=differentiable))

    def _update(self, group, params, grads):
        recorded = self._recorded(group)
        if recorded or not plain(group, params, 'lr', 'momentum', 'dampening', 'weight_decay'):
            return _stepwise.each(_stepwise.sgd, group, params, grads, [self.state[p] for p in params], recorded)
        bufs = first = None
        if group['momentum'] != 0:
            states = [self.state[p] for p in params]
            first = [s.get('momentum_buffer') is None for s in states]
            for g, s, new in zip(grads, states, first):
                if new:
                    s['momentum_buffer'] = _C.zeros_like(g.data)
            bufs = [s['momentum_buffer'] for s in states]
        else:
            for p in params:
                self.state[p]['momentum_buffer'] = None
        _C._sgd_step(params, grads, bufs, first, lr=float(group['lr']), momentum=float(group['momentum']),
                     dampening=float(group['dampening'] if bufs else 0), weight_decay=float(group['weight_decay']), nesterov=bool(group['nesterov']),
                     maximize=bool(group['maximize']))


def sgd(params, d_p_list, momentum_buffer_list, has_sparse_grad=None, foreach=None, *, weight_decay, momentum, lr, dampening, nesterov,
        maximize):
    """One step of SGD over these parameters, gradients and buffers, which are None before the first."""
    group = dict(weight_decay=weight_decay, momentum=momentum, lr=lr, dampening=dampening, nesterov=nesterov, maximize=maximize)
    for i, (p, g) in enumerate(zip(params, d_p_list)):
        state = {'momentum_buffer': momentum_buffer_list[i]}
        _stepwise.sgd(group, p, g, state, 0)
        momentum_buffer_list[i] = state['momentum_buffer']
