"""Probability distributions: samples, densities, entropies, divergences."""
import _not_built
from . import constraint_registry, constraints, transforms, utils
from .composed import Gumbel, HalfNormal, Independent, LogNormal, MixtureSameFamily, TransformedDistribution
from .distribution import Distribution, ExponentialFamily
from .families import (Bernoulli, Beta, Binomial, Categorical, Cauchy, Chi2, Dirichlet, Exponential, Gamma, Geometric, Laplace,
                       Multinomial, MultivariateNormal, Normal, OneHotCategorical, OneHotCategoricalStraightThrough, Poisson, StudentT,
                       Uniform)
from .kl import kl_divergence, register_kl
from .matrices import LKJCholesky, LowRankMultivariateNormal, Wishart
from . import kl_pairs as _kl_pairs
from .constraint_registry import biject_to, transform_to
from .more import (ContinuousBernoulli, FisherSnedecor, HalfCauchy, Kumaraswamy, LogisticNormal, NegativeBinomial, Pareto,
                   RelaxedBernoulli, RelaxedOneHotCategorical, VonMises, Weibull)
from .transforms import (AbsTransform, AffineTransform, CatTransform, ComposeTransform, CorrCholeskyTransform,
                         CumulativeDistributionTransform, ExpTransform,
                         IndependentTransform, LowerCholeskyTransform, PowerTransform, ReshapeTransform, SigmoidTransform,
                         SoftmaxTransform, SoftplusTransform, StackTransform, StickBreakingTransform, TanhTransform, Transform,
                         identity_transform)

# The original has a module for each family; code and pickles name them.
_MODULES = {
    'bernoulli': Bernoulli, 'beta': Beta, 'binomial': Binomial, 'categorical': Categorical, 'cauchy': Cauchy, 'chi2': Chi2,
    'continuous_bernoulli': ContinuousBernoulli, 'dirichlet': Dirichlet, 'exp_family': ExponentialFamily, 'exponential': Exponential,
    'fishersnedecor': FisherSnedecor, 'gamma': Gamma, 'geometric': Geometric, 'gumbel': Gumbel, 'half_cauchy': HalfCauchy,
    'half_normal': HalfNormal, 'independent': Independent, 'kumaraswamy': Kumaraswamy, 'laplace': Laplace, 'lkj_cholesky': LKJCholesky, 'lowrank_multivariate_normal': LowRankMultivariateNormal, 'log_normal': LogNormal,
    'logistic_normal': LogisticNormal, 'mixture_same_family': MixtureSameFamily, 'multinomial': Multinomial,
    'multivariate_normal': MultivariateNormal, 'negative_binomial': NegativeBinomial, 'normal': Normal,
    'one_hot_categorical': OneHotCategorical, 'pareto': Pareto, 'poisson': Poisson, 'relaxed_bernoulli': RelaxedBernoulli,
    'relaxed_categorical': RelaxedOneHotCategorical, 'studentT': StudentT, 'transformed_distribution': TransformedDistribution,
    'uniform': Uniform, 'von_mises': VonMises, 'weibull': Weibull, 'wishart': Wishart}


def _add_modules():
    import sys
    import types
    for name, cls in _MODULES.items():
        cls.__module__ = full = f'torch.distributions.{name}'
        module = sys.modules[full] = types.ModuleType(full)
        setattr(module, cls.__name__, cls)
        globals()[name] = module
    OneHotCategoricalStraightThrough.__module__ = 'torch.distributions.one_hot_categorical'
    sys.modules['torch.distributions.one_hot_categorical'].OneHotCategoricalStraightThrough = OneHotCategoricalStraightThrough


_add_modules()

__getattr__ = _not_built.of(__name__)
