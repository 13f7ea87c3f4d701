# checkpoint(use_reentrant=False) computes what it did not keep a second time, once, with the generator's state of the first.
import torch
import torch.nn as nn
from torch.utils.checkpoint import checkpoint

for preserve in (True, False):
    torch.manual_seed(0)
    calls = []
    layer, drop = nn.Linear(3, 3), nn.Dropout(0.5)

    def f(x, y=None, *, k=1.):
        calls.append(torch.is_grad_enabled())
        z = drop(torch.tanh(layer(x))) * k
        return z if y is None else (z, z * y)
    x = torch.ones(2, 3, requires_grad=True)
    out = checkpoint(f, x, use_reentrant=False, preserve_rng_state=preserve)
    print(preserve, calls, out.detach())
    out.sum().backward()
    print(calls, x.grad, layer.weight.grad)
    a, b = checkpoint(f, x, torch.ones(2, 3), use_reentrant=False, k=2.)
    (a.sum() + b.sum()).backward()
    print(calls, x.grad, torch.rand(1))

torch.manual_seed(0)
bn = nn.BatchNorm1d(3)
x = torch.randn(4, 3, requires_grad=True)
checkpoint(bn, x, use_reentrant=False).pow(2).sum().backward()
print(bn.running_mean, bn.num_batches_tracked)


def count(t):
    runs.append(1)
    return (t * t).exp()


for many in ('twice', 'graph', 'freed'):
    runs = []
    x = torch.ones(2, requires_grad=True)
    y = checkpoint(count, x, use_reentrant=False)
    try:
        if many == 'graph':
            g, = torch.autograd.grad(y.sum(), x, create_graph=True)
            print(g)
        else:
            y.sum().backward(retain_graph=many == 'twice')
            y.sum().backward()
            print(x.grad, len(runs))
    except RuntimeError as e:
        print(many, str(e)[:80], len(runs))
