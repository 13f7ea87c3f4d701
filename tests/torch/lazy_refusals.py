"""What parameters without a shape yet refuse, and what a missing package of TensorBoard says."""
import copy
import warnings

import torch
from torch import nn

warnings.simplefilter('ignore')
l = nn.LazyLinear(2)
p = l.weight
for f in (lambda: p.numel(), lambda: p.nelement(), lambda: p.sum(), lambda: p.mean(), lambda: p.abs(), lambda: p.max(), lambda: p.clone(), lambda: p.item(),
          lambda: p.tolist(), lambda: p.view(2), lambda: p.reshape(2), lambda: p.flatten(), lambda: p.normal_(), lambda: p.uniform_(), lambda: p.fill_(1),
          lambda: p.zero_(), lambda: p.mul_(2), lambda: p.add_(1), lambda: p.std(), lambda: p.var(), lambda: p.min(), lambda: p.shape,
          lambda: sum(q.numel() for q in l.parameters()), lambda: copy.deepcopy(l), lambda: l.double(), lambda: l(torch.ones(1, 3).double()).shape,
          lambda: l.weight.numel(), lambda: nn.LazyBatchNorm1d().running_mean.sum(), lambda: nn.LazyConv1d(2, 3).state_dict()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    from torch.utils.tensorboard import SummaryWriter
except ModuleNotFoundError as e:
    print(e)
