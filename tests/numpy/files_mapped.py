# Arrays of any element over files and buffers keep the class that was asked for; archives and files past their end.
import os
import tempfile

import numpy as np


def attempt(what):
    try:
        return what()
    except Exception as e:
        return f'{type(e).__name__}: {e}'


folder = tempfile.mkdtemp()
name = os.path.join(folder, 'a.npy')
for dt in ('>i4', 'M8[D]', 'm8[s]', '>f8', '>c8', 'S3', 'U2', 'f8', [('a', 'i4'), ('b', '>i4')]):
    np.save(name, np.zeros((2, 3), dt))
    for mode in ('r', 'c', 'r+'):
        x = np.load(name, mmap_mode=mode)
        print(dt, type(x).__name__, x.dtype, x.shape, x.flags.writeable, x.mode, x[0].tolist(), os.path.basename(x.filename))
        if mode == 'r+' and not isinstance(dt, list):
            x[1, 2] = np.ones((), 'i4').astype(dt) if dt[0] not in 'SU' else 'x'
            x.flush()
    print(np.load(name)[1, 2])
    del x
x = np.memmap(name, '>i2', 'w+', shape=(2, 2))
x[...] = [[1, 2], [3, 4]]
x.flush()
with open(name, 'rb') as f:
    print(f.read())
del x


class Tagged(np.ndarray):
    def __array_finalize__(self, obj):
        self.tag = type(obj).__name__


for dt in ('i4', '>i4', 'M8[D]', 'S3'):
    for buffer in (None, bytearray(64)):
        x = Tagged((2,), dt, buffer)
        print(dt, type(x).__name__, x.tag, x.flags.writeable, type(x[:1]).__name__)

archive = os.path.join(folder, 'a.npz')
np.savez(archive, np.arange(2), b=np.ones(1))
z = np.load(archive)
print(type(z.f).__name__, dir(z.f), z.f.b, attempt(lambda: z.f.c), attempt(lambda: np.load(archive).f.b))
z.close()
print(attempt(lambda: z['b']))
with open(name, 'wb') as f:
    f.write(b'abc')
for offset in (0, 3, 5, 20):
    print(offset, [attempt(lambda: np.fromfile(name, dt, n, offset=offset).tolist()) for dt in ('f8', 'u1') for n in (-1, 0, 2)])
for n in os.listdir(folder):
    os.unlink(os.path.join(folder, n))
os.rmdir(folder)
