# __array_ufunc__, __array_prepare__ and __array_wrap__: who is asked, in which order, with which words.
import numpy as np


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


class Answers:
    def __array_ufunc__(self, ufunc, method, *inputs, **words):
        return type(self).__name__, ufunc.__name__, method, len(inputs), words

    def __repr__(self):
        return 'answers'


class Below(Answers):
    pass


class Passes:
    def __array_ufunc__(self, *args, **words):
        return NotImplemented

    def __repr__(self):
        return 'passes'


class OptsOut:
    __array_ufunc__ = None


a, row = Answers(), np.arange(3.)
for f in (lambda: np.add(a, row), lambda: row - a, lambda: np.add(a, Below()), lambda: np.add(Passes(), a), lambda: np.add(Passes(), 4),
          lambda: np.add(1, Passes(), out=(row,)), lambda: np.sin(OptsOut()), lambda: np.add(a, OptsOut()), lambda: np.add(1, 2, out=OptsOut()),
          lambda: np.add(row, row, a), lambda: np.add(row, row, out=a), lambda: np.add(a, row, None), lambda: np.add(a, 1, 'x', out='y'),
          lambda: np.add(a, 1, out=('x', 'y')), lambda: np.add(a, 1, sig='s'), lambda: np.add(a, 1, sig='s', signature='t'),
          lambda: np.modf(a, 'o'), lambda: np.modf(row, out=(None, a)), lambda: np.modf(a, out=None), lambda: np.add(a, 1, odd=2)):
    show(f)
for f in (lambda: np.add.reduce(a, 1, None, 'out', True), lambda: np.add.reduce(a), lambda: np.add.reduce(row, out=a),
          lambda: np.add.reduce(a, out=(None,)), lambda: np.add.reduce(a, out=(1, 2)), lambda: np.add.accumulate(a, 0, None, None),
          lambda: np.add.reduceat(a, [1]), lambda: np.add.outer(a, 7, out='o'), lambda: np.add.outer(a), lambda: np.add.at(row, [0], a),
          lambda: np.add.at(a, [0]), lambda: np.sum(a), lambda: np.max(a, axis=2), lambda: np.all(a, keepdims=True)):
    show(f)
show(lambda: np.add(1, 2, sig='ii->i', signature='ii->i'))
show(lambda: np.add(1, 2, signature='ii->i', dtype=int))


class Wraps:
    def __array__(self):
        return np.array([4., 9.])

    def __array_wrap__(self, r, context=None):
        return type(self).__name__, type(r).__name__, r.tolist(), context and (context[0].__name__, len(context[1]), context[2])


class WrapsMore(Wraps):
    __array_priority__ = 9


class Shows:
    def __array__(self):
        return np.array([1., 2.])

    def __array_wrap__(self, r):
        return 'without context', r.tolist()


class Refuses:
    def __array__(self):
        return np.array([1., 2.])

    def __array_prepare__(self, r, context=None):
        raise RuntimeError('prepared')


class Sub(np.ndarray):
    __array_priority__ = 3


for f in (lambda: np.sqrt(Wraps()), lambda: np.add(WrapsMore(), Wraps()), lambda: np.add(Wraps(), WrapsMore()), lambda: np.arange(2) + Wraps(),
          lambda: np.add(Sub(2) * 0, Wraps()).tolist(), lambda: np.add(Sub(2), WrapsMore())[0], lambda: np.add(1, Shows()), lambda: np.add(Refuses(), 1),
          lambda: np.modf(Wraps()), lambda: np.add(Wraps(), 1, subok=False), lambda: np.add(Wraps(), 1, out=np.zeros(2)),
          lambda: np.maximum.reduce(Wraps()), lambda: np.add.accumulate(Shows()), lambda: np.sqrt(Wraps(), dtype='f4')):
    show(f)
