"""What is asked of arguments first, keywords of functions that write, quantiles and distances of infinities and of nothing."""
import io
import warnings

import torch
import torch.nn.functional as F
from torch import nn, optim

warnings.simplefilter('ignore')


def tell(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, str(e).split('\n')[0])


inf = float('inf')
for values in ([-inf, -inf, -inf], [inf, 1, -inf, inf], [-inf]):
    for how in ('linear', 'lower', 'midpoint'):
        tell(f'quantile {how}', lambda: torch.tensor(values).quantile(torch.tensor([0., 0.3, 1.]), interpolation=how))
tell('logsumexp', lambda: torch.full((3, 3), -inf).logsumexp(0).quantile(0.5))
tell('q first', lambda: torch.quantile(torch.ones(2, dtype=torch.cfloat), torch.ones(1, 1)))
tell('interpolation first', lambda: torch.nanquantile(torch.ones(0), 0.5, interpolation='zz'))
for p in (-inf, -1, 0, 2):
    tell(f'dist {p}', lambda: torch.dist(torch.ones(0), torch.ones(0), p))
for shape in ((0, 3), (2, 0), (3,)):
    for n in (2, 0):
        tell(f'multinomial {shape} {n}', lambda: torch.multinomial(torch.ones(shape).half(), n, True).shape)

x, c, i = torch.arange(4.), torch.ones(4, dtype=torch.cfloat), torch.tensor([0, 1])
tell('index_reduce', lambda: c.index_reduce(0, i, c[:2], 'prod'))
tell('index_reduce', lambda: c.index_reduce(0, i + 9, c[:2], 'amax'))
tell('index_reduce', lambda: x.index_reduce(3, i, x[:2], 'sum'))
tell('index_reduce', lambda: torch.tensor(2.).index_reduce(0, torch.tensor(0), torch.tensor(3.), 'prod'))

y = torch.ones(2, 3)
for name in ('cos_', 'abs_', 'zero_', 'nan_to_num_', 'detach_'):
    tell(name, lambda: getattr(torch, name)(input=torch.ones(2) / 4))
tell('swapdims', lambda: (torch.swapdims(y, dim0=0, dim1=1).shape, y.swapdims(dim0=0, dim1=1).shape))
tell('view', lambda: y.view(dtype=torch.int32))
for f, shape in ((F.max_pool1d, (1, 4)), (F.max_pool2d, (1, 4, 4)), (F.avg_pool1d, (1, 4)), (F.avg_pool3d, (1, 4, 4, 4))):
    for window in ((), (2, ()), (2, 2, ())):
        tell(f.__name__, lambda: f(torch.ones(shape), *(window or ((),))).shape)
for dim in (0, -1):
    tell('norm_except_dim', lambda: torch.norm_except_dim(torch.tensor([1., -2.]), 2, dim))
tell('norm_except_dim', lambda: torch.norm_except_dim(torch.tensor(3.), 2, 0))
tell('sort', lambda: y.sort(stable=None))
for name in ('mode', 'median', 'kthvalue', 'cummax', 'max'):
    for types in ((torch.double, torch.long), (torch.float, torch.int)):
        tell(name, lambda: getattr(torch, name)(y, *([2] if name == 'kthvalue' else []), dim=1, out=tuple(torch.empty(0, dtype=t) for t in types)))

for protocol in (2, 4):
    for value in ([1, 'x', y[0]], 2.5):
        b = io.BytesIO()
        torch.save(value, b, pickle_protocol=protocol)
        b.seek(0)
        tell(f'weights_only {protocol}', lambda: torch.load(b, weights_only=True))


def rates(**steps):
    return optim.lr_scheduler.OneCycleLR(optim.SGD([nn.Parameter(y)], 0.1, momentum=0.9), 0.1, **steps).total_steps


for steps in ({}, {'epochs': 3}, {'steps_per_epoch': 3}, {'epochs': 3, 'steps_per_epoch': 2}, {'epochs': 0, 'steps_per_epoch': 2}):
    tell(f'OneCycleLR {steps}', lambda: rates(**steps))


def minimise(history_size):
    p = nn.Parameter(torch.ones(2))
    o = optim.LBFGS([p], history_size=history_size)

    def closure():
        o.zero_grad()
        loss = (p ** 4).sum()
        loss.backward()
        return loss
    for _ in range(2):
        o.step(closure)
    return bool((p < 0.5).all())


for size in (-1, 1, 5):
    tell('LBFGS', lambda: minimise(size))

m = nn.LazyLinear(2)
tell('lazy', lambda: m.load_state_dict(m.state_dict()))
tell('lazy', lambda: m.load_state_dict(dict(m.state_dict(), other=y)))
tell('lazy', lambda: m.load_state_dict({'weight': 1, 'bias': 2}))
tell('lazy', lambda: m.load_state_dict({'weight': y, 'bias': y[0, :2]}))
print(m.weight)
tell('conv', lambda: nn.Conv2d(1, 1, 1)())
