# Files, descriptions of types and tables with unusual arguments: the order of checks.
import io
import os
import tempfile
import warnings

import numpy as np

warnings.simplefilter('ignore')
os.chdir(tempfile.mkdtemp())
np.arange(6, dtype='i4').tofile('n.bin')
np.save('n.npy', np.arange(6.).reshape(2, 3))
B, F = np.dtype('i4'), np.array([[3., 1.], [6., 5.]])


def memory():
    f = io.BytesIO()
    np.save(f, F)
    f.seek(0)
    return f


def table(text='1 2\n3 4\n'):
    return io.StringIO(text)


for text in '''np.fromfile('n.bin', B, count=1.5)
np.fromfile('n.bin', B, sep=None)
np.fromfile('n.bin', B, offset=[])
np.fromfile('n.bin', B, offset=4)
np.fromfile('n.bin', [])
np.fromfile(io.BytesIO(b'1234'))
np.fromfile()
np.fromfile('n.bin', B, -1, '', 0, 7)
np.fromiter([1, 2], float, 1, 2)
np.fromiter([1, 2], count=1)
np.fromstring('1 2', int, count='x', sep=' ')
np.fromstring('1 2', [], sep=' ')
np.fromstring('1 2', sep=np.zeros(2))
F.tofile(3)
F.tofile(io.BytesIO())
F.tofile('x.bin', sep=None)
np.load(memory(), mmap_mode='r')
np.load(memory(), mmap_mode=3)
np.load(memory(), mmap_mode=[])
np.load('n.npy', mmap_mode='r')
np.memmap('n.bin', B, 'r', shape=[2])
np.memmap('n.bin', B, 'r', shape=2)
np.memmap('n.bin', B, 'r', shape='x')
np.memmap('n.bin', B, 'r', shape=(2, 3), order='F')
np.memmap('n.bin', B, 'r', order=3)
np.lib.format.open_memmap(3)
np.lib.format.dtype_to_descr(3)
np.lib.format.descr_to_dtype(3)
np.lib.format.descr_to_dtype([('a', '<i2'), ('', '|V2'), ('b', '<f4', (2,)), (('t', 'c'), '|u1')])
np.lib.format.descr_to_dtype(('<i2', (2,)))
np.loadtxt(table(), encoding=3)
np.loadtxt(table(), usecols=np.array(['a']))
np.genfromtxt(table(), dtype=3)
np.genfromtxt(table(), dtype=[None, 'i8'])
np.genfromtxt(table(), dtype=['f4', 'S3'], names='a, b')
np.genfromtxt(table(), names=[1, 2])
np.genfromtxt(table(), names=['a', 'b'], excludelist=['a'])
np.genfromtxt(table(), names='a,b', excludelist='a')
np.genfromtxt(table(), skip_header=-1)
np.genfromtxt(())
np.fromregex(3, 'x', [('a', 'i4')])
np.fromregex('gone', 'x', [('a', 'i4')])'''.split('\n'):
    try:
        print(text, '=>', repr(eval(text)))
    except Exception as e:
        print(text, '=>', type(e).__name__, e)
