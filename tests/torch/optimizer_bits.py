"""Steps of optimisers round as the tensor operations do of which PyTorch makes them: every bit after a few steps."""
import torch
from torch import nn, optim


def run(name, dtype=torch.float32, **options):
    torch.manual_seed(0)
    ps = [torch.randn(11, dtype=dtype).requires_grad_(), torch.randn(2, 2, dtype=dtype).requires_grad_()]
    o = getattr(optim, name)(ps, lr=.1, **options)
    for i in range(5):
        o.zero_grad()
        sum(((p - .5) ** 2 * (i + 1)).sum() for p in ps).backward()
        o.step()
    print(name, dtype, options, [x.hex() if dtype == torch.float64 else x for x in ps[0].tolist()], ps[1].tolist())


for dtype in (torch.float32, torch.float64):
    for name in 'SGD Adam AdamW RMSprop Adagrad Adadelta Adamax NAdam RAdam Rprop ASGD'.split():
        run(name, dtype)
    for name in 'SGD Adam AdamW RMSprop Adagrad Adadelta'.split():
        run(name, dtype, weight_decay=.1, maximize=1)
    run('SGD', dtype, momentum=.9, dampening=.1, weight_decay=.01)
    run('SGD', dtype, momentum=.9, nesterov=True)
    run('Adam', dtype, amsgrad=True)
    run('RMSprop', dtype, momentum=.5, centered=True)
    run('NAdam', dtype, foreach=True)
    run('RAdam', dtype, foreach=True)


def complex_step(name):
    p = nn.Parameter(torch.tensor([1 + 2j, -3 + .5j]))
    o = getattr(optim, name)([p], lr=.1)
    for _ in range(3):
        o.zero_grad()
        (p * p.conj()).real.sum().backward()
        o.step()
    print(name, p.data)


for name in 'SGD Adam AdamW RMSprop Adagrad Adadelta Adamax Rprop'.split():
    complex_step(name)

# state of another type of numbers, and groups that an older version saved
a, b = nn.Parameter(torch.ones(2)), nn.Parameter(torch.ones(2, dtype=torch.float64))
o = optim.Adam([a])
a.grad = torch.ones(2)
o.step()
saved = o.state_dict()
for group in saved['param_groups']:
    for key in ('maximize', 'foreach', 'capturable', 'differentiable', 'fused'):
        del group[key]
o = optim.Adam([b])
o.load_state_dict(saved)
b.grad = torch.ones(2, dtype=torch.float64)
o.step()
print(o.state[b]['exp_avg'].dtype, o.state[b]['step'].dtype, o.state[b]['step'], o)
for bad in (dict(lr='a'), dict(lr=None), dict(lr=.1, momentum='a'), dict(lr=float('nan')), dict(lr=.1, weight_decay=())):
    try:
        print(optim.SGD([a], **bad).defaults)
    except Exception as e:
        print(type(e).__name__, e)
