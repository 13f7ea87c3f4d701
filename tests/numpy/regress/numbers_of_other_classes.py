"""What is no number itself but can become one is stored in arrays as int(), float() and bool() make it one."""
from decimal import Decimal
from fractions import Fraction

import numpy as np


class Whole:
    def __int__(self):
        return 2

    __index__ = __int__


class Real:
    def __float__(self):
        return 2.5


def tried(f):
    try:
        return f()
    except Exception as e:
        return f'{type(e).__name__}: {e}'


def stored(d, key, value):
    x = np.zeros(3, d)
    x[key] = value
    return x


for d in ('i4', 'u8', 'f8', 'f2', '?'):
    for value in (Whole(), Real(), Fraction(1, 2), Decimal('1.5'), {}, len, 1 << 70):
        for key in (0, slice(1, 3), [0, 2]):
            print(d, type(value).__name__, key, tried(lambda: stored(d, key, value)))
        print(d, type(value).__name__, tried(lambda: np.full(2, value, d)))
for value in (Whole(), Real(), Fraction(1, 2), Decimal('1.5')):
    print(stored('c8', 0, value))
x = np.zeros(2)
x.fill(Fraction(3, 4))
print(x, tried(lambda: stored('i4', [7], Whole())))
