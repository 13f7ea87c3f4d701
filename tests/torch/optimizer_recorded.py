# Steps through which gradients flow, state that older versions saved, and what subclasses rely on.
import copy
import pickle
import warnings

import torch
from torch import nn, optim


def show(t):
    return [round(v, 4) for v in torch.view_as_real(t).flatten().tolist()] if t.is_complex() else [round(v, 4) for v in t.flatten().tolist()]


def recorded(kind, steps=2, **options):
    torch.manual_seed(3)
    p, g = torch.rand(3, dtype=torch.float64, requires_grad=True), torch.rand(3, dtype=torch.float64, requires_grad=True)
    q = p.clone()
    q.grad = g.clone()
    o = kind([q], differentiable=True, **options)
    for _ in range(steps):
        o.step()
    return q.grad_fn.name(), show(q), [t if t is None else show(t) for t in torch.autograd.grad((q * q).sum(), [p, g], allow_unused=True)]


def attempt(what):
    try:
        return what()
    except Exception as e:
        return f'{type(e).__name__}: {e}'


for kind, options in ((optim.SGD, {'lr': 0.1}), (optim.SGD, {'lr': 0.1, 'momentum': 0.9, 'nesterov': True, 'weight_decay': 0.1}), (optim.Adam, {}),
                      (optim.Adam, {'amsgrad': True, 'weight_decay': 0.1, 'maximize': True}), (optim.RMSprop, {}),
                      (optim.RMSprop, {'centered': True, 'momentum': 0.5})):
    print(kind.__name__, options, attempt(lambda: recorded(kind, **options)))
    print('once', attempt(lambda: recorded(kind, 1, **options)))
    print('foreach', attempt(lambda: recorded(kind, foreach=True, **options)))
    leaf = nn.Parameter(torch.ones(2))
    leaf.grad = torch.ones(2)
    print('leaf', attempt(kind([leaf], differentiable=True, **options).step))

for name in ('Adam', 'AdamW', 'Adamax', 'NAdam', 'RAdam', 'Adagrad', 'ASGD', 'SGD'):
    kind = getattr(optim, name)
    p = nn.Parameter(torch.tensor([1.0, 2.0]))
    o = kind([p], lr=0.1)
    p.grad = torch.tensor([0.5, -1.0])
    o.step()
    old = copy.deepcopy(o.state_dict())
    for key in ('step', 'mu_product', 'eta', 'mu'):
        if key in old['state'][0]:
            old['state'][0][key] = old['state'][0][key].item()
    for group in old['param_groups']:
        for key in ('foreach', 'maximize', 'capturable', 'differentiable'):
            group.pop(key, None)
    o.load_state_dict(old)
    print(name, {k: v.dtype if isinstance(v, torch.Tensor) else v for k, v in o.state[p].items()}, sorted(o.param_groups[0]))
    o.step()
    print(show(p), show(pickle.loads(pickle.dumps(o)).param_groups[0]['params'][0]))
    print(attempt(lambda: o.load_state_dict({**old, 'state': {0: {'other': 1}}})))


class Own(optim.Optimizer):
    def __init__(self, params, lr):
        super().__init__(params, dict(lr=lr, momentum=0.5))

    def __setstate__(self, state):
        super().__setstate__(state)
        for group in self.param_groups:
            group.setdefault('added', 7)
        print('own', sorted(state))

    def step(self, closure=None):
        pass


o = Own([nn.Parameter(torch.ones(1))], 0.1)
saved = o.state_dict()
del saved['param_groups'][0]['momentum']
o.load_state_dict(saved)
print(o, pickle.loads(pickle.dumps(o)).defaults)

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    twice = nn.Parameter(torch.ones(1))
    print(optim.SGD([twice, nn.Parameter(torch.ones(1)), twice], lr=0.1).state_dict()['param_groups'][0]['params'])
    o = optim.SGD([twice], lr=0.1)
    print(optim.lr_scheduler.LambdaLR(o, lambda e: 0.5).get_lr(), optim.lr_scheduler.CosineAnnealingWarmRestarts(o, 3).get_lr())
print([str(w.message)[:70] for w in seen])

for name in ('SGD', 'Adagrad', 'Adadelta', 'ASGD', 'Rprop', 'Adam', 'RMSprop'):
    z = nn.Parameter(torch.tensor([1 + 2j, -0.5j, 3]))
    o = getattr(optim, name)([z], lr=0.1, **({'initial_accumulator_value': 0.5} if name == 'Adagrad' else {}))
    for i in range(3):
        z.grad = torch.tensor([0.5j, 1 - 1j, 0.25]) * (i + 1)
        o.step()
    print(name, show(z.detach()))
z = nn.Parameter(torch.tensor([1 + 2j]))
z.grad = torch.tensor([1j])
print(attempt(optim.Adam([z], amsgrad=True).step))
z = nn.Parameter(torch.ones(2, 3).t())
z.grad = torch.ones(3, 2)
o = optim.Rprop([z])
o.step()
print(o.state[z]['step_size'].stride(), o.state[z]['prev'].stride())
