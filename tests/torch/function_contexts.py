# The context of a Function's call is the graph node of its results: what it shows, keeps and refuses.
import gc
import weakref

import torch
from torch.autograd import Function


def tried(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).splitlines()[0][:250])


class Scale(Function):
    @staticmethod
    def forward(ctx, x, k):
        ctx.k = k
        ctx.save_for_backward(x)
        print(ctx.needs_input_grad, ctx.saved_tensors, len(ctx.to_save), ctx.dirty_tensors, ctx.non_differentiable, ctx.name(), ctx.metadata)
        return x * k

    @staticmethod
    def backward(ctx, g):
        print('backward', ctx.k, ctx.extra, ctx.needs_input_grad)
        return g * ctx.k, None


x = torch.tensor([1., 2.], requires_grad=True)
y = Scale.apply(x, 3.)
node = y.grad_fn
print(node is y.grad_fn, type(node), [c.__name__ for c in type(node).__mro__], type(Scale), Scale._backward_cls is type(node))
node.extra = 'later'
print(vars(node), node.k, node.name(), len(node.next_functions), node.saved_tensors, node.to_save, node.dirty_tensors, node.requires_grad)
hook = node.register_hook(lambda given, got: print('hook', given, got))
y.sum().backward(retain_graph=True)
hook.remove()
for name in 'needs_input_grad', 'requires_grad', 'next_functions', 'metadata':
    tried(lambda: setattr(node, name, ()))
tried(lambda: setattr(node, 'materialize_grads', 1))
tried(lambda: node.materialize_grads)
y.sum().backward()
tried(lambda: node.saved_tensors)
del y
gc.collect()
for name in 'next_functions', 'metadata', 'needs_input_grad', 'k':
    tried(lambda: getattr(torch.autograd.function.BackwardCFunction(), name))
tried(lambda: Scale.apply(x=1))
print(torch._C._FunctionBase.__mro__, repr(Scale.apply).split(' at ')[0])


class Square(Function):
    @staticmethod
    def forward(ctx, x):
        y = x * x
        ctx.save_for_backward(x, y, None)
        return y

    @staticmethod
    def backward(ctx, g):
        x, y, none = ctx.saved_tensors
        print(none, y.grad_fn is ctx if y.requires_grad else None)
        return 2 * x * g


b = x * 3
y = Square.apply(b)
print([t is s for t, s in zip(y.grad_fn.saved_tensors, (b, y, None))], y.grad_fn.saved_tensors[1].grad_fn is y.grad_fn)
g, = torch.autograd.grad(y.sum(), x, create_graph=True)
print(g.detach(), torch.autograd.grad(g.sum(), x))
for spoil in lambda: y.mul_(2), lambda: b.add_(1):
    b = x * 3
    y = Square.apply(b)
    spoil()
    tried(lambda: y.sum().backward())
with torch.autograd.graph.saved_tensors_hooks(lambda t: t.tolist(), torch.tensor):
    y = Square.apply(x)
x.grad = None
y.sum().backward()
print(x.grad)
with torch.autograd.graph.saved_tensors_hooks(lambda t: 1, lambda n: 5):
    y = Square.apply(x)
tried(lambda: y.sum().backward())


class Marked:
    pass


class Exp(Function):
    @staticmethod
    def forward(ctx, x):
        result = x.exp()
        ctx.save_for_backward(result)
        ctx.marked = Marked()
        return result

    @staticmethod
    def backward(ctx, g):
        return ctx.saved_tensors[0] * g


y = Exp.apply(x)
gone = weakref.ref(y.grad_fn.marked)
del y
print('a saved result keeps nothing:', gone() is None)


class Two(Function):
    @staticmethod
    def forward(ctx, x):
        place = x.argmax()
        ctx.mark_non_differentiable(place)
        ctx.save_for_backward(place)
        ctx.n = x.numel()
        return place, x.max()

    @staticmethod
    def backward(ctx, g_place, g):
        print(g_place, g)
        result = torch.zeros(ctx.n)
        result[ctx.saved_tensors[0]] = g
        return result


place, highest = Two.apply(x)
print(place.grad_fn, highest.output_nr)
highest.grad_fn.register_hook(lambda given, got: print('hook', given, got))
highest.backward()


class Twice(Function):
    @staticmethod
    def forward(ctx, x):
        x.mul_(2)
        ctx.mark_dirty(x)
        ctx.save_for_backward(x)
        return x

    @staticmethod
    def backward(ctx, g):
        return g * 2 + ctx.saved_tensors[0] * 0


c = x * 1
d = Twice.apply(c)
print(d is c, c.grad_fn is d.grad_fn, c.grad_fn.name())
d.sum().backward()


class Copy(Function):
    kept = None

    @staticmethod
    def forward(ctx, x):
        Copy.kept = ctx
        ctx.save_for_backward(x)
        return x.clone()

    @staticmethod
    def backward(ctx, g):
        Copy.kept = None
        return g


t = x
for _ in range(20000):
    t = Copy.apply(t)
t.sum().backward()
t = x
for _ in range(20000):
    t = Copy.apply(t)
del t
tried(lambda: Copy.kept.saved_tensors)
tried(lambda: Copy.kept.next_functions)
tried(lambda: type('No', (Function,), {}).apply(x))
tried(lambda: type('List', (Function,), {'forward': staticmethod(lambda ctx, x: ctx.save_for_backward([x]) or x * 1)}).apply(x))
y = type('Some', (Function,), {'forward': staticmethod(lambda ctx, x: (x * 2, 5, None)),
                               'backward': staticmethod(lambda ctx, *g: print(g) or g[0])}).apply(x)
print(y[1:])
y[0].sum().backward()


class Every(Function):
    @staticmethod
    def forward(ctx, *tensors):
        return tuple(t * 2 for t in tensors)

    @staticmethod
    def backward(ctx, *grads):
        return tuple(g * 2 for g in grads)


leaves = [torch.ones(1, requires_grad=True) for _ in range(100)]
sum(Every.apply(*leaves)).backward()
print(leaves[99].grad)

# a context that holds itself goes all the same
for hold in (lambda ctx: setattr(ctx, 'to_save', [ctx]), lambda ctx: setattr(ctx, 'dirty_tensors', ctx), lambda ctx: setattr(ctx, 'own', ctx)):
    ctx = torch.autograd.function.BackwardCFunction()
    hold(ctx)
    ctx.marked = Marked()
    gone = weakref.ref(ctx.marked)
    del ctx
    gc.collect()
    print(gone() is None)
