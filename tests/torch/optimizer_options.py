# Options of optimisers that are no plain numbers: what each operation of the update says about them.
import warnings

import numpy as np
import torch
from torch import nn, optim

warnings.simplefilter('ignore')
OPTIONS = {'SGD': 'lr momentum dampening weight_decay nesterov differentiable', 'Adam': 'lr eps weight_decay amsgrad capturable differentiable fused',
           'AdamW': 'lr eps weight_decay', 'Adamax': 'lr eps weight_decay', 'NAdam': 'lr eps weight_decay momentum_decay',
           'RAdam': 'lr eps weight_decay', 'Adagrad': 'lr lr_decay weight_decay initial_accumulator_value eps',
           'Adadelta': 'lr rho eps weight_decay', 'ASGD': 'lr alpha t0 weight_decay', 'Rprop': 'lr',
           'RMSprop': 'lr alpha eps weight_decay momentum centered', 'LBFGS': 'lr max_iter max_eval tolerance_grad history_size line_search_fn',
           'SparseAdam': 'lr eps'}
VALUES = ["'a'", 'None', '-0.5', 'True', '(0.1,)', 'torch.tensor(0.1)', 'torch.tensor([0.1])', 'torch.tensor([0.1, 0.2])', 'torch.tensor(-0.1)', '1j',
          "float('nan')", "float('inf')", '2', '0', 'np.array(0.1)', 'np.float64(0.1)', 'torch.tensor(1)', '{}', '10**400']


def run(name, **options):
    torch.manual_seed(1)
    ps = [nn.Parameter(torch.randn(3)), nn.Parameter(torch.randn(2, 2))]
    if name == 'SGD':
        options.setdefault('lr', 0.1)
    try:
        o = getattr(optim, name)(ps, **options)
    except Exception as e:
        return f'made: {type(e).__name__}: {e}'

    def closure():
        o.zero_grad()
        loss = sum((p ** 2).sum() for p in ps)
        loss.backward()
        return loss
    try:
        for _ in range(3):
            if name == 'LBFGS':
                o.step(closure)
                continue
            closure()
            if name == 'SparseAdam':
                for p in ps:
                    p.grad = p.grad.to_sparse()
            o.step()
    except Exception as e:
        return f'step: {type(e).__name__}: {e}'
    return [round(v, 4) for p in ps for v in p.flatten().tolist()], {k: type(v).__name__ for k, v in o.state[ps[0]].items()}


for name, options in OPTIONS.items():
    for option in options.split():
        for value in VALUES:
            if name == 'LBFGS' and option in ('lr', 'tolerance_grad', 'max_iter') and value in ('10**400', "float('inf')"):
                continue
            if option == 'differentiable' and value == 'torch.tensor([0.1, 0.2])':
                continue
            print(name, option, value, run(name, **{option: eval(value)}))
for options in ({'momentum': 0.9, 'dampening': torch.tensor(0.5)}, {'momentum': 0.9, 'dampening': 'a'}, {'momentum': 0.9, 'weight_decay': torch.tensor([0.5])},
                {'momentum': torch.tensor(0.9), 'nesterov': True}, {'momentum': 0.9, 'nesterov': True, 'lr': np.float32(0.1)}):
    print(run('SGD', **options))
for betas in ((0.9,), 0.9, (1.0, 0.9), ('a', 0.9), (torch.tensor(0.9), 0.99), (0.9, torch.tensor(0.99)), None, (0.5, 'b'), (0, 0), {}):
    print(betas, run('Adam', betas=betas), run('AdamW', betas=betas), run('Adamax', betas=betas), run('RAdam', betas=betas))

print('ASGD on lists takes the rate of the first parameter')
for foreach in (False, True):
    parameters = [torch.tensor([1.0, 2.0], requires_grad=True), torch.tensor([3.0], requires_grad=True)]
    optimizer = torch.optim.ASGD(parameters, lr=0.1, lambd=0.1, t0=2, foreach=foreach)
    for step in range(5):
        for p in parameters:
            p.grad = None if p is parameters[0] and step < 2 else p.detach() * 2
        optimizer.step()
    print(*(p.tolist() for p in parameters), [s['eta'].item() for s in optimizer.state.values()])
