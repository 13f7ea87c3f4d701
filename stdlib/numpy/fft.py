"""Discrete Fourier transforms."""
import _not_built
from numpy import _core
import sys
from math import sqrt as _sqrt

import numpy as np
from numpy import arange, asarray, conjugate, empty, integer, roll
from numpy._helpers import normalize_axis
from _numpy_lib import _c2c, _c2r, _r2c

__all__ = ['fft', 'ifft', 'rfft', 'irfft', 'hfft', 'ihfft', 'rfftn', 'irfftn', 'rfft2', 'irfft2', 'fft2', 'ifft2', 'fftn', 'ifftn',
           'fftshift', 'ifftshift', 'fftfreq', 'rfftfreq']


def _scale(n, norm, inverse):
    if n < 1:
        raise ValueError(f'Invalid number of FFT data points ({n}) specified.')
    if norm is None or norm == 'backward':
        return 1 / n if inverse else 1.0
    if norm == 'ortho':
        return 1 / _sqrt(n)
    if norm == 'forward':
        return 1.0 if inverse else 1 / n
    raise ValueError(f'Invalid norm value {norm}; should be "backward",{" " * inverse}"ortho" or "forward".')


def _lines(transform, a, axis, n, kind):
    """transform of the lines of a, as numbers of a kind, along an axis, which is the fast one of the result."""
    if isinstance(axis, float):
        raise TypeError('integer argument expected, got float')
    normalize_axis(axis, a.ndim)
    if n < a.shape[axis]:
        [][:n]  # refuses what is no length
    last = axis in (-1, a.ndim - 1)
    a = a if last else a.swapaxes(axis, -1)
    a = _signal(a, kind)
    if a.shape[-1] == 0:  # nothing but the zeros that fill up
        a = np.zeros(a.shape[:-1] + (n,), a.dtype)
    r = transform(a)
    return r if last else r.swapaxes(axis, -1)


def _signal(a, kind):
    return a if a.dtype.kind in 'biufc' or a.ndim == 0 else a.astype(kind)


def fft(a, n=None, axis=-1, norm=None):
    """The transform of each line of a along an axis, cut or filled with zeros to n."""
    a = asarray(a)
    n = a.shape[axis] if n is None else n
    scale = _scale(n, norm, False)
    return _lines(lambda x: _c2c(x, n, -1, False, scale), a, axis, n, complex)


def ifft(a, n=None, axis=-1, norm=None):
    """The inverse of fft."""
    a = asarray(a)
    n = a.shape[axis] if n is None else n
    scale = _scale(n, norm, True)
    return _lines(lambda x: _c2c(x, n, -1, True, scale), a, axis, n, complex)


def rfft(a, n=None, axis=-1, norm=None):
    """The non-negative frequencies of a real signal."""
    a = asarray(a)
    n = a.shape[axis] if n is None else n
    scale = _scale(n, norm, False)
    if a.dtype.kind == 'c' and not isinstance(axis, float):
        normalize_axis(axis, a.ndim)
        import warnings
        warnings.warn('Casting complex values to real discards the imaginary part', np.ComplexWarning, stacklevel=2)
        a = a.real
    return _lines(lambda x: _r2c(x, n, -1, scale), a, axis, n, float)


def irfft(a, n=None, axis=-1, norm=None):
    """The real signal with these non-negative frequencies."""
    a = asarray(a)
    n = (a.shape[axis] - 1) * 2 if n is None else n
    scale = _scale(n, norm, True)
    return _lines(lambda x: _c2r(x, n, -1, scale), a, axis, n // 2 + 1, complex)


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


def _sizes(a, s, axes):
    s = list(s if s is not None else a.shape if axes is None else np.take(a.shape, axes))
    axes = list(range(-len(s), 0)) if axes is None else axes
    if len(s) != len(axes):
        raise ValueError('Shape and axes have different lengths.')
    return s, axes


def _inverse_sizes(a, s, axes):
    """Those of the results of irfftn."""
    shapeless = s is None
    s, axes = _sizes(a, s, axes)
    if shapeless:
        s[-1] = (a.shape[axes[-1]] - 1) * 2
    return s, axes


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
    s, axes = _inverse_sizes(a, s, axes)
    for k in range(len(axes) - 1):
        a = ifft(a, s[k], axes[k], norm)
    return irfft(a, s[-1], axes[-1], norm)


def irfft2(a, s=None, axes=(-2, -1), norm=None):
    return irfftn(a, s, axes, norm)


def _shift_axes(x, axes):
    if axes is None:
        return tuple(range(x.ndim))
    return (axes,) if isinstance(axes, (int, integer)) else tuple(axes)


def _check_rolled(x):
    if x.ndim == 0:
        raise ValueError('not enough values to unpack (expected 2, got 0)')


def fftshift(x, axes=None):
    """Moves frequency zero to the middle."""
    x = asarray(x)
    axes = _shift_axes(x, axes)
    shift = [x.shape[k] // 2 for k in axes]
    _check_rolled(x)
    return roll(x, shift, axes)


def ifftshift(x, axes=None):
    x = asarray(x)
    axes = _shift_axes(x, axes)
    shift = [-(x.shape[k] // 2) for k in axes]
    _check_rolled(x)
    return roll(x, shift, axes)


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


sys.modules[__name__ + '.helper'] = helper = sys.modules[__name__]  # where NumPy has the frequencies and shifts
_core._all_asking('numpy.fft', globals())
__getattr__ = _not_built.of(__name__)
