"""Constraints: which values a parameter or a sample may have."""
import _not_built
import torch

__all__ = ['Constraint', 'boolean', 'cat', 'corr_cholesky', 'dependent', 'dependent_property', 'greater_than', 'greater_than_eq', 'half_open_interval',
           'independent', 'integer_interval', 'interval', 'is_dependent', 'less_than', 'lower_cholesky', 'lower_triangular', 'multinomial', 'nonnegative',
           'nonnegative_integer', 'one_hot', 'positive', 'positive_definite', 'positive_integer', 'positive_semidefinite', 'real', 'real_vector', 'simplex',
           'square', 'stack', 'symmetric', 'unit_interval']


class Constraint:
    is_discrete = False
    event_dim = 0

    def check(self, value):
        raise NotImplementedError

    def __repr__(self):
        return type(self).__name__[1:] + '()'


class _Dependent(Constraint):
    """One that only the parameters of a distribution determine."""

    def __init__(self, *, is_discrete=NotImplemented, event_dim=NotImplemented):
        self._is_discrete, self._event_dim = is_discrete, event_dim

    @property
    def is_discrete(self):
        if self._is_discrete is NotImplemented:
            raise NotImplementedError('.is_discrete cannot be determined statically')
        return self._is_discrete

    @property
    def event_dim(self):
        if self._event_dim is NotImplemented:
            raise NotImplementedError('.event_dim cannot be determined statically')
        return self._event_dim

    def check(self, x):
        raise ValueError('Cannot determine validity of dependent constraint')


def is_dependent(constraint):
    return isinstance(constraint, _Dependent)


class _DependentProperty(property, _Dependent):
    """A property whose value is a constraint that depends on the parameters."""

    def __init__(self, fn=None, *, is_discrete=NotImplemented, event_dim=NotImplemented):
        super().__init__(fn)
        self._is_discrete, self._event_dim = is_discrete, event_dim

    def __call__(self, fn):
        return _DependentProperty(fn, is_discrete=self._is_discrete, event_dim=self._event_dim)


class _IndependentConstraint(Constraint):
    def __init__(self, base_constraint, reinterpreted_batch_ndims):
        self.base_constraint, self.reinterpreted_batch_ndims = base_constraint, reinterpreted_batch_ndims

    event_dim = property(lambda self: self.base_constraint.event_dim + self.reinterpreted_batch_ndims)
    is_discrete = property(lambda self: self.base_constraint.is_discrete)

    def check(self, value):
        result = self.base_constraint.check(value)
        if result.dim() < self.reinterpreted_batch_ndims:
            raise ValueError(f"Expected value.dim() >= {self.base_constraint.event_dim + self.reinterpreted_batch_ndims} but got {value.dim()}")
        return result.reshape(result.shape[:result.dim() - self.reinterpreted_batch_ndims] + (-1,)).all(-1)

    def __repr__(self):
        return f'{type(self).__name__[1:]}({self.base_constraint!r}, {self.reinterpreted_batch_ndims})'


class _Boolean(Constraint):
    is_discrete = True

    def check(self, value):
        return (value == 0) | (value == 1)


class _OneHot(Constraint):
    is_discrete = True
    event_dim = 1

    def check(self, value):
        return ((value == 0) | (value == 1)).all(-1) & value.sum(-1).eq(1)


class _IntegerInterval(Constraint):
    is_discrete = True

    def __init__(self, lower_bound, upper_bound):
        self.lower_bound, self.upper_bound = lower_bound, upper_bound

    def check(self, value):
        return (value % 1 == 0) & (self.lower_bound <= value) & (value <= self.upper_bound)

    def __repr__(self):
        return f'{type(self).__name__[1:]}(lower_bound={self.lower_bound}, upper_bound={self.upper_bound})'


class _Bounded(Constraint):
    """One bound: which, and the comparison with it."""

    def __init__(self, bound):
        setattr(self, self.side, bound)

    def check(self, value):
        return self.compare(value, getattr(self, self.side))

    def __repr__(self):
        return f'{type(self).__name__[1:]}({self.side}={getattr(self, self.side)})'


class _IntegerGreaterThan(_Bounded):
    is_discrete = True
    side = 'lower_bound'

    def compare(self, value, bound):
        return (value % 1 == 0) & (value >= bound)


class _GreaterThan(_Bounded):
    side = 'lower_bound'

    def __init__(self, lower_bound):
        super().__init__(lower_bound)

    def compare(self, value, bound):
        return value > bound


class _GreaterThanEq(_Bounded):
    side = 'lower_bound'

    def __init__(self, lower_bound):
        super().__init__(lower_bound)

    def compare(self, value, bound):
        return value >= bound


class _LessThan(_Bounded):
    side = 'upper_bound'

    def __init__(self, upper_bound):
        super().__init__(upper_bound)

    def compare(self, value, bound):
        return value < bound


class _Real(Constraint):
    def check(self, value):
        return value == value


class _Interval(_IntegerInterval):
    is_discrete = False

    def check(self, value):
        return (self.lower_bound <= value) & (value <= self.upper_bound)


class _HalfOpenInterval(_Interval):
    def check(self, value):
        return (self.lower_bound <= value) & (value < self.upper_bound)


class _Simplex(Constraint):
    event_dim = 1

    def check(self, value):
        return torch.all(value >= 0, dim=-1) & ((value.sum(-1) - 1).abs() < 1e-6)


class _Multinomial(Constraint):
    is_discrete = True
    event_dim = 1

    def __init__(self, upper_bound):
        self.upper_bound = upper_bound

    def check(self, x):
        return (x >= 0).all(-1) & (x.sum(-1) <= self.upper_bound)


class _LowerCholesky(Constraint):
    event_dim = 2

    def check(self, value):
        return _LowerTriangular().check(value) & (value.diagonal(dim1=-2, dim2=-1) > 0).min(-1)[0]


class _LowerTriangular(Constraint):
    event_dim = 2

    def check(self, value):
        return (value.tril() == value).reshape(value.shape[:-2] + (-1,)).min(-1)[0]


class _CorrCholesky(Constraint):
    event_dim = 2

    def check(self, value):
        tolerance = torch.finfo(value.dtype).eps * value.size(-1) * 10
        unit_rows = (torch.linalg.norm(value.detach(), dim=-1) - 1).abs().le(tolerance).all(dim=-1)
        return _LowerCholesky().check(value) & unit_rows


class _Parts(Constraint):
    """Several constraints along a dimension."""

    def __init__(self, cseq):
        if not all(isinstance(c, Constraint) for c in cseq):
            raise AssertionError
        self.cseq = list(cseq)

    is_discrete = property(lambda self: any(c.is_discrete for c in self.cseq))

    def _along(self, value):
        dim = self.dim + value.dim() if self.dim < 0 else self.dim
        assert 0 <= dim < value.dim()
        return dim


class _Cat(_Parts):
    """Consecutive stretches, each of a length and under a constraint."""

    def __init__(self, cseq, dim=0, lengths=None):
        super().__init__(cseq)
        self.lengths = [1] * len(self.cseq) if lengths is None else list(lengths)
        assert len(self.lengths) == len(self.cseq)
        self.dim = dim

    event_dim = property(lambda self: max(c.event_dim for c in self.cseq))

    def check(self, value):
        dim, start, parts = self._along(value), 0, []
        for c, length in zip(self.cseq, self.lengths):
            parts.append(c.check(value.narrow(dim, start, length)))
            start += length
        return torch.cat(parts, self.dim)


class _Stack(_Parts):
    """One slice for each constraint."""

    def __init__(self, cseq, dim=0):
        super().__init__(cseq)
        self.dim = dim

    event_dim = property(lambda self: max(c.event_dim for c in self.cseq) + (self.dim + max(c.event_dim for c in self.cseq) < 0))

    def check(self, value):
        return torch.stack([c.check(v) for c, v in zip(self.cseq, value.unbind(self._along(value)))], self.dim)


class _Square(Constraint):
    event_dim = 2

    def check(self, value):
        return torch.full(value.shape[:-2], value.shape[-2] == value.shape[-1], dtype=torch.bool)


class _Symmetric(_Square):
    def check(self, value):
        square = super().check(value)
        return torch.isclose(value, value.mT, atol=1e-6).all(-2).all(-1) if square.all() else square


class _PositiveDefinite(_Symmetric):
    def check(self, value):
        symmetric = super().check(value)
        return torch.linalg.cholesky_ex(value).info.eq(0) if symmetric.all() else symmetric


class _PositiveSemidefinite(_Symmetric):
    def check(self, value):
        symmetric = super().check(value)
        return torch.linalg.eigvalsh(value).ge(0).all(-1) if symmetric.all() else symmetric


dependent = _Dependent()
dependent_property = _DependentProperty
independent = _IndependentConstraint
boolean, one_hot = _Boolean(), _OneHot()
nonnegative_integer, positive_integer = _IntegerGreaterThan(0), _IntegerGreaterThan(1)
integer_interval = _IntegerInterval
real = _Real()
real_vector = independent(real, 1)
positive, nonnegative = _GreaterThan(0.), _GreaterThanEq(0.)
greater_than, greater_than_eq, less_than = _GreaterThan, _GreaterThanEq, _LessThan
multinomial = _Multinomial
unit_interval = _Interval(0., 1.)
interval, half_open_interval = _Interval, _HalfOpenInterval
simplex, lower_cholesky = _Simplex(), _LowerCholesky()
lower_triangular, corr_cholesky = _LowerTriangular(), _CorrCholesky()
square, symmetric, positive_definite, positive_semidefinite = _Square(), _Symmetric(), _PositiveDefinite(), _PositiveSemidefinite()
cat, stack = _Cat, _Stack


__getattr__ = _not_built.of(__name__)
