# Supports of transformed distributions, inverses of transforms, and moments in PyTorch's order of arithmetic.
import copy
import pickle

import torch
from torch import distributions as D
from torch.distributions import constraints, transforms as T


def attempt(what):
    try:
        return what()
    except Exception as e:
        return f'{type(e).__name__}: {e}'


for d in (D.Dirichlet(torch.tensor([0.5, 2.0])), D.Normal(0., 1.), D.MultivariateNormal(torch.zeros(2), torch.eye(2))):
    print(D.TransformedDistribution(d, [T.ExpTransform(), T.AffineTransform(1., 2.)]).support, D.TransformedDistribution(d, []).support)
for t in (T.ExpTransform(), T.ComposeTransform([T.ExpTransform(), T.AffineTransform(0., 2.)]), T.identity_transform, T.SoftmaxTransform(),
          T.AffineTransform(1., 2.), T.IndependentTransform(T.ExpTransform(), 1)):
    inverse = t.inv
    print(type(t).__name__, t.inv is inverse, inverse.inv is t, attempt(lambda: t.with_cache(2)), repr(t.with_cache(1)),
          repr(pickle.loads(pickle.dumps(t))), repr(copy.deepcopy(t)))
print(attempt(lambda: T.IndependentTransform(T.ExpTransform(), 1)(torch.tensor(1.))), attempt(lambda: T.SoftmaxTransform().forward_shape(())))


class Own(T.Transform):
    domain = codomain = constraints.real

    def __init__(self, by):
        super().__init__()
        self.by = by


print(attempt(lambda: Own(1).with_cache()).replace('__main__.', ''))
k = D.Kumaraswamy(torch.tensor([0.5, 3.0]), torch.tensor([1.0, 2.0]))
print(k.mean.tolist(), k.variance.tolist())
print(D.Cauchy(0.5, 2.).log_prob(torch.tensor([0.1, 1e-6, 3.0, 1e10])).tolist())
l = D.LKJCholesky(3, torch.tensor([0.5, 2.0]))
torch.manual_seed(1)
s = l.sample((2,))
print(l.log_prob(s).tolist())
c = T.CorrCholeskyTransform()
x = torch.tensor([0.3, -1.2, 0.7])
print(c.inv(c(x)).tolist())
cat = constraints.cat([constraints.real, constraints.positive])
print(cat.check(torch.tensor([1., -1., 5.])).tolist(), attempt(lambda: cat.check(torch.ones(1))))
print(attempt(lambda: constraints.dependent_property(lambda self: 1).event_dim))
print(attempt(lambda: torch.autograd.grad(torch.ones(1), [])), attempt(lambda: torch.autograd.grad(torch.ones(1, requires_grad=True), [])))
for shape, wide in (((3,), (4, 1, 3)), ((3,), (1, 1, 3)), ((2, 3), (1, 2, 3)), ((), (1, 1)), ((3, 1), (1, 3, 5)), ((0,), (1, 0))):
    a = torch.zeros(shape)
    print(a.expand(wide).stride(), torch.broadcast_to(a, wide).stride(), a.expand(wide).contiguous().stride())
