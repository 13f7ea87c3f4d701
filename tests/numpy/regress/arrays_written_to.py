# Outputs of running sums, arrays resized in place, subclasses of arrays of objects made plain, signs of not-a-numbers.
import numpy as np


def show(f, *args, **kw):
    try:
        print(repr(f(*args, **kw)))
    except ValueError as e:
        print(e)


for kind in (int, float, object):
    for n, m in ((1, 3), (2, 3), (2, 2), (1, 1)):
        for name in ('cumsum', 'cumprod'):
            if (kind, n) == (object, 1) or kind is object and m != n:
                continue
            show(getattr(np, name), np.ones(n, kind), out=np.zeros(m, float))
show(np.nancumsum, [3.0], out=np.zeros(2))
show(np.cumsum, [3.5], out=np.zeros(2, int))


def resized(x, shape):
    try:
        x.resize(shape, refcheck=False)
        print(x.tolist(), x.strides)
    except ValueError as e:
        print(e)


a = np.arange(12).reshape(3, 4).copy()
for shape in ((2, 2), (4, 3), (12,), (5, 3)):
    for x in (np.arange(12)[::2], a.copy().T, np.asfortranarray(a), a.copy()[:, 1:], a.copy()[1:], a.copy(),
              np.broadcast_to(np.arange(3), (2, 3))):
        resized(x, shape)

for x in (np.array(3, dtype=object), np.array(['a']), np.zeros(2, 'M8[D]')):
    m = x.view(np.matrix)
    print(repr(m), type(np.asarray(m)).__name__, type(np.asanyarray(m)).__name__, m.ravel().shape)
with np.errstate(invalid='ignore'):
    print(np.sign(np.array([complex(1, np.nan), complex(np.nan, 1), complex(0, np.nan), complex(-2, 5), complex(0, 3), 0])))
for x in (np.ones(2, object), np.array([['a'], ['b']]), np.zeros(2, 'm8[s]'), np.zeros((1, 2), 'i4,i4')):
    print([f(x).shape for f in (np.empty_like, np.zeros_like, np.ones_like)], np.zeros_like(x, shape=(3,)).shape)
