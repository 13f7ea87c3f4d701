"""Arrays made, read and seen with a dtype that has a shape: its shape comes behind that of the array."""

import operator
import warnings

from numpy import _core
from numpy._core import dtype, ndarray
from numpy._objects import _shape_of

_MADE = ('creating an array with a subarray dtype will behave differently when the `np.array()` (or `asarray`, etc.) call '
         'includes an array or array object.\nIf you are converting a single array or a list of arrays,you can opt-in to the '
         "future behaviour using:\n    np.array(arr, dtype=np.dtype(['f', dtype]))['f']\n    np.array([arr1, arr2], "
         "dtype=np.dtype(['f', dtype]))['f']\n\nBy including a new field and indexing it after the conversion.\nThis may lead "
         'to a different result or to current failures succeeding.  (FutureWarning since NumPy 1.20)')
_CAST = ("casting an array to a subarray dtype will not use broadcasting in the future, but cast each element to the new dtype "
         "and then append the dtype's shape to the new array. You can opt-in to the new behaviour, by additional field to the "
         "cast: `arr.astype(np.dtype([('f', dtype)]))['f']`.\nThis may lead to a different result or to current failures "
         'succeeding.  (FutureWarning since NumPy 1.20)')


def _parts(d):
    """(type of the numbers, shape), however many shapes there are inside of each other."""
    base, shape = dtype(d), ()
    while base.subdtype is not None:
        base, inner = base.subdtype
        shape += inner
    return base, shape


def _spread(x, base, shape):
    """x broadcast over the shape of all of its elements, which is no use but is what there was."""
    r = _core.zeros(x.shape + shape, base)
    r[...] = x
    return r


def _has_arrays(v):
    return isinstance(v, ndarray) or isinstance(v, (list, tuple)) and any(map(_has_arrays, v))


def _array_of_shaped(v, d, order, ndmin):
    """np.array(v, d): each item, a tuple among them, fills the shape of its element."""
    base, shape = _parts(d)
    if _has_arrays(v):
        warnings.warn(_MADE, FutureWarning, stacklevel=2)
        r = _spread(_core.asarray(v), base, shape)
    else:
        outer = _shape_of(v, True)
        r = _core.zeros(outer + shape, base)
        _fill(r, v, len(outer))
    return _core.array(r, copy=False, order=order, ndmin=ndmin)


def _fill(r, v, depth):
    if not depth:
        r[...] = v
        return
    for k, item in enumerate(v):
        _fill(r[k, ...], item, depth - 1)


def _astype_shaped(x, d):
    warnings.warn(_CAST, FutureWarning, stacklevel=2)
    return _spread(_core.asarray(x), *_parts(d))


def _view_shaped(x, d, cls):
    """x.view(d): every element seen as an array of numbers."""
    base, shape = _parts(d)
    if dtype(d).itemsize != x.itemsize:
        raise ValueError('Changing the dtype to a subarray type is only supported if the total itemsize is unchanged')
    r = x[..., None].view(base).reshape(x.shape + shape)
    return r if cls is None else r.view(cls)


def _frombuffer_shaped(buffer, d, count, offset):
    base, shape = _parts(d)
    whole = dtype(d).itemsize
    count, offset = -1 if count is None else operator.index(count), 0 if offset is None else operator.index(offset)
    left = memoryview(buffer).nbytes - offset
    if count < 0 and whole and left >= 0 and left % whole:
        raise ValueError('buffer size must be a multiple of element size')
    if count >= 0 and whole and left >= 0 and count * whole > left:
        raise ValueError('buffer is smaller than requested size')
    each = whole // base.itemsize if base.itemsize else 1
    return _core.frombuffer(buffer, base, count * each if count >= 0 else -1, offset).reshape((-1,) + shape)
