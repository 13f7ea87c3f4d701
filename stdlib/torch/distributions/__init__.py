"""Probability distributions: samples, densities, entropies, divergences."""
from . import constraints, transforms
from .composed import HalfNormal, Independent, LogNormal, MixtureSameFamily, TransformedDistribution
from .distribution import Distribution, ExponentialFamily
from .families import (Bernoulli, Beta, Binomial, Categorical, Cauchy, Chi2, Dirichlet, Exponential, Gamma, Geometric, Gumbel, Laplace,
                       Multinomial, MultivariateNormal, Normal, OneHotCategorical, OneHotCategoricalStraightThrough, Poisson, StudentT,
                       Uniform)
from .kl import kl_divergence, register_kl
from .transforms import (AbsTransform, AffineTransform, ComposeTransform, ExpTransform, PowerTransform, SigmoidTransform,
                         SoftmaxTransform, SoftplusTransform, TanhTransform, Transform, identity_transform)

_MISSING = {'HalfCauchy', 'FisherSnedecor', 'Kumaraswamy', 'LKJCholesky', 'LogisticNormal', 'LowRankMultivariateNormal', 'NegativeBinomial',
            'Pareto', 'RelaxedBernoulli', 'RelaxedOneHotCategorical', 'VonMises', 'Weibull', 'Wishart', 'ContinuousBernoulli',
            'StickBreakingTransform', 'LowerCholeskyTransform', 'CorrCholeskyTransform', 'biject_to', 'transform_to'}


def __getattr__(name):
    if name in _MISSING:
        raise NotImplementedError(f'torch.distributions.{name}')
    raise AttributeError(f"module 'torch.distributions' has no attribute '{name}'")
