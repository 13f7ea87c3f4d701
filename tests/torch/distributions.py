"""Distributions: seeded samples, densities, moments, divergences, messages."""
import warnings

import torch
from torch import distributions as D

warnings.simplefilter('ignore')


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


t = torch.tensor
torch.manual_seed(0)
for d in [D.Normal(0.0, 1.0), D.Normal(t([0.0, 1.0]), t([1.0, 2.0])), D.Uniform(t(1.0), t([2.0, 4.0])), D.Bernoulli(t([0.2, 0.9])), D.Bernoulli(logits=t([0.5])),
          D.Categorical(t([0.1, 0.2, 0.7])), D.Categorical(logits=t([[0.1, 0.5], [2.0, 1.0]])), D.Multinomial(7, t([0.1, 0.2, 0.7])), D.OneHotCategorical(t([0.4, 0.6])),
          D.Gamma(t([0.5, 3.0]), t([1.0, 2.0])), D.Beta(t([0.5, 2.0]), t([1.0, 3.0])), D.Beta(2.0, 3.0), D.Dirichlet(t([0.5, 1.0, 2.0])), D.Exponential(t([0.5, 2.0])),
          D.Poisson(t([0.5, 4.0])), D.Laplace(t([0.0, 1.0]), t([1.0, 3.0])), D.Cauchy(0.0, 1.0), D.Gumbel(t([0.0]), t([2.0])), D.Geometric(t([0.3])), D.StudentT(t([5.0])),
          D.Chi2(t([3.0])), D.HalfNormal(t([2.0])), D.LogNormal(t([0.0, 1.0]), t([0.5, 0.2])), D.MultivariateNormal(torch.zeros(2), torch.eye(2) * 2 + 0.5),
          D.MultivariateNormal(torch.ones(3, 2), scale_tril=t([[1.0, 0.0], [0.5, 2.0]])), D.MultivariateNormal(torch.zeros(2), precision_matrix=t([[2.0, 0.3], [0.3, 1.0]])),
          D.Independent(D.Normal(torch.zeros(2, 3), torch.ones(2, 3)), 1), D.TransformedDistribution(D.Normal(0.0, 1.0), [D.AffineTransform(1.0, 2.0), D.SigmoidTransform()]),
          D.MixtureSameFamily(D.Categorical(torch.ones(3)), D.Normal(t([0.0, 5.0, 9.0]), torch.ones(3)))]:
    print(d, d.batch_shape, d.event_shape)
    x = d.sample((3,))
    print(x)
    print(d.log_prob(x))
    for name in ('mean', 'variance', 'stddev', 'mode', 'support'):
        try:
            print(name, getattr(d, name))
        except NotImplementedError:
            print(name, 'not there')
    for name in ('entropy', 'perplexity'):
        try:
            print(name, getattr(d, name)())
        except NotImplementedError:
            print(name, 'not there')
    try:
        print('cdf', d.cdf(x))
    except NotImplementedError:
        print('no cdf')

N = D.Normal
for p, q in [(N(0.0, 1.0), N(1.0, 2.0)), (D.Bernoulli(t(0.3)), D.Bernoulli(t(0.6))), (D.Categorical(t([0.3, 0.7])), D.Categorical(t([0.5, 0.5]))), (D.Uniform(t([0.0]), t([1.0])), D.Uniform(t([-1.0]), t([2.0]))),
             (D.Gamma(t(2.0), t(1.0)), D.Gamma(t(1.0), t(3.0))), (D.Beta(t(2.0), t(1.0)), D.Beta(t(1.0), t(3.0))), (D.Exponential(t(2.0)), D.Exponential(t(3.0))), (D.Poisson(t(2.0)), D.Poisson(t(3.0))),
             (D.Dirichlet(t([1.0, 2.0])), D.Dirichlet(t([2.0, 2.0]))), (D.Laplace(0.0, 1.0), D.Laplace(1.0, 2.0)), (D.MultivariateNormal(torch.zeros(2), torch.eye(2)), D.MultivariateNormal(torch.ones(2), torch.eye(2) * 3)),
             (D.Independent(N(torch.zeros(3), torch.ones(3)), 1), D.Independent(N(torch.ones(3), torch.ones(3)), 1)), (D.Uniform(t(0.0), t(1.0)), N(t(0.0), t(1.0)))]:
    print(type(p).__name__, D.kl_divergence(p, q))
show(lambda: D.kl_divergence(D.Cauchy(0.0, 1.0), N(0.0, 1.0)))

loc, scale = t([0.5], requires_grad=True), t([1.5], requires_grad=True)
torch.manual_seed(3)
N(loc, scale).rsample((4,)).pow(2).sum().backward()
print(loc.grad, scale.grad)
logits = torch.zeros(3, requires_grad=True)
c = D.Categorical(logits=logits)
(-c.log_prob(t(1)) * 2.0).backward()
print(logits.grad, c.entropy())
for f in [lambda: N(0.0, -1.0), lambda: N(t([0.0, float('nan')]), 1.0), lambda: D.Bernoulli(t([1.5])), lambda: D.Bernoulli(), lambda: D.Categorical(t([-0.1, 1.1])), lambda: D.Uniform(2.0, 1.0),
          lambda: D.Exponential(t([0.0])), lambda: N(0.0, 1.0).log_prob(3), lambda: D.Bernoulli(0.5).log_prob(t(0.3)), lambda: D.Categorical(torch.ones(3)).log_prob(t(5)),
          lambda: D.MultivariateNormal(torch.zeros(2), t([[1.0, 2.0], [2.0, 1.0]])), lambda: D.MultivariateNormal(torch.zeros(2)), lambda: D.Independent(N(0.0, 1.0), 1), lambda: D.Dirichlet(t(1.0)),
          lambda: D.Normal(torch.zeros(2), torch.ones(3)), lambda: D.Categorical(torch.ones(2, 3)).log_prob(torch.zeros(3)), lambda: D.Beta(t([0.0]), t([1.0])), lambda: D.Distribution().sample()]:
    show(f)
print(N(0.0, 1.0).expand((2, 3)).batch_shape, N(t([0.0]), 1.0).icdf(t(0.975)), N(0.0, 1.0).expand([2]).sample())
