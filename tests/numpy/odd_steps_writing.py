"""Writing to arrays whose steps in bytes are no multiples of an element's size: all who see the bytes see it."""
import numpy as np
from numpy.lib.stride_tricks import as_strided

memory = bytearray(48)
bytes_of = np.frombuffer(memory, 'u1')


def fresh(d='i4', shape=(2, 3), steps=(17, 5), at=1):
    bytes_of[...] = np.arange(48) % 11
    return np.ndarray(shape, d, memory, at, steps)


def show(what):
    print(what, memory.hex())


for text in '''x[0, 1] = 7  x[1] = 5  x[:, 1] = [3, 4]  x[...] = 9  x[()] = 1  x[::-1, ::2] = x[:, :2]  x[x > 1000] = 2  x[[0, 1], [2, 0]] = [5, 6]  x[[1]] = 8
x[-1, -1] = 1.75  x[0] = 'a'  x[0] = [1, 2]  x[2] = 1  x[0, 0] = [1, 2]  x += 1  x -= x[::-1]  x *= 2  x **= 2  x //= 3  x <<= 1  x |= 1  x /= 2  x.T[0] += 5
np.add(x, 1, out=x)  np.multiply(x, 2, x)  np.negative(x[0], out=x[1])  np.add(x, 1, out=x, where=[True, False, True])  np.add.at(x, (0, [1, 1]), 5)
np.copyto(x, 3)  np.copyto(x, 0, where=[[True, False, False]])  np.put(x, [0, 5], [8, 9])  np.place(x, x > 0, [1, 2])  np.putmask(x, x > 0, 4)  x.fill(6)
x.sort()  x[:, ::-1].sort(0)  x.partition(1)  x.itemset(2, 44)  x.itemset((1, 1), 45)  x.flat[1] = 3  x.flat[1:4] = [1, 2, 3]  x.flat = 8  x.flat[[0, 5]] = 7
np.sum(np.ones((4, 2, 3)), 0, 'i4', x)  np.cumsum(x, 1, out=x)  np.clip(x, 0, 9, x)  x.byteswap(True)  np.take([5, 6, 7], [[0, 1, 2], [2, 1, 0]], out=x, mode='clip')
np.fill_diagonal(x, 0)  x.view('u1')  x.view('i2')[:, 0] = -1  x.view('>i4')[0] = 1  x.setfield(1, 'u1', 2)  memoryview(x)[0, 0] = 1  x.real = 2  x.T.T[1:].T[0] = 12
np.random.RandomState(1).shuffle(x)  as_strided(x, (2,), (3,))[1] = -1  x.resize((2, 2))  x.setflags(write=False)  np.matmul(np.eye(2, dtype='i4'), x.copy(), out=x)
x.T.reshape(6)[0] = 5  x[0].reshape(3, 1)[1] = 5  np.nditer(x, [], ['readwrite']).itviews[0][...] = 3  np.transpose(x)[1] = 3  np.flip(x)[0] = 3  np.split(x, 2)[1][...] = 3
np.squeeze(x[:1])[:] = 3  np.swapaxes(x, 0, 1)[1] = 3  np.moveaxis(x, 0, 1)[1] = 3  np.expand_dims(x, 0)[0, 1] = 3  x.diagonal().tolist()  np.rollaxis(x, 1)[2] = 4'''.split('\n'):
    for one in text.split('  '):
        x = fresh()
        try:
            exec(one)
            show(one)
        except Exception as e:
            show(f'{one}: {type(e).__name__} {e}')

for d, value in (('c8', 1 - 2j), ('>f8', 1.5), ('M8[s]', '2001-01-01'), ('>i2', -2), ('f2', 0.5), ('>m8[D]', 3)):
    x = fresh(d, (2,), (np.dtype(d).itemsize + 1,))
    x[1] = np.array([value], d)[0]
    show(d)
    x[...] = np.array([value, value], d)
    show(d)
    if d == 'c8':
        x.imag[0] = 7
        x.real = x.imag
        show(d)
    np.zeros(2, d)[...] = x
    print(x.tolist())

print('who sees what')
x = fresh(steps=(0, 5))
x[0] = [1, 2, 3]
print(x.tolist())
x = fresh('i4', (6,), (3,))  # elements that share bytes
for i in range(6):
    x[i] = 256 * i + 1
print(x.tolist())
x[...] = 1
print(x.tolist())
y, z, t = x[1::2], x[::-1], x.reshape(2, 3).T
y[0] = -1
print(x.tolist(), z.tolist(), t.tolist(), bytes_of[:20].tolist())
bytes_of[4:9] = 255
print(x.tolist(), y.tolist(), z.tolist(), t.tolist())
it = iter(x)
next(it)
x[1] = 99
print(next(it), x.flat[1], memoryview(bytes_of)[4:8].tolist())
a = np.arange(6, dtype='i4')
v = as_strided(a, (3,), (6,))
v[1] = -1
a[0] = 17
print(a, v)
v = a[:3]
v.strides = (3,)
v[1] = 2 ** 24
print(a, v)

print('what cannot be written')
x = np.ndarray((3,), 'i4', b'x' * 20, 1, (5,))
for text in 'x[0] = 1  x += 1  np.add(1, 2, out=x)  x.sort()  x.fill(1)  x.flat[0] = 1  x[1:].T[0] = 1  x.flags.writeable = True  x.itemset(0, 1)'.split('  '):
    try:
        exec(text)
        print(text)
    except Exception as e:
        print(text, type(e).__name__, e)
x = fresh()
x.flags.writeable = False
print(x[1:].flags.writeable, x.T.flags.writeable, x.view('u4').flags.writeable, x.copy().flags.writeable)
