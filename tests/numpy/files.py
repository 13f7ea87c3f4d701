# .npy, .npz, raw bytes and text tables.
import io
import os
import tempfile
import warnings
import numpy as np


def show(f, *a, **k):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try:
            r = f(*a, **k)
        except Exception as e:
            print(type(e).__name__, e)
            return
        for x in w:
            print('  ', x.category.__name__, str(x.message).split(' at 0x')[0])
        print(repr(r), getattr(r, 'dtype', ''))


S = io.StringIO
print('# .npy')
for a in (np.arange(3), np.array(5.5), np.ones((2, 3), order='F'), np.zeros((0, 2)), np.array([True, False]),
          np.arange(4, dtype=np.int8), np.array([1 + 2j]), np.array(['ab', 'c']), np.array([b'ab', b'c']), np.arange(6.0)[::2],
          np.array([0.5], dtype=np.float16)):
    f = io.BytesIO()
    np.save(f, a)
    data = f.getvalue()
    print(data[:128].rstrip(), data[128:])
    f.seek(0)
    b = np.load(f)
    print(repr(b), b.flags.c_contiguous, (b == a).all())
d = tempfile.mkdtemp()
p = os.path.join(d, 'x')
np.save(p, np.arange(6).reshape(2, 3))
print(os.listdir(d), np.load(p + '.npy'))
np.savez(p, np.arange(3), b=np.ones(2))
with np.load(p + '.npz') as z:
    print(z.files, z['arr_0'], z['b'], z.f.b, 'b' in z, 'q' in z, len(z), list(z), {k: v.tolist() for k, v in z.items()})
    show(lambda: z['q'])
np.savez_compressed(p, x=np.zeros((100, 100)), y=np.array([1.5]))
z = np.load(p + '.npz')
print(sorted(z), z['x'].shape, z['y'], os.path.getsize(p + '.npz') < 2000)
z.close()
f = io.BytesIO()
np.save(f, np.array([{}, None, 'x'], dtype=object))
f.seek(0)
show(np.load, f)
f.seek(0)
show(np.load, f, allow_pickle=True)
show(np.save, io.BytesIO(), np.array([None]), allow_pickle=False)
head = b"\x93NUMPY\x01\x00v\x00{'descr': '<i8', 'fortran_order': False, 'shape': (3,), }" + b' ' * 60 + b'\n'
for raw in (b'', b'garbage', head[:50], head, head + b'\0' * 23, head + b'\0' * 24, head.replace(b'(3,)', b'(-3,)'),
            head.replace(b'<i8', b'<zz'), head.replace(b'(3,)', b'[3,]'), head.replace(b'False', b'0    '),
            head.replace(b"'shape'", b"'shapf'"), head.replace(b'{', b'['), b'\x93NUMPY\x09\x00' + head[8:],
            head.replace(b'(3,), }', b'(3,), } '[:7])):
    show(np.load, io.BytesIO(raw))
show(np.load, os.path.join('no', 'such'))
print('# bytes')
a = np.arange(6, dtype=np.float32)
a.tofile(p + '.bin')
show(np.fromfile, p + '.bin', dtype=np.float32)
show(np.fromfile, p + '.bin', dtype=np.float32, count=2, offset=4)
np.array([1, 2, 3]).tofile(p + '.txt', sep=',')
print(open(p + '.txt').read())
show(np.fromfile, p + '.txt', sep=',', dtype=int)
print('# loadtxt')
show(np.loadtxt, S('1 2\n3 4'))
show(np.loadtxt, S('1,2\n3,4'), delimiter=',', dtype=int)
show(np.loadtxt, S('1,2\n3,x'), delimiter=',')
show(np.loadtxt, S('1,2\n3'), delimiter=',')
show(np.loadtxt, S('a,b\n3,4\n5,6'), delimiter=',', skiprows=1, unpack=True)
show(np.loadtxt, S('# c\n1 2 3\n'), usecols=(0, 2))
show(np.loadtxt, S('# c\n1 2 3\n'), usecols=1)
show(np.loadtxt, S('1 2 3\n4 5 6\n'), usecols=-1)
show(np.loadtxt, S(''))
show(np.loadtxt, S('1 2\n3 4'), usecols=5)
show(np.loadtxt, S('1.5 2\n3 4'), dtype=int)
show(np.loadtxt, S('1 2\n3 4\n5 6'), max_rows=2)
show(np.loadtxt, S('a b\nc d'), dtype=str)
show(np.loadtxt, S('1 2\n'), ndmin=2)
show(np.loadtxt, S('1\n2\n3\n'), ndmin=2)
show(np.loadtxt, S('7'))
show(np.loadtxt, ['1 2', '3 4'])
show(np.loadtxt, S('"a,b",2'), delimiter=',', quotechar='"', dtype=str)
show(np.loadtxt, S('x1 2\nx3 4'), converters={0: lambda s: float(s[1:])})
show(np.loadtxt, S('1 2\n3 4'), converters=lambda s: int(s) * 10, encoding='utf8')
show(np.loadtxt, S('1+2j 3'), dtype=complex)
show(np.loadtxt, '/no/such.txt')
print('# savetxt')
for a, k in (([[1.5, 2], [3, 4]], {}), ([[1.5, 2], [3, 4]], dict(fmt='%.2f', delimiter=',', header='a,b', footer='end')),
             ([1, 2], dict(fmt='%d')), ([[1, 2]], dict(fmt=['%d', '%.1f'])), ([[1 + 2j, -1j]], {}), ([['a', 'b']], dict(fmt='%s')),
             ([[1, 2], [3, 4]], dict(fmt='%d:%d', newline='|', header='h\nk', comments='// '))):
    b = S()
    np.savetxt(b, np.array(a), **k)
    print(b.getvalue())
show(np.savetxt, S(), np.array([['a', 'b']]))
show(np.savetxt, S(), np.zeros((2, 2, 2)))
show(np.savetxt, S(), 5)
show(np.savetxt, S(), np.array([[1, 2]]), fmt='%d %d %d')
np.savetxt(p + '.csv', np.arange(4.0).reshape(2, 2), delimiter=',')
print(open(p + '.csv').read(), np.loadtxt(p + '.csv', delimiter=','), np.genfromtxt(p + '.csv', delimiter=','))
print('# genfromtxt')
show(np.genfromtxt, S('1,2,\n3,,4'), delimiter=',')
show(np.genfromtxt, S('1,2\n3,x'), delimiter=',')
show(np.genfromtxt, S('a,b\n3,4\n5,6'), delimiter=',', names=True)
show(np.genfromtxt, S('1,2,3\n3,4'), delimiter=',')
show(np.genfromtxt, S('1,2,3\n3,4'), delimiter=',', invalid_raise=False)
show(np.genfromtxt, S('1,a\n3,b'), delimiter=',', dtype=None, encoding=None)
show(np.genfromtxt, S('1,2.5\n3,4'), delimiter=',', dtype=None, encoding=None)
show(np.genfromtxt, S('1,2\n3,4'), delimiter=',', skip_header=1, filling_values=0)
show(np.genfromtxt, S('1 2 3\n3 4 5'), usecols=(0, -1))
show(np.genfromtxt, S('1,2\n3,4'), delimiter=',', dtype=int)
show(np.genfromtxt, S('1,,2\n3,N/A,4'), delimiter=',', missing_values='N/A', filling_values=-1)
show(np.genfromtxt, S('1 2\n3 4\n5 6'), skip_footer=1, unpack=True)
show(np.genfromtxt, S('1 2\n3 4\n5 6'), max_rows=2)
show(np.genfromtxt, S(''))
show(np.genfromtxt, S('12345'), delimiter=(2, 3))
