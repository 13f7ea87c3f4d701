"""Arrays whose steps in bytes are no multiples of an element's size: what they show and say, and their views."""
import pickle

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view


def tell(what, x):
    if isinstance(x, (list, tuple)):
        for i, part in enumerate(x):
            tell(f'{what}[{i}]', part)
    elif isinstance(x, np.ndarray):
        f = x.flags
        flags = ''.join(c for c, on in zip('CFOWA', (f.c_contiguous, f.f_contiguous, f.owndata, f.writeable, f.aligned)) if on)
        print(what, x.dtype.str, x.shape, x.strides, flags or '-', x.tolist())
    else:
        print(what, type(x).__name__, x)


def attempt(what, f):
    try:
        tell(what, f())
    except Exception as e:
        print(what, type(e).__name__, e)


memory = bytearray(range(60))
x = np.ndarray((2, 3), 'i4', memory, 1, (13, 5))
print(repr(x), x, x.base is memory, x.flags, sep='\n')

for text in '''x.T  x[::2]  x[1:]  x[::-1]  x[0]  x[:, 1]  x[..., None]  x[None]  x[1, 2]  x[()]  x[-1:, ::-2]  x.reshape(6)  x.ravel()
x.reshape(2, 1, 3)  x.reshape(3, 2)  x.flatten()  x.copy()  x.copy('F')  x.copy('K')  x.T.copy('K')  x + 1  x.T + 1  -x.T  x == x.T[:1].T
np.swapaxes(x, 0, 1)  np.moveaxis(x, 0, 1)  np.expand_dims(x, 1)  x[:, :1].squeeze()  np.broadcast_to(x, (2, 2, 3))  np.flip(x)  np.fliplr(x)
np.rot90(x)  x.diagonal()  np.split(x, 3, axis=1)  np.atleast_3d(x)  np.asarray(x) is x  np.ascontiguousarray(x)  np.asfortranarray(x)
np.require(x, requirements='A')  np.array(x, copy=False) is x  np.array([x, x])  x.astype('f8')  x.astype('i4', copy=False) is x
x.view('u4')  x.view('>i4')  x.view('u1')  x.view('i2')  x[:, ::-1].view('f4')  x.view('S4')  x.view() is x  x.view().base is x  x.byteswap()  x.newbyteorder()
x.real is x  x.imag  x.getfield('i2', 1)  x[[1, 0]]  x[x > x.mean()]  x.take([0, 5])  np.where(x > 5)  x.nonzero()  x.argsort(0)  np.sort(x, 0)
x.sum()  x.sum(0)  x.max(1)  x.mean()  x.std()  x.cumsum()  np.dot(x, x.T)  x @ x.T  x.prod(axis=1)  np.median(x)  np.unique(x[:1])  x.argmax()  x.any()
np.concatenate([x, x])  np.hstack([x, x.T[:2, :2]])  np.tile(x, 2)  np.repeat(x, 2)  np.roll(x, 1)  np.pad(x, 1)  np.diff(x)  np.delete(x, 0, 0)
divmod(x, 7)  x ** 2  2 ** (x % 4)  x // 3  ~x  x & 255  abs(-x)  np.add(x, x)  np.sqrt(x)  np.add.reduce(x)  np.add.outer(x[0], x[0])  np.clip(x, 0, 10 ** 8)
list(x[0])  x[0].tolist()  x.item(4)  x.item(1, 2)  list(x.flat)  x.flat[2]  x.flat[1:3]  x.flat[[0, 5]]  [int(v) for v in np.nditer(x)]  list(np.ndenumerate(x))[3]
len(x)  x[0, 0] in x  sum(x[0])  sorted(x[0])  max(x[1])  int(x[:1, :1])  float(x[:1, :1])  bool(x[:1, :1])  range(3)[np.ndarray((), 'i4', bytearray(4))]
x.tobytes()  x.tobytes('F')  bytes(x)  memoryview(x).format  memoryview(x).strides  memoryview(x).tobytes()  x.__array_interface__['strides']  x.flags.num
np.arange(12)[np.ndarray((3,), 'i8', bytearray(26), 0, (9,))]  np.shares_memory(x, x[1:])  np.shares_memory(x[0], x[1])  np.may_share_memory(x[0], x[1])
np.shares_memory(x, np.frombuffer(memory, 'u1')[::60])  x.__reduce__()[2]  pickle.loads(pickle.dumps(x))  as_strided(x, (2,), (7,))  sliding_window_view(x, 2, 1)
np.byte_bounds(x)[1] - np.byte_bounds(x)[0]  np.char.add(x.astype('U'), 'a')  np.interp(x, [0, 1e8], [0, 1])  np.linalg.norm(x)  np.fft.fft(x)
np.ma.array(x, mask=[[1, 0, 0], [0, 0, 0]]).sum()  np.matrix(x).T  np.vectorize(lambda v: v + 1)(x)  np.empty_like(x).strides  np.zeros_like(x.T)  x.sort'''.split('\n'):
    for one in text.split('  '):
        if one != 'x.sort':
            attempt(one, lambda: eval(one))

print('other elements')
for d in ('i2', 'f4', 'f8', 'c8', 'c16', '>i4', '>f8', 'M8[s]', '>m8[D]', 'e', '?'):
    y = np.ndarray((3,), d, bytearray(b'\1\0\2\0\0\1\0\3' * 8), 0, (np.dtype(d).itemsize + 1,))
    attempt(d, lambda: (y, y[::-1], y[1], y.copy(), y.real if y.dtype.kind in 'cf' else None, y.imag if y.dtype.kind == 'c' else None))
    attempt('  ', lambda: (y == y, y.min(), np.sort(y), y.tolist(), memoryview(y).format))
    print(y, repr(y))

print('steps of any kind')
nd = np.ndarray
for args in (((3,), 'i4', memory, 20, (-5,)), ((3, 2), 'i4', memory, 0, (0, 3)), ((4,), 'i8', memory, 0, (1,)), ((0,), 'i4', memory, 0, (5,)),
             ((1,), 'i4', memory, 3, (5,)), ((1, 3), 'i4', memory, 0, (7, 4)), ((3,), 'i4', memory, 0, (2 ** 62 + 1,)), ((3,), 'i4', memory, 0, (-5,)),
             ((12,), 'i4', memory, 0, (5,)), ((13,), 'i4', memory, 0, (5,)), ((2 ** 62, 2 ** 62), 'i4', memory, 0, (1, 1)), ((2 ** 61,), 'i4', b''),
             ((2 ** 40, 0), 'i4', memory, 0, (3, 3)), ((3,), 'i4', memory, -1, (5,)), ((2,), 'f8', b'abcdefgh' * 3, 1, (9,)), ((3,), 'i4', memory, 0, (5, 5))):
    attempt(args[:2] + args[3:], lambda: nd(*args) if args[0][:1] != (2 ** 40,) else nd(*args).strides)
attempt('own memory', lambda: nd((3,), 'i4', strides=(5,)).strides)

print('x.strides =')
a = np.arange(6, dtype='i4')
v = a[:3]
for steps in ((3,), (30,), (-3,), (2 ** 62 + 1,), 'a', (3, 3), (4,), (7,)):
    try:
        v.strides = steps
        tell(steps, v)
        print(v.base is a)
    except Exception as e:
        print(steps, type(e).__name__, e)
v = nd((2, 2), 'i2', memory, 1, (5, 2))
attempt('shape', lambda: setattr(v, 'shape', (4,)))
v = v[:1]
v.shape = (2,)
tell('shape', v)


class Own(np.ndarray):
    def __array_finalize__(self, made_of):
        self.note = getattr(made_of, 'note', 'new')


s = Own((3,), 'i4', memory, 1, (5,))
s.note = 'kept'
for part in (s, s[1:], s + 1, s.T, np.sort(s), s.view(np.ndarray), s[:2].copy()):
    print(type(part).__name__, getattr(part, 'note', None), part.strides, part.tolist())

print('lent')
c = np.ones((1, 2, 3), 'i8')
c.strides = (-1, 24, 8)  # of a dimension with one element, which does not matter
print(c.strides, c.flags.c_contiguous, memoryview(c).strides, memoryview(c.T).strides, memoryview(c).c_contiguous, bytes(c) == c.tobytes())
for d in ('i8', 'S20', 'b', 'M8[s]', 'U5'):
    most = (2 ** 63 - 1) // np.dtype(d).itemsize
    print(d, np.ndarray((most,), d, memory, 0, (0,)).shape)
    attempt(d, lambda: np.ndarray((most + 1,), d, memory, 0, (0,)).shape)
