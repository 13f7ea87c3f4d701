# Text in files, in character arrays, in classes of its own, through memoryviews and interfaces, in iterators.
import numpy as np, tempfile, os, gc, io, pickle, copy
d = tempfile.mkdtemp(); p = os.path.join(d, 'f')
open(p, 'wb').write(b'abcdefghijklmnop')
m = np.memmap(p, 'S4', 'r+'); print(m, type(m.base), m.strides, m.flags.writeable); m[1] = b'ZZ'; m.flush(); print(open(p, 'rb').read())
m[0:2].view('i4')[0] = 0x41424344; m.flush(); print(open(p, 'rb').read()); s = m[1:]; print(type(s), type(s.base), s._mmap is m._mmap); q = m[::2]; q[:] = b'q'; print(m, np.array(m))
del m, s, q; gc.collect()
m = np.memmap(p, 'S2', 'r', offset=2, shape=(2, 3)); print(m, m.flags.writeable); m2 = np.memmap(p, [('a', 'S2'), ('b', 'i2')], 'r+'); print(m2); m2['a'][0] = b'!!'; m2.flush(); print(open(p,'rb').read(4)); 
m3 = np.memmap(p, 'U2', 'c', shape=(2,)); m3[0] = 'ok'; print(m3[0]); f = np.memmap(p, 'S2', 'r+', shape=(2, 2), order='F'); print(f, f.strides)
del m, m2, m3, f; gc.collect()
c = np.chararray((2, 2), 3, buffer=bytearray(b'abcdefghijkl')); print(c, type(c.base)); c[0, 0] = b'Q'; print(c.base); print(c.upper())
c = np.chararray((2,), 2, buffer=b'abcdefgh', offset=1, strides=(3,)); print(c, c.strides, c.flags.writeable)
c = np.chararray((3,), 2, True); c[:] = 'xy'; v = c.view('u4'); print(v)
x = np.char.array(['a', 'b ']); print(x.view(np.ndarray).view('u4'), x.base)
t = np.array(['abc', 'de']); mv = memoryview(t); print(mv.format, mv.shape, mv.strides, mv.readonly); u = np.frombuffer(mv, 'u4'); t[0] = 'zz'; print(u, u.flags.writeable); u[3] = 81; print(t)
b = bytearray(12); s = np.frombuffer(b, 'S3'); io.BytesIO(b'hello world!').readinto(s); print(s, b)
s = np.zeros(3, 'S4'); print(io.BytesIO(b'hello world!').readinto(s), s)
t = np.array([['ab', 'c'], ['d', 'ef']]); print(bytes(memoryview(t.T)), memoryview(t.T).strides, np.asarray(memoryview(t.T)).strides)
class S(np.ndarray):
    def __array_finalize__(self, o): pass
z = np.arange(4, dtype='i4').view(S); y = z.view('S4'); print(type(y), y.base is z, type(y.base)); y[0] = b'A'; print(z); z.dtype = 'S2'; print(z, type(z)); z[1] = b'k'; print(y)
z = np.array(['ab', 'cd']).view(S); w = z.view('u4'); print(type(w), w); w[0] = 66; print(z)
n = np.arange(3, dtype='i4'); n.dtype = 'S4'; print(n, n.flags.owndata, n.base); n[0] = b'B'; n.dtype = 'i4'; print(n)
n = np.arange(4, dtype='i4'); v = n.view('S4'); v.shape = (2, 2); print(v, v.strides); v.strides = (4, 8); print(v); v[0, 1] = b'X'; print(n)
v = np.lib.stride_tricks.as_strided(n.view('S4'), (2, 3), (4, 4)); print(v); v[1, 2] = b'W'; print(v, n)
v = np.lib.stride_tricks.sliding_window_view(np.array(['a', 'b', 'c']), 2); print(v.view('u4') if v.flags.c_contiguous else v)
print(np.shares_memory(n.view('S4')[::2], n[1::2]), np.shares_memory(n.view('S4')[::2], n[::2]), np.may_share_memory(n.view('S4')[:2], n[2:]))
i = n.view('S4').__array_interface__; print(i['data'][0] == n.__array_interface__['data'][0], i['typestr'], i['strides'], i['shape'])
t = np.array(['abc', 'de']); u = t.view('u4'); print(t.__array_interface__['data'][0] == u.__array_interface__['data'][0], u.ctypes.data == t.ctypes.data)
class I:
    def __init__(s, a): s.__array_interface__ = a.__array_interface__
r = np.asarray(I(n.view('S4'))); r[0] = b'I'; print(n, r)
for a in (n.view('S4'), np.array([[1, 2], [3, 4]], 'i2').T.view('S2')):
    for g in (copy.copy, copy.deepcopy, lambda a: pickle.loads(pickle.dumps(a, 5)), lambda a: pickle.loads(pickle.dumps(a, 2))):
        k = g(a); print(k, k.flags.owndata, k.strides); k[...] = b'0'; print(a)
o = n.view('S4').astype('O'); n[...] = 1; print(o)
print(np.nditer(n.view('S4'))[0], [str(k) for k in np.nditer(n.view('S4'))])
with np.nditer(n.view('S4'), op_flags=['readwrite']) as it:
    for k in it: k[...] = b'it'
print(n, np.isin(n.view('S4'), [b'it']), np.unique(n.view('S4')), n.view('S4').argmax() if 0 else '', n.view('S4').max() if 0 else '')
import shutil; shutil.rmtree(d)
