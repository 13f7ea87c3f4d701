"""Functions over arrays of classes derived from ndarray: NumPy goes by their own methods and outputs."""
from _core import SAMPLES, run, np
import numpy.ma as ma


class Sub(np.ndarray):
    pass


class Told(np.ndarray):
    def __array_wrap__(self, a, context=None):
        print('  wraps', type(a).__name__, context and (context[0].__name__, len(context[1]), context[2]))
        return super().__array_wrap__(a, context)


SAMPLES.update(sub=np.array([[1., 2, 3], [4, 5, 6]]).view(Sub), m=ma.array([[1, 2, 3], [4, 5, 6.]], mask=[[0, 1, 0], [0, 0, 1]]),
               mx=np.matrix([[1, 2, 3], [4, 5, 6]]), told=np.array([1., 2, 3]).view(Told), ma=ma)
run("""
np.sum(sub, axis=0, where=[[True], [False]])
np.sum(sub, dtype=object, axis=0)
np.max(sub, initial=10, where=[True, False, True])
np.mean(sub, where=False)
np.nansum(m)
np.nanmax(m, axis=0)
np.nanargmax(m)
np.nanmean(m, axis=1)
np.nanvar(m)
np.nansum(mx)
np.nanmin(mx, axis=-1)
np.nanprod(mx, keepdims=True)
np.count_nonzero(m, axis=0)
np.count_nonzero(mx, axis=0)
np.count_nonzero(m)
np.argwhere(m)
np.flatnonzero(m)
np.isclose(m, 1)
np.allclose(m, m)
np.diag(m)
np.diag(mx)
np.expand_dims(mx, 0)
np.unique(sub, return_index=True, return_counts=True)
np.unique(m)
np.union1d(m, [1, 9])
np.ediff1d(sub, to_end=[1, 2])
np.ediff1d(m, to_begin=0)
np.ediff1d(np.array([3, 1, 2], '>i4'), to_begin=0).dtype
np.round(sub, 1)
np.round(sub)
np.gradient(m, axis=1)
np.fix(m)
np.add(m, 1, out=ma.zeros((2, 3)))
np.add(told, 1, out=told) is told
np.add(np.ones(3), 1, told)
np.add(np.ones(3), 1, out=(told,), where=[True, False, True])
np.add(m, 1, out=np.zeros((2, 3)))
""")
