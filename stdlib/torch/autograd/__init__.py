"""Automatic differentiation: gradients on demand, gradient modes, and user-defined functions."""
import _not_built
import operator

import torch
from torch import _C
from torch._C import Tensor
from torch._as_native import type_name

from . import forward_ad, functional, grad_mode, graph
from .grad_mode import enable_grad, inference_mode, no_grad, set_grad_enabled
from .function import Function
from .gradcheck import gradcheck, gradgradcheck
from .anomaly_mode import detect_anomaly, set_detect_anomaly


def _tuple(x):
    return (x,) if isinstance(x, Tensor) else tuple(x)


def _flag(v):
    """A flag as the engine reads it, which is the number of a byte."""
    if type(v) is bool:
        return v
    n = operator.index(v)
    if not -2 ** 63 <= n < 2 ** 63:
        raise OverflowError('Python int too large to convert to C long')
    if not 0 <= n < 256:
        raise OverflowError(f"unsigned byte integer is {'less than minimum' if n < 0 else 'greater than maximum'}")
    return n != 0


def _check_grads(outputs, grads):
    """The gradients of outputs, one for each; None stands for that of a number."""
    grads = (None,) * len(outputs) if grads is None else _tuple(grads)
    for i, (out, g) in enumerate(zip(outputs, grads)):
        if isinstance(g, Tensor) and not isinstance(out, Tensor):
            torch.is_same_size(out, g)      # refuses it
        if g is None:
            if out.requires_grad and out.numel() != 1:
                raise RuntimeError('grad can be implicitly created only for scalar outputs')
        elif not isinstance(g, Tensor):
            raise TypeError(f'gradients can be either Tensors or None, but got {type(g).__name__}')
        elif g.shape != out.shape:
            raise RuntimeError(f'Mismatch in shape: grad_output[{i}] has a shape of {g.shape} and output[{i}] has a shape of {out.shape}.')
    return grads[:len(outputs)]


def _run(tensors, grads, retain_graph, create_graph, inputs, accumulate, unused):
    """The engine, behind its checks of what it is given."""
    retain_graph, create_graph, unused = _flag(retain_graph), _flag(create_graph), _flag(unused)
    if len(grads) != len(tensors):
        raise RuntimeError(f'got {len(tensors)} tensors and {len(grads)} gradients')
    for t in inputs:
        if not isinstance(t, Tensor):
            _C._backward(tensors, grads, True, False, (), False, True)      # whose refusals come first
            raise RuntimeError(f'all inputs have to be Tensors, but got {type(t).__name__}')
        if accumulate and not t.requires_grad:
            raise RuntimeError("can't retain_grad on Tensor that has requires_grad=False")
    return _C._backward(tensors, grads, retain_graph, create_graph, inputs, accumulate, unused)


def _backward_of_tensor(tensor, gradient, retain_graph, create_graph, inputs):
    backward(tensor, gradient, retain_graph, create_graph, inputs=inputs)


def backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None):
    """Accumulates into the leaves' .grad the gradients of the sum of tensors (weighted by grad_tensors)."""
    if grad_variables is not None:
        import warnings
        warnings.warn("'grad_variables' is deprecated. Use 'grad_tensors' instead.")
        if grad_tensors is not None:
            raise RuntimeError("'grad_tensors' and 'grad_variables' (deprecated) arguments both passed to backward(). Please only use "
                               "'grad_tensors'.")
        grad_tensors = grad_variables
    if inputs is not None and len(inputs) == 0:
        raise RuntimeError("'inputs' argument to backward() cannot be empty.")
    tensors = _tuple(tensors)
    inputs = () if inputs is None else _tuple(inputs)
    grads = _check_grads(tensors, grad_tensors)
    _run(tensors, grads, create_graph if retain_graph is None else retain_graph, create_graph, inputs, True, True)


def grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True, allow_unused=False,
         is_grads_batched=False):
    """The gradients of the sum of outputs with respect to each of inputs, as a tuple."""
    outputs, inputs = _tuple(outputs), _tuple(inputs)
    if retain_graph is None:
        retain_graph = create_graph
    if not only_inputs:
        import warnings
        warnings.warn('only_inputs argument is deprecated and is ignored now (defaults to True). To accumulate gradient for other parts of '
                      'the graph, please use torch.autograd.backward.')
    if is_grads_batched:
        return _batched(outputs, inputs, grad_outputs, retain_graph, create_graph, allow_unused)
    grads = _check_grads(outputs, grad_outputs)
    if not inputs:
        for i, t in enumerate(outputs):
            if not t.requires_grad:
                raise RuntimeError(f'element {i} of tensors does not require grad and does not have a grad_fn')
        raise ValueError('grad requires non-empty inputs.')
    return _run(outputs, grads, retain_graph, create_graph, inputs, False, allow_unused)


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
        requires_grad = _flag(requires_grad)
        if _flag(volatile):
            import warnings
            warnings.warn('volatile was removed and now has no effect. Use `with torch.no_grad():` instead.')
        if data is not None and not isinstance(data, Tensor):
            raise TypeError(f'Variable data has to be a tensor, but got {type_name(data)}')
        t = data.detach() if data is not None else torch.empty(0)
        if requires_grad and not t.is_floating_point() and not t.is_complex():
            raise RuntimeError('Only Tensors of floating point and complex dtype can require gradients')
        return t.requires_grad_(True) if requires_grad else t


__getattr__ = _not_built.of(__name__, {'profiler', 'variable'})
