"""Exponential and logarithm in integers, for the decimal module.

Numbers are fixed-point: an int x stands for x / 10**p. Results are within a few units of the last
place, so callers ask for some digits more than they need.
"""
from math import isqrt


def _atanh_inverse(n, one):
    """atanh(1/n)"""
    total = term = one // n
    square, k = n * n, 1
    while term:
        term //= square
        k += 2
        total += term // k
    return total


_constants = {}


def ln10(p):
    """ln(10) * 10**p"""
    if p not in _constants:
        one = 10 ** (p + 10)
        ln2 = (18 * _atanh_inverse(26, one) - 2 * _atanh_inverse(4801, one) + 8 * _atanh_inverse(8749, one))
        if len(_constants) > 20:
            _constants.clear()
        _constants[p] = (3 * ln2 + 2 * _atanh_inverse(9, one)) // 10 ** 10
    return _constants[p]


def exp(c, e, p):
    """exp(c * 10**e) as (m, k): about m * 10**k, where m has p + 1 or p + 2 digits."""
    extra = max(0, e + len(str(abs(c)))) + 12
    q = p + extra
    x = c * 10 ** (q + e) if q + e >= 0 else c // 10 ** -(q + e)
    l10 = ln10(q)
    k, r = divmod(x, l10) # exp(x) = 10**k * exp(r), 0 <= r < ln 10
    one = 10 ** q
    halvings = isqrt(q) // 2 + 4
    r >>= halvings
    total = term = one
    i = 0
    while term:
        i += 1
        term = term * r // (one * i)
        total += term
    # squaring loses a bit each time: more digits while it goes on
    for _ in range(halvings):
        total = total * total // one
    return total // 10 ** (extra - 1), k - p - 1


def ln(c, e, p):
    """ln(c * 10**e) * 10**p"""
    digits = len(str(c))
    k = e + digits - 1 # c * 10**e = x * 10**k, 1 <= x < 10
    q = p + len(str(abs(k) + 1)) + 15
    one = 10 ** q
    shift = q - digits + 1
    x = c * 10 ** shift if shift >= 0 else c // 10 ** -shift
    if x > 3 * one:
        x //= 10
        k += 1
    roots = 0
    limit = one // 2 ** (isqrt(q) // 2 + 2)
    guard = 10 ** 10
    x *= guard
    one *= guard
    limit *= guard
    while abs(x - one) > limit:
        x = isqrt(x * one)
        roots += 1
    below = x < one
    y = abs(x - one) * one // (x + one)
    square = y * y // one
    total, term, i = y, y, 1
    while term:
        term = term * square // one
        i += 2
        total += term // i
    total = 2 * (-total if below else total) << roots
    total += k * ln10(q + 10)
    return total // 10 ** (q + 10 - p)
