"""What a view is after it or its base was written in place, and which views refuse to go on."""
import torch

p = torch.arange(3., requires_grad=True)


class Reshape(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.view(3, 1)

    @staticmethod
    def backward(ctx, g):
        return g.view(3)


class Halves(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x[:1], x[1:]

    @staticmethod
    def backward(ctx, a, b):
        return torch.cat([a, b])


def without_grad(make, base):
    with torch.no_grad():
        return make(base)


def column(x):
    return x.view(3, 1)


def tell(name, f):
    try:
        r = f()
        print(name, type(r.grad_fn).__name__, r.requires_grad, r.is_leaf, r.tolist())
    except RuntimeError as e:
        print(name, str(e)[:330])


def written(make, base=None):
    y = p * 2 if base is None else base
    v = make(y)
    y += 1
    return v


def saved(make):
    y = p + 0
    v = make(y)
    z = v * v
    del v
    y += 1
    z.sum().backward()
    return z


def through(make):
    v = make(p * 2)
    v += 1
    return v


for name, make in [('view', column), ('part', lambda y: y[1:]), ('unbind', lambda y: y.unbind()[1]), ('split', lambda y: y.split(1)[2]), ('of split', lambda y: y.split(1)[0].view(1, 1)),
                   ('no_grad', lambda y: without_grad(column, y)), ('no_grad unbind', lambda y: without_grad(torch.unbind, y)[0]), ('function', Reshape.apply), ('halves', lambda y: Halves.apply(y)[1])]:
    tell(f'{name}: base written', lambda: written(make))
    tell(f'{name}: base written and used', lambda: written(make) * 2)
    tell(f'{name}: base without history written', lambda: written(make, p.detach() * 2))
    if 'no_grad' not in name:
        tell(f'{name}: saved', lambda: saved(make))
    tell(f'{name}: written through', lambda: through(make))


def under_no_grad():
    with torch.no_grad():
        v = p.view(3, 1)
        v.mul_(1)
    return v


tell('written under no_grad', under_no_grad)
for f in (lambda x: x.squeeze_(), lambda x: x.squeeze_(0), lambda x: x.unsqueeze_(0), lambda x: x.t_(), lambda x: x.transpose_(0, 1), lambda x: x.swapaxes_(0, 1)):
    tell('in place', lambda: f(p.view(1, 3).clone()))
    tell('and on', lambda: f(p.view(1, 3).clone()).exp_())
# a view's strides of dimensions of size 1 are those of the memory around them
x = torch.arange(6.).view(2, 1, 3)[:1].expand(2, 1, 3) * 1
d = x.diagonal()
print(d.stride(), d.view(3, 1, 1, 1).stride(), (d.view(3, 1, 1, 1) * torch.ones(1, 3, 1, 1)).stride(), torch.ones(1, 3).t().view(3, 1, 1).stride())
tell('kron', lambda: torch.kron(d, torch.ones(3, 1)))
