"""Seldom used arguments of packing, pruning, Functions, distributions and schedulers, and what is said to wrong ones."""
import io
import warnings
import zipfile

import torch
import torch.distributions as D
import torch.nn as nn
import torch.nn.utils as U
import torch.nn.utils.prune as prune
from torch.distributions import transforms as TR
from torch.nn.utils.rnn import pack_padded_sequence, pack_sequence, pad_packed_sequence


def show(f):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try:
            print(f())
        except Exception as e:
            print(type(e).__name__, e)
    for v in w:
        print('  ', v.category.__name__, v.message)


torch.manual_seed(0)
print('packing')
x = torch.arange(6., requires_grad=True).view(3, 2, 1)
p = pack_padded_sequence(x, [3, 2])
show(lambda: p)
show(lambda: pack_padded_sequence(torch.ones(3, 2, 1), [4, 1]))
show(lambda: pad_packed_sequence(p._replace(batch_sizes=torch.tensor([2., 2, 1]))))
show(lambda: (p.to('cpu') is p, p.float() is p, p.double() is p))
q = pack_sequence([torch.ones(1, 1), torch.zeros(3, 1)], enforce_sorted=False)
show(lambda: [nn.GRU(1, 2, bidirectional=b)(q)[0].data.grad_fn.name() for b in (False, True)])

print('pruning')
m = nn.Linear(4, 3)
prune.identity(m, 'weight')
for _ in range(2):
    show(lambda: prune.l1_unstructured(m, 'weight', 1.5))
show(lambda: prune.l1_unstructured(m, 'weight', 1))

print('weight norm')
for dim in (0, 1, 2, None):
    torch.manual_seed(1)
    w = U.weight_norm(nn.Conv1d(2, 3, 2), dim=dim)
    y = w(torch.ones(1, 2, 4))
    y.sum().backward()
    print(w.weight.grad_fn.name(), w.weight_g.grad.flatten(), w.weight_v.grad.flatten()[:3])
w = U.weight_norm(nn.Linear(2, 2))
g, = torch.autograd.grad(w(torch.ones(2)).pow(2).sum(), w.weight_v, create_graph=True)
g.pow(2).sum().backward()
print(w.weight_g.grad, w.weight_v.grad)

print('Functions')


class Dirty(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, k=3):
        ctx.mark_dirty(x)
        return x * k

    @staticmethod
    def backward(ctx, g):
        return g, None


show(lambda: Dirty.apply(x * 1))
show(lambda: Dirty.apply(x, k=2))
show(lambda: Dirty()(x))
anomalous = []


class Raises(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def backward(ctx, g):
        raise ValueError('no')


def backward_of(late):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        y = Raises.apply(x).sum() if late else None
        with torch.autograd.set_detect_anomaly(True):
            y = y if late else Raises.apply(x).sum()
            try:
                y.backward()
            except ValueError as e:
                print(e)
    print([str(v.message).splitlines()[0][:80] + ' ... ' + str(v.message).splitlines()[-1][-70:] for v in w])


backward_of(True)
backward_of(False)
show(lambda: torch.autograd.variable.Variable(torch.ones(1), requires_grad=True))

print('distributions')
z = torch.linspace(-2, 2, 5)
for t in (TR.AbsTransform(), TR.SoftmaxTransform(), TR.ExpTransform(), TR.ExpTransform(cache_size=1)):
    y = t(z)
    print(t.inv(y) is z, t.inv(y))
show(lambda: D.MixtureSameFamily(3, D.Normal(torch.zeros(2), 1.)))
show(lambda: D.MixtureSameFamily(D.Categorical(torch.ones(2, 3)), D.Normal(torch.zeros(3, 3), 1.)))
show(lambda: D.TransformedDistribution(D.Normal(0., 1.), [3]))
show(lambda: D.TransformedDistribution(D.Normal(0., 1.), 3))
show(lambda: D.TransformedDistribution(D.Normal(0., 1.), TR.StickBreakingTransform()))
show(lambda: D.ContinuousBernoulli(probs=torch.tensor(2.)))
show(lambda: D.ContinuousBernoulli(probs=torch.tensor(2.), validate_args=True))
show(lambda: D.register_kl(3, 4))


class Own(D.Distribution):
    pass


show(lambda: Own().batch_shape)

print('schedulers, storages, files')
opt = torch.optim.SGD(m.parameters(), 0.1)
show(lambda: torch.optim.lr_scheduler.ReduceLROnPlateau(opt).step(1.0, epoch=3))
show(lambda: torch.ones(3).storage()[5])
show(lambda: torch.ones(3).storage()[1:2])
b = io.BytesIO()
torch.save({'a': torch.ones(2)}, b)
show(lambda: sorted(n.split('/', 1)[1] for n in zipfile.ZipFile(b).namelist()))
for equation in ('ij->i->j', 'ij->i-', 'i->.'):
    show(lambda: torch.einsum(equation, torch.ones((2, 2)[:2 if 'j' in equation else 1])))
for operands in (5,), (torch.ones(2), None), (torch.ones(2, 2), []), (torch.ones(2), torch.ones(1, 1)), ():
    show(lambda: torch.cartesian_prod(*operands))
