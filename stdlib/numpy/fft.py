"""Discrete Fourier transforms."""
import _not_built
from math import sqrt as _sqrt

import numpy as np
from numpy import arange, asarray, conjugate, empty, integer, roll
from _numpy_lib import _c2c, _c2r, _r2c

__all__ = ['fft', 'ifft', 'rfft', 'irfft', 'hfft', 'ihfft', 'rfftn', 'irfftn', 'rfft2', 'irfft2', 'fft2', 'ifft2', 'fftn', 'ifftn',
           'fftshift', 'ifftshift', 'fftfreq', 'rfftfreq']


def _scale(n, norm, inverse):
    if norm is None or norm == 'backward':
        return 1 / n if inverse else 1.0
    if norm == 'ortho':
        return 1 / _sqrt(n)
    if norm == 'forward':
        return 1.0 if inverse else 1 / n
    raise ValueError(f'Invalid norm value {norm}; should be "backward","ortho" or "forward".')


def _line(a, n, axis):
    a = asarray(a)
    if not -a.ndim <= axis < a.ndim:
        if n is None:
            raise IndexError('tuple index out of range')
        raise np.AxisError(axis, a.ndim)
    if n is None:
        n = a.shape[axis]
    if n < 1:
        raise ValueError(f'Invalid number of FFT data points ({n}) specified.')
    return a, n


def fft(a, n=None, axis=-1, norm=None):
    """The transform of each line of a along an axis, cut or filled with zeros to n."""
    a, n = _line(a, n, axis)
    return _c2c(a, n, axis, False, _scale(n, norm, False))


def ifft(a, n=None, axis=-1, norm=None):
    a, n = _line(a, n, axis)
    return _c2c(a, n, axis, True, _scale(n, norm, True))


def rfft(a, n=None, axis=-1, norm=None):
    """The non-negative frequencies of a real signal."""
    a, n = _line(a, n, axis)
    if a.dtype.kind == 'c':
        import warnings
        warnings.warn('Casting complex values to real discards the imaginary part', np.ComplexWarning, stacklevel=2)
        a = a.real
    return _r2c(a, n, axis, _scale(n, norm, False))


def irfft(a, n=None, axis=-1, norm=None):
    a = asarray(a)
    if n is None:
        n = (a.shape[axis] - 1) * 2
    a, n = _line(a, n, axis)
    return _c2r(a, n, axis, _scale(n, norm, True))


_SWAPPED = {'backward': 'forward', None: 'forward', 'ortho': 'ortho', 'forward': 'backward'}


def _swap(norm):
    try:
        return _SWAPPED[norm]
    except KeyError:
        raise ValueError(f'Invalid norm value {norm}; should be "backward", "ortho" or "forward".') from None


def hfft(a, n=None, axis=-1, norm=None):
    a = asarray(a)
    if n is None:
        n = (a.shape[axis] - 1) * 2
    return irfft(conjugate(a), n, axis, norm=_swap(norm))


def ihfft(a, n=None, axis=-1, norm=None):
    a = asarray(a)
    if n is None:
        n = a.shape[axis]
    return conjugate(rfft(a, n, axis, norm=_swap(norm)))


def _sizes(a, s, axes, last_of_inverse=False):
    if s is None:
        s = list(a.shape) if axes is None else [a.shape[k] for k in axes]
        if last_of_inverse and s:
            s[-1] = (a.shape[axes[-1] if axes is not None else -1] - 1) * 2
    else:
        s = list(s)
    if axes is None:
        axes = list(range(-len(s), 0))
    if len(s) != len(axes):
        raise ValueError('Shape and axes have different lengths.')
    return s, list(axes)


def _each(a, s, axes, function, norm):
    a = asarray(a)
    s, axes = _sizes(a, s, axes)
    for k in reversed(range(len(axes))):
        a = function(a, n=s[k], axis=axes[k], norm=norm)
    return a


def fftn(a, s=None, axes=None, norm=None):
    """The transform over several axes."""
    return _each(a, s, axes, fft, norm)


def ifftn(a, s=None, axes=None, norm=None):
    return _each(a, s, axes, ifft, norm)


def fft2(a, s=None, axes=(-2, -1), norm=None):
    return _each(a, s, axes, fft, norm)


def ifft2(a, s=None, axes=(-2, -1), norm=None):
    return _each(a, s, axes, ifft, norm)


def rfftn(a, s=None, axes=None, norm=None):
    a = asarray(a)
    s, axes = _sizes(a, s, axes)
    a = rfft(a, s[-1], axes[-1], norm)
    for k in range(len(axes) - 1):
        a = fft(a, s[k], axes[k], norm)
    return a


def rfft2(a, s=None, axes=(-2, -1), norm=None):
    return rfftn(a, s, axes, norm)


def irfftn(a, s=None, axes=None, norm=None):
    a = asarray(a)
    s, axes = _sizes(a, s, axes, True)
    for k in range(len(axes) - 1):
        a = ifft(a, s[k], axes[k], norm)
    return irfft(a, s[-1], axes[-1], norm)


def irfft2(a, s=None, axes=(-2, -1), norm=None):
    return irfftn(a, s, axes, norm)


def _shift_axes(x, axes):
    if axes is None:
        return tuple(range(x.ndim))
    return (axes,) if isinstance(axes, (int, integer)) else tuple(axes)


def fftshift(x, axes=None):
    """Moves frequency zero to the middle."""
    x = asarray(x)
    axes = _shift_axes(x, axes)
    return roll(x, [x.shape[k] // 2 for k in axes], axes)


def ifftshift(x, axes=None):
    x = asarray(x)
    axes = _shift_axes(x, axes)
    return roll(x, [-(x.shape[k] // 2) for k in axes], axes)


def fftfreq(n, d=1.0):
    """The frequencies of the transform of n values taken every d."""
    if not isinstance(n, (int, integer)):
        raise ValueError('n should be an integer')
    val = 1.0 / (n * d)
    results = empty(n, int)
    half = (n - 1) // 2 + 1
    results[:half] = arange(0, half, dtype=int)
    results[half:] = arange(-(n // 2), 0, dtype=int)
    return results * val


def rfftfreq(n, d=1.0):
    if not isinstance(n, (int, integer)):
        raise ValueError('n should be an integer')
    val = 1.0 / (n * d)
    return arange(0, n // 2 + 1, dtype=int) * val


__getattr__ = _not_built.of(__name__)
