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
