# Edges of making and filling arrays: x.flat of what cannot be written, ranges with endless steps, lists nested too deeply,
# casts of records to void, text compared without what ends it.
import numpy as np


def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


a = np.arange(20.).reshape(4, 5)
a.flags.writeable = False
b = a[::2, ::2]


def put(x, key, value):
    x.flat[key] = value


def fill(x):
    x.flat = 3


for x in a, b:
    t(lambda: put(x, 4, 100))
    t(lambda: put(x, slice(2), 100))
    t(lambda: put(x, [1, 2], 100))
    t(lambda: fill(x))
t(lambda: (a.sum(), b.sum()))
t(lambda: [x.flat.__array__().flags.writeable for x in (a, b, np.zeros((2, 2)), np.zeros((4, 4))[::2, ::2])])
z = np.zeros((2, 2))
z.flat.__array__()[1] = 5
t(lambda: z)
t(lambda: np.asarray(np.arange(6).reshape(2, 3).T.flat))
t(lambda: z.flat.__delitem__(1))

inf, eps, most = np.inf, np.finfo(float).eps, np.finfo(float).max
for args in ((0, 1, inf), (0, 1, -inf), (0, -1, -inf), (0, -1, inf), (0, eps, most), (0, -eps, most), (0, 5e-324, 1e308), (0, inf), (0, -inf),
             (np.nan,), (0, 10, np.nan), (inf, inf), (1, 1, inf), (0, 1e300), (2, 3, 5.5), (1.5, 1)):
    t(lambda: np.arange(*args))
for dt in 'f4', 'i4', 'g':
    t(lambda: np.arange(0, 1, inf, dtype=dt))


def nested(v, n):
    for _ in range(n):
        v = [v]
    return v


for n in 31, 32, 33, 40:
    t(lambda: np.array(nested(1.2, n), 'f8').ndim)
    t(lambda: np.array(nested(1.2, n)).ndim)
    t(lambda: np.array(nested(1.2, n), object).ndim)
    t(lambda: np.array(nested(np.ones((1, 1)), n - 1), 'f8').ndim)

for pair in ('d,i', 'V'), ('i4', 'V'), ('d,i', 'V12'), ('V', 'd,i'), ('U3', 'V'):
    t(lambda: [np.can_cast(*pair, casting=c) for c in ('no', 'equiv', 'safe', 'same_kind', 'unsafe')])
p, q = np.array([b'a \0 ', b'b\t', b'c\x1c']), np.array([b'a', b'b', b'c'])
t(lambda: (np.char.equal(p, q), np.char.less(q, p), np.char.compare_chararrays(p, q, '!=', True), np.char.equal(p, q[::-1])))
t(lambda: np.char.equal(np.array(['a\0 ', 'b\u2003']), ['a', 'b']))
