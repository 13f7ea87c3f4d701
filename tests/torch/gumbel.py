# Gumbel is a transformed uniform distribution.
import torch
import torch.distributions as D

g = D.Gumbel(torch.tensor(1.), torch.tensor([2., 3.]))
print(g, g.base_dist, g.transforms, isinstance(g, D.TransformedDistribution), g.has_rsample, g.support)
print(D.Gumbel(1., 2.), D.Gumbel(1., 2.).base_dist, D.Gumbel(1, 2, validate_args=False))
torch.manual_seed(3)
print(g.sample((2,)), g.rsample(), D.Gumbel(1., 2.).sample((3,)))
v = torch.tensor([0.5, 4.])
for name in 'log_prob', 'cdf':
    print(name, getattr(g, name)(v))
print(g.icdf(torch.tensor([0.25, 0.75])), g.mean, g.mode, g.variance, g.stddev, g.entropy())
e = g.expand((3, 2))
print(e, e.base_dist, e.batch_shape, e.log_prob(v), e.transforms)
print(sorted(vars(g)))
for q in D.Gumbel(0., 1.), D.Normal(0., 1.), D.LogNormal(0., 1.):
    for pair in (g, q), (q, g):
        try:
            print(D.kl_divergence(*pair))
        except NotImplementedError as error:
            print(repr(error))
for bad in (torch.ones(2), -1.), ('a', 1.):
    try:
        D.Gumbel(*bad)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, str(error).split('\n')[0])
