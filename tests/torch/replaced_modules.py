"""What a module looks like while functional_call runs it, names of inherited methods in messages, and what optimisers ask of parameters."""
import torch
from torch import nn
from torch.nn.utils.stateless import functional_call


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 2)
        self.b = nn.Sequential(nn.Linear(2, 2))
        self.w = nn.Parameter(torch.ones(2))
        self.register_buffer('n', torch.zeros(1))

    def forward(self, x):
        self.n = self.n + 1
        print(type(self), type(self.a).__name__, type(self.b[0]).__name__, self.w, self.n, self._attr_to_path if hasattr(self, '_attr_to_path') else None)
        return self.w * 2


def show(run):
    try:
        print(run())
    except Exception as e:
        print(type(e).__name__, e)


net = Net()
given = {'w': torch.zeros(2), 'b.0.weight': torch.ones(2, 2), 'n': torch.tensor([5.])}
show(lambda: functional_call(net, given, torch.ones(2)))
print(given['n'], net.n, type(net))
show(lambda: functional_call(net, {'w': torch.zeros(2)}, torch.ones(2), []))
show(lambda: functional_call(net, {}, torch.ones(2)))
show(lambda: functional_call(net, {'x.y': torch.ones(1)}, torch.ones(2)))
show(lambda: functional_call(None, {'w': torch.ones(1)}, torch.ones(2)))
show(lambda: torch.optim.SGD([torch.ones(2, requires_grad=True)], .1).step(1, 2, 3))
show(lambda: nn.GRU(2, 3)())
show(lambda: nn.FractionalMaxPool2d())
show(lambda: nn.SyncBatchNorm())
show(lambda: torch.ones(2).copy_(None))
show(lambda: nn.Embedding(3, 2, padding_idx=-4))
show(lambda: nn.Embedding(3, 2, padding_idx='x'))
show(lambda: nn.PoissonNLLLoss()(log_input=torch.ones(1), target=torch.ones(1)))
show(lambda: torch.optim.Optimizer([torch.ones(1, requires_grad=True)], None))
y = torch.ones(1, requires_grad=True) * 2
show(lambda: torch.optim.SGD([y], .1))
y.retain_grad()
show(lambda: torch.optim.SGD([y], .1))
print(hasattr(torch.utils, 'benchmark'), hasattr(torch.utils, 'checkpoint'))
