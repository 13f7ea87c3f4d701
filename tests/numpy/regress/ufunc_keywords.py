# dtype=, casting=, where=, out=, order= of ufuncs, and their errors in NumPy's order.
import warnings
import numpy as np


def t(f):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        try:
            print(repr(f()), [str(w.message) for w in seen])
        except Exception as e:
            print(type(e).__name__, e)


x, y = np.array([4., 0, 9]), np.array([2., 0, 0])
t(lambda: np.divide(x, y, where=y != 0, out=np.zeros(3)))
t(lambda: np.sqrt(x, out=np.zeros(3, 'f4')))
t(lambda: np.add(x, 1, dtype=int))
t(lambda: np.add(x, 1, dtype=int, casting='unsafe'))
t(lambda: np.add([1, 2], [3, 4], dtype='f4'))
t(lambda: np.sin(np.arange(3), dtype=bool))
t(lambda: np.sin(1j * np.ones(2), dtype='f8'))
t(lambda: np.multiply(x, 2, out=np.zeros((2, 3))))
t(lambda: np.multiply(x, 2, out=np.zeros((3, 2))))
t(lambda: np.multiply(np.ones((2, 3)), 2, out=np.zeros(3)))
t(lambda: np.log(np.array(2.), out=np.zeros(2)))
t(lambda: np.gcd(np.ones(2), 3))
t(lambda: np.gcd(np.array([4, 6]), 2.5))
t(lambda: np.bitwise_and(np.ones(2), 3))
t(lambda: np.bitwise_and([1, 2], 3, dtype=bool))
t(lambda: np.less([1, 2], 2, dtype='f8'))
t(lambda: np.less([1, 2], 'a'))
t(lambda: np.add([1, 2], 'a'))
t(lambda: np.floor_divide([1, 2], 'a'))
t(lambda: np.exp2(x, casting='bad'))
t(lambda: np.exp2(x, order='Z'))
t(lambda: np.ldexp(2, np.arange(3)))
t(lambda: np.ldexp(1.5, 2.5))
t(lambda: np.arctan2(-1, np.array([True, False])))
t(lambda: np.add(np.ones((2, 3)), 1, order='F').flags.f_contiguous)
t(lambda: (np.broadcast_to(np.ones((3, 2)).T, (4, 2, 3)) + 1).strides)
t(lambda: np.add.types[:3])
t(lambda: np.isposinf(1j))
t(lambda: np.sinc([True, False]))
t(lambda: np.modf(np.int16(3)))
t(lambda: np.clip([1 + 1j, 5], 2, 3j))


def inplace(a, f):
    f(a)
    return a


def div(a):
    a /= 2


def add(a):
    a += np.ones((2, 3))


t(lambda: inplace(np.arange(3), div))
t(lambda: inplace(np.ones(3), add))
t(lambda: np.sum(np.ones((2, 3)), axis=0, out=np.zeros(2)))
t(lambda: np.sum(np.ones((2, 3)), axis=0, out=np.zeros((1, 3)), keepdims=True))
t(lambda: np.max(np.arange(6).reshape(2, 3), axis=1, where=[True, False, True]))
t(lambda: np.max(np.arange(6).reshape(2, 3), axis=1, where=[True, False, True], initial=-1))
t(lambda: np.max(np.arange(3, dtype='i2'), initial=7.5))
t(lambda: np.max([1 + 2j, 1 + 3j, 0]))
t(lambda: np.argmin([[1 + 2j, 1j], [0, 5]], axis=1))
t(lambda: np.min(np.zeros((0, 3))))
t(lambda: np.mean(np.zeros((0, 3))))
t(lambda: np.mean(np.arange(4.), where=[True, False, True, False]))
t(lambda: np.std(np.arange(4), dtype=int))
t(lambda: np.var(np.zeros(0)))
t(lambda: np.sum(np.ones(3), where=np.ones((2, 3), bool)))
t(lambda: np.ptp(np.array([1 + 1j, 3])))
