# autograd.Function: what its context refuses, vjp in the place of backward.
import torch
from torch.autograd import Function


def tried(f):
    try:
        print(f())
    except RuntimeError as e:
        print(e)


def function(mark, **methods):
    def forward(ctx, x):
        mark(ctx, x)
        return x * 2
    methods.setdefault('backward', staticmethod(lambda ctx, g: g * 2))
    return type('F', (Function,), {'forward': staticmethod(forward), **methods})


x = torch.ones(2, requires_grad=True)
tried(lambda: function(lambda ctx, x: ctx.mark_dirty(3)).apply(x))
tried(lambda: function(lambda ctx, x: ctx.mark_non_differentiable('a')).apply(x))
tried(lambda: function(lambda ctx, x: None, vjp=staticmethod(lambda ctx, g: g * 5)).apply(x).sum().backward())
only = type('V', (Function,), {'forward': staticmethod(lambda ctx, x: x * 2), 'vjp': staticmethod(lambda ctx, g: g * 5)})
only.apply(x).sum().backward()
print(x.grad)
