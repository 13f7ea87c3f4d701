"""Gradients and gradients of gradients where operations bend, at infinities and where nothing is defined."""
import torch
import torch.nn.functional as F

nan, inf = float('nan'), float('inf')
VALUES = {'plain': [0.3, -0.7, 1.6, 0.9], 'bends': [0., 1., -1., 0.5], 'far': [3., -3., 6., -0.5], 'odd': [nan, inf, -inf, 0.], 'zeros': [0., 0., 2., 1.]}


def show(t):
    return 'None' if t is None else '[' + ' '.join('%.6g' % (v + 0.0) for v in t.detach().add(0).flatten().tolist()) + ']'


def probe(name, f):
    for kind, values in VALUES.items():
        x = torch.tensor(values, dtype=torch.float64, requires_grad=True)
        try:
            y = f(x)
            go = torch.linspace(-1, 2, y.numel(), dtype=torch.float64).reshape(y.shape).requires_grad_()
            g, = torch.autograd.grad(y, x, go, create_graph=True)
            h = torch.autograd.grad(g, (x, go), torch.linspace(1, -2, 4, dtype=torch.float64), allow_unused=True) if g.requires_grad else ()
            print(name, kind, type(y.grad_fn).__name__, show(g), *map(show, h))
        except RuntimeError as e:
            print(name, kind, e)


for name in 'relu hardtanh relu6 leaky_relu softshrink hardshrink elu celu softplus'.split():
    probe(name, getattr(F, name))
probe('hardswish', lambda x: F.hardswish(x.nan_to_num(0.25)))
probe('threshold', lambda x: F.threshold(x, 0.5, 2.))
probe('softplus of 2', lambda x: F.softplus(x, 2, 1))
for name in 'i0 sinc angle prod nansum nanmean mean abs'.split():
    probe(name, getattr(torch, name))
probe('logit', lambda x: torch.logit(x, 0.1))
for n in (1, 2, 3, 0.5, 1.5, inf, -inf, 0):
    probe(f'norm {n}', lambda x: x.norm(n))
    if n:
        probe(f'dist {n}', lambda x: torch.dist(x, torch.ones_like(x), n))
probe('product of rows', lambda x: x.view(2, 2).prod(1))
probe('logcumsumexp', lambda x: x.logcumsumexp(0))
probe('logcumsumexp of one', lambda x: x[3].logcumsumexp(0))
probe('remainder', lambda x: torch.remainder(torch.ones_like(x), x))
probe('fmod', lambda x: torch.fmod(torch.ones_like(x), x))
probe('power', lambda x: x ** torch.tensor([0., 1., 2., 0.5], dtype=torch.float64))
for beta in (0, 0.5, 1):
    probe(f'smooth_l1 {beta}', lambda x: F.smooth_l1_loss(x, torch.ones_like(x), reduction='none', beta=beta))
probe('huber', lambda x: F.huber_loss(x, torch.ones_like(x), delta=0.5))
probe('nll', lambda x: F.nll_loss(x.view(2, 2), torch.tensor([1, 0])))
probe('max_pool', lambda x: F.max_pool1d(x.view(1, 1, 4), 2))
probe('avg_pool', lambda x: F.avg_pool2d(x.view(1, 1, 2, 2), 2))
probe('quantile', lambda x: x.quantile(0.3))
probe('quantiles', lambda x: x.view(2, 2).quantile(torch.tensor([0.3, 0.5], dtype=torch.float64), 0))
probe('renorm', lambda x: x.view(2, 2).renorm(inf, 0, 0.5))
print(torch.tensor(2.).quantile(torch.tensor([0.25, 0.5]), 0), torch.tensor([[1., 2.]]).quantile(torch.tensor([0.5]), 1, True))

# the determinant of a matrix that is singular but for rounding
a = torch.tensor([[4., 11, -5], [2, 9, -7], [0, 7, -9]], dtype=torch.float64).div_(8).requires_grad_()
g, = torch.autograd.grad(a.det().exp().square(), a, create_graph=True)
print(show(g), show(torch.autograd.grad(g.square().sum(), a)[0]))

# dist keeps its operands, not their difference
x, y = torch.ones(3, requires_grad=True), torch.zeros(3)
d = torch.dist(x, y)
y += 1
try:
    d.backward()
except RuntimeError as e:
    print(e)
try:
    torch.dist(x, x * 2, 0).backward()
except RuntimeError as e:
    print(e)
