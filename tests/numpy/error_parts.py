# What the errors of numpy's core keep of the operation, in their attributes, arguments and pickles; sizes that cannot be had.
import pickle

import numpy as np
from numpy.core import _exceptions

for call in ('np.add(1.5, 2, dtype=int)', "np.add(1, 2, dtype='S')", 'np.add(np.arange(3), 1.5, out=np.arange(3))', 'np.sqrt([1j], dtype=float)',
             "np.add(np.datetime64('2020'), np.datetime64('2020'))", "np.add(np.array(['a']), 1)", "np.multiply.reduce(np.array(['a', 'b']))",
             'np.zeros(10**14)', 'np.empty((1000,) * 5)', "np.zeros(2**50 - 1, 'u1')", "np.ones((3, 10**15), 'i2')", 'np.arange(10**15)',
             'np.sum(np.zeros((2, 2)), axis=5)', 'np.zeros(3).sum(axis=-4)', 'np.flip(np.zeros(2), 3)', 'np.expand_dims(np.zeros(2), 9)',
             'np.void()', "np.void(1, 2, 3)", "np.void(b'a', dtype='i4', x=1)", 'np.void.__new__()', 'np.void.__new__(1)', 'np.void.__new__(int, 1)',
             'np.void(x=1)', "np.void(b'a', x=1)", 'np.finfo()', 'np.finfo(1, 2)'):
    try:
        print(call, eval(call))
    except Exception as e:
        print(call, type(e), e)
        if not isinstance(getattr(e, 'ufunc', np.add), np.ufunc):
            continue
        print('   ', repr(e), e.args, [(k, getattr(e, k)) for k in ('ufunc', 'dtypes', 'casting', 'from_', 'to', 'in_i', 'out_i', 'shape', 'axis', 'ndim')
                                       if hasattr(e, k)])
        if "'S'" in call:
            continue
        again = pickle.loads(pickle.dumps(e))
        print('   ', type(again) is type(e), str(again) == str(e))
size = _exceptions._ArrayMemoryError._size_to_string
print([size(n) for n in (0, 1, 1023, 1024, 1025, 1536, 10**6, 1024**2 - 1, 1024**2, 10**9, 999 * 1024**3 + 1, 2**60, 2**70, 2**63 * 1000)])
e = _exceptions._ArrayMemoryError((1000, 1000), np.dtype(float))
print(e, e._total_size, e.args, e.shape, e.dtype, isinstance(e, MemoryError))
print([str(np.AxisError(*a)) for a in ((3, 2), (3, 2, 'x'), ('text',))], repr(np.AxisError(3, 2, 'x')), np.AxisError(3, 2).axis)
print(_exceptions._unpack_tuple((1,)), _exceptions._unpack_tuple((1, 2)), _exceptions.UFuncTypeError is type(e).__mro__[0])
