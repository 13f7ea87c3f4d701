# __array_function__: which classes are asked, in which order, with which arguments; like=; ndarray's own method.
import numpy as np


class Duck:
    def __array_function__(self, func, types, args, kwargs):
        print(' ', func.__module__, func.__name__, [t.__name__ for t in types], args, kwargs)
        return 7

    def __repr__(self):
        return 'duck'


class No:
    def __array_function__(self, func, types, args, kwargs):
        return NotImplemented

    def __repr__(self):
        return 'no'


class Loud(np.ndarray):
    def __array_function__(self, func, types, args, kwargs):
        print('  loud', func.__name__, [t.__name__ for t in types])
        return super().__array_function__(func, types, args, kwargs)


class Quiet(np.ndarray):
    pass


class First:
    def __init__(self, name):
        self.name = name

    def __array_function__(self, func, types, args, kwargs):
        print(' ', self.name, end='')
        return NotImplemented


class Second(First):
    pass


class Third(Second):
    pass


class Other(First):
    pass


d, n, l, q = Duck(), No(), np.arange(3).view(Loud), np.arange(3).view(Quiet)
calls = '''np.sum(d, 0, int)|np.sum(a=d, axis=1)|np.concatenate([np.arange(3), n, d], axis=0)|np.where(d)|np.where([True], d, l)
np.sum(l, out=d)|np.mean([1, 2], where=d, out=l)|np.block([[1, [d]], [2]])|np.einsum('i,i', d, out=l)|np.vstack((d, 1))
np.broadcast_arrays(d, 1)|np.select([d], [1])|np.copyto(d, 1)|np.dot(1, b=d)|np.result_type(d, int)|np.linalg.multi_dot([d, 1])
np.linalg.norm(d, axis=0)|np.fft.fft(d)|np.char.add(d, 'a')|np.emath.sqrt(d)|np.lib.stride_tricks.sliding_window_view(d, 2)
np.shape(d)|np.ndim(d)|np.median(d)|np.unique(d, return_counts=True)|np.interp(1, [0, 2], d)|np.pad(d, 2, mode='edge', x=1)
np.save('nowhere', d)|np.array_repr(d)|np.clip(1, d, None)|np.histogramdd([d, d])|np.lexsort((d, 1))|np.apply_along_axis(len, 0, d)
np.max(d)|np.round(d, 2)|np.row_stack([d])|np.polyfit([1], d, 1)|np.meshgrid(1, d)|np.is_busday(d)|np.gradient([1.0, 2.0], d)
np.concatenate([n, 1])|np.linalg.norm(n)|np.fft.fft(n)|np.char.add(n, 'a')|np.concatenate([l, n])|np.concatenate([n, l])
np.sum(d, foo=1)|np.sum(l)|np.sum(l, axis=0)|np.concatenate((l, q))|np.concatenate([q, q])|np.mean(l)|np.clip(l, 0, 1)
np.concatenate([First('a'), Second('b'), First('c')])|np.concatenate([First('a'), Other('o'), Third('b'), Second('d')])
np.ndarray.__array_function__(l, np.sum, (Loud,), (l,), {})|np.ndarray.__array_function__(l, np.sum, [Loud, int], (l,), {})
np.ndarray.__array_function__(l, len, (Loud,), (l,), {})|np.array([1], 'f', copy=False, like=d)|np.zeros((3,), order='F', like=d)
np.ones(3, int, like=d)|np.full(3, fill_value=1, dtype=int, like=d)|np.arange(1, 3, 2, like=d)|np.eye(3, like=d)|np.tri(3, 4, k=1, like=d)
np.identity(3, like=d)|np.fromfunction(abs, (3,), dtype=int, like=d, z=3)|np.require([1], 'f', 'C', like=d)|np.loadtxt('x', int, like=d)
np.genfromtxt('x', delimiter=',', like=d)|np.fromstring('1 2', sep=' ', like=d)|np.fromiter([1], int, like=d)|np.zeros(3, like=1)
np.ones(3, like=[1])|np.zeros(3, like=None)|np.full(1, 2, like=q)|np.zeros(3, like=n)|np.frombuffer(b'12', like=d)|np.asarray([1], like=d)'''
for line in calls.splitlines():
    for call in line.split('|'):
        print(call)
        try:
            print('   ', repr(eval(call)))
        except Exception as e:
            print('   ', type(e).__name__, str(e).replace('__main__.', ''))

HANDLED = {}


def implements(func):
    def note(mine):
        HANDLED[func] = mine
        return mine
    return note


class Diagonal:
    """Only some functions, kept in a dict; the others are refused."""

    def __init__(self, n, value):
        self.n, self.value = n, value

    def __array__(self):
        return self.value * np.eye(self.n)

    def __array_function__(self, func, types, args, kwargs):
        if func not in HANDLED or not all(issubclass(t, Diagonal) for t in types):
            return NotImplemented
        return HANDLED[func](*args, **kwargs)


@implements(np.sum)
def _(a):
    return a.n * a.value


@implements(np.mean)
def _(a):
    return a.value / a.n


x = Diagonal(5, 2)
print(np.sum(x), np.mean(x), np.asarray(x).sum(), np.max is np.amax)
try:
    np.concatenate([x, x])
except TypeError as e:
    print(str(e).replace('__main__.', ''))
