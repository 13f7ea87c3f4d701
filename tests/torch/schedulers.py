"""Twenty steps of every schedule; state dicts, warnings, errors."""
import warnings

import torch
from torch import nn, optim
from torch.optim import lr_scheduler as S

warnings.simplefilter('ignore')


def run(name, make, n=20, metric=None, **options):
    p = nn.Parameter(torch.ones(2))
    q = nn.Parameter(torch.ones(2))
    opt = optim.SGD([{'params': [p]}, {'params': [q], 'lr': 0.5}], lr=0.1, momentum=0.9, **options)
    s = make(opt)
    rates = []
    for i in range(n):
        opt.step()
        rates.append([round(g['lr'], 7) for g in opt.param_groups] + [round(opt.param_groups[0]['momentum'], 4)])
        if metric:
            s.step(metric(i))
        else:
            s.step()
    print(name, rates)
    print({k: v for k, v in s.state_dict().items() if k not in ('anneal_func', '_scale_fn_ref')})


run('Lambda', lambda o: S.LambdaLR(o, lambda e: 0.95 ** e))
run('two lambdas', lambda o: S.LambdaLR(o, [lambda e: 1 / (e + 1), lambda e: 0.5 ** e]))
run('Multiplicative', lambda o: S.MultiplicativeLR(o, lambda e: 0.9))
run('Step', lambda o: S.StepLR(o, 3, 0.5))
run('MultiStep', lambda o: S.MultiStepLR(o, [2, 5, 5, 9], 0.3))
run('Constant', lambda o: S.ConstantLR(o, 0.25, 4))
run('Linear', lambda o: S.LinearLR(o, 0.2, 0.9, 7))
run('Exponential', lambda o: S.ExponentialLR(o, 0.9))
run('Polynomial', lambda o: S.PolynomialLR(o, 8, 2.0))
run('Cosine', lambda o: S.CosineAnnealingLR(o, 7, 0.01))
run('restarts', lambda o: S.CosineAnnealingWarmRestarts(o, 3, 2, 0.001))
run('OneCycle', lambda o: S.OneCycleLR(o, 0.3, total_steps=21))
run('three phases', lambda o: S.OneCycleLR(o, [0.3, 0.6], epochs=7, steps_per_epoch=3, anneal_strategy='linear', three_phase=True))
run('Cyclic', lambda o: S.CyclicLR(o, 0.01, 0.1, 3, 4))
run('Cyclic2', lambda o: S.CyclicLR(o, 0.01, 0.1, 3, mode='triangular2', cycle_momentum=False))
run('Cyclic exp', lambda o: S.CyclicLR(o, [0.01, 0.02], 0.1, 3, mode='exp_range', gamma=0.9))
run('Plateau', lambda o: S.ReduceLROnPlateau(o, patience=2, factor=0.5, cooldown=1, min_lr=0.01), metric=lambda i: 1.0 if i > 4 else 10 - i)
run('Plateau max', lambda o: S.ReduceLROnPlateau(o, 'max', patience=1, threshold_mode='abs', min_lr=[0.01, 0.3]), metric=lambda i: i % 3)
run('Chained', lambda o: S.ChainedScheduler([S.ConstantLR(o, 0.1, 2), S.ExponentialLR(o, 0.9)]))
run('Sequential', lambda o: S.SequentialLR(o, [S.ConstantLR(o, 0.1, 3), S.ExponentialLR(o, 0.9), S.StepLR(o, 2)], [4, 9]))

o = optim.SGD([nn.Parameter(torch.ones(1))], lr=0.1)
for f in [lambda: S.StepLR(3, 1), lambda: S.LambdaLR(o, [1, 2]), lambda: S.ConstantLR(o, 2), lambda: S.LinearLR(o, 0), lambda: S.LinearLR(o, 1, 2),
          lambda: S.CosineAnnealingWarmRestarts(o, 0), lambda: S.CosineAnnealingWarmRestarts(o, 2, 0.5), lambda: S.OneCycleLR(o, 1),
          lambda: S.OneCycleLR(o, 1, total_steps=-1), lambda: S.OneCycleLR(o, 1, epochs=2, steps_per_epoch=0), lambda: S.OneCycleLR(o, 1, total_steps=9, pct_start=2),
          lambda: S.OneCycleLR(o, 1, total_steps=9, anneal_strategy='x'), lambda: S.OneCycleLR(o, [1, 2], total_steps=9), lambda: S.CyclicLR(o, 0.1, 1, mode='x'),
          lambda: S.ReduceLROnPlateau(o, 'x'), lambda: S.ReduceLROnPlateau(o, factor=1.0), lambda: S.ReduceLROnPlateau(o, threshold_mode='x'),
          lambda: S.ReduceLROnPlateau(o, min_lr=[1, 2]), lambda: S.StepLR(o, 2, last_epoch=3) and None, lambda: S.SequentialLR(o, [S.StepLR(o, 1)], [1])]:
    try:
        f()
        print('fine')
    except Exception as e:
        print(type(e).__name__, e)

o = optim.SGD([nn.Parameter(torch.ones(1))], lr=0.1)
s = S.StepLR(o, 2, verbose=True)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    s.step()
    s.step()
    s.get_lr()
    s.step(5)
print([str(x.message)[:90] for x in w])
state = s.state_dict()
t = S.StepLR(optim.SGD([nn.Parameter(torch.ones(1))], lr=0.1), 7)
t.load_state_dict(state)
print(t.step_size, t.last_epoch, t.get_last_lr())
s = S.OneCycleLR(o, 1.0, total_steps=3)
try:
    for _ in range(5):
        o.step()
        s.step()
except ValueError as e:
    print(e)
