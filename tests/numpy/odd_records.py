"""Records without padding over memory that others see, and their fields."""
import os
import tempfile

import numpy as np

packed = np.dtype([('a', 'i1'), ('b', 'i4'), ('c', '>f8'), ('s', 'S3')])
memory = bytearray(range(packed.itemsize * 3))
x = np.frombuffer(memory, packed)
print(x.flags.writeable, x['b'].strides, x['b'].flags.aligned, x['b'].flags.c_contiguous, x['b'].base is x, x['b'].tolist())
b = x['b']
b[...] = [1, 2, 3]
x['c'] = 1.5
x[1] = (-1, 7, 2.5, b'xyz')
x['s'][0] = b'q'
x['a'] += 1
print(memory.hex(), b, x['c'], x['s'], x, sep='\n')
memory[1:5] = b'\5\0\0\0'
print(b, x[0], x[0]['b'], x[::-1]['b'], x[1:]['c'].strides, x[['a', 'b']].tolist())
x[0]['b'] = 77
x[1:]['c'][0] += 1
x['b'][::2] *= 2
b += b[::-1]
print(x, x['b'].sum(), (x['c'] * 2).tolist(), np.sort(x, order='b')['b'], memory.hex())
print(x.tobytes() == bytes(memory), x.view('u1').shape, np.shares_memory(x.view('u1'), memory), x.copy()['b'].flags.writeable)
y = np.zeros(32, 'u1').view(packed)
y['b'] = -1
print(y, y.base.tolist())
y = np.ndarray((2,), packed, memory, 2, (20,))
y['b'] = 9
print(y['b'].strides, y['b'].tolist(), memory.hex())

inner = np.dtype([('n', [('x', '<f8'), ('y', 'S3')], (2,)), ('t', 'i2'), ('m', 'u2', (3,)), ('r', [('k', 'i1'), ('v', 'i8')])])
memory = bytearray(range(inner.itemsize * 2))
x = np.frombuffer(memory, inner)
print(x, x['n']['x'].strides, x['n']['y'], x['m'].strides, x['r']['v'].strides, x['t'], sep='\n')
x['n']['x'][1, 0] = 1.5
x['t'] = -1
x['n']['y'][0] = b'zz'
x['m'][:, 1] = 300
x['r']['v'] = [5, 6]
x[1]['r'] = (9, 10)
print(x, memory.hex(), sep='\n')

r = np.recarray((2,), [('a', 'i1'), ('b', 'f8')], buf=bytearray(18))
r.b = 2.5
r[1].b = 3
r.b[0] += 1
r.a[1] = 4
print(r, r.b, r.b.strides, r.b.flags.aligned)

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'records')
    w = np.memmap(path, packed, 'w+', shape=(3,))
    w['b'] = [1, 2, 3]
    w['s'] = b'abc'
    w['a'][1:] = 9
    w.flush()
    print(open(path, 'rb').read())
    w = np.memmap(path, packed, 'r+')
    w['b'][1] = 77
    w[2] = (1, 2, 3, b'q')
    w.flush()
    print(open(path, 'rb').read())
    w = np.memmap(path, packed, 'r')
    for key, value in (('b', 1), (0, (1, 2, 3, b'')), (slice(None), w[::-1])):
        try:
            w[key] = value
        except ValueError as e:
            print(e)
    print(w['b'].flags.writeable, w.tolist())

table = np.arange(30, dtype='u1').reshape(3, 10)
for d in ('i4', '>i2', 'f8'):
    n = np.dtype(d).itemsize
    part = table[:, 1:1 + n].view(d)
    print(d, part.shape, part.strides, part.tolist() if d != 'f8' else part.tobytes())
    part[1] = 1
    print(table[1].tolist())
z = np.zeros(2, 'i8').getfield('i4', 2)
z[...] = 1
print(z, z.strides)
z = np.zeros(2, 'i8')
z.setfield(1, 'i2', 3)
print(z)

print('records inside of others alone')
for d in (np.dtype({'names': ['a'], 'formats': [[('x', 'f4'), ('y', 'S4')]], 'offsets': [1], 'itemsize': 10}),
          np.dtype([('a', [('x', 'f4'), ('y', 'S4')]), ('b', 'i1')]), np.dtype({'names': ['a'], 'formats': ['i4'], 'offsets': [1], 'itemsize': 7})):
    x = np.zeros(3, d)
    print(x.strides, x.view('u1').shape, x['a'].strides, x.copy().strides, x[x == x].strides)
    x = np.frombuffer(bytearray(range(d.itemsize * 3)), d)
    print(x.strides, x.view('u1').tolist(), x['a'].strides, x[x == x].strides)
    x.view('u1')[1] = 9
    print(x.tolist())
x = np.frombuffer(bytearray(b'\1' * 22), [('a', 'f4'), ('b', '?', (3,)), ('c', 'i4')])
print([x[name].flags.aligned for name in x.dtype.names], x[None]['b'].flags.aligned)
