# Numbers seen as text: what is written to either shows in the other, and copies have elements of their own.
import numpy as np, pickle, copy
def attempt(f):
    try: r = f(); print(r if r is None or not isinstance(r, np.ndarray) else repr(r))
    except Exception as e: print(type(e).__name__, e)

a = np.arange(12, dtype='i4').reshape(3, 4)
v = a.view('S4'); print(v.strides, v.base is a, v.flags.owndata, v.flags.c_contiguous, v.shape)
v[0, 1] = b'xy'; a[2, 2] = 65; print(v, a)
w = v[::2, ::-1]; w[...] = b'Q'; print(a, w.strides, w.base is a)
v.T[1] = [b'a', b'bb', b'ccc']; print(a)
v[a > 1000] = b'!'; print(a)
v[[0, 1], [2, 3]] = [b'f', b'g']; print(a)
v[0].sort(); print(v[0], a[0])
v.sort(axis=0); print(v)
v.fill(b'zz'); print(a)
np.copyto(v, b'k', where=a % 2 == 0); print(a)
np.put(v, [1, 5], [b'1', b'2']); print(a)
np.place(v, v == b'1', [b'9']); print(a)
np.putmask(v, v == b'2', b'8'); print(a)
v.flat[3] = b'fl'; v.flat[[4, 6]] = b'fm'; print(a)
v.T.flat[:3] = b'tf'; print(a)
v.partition(1); print(v)
rng = np.random.RandomState(0); rng.shuffle(v); print(v); rng.shuffle(v[0]); print(a)
g = np.random.default_rng(3); g.shuffle(v, axis=1); print(a); print(g.permutation(v[0]))
v[0] = v[1][::-1]; v[1:] = v[:-1]; print(a)
np.take(a.view('S4'), [0, 5, 7], out=v[0, :3]); print(v)
np.concatenate([v[0], v[1]], out=np.zeros(8, 'i4').view('S4'))
np.choose([0, 1, 0, 1], [v[0], v[1]], out=v[2]); print(a)
v.setfield(b'A', 'S1', 1); print(a)
print(v.getfield('S2', 1), v.getfield('u1', 2))
a[...] = 0; print(v)
# copies do not alias
v[...] = b'mm'
for c in (v.copy(), v.astype('S4'), v[[0, 1]], v[a > 0], np.concatenate([v, v]), np.where(a > 0, v, b''), v.reshape(-1, order='F'), np.array(v), copy.deepcopy(v), copy.copy(v), pickle.loads(pickle.dumps(v)), v.flatten(), v.ravel('F'), np.take(v, [0, 1]), v.repeat(2), np.tile(v, 2), np.sort(v), v.T.copy(), v.tolist(), np.roll(v, 1), np.unique(v), v.astype('U4'), v.byteswap()):
    before = repr(c)
    a[...] = 7
    assert repr(c) == before, c
    v[...] = b'mm'
    if isinstance(c, np.ndarray) and c.size:
        c[...] = b'0' if c.dtype.kind == 'S' else '0'
        assert (v == b'mm').all(), c
for c in (v[0], v.T, v.reshape(-1), v[..., None], v.view(), v.ravel(), v.squeeze(), np.asarray(v), np.swapaxes(v, 0, 1), v.diagonal(),
          np.broadcast_to(v, (2, 3, 4)), v.view("V4"), v.view("u1"), v.view("S2"), v[1:]):
    a[...] = 66
    print(c.ravel()[:3], np.shares_memory(c, a), np.may_share_memory(a, c))
    v[...] = b'mm'

# a dimension of one element takes no step, whatever its number is
column = np.arange(4, dtype='i1').reshape(4, 1)
for dtype in 'V2', 'S2', 'V4', 'i2':
    r = column.T.view(dtype)
    print(dtype, r.shape, r.flags.c_contiguous, r.flags.f_contiguous, r.base is not None, r.tobytes())
