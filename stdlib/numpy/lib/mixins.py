"""Operators of Python in terms of universal functions, for classes with an __array_ufunc__."""
from numpy import _core

__all__ = ['NDArrayOperatorsMixin']


def _declines(other):
    """Does the other operand want to be left alone?"""
    try:
        return other.__array_ufunc__ is None
    except AttributeError:
        return False


def _operator(ufunc, name):
    def forward(self, other):
        return NotImplemented if _declines(other) else ufunc(self, other)
    forward.__name__ = f'__{name}__'
    return forward


def _reflected(ufunc, name):
    def backward(self, other):
        return NotImplemented if _declines(other) else ufunc(other, self)
    backward.__name__ = f'__r{name}__'
    return backward


def _in_place(ufunc, name):
    def inplace(self, other):
        return ufunc(self, other, out=(self,))
    inplace.__name__ = f'__i{name}__'
    return inplace


def _single(ufunc, name):
    def single(self):
        return ufunc(self)
    single.__name__ = f'__{name}__'
    return single


_COMPARISONS = {'lt': 'less', 'le': 'less_equal', 'eq': 'equal', 'ne': 'not_equal', 'gt': 'greater', 'ge': 'greater_equal'}
_ARITHMETIC = {'add': 'add', 'sub': 'subtract', 'mul': 'multiply', 'matmul': 'matmul', 'truediv': 'true_divide',
               'floordiv': 'floor_divide', 'mod': 'remainder', 'pow': 'power', 'lshift': 'left_shift',
               'rshift': 'right_shift', 'and': 'bitwise_and', 'xor': 'bitwise_xor', 'or': 'bitwise_or'}
_SINGLE = {'neg': 'negative', 'pos': 'positive', 'abs': 'absolute', 'invert': 'invert'}


class NDArrayOperatorsMixin:
    """All special methods for operators; what they do is the business of __array_ufunc__."""

    __slots__ = ()

    def __divmod__(self, other):
        from numpy import divmod
        return NotImplemented if _declines(other) else divmod(self, other)

    def __rdivmod__(self, other):
        from numpy import divmod
        return NotImplemented if _declines(other) else divmod(other, self)


for _name, _ufunc in _COMPARISONS.items():
    setattr(NDArrayOperatorsMixin, f'__{_name}__', _operator(getattr(_core, _ufunc), _name))
NDArrayOperatorsMixin.__hash__ = None
for _name, _ufunc in _ARITHMETIC.items():
    setattr(NDArrayOperatorsMixin, f'__{_name}__', _operator(getattr(_core, _ufunc), _name))
    setattr(NDArrayOperatorsMixin, f'__r{_name}__', _reflected(getattr(_core, _ufunc), _name))
    setattr(NDArrayOperatorsMixin, f'__i{_name}__', _in_place(getattr(_core, _ufunc), _name))
for _name, _ufunc in _SINGLE.items():
    setattr(NDArrayOperatorsMixin, f'__{_name}__', _single(getattr(_core, _ufunc), _name))
del _name, _ufunc
