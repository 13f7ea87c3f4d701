"""The native steps of optimisers and limits of gradients, with sparse gradients among the dense ones (see _sparse_coo.py)."""
import torch
from torch import _C
from torch._C import _sparse_become, _sparse_clone, _sparse_coalesce
from torch._sparse_coo import _NO_GRADIENT, _op, _with_values, gathered, indices_of, missing, values_of


def _dense_ones(grads, *lists):
    """The lists without the places of sparse gradients."""
    keep = [i for i, g in enumerate(grads) if not g.is_sparse]
    return [None if x is None else [x[i] for i in keep] for x in (grads,) + lists]


def _sparse_ones(grads):
    return [i for i, g in enumerate(grads) if g.is_sparse]


@_op('_sgd_step', gradient=_NO_GRADIENT)
def _sgd_step(params, grads, bufs, first, *, lr, momentum, dampening, weight_decay, nesterov, maximize):
    rest, p, b, f = _dense_ones(grads, params, bufs, first)
    if rest:
        _C._sgd_step(p, rest, b, f, lr=lr, momentum=momentum, dampening=dampening, weight_decay=weight_decay, nesterov=nesterov,
                     maximize=maximize)
    for i in _sparse_ones(grads):
        param, g = params[i], -grads[i] if maximize else grads[i]
        if weight_decay != 0:
            g = g.add(param, alpha=weight_decay)
        if momentum != 0:
            buf = bufs[i]
            if first[i]:
                _sparse_become(buf, _sparse_clone(g))
            else:
                buf.mul_(momentum).add_(g, alpha=1 - dampening)
            g = g.add(buf, alpha=momentum) if nesterov else buf
        param.add_(g, alpha=-lr)


@_op('_adagrad_step', gradient=_NO_GRADIENT)
def _adagrad_step(params, grads, sums, steps, *, lr, lr_decay, weight_decay, eps):
    rest, p, s, n = _dense_ones(grads, params, sums, steps)
    if rest:
        _C._adagrad_step(p, rest, s, n, lr=lr, lr_decay=lr_decay, weight_decay=weight_decay, eps=eps)
    for i in _sparse_ones(grads):
        if weight_decay != 0:
            raise RuntimeError('weight_decay option is not compatible with sparse gradients')
        g = _sparse_coalesce(grads[i])
        values = values_of(g)
        sums[i].add_(_with_values(g, values.pow(2), False))
        std = gathered(sums[i], indices_of(g)).sqrt_().add_(eps)
        params[i].add_(_with_values(g, values / std, False), alpha=-(lr / (1 + (steps[i] - 1) * lr_decay)))


def _refuse_step(text):
    def step(*args, **kwargs):
        raise RuntimeError(text)
    return step


_op('_rmsprop_step', gradient=_NO_GRADIENT)(_refuse_step('RMSprop does not support sparse gradients'))
_op('_adadelta_step', gradient=_NO_GRADIENT)(_refuse_step('Adadelta does not support sparse gradients'))


@_op('_adam_step', gradient=_NO_GRADIENT)
def _adam_step(*args, decoupled, **kwargs):
    raise RuntimeError('AdamW does not support sparse gradients' if decoupled else
                       'Adam does not support sparse gradients, please consider SparseAdam instead')


@_op('_clip_grad_norm', gradient=_NO_GRADIENT)
def _clip_grad_norm(grads, max_norm, norm_type):
    grads = [g.detach() for g in grads]
    if norm_type == float('inf'):
        raise missing('max')
    total = torch.stack([torch.norm(g, norm_type) for g in grads]).norm(norm_type)
    factor = torch.clamp(max_norm / (total + 1e-6), max=1.0)
    for g in grads:
        g.mul_(factor)
    return total
