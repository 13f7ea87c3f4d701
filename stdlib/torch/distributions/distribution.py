"""The base of all distributions: shapes, checks of parameters and values, text."""
import warnings
from numbers import Number

import torch

from . import constraints


def broadcast_all(*values):
    """Numbers and tensors as tensors of one shape."""
    if any(hasattr(type(v), '__torch_function__') and not isinstance(v, torch.Tensor) for v in values):
        return torch.broadcast_tensors(*(torch.tensor(v) if isinstance(v, (int, float)) else v for v in values))
    if not all(isinstance(v, (torch.Tensor, Number)) for v in values):
        raise ValueError('Input arguments must all be instances of numbers.Number, torch.Tensor or objects implementing __torch_function__.')
    tensors = [v for v in values if isinstance(v, torch.Tensor)]
    dtype = tensors[0].dtype if tensors else torch.get_default_dtype()
    return torch.broadcast_tensors(*(v if isinstance(v, torch.Tensor) else torch.tensor(v, dtype=dtype) for v in values))


def standard_normal(shape, dtype):
    return torch.normal(torch.zeros(shape, dtype=dtype), torch.ones(shape, dtype=dtype))


class Distribution:
    has_rsample = False
    has_enumerate_support = False
    _validate_args = True

    @staticmethod
    def set_default_validate_args(value):
        if value not in (True, False):
            raise ValueError
        Distribution._validate_args = value

    def __init__(self, batch_shape=torch.Size(), event_shape=torch.Size(), validate_args=None):
        self._batch_shape, self._event_shape = batch_shape, event_shape
        if validate_args is not None:
            self._validate_args = validate_args
        if self._validate_args:
            try:
                parameters = self.arg_constraints
            except NotImplementedError:
                parameters = {}
                warnings.warn(f'{type(self)} does not define `arg_constraints`. Please set `arg_constraints = {{}}` or initialize the distribution '
                              'with `validate_args=False` to turn off validation.')
            for param, constraint in parameters.items():
                if constraints.is_dependent(constraint):
                    continue
                if param not in self.__dict__ and isinstance(getattr(type(self), param), lazy_property):
                    continue
                value = getattr(self, param)
                valid = constraint.check(value)
                if not valid.all():
                    raise ValueError(f'Expected parameter {param} ({type(value).__name__} of shape {tuple(value.shape)}) of distribution '
                                     f'{self!r} to satisfy the constraint {constraint!r}, but found invalid values:\n{value}')

    @property
    def batch_shape(self):
        return self._batch_shape

    @property
    def event_shape(self):
        return self._event_shape

    @property
    def arg_constraints(self):
        raise NotImplementedError

    @property
    def support(self):
        raise NotImplementedError

    @property
    def mean(self):
        raise NotImplementedError

    @property
    def mode(self):
        raise NotImplementedError(f'{type(self)} does not implement mode')

    @property
    def variance(self):
        raise NotImplementedError

    @property
    def stddev(self):
        return self.variance.sqrt()

    _shared = ('temperature',)  # parameters that all of a batch have in common

    def expand(self, batch_shape, _instance=None):
        """The same distribution with a larger batch shape."""
        new = type(self).__new__(type(self))
        batch_shape = torch.Size(batch_shape)
        n = len(self._batch_shape)
        for name, value in self.__dict__.items():
            if isinstance(value, Distribution):
                value = value.expand(batch_shape + value.batch_shape[n:])
            elif isinstance(value, torch.Tensor) and value.shape[:n] == self._batch_shape and name not in self._shared:
                value = value.expand(batch_shape + value.shape[n:])
            new.__dict__[name] = value
        new._batch_shape = batch_shape
        return new

    def sample(self, sample_shape=torch.Size()):
        with torch.no_grad():
            return self.rsample(sample_shape)

    def rsample(self, sample_shape=torch.Size()):
        raise NotImplementedError

    def sample_n(self, n):
        warnings.warn('sample_n will be deprecated. Use .sample((n,)) instead', UserWarning)
        return self.sample(torch.Size((n,)))

    def log_prob(self, value):
        raise NotImplementedError

    def cdf(self, value):
        raise NotImplementedError

    def icdf(self, value):
        raise NotImplementedError

    def enumerate_support(self, expand=True):
        raise NotImplementedError

    def entropy(self):
        raise NotImplementedError

    def perplexity(self):
        return torch.exp(self.entropy())

    def _extended_shape(self, sample_shape=torch.Size()):
        return torch.Size(sample_shape) + self._batch_shape + self._event_shape

    def _validate_sample(self, value):
        if not isinstance(value, torch.Tensor):
            raise ValueError('The value argument to log_prob must be a Tensor')
        start = len(value.size()) - len(self._event_shape)
        if value.size()[start:] != self._event_shape:
            raise ValueError(f'The right-most size of value must match event_shape: {value.size()} vs {self._event_shape}.')
        for i, j in zip(reversed(tuple(value.size())), reversed(tuple(self._batch_shape + self._event_shape))):
            if i != 1 and j != 1 and i != j:
                raise ValueError(f'Value is not broadcastable with batch_shape+event_shape: {value.size()} vs '
                                 f'{self._batch_shape + self._event_shape}.')
        try:
            support = self.support
        except NotImplementedError:
            warnings.warn(f'{type(self)} does not define `support` to enable sample validation. Please initialize the distribution with '
                          '`validate_args=False` to turn off validation.')
            return
        if not support.check(value).all():
            raise ValueError(f'Expected value argument ({type(value).__name__} of shape {tuple(value.shape)}) to be within the support '
                             f'({support!r}) of the distribution {self!r}, but found invalid values:\n{value}')

    def __repr__(self):
        names = [k for k in self.arg_constraints if k in self.__dict__]
        return type(self).__name__ + '(' + ', '.join(
            f'{n}: {self.__dict__[n] if self.__dict__[n].numel() == 1 else self.__dict__[n].size()}' for n in names) + ')'


class lazy_property:
    """A value computed when first asked for and then kept."""

    def __init__(self, wrapped):
        self.wrapped = wrapped

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        with torch.enable_grad():
            value = self.wrapped(instance)
        setattr(instance, self.wrapped.__name__, value)
        return value


class ExponentialFamily(Distribution):
    pass
