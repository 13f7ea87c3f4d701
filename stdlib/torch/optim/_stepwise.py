"""The updates that the native steps do not make: with options that are something else than plain numbers (tensors, arrays,
numbers of other classes; the native steps compute with doubles, here each option meets the operation of tensors that takes or
refuses it), and those through which gradients flow. One parameter after the other."""
import math

import torch

from .optimizer import parts


def _decayed(p, g, group):
    if group['maximize']:
        g = -g
    if group['weight_decay'] != 0:
        g = g.add(p, alpha=group['weight_decay'])
    return g


def sgd(group, p, g, state, step):
    g, momentum = _decayed(p, g, group), group['momentum']
    if momentum != 0:
        mean = state.get('momentum_buffer')
        if mean is None:
            mean = state['momentum_buffer'] = g.clone().detach()
        else:
            mean.mul_(momentum).add_(g, alpha=1 - group['dampening'])
        g = g.add(mean, alpha=momentum) if group['nesterov'] else mean
    else:
        state['momentum_buffer'] = None
    p.add_(g, alpha=-group['lr'])


def adam(group, p, g, state, step, decoupled=False):
    lr, (beta1, beta2) = group['lr'], group['betas']
    if decoupled:
        if group['maximize']:
            g = -g
        p.mul_(1 - lr * group['weight_decay'])
    else:
        g = _decayed(p, g, group)
    highest = state.get('max_exp_avg_sq')
    p, g, state = parts(p, g, {k: state[k] for k in ('exp_avg', 'exp_avg_sq', 'step') if k in state})
    mean, square = state['exp_avg'], state['exp_avg_sq']
    mean.mul_(beta1).add_(g, alpha=1 - beta1)
    square.mul_(beta2).addcmul_(g, g.conj(), value=1 - beta2)
    if group.get('differentiable'):
        return _recorded_adam(group, p, mean, square, highest, state['step'])
    size, root = lr / (1 - beta1 ** step), math.sqrt(1 - beta2 ** step)
    if group['amsgrad']:
        square = torch.maximum(highest, square, out=highest)
    p.addcdiv_(mean, (square.sqrt() / root).add_(group['eps']), value=-size)


def _recorded_adam(group, p, mean, square, highest, step):
    """The end of adam() with the count of steps as a tensor, so that all of it is in the graph."""
    beta1, beta2 = group['betas']
    size = (group['lr'] / (1 - torch.pow(beta1, step))).neg()
    root = (1 - torch.pow(beta2, step)).sqrt()
    if group['amsgrad']:
        square = highest.copy_(torch.maximum(highest.clone(), square))
    p.addcdiv_(mean, (square.sqrt() / (root * size)).add_(group['eps'] / size))


def adamw(group, p, g, state, step):
    adam(group, p, g, state, step, decoupled=True)


def rmsprop(group, p, g, state, step):
    p, g, state = parts(p, _decayed(p, g, group), state)
    alpha, momentum = group['alpha'], group['momentum']
    square = state['square_avg']
    square.mul_(alpha).addcmul_(g, g, value=1 - alpha)
    if group['centered']:
        mean = state['grad_avg']
        mean.mul_(alpha).add_(g, alpha=1 - alpha)
        root = square.addcmul(mean, mean, value=-1).sqrt_()
    else:
        root = square.sqrt()
    root = root.add(group['eps']) if group.get('differentiable') else root.add_(group['eps'])   # the root is kept for its gradient
    if momentum > 0:
        p.add_(state['momentum_buffer'].mul_(momentum).addcdiv_(g, root), alpha=-group['lr'])
    else:
        p.addcdiv_(g, root, value=-group['lr'])


def adagrad(group, p, g, state, step):
    g = _decayed(p, g, group)
    rate = group['lr'] / (1 + (step - 1) * group['lr_decay'])
    p, g, state = parts(p, g, state)
    state['sum'].addcmul_(g, g, value=1)
    p.addcdiv_(g, state['sum'].sqrt().add_(group['eps']), value=-rate)


def foreach_adagrad(group, params, grads, states):
    """The same as PyTorch rounds it over lists of tensors: the rate is a tensor, as the count of steps is."""
    with torch.no_grad():
        for p, g, s in zip(params, grads, states):
            p, g, s = parts(p, _decayed(p, g, group), s)
            rate = -group['lr'] / (1 + (s['step'] - 1) * group['lr_decay'])
            s['sum'].addcmul_(g, g, value=1)
            p.add_(g.mul(rate).div_(s['sum'].sqrt().add_(group['eps'])))


def adadelta(group, p, g, state, step):
    p, g, state = parts(p, _decayed(p, g, group), state)
    rho, eps = group['rho'], group['eps']
    square, change = state['square_avg'], state['acc_delta']
    square.mul_(rho).addcmul_(g, g, value=1 - rho)
    root = square.add(eps).sqrt_()
    delta = change.add(eps).sqrt_().div_(root).mul_(g)
    change.mul_(rho).addcmul_(delta, delta, value=1 - rho)
    p.add_(delta, alpha=-group['lr'])


def each(update, group, params, grads, states, recorded=False):
    """One update of all parameters, their counts of steps being those of the states."""
    with torch.set_grad_enabled(recorded):
        for p, g, s in zip(params, grads, states):
            update(group, p, g, s, float(s.get('step', 0)))
