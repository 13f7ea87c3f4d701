# Functions of one's own that ask for __array_function__ (numpy.core.overrides), what ndarray's own method leaves to methods,
# and the sizes that sys.getsizeof tells.
import inspect
import sys

import numpy as np
from numpy.core.overrides import (ARRAY_FUNCTION_ENABLED, _get_implementing_args, array_function_dispatch,
                                  array_function_from_dispatcher, set_module, verify_matching_signatures)


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Duck:
    def __array_function__(self, func, types, args, kwargs):
        return func.__name__, [c.__name__ for c in types], len(args), sorted(kwargs)


class Quiet:
    def __array_function__(self, func, types, args, kwargs):
        return NotImplemented


@array_function_dispatch(lambda a, b=None: (a, b), module='own.module')
def pair(a, b=None):
    """Two."""
    return 'itself', a, b


t(lambda: (pair.__name__, pair.__module__, pair.__doc__, pair._implementation.__name__, str(inspect.signature(pair))))
t(lambda: pair(1))
t(lambda: pair(1, b=2))
t(lambda: pair(Duck()))
t(lambda: pair(1, b=Duck()))
t(lambda: pair(Quiet(), Duck()))
t(lambda: pair(Quiet()))
t(lambda: pair(np.ones(2), Quiet()))
t(lambda: pair(np.ones(1)))
t(lambda: pair())
t(lambda: pair(1, 2, 3))
t(lambda: pair(c=1))
t(lambda: verify_matching_signatures(lambda a, b=0: 0, lambda a, b=None: 0))
t(lambda: verify_matching_signatures(lambda a, b=0: 0, lambda a, b=1: 0))
t(lambda: array_function_dispatch(lambda *a: a, verify=False)(lambda x: ('x', x))(Duck()))
t(lambda: (ARRAY_FUNCTION_ENABLED, set_module('m')(lambda: 0).__module__))
t(lambda: [type(v).__name__ for v in _get_implementing_args([1, np.ones(2), Duck(), Duck(), Quiet(), np.ones(1)])])


@array_function_from_dispatcher(lambda x: ('C', x))
def told(x):
    """Of the dispatcher."""
    return (x,)


t(lambda: (told(1), told(Duck()), told.__doc__))


class Forwards(np.ndarray):
    def sum(self, axis, out):
        return 'own sum'

    def argsort(self, *args, **kwargs):
        return 'own order'

    def __array_function__(self, func, types, args, kwargs):
        return super().__array_function__(func, types, args, kwargs)


x = np.arange(3).view(Forwards)
t(lambda: (np.sum(x), np.argsort(x), np.max(x), type(np.cumsum(x)).__name__))
t(lambda: np.histogram2d([1, 2], [1, 2], bins=[Duck(), 5]))
for f in np.sum, np.amax, np.all, np.mean, np.std:
    t(lambda: list(inspect.signature(f).parameters))


class Derived(np.ndarray):
    pass


g = sys.getsizeof
t(lambda: [g(np.zeros((1,) * n)) for n in range(5)])
t(lambda: [g(v) for v in (np.zeros(100), np.zeros(100)[:], np.zeros(0), np.zeros((2, 3), 'O'), np.zeros(3, 'S5'), np.zeros(3, 'i4,f8'))])
t(lambda: [g(np.dtype(c).type(0)) for c in '?bBhHiIlLqQefdgFDG'])
y = np.zeros(100)
y.resize(50)
t(lambda: (g(y), y.__sizeof__()))
t(lambda: y.__sizeof__(3))
t(lambda: np.float32().__sizeof__('a'))
