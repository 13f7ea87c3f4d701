"""The memory order of gradients, and of results, where operands and gradients lie in other orders than the usual one."""
import torch
import torch.nn.functional as F


def transposed(t):
    return t.t().contiguous().t()


plain = torch.tensor([[0.3, -0.2, 0.9], [0.5, 0.1, -0.7]])
FUNCTIONS = {
    'erf': torch.erf, 'erfc': torch.erfc, 'erfinv': torch.erfinv, 'ndtr': torch.special.ndtr, 'logit': torch.logit, 'logit eps': lambda x: torch.logit(x, 0.2),
    'sign': torch.sign, 'floor': torch.floor, 'round': torch.round, 'trunc': torch.trunc, 'angle': torch.angle, 'quotient': lambda x: torch.div(x, 0.3, rounding_mode='trunc'),
    'mean': lambda x: x.mean(), 'mean 0': lambda x: x.mean(0), 'mean 1': lambda x: x.mean(1, keepdim=True), 'max': lambda x: x.max(), 'median': lambda x: x.median(),
    'maximum': lambda x: torch.maximum(x, plain), 'fmax': lambda x: torch.fmax(x, plain), 'fmin': lambda x: torch.fmin(plain, x), 'xlogy': lambda x: torch.xlogy(x, plain.abs()),
    'masked_fill': lambda x: x.masked_fill(plain > 0, 1.5), 'rrelu': F.rrelu, 'sin': torch.sin, 'tanh': torch.tanh, 'gelu': lambda x: F.gelu(x, approximate='tanh'),
}
for name, f in FUNCTIONS.items():
    for lay in (lambda t: t, transposed):
        x = lay(plain).detach().requires_grad_()
        y = f(x)
        strides = [y.stride()]
        for go in (torch.ones_like(y, memory_format=torch.contiguous_format), transposed(torch.ones(y.shape)) if y.ndim == 2 else torch.ones_like(y)):
            g, = torch.autograd.grad(y, x, go, retain_graph=True)
            strides.append(g.stride())
        print(name, *strides)

print('a gradient of mean may be written to')
x = torch.ones(2, 3, requires_grad=True)
y = x * 2
y.register_hook(lambda g: g.mul_(3))
y.mean().backward()
print(x.grad)

print('ends and nan, by vectors and one by one')
x = torch.tensor([0.0, -0.0, 1.0, float('nan'), 2.0, -1.0, 0.25, 0.75] * 5)
for dtype in (torch.float32, torch.float64, torch.bfloat16):
    for f in (torch.logit, lambda t: torch.logit(t, 0.1), F.hardshrink, F.softshrink):
        for n in (8, 40):
            v = x[:n].to(dtype).requires_grad_()
            print(dtype, n, *torch.autograd.grad(f(v), v, torch.full((n,), -2.0, dtype=dtype))[0].tolist())

print('running sums start at 0')
z = torch.tensor([-0.0, -0.0, 1.0])
print(z.cumsum(0), z.cumprod(0), torch.tensor([[-0.0, 2.0]]).cumsum(0), z.double().cumsum(0))
print(torch.tensor([[1e8, 0.0, 0.0], [0.0, 1.25, 0.0], [0.0, 0.0, -1e8]]).trace())

x = transposed(plain.abs()).requires_grad_()
for reduction in ('none', 'mean'):
    loss = F.binary_cross_entropy(x, plain.abs(), reduction=reduction)
    print('binary cross entropy', reduction, torch.autograd.grad(loss, x, torch.ones_like(loss))[0].stride())
print(torch.addr(torch.tensor(True), torch.tensor([True, False]), torch.tensor([True]), beta=2, alpha=3), torch.addr(torch.tensor(True), torch.tensor([True, False]), torch.tensor([True]), beta=0))
