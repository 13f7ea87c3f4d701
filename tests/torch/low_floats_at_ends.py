"""bfloat16 by whole vectors and one by one: what is left over takes the other form of a function."""
import torch
import torch.nn.functional as F

inf, nan = float('inf'), float('nan')


def slopes(fn, value, n, dtype=torch.bfloat16):
    x = torch.full((n,), value, dtype=dtype).requires_grad_()
    fn(x).sum().backward()
    return x.grad.tolist()


for n in 1, 31, 32, 33, 40, 64, 70:
    print(n, [(v, slopes(F.hardswish, 3.0, n).count(v)) for v in (1.0, 1.5)])
    for fn in F.elu, F.selu, F.celu, F.hardswish:
        print(n, fn.__name__, sum(v != v for v in slopes(fn, nan, n)))
    for fn in torch.sinh, torch.cosh:
        print(n, fn.__name__, [torch.isinf(fn(torch.full((n,), 89.0, dtype=torch.bfloat16))).sum().item()])
x = torch.full((20, 2), 3.0, dtype=torch.bfloat16)[:, 0].requires_grad_()
F.hardswish(x).backward(torch.ones(20, dtype=torch.bfloat16))
print(x.grad.unique().tolist())

# the gradient of hardswish is a function of its own, with the same two forms and a gradient
for n in 1, 7, 8, 9, 17:
    x = torch.cat([torch.full((n,), 3.0, dtype=torch.float64), torch.tensor([-3.0, -2.5, 0.5, 4.0, nan], dtype=torch.float64)]).requires_grad_()
    w = torch.linspace(-1, 2, len(x), dtype=torch.float64).requires_grad_()
    g, = torch.autograd.grad((F.hardswish(x) * w).sum(), x, create_graph=True)
    print(g.grad_fn.name(), g.tolist())
    print([t.tolist() for t in torch.autograd.grad((g * g).sum(), (x, w))])
