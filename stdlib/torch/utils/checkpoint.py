"""Checkpointing: intermediate results are not kept but computed again in backward."""
import _not_built
import warnings

import torch

__all__ = ['checkpoint', 'checkpoint_sequential']


class CheckpointFunction(torch.autograd.Function):
    """Runs function without a graph, and once more with one when its gradient is asked for."""

    @staticmethod
    def forward(ctx, function, preserve, *args):
        ctx.function = function
        ctx.preserve = preserve
        if preserve:
            ctx.rng = torch.get_rng_state()
        ctx.plain = [None if isinstance(a, torch.Tensor) else a for a in args]
        ctx.places = [i for i, a in enumerate(args) if isinstance(a, torch.Tensor)]
        ctx.save_for_backward(*[a for a in args if isinstance(a, torch.Tensor)])
        with torch.no_grad():
            return function(*args)

    @staticmethod
    def backward(ctx, *grads):
        if torch._C._is_selective_backward():
            raise RuntimeError('Checkpointing is not compatible with .grad() or when an `inputs` parameter is passed to .backward(). Please use '
                               '.backward() and do not pass its `inputs` argument.')
        args = list(ctx.plain)
        for i, t in zip(ctx.places, ctx.saved_tensors):
            args[i] = t.detach().requires_grad_(t.requires_grad)
        before = torch.get_rng_state()
        if ctx.preserve:
            torch.set_rng_state(ctx.rng)
        with torch.enable_grad():
            outs = ctx.function(*args)
        torch.set_rng_state(before)
        outs = outs if isinstance(outs, tuple) else (outs,)
        pairs = [(o, g) for o, g in zip(outs, grads) if isinstance(o, torch.Tensor) and o.requires_grad]
        if not pairs:
            raise RuntimeError('none of output has requires_grad=True, this checkpoint() is not necessary')
        torch.autograd.backward([o for o, _ in pairs], [g for _, g in pairs])
        return (None, None) + tuple(a.grad if isinstance(a, torch.Tensor) else None for a in args)


def checkpoint(function, *args, use_reentrant=True, **kwargs):
    """function(*args), whose intermediate results are computed again in backward."""
    preserve = kwargs.pop('preserve_rng_state', True)
    if kwargs and use_reentrant:
        raise ValueError('Unexpected keyword arguments: ' + ','.join(kwargs))
    if use_reentrant:
        tensors = [a for a in args if isinstance(a, torch.Tensor)]
        if not any(t.requires_grad for t in tensors):
            warnings.warn('None of the inputs have requires_grad=True. Gradients will be None')
        return CheckpointFunction.apply(function, preserve, *args)
    return function(*args, **kwargs)


def checkpoint_sequential(functions, segments, input, **kwargs):
    """A Sequential in segments, each checkpointed but the last."""
    preserve = kwargs.pop('preserve_rng_state', True)
    if kwargs:
        raise ValueError('Unexpected keyword arguments: ' + ','.join(kwargs))
    if isinstance(functions, torch.nn.Sequential):
        functions = list(functions.children())

    def run(start, end):
        def forward(x):
            for f in functions[start:end + 1]:
                x = f(x)
            return x
        return forward
    size = len(functions) // segments
    end = -1
    for start in range(0, size * (segments - 1), size):
        end = start + size - 1
        input = checkpoint(run(start, end), input, preserve_rng_state=preserve)
    return run(end + 1, len(functions) - 1)(input)


__getattr__ = _not_built.of(__name__)
