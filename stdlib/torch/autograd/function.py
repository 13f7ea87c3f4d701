"""User-defined differentiable functions: subclass Function, write forward and backward."""
import _not_built
import torch
from torch import _C
from torch._C import Tensor


class _Context:
    """What forward leaves for backward: saved tensors and any attribute."""

    def __init__(self):
        self.saved_tensors = ()
        self.needs_input_grad = ()
        self._non_differentiable = ()
        self._dirty = ()
        self._materialize = True

    def save_for_backward(self, *tensors):
        self.saved_tensors = tensors

    def mark_non_differentiable(self, *tensors):
        self._non_differentiable = tensors

    def mark_dirty(self, *tensors):
        self._dirty = tensors

    def set_materialize_grads(self, value):
        self._materialize = value

    @property
    def saved_variables(self):
        return self.saved_tensors


class Function:
    """Base of differentiable functions with static methods forward(ctx, ...) and backward(ctx, *grads).
    Called through MyFunction.apply(...)."""

    @staticmethod
    def forward(ctx, *args, **kwargs):
        raise NotImplementedError('You must implement the forward function for custom autograd.Function.')

    @staticmethod
    def backward(ctx, *grad_outputs):
        raise NotImplementedError("You must implement either the backward or vjp method for your custom autograd.Function to "
                                  "use it with backward mode AD.")

    @classmethod
    def apply(cls, *args):
        ctx = _Context()
        recording = torch.is_grad_enabled()
        ctx.needs_input_grad = tuple(isinstance(a, Tensor) and a.requires_grad and recording for a in args)
        with torch.no_grad():
            out = cls.forward(ctx, *args)
        if not any(ctx.needs_input_grad):
            return out
        outputs = out if isinstance(out, tuple) else (out,)
        fresh = []
        for o in outputs:
            if isinstance(o, Tensor) and any(o is a for a in args):
                o = o.detach()
            fresh.append(o)
        skip = [id(t) for t in ctx._non_differentiable]
        tracked = tuple(o for o in fresh if isinstance(o, Tensor) and id(o) not in skip)
        shapes = [(o.shape, o.dtype) for o in tracked]

        def run_backward(ctx, *grads):
            if ctx._materialize:
                grads = tuple(torch.zeros(s, dtype=d) if g is None else g for g, (s, d) in zip(grads, shapes))
            result = cls.backward(ctx, *grads)
            if not isinstance(result, tuple):
                result = (result,)
            if len(result) < len(args):
                raise RuntimeError(f'function {cls.__name__}Backward returned an incorrect number of gradients '
                                   f'(expected {len(args)}, got {len(result)})')
            return tuple(g if need else None for g, need in zip(result, ctx.needs_input_grad))

        _C._attach_custom(cls.__name__ + 'Backward', ctx, run_backward,
                          tuple(a if isinstance(a, Tensor) else None for a in args), tracked)
        return tuple(fresh) if isinstance(out, tuple) else fresh[0]


def once_differentiable(fn):
    """Decorator of a backward that cannot itself be differentiated."""
    def wrapper(ctx, *args):
        with torch.no_grad():
            return fn(ctx, *args)
    return wrapper


__getattr__ = _not_built.of(__name__)
