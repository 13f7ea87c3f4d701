# numpy.rec: making record arrays, fields as attributes, titles, orders, files, errors.
import io
import warnings

import numpy as np


def sh(source, **names):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            r = eval(source, dict(globals(), **names))
            text = repr(r) + (' ' + type(r).__name__ + ' ' + str(r.dtype.type.__name__) + str(r.shape) if isinstance(r, np.ndarray) else '')
        except Exception as e:
            text = '!%s: %s' % (type(e).__name__, e)
    print(source, '->', text, [w.category.__name__ + ': ' + str(w.message) for w in caught])


def setting(x, name, v):
    setattr(x, name, v)
    return x


R = np.rec.array([(1, 2., 'a'), (3, 4., 'bc')], names='x,y,s')
B = b'\1\0\0\0\2\0\0\0\3\0\0\0\4\0\0\0'
for s in ["R", "R.x", "R['x']", "R[0]", "R[0].s", "R[:1]", "R[['x', 'y']]", "R[R.x > 1]", "R.dtype", "R.view(np.ndarray)", "R.field(1)", "R.field('s')", "R.field('q')", "R.nope",
          "setting(R.copy(), 'x', 9)", "setting(R.copy(), 'extra', 9).extra", "setting(R.copy(), 'shape', (2, 1)).shape", "R.copy().field(0, 7)", "R.tolist()", "R + 1", "R.sum()", "R.x.sum()",
          "np.recarray((2,), dtype=[('a', 'i4'), ('b', 'i4')], buf=B)", "np.recarray(2, formats='i4,i2,i2', names='p, q', buf=B)", "np.recarray((1,), [('a', 'i4')], buf=B, offset=8)", 
          "np.recarray((2, 1), formats=['i4', 'f4'], order='F').shape", "np.recarray(2)", "np.recarray(2, formats='i4', names='a,b').dtype", "np.recarray(2, formats='i4,i4', names='a,a')",
          "np.rec.format_parser('i4, f8', 'a, b', ['T1', 'T2']).dtype", "np.rec.format_parser(['i4', 'f8', 'S3'], ['a'], []).dtype", "np.rec.format_parser('i1, f8', None, None, aligned=True).dtype.itemsize", "np.rec.format_parser('i4,f8', 'a,b', None, byteorder='>').dtype",
          "np.rec.format_parser(None, 'a', None)", "np.rec.format_parser('i4', 5, None)", "np.rec.format_parser('i4,i4', 'a,a', None)", "np.rec.format_parser('i4', ['a', 'b'], None).dtype", "np.rec.format_parser('i4,i4', 'a,b', ['t']).dtype",
          "np.rec.fromarrays([[1, 2], [3., 4.], ['x', 'yy']])", "np.rec.fromarrays([[1, 2], [3., 4.]], names='a,b', formats='f4,i2')", "np.rec.fromarrays([[1, 2], [3., 4.]], dtype=[('p', 'i8'), ('q', 'f4')])", "np.rec.fromarrays([[1, 2], [3.]])",
          "np.rec.fromarrays([[1, 2], [3, 4]], formats='i4')", "np.rec.fromarrays([[1, 2], [3, 4]], shape=2)", "np.rec.fromarrays([[1, 2], [3, 4]], shape=0)", "np.rec.fromarrays([[1, 2], [3, 4]], shape=3)", "np.rec.fromarrays([[[1, 2]], [[3, 4]]], names=['a', 'b'])",
          "np.rec.fromarrays([[[1, 2], [3, 4]], [5, 6]], dtype=[('a', 'i4', (2,)), ('b', 'f8')])", "np.rec.fromarrays([[1, 2], [3, 4]], byteorder='>')", "np.rec.fromarrays([[1], [2]], titles=['q', 'r'], names='a,b').q",
          "np.rec.fromrecords([(1, 'a'), (2, 'bc')])", "np.rec.fromrecords([(1, 'a'), (2, 'bc')], names='n,s')", "np.rec.fromrecords([(1, 2.5), (2, 3)], dtype=[('a', 'i4'), ('b', 'f4')])", "np.rec.fromrecords([[1, 2], [3, 4]], formats='i4,f4')", "np.rec.fromrecords([(1, 2)], formats='i4,i4', shape=(1, 1))",
          "np.rec.fromrecords([(1, 2), (3,)], formats='i4,i4')", "np.rec.fromrecords([], formats='i4')", "np.rec.fromrecords([(1, 2.5)], names='a,b').b", "np.rec.fromrecords([[(1, 2), (3, 4)]])",
          "np.rec.fromstring(B, formats='i4,i4')", "np.rec.fromstring(B, dtype='i4,i2', shape=2)", "np.rec.fromstring(B, formats='i4', offset=4, names='z')", "np.rec.fromstring(B)", "np.rec.fromstring(B, formats='i4', shape=-1).shape",
          "np.rec.fromfile(io.BytesIO(B), formats='i4,i4')", "np.rec.fromfile(io.BytesIO(B), formats='i4', shape=2)", "np.rec.fromfile(io.BytesIO(B))", "np.rec.fromfile(io.BytesIO(B), formats='i4', shape=9)", "np.rec.fromfile(io.BytesIO(B), formats='i4', shape=(2, -1)).shape",
          "np.rec.array(None, formats='i4', shape=2).shape", "np.rec.array(None, formats='i4')", "np.rec.array(None)", "np.rec.array('abc')", "np.rec.array(B, formats='i4,i4', names='a,b')", "np.rec.array([1, 2])", "np.rec.array([[1, 2], [3, 4]])", "np.rec.array(([1, 2], [3, 4]), dtype='i4,i4')",
          "np.rec.array([(1, 2)], dtype=[('a', 'i4'), ('b', 'f8')])", "np.rec.array(np.arange(3))", "np.rec.array(np.arange(4, dtype='i4'), dtype='i2,i2')", "np.rec.array(np.zeros(2, 'i4,f4'))", "np.rec.array(R) is R", "np.rec.array(R, copy=False) is R", "np.rec.array({})", "np.rec.array(3)", "np.rec.array(np.float64(3))",
          "np.rec.array(np.zeros((0,), 'i4,f4'))", "np.rec.array(np.zeros((0, 2), 'i4,f4'))", "np.rec.array([(1, (2, 3))], dtype=[('a', 'i4'), ('n', [('p', 'i2'), ('q', 'i2')])]).n", "np.rec.array([(1, (2, 3))], dtype=[('a', 'i4'), ('n', [('p', 'i2'), ('q', 'i2')])]).n.p",
          "np.rec.find_duplicate(['a', 'b', 'a', 'c', 'c'])", "np.zeros(2, 'i4').view(np.recarray)", "np.zeros(2, 'i4,i4').view(np.recarray)", "np.zeros(2, 'i4,i4').view(np.recarray).dtype.type", "np.zeros(2, 'i4,i4').view((np.recarray, np.dtype((np.record, 'i4,i4')))) if 0 else 1"]:
    sh(s)
