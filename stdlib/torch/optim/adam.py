"""Adam."""
import torch
from torch import _C

from . import _stepwise
from .optimizer import Optimizer, check, check_capturable, plain, zeros as _zeros


class Adam(Optimizer):
    """Kingma and Ba 2014."""
    _decoupled = False
    _tensor_state = {'step': float}

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, amsgrad=False, *, foreach=None,
                 maximize=False, capturable=False, differentiable=False, fused=False):
        check(0.0 <= lr, f'Invalid learning rate: {lr}')
        check(0.0 <= eps, f'Invalid epsilon value: {eps}')
        check(0.0 <= betas[0] < 1.0, f'Invalid beta parameter at index 0: {betas[0]}')
        check(0.0 <= betas[1] < 1.0, f'Invalid beta parameter at index 1: {betas[1]}')
        check(0.0 <= weight_decay, f'Invalid weight_decay value: {weight_decay}')
        defaults = dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, amsgrad=amsgrad)
        if self._decoupled:
            defaults.update(foreach=foreach, maximize=maximize, capturable=capturable)
        else:
            defaults.update(maximize=maximize, foreach=foreach, capturable=capturable, differentiable=differentiable, fused=fused)
        super().__init__(params, defaults)
        if fused:
            raise RuntimeError('FusedAdam requires all the params to be CUDA, floating point')

    def _update(self, group, params, grads):
        amsgrad = group['amsgrad']
        check_capturable(group)

        def make(p):
            s = {'step': torch.tensor(0.), 'exp_avg': _zeros(p), 'exp_avg_sq': _zeros(p)}
            if amsgrad:
                s['max_exp_avg_sq'] = _zeros(p)
            return s
        states = self._states(params, make)
        if group.get('differentiable') and group['foreach']:
            raise AssertionError("_foreach ops don't support autograd")
        steps = []
        for s in states:
            s['step'] += 1
            steps.append(int(s['step']))
        beta1, beta2 = group['betas']
        recorded = self._recorded(group)
        if recorded or not (plain(group, params, 'lr', 'eps', 'weight_decay') and type(beta1) is type(beta2) is float):
            return _stepwise.each(_stepwise.adamw if self._decoupled else _stepwise.adam, group, params, grads, states, recorded)
        _C._adam_step(params, grads, [s['exp_avg'] for s in states], [s['exp_avg_sq'] for s in states],
                      [s['max_exp_avg_sq'] for s in states] if amsgrad else None, steps, lr=float(group['lr']), beta1=float(beta1),
                      beta2=float(beta2), eps=float(group['eps']), weight_decay=float(group['weight_decay']), amsgrad=bool(amsgrad),
                      maximize=bool(group['maximize']), decoupled=self._decoupled)


def adam(params, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, state_steps, foreach=None, capturable=False, differentiable=False,
         fused=None, grad_scale=None, found_inf=None, *, amsgrad, beta1, beta2, lr, weight_decay, eps, maximize):
    """One step of Adam over these parameters, gradients, means and counts of steps."""
    if not all(isinstance(t, torch.Tensor) for t in state_steps):
        raise RuntimeError('API has changed, `state_steps` argument must contain a list of singleton tensors')
    group = dict(lr=lr, betas=(beta1, beta2), eps=eps, weight_decay=weight_decay, amsgrad=amsgrad, maximize=maximize,
                 differentiable=differentiable)
    for i, (p, g, step) in enumerate(zip(params, grads, state_steps)):
        step += 1
        state = {'step': step, 'exp_avg': exp_avgs[i], 'exp_avg_sq': exp_avg_sqs[i], 'max_exp_avg_sq': max_exp_avg_sqs[i] if amsgrad else None}
        _stepwise.adam(group, p, g, state, step.item())
