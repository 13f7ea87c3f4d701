"""chararray, versions of NumPy, modules under other names, and classes that look at the type of what they are made from."""
import numpy as np

from _programs import show


class Watching(np.ndarray):
    def __array_finalize__(self, obj):
        print('made', self.dtype, type(obj).__name__, self.shape, end='; ')


C = np.char.array(['ab ', 'c', ''])
B = np.char.array([b'x', b'yz '])
for line in r'''
C
C.upper()
C + 'x'
'<' + C
C * 2
C == 'ab'
C < 'b'
C != ['ab', 'c', 'q']
C.strip()
C[0]
C[2]
C[:2]
C.find('b')
C.tolist()
C.isalpha()
C.split()
C.startswith('a')
C.replace('a', 'z')
C.argsort()
C.title().center(5)
C.encode()
C.join(['x', 'y', 'z'])
C.rjust(4, '-')
C % ()
type(C.view(np.ndarray)).__name__
B
B.decode()
B + b'!'
np.char.array(['abc', 'd'], itemsize=2)
np.char.array(['abc', 'd'], unicode=False)
np.char.array('hello')
np.char.array('hello', itemsize=2)
np.char.array(np.array(['x', 'yy'], object))
np.char.asarray(['a '])[0]
np.char.array([1, 2])
np.arange(3).view(np.chararray)
np.chararray((2, 3), itemsize=4, unicode=True).dtype
np.char.translate(['abc'], str.maketrans('a', 'b'), 'c')
np.compare_chararrays(['a', 'b'], ['a', 'c'], '==', True)
np.lib.NumpyVersion('1.24.0') > '1.9.0'
np.lib.NumpyVersion('1.8.0rc1') < '1.8.0'
np.lib.NumpyVersion('1.9.0.dev-Unknown') < '1.9.0'
np.lib.NumpyVersion('1.2')
np.lib.NumpyVersion('1.2.3') == 3
np.lib.NumpyVersion('1.2.3rc2')
np.lib.function_base.sinc(0)
np.lib.twodim_base.tri(1)
np.matrix([[1, 2]]).getA1()
np.array(['ab', 'c']).view(Watching)[0:1].shape
np.array(['2000'], 'M8[D]').view(Watching).shape
np.array([1, None]).view(Watching).shape
np.array([(1, 2.)], 'i4,f8').view(Watching).shape
'''.strip().splitlines():
    print(line, end=' => ')
    show(lambda: eval(line))
for kind, data in (('S2', b'abcd'), ('U1', 'ab'.encode('utf-32-le')), ('M8[s]', bytes(8) + b'\1' + bytes(7)), ('i2,S1', b'\1\0x\2\0y')):
    show(lambda: np.ndarray((2,), kind, data).tolist())
show(lambda: np.ndarray(1, 'S2', b'abcd', 1).tolist())
