"""Every distribution with a larger batch, limits of cdf, and divergences that are not defined."""
import torch
from torch import tensor as t
import torch.distributions as D
from torch.distributions import constraints, kl_divergence, transforms

CASES = [D.Normal(t([0., 1.]), t([1., 2.])), D.Bernoulli(t([.3, .6])), D.Bernoulli(logits=t([.3, -1.])), D.Beta(t([.5, 2.]), t([1., 3.])),
         D.Binomial(5, t([.3, .6])), D.Categorical(t([.2, .3, .5])), D.Categorical(logits=t([[1., 2.], [0., 0.]])), D.Cauchy(t([0., 1.]), t([1., 2.])),
         D.Chi2(t([1., 3.])), D.ContinuousBernoulli(t([.3, .9])), D.Dirichlet(t([[1., 2.], [3., 4.]])), D.Exponential(t([1., 2.])),
         D.FisherSnedecor(t([1., 5.]), t([2., 6.])), D.Gamma(t([1., 2.]), t([1., 3.])), D.Geometric(t([.2, .7])), D.Gumbel(t([0., 1.]), t([1., 2.])),
         D.HalfCauchy(t([1., 2.])), D.HalfNormal(t([1., 2.])), D.Kumaraswamy(t([1., 2.]), t([1., 3.])), D.Laplace(t([0., 1.]), t([1., 2.])),
         D.LogNormal(t([0., 1.]), t([1., .5])), D.LowRankMultivariateNormal(torch.zeros(2), torch.ones(2, 1), torch.ones(2)),
         D.Multinomial(5, t([.2, .3, .5])), D.MultivariateNormal(torch.zeros(2), torch.eye(2)), D.NegativeBinomial(5, t([.3, .6])),
         D.OneHotCategorical(t([.2, .8])), D.Pareto(t([1., 2.]), t([1., 3.])), D.Poisson(t([1., 4.])), D.RelaxedBernoulli(t(.5), t([.3, .6])),
         D.RelaxedOneHotCategorical(t(.5), t([.3, .7])), D.StudentT(t([2., 5.]), t([0., 1.]), t([1., 2.])), D.Uniform(t([0., 1.]), t([1., 3.])),
         D.VonMises(t([0., 1.]), t([1., 4.])), D.Weibull(t([1., 2.]), t([1., 3.])),
         D.Independent(D.Normal(torch.zeros(2, 3), 1.), 1)]


def show(label, f):
    try:
        r = f()
    except Exception as e:
        r = f'{type(e).__name__}: {str(e).splitlines()[0] if str(e) else ""}'
    if isinstance(r, torch.Tensor):
        r = tuple(r.shape), [f'{v:.4g}' for v in r.flatten().tolist()[:6]]
    print(label, r)


for d in CASES:
    name = type(d).__name__
    larger = (3,) + tuple(d.batch_shape)
    torch.manual_seed(3)
    show(name, lambda: repr(d.expand(larger)))
    show(name, lambda: (d.expand(larger).batch_shape, d.expand(larger).event_shape, type(d.expand(larger)) is type(d)))
    show(name, lambda: d.expand(larger).sample())
    show(name, lambda: d.expand(larger).log_prob(d.sample()))
    show(name, lambda: d.expand((7, 5)) and 'fits')
    if name not in ('Gumbel', 'Kumaraswamy', 'Weibull', 'Pareto'):
        show(name + ' cdf', lambda: d.cdf(t(float('nan'))))
show('Gumbel', lambda: D.Gumbel(t([0., 1.]), t([1., 2.])).icdf(t([.2, .7])))
show('Uniform', lambda: D.Uniform(0., 1.).cdf(t(1.5)))
show('Uniform', lambda: D.Uniform(0., 1., validate_args=False).cdf(t(1.5)))
print(CASES[4].param_shape, CASES[22].param_shape, CASES[24].param_shape, CASES[25].param_shape)
for expand in (True, False):
    show('values', lambda: D.OneHotCategorical(torch.ones(2, 3)).enumerate_support(expand))
    show('values', lambda: CASES[-1].enumerate_support(expand))
for p, q in ((D.Normal(0., 1.), D.Poisson(1.)), (D.Chi2(1.), D.Dirichlet(torch.ones(2))), (D.Bernoulli(.5), D.ContinuousBernoulli(.5)),
             (D.Normal(0., 1.), D.Categorical(torch.ones(2)))):
    show('kl', lambda: kl_divergence(p, q))
e, a = transforms.ExpTransform(), transforms.AffineTransform
print(e.inv == transforms.ExpTransform().inv, e == e.inv, a(1., 2.) == a(1., 2.), a(t([1., 2.]), 1.) == a(t([1., 2.]), 1.), a(0., 1.) == a(0., 2.),
      a(1., 2.).inv == a(1., 2.).inv)
show('sign', lambda: transforms.AbsTransform().sign)
show('list', lambda: D.TransformedDistribution(D.Normal(0., 1.), 3))
