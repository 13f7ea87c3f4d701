"""Kullback-Leibler divergences, by pairs of distribution types."""
import _not_built
import math

import torch

from .distribution import Distribution, ExponentialFamily
from .composed import HalfNormal, Independent, LogNormal, TransformedDistribution, _sum_rightmost
from .families import (Bernoulli, Beta, Categorical, Dirichlet, Exponential, Gamma, Geometric, Laplace, MultivariateNormal, Normal,
                       OneHotCategorical, Poisson, Uniform)

_REGISTRY = {}


def register_kl(type_p, type_q):
    """A decorator: function(p, q) gives the divergence of these types."""
    for t in type_p, type_q:
        if not isinstance(t, type) and issubclass(t, Distribution):
            raise TypeError(f'Expected a subclass of Distribution but got {t}')
    def decorator(fun):
        _REGISTRY[type_p, type_q] = fun
        return fun
    return decorator


def kl_divergence(p, q):
    """KL(p || q)."""
    for a in type(p).__mro__:
        for b in type(q).__mro__:
            if (a, b) in _REGISTRY:
                return _REGISTRY[a, b](p, q)
    raise NotImplementedError(f'No KL(p || q) is implemented for p type {type(p).__name__} and q type {type(q).__name__}')


@register_kl(ExponentialFamily, ExponentialFamily)
def _unlike_families(p, q):
    if type(p) is type(q):
        raise NotImplementedError('kl_divergence of an exponential family by its log normalizer')
    raise NotImplementedError('The cross KL-divergence between different exponential families cannot' + ' ' * 29 + 'be computed using Bregman divergences')


@register_kl(Normal, Normal)
def _normal(p, q):
    ratio = (p.scale / q.scale).pow(2)
    return 0.5 * (ratio + ((p.loc - q.loc) / q.scale).pow(2) - 1 - ratio.log())


@register_kl(LogNormal, LogNormal)
@register_kl(HalfNormal, HalfNormal)
def _by_base(p, q):
    return kl_divergence(p.base_dist, q.base_dist)


@register_kl(Bernoulli, Bernoulli)
def _bernoulli(p, q):
    soft = torch.nn.functional.softplus
    t1 = p.probs * (soft(-q.logits) - soft(-p.logits))
    t1[q.probs == 0] = math.inf
    t1[p.probs == 0] = 0
    t2 = (1 - p.probs) * (soft(q.logits) - soft(p.logits))
    t2[q.probs == 1] = math.inf
    t2[p.probs == 1] = 0
    return t1 + t2


@register_kl(Categorical, Categorical)
def _categorical(p, q):
    t = p.probs * (p.logits - q.logits)
    t[(q.probs == 0).expand_as(t)] = math.inf
    t[(p.probs == 0).expand_as(t)] = 0
    return t.sum(-1)


@register_kl(OneHotCategorical, OneHotCategorical)
def _one_hot(p, q):
    return _categorical(p._categorical, q._categorical)


@register_kl(Uniform, Uniform)
def _uniform(p, q):
    result = ((q.high - q.low) / (p.high - p.low)).log()
    result[(q.low > p.low) | (q.high < p.high)] = math.inf
    return result


@register_kl(Exponential, Exponential)
def _exponential(p, q):
    ratio = q.rate / p.rate
    return -ratio.log() + ratio - 1


@register_kl(Gamma, Gamma)
def _gamma(p, q):
    t1 = q.concentration * (p.rate / q.rate).log()
    t2 = torch.lgamma(q.concentration) - torch.lgamma(p.concentration)
    t3 = (p.concentration - q.concentration) * torch.digamma(p.concentration)
    return t1 + t2 + t3 + (q.rate - p.rate) * (p.concentration / p.rate)


@register_kl(Beta, Beta)
def _beta(p, q):
    sp, sq = p.concentration1 + p.concentration0, q.concentration1 + q.concentration0
    t1 = q.concentration1.lgamma() + q.concentration0.lgamma() + sp.lgamma()
    t2 = p.concentration1.lgamma() + p.concentration0.lgamma() + sq.lgamma()
    t3 = (p.concentration1 - q.concentration1) * torch.digamma(p.concentration1)
    t4 = (p.concentration0 - q.concentration0) * torch.digamma(p.concentration0)
    return t1 - t2 + t3 + t4 + (sq - sp) * torch.digamma(sp)


@register_kl(Dirichlet, Dirichlet)
def _dirichlet(p, q):
    sp, sq = p.concentration.sum(-1), q.concentration.sum(-1)
    t1 = sp.lgamma() - sq.lgamma()
    t2 = (p.concentration.lgamma() - q.concentration.lgamma()).sum(-1)
    t3 = (p.concentration - q.concentration) * (p.concentration.digamma() - sp.digamma().unsqueeze(-1))
    return t1 - t2 + t3.sum(-1)


@register_kl(Laplace, Laplace)
def _laplace(p, q):
    ratio, distance = p.scale / q.scale, (p.loc - q.loc).abs()
    return -ratio.log() + distance / q.scale + ratio * torch.exp(-distance / p.scale) - 1


@register_kl(Poisson, Poisson)
def _poisson(p, q):
    return p.rate * (p.rate.log() - q.rate.log()) - (p.rate - q.rate)


@register_kl(Geometric, Geometric)
def _geometric(p, q):
    return -p.entropy() - torch.log1p(-q.probs) / p.probs - q.logits


@register_kl(MultivariateNormal, MultivariateNormal)
def _multivariate(p, q):
    if p.event_shape != q.event_shape:
        raise ValueError('KL-divergence between two Multivariate Normals with different event shapes cannot be computed')
    lp, lq = p._unbroadcasted_scale_tril, q._unbroadcasted_scale_tril
    half1 = lq.diagonal(dim1=-2, dim2=-1).log().sum(-1) - lp.diagonal(dim1=-2, dim2=-1).log().sum(-1)
    t2 = torch.linalg.solve_triangular(lq, lp, upper=False).pow(2).sum((-2, -1))
    t3 = torch.linalg.solve_triangular(lq, (q.loc - p.loc).unsqueeze(-1), upper=False).pow(2).sum((-2, -1))
    return half1 + 0.5 * (t2 + t3 - p.event_shape[0])


@register_kl(Independent, Independent)
def _independent(p, q):
    if p.reinterpreted_batch_ndims != q.reinterpreted_batch_ndims:
        raise NotImplementedError
    return _sum_rightmost(kl_divergence(p.base_dist, q.base_dist), p.reinterpreted_batch_ndims)


@register_kl(TransformedDistribution, TransformedDistribution)
def _transformed(p, q):
    if p.transforms != q.transforms or p.event_shape != q.event_shape:
        raise NotImplementedError
    return kl_divergence(p.base_dist, q.base_dist)


@register_kl(Uniform, Normal)
def _uniform_normal(p, q):
    width = p.high - p.low
    t1 = (math.sqrt(math.pi * 2) * q.scale / width).log()
    return t1 + 0.5 * (width.pow(2) / 12 + ((p.high + p.low - 2 * q.loc) / 2).pow(2)) / q.scale.pow(2)


__getattr__ = _not_built.of(__name__)
