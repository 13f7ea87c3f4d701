"""Operators of arrays and scalars beside any other object: fractions, decimals, dates, sequences, classes with reflected
operators, __array__, __array_priority__ and __array_ufunc__."""
import collections
import datetime
import decimal
import fractions
import operator

import numpy as np


class Reflected:
    def __radd__(self, other):
        return 'radd', type(other).__name__

    def __add__(self, other):
        return 'add', type(other).__name__


class Prior(Reflected):
    __array_priority__ = 10


class Alone(Reflected):
    __array_ufunc__ = None


class Overrides(Reflected):
    def __array_ufunc__(self, ufunc, method, *args, **kwargs):
        return ufunc.__name__, method, [isinstance(arg, Overrides) for arg in args]


class Array:
    def __array__(self, dtype=None):
        return np.array([1, 2])


OTHERS = [Reflected(), Prior(), Alone(), Overrides(), Array(), fractions.Fraction(1, 2), decimal.Decimal(1),
          datetime.timedelta(1), datetime.date(2020, 1, 1), collections.deque([1]), {}, range(2), (1, 2), [1], 10**30,
          memoryview(b'a'), bytearray(b'a'), None]
OPERATORS = [('+', operator.add), ('-', operator.sub), ('*', operator.mul), ('/', operator.truediv), ('==', operator.eq),
             ('<', operator.lt)]


def show(text, function, *args):
    try:
        r = function(*args)
        print(text, repr(r), type(r).__name__)
    except Exception as e:
        print(text, f'{type(e).__name__}: {e}')


for ours in (np.array([1, 2]), np.array([1.5]), np.array(2), np.float64(2), np.float32(1), np.int64(5), np.bool_(True)):
    for other in OTHERS:
        name = type(other).__name__
        for symbol, function in OPERATORS:
            if symbol in '==<' and (name in ('Overrides', 'NoneType', 'Prior') or isinstance(ours, np.generic)):
                continue
            show(f'{ours!r} {symbol} {name}', function, ours, other)
            if symbol in '+-':
                show(f'{name} {symbol} {ours!r}', function, other, ours)
x = np.array([1, 2]) # not changed by what fails
show('array *= Fraction', operator.imul, x, fractions.Fraction(1, 2))
show('object *= Fraction', operator.imul, x.astype(object), fractions.Fraction(1, 2))
