"""Twenty steps of every optimiser on one small network; parameter groups, state, errors."""
import warnings

import torch
from torch import nn, optim

warnings.simplefilter('ignore')
x = torch.linspace(-2, 2, 24, dtype=torch.float64).reshape(8, 3)
y = torch.sin(x).sum(1, keepdim=True)


def train(name, make, closure_only=False):
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1)).double()
    opt = make(net.parameters())

    def closure():
        opt.zero_grad()
        loss = (net(x) - y).pow(2).mean()
        loss.backward()
        return loss
    losses = []
    for _ in range(6 if closure_only else 20):
        if closure_only:
            losses.append(float(opt.step(closure)))
        else:
            losses.append(float(closure()))
            opt.step()
    print(name, [round(v, 5) for v in losses])
    print([round(float(p.sum()), 4) for p in net.parameters()], [k for k in opt.param_groups[0] if k != 'params'])
    s = opt.state_dict()
    print(sorted(s['state']), {k: (round(float(v.float().sum()), 3) if isinstance(v, torch.Tensor) else type(v).__name__)
                               for k, v in sorted(s['state'].get(0, {}).items()) if not isinstance(v, (list, float))})


for name, make in {
        'SGD': lambda p: optim.SGD(p, lr=0.1), 'momentum': lambda p: optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.01, dampening=0.1),
        'nesterov': lambda p: optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True), 'maximize': lambda p: optim.SGD(p, lr=1e-3, maximize=True),
        'Adam': lambda p: optim.Adam(p, lr=0.05), 'amsgrad': lambda p: optim.Adam(p, lr=0.05, amsgrad=True, weight_decay=0.1),
        'AdamW': lambda p: optim.AdamW(p, lr=0.05, weight_decay=0.1), 'RMSprop': lambda p: optim.RMSprop(p, lr=0.01, momentum=0.9, centered=True),
        'RMSprop plain': lambda p: optim.RMSprop(p), 'Adagrad': lambda p: optim.Adagrad(p, lr=0.1, lr_decay=0.01),
        'Adadelta': lambda p: optim.Adadelta(p, lr=2.0, weight_decay=0.01), 'Adamax': lambda p: optim.Adamax(p, lr=0.05, weight_decay=0.01),
        'NAdam': lambda p: optim.NAdam(p, lr=0.05), 'RAdam': lambda p: optim.RAdam(p, lr=0.05), 'Rprop': lambda p: optim.Rprop(p, lr=0.02),
        'ASGD': lambda p: optim.ASGD(p, lr=0.1, t0=5), 'Adamax max': lambda p: optim.Adamax(p, maximize=True)}.items():
    train(name, make)
train('LBFGS', lambda p: optim.LBFGS(p, lr=0.5, max_iter=5), True)
train('strong_wolfe', lambda p: optim.LBFGS(p, max_iter=6, history_size=4, line_search_fn='strong_wolfe'), True)

p = nn.Parameter(torch.ones(2))
for f in [lambda: optim.SGD([p]), lambda: optim.SGD([p], lr=-1), lambda: optim.Adam([p], betas=(1, 0)), lambda: optim.Adam([]),
          lambda: optim.Adam(p), lambda: optim.Adam([p * 2]), lambda: optim.Adam([3]), lambda: optim.SGD([p], 0.1, nesterov=True),
          lambda: optim.Rprop([p], etas=(2, 3)), lambda: optim.LBFGS([{'params': [p]}, {'params': [nn.Parameter(torch.ones(1))]}]),
          lambda: optim.SGD([{'params': [p]}, {'params': [p]}], lr=1), lambda: optim.SparseAdam([p], lr=0), lambda: optim.NAdam([p], momentum_decay=-1)]:
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
for name in ['SGD', 'Adam', 'AdamW', 'RMSprop', 'Adagrad', 'Adadelta', 'Adamax', 'NAdam', 'RAdam', 'Rprop', 'ASGD', 'LBFGS']:
    print(getattr(optim, name)([p], lr=0.1))
opt = optim.Adam([{'params': [p], 'lr': 0.5}, {'params': [nn.Parameter(torch.zeros(1))]}], lr=0.1)
p.grad = torch.ones(2)
opt.step()
other = optim.Adam([{'params': [nn.Parameter(torch.ones(2))]}, {'params': [nn.Parameter(torch.zeros(1))]}])
other.load_state_dict(opt.state_dict())
print(other.param_groups[0]['lr'], other.state_dict()['state'])

from torch.optim.swa_utils import AveragedModel, SWALR, update_bn
torch.manual_seed(1)
net = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2)).double()
average = AveragedModel(net)
opt = optim.SGD(net.parameters(), lr=0.2)
schedule = SWALR(opt, swa_lr=0.05, anneal_epochs=3)
for _ in range(5):
    opt.zero_grad()
    net(x).pow(2).mean().backward()
    opt.step()
    average.update_parameters(net)
    schedule.step()
    print(round(schedule.get_last_lr()[0], 6), int(average.n_averaged))
update_bn([x], average)
print([[round(float(e), 6) for e in v.reshape(-1)] for v in average.module[1].buffers()])
