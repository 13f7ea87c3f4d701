"""Automatic differentiation: gradients on demand, gradient modes, and user-defined functions."""
import _not_built
import torch
from torch import _C
from torch._C import Tensor

from . import forward_ad, functional, grad_mode, graph
from .grad_mode import enable_grad, inference_mode, no_grad, set_grad_enabled
from .function import Function
from .gradcheck import gradcheck, gradgradcheck
from .anomaly_mode import detect_anomaly, set_detect_anomaly


def _tuple(x):
    return (x,) if isinstance(x, Tensor) else tuple(x)


def _check_grads(outputs, grads):
    if grads is None:
        grads = (None,) * len(outputs)
    elif isinstance(grads, Tensor):
        grads = (grads,)
    else:
        grads = tuple(grads)
    if len(grads) != len(outputs):
        raise RuntimeError(f'got {len(outputs)} tensors and {len(grads)} gradients')
    for i, (out, g) in enumerate(zip(outputs, grads)):
        if g is not None and g.shape != out.shape:
            raise RuntimeError(f'Mismatch in shape: grad_output[{i}] has a shape of {g.shape} and output[{i}] has a shape of {out.shape}.')
    return grads


def backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None):
    """Accumulates into the leaves' .grad the gradients of the sum of tensors (weighted by grad_tensors)."""
    if inputs is not None and len(_tuple(inputs)) == 0:
        raise RuntimeError("'inputs' argument to backward() cannot be empty.")
    tensors = _tuple(tensors)
    if retain_graph is None:
        retain_graph = create_graph
    _C._backward(tensors, _check_grads(tensors, grad_tensors), retain_graph, create_graph,
                 () if inputs is None else _tuple(inputs), True, True)


def grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True, allow_unused=False,
         is_grads_batched=False):
    """The gradients of the sum of outputs with respect to each of inputs, as a tuple."""
    outputs, inputs = _tuple(outputs), _tuple(inputs)
    if not inputs:
        raise ValueError('grad requires non-empty inputs.')
    if retain_graph is None:
        retain_graph = create_graph
    if is_grads_batched:
        return _batched(outputs, inputs, grad_outputs, retain_graph, create_graph, allow_unused)
    return _C._backward(outputs, _check_grads(outputs, grad_outputs), retain_graph, create_graph, inputs, False,
                        allow_unused)


def _batched(outputs, inputs, grads, retain_graph, create_graph, allow_unused):
    """grad() for every row of grad_outputs, one after the other: the rows of the gradients."""
    grads = (None,) * len(outputs) if grads is None else _tuple(grads)
    for i, (out, g) in enumerate(zip(outputs, grads)):
        if g is not None and g[0].shape != out.shape:
            # PyTorch shows what is left of the shape without a second dimension
            raise RuntimeError('If `is_grads_batched=True`, we interpret the first dimension of each grad_output as the batch dimension. The sizes '
                               'of the remaining dimensions are expected to match the shape of corresponding output, but a mismatch was detected: '
                               f'grad_output[{i}] has a shape of {g.shape[2:]} and output[{i}] has a shape of {out.shape}. If you only want some '
                               'tensors in `grad_output` to be considered batched, consider using vmap.')
    for out, g in zip(outputs, grads):
        if g is None and out.requires_grad:
            if out.numel() != 1:
                raise RuntimeError('grad can be implicitly created only for scalar outputs')
            raise ValueError('vmap(vjp, in_dims=0, ...)(<inputs>): Got in_dim=0 for some input, but that input is a Tensor of dimensionality 0 so '
                             'expected in_dim to satisfy 0 <= in_dim < 0.')
    sizes = [g.shape[0] for g in grads if g is not None]
    if any(size != sizes[0] for size in sizes):
        raise ValueError(f'vmap: Expected all tensors to have the same size in the mapped dimension, got sizes {sizes} for the mapped dimension')
    rows = []
    for k in range(sizes[0]):
        row = tuple(None if g is None else g[k] for g in grads)
        rows.append(_C._backward(outputs, _check_grads(outputs, row), retain_graph or k + 1 < sizes[0], create_graph, inputs, False, allow_unused))
    return tuple(None if found[0] is None else torch.stack(found) for found in zip(*rows))


class _VariableMeta(type):
    def __instancecheck__(cls, obj):
        return isinstance(obj, Tensor)


class Variable(metaclass=_VariableMeta):
    """An older name: Variable(tensor) is the tensor itself."""

    def __new__(cls, data=None, requires_grad=False, volatile=False):
        t = data.detach() if data is not None else torch.empty(0)
        return t.requires_grad_(True) if requires_grad else t


__getattr__ = _not_built.of(__name__, {'profiler'})
