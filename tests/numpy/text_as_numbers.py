# Text seen as numbers or as other text: every view of the text hears of it, copies do not.
import numpy as np
def attempt(f):
    try: r = f(); print(r if r is None or not isinstance(r, np.ndarray) else repr(r))
    except Exception as e: print(type(e).__name__, e)

t = np.array([['abc', 'de', 'f'], ['gh', 'ijk', '']])
p = t[:, ::2]; q = t.T
u = t.view('u4'); print(u, u.base is t, t.flags.owndata, u.flags.writeable, u.strides, t.strides)
u[0, 0] = ord('Z'); print(t, p, q)
p[...] = 'new'; print(u)
q[1] = 'y'; print(u, t)
c = t.view('U1'); c[:, 0] = '*'; print(t, c.base is t)
c2 = t.copy(); c2.view('u4')[...] = 67; print(t, c2)
t2 = np.array(['x', 'yy']); keep = t2.copy(); t2.view('u4')[:] = 68; print(t2, keep, t2[::-1])
keep.view('u4')[0] = 69; print(keep, t2)

b = np.array(['ab', 'cd']).astype('>U2'); b.view('u1')[3] = 65; print(b, b.view('>u4')); b[1] = 'q'; print(b.view('>u4'), b.view('<u4'))
b.byteswap(True); attempt(lambda: b.view('u4'))
s = np.array([b'ab', b'c'], 'S3'); m = memoryview(s); print(m.format, m.itemsize, m.tolist() if 0 else bytes(m)); np.asarray(m)[0] = b'w'; print(s, bytes(m))
z = np.zeros(3, 'U2'); z.view('u4')[1] = 98; print(z, z == '', z.tolist())
s.view('u1')[0] = 0; print(s, s[0]); s.view('u1')[2] = 65; print(s)
s0 = np.array(b'abcd'); n0 = s0.view('i4'); n0[...] = 66; print(s0, n0.base is s0)
r = s0[()]; n0 += 1; print(r, s0)
t = np.array(['abc', 'de']); t.dtype = 'U1'; t[0] = 'Q'; print(t); t.dtype = 'u4'; print(t)
t = np.array(['abc', 'de']); u = t.view('u4'); del u; t.resize(4, refcheck=False); print(t)
