"""autograd.Function: what its context keeps and checks, outputs that are inputs, wrong gradients."""
import torch
from torch.autograd import Function
from torch.autograd.function import once_differentiable


def attempt(f):
    try:
        return f()
    except Exception as e:
        return type(e).__name__, str(e)


class Cube(Function):
    @staticmethod
    def forward(ctx, x):
        print(type(ctx).__name__, type(ctx).__module__, ctx.needs_input_grad)
        ctx.save_for_backward(x)
        return x ** 3

    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return 3 * x ** 2 * g


def function(forward, backward):
    """A Function of these two."""
    return type('Made', (Function,), {'forward': staticmethod(forward), 'backward': staticmethod(backward)})


x = torch.tensor([1., 2.], requires_grad=True)
y = Cube.apply(x * 1)
g, = torch.autograd.grad(y.sum(), x, create_graph=True)
print(y, g, torch.autograd.grad(g.sum(), x))
for name in ('forward', 'backward', 'vjp', 'jvp'):
    print(name, attempt(lambda: getattr(Function, name)(None)))
print(Function.is_traceable, issubclass(Function, torch.autograd.function.FunctionCtx))


def add_one(ctx, t):
    ctx.mark_dirty(t)
    return t.add_(1)


b = x.clone()
c = function(add_one, lambda ctx, g: g * 3).apply(b)
print(c is b, c, attempt(lambda: torch.autograd.grad(c.sum(), x)))
print(attempt(lambda: function(add_one, lambda ctx, g: g).apply(x)))
with torch.no_grad():
    x.sub_(1)
same = function(lambda ctx, t: t, lambda ctx, g: g * 5).apply(x)
print(same is x, torch.autograd.grad(same.sum(), x))
print(function(lambda ctx, t: (t * 1, t > 1, 'text'), lambda ctx, g, h, i: g).apply(x))


def part(ctx, t):
    second = t * 2
    ctx.mark_non_differentiable(second)
    return t * 1, second, t * 3


def show_grads(ctx, *grads):
    print(grads)
    return grads[0]


print([t.requires_grad for t in function(part, show_grads).apply(x)])
torch.autograd.grad(function(part, show_grads).apply(x)[0].sum(), x)


def quiet(ctx, t):
    ctx.set_materialize_grads(False)
    return part(ctx, t)


torch.autograd.grad(function(quiet, show_grads).apply(x)[0].sum(), x)
for backward in (lambda ctx, g: g, lambda ctx, g: (g, None, None), lambda ctx, g: (g, g, g), lambda ctx, g: (g[:1].expand(3), None),
                 lambda ctx, g: (None, None), lambda ctx, g: (g.expand(3, 2), None)):
    print(attempt(lambda: torch.autograd.grad(function(lambda ctx, t, k: t * k, backward).apply(x, 2).sum(), x, allow_unused=True)))


def saves(ctx, *tensors):
    ctx.save_for_backward(*tensors)
    return tensors[0] * 1


print(attempt(lambda: function(saves, lambda ctx, *g: g).apply(x, 3)))
kept = function(saves, lambda ctx, g: (ctx.saved_tensors[0] * g, None))
v = x.clone()
w = kept.apply(v, None)
v.add_(1)
print(attempt(lambda: w.sum().backward()))
once = function(lambda ctx, t: t ** 2, once_differentiable(lambda ctx, g: g * 2))
g, = torch.autograd.grad((once.apply(x) ** 2).sum(), x, create_graph=True)
print(g, attempt(lambda: torch.autograd.grad(g.sum(), x)))
print(type(y.grad_fn).__name__, y.grad_fn.saved_tensors)
