# numpy.lib.recfunctions, mixins, utils; matrices by numpy.matlib.
import io
import numpy as np
import numpy.lib.recfunctions as rf
import numpy.matlib as ml
from numpy.lib.mixins import NDArrayOperatorsMixin

x = np.array([(1, 2., 3), (4, 5., 6)], dtype=[('a', 'i4'), ('b', 'f8'), ('c', 'u1')])
y = np.zeros(2, dtype=[('p', [('q', 'i2'), ('r', 'f4')]), ('s', 'f8', (2,))])


def t(f):
    try:
        v = f()
        print(repr(v), getattr(v, 'dtype', ''))
    except Exception as e:
        print(type(e).__name__, e)


t(lambda: rf.structured_to_unstructured(x))
t(lambda: rf.structured_to_unstructured(x[['a', 'c']], dtype='f4'))
t(lambda: rf.structured_to_unstructured(y))
t(lambda: rf.structured_to_unstructured(np.zeros(3)))
t(lambda: rf.unstructured_to_structured(np.arange(6.).reshape(2, 3)))
t(lambda: rf.unstructured_to_structured(np.arange(6).reshape(2, 3), names=['x', 'y', 'z']))
t(lambda: rf.unstructured_to_structured(np.arange(8.).reshape(2, 4), dtype=y.dtype))
t(lambda: rf.unstructured_to_structured(np.arange(6).reshape(2, 3), dtype='i4,i4'))
t(lambda: rf.unstructured_to_structured(np.array(3)))
t(lambda: rf.append_fields(x, 'd', [7, 8], usemask=False))
t(lambda: rf.append_fields(x, ['d', 'e'], [[7., 8.], ['u', 'vw']], usemask=False))
t(lambda: rf.append_fields(x, 'd', [7, 8], dtypes='f4', usemask=False))
t(lambda: rf.append_fields(x, ['d', 'e'], [[7, 8]], usemask=False))
t(lambda: rf.drop_fields(x, 'b', usemask=False))
t(lambda: rf.drop_fields(x, ['a', 'b'], usemask=False))
t(lambda: rf.rename_fields(x, {'a': 'A', 'c': 'C'}))
t(lambda: rf.merge_arrays((np.array([1, 2]), np.array([10., 20., 30.]))))
t(lambda: rf.merge_arrays((x, np.array([1.5, 2.5])), flatten=True))
t(lambda: rf.stack_arrays((x, x), usemask=False))
t(lambda: rf.repack_fields(x[['a', 'c']]))
t(lambda: rf.repack_fields(np.dtype([('a', 'u1'), ('b', 'f8')], align=True)))
t(lambda: rf.require_fields(x, [('b', 'f4'), ('z', 'u1')]))
t(lambda: rf.apply_along_fields(np.mean, x))
t(lambda: rf.get_names(y.dtype))
t(lambda: rf.get_names_flat(y.dtype))
t(lambda: rf.flatten_descr(x.dtype))
t(lambda: rf.get_fieldstructure(y.dtype))
t(lambda: rf.rec_append_fields(x, 'd', [1, 2]))


class Boxed(NDArrayOperatorsMixin):
    def __init__(self, value):
        self.value = np.asarray(value)

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        inputs = [v.value if isinstance(v, Boxed) else v for v in inputs]
        kwargs = {k: tuple(o.value if isinstance(o, Boxed) else o for o in v) if k == 'out' else v for k, v in kwargs.items()}
        r = getattr(ufunc, method)(*inputs, **kwargs)
        return type(self)(r)

    def __repr__(self):
        return f'Boxed({self.value!r})'


b = Boxed([1, 2, 3])
print(b + 1, 2 - b, b * b, -b, abs(b), b < 2, b == 2, b ** 2, 2 ** b, b // 2, b % 2, b & 1, b << 1, ~b, [1, 1, 1] - b)
print(np.add.reduce(b), np.multiply(b, 2), Boxed.__hash__)
b += 1
print(b)
print(ml.zeros((2, 2)), ml.eye(2, dtype=int), ml.repmat([1, 2], 2, 2), ml.ones(2), ml.identity(2), type(ml.empty(2)), ml.rand(2, 3).shape)
print(np.byte_bounds(np.zeros(4))[1] - np.byte_bounds(np.zeros(4))[0] > -10**18, np.safe_eval('[1, 2]'), np.BUFSIZE, np.FPE_INVALID, np.SHIFT_INVALID)
out = io.StringIO()
np.disp('hello', out)
np.disp(3, out, False)
print(repr(out.getvalue()))
print(np.lib.index_tricks.s_[1:2], np.lib.mixins.NDArrayOperatorsMixin.__name__)
