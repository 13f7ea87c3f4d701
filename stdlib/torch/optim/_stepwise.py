"""The updates whose options are something else than plain numbers: tensors, arrays, numbers of other classes. The native
steps compute with doubles; here each option meets the operation of tensors that takes or refuses it, one parameter after
the other."""
import math

import torch


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
    mean, square = state['exp_avg'], state['exp_avg_sq']
    mean.mul_(beta1).add_(g, alpha=1 - beta1)
    square.mul_(beta2).addcmul_(g, g.conj(), value=1 - beta2)
    size, root = lr / (1 - beta1 ** step), math.sqrt(1 - beta2 ** step)
    if group['amsgrad']:
        square = torch.maximum(state['max_exp_avg_sq'], square, out=state['max_exp_avg_sq'])
    p.addcdiv_(mean, (square.sqrt() / root).add_(group['eps']), value=-size)


def adamw(group, p, g, state, step):
    adam(group, p, g, state, step, decoupled=True)


def rmsprop(group, p, g, state, step):
    g, alpha, momentum = _decayed(p, g, group), group['alpha'], group['momentum']
    square = state['square_avg']
    square.mul_(alpha).addcmul_(g, g, value=1 - alpha)
    if group['centered']:
        mean = state['grad_avg']
        mean.mul_(alpha).add_(g, alpha=1 - alpha)
        root = square.addcmul(mean, mean, value=-1).sqrt_()
    else:
        root = square.sqrt()
    root.add_(group['eps'])
    if momentum > 0:
        p.add_(state['momentum_buffer'].mul_(momentum).addcdiv_(g, root), alpha=-group['lr'])
    else:
        p.addcdiv_(g, root, value=-group['lr'])


def adagrad(group, p, g, state, step):
    g = _decayed(p, g, group)
    rate = group['lr'] / (1 + (step - 1) * group['lr_decay'])
    state['sum'].addcmul_(g, g, value=1)
    p.addcdiv_(g, state['sum'].sqrt().add_(group['eps']), value=-rate)


def foreach_adagrad(group, params, grads, states):
    """The same as PyTorch rounds it over lists of tensors: the rate is a tensor, as the count of steps is."""
    with torch.no_grad():
        for p, g, s in zip(params, grads, states):
            g = _decayed(p, g, group)
            rate = -group['lr'] / (1 + (s['step'] - 1) * group['lr_decay'])
            s['sum'].addcmul_(g, g, value=1)
            p.add_(g.mul(rate).div_(s['sum'].sqrt().add_(group['eps'])))


def adadelta(group, p, g, state, step):
    g, rho, eps = _decayed(p, g, group), group['rho'], group['eps']
    square, change = state['square_avg'], state['acc_delta']
    square.mul_(rho).addcmul_(g, g, value=1 - rho)
    root = square.add(eps).sqrt_()
    delta = change.add(eps).sqrt_().div_(root).mul_(g)
    change.mul_(rho).addcmul_(delta, delta, value=1 - rho)
    p.add_(delta, alpha=-group['lr'])


def each(update, group, params, grads, states):
    """One update of all parameters, their counts of steps being those of the states."""
    with torch.no_grad():
        for p, g, s in zip(params, grads, states):
            update(group, p, g, s, float(s.get('step', 0)))
