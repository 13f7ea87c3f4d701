"""What runs around the forward of modules: the hooks of every module, and the watch on the gradients at a module's border."""
from collections import OrderedDict

import torch
from torch import Tensor
from torch.autograd import Function

# hooks of every module, by kind
forward_pre, forward, backward = OrderedDict(), OrderedDict(), OrderedDict()


class BackwardHookFunction(Function):
    """Passes tensors on; backward(gradients) looks at all their gradients at once and may return others."""

    @staticmethod
    def forward(ctx, look, *tensors):
        ctx.look = look
        return tuple(t.view_as(t) for t in tensors)

    @staticmethod
    def backward(ctx, *grads):
        return (None,) + tuple(ctx.look(grads))


def _replaced(old, new, what):
    """Gradients after a hook that returned `new`."""
    if new is None:
        return old
    new = new if isinstance(new, tuple) else (new,)
    if len(new) != len(old):
        raise RuntimeError(f'Backward hook returned an invalid number of {what}, got {len(new)}, but expected {len(old)}')
    return new


class Border:
    """One call of a module with hooks on its gradients."""

    def __init__(self, module, hooks):
        self.module, self.hooks = module, hooks
        self.places = self.grad_outputs = None
        self.n_inputs = 0

    def _watch(self, values, look):
        """values with those tensors that want a gradient watched, and their places."""
        places = [i for i, v in enumerate(values) if isinstance(v, Tensor) and v.requires_grad] if torch.is_grad_enabled() else []
        if not places:
            return values, None
        values = list(values)
        for i, t in zip(places, BackwardHookFunction.apply(look, *(values[i] for i in places))):
            values[i] = t
        return tuple(values), places

    def inputs(self, args):
        def look(grads):
            full = [None] * self.n_inputs
            for i, g in zip(self.places, grads):
                full[i] = g
            full = tuple(full)
            for hook in self.hooks:
                full = _replaced(full, hook(self.module, full, self.grad_outputs), 'grad_input')
            self.grad_outputs = None
            return [full[i] for i in self.places]
        self.n_inputs = len(args)
        args, self.places = self._watch(args, look)
        return args

    def outputs(self, result):
        several = isinstance(result, tuple)
        values = result if several else (result,)

        def look(grads):
            full = [None] * len(values)
            for i, g in zip(places, grads):
                full[i] = g
            self.grad_outputs = tuple(full)
            if self.places is None:
                nothing = (None,) * self.n_inputs
                for hook in self.hooks:
                    answer = hook(self.module, nothing, self.grad_outputs)
                    if answer is not None and not (isinstance(answer, tuple) and all(v is None for v in answer)):
                        raise RuntimeError('Backward hook for Modules where no input requires gradient should always return None or None '
                                           'for all gradients.')
                self.grad_outputs = None
            return grads
        watched, places = self._watch(values, look)
        return watched if several else watched[0]
