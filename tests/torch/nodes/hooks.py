"""Hooks of graph nodes and of tensors, saved tensors by name and through hooks, metadata."""
import torch
import torch.nn.functional as F


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def leaf(*values):
    return torch.tensor(values, requires_grad=True)


# before and after a node
x = leaf(1., 2., 3.)
y = x * x
calls = []
first = y.grad_fn.register_prehook(lambda grads: (grads[0] * 2,))
second = y.grad_fn.register_hook(lambda ins, outs: calls.append((ins, outs)))
y.sum().backward(retain_graph=True)
print(x.grad, calls)
first.remove()
second.remove()
x.grad = None
y.sum().backward(retain_graph=True)
print(x.grad, len(calls))
with y.grad_fn.register_hook(lambda ins, outs: (ins[0] * 0, ins[1] + 1)):
    x.grad = None
    y.sum().backward(retain_graph=True)
    print(x.grad)

# after a leaf took its gradient
node = y.grad_fn.next_functions[0][0]
node.register_hook(lambda ins, outs: print('leaf', ins, outs))
y.sum().backward(retain_graph=True)


def wrong(make, before=False):
    def f():
        a = leaf(1., 2.)
        b = a * a
        (b.grad_fn.register_prehook if before else b.grad_fn.register_hook)(make)
        b.sum().backward()
        return a.grad
    attempt(f)


def named(ins, outs):
    return ins[0], 3


wrong(named)
wrong(lambda ins, outs: ins[0])
wrong(lambda ins, outs: (ins[0].double(), ins[1]))
wrong(lambda ins, outs: (torch.zeros(5), ins[1]))
wrong(lambda ins, outs: 1 / 0)
wrong(lambda ins, outs: [ins[0], ins[1]])
wrong(lambda ins, outs: (ins[0], None))
wrong(lambda grads: (grads[0], grads[0]), before=True)
wrong(lambda grads: grads[0] + 1, before=True)
for hook in (lambda g: torch.zeros(7), lambda g: g.double(), lambda g: 3, lambda g: g * 2):
    a = leaf(1., 2.)
    a.register_hook(hook)
    attempt(lambda: (a.sum().backward(), a.grad))
    b = leaf(1., 2.) * 1
    b.register_hook(hook)
    attempt(lambda: b.sum().backward())

# what nodes keep
x = leaf(0.5, -1.)
e = x.exp()
print(e.grad_fn._saved_result, (x * e).grad_fn._saved_self is x, (x * e).grad_fn._saved_other, x.pow(2).grad_fn._saved_self, x.sin().grad_fn._saved_self is x)
attempt(lambda: e.grad_fn._saved_nothing)
e.sum().backward()
attempt(lambda: e.grad_fn._saved_result)
node = e.grad_fn
node.metadata['k'] = 1
print(e.grad_fn.metadata, e.grad_fn.requires_grad)

# saved tensors through hooks
log = []


def pack(t):
    log.append(('pack', t.tolist(), t.requires_grad))
    return t * 10, len(log)


def unpack(p):
    log.append(('unpack', p[1]))
    return p[0] / 10


x = leaf(2., 3.)
with torch.autograd.graph.saved_tensors_hooks(pack, unpack):
    y = x * x
    z = y.exp().sin()
(z + x * 1).sum().backward()
print(x.grad, sorted(log, key=str))
x.grad = None
with torch.autograd.graph.save_on_cpu():
    y = (x * x).tanh()
g, = torch.autograd.grad(y.sum(), x, create_graph=True)
print(g, torch.autograd.grad(g.sum(), x))
with torch.autograd.graph.saved_tensors_hooks(lambda t: t, lambda t: 'no tensor'):
    y = x * x
attempt(lambda: y.sum().backward())
with torch.autograd.graph.saved_tensors_hooks(lambda t: t.mul_(2), lambda t: t):
    attempt(lambda: (x * 1).exp())


class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a)
        return a * a

    @staticmethod
    def backward(ctx, g):
        a, = ctx.saved_tensors
        return 2 * a * g


x = leaf(2., 3.)
log.clear()
with torch.autograd.graph.saved_tensors_hooks(pack, unpack):
    y = Square.apply(x)
y.sum().backward()
print(x.grad, log)
with torch.autograd.graph.disable_saved_tensors_hooks('not here'):
    attempt(lambda: torch.autograd.graph.saved_tensors_hooks(pack, unpack).__enter__())
    print((x * x).requires_grad)

# the name of what a changed tensor is by now
x = leaf(1., 2.)
y = x * 1
z = y * y
y.add_(1)
attempt(lambda: z.sum().backward())
y = x * 1
z = y * y
y.add_(1).mul_(2)
attempt(lambda: z.sum().backward())
y = x * 1
z = y * y
with torch.no_grad():
    y.add_(1)
attempt(lambda: z.sum().backward())
y = x * 1
z = y * y
y.add_(1)
del y
attempt(lambda: z.sum().backward())
y = torch.sgn(x)
y.relu_()
attempt(lambda: y.sum().backward())

# forms in place that only have their result
for f in (lambda t: F.leaky_relu(t, -0.5, inplace=True), lambda t: F.elu(t, -0.5, inplace=True), lambda t: F.celu(t, -0.5, inplace=True),
          lambda t: F.leaky_relu(t, -0.5), lambda t: F.elu(t, -0.5), lambda t: F.leaky_relu(t, 0.5, inplace=True), lambda t: F.elu(t, 0.5, inplace=True)):
    x = leaf(1., -2.)
    attempt(lambda: (f(x * 1).sum().backward(), x.grad)[1])
