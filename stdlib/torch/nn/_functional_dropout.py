"""Dropout of whole channels and of scaled exponential units: as torch has them, without a check of shapes, and as torch.nn.functional."""
import math

import torch
from torch import _C

__all__ = ['alpha_dropout', 'dropout1d', 'dropout2d', 'dropout3d', 'feature_alpha_dropout']

_ALPHA = 1.7580993408473766  # of selu, times its scale


def dropped(input, p, train, channels=False, alpha=False, in_place=False):
    """input with elements or channels left out, each with probability p; alpha: replaced so that mean and variance remain."""
    if not 0 <= p <= 1:
        raise RuntimeError(f'dropout probability has to be between 0 and 1, but got {float(p):g}')
    if p == 0 or not train or input.numel() == 0:
        return input
    p = float(p)
    if p == 1:
        nothing = torch.zeros((), dtype=input.dtype)
        return input.mul_(nothing) if in_place else input.mul(nothing)
    if channels and input.dim() < 2:
        raise RuntimeError('Feature dropout requires at least 2 dimensions in the input')
    noise = input.new_empty(input.shape[:2] + (1,) * (input.dim() - 2)) if channels else input.new_empty(input.shape)
    noise.bernoulli_(1 - p)
    if not alpha:
        noise = noise.div_(1 - p)
        return input.mul_(noise) if in_place else input * noise
    a = 1 / math.sqrt((_ALPHA ** 2 * p + 1) * (1 - p))
    shift = noise.add(-1).mul_(_ALPHA * a).add_(_ALPHA * a * p)
    noise.mul_(a)
    return input.mul_(noise).add_(shift) if in_place else input * noise + shift


def _form(name, channels, alpha, in_place):
    def function(input, p, train):
        return dropped(input, p, train, channels, alpha, in_place)
    function.__name__ = function.__qualname__ = name
    return function


# the functions of torch, by name
OF_TORCH = {name: _form(name, 'feature' in name, 'alpha' in name, name[-1] == '_')
            for name in ('dropout_', 'feature_dropout', 'feature_dropout_', 'alpha_dropout', 'alpha_dropout_', 'feature_alpha_dropout', 'feature_alpha_dropout_')}


def _check_p(p):
    if p < 0.0 or p > 1.0:
        raise ValueError(f'dropout probability has to be between 0 and 1, but got {p}')


def alpha_dropout(input, p=0.5, training=False, inplace=False):
    _check_p(p)
    return (torch.alpha_dropout_ if inplace else torch.alpha_dropout)(input, p, training)


def feature_alpha_dropout(input, p=0.5, training=False, inplace=False):
    """alpha_dropout of whole channels."""
    _check_p(p)
    return (torch.feature_alpha_dropout_ if inplace else torch.feature_alpha_dropout)(input, p, training)


def _of_channels(input, p, training, inplace):
    return (torch.feature_dropout_ if inplace else torch.feature_dropout)(input, p, training)


def _of_one(input, p, training, inplace):
    """Channels of a single sample."""
    r = _of_channels(input.unsqueeze_(0) if inplace else input.unsqueeze(0), p, training, inplace)
    return r.squeeze_(0) if inplace else r.squeeze(0)


def _warn_of_shape(name, n, space):
    import warnings
    warnings.warn(f'{name}: Received a {n}-D input to {name}, which is deprecated and will result in an error in a future release. To retain '
                  f'the behavior and silence this warning, please use dropout instead. Note that {name} exists to provide channel-wise dropout '
                  f'on inputs with {space} spatial dimensions, a channel dimension, and an optional batch dimension (i.e. {space + 1}D or '
                  f'{space + 2}D inputs).', stacklevel=3)


def dropout1d(input, p=0.5, training=True, inplace=False):
    _check_p(p)
    if input.dim() not in (2, 3):
        raise RuntimeError(f'dropout1d: Expected 2D or 3D input, but received a {input.dim()}D input. Note that dropout1d exists to provide '
                           'channel-wise dropout on inputs with 1 spatial dimension, a channel dimension, and an optional batch dimension '
                           '(i.e. 2D or 3D inputs).')
    if input.dim() == 2:
        return _of_one(input, p, training, inplace)
    return _of_channels(input, p, training, inplace)


def dropout2d(input, p=0.5, training=True, inplace=False):
    _check_p(p)
    if input.dim() not in (3, 4):
        _warn_of_shape('dropout2d', input.dim(), 2)
    elif input.dim() == 3:
        import warnings
        warnings.warn('dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout behavior is desired - input is '
                      'interpreted as shape (N, C, L), where C is the channel dim. This behavior will change in a future release to interpret '
                      'the input as one without a batch dimension, i.e. shape (C, H, W). To maintain the 1D channel-wise dropout behavior, '
                      'please switch to using dropout1d instead.', stacklevel=2)
    return _of_channels(input, p, training, inplace)


def dropout3d(input, p=0.5, training=True, inplace=False):
    _check_p(p)
    if input.dim() not in (4, 5):
        _warn_of_shape('dropout3d', input.dim(), 3)
    if input.dim() != 5:
        return _of_one(input, p, training, inplace)
    return _of_channels(input, p, training, inplace)
