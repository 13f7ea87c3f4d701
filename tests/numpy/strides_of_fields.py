"""Strides of the fields of packed records: those of the records, wherever the fields lie."""
import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view
r = np.zeros(3, dtype=[('a', 'i1'), ('b', 'f8'), ('c', 'c16'), ('d', 'i4', (2, 3)), ('s', 'S3'), ('o', 'u1')])
r['b'] = [1.5, 2.5, 3.5]
for n in r.dtype.names:
    x = r[n]
    print(n, x.strides, x.flags.aligned, x[::2].strides, x[::-1].strides, x.T.strides, x[None].strides, x.copy().strides,
          x.__array_interface__['strides'], np.broadcast_to(x[:1], (4,) + x.shape[1:]).strides)
    print('  ', sliding_window_view(x, 2, axis=0).strides, x[1:].strides, x.view('u1').strides if x.itemsize == 1 else '')
print(r['c'].real.strides, r['c'].imag.strides, r[['a', 'c']].strides, r[['a', 'c']]['c'].strides, r[1]['d'].strides)
print(r['d'].diagonal().strides, r['d'].swapaxes(0, 2).strides, r['d'][:, 1].strides, r.reshape(3, 1)['b'].strides)
b = r['b']
print(b, b * 2, b.sum(), as_strided(b, (2, 2), (53, 53)), sliding_window_view(b, 2), as_strided(b[1:], (2,), (-53,)))
sliding_window_view(b, 2, writeable=True)[0, 1] = 9
as_strided(r['d'], (2, 3), (12, 4))[...] = 7
print(r['b'], r['d'][0].tolist(), r['d'][1].tolist())
y = np.zeros((2, 3), [('p', [('q', 'i2'), ('z', 'f4')]), ('w', '?')])
print(y['p'].strides, y['p']['z'].strides, y['p']['q'].strides, y['w'].strides, y['p']['z'].T.strides, y[1]['p']['z'].strides)
z = np.rec.fromarrays([[1, 2, 3], [1., 2, 3], list('abc')], names='a,b,c')
print(z.a.strides, z.b.strides, z.c.strides, z.strides)
w = np.frombuffer(b'\x01\x02\x03\x04\x05' * 4, dtype=[('a', 'u1'), ('b', '<i4')])
print(w['b'].strides, w['b'], w['b'].flags.writeable, w['b'].tobytes() == w['b'].copy().tobytes())
f = np.zeros((2, 3), r.dtype, order='F')
print(f['b'].strides, f['b'].flags.f_contiguous, np.zeros(3, [('x', 'f8'), ('y', 'i4')])['x'].strides, np.zeros(0, r.dtype)['a'].shape)
