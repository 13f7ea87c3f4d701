# Fields of text in records that are seen as bytes, as numbers, or as other records.
import numpy as np
def attempt(f):
    try: r = f(); print(r if r is None or not isinstance(r, np.ndarray) else repr(r))
    except Exception as e: print(type(e).__name__, e)

r = np.arange(8.).view([('x', 'f8'), ('y', 'f8')]); print(r.base, r['x'].base)
r = np.zeros(3, [('n', 'S4'), ('k', 'i4')]); n = r['n']; n[0] = b'one'; u = r.view('u1').reshape(3, 8); print(u, r['n'].strides, n.strides); u[1, 0] = 65; n[2] = b'two'; print(r, u, n)
i = r.view('i4'); i[4] = 66; print(r, n); print(n.view('i4'), np.shares_memory(n, u))
k = r['k']; k[...] = 5; print(i)
r2 = np.zeros(2, [('n', 'U2')]); r2['n'].view('u4')[...] = 67; print(r2, r2.view('u4')); r2[0] = ('q',); print(r2.view('u4'))
x = np.zeros(4, 'u1').view([('a', 'S2')]); x['a'] = b'hi'; print(x, x.base); x[0]['a'] = b'yo'; print(x, x.view('S2'), x.view('V2'))

# records inside of records
n = np.zeros(3, [('p', [('s', 'S2'), ('i', 'i2')]), ('q', 'S4')]); u = n.view('u1').reshape(3, 8); print(u.base is n)
u[:, 0] = 66; u[1, 4] = 67; print(n); n['p']['s'][2] = b'hi'; n['q'] = b'end'; print(u)
p = n['p']; print(p.strides, p['i'].strides, p['s'].strides, n['q'].strides); p.view('S4')[0] = b'four'; print(n, p.view('i4'))
d = [('p', [('s', 'S2'), ('i', 'i2')], (2,)), ('q', 'i4')]
n = np.arange(24, dtype='u1').view(d); print(n, n['p'].strides, n['p']['i'].strides, n['p']['s'].strides); n['p']['s'][:, 1] = b'xy'; n['p'][0]['i'] = -1
print(n.view('u1')); n = np.zeros(2, d); n['p']['s'] = [[b'a', b'b'], [b'c', b'd']]; print(n.view('S4')); n.view('S4')[1] = b'Zz'; print(n)
n = np.zeros(2, [('r', [('n', [('k', 'i2')])]), ('t', 'V2')]); n.view('i4')[...] = 0x20001; print(n, n['r']['n'].view('i2'), n['r'].base is n)
b = np.array([(1, b'a'), (2, b'b')], [('a', '>i2'), ('s', 'S2')]); print(b.view('i2'), b.byteswap().view('i2')); b.view('S2')[0] = b'\x01'; print(b)

# nothing to see
for d in ('u1', 'S2', [('a', 'S2')]):
    for e in ('u1', 'S2', [('a', 'S2')], [('a', 'i2')], 'V2'):
        x = np.zeros((0, 4), d); v = x.view(e); print(v.shape, v.strides, v.flags.writeable, v.base is x, v.dtype)

# in the order of memory
x = np.zeros(6, 'i4').view('S4').reshape(2, 3).T
for r in (x.astype('S4'), x.astype('S3'), x.copy(), np.array(x), np.zeros(6, [('a', 'i2'), ('b', 'S2')]).reshape(2, 3).T.byteswap()):
    print(r.strides, r.flags.owndata)
x = np.asarray(memoryview(np.array(['abc', 'de']))); print(type(x.base), x); x[0] = 'ok'; print(x.base.obj)

# all fields take a value, or none does; places counted along records that lie in steps
def after(x, f):
    try: f(x)
    except Exception as e: print(type(e).__name__, e)
    print(x)
for d in ([('a', 'S3'), ('b', 'u1')], [('p', [('s', 'S2'), ('i', 'i2')], (2,)), ('q', 'i4')]):
    after(np.ones(3, d), lambda x: x.__setitem__(slice(1, None), b'q'))
    after(np.ones(3, d), lambda x: x.__setitem__(..., '7'))
    after(np.ones(3, d), lambda x: x.__setitem__(0, b'q'))
for x in (np.array([(1, b'a'), (2, b'b'), (3, b'c'), (4, b'd')], [('n', 'i2'), ('s', 'S2')]), np.arange(4, dtype='i4').view('S4'), np.array(['a', 'b', 'c', 'd'])):
    y = x.reshape(2, 2)[::-1]
    y.flat[1:3] = y[0, 0]; print(x); np.put(y.T, [0, 3], y[1, 1]); print(x); y.T.flat[0] = x[2]; print(x)
for d in ('V2', 'S2', 'U2', 'O'):
    after(np.zeros((0, 2), d), lambda x: x.__setitem__(..., 65))
    after(np.zeros((0, 2), d), lambda x: x.fill('a'))
