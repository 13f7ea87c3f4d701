# Times, records and pairs of results, by the short way and beside it.
import numpy as np
import datetime

for u in 'Y M W D h m s ms us ns as'.split():
    for n in ('', '3')[:1 + (u[-1] != 's' or u in ('s', 'ms', 'us'))]:
        t = 'M8[%s%s]' % (n, u)
        a = np.array([0, 1, -1, 17000, -719162, 2932896, 2932897, -719163, 10 ** 7, -2 ** 63], 'i8').view(t)
        print(t, a.tolist(), a[3].item(), repr(a[2]))
        d = a.view(t.replace('M', 'm'))
        print(d.tolist(), repr(d[1]), d[4].item())
b = np.array(['2020-02-29T12:34:56.789', 'NaT'], '>M8[ms]')
print(b.tolist(), b[0], [type(v).__name__ for v in b], type(b[0].item()), np.array(['2020'], 'M8[D]').tolist()[0].__class__)
r = np.zeros(3, [('i', 'i2'), ('f', 'f4'), ('s', 'U3'), ('b', 'S2'), ('t', 'M8[D]'), ('o', 'O'), ('v', 'V2'), ('c', 'c8'), ('q', '?')])
r[1] = (1, 2.5, 'abcd', b'x', '2020-01-01', 'an object', b'zz', 1j, True)
r['o'][2] = 1.5
print(r.tolist(), [type(v).__name__ for v in r.tolist()[1]], r[1].item(), type(r[2].tolist()[5]).__name__)
n = np.zeros(2, [('a', [('x', 'i4'), ('y', 'f8', (2,))]), ('b', 'g')])
n['a']['x'] = 7
print(n.tolist(), n['a'].tolist(), n['b'].tolist(), n[['b']].tolist(), n[1].item(), type(n.tolist()[0][1]).__name__)
m = np.zeros((2, 2), [('a', [('x', 'i4')]), ('b', '>i2')])
m[1, 0] = ((3,), 4)
print(m.tolist(), m[::-1, 0].tolist(), m.view(np.recarray).tolist()[1], m[1].tolist())
for x, y in ((np.arange(-4, 5), 3), (7, np.array([2, -2])), (np.array([1.5, -7, np.inf]), np.array([2.0, 2, 2])),
             (np.arange(3), np.array([1, 0, 2])), (np.array([5], 'u1'), np.array([-3], 'i1')), (np.array(7), 2), (np.arange(4, dtype='f4').reshape(2, 2).T, 1.5),
             (np.array([True]), True), (np.array([1.0, 2]), np.array([0.0, 3]))):
    with np.errstate(all='ignore'):
        q, w = np.divmod(x, y)
        print(repr(q), repr(w), divmod(x, y)[0].dtype, type(q).__name__)
for x in (np.array([1.5, -2.25, 0.0, -0.0, np.inf, -np.inf, np.nan, 1e-310, 1e300]), np.array(2.5), np.arange(3), np.array([1.5, -3], 'f4'), np.array([0.1], 'f2'),
          np.arange(6.0).reshape(2, 3).T):
    print(*map(repr, np.modf(x)), *map(repr, np.frexp(x)), np.modf(x)[0].strides)
try:
    with np.errstate(all='raise'):
        np.divmod(np.arange(3.0), 0.0)
except FloatingPointError as e:
    print(e)
