"""The gradient of sgn is a zero without elements: products with it are zero whatever the other factor, and nothing writes to it."""
import torch

nan, inf = float('nan'), float('inf')


def tell(name, f):
    try:
        print(name, *f())
    except RuntimeError as e:
        print(name, e)


def gradient(f, values):
    x = torch.tensor(values, dtype=torch.float64, requires_grad=True)
    return torch.autograd.grad(f(x).sum(), x)[0].add(0).tolist(),


for name, f in [('log', torch.log), ('sqrt', torch.sqrt), ('power', lambda x: x ** -0.5), ('quotient', lambda x: 1 / x), ('product', lambda x: x * x.detach()), ('tanh', torch.tanh),
                ('softmax', lambda x: x.softmax(0)), ('cumsum', lambda x: x.log().cumsum(0)), ('narrower', lambda x: x.float().log()), ('part', lambda x: x.log()[1:])]:
    tell(name, lambda: gradient(lambda x: torch.sgn(f(x)), [nan, -1., 0., 4., inf]))
tell('std', lambda: gradient(lambda x: torch.sgn(x.std()), [1., 2., 4.]))
tell('norm of order 3', lambda: gradient(lambda x: torch.sgn(x.norm(3)), [1., 2., 4.]))
tell('norm of order 2', lambda: gradient(lambda x: torch.sgn(x.norm(2)), [1., 2., 4.]))
tell('a sum', lambda: gradient(lambda x: torch.sgn(x) + x, [1., nan]))
tell('two', lambda: gradient(lambda x: torch.sgn(x.log()) + torch.sgn(x.log()), [-1., nan]))

x = torch.tensor([1., -2.], requires_grad=True)
x.sgn().sum().backward()
print(x.grad)
for f in (lambda: x.grad.zero_(), lambda: x.grad.add_(1), lambda: (x * 2).sum().backward()):
    tell('write', lambda: (f(),))
x.grad = x.grad.clone()
(x * 2).sum().backward()
print(x.grad, x.grad.mul_(2))

# second gradients that go through sgn
for f in (torch.abs, lambda x: x.norm(1), lambda x: x.log().abs(), lambda x: torch.nn.functional.softsign(x)):
    x = torch.tensor([0.5, -1., 0., 2.], dtype=torch.float64, requires_grad=True)
    g, = torch.autograd.grad(f(x).sum(), x, create_graph=True)
    h = torch.autograd.grad((g * g).sum(), x, allow_unused=True)[0] if g.requires_grad else None
    print(g.tolist(), h if h is None else h.add(0).tolist())

# the sum of two such zeros still depends on what they were made of
x = torch.tensor([[0.5, -1.], [2., 3.]], dtype=torch.float64, requires_grad=True)
b = torch.ones(1, requires_grad=True)
y = x * 1
y.addcmul_(y * 2, y * 3)
y = torch.nn.functional.instance_norm(torch.sgn(y).expand(2, 2, 2)).tril()
g, = torch.autograd.grad((y * y).sum(), x, create_graph=True)
print(g.requires_grad, torch.autograd.grad((g * g).sum(), (x, b), allow_unused=True))
