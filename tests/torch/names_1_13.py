# Names as PyTorch 1.13 has them: what came later is not there, rarely named methods are.
import torch
from torch import nn
import numpy as np

for name in ('absolute_', 'sign_', 'sgn_', 'erfinv_', 'lgamma_', 'digamma_', 'compile', 'newaxis', 'unravel_index', 'unique_dim', 'fork_rng'):
    print(name, hasattr(torch, name), hasattr(torch.Tensor, name))
x = torch.tensor([1., 2.])
for name in ('itemsize', 'nbytes', 'untyped_storage', 'resize_as_sparse_', '__array_wrap__', '__reversed__'):
    print(name, hasattr(x, name))


def tried(text):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, type(e).__name__, str(e).split(' This could be')[0])


s = torch.eye(2).to_sparse()
for text in ('x.__array_wrap__(np.ones(2))', 'x.__array_wrap__(np.ones(2) > 0)', 'torch.Tensor.__array_priority__', 'torch.tensor(1.).__nonzero__()',
             'x.__nonzero__()', 'torch.tensor(2.5).__long__()', 'list(reversed(x))', 'reversed(torch.tensor(1.))', 'x.__div__(2)', 'x.__rdiv__(2)',
             'x.clone().__idiv__(2)', 'torch.resize_as_sparse_(s.clone(), s)', 's.clone().resize_as_sparse_(torch.eye(3).to_sparse())',
             'x.resize_as_sparse_(x)', 'nn.Linear(2, 2).xpu()', 'nn.Linear(2, 2).ipu()', 'nn.Module().xpu()', 'nn.Module.T_destination'):
    tried(text)
for name in sorted(dir(nn)):
    c = getattr(nn, name)
    if isinstance(c, type) and issubclass(c, nn.Module):
        print(name, getattr(c, '__constants__', None))
