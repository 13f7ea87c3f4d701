# Records whose fields lie in memory that somebody else owns: buffers, mapped files.
import os
import tempfile

import numpy as np

b = bytearray(24)
z = np.frombuffer(b, 'i4,f4')
z[0] = (1, 2)
z['f0'][1] = 9
print(b, z.flags.writeable, z)
z = np.ndarray((2,), 'i4,f4', b, 4)
z['f0'][1] = 77
z['f1'] = [0.5, 1.5]
print(b, z)
z = np.frombuffer(bytes(b), 'i4,f4')
print(z.flags.writeable, z)
z = np.frombuffer(b, 'i4,f4', count=1, offset=8)
b[8] = 1
print(z)
x = np.zeros(4, 'u1').view('u1,u1,u1,u1')
x['f2'] = 3
print(x)

path = os.path.join(tempfile.mkdtemp(), 'records')
for dt in 'f8,f8', [('%d' % i, float) for i in range(40)], [('a', 'i4', 2), ('b', 'f4')]:
    m = np.memmap(path, mode='w+', dtype=dt, shape=(3,))
    m[...] = np.ones(3, dt)
    m[1] = np.zeros((), dt)
    m[m.dtype.names[0]][2] = 5
    m.flush()
    print(os.path.getsize(path), np.fromfile(path, dt)[:3].tolist()[2][:2], type(m).__name__)
    r = np.memmap(path, mode='r+', dtype=dt)
    r[0] = r[2]
    del r
    print(np.memmap(path, mode='r', dtype=dt)[0].item()[:2])
    os.remove(path)
m = np.lib.format.open_memmap(path, mode='w+', dtype='i4,i4', shape=(2,))
m[1] = (1, 2)
m.flush()
print(np.load(path))
