"""Probability distributions: samples, densities, entropies, divergences."""
import _not_built
from . import constraints, transforms
from .composed import HalfNormal, Independent, LogNormal, MixtureSameFamily, TransformedDistribution
from .distribution import Distribution, ExponentialFamily
from .families import (Bernoulli, Beta, Binomial, Categorical, Cauchy, Chi2, Dirichlet, Exponential, Gamma, Geometric, Gumbel, Laplace,
                       Multinomial, MultivariateNormal, Normal, OneHotCategorical, OneHotCategoricalStraightThrough, Poisson, StudentT,
                       Uniform)
from .kl import kl_divergence, register_kl
from .transforms import (AbsTransform, AffineTransform, ComposeTransform, ExpTransform, PowerTransform, SigmoidTransform,
                         SoftmaxTransform, SoftplusTransform, TanhTransform, Transform, identity_transform)


__getattr__ = _not_built.of(__name__)
