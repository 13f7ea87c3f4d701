"""Window functions and numbers in other bases."""
from operator import index as _index

import numpy as np

__all__ = ['bartlett', 'base_repr', 'binary_repr', 'blackman', 'hamming', 'hanning', 'kaiser']


def _places(M):
    return np.arange(1 - M, M, 2)


def bartlett(M):
    """A triangular window of M points."""
    if M < 1:
        return np.array([], dtype=np.result_type(M, 0.0))
    if M == 1:
        return np.ones(1, dtype=np.result_type(M, 0.0))
    n = _places(M)
    return np.where(np.less_equal(n, 0), 1 + n / (M - 1), 1 - n / (M - 1))


def blackman(M):
    if M < 1:
        return np.array([], dtype=np.result_type(M, 0.0))
    if M == 1:
        return np.ones(1, dtype=np.result_type(M, 0.0))
    n = _places(M)
    return 0.42 + 0.5 * np.cos(np.pi * n / (M - 1)) + 0.08 * np.cos(2.0 * np.pi * n / (M - 1))


def hanning(M):
    """A window of M points: a raised cosine."""
    if M < 1:
        return np.array([], dtype=np.result_type(M, 0.0))
    if M == 1:
        return np.ones(1, dtype=np.result_type(M, 0.0))
    return 0.5 + 0.5 * np.cos(np.pi * _places(M) / (M - 1))


def hamming(M):
    if M < 1:
        return np.array([], dtype=np.result_type(M, 0.0))
    if M == 1:
        return np.ones(1, dtype=np.result_type(M, 0.0))
    return 0.54 + 0.46 * np.cos(np.pi * _places(M) / (M - 1))


def kaiser(M, beta):
    if M == 1:
        return np.ones(1, dtype=np.result_type(M, 0.0))
    n = np.arange(0, M)
    alpha = (M - 1) / 2.0
    return np.i0(beta * np.sqrt(1 - ((n - alpha) / alpha) ** 2.0)) / np.i0(float(beta))


def binary_repr(num, width=None):
    """The digits of an integer in base 2; of a negative one as its two's complement when a width is given."""
    def warn_if_insufficient(width, needed):
        if width is not None and width < needed:
            import warnings
            warnings.warn('Insufficient bit width provided. This behavior will raise an error in the future.', DeprecationWarning,
                          stacklevel=3)
    num = _index(num)
    if num == 0:
        return '0' * (width or 1)
    if num > 0:
        digits = bin(num)[2:]
        n = len(digits) if width is None else max(len(digits), width)
        warn_if_insufficient(width, len(digits))
        return digits.zfill(n)
    if width is None:
        return '-' + bin(-num)[2:]
    needed = len(bin(-num)[2:])
    if 2 ** (needed - 1) == -num:
        needed -= 1
    digits = bin((1 << (needed + 1)) + num)[2:]
    n = max(needed + 1, width)
    warn_if_insufficient(width, len(digits))
    return '1' * (n - len(digits)) + digits


def base_repr(number, base=2, padding=0):
    """The digits of an integer in a base up to 36."""
    digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    if base > len(digits):
        raise ValueError('Bases greater than 36 not handled in base_repr.')
    if base < 2:
        raise ValueError('Bases less than 2 not handled in base_repr.')
    num = abs(number)
    out = []
    while num:
        out.append(digits[num % base])
        num //= base
    if padding:
        out.append('0' * padding)
    if number < 0:
        out.append('-')
    return ''.join(reversed(out or '0'))
