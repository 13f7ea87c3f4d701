# Gradients of samples, further families, transforms and divergences.
import torch
from torch import distributions as D


def show(name, f):
    try:
        v = f()
        print(name, [round(x, 4) for x in v.detach().double().reshape(-1).tolist()] if isinstance(v, torch.Tensor) else v)
    except Exception as e:
        print(name, type(e).__name__, str(e).split('\n')[0][:100])


T = torch.tensor
a, b, c = T([0.5, 1.5, 3.0]), T([2.0, 0.7, 1.2]), T([0.3, 0.6, 0.1])

# gradients of samples with respect to parameters, to the precision of the original's own approximations
for name, make in (('Gamma', lambda x: D.Gamma(x, b)), ('Beta', lambda x: D.Beta(x, b)), ('Dirichlet', D.Dirichlet), ('StudentT', lambda x: D.StudentT(x + 1)),
                   ('Chi2', D.Chi2), ('FisherSnedecor', lambda x: D.FisherSnedecor(x + 1, b + 3))):
    torch.manual_seed(3)
    x = a.clone().requires_grad_()
    s = make(x).rsample((2,))
    s.pow(2).sum().backward()
    print(name, [round(v, 4) for v in s.reshape(-1).tolist()], [float('%.2g' % v) for v in x.grad.tolist()])

families = {
    'HalfCauchy': D.HalfCauchy(a), 'Pareto': D.Pareto(a, b + 2), 'Weibull': D.Weibull(a, b), 'Kumaraswamy': D.Kumaraswamy(a, b),
    'FisherSnedecor': D.FisherSnedecor(a + 3, b + 5), 'NegativeBinomial': D.NegativeBinomial(a + 1, c), 'Binomial': D.Binomial(10, c),
    'RelaxedBernoulli': D.RelaxedBernoulli(T(0.5), c), 'RelaxedOneHotCategorical': D.RelaxedOneHotCategorical(T(0.7), c),
    'ContinuousBernoulli': D.ContinuousBernoulli(c), 'VonMises': D.VonMises(a, b), 'LogisticNormal': D.LogisticNormal(a, b)}
for name, d in families.items():
    torch.manual_seed(5)
    show(name + ' sample', lambda: d.sample((2,)))
    x = d.sample()
    show(name + ' log_prob', lambda: d.log_prob(x))
    for what in ('mean', 'variance', 'mode'):
        show(f'{name} {what}', lambda: getattr(d, what))
    for what in ('entropy', 'cdf', 'icdf'):
        if what != 'icdf' or name in ('HalfCauchy', 'Pareto', 'Weibull', 'Kumaraswamy', 'ContinuousBernoulli'):
            show(f'{name} {what}', lambda: getattr(d, what)() if what == 'entropy' else getattr(d, what)(x if what == 'cdf' else c))
    print(d.batch_shape, d.event_shape, d.has_rsample)

for n in (3, 40, 1000):
    torch.manual_seed(n)
    print('binomial', torch.binomial(torch.full((8,), float(n)), torch.linspace(0.02, 0.98, 8)).tolist())
print(torch.binomial(T([5., 0., 3.]), T([1., 0.5, 0.])).tolist())
show('Binomial entropy', lambda: D.Binomial(5, c).entropy())
show('Binomial support', lambda: D.Binomial(3, c).enumerate_support(False))

x = T([[0.3, -1.0, 0.5], [0.1, 0.2, 2.0]])
for t in (D.StickBreakingTransform(), D.ReshapeTransform((3,), (3, 1)), D.IndependentTransform(D.ExpTransform(), 1),
          D.CatTransform([D.ExpTransform(), D.SigmoidTransform()], -1, [1, 2]), D.StackTransform([D.ExpTransform(), D.TanhTransform(), D.AffineTransform(1., 2.)], -1),
          D.CumulativeDistributionTransform(D.Normal(0., 1.))):
    y = t(x)
    name = type(t).__name__
    show(name, lambda: y)
    show(name + ' inverse', lambda: t.inv(y))
    show(name + ' jacobian', lambda: t.log_abs_det_jacobian(x, y))
show('LowerCholesky', lambda: D.LowerCholeskyTransform()(x[:, :2]))

P = {'Bernoulli': D.Bernoulli(c), 'Beta': D.Beta(a, b), 'Binomial': D.Binomial(4, c), 'Cauchy': D.Cauchy(a, b), 'Exponential': D.Exponential(b),
     'Gamma': D.Gamma(a, b), 'Gumbel': D.Gumbel(a, b), 'Laplace': D.Laplace(a, b), 'Normal': D.Normal(a, b), 'Pareto': D.Pareto(b, a + 1), 'Poisson': D.Poisson(b),
     'Uniform': D.Uniform(a * 0.1, a * 0.1 + 0.5), 'ContinuousBernoulli': D.ContinuousBernoulli(c)}
Q = {'Bernoulli': D.Bernoulli(c.flip(0)), 'Beta': D.Beta(b, a), 'Binomial': D.Binomial(4, c.flip(0)), 'Cauchy': D.Cauchy(b, a), 'Exponential': D.Exponential(a),
     'Gamma': D.Gamma(b, a), 'Gumbel': D.Gumbel(b, a), 'Laplace': D.Laplace(b, a), 'Normal': D.Normal(b, a), 'Pareto': D.Pareto(a, b), 'Poisson': D.Poisson(a),
     'Uniform': D.Uniform(a * 0, a * 0 + 1), 'ContinuousBernoulli': D.ContinuousBernoulli(c.flip(0))}
for p in P:
    for q in Q:
        try:
            print(p, q, [float('%.4g' % v) for v in D.kl_divergence(P[p], Q[q]).tolist()])
        except NotImplementedError:
            print(p, q, '-')

print('--- the functions behind them')
torch.manual_seed(0)
alpha = torch.tensor([[1., 2., 3.], [.5, .5, .5]])
print(torch._sample_dirichlet(alpha), torch._standard_gamma(alpha), torch._sample_dirichlet(alpha, generator=torch.Generator().manual_seed(3)))
