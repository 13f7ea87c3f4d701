"""Rounding beyond half precision, limits that are zero, lone elements for records, memory orders of deletions."""
from _core import SAMPLES, run, np
SAMPLES.update(h=np.array([1, 2.5, 65504, np.nan, -1, 0], 'f2'), w=np.array([-0.0, 0.0]), M=np.array(['2020-01-01', 'NaT'], 'M8[D]'))
run("""
np.round(h, 6)
np.round(h, 4)
np.float16(1.234).round(6)
np.var(np.array([1, 2.5, 65504], 'f2'))
np.std(np.array([[1, 2], [3, 400]], 'f2'), axis=1)
np.mean(np.array([3, 1, 2, -4, 5, 0]), dtype='c8')
np.signbit(np.clip(w, 0, 2))
np.signbit(np.clip(w, -2, 0))
np.signbit(np.clip(w.astype('f4'), -0.0, 2))
np.signbit(np.clip(w.astype('g'), 0, 2))
np.signbit(np.clip(w.astype('f2'), 0, 2))
np.signbit(np.clip(w, None, -0.0))
x = np.zeros(2, [('s', 'U3'), ('i', 'i4')]); x[0] = np.array([300]) ;; x
x = np.zeros((), [('s', 'S3')]); x[...] = np.array([300]) ;; x
np.delete(b, slice(0, 1), axis=1).flags.c_contiguous
np.delete(t3, slice(1, 2), axis=1).flags.c_contiguous
np.delete(F, slice(1, 2), axis=1).flags.f_contiguous
np.lexsort(t3, axis=0).flags.c_contiguous
np.isin([1.5, 2], [1, 2], kind='table')
np.isin(['a'], ['a'], kind='table')
np.isin(['a', 'zz'], list('abcdefghijklmnopq'))
np.isin(M, np.repeat(M, 20), invert=True)
np.in1d(M, [1, 2])
np.isin(np.array([1, 'x', None], object), list(range(30)))
np.i0([0., 0.5, 1, 8, 8.5, -30])
np.i0(np.array([0, 1, 2], 'g'))
np.i0(np.array([0, 1.5], 'f4'))
np.nanmedian(np.broadcast_to([1., 2], (3, 2)), axis=()).flags.f_contiguous
""")
run("""
np.argmax(np.array(None, object), keepdims=True)
x = np.zeros(3, 'f2'); np.copyto(x, 1e20, where=[True, False]) ;; x
x = np.zeros(3, 'f2'); np.copyto(x, 1e20, where=False) ;; x
x = np.zeros(3, 'i4'); np.copyto(x, 7, where=[True, False, True]) ;; x
x = np.zeros(2, 'M8[D]'); np.copyto(x, np.datetime64('2020-01-01'), where=[True, False]) ;; x
x = np.zeros(2, object); np.copyto(x, 'a', where=[True, False]) ;; x
np.nanmedian(np.broadcast_to(np.arange(12, dtype='u8').reshape(1, 4, 3), (2, 1, 4, 3)), axis=()).flags.c_contiguous
""")
