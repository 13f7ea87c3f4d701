"""What the calls of torch_calls.py name: runs behind the prelude of diff_torch.py."""
import re

import numpy
import torch.nn.utils.parametrizations   # noqa: F401
import torch.nn.utils.stateless     # noqa: F401
from torch.nn.utils import prune    # noqa: F401

V = torch.tensor([1., 2.])
V2 = torch.tensor([1., -1.])
V3 = torch.tensor([1., 2., 4.])
L3 = torch.tensor([1., 2., 3.])
M = torch.tensor([[3., 1., 2.], [6., 5., 4.]])
K2 = torch.arange(8.).reshape(2, 4)
K4 = torch.arange(4.).reshape(1, 4, 1, 1)
L33 = torch.arange(9.).reshape(3, 3)
M3 = torch.arange(8.).reshape(2, 2, 2)
S = torch.tensor([[4., 1.], [1., 3.]])      # square, positive
T = torch.stack([S, S])
C = torch.tensor([1 + 1j, 2])
B = torch.tensor([[True, False, True], [False, True, False]])
I = torch.tensor([0, 1])
J = torch.tensor([[0, 1, 0], [1, 0, 1]])
G = torch.tensor([2, 0])
P = torch.tensor([[0.25, 0.5, 1.]])
E = torch.zeros(0, 3)
Z = torch.tensor(2.)
N = torch.tensor(1)                         # a whole number without dimensions
W = torch.ones(5, 4)                        # of a shape that fits nothing
D = torch.tensor([1., 2.], dtype=torch.float64)
D64 = torch.tensor([1., 2.], dtype=torch.float64, requires_grad=True)
U = torch.tensor([1, 2], dtype=torch.uint8)
P3 = torch.ones(2, 1, 3)
A = numpy.array([1., 2.])
X3 = torch.arange(8.).reshape(1, 2, 4)
W3 = torch.ones(2, 2, 2)
X4 = torch.arange(32.).reshape(1, 2, 4, 4)
W4 = torch.ones(2, 2, 2, 2)
X5 = torch.arange(16.).reshape(1, 2, 2, 2, 2)
W5 = torch.ones(2, 2, 1, 1, 1)
X31 = torch.arange(6.).reshape(3, 1, 2)
L = torch.tensor([1., 2.], requires_grad=True)
SP = torch.sparse_coo_tensor([[0, 1], [1, 0]], [1., 2.], (2, 2))
DS = torch.utils.data.TensorDataset(V)
SGD1 = None
from torch.optim import *   # noqa: F401, E402, F403
from torch.utils.data import (BatchSampler, ChainDataset, ConcatDataset, DataLoader, RandomSampler, SequentialSampler, Subset,  # noqa: F401, E402
                              SubsetRandomSampler, TensorDataset, WeightedRandomSampler, default_collate, default_convert,
                              distributed, get_worker_info, random_split)
from torch.distributions import kl_divergence   # noqa: F401, E402
_before = {k: v.clone() for k, v in globals().items() if isinstance(v, torch.Tensor) and v.layout == torch.strided}


def O(*shape):
    return torch.zeros(*shape)


def MM():
    return M.clone()


def leaf():
    return torch.tensor([1., 2.], requires_grad=True)


def LS():
    return (L * L).sum()


def graded():
    p = nn.Parameter(torch.ones(2, 3))
    p.grad = torch.full((2, 3), 2.)
    return [p]


def packed():
    return nn.utils.rnn.pack_padded_sequence(M[..., None], [3, 1], batch_first=True)


def net():
    return nn.Sequential(nn.Linear(2, 2))


def modules():
    return nn.ModuleList([nn.ReLU()])


def parameters():
    return nn.ParameterList([nn.Parameter(V.clone())])


def mapped():
    return nn.ModuleDict({'a': nn.ReLU()})


def named():
    return nn.ParameterDict({'a': nn.Parameter(V.clone())})


def dist():
    return torch.distributions.Normal(torch.zeros(2), torch.ones(2))


class ITER(torch.utils.data.IterableDataset):
    def __iter__(self):
        return iter([1, 2])


def sgd(**more):
    p = torch.nn.Parameter(V.clone())
    p.grad = torch.ones(2)
    return torch.optim.SGD([p], lr=0.5, **more)


def lbfgs():
    return torch.optim.LBFGS([torch.nn.Parameter(V.clone())])


SGD1 = sgd()


def stepped(make, *args, **kwargs):
    """What three steps of an optimiser make of its parameters."""
    o = make(*args, **kwargs)
    ps = [p for g in o.param_groups for p in g['params']]

    def closure():
        o.zero_grad()
        loss = sum((p * p).sum() for p in ps)
        loss.backward()
        return loss
    losses = [o.step(closure) for _ in range(3)]
    return losses, ps, o


class schedule:
    """Schedules by their names: what some steps do to the rate of learning."""
    def __getattr__(self, name):
        def call(*args, **kwargs):
            s = getattr(torch.optim.lr_scheduler, name)(*args, **kwargs)
            o = getattr(s, 'optimizer', None)
            rates = []
            for i in range(4):
                rates.append([g['lr'] for g in o.param_groups] if o else None)
                s.step(1.0) if name == 'ReduceLROnPlateau' else s.step()
            return rates, sorted(k for k in s.state_dict() if not callable(k))
        return call


class shown:
    """Distributions and transforms by their names, with what they know of themselves."""
    def __getattr__(self, name):
        def call(*args, **kwargs):
            d = getattr(torch.distributions, name)(*args, **kwargs)
            if not isinstance(d, torch.distributions.Distribution):
                return d
            return d, d.batch_shape, d.event_shape, tried(lambda: d.mean), tried(lambda: d.variance), tried(lambda: d.sample((2,)).shape), tried(lambda: d.entropy())
        return call


def tried(f):
    try:
        return f()
    except Exception as e:
        return type(e).__name__, str(e)


schedule, shown = schedule(), shown()
_describe = describe


def describe(v):
    if isinstance(v, nn.Module):
        return _describe((type(v).__name__, str(v), dict(v.state_dict())))
    return re.sub(' at 0x[0-9a-f]+', '', _describe(v))


_show = show


def show(seed, number, tag, f):
    """With the same random numbers and operands for every statement; a library in Python warns of what it is not told."""
    for name, was in _before.items():
        v = globals()[name]
        if v.shape != was.shape or v.dtype != was.dtype or not torch.equal(v, was):
            globals()[name] = was.clone().requires_grad_(was.requires_grad)
    torch.manual_seed(0)
    torch.set_default_dtype(torch.float32)
    torch.set_printoptions(profile='default')
    torch.set_grad_enabled(True)
    torch.use_deterministic_algorithms(False)
    _show(seed, number, tag, f)
