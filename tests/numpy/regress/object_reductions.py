# Reductions of objects, text and times with more than an axis.
import numpy as np

x = np.array([[1, 5, 2], [7, 0, 3]], dtype=object)
d = np.array(['2001-01-01', '2002-02-02', 'NaT'], 'M8[D]')
s = np.array(['b', 'c', 'a'])


def t(f):
    try:
        v = f()
        print(type(v).__name__, repr(v))
    except Exception as e:
        print(type(e).__name__, e)


t(lambda: x.sum(keepdims=True))
t(lambda: np.sum(x, axis=0, keepdims=True))
t(lambda: np.max(x, axis=1, keepdims=True))
t(lambda: np.sum(x, initial=10))
t(lambda: np.prod(x, where=x > 0))
t(lambda: np.sum(x, axis=1, out=np.zeros(2)))
t(lambda: np.sum(x, dtype=float))
t(lambda: np.sum([1, 2, 3], dtype=object))
t(lambda: np.mean(x, axis=0, keepdims=True))
t(lambda: np.argmax(x, axis=1, keepdims=True))
t(lambda: np.argmin(s, keepdims=True))
t(lambda: np.argmax(s, out=np.zeros(2, int)))
t(lambda: np.all(s))
t(lambda: np.any(s, axis=0))
t(lambda: np.max(d[:2], keepdims=True))
t(lambda: np.argmin(d, keepdims=True))
t(lambda: np.nanargmax(s))
t(lambda: np.sin('a', out=3))
t(lambda: np.sin('a', dtype='f4'))
m = np.array([[True, False, True], [False, False, False]])
t(lambda: np.sum(x, where=m, initial=100))
t(lambda: np.sum(x, where=m, initial=100, axis=1))
t(lambda: np.max(x, where=m, initial=-1, axis=1))
t(lambda: np.max(x, where=m, initial=-1, axis=0, keepdims=True))
t(lambda: np.max(x, where=m, initial=None, axis=0, keepdims=True))
t(lambda: np.sum(x, initial=100, axis=()))
t(lambda: np.sum(x, axis=()))
t(lambda: np.sum(x, axis=(), keepdims=True))
t(lambda: np.sum(x, initial=10))
t(lambda: np.sum(x, initial='a'))
t(lambda: np.max(x, initial=3, axis=0))
t(lambda: np.sum(x[:0], initial=3, axis=0))
t(lambda: np.sum(x[:0], axis=0))
t(lambda: np.max(x[:0], axis=0))
t(lambda: np.prod(x[:0]))
t(lambda: np.all(x))
t(lambda: np.any(x, where=m))
t(lambda: np.all(x, where=m, axis=0))
t(lambda: np.all(x, initial=0))
q = np.array([1, 2, 3], "m8[D]")
t(lambda: q.sum(initial=np.timedelta64(1,'D')))
t(lambda: q.sum(where=[True,False,True]))
t(lambda: q.sum(initial=10))
t(lambda: q.max(initial=10))
t(lambda: q.max(where=[True,False,True], initial=0))
t(lambda: d.max(where=[True,False,True]))
t(lambda: np.add.reduce(np.array(['a','b','c'],object), initial='s'))
t(lambda: np.array(x, float))
t(lambda: x.__array__() is x)
t(lambda: np.multiply.reduce(np.array([[2,3],[4,5]],object), axis=(0,1), initial=2))

# Assigning objects to numbers.
y = np.array([1, 5.5, True], dtype=object)
o = np.zeros(3)


def assign(key, v):
    z = o.copy()
    z[key] = v
    return z


t(lambda: assign(slice(None), y))
t(lambda: assign([0, 2, 1], y))
t(lambda: assign(np.array([True, False, True]), y[:2]))
t(lambda: assign(..., np.array(['a', '2', '3'], object)))
t(lambda: np.copyto(o, y))
t(lambda: np.copyto(o, y, casting='unsafe'))
t(lambda: o)

# The axis is checked before the type.
s = np.array([['a', 'b']])
for f in (np.max, np.min, np.cumsum, np.argmax):
    t(lambda: f(s, axis=3))
t(lambda: s.max(axis=0))
t(lambda: np.cumsum(s, axis=0))
t(lambda: np.max(np.array(['a', 'b']), axis=(0, 0)))
