"""Distributions over vectors and matrices that are given by matrices: normal ones of low rank, Wishart's, LKJ's."""
import math
import warnings
from numbers import Number

import torch

from . import constraints
from .distribution import Distribution, ExponentialFamily, broadcast_all, lazy_property, standard_normal
from .families import Beta, Chi2, MultivariateNormal
from .kl import register_kl


def _diagonal(t):
    return t.diagonal(dim1=-2, dim2=-1)


def _outer(t):
    return t @ t.mT


class LowRankMultivariateNormal(Distribution):
    """A normal distribution of covariance W W' + diag(D), computed with in the small dimension of W."""
    arg_constraints = {'loc': constraints.real_vector, 'cov_factor': constraints.independent(constraints.real, 2),
                       'cov_diag': constraints.independent(constraints.positive, 1)}
    support = constraints.real_vector
    has_rsample = True

    def __init__(self, loc, cov_factor, cov_diag, validate_args=None):
        if loc.dim() < 1:
            raise ValueError('loc must be at least one-dimensional.')
        n = loc.shape[-1:]
        if cov_factor.dim() < 2:
            raise ValueError('cov_factor must be at least two-dimensional, with optional leading batch dimensions')
        if cov_factor.shape[-2:-1] != n:
            raise ValueError(f'cov_factor must be a batch of matrices with shape {n[0]} x m')
        if cov_diag.shape[-1:] != n:
            raise ValueError(f'cov_diag must be a batch of vectors with shape {n}')
        try:
            batch = torch.broadcast_shapes(loc.shape[:-1], cov_factor.shape[:-2], cov_diag.shape[:-1])
        except RuntimeError as e:
            raise ValueError(f'Incompatible batch shapes: loc {loc.shape}, cov_factor {cov_factor.shape}, cov_diag {cov_diag.shape}') from e
        self.loc = loc.expand(batch + n)
        self.cov_factor = cov_factor.expand(batch + cov_factor.shape[-2:])
        self.cov_diag = cov_diag.expand(batch + n)
        self._small_tril = self._small_cholesky()
        super().__init__(batch, n, validate_args=validate_args)

    def _small_cholesky(self):
        """Of I + W' D^-1 W."""
        weighted = self.cov_factor.mT / self.cov_diag.unsqueeze(-2)
        small = weighted @ self.cov_factor
        return torch.linalg.cholesky(small + torch.eye(small.shape[-1], dtype=small.dtype))

    mean = mode = property(lambda self: self.loc)

    @lazy_property
    def variance(self):
        return (self.cov_factor.pow(2).sum(-1) + self.cov_diag).expand(self._batch_shape + self._event_shape)

    @lazy_property
    def covariance_matrix(self):
        return _outer(self.cov_factor) + torch.diag_embed(self.cov_diag)

    @lazy_property
    def scale_tril(self):
        scale = self.cov_diag.sqrt().unsqueeze(-1)
        inner = _outer(self.cov_factor / scale)
        return scale * torch.linalg.cholesky(inner + torch.eye(inner.shape[-1], dtype=inner.dtype))

    @lazy_property
    def precision_matrix(self):
        inverse = 1 / self.cov_diag
        half = torch.linalg.solve_triangular(self._small_tril, self.cov_factor.mT * inverse.unsqueeze(-2), upper=False)
        return torch.diag_embed(inverse) - half.mT @ half

    def rsample(self, sample_shape=torch.Size()):
        shape = self._extended_shape(sample_shape)
        common = standard_normal(shape[:-1] + self.cov_factor.shape[-1:], self.loc.dtype)
        own = standard_normal(shape, self.loc.dtype)
        return self.loc + (self.cov_factor @ common.unsqueeze(-1)).squeeze(-1) + self.cov_diag.sqrt() * own

    def _log_det(self):
        return 2 * _diagonal(self._small_tril).log().sum(-1) + self.cov_diag.log().sum(-1)

    def _squared_distance(self, difference):
        """difference' covariance^-1 difference, by Woodbury's identity."""
        scaled = difference / self.cov_diag
        across = (scaled.unsqueeze(-2) @ self.cov_factor).mT
        inside = torch.linalg.solve_triangular(self._small_tril, across, upper=False)
        return (difference * scaled).sum(-1) - inside.pow(2).sum((-2, -1))

    def log_prob(self, value):
        if self._validate_args:
            self._validate_sample(value)
        return -0.5 * (self._event_shape[0] * math.log(2 * math.pi) + self._log_det() + self._squared_distance(value - self.loc))

    def entropy(self):
        h = 0.5 * (self._event_shape[0] * (1 + math.log(2 * math.pi)) + self._log_det())
        return h if len(self._batch_shape) == 0 else h.expand(self._batch_shape)


class Wishart(ExponentialFamily):
    """The sum of df outer products of normal vectors of one covariance."""
    arg_constraints = {'covariance_matrix': constraints.positive_definite, 'precision_matrix': constraints.positive_definite,
                       'scale_tril': constraints.lower_cholesky, 'df': constraints.greater_than(0)}
    support = constraints.positive_definite
    has_rsample = True

    def __init__(self, df, covariance_matrix=None, precision_matrix=None, scale_tril=None, validate_args=None):
        given = {'covariance_matrix': covariance_matrix, 'precision_matrix': precision_matrix, 'scale_tril': scale_tril}
        given = {name: m for name, m in given.items() if m is not None}
        assert len(given) == 1, 'Exactly one of covariance_matrix or precision_matrix or scale_tril may be specified.'
        (name, matrix), = given.items()
        if matrix.dim() < 2:
            raise ValueError('scale_tril must be at least two-dimensional, with optional leading batch dimensions')
        given_df = df
        if isinstance(df, Number):
            df = torch.tensor(df, dtype=matrix.dtype)
        batch, event = torch.broadcast_shapes(matrix.shape[:-2], df.shape), matrix.shape[-2:]
        self.df = df.expand(batch)
        setattr(self, name, matrix.expand(batch + event))
        self.arg_constraints = {**type(self).arg_constraints, 'df': constraints.greater_than(event[-1] - 1)}
        if self.df.le(event[-1] - 1).any():
            raise ValueError(f'Value of df={given_df} expected to be greater than ndim - 1 = {event[-1] - 1}.')
        super().__init__(batch, event, validate_args=validate_args)
        if self.df.lt(event[-1]).any():
            warnings.warn('Low df values detected. Singular samples are highly likely to occur for ndim - 1 < df < ndim.')
        if name == 'scale_tril':
            tril = scale_tril
        elif name == 'covariance_matrix':
            tril = torch.linalg.cholesky(covariance_matrix)
        else:
            tril = MultivariateNormal(precision_matrix.new_zeros(event[-1]), precision_matrix=precision_matrix).scale_tril
        self._tril = tril.expand(batch + event)
        # of the diagonal in Bartlett's decomposition
        self._squares = Chi2(df=self.df.unsqueeze(-1) - torch.arange(event[-1], dtype=tril.dtype))

    @lazy_property
    def scale_tril(self):
        return self._tril

    @lazy_property
    def covariance_matrix(self):
        return _outer(self._tril)

    @lazy_property
    def precision_matrix(self):
        return torch.cholesky_solve(torch.eye(self._event_shape[-1], dtype=self._tril.dtype).expand_as(self._tril), self._tril)

    @property
    def mean(self):
        return self.df.view(self._batch_shape + (1, 1)) * self.covariance_matrix

    @property
    def mode(self):
        factor = self.df - self.covariance_matrix.shape[-1] - 1
        return factor.masked_fill(factor <= 0, math.nan).view(self._batch_shape + (1, 1)) * self.covariance_matrix

    @property
    def variance(self):
        v = self.covariance_matrix
        d = _diagonal(v)
        return self.df.view(self._batch_shape + (1, 1)) * (v.pow(2) + d.unsqueeze(-1) * d.unsqueeze(-2))

    def _draw(self, sample_shape):
        n = self._event_shape[-1]
        noise = self._squares.rsample(sample_shape).sqrt().diag_embed()
        row, column = torch.tril_indices(n, n, offset=-1)
        noise[..., row, column] = torch.randn(torch.Size(sample_shape) + self._batch_shape + (n * (n - 1) // 2,), dtype=noise.dtype)
        return _outer(self._tril @ noise)

    def rsample(self, sample_shape=torch.Size(), max_try_correction=None):
        """Samples; those that rounding has made singular are drawn again, some times. As in PyTorch the first look takes the sound
        ones for singular, so that they are the second draw."""
        sample = self._draw(torch.Size(sample_shape))
        dims = tuple(range(-len(self._batch_shape), 0))

        def over_batch(mask):
            return mask.amax(dims) if dims else mask
        again = over_batch(self.support.check(sample))
        if again.any():
            warnings.warn('Singular sample detected.')
        for _ in range(10 if max_try_correction is None else max_try_correction):
            if not again.any():
                break
            drawn = self._draw(again[again].shape)
            sample[again] = drawn
            again[again.clone()] = over_batch(self.support.check(drawn).logical_not())
        return sample

    def _log_det_half(self):
        return _diagonal(self._tril).log().sum(-1)

    def log_prob(self, value):
        if self._validate_args:
            self._validate_sample(value)
        nu, p = self.df, self._event_shape[-1]
        spread = _diagonal(torch.cholesky_solve(value, self._tril)).sum(-1)
        return (-nu * (p * math.log(2) / 2 + self._log_det_half()) - torch.mvlgamma(nu / 2, p)
                + (nu - p - 1) / 2 * torch.linalg.slogdet(value).logabsdet - spread / 2)

    def _digamma_sum(self):
        """The derivative of the multivariate log gamma function at df / 2."""
        p = self._event_shape[-1]
        steps = torch.arange(p, dtype=self.df.dtype) / 2
        return torch.digamma((self.df / 2).unsqueeze(-1) - steps).sum(-1)

    def entropy(self):
        nu, p = self.df, self._event_shape[-1]
        return ((p + 1) * (p * math.log(2) / 2 + self._log_det_half()) + torch.mvlgamma(nu / 2, p)
                - (nu - p - 1) / 2 * self._digamma_sum() + nu * p / 2)

    def _log_normalizer(self, x, y):
        p = y.shape[-1]
        return x * (-torch.linalg.slogdet(-2 * y).logabsdet + p * math.log(2)) + torch.mvlgamma(x, p)

    @property
    def _natural_params(self):
        return self.df / 2 - (self._event_shape[-1] + 1) / 2, -self.precision_matrix / 2


class LKJCholesky(Distribution):
    """Cholesky factors of correlation matrices, their density a power of the determinant (Lewandowski, Kurowicka, Joe);
    drawn row by row, each a direction on a sphere and a length."""
    support = constraints.corr_cholesky
    arg_constraints = {'concentration': constraints.positive}

    def __init__(self, dim, concentration=1., validate_args=None):
        if dim < 2:
            raise ValueError(f'Expected dim to be an integer greater than or equal to 2. Found dim={dim}.')
        self.dim = dim
        self.concentration, = broadcast_all(concentration)
        # The length of the rows: a first without one, then of every size below dim.
        before = (torch.arange(dim, dtype=torch.get_default_dtype()) - 1).clamp(min=0)
        self._row_lengths = Beta(before + 0.5, (self.concentration + dim / 2 - 1).unsqueeze(-1) - before / 2)
        super().__init__(self.concentration.size(), torch.Size((dim, dim)), validate_args=validate_args)

    def sample(self, sample_shape=torch.Size()):
        squared = self._row_lengths.sample(sample_shape).unsqueeze(-1)
        below = torch.randn(self._extended_shape(sample_shape), dtype=squared.dtype).tril(-1)
        below = torch.nan_to_num(below / below.norm(dim=-1, keepdim=True)) * squared.sqrt()
        on_diagonal = (1 - below.pow(2).sum(-1)).clamp(min=torch.finfo(below.dtype).tiny).sqrt()
        return below + on_diagonal.diag_embed()

    def log_prob(self, value):
        if self._validate_args:
            self._validate_sample(value)
        n, conc = self.dim - 1, self.concentration
        powers = 2 * (conc - 1).unsqueeze(-1) + self.dim - torch.arange(2, self.dim + 1)
        density = (powers * _diagonal(value)[..., 1:].log()).sum(-1)
        alpha = conc + n / 2
        return density - (0.5 * n * math.log(math.pi) + torch.mvlgamma(alpha - 0.5, n) - alpha.lgamma() * n)


def _normal_kl(p, q):
    """Between normal distributions of any form: q's geometry, p's spread in it."""
    def log_det(d):
        return d._log_det() if isinstance(d, LowRankMultivariateNormal) else 2 * _diagonal(d._unbroadcasted_scale_tril).log().sum(-1)
    if p.event_shape != q.event_shape:
        raise ValueError('KL-divergence between two (Low Rank) Multivariate Normals with                          different event shapes cannot be computed')
    trace = (q.precision_matrix * p.covariance_matrix).sum((-2, -1))
    difference = (q.loc - p.loc).unsqueeze(-1)
    distance = (difference.mT @ q.precision_matrix @ difference).squeeze(-1).squeeze(-1)
    return 0.5 * (log_det(q) - log_det(p) + trace + distance - p.event_shape[0])


for _pair in ((LowRankMultivariateNormal, LowRankMultivariateNormal), (MultivariateNormal, LowRankMultivariateNormal),
              (LowRankMultivariateNormal, MultivariateNormal)):
    register_kl(*_pair)(_normal_kl)
del _pair


@register_kl(Wishart, Wishart)
def _wishart_kl(p, q):
    n = p.event_shape[-1]
    ratio = torch.linalg.solve_triangular(q._tril, p._tril, upper=False)
    return (q.df * (q._log_det_half() - p._log_det_half()) + (p.df / 2) * (ratio.pow(2).sum((-2, -1)) - n)
            + torch.mvlgamma(q.df / 2, n) - torch.mvlgamma(p.df / 2, n) + (p.df - q.df) / 2 * p._digamma_sum())
