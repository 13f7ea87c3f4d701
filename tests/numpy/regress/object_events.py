"""Floating-point events of the operations on objects count as the ufunc's; orders and errors of their reductions."""
from decimal import Decimal

from _programs import A, np, show

inf, nan = np.inf, np.nan


def objects(*items):
    return np.array(items + (None,), object)[:-1]


show(lambda: objects(inf, 1) * 0)
show(lambda: objects(1e308) * 10)
show(lambda: objects(nan, 1.) < 1.)
show(lambda: objects(nan, 1.) == 1.)
show(lambda: np.maximum(objects(nan), 1.))
show(lambda: objects(nan, 1.).max())
show(lambda: objects(inf, -inf).sum())
show(lambda: np.add.reduce(objects(inf, -inf)))
show(lambda: np.cumsum(objects(inf, -inf)))
show(lambda: objects(inf) // 1)
show(lambda: objects(complex(inf, 0)) * 1j)
show(lambda: objects(.1, 3) / 3)
show(lambda: objects(Decimal(1)) < Decimal(2))
show(lambda: np.sign(objects(nan)))
show(lambda: np.sqrt(objects(np.float64(-1))))
show(lambda: divmod(objects(7.5), 2))
show(lambda: np.searchsorted(objects(1, 2), 3j))
show(lambda: np.searchsorted(objects(1, 2), None))
show(lambda: np.searchsorted(objects(), [3j, 'a']))
show(lambda: np.searchsorted(objects(3, 1, 2), [5, 2, 0, 7], sorter=[1, 2, 0]))
show(lambda: np.searchsorted(objects(1, 2, 4), [3, 1, 5], side='right'))
show(lambda: A((0, 3), 'O').max())
show(lambda: np.mean(A((), 'O'), axis=0))
show(lambda: np.sum(A((2, 2, 2), 'O', 7, 'F'), axis=0))
show(lambda: np.prod(A((2, 3, 2), 'O', 7, 'T'), axis=1))
show(lambda: np.cumsum(A((2, 1, 3), 'O', 4, 'B'), axis=1))
show(lambda: np.cumsum(A((2, 2, 2), 'O', 7, 'F'), axis=0))
show(lambda: np.remainder.reduce(A((2, 1, 3), 'U3'), axis=None))
show(lambda: np.remainder.reduce(A((2, 1, 3), 'O'), axis=None))
show(lambda: objects(1, True, 1 << 70) < nan)
show(lambda: nan == objects(1, 2))
show(lambda: np.cumsum(A((0,), 'O', 6), axis=-1))
