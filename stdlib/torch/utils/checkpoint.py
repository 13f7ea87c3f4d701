"""Checkpointing: intermediate results are not kept but computed again in backward."""
import _not_built
import warnings
import weakref

import torch
from torch.autograd.graph import saved_tensors_hooks

__all__ = ['checkpoint', 'checkpoint_sequential']


def detach_variable(inputs):
    """The same tuple with its tensors cut off from their history, as leaves that ask for the gradients which they did."""
    if not isinstance(inputs, tuple):
        raise RuntimeError('Only tuple of tensors is supported. Got Unsupported input type: ', type(inputs).__name__)
    return tuple(x.detach().requires_grad_(x.requires_grad) if isinstance(x, torch.Tensor) else x for x in inputs)


def check_backward_validity(inputs):
    if not any(x.requires_grad for x in inputs if isinstance(x, torch.Tensor)):
        warnings.warn('None of the inputs have requires_grad=True. Gradients will be None')


def get_device_states(*args):
    """The GPUs on which args lie and the states of their generators: there are none."""
    return [], []


def set_device_states(devices, states):
    for device in devices:
        raise NotImplementedError(f'the state of the generator of {device}')


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
    return _recorded(function, preserve, args, kwargs)


class _Place:
    """Stands in the graph for a tensor that an operation would have saved."""


def _recorded(function, preserve, args, kwargs):
    """function(*args, **kwargs) with its graph but without what its operations save; the first request for that runs function again."""
    state = torch.get_rng_state() if preserve else None
    places = []                            # weak: a place goes with its node
    found = weakref.WeakKeyDictionary()    # what the second run saved, by place

    def pack(tensor):
        place = _Place()
        places.append(weakref.ref(place))
        return place

    def unpack(place):
        if not found:
            _run_again(function, args, kwargs, state, places, found)
        if place not in found:
            raise RuntimeError('Attempt to retrieve a tensor saved by autograd multiple times without checkpoint recomputation being triggered '
                               'in between, this is not currently supported. Please open an issue with details on your use case so that we can '
                               'prioritize adding this.')
        return found[place]

    with saved_tensors_hooks(pack, unpack):
        return function(*args, **kwargs)


def _run_again(function, args, kwargs, state, places, found):
    """Runs function from the generator state it had; found gets its saved tensors, for those places still in use."""
    waiting = iter(places)

    def keep(tensor):
        place = next(waiting)()
        if place is not None:
            found[place] = tensor.detach()

    def refuse(kept):
        raise RuntimeError('You are calling backwards on a tensor that is never exposed. Please open an issue.')

    with torch.random.fork_rng(devices=[], enabled=state is not None):
        if state is not None:
            torch.set_rng_state(state)
        with torch.enable_grad(), saved_tensors_hooks(keep, refuse):
            function(*args, **kwargs)


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
