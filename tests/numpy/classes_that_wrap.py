"""Classes with __array_wrap__ that must have a context, that take no part in ufuncs, and that are asked for a power."""
import warnings

import numpy as np

warnings.simplefilter('always')


class Wraps(np.ndarray):
    __array_priority__ = 10

    def __array_wrap__(self, arr, context):
        print('   wrap', arr.shape, context and (context[0].__name__, len(context[1]), context[2]))
        return arr.view(type(self))


class Holder:
    def __array__(self):
        return np.arange(4.).reshape(2, 2)

    def __array_wrap__(self, arr, context=None):
        return 'wrapped', arr, context


class Named(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **kw):
        return ufunc.__name__


class Nine(np.ndarray):
    def __array_wrap__(self, obj):
        return np.array([9.])


class Fails(np.ndarray):
    def __array_wrap__(self, obj):
        raise RuntimeError('no')


class Growing(np.ndarray):
    def __array_finalize__(self, obj):
        if self.ndim == 3:
            self.shape = self.shape + (1,)


class Apart:
    __array_ufunc__ = None

    def __radd__(self, other):
        return 'radd'


def show(f, *args, **kwargs):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            r = f(*args, **kwargs)
            print(type(r).__name__, r)
        except Exception as e:
            print(f'{type(e).__name__}: {e}')
    for w in caught:
        print('  ', w.category.__name__, w.message)


a = np.array([[1., 2.], [3., 4.]]).view(Wraps)
for method in 'sum', 'prod', 'cumsum', 'max', 'any':
    show(getattr(a, method))
show(a.sum, 0)
show(np.add.reduce, a)
show(np.add.accumulate, a)
show(np.add.reduceat, a, [0])
show(np.maximum.reduce, a, axis=None)
show(a.compress, [True, False], 0)
show(lambda: a ** 2)
show(lambda: a ** 0.5)
show(lambda: a ** 3)
show(np.multiply, a, 2., subok=False)
show(np.frexp, a, subok=False)
show(np.frexp, a)

h = Holder()
for f in np.sum, np.prod, np.max, np.any, np.mean, np.add.reduce, np.add.accumulate:
    show(f, h)
show(np.sum, h, axis=0, keepdims=True)
show(np.sum, a=h, out=np.zeros(()))
show(np.add.reduceat, h, [0])

for number in 5., 5, True, 5j:
    x = np.array([number]).view(Named)
    print([x ** e for e in (2, 2.0, np.array(2), 3, 2.5)])
x = np.array([5.]).view(Named)
print([x ** e for e in (1, 0.5, -1)])
y = np.array(5.).view(Named)
y **= 2
print(y)

show(np.frexp, 1, np.empty(1).view(Nine), np.empty(1))
show(np.frexp, 1, np.empty(1).view(Nine), np.empty(1).view(Fails))
show(np.divmod, 7, 2, np.empty(1).view(Nine), np.empty(1).view(Fails))
show(np.add, 1, 2, np.empty(1).view(Nine))

show(np.add.outer, np.ones((2, 3)).view(Growing), [1, 2])
matrix = np.asmatrix([[1, 2]])
show(np.add.outer, matrix, [1, 2])
show(np.subtract.outer, matrix, matrix)

one = np.array([1])
show(lambda: one + Apart())
show(one.__iadd__, Apart())
