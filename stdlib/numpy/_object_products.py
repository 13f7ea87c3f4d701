"""Products of arrays whose elements the engine does not multiply: dot, inner, vdot and tensordot of objects, times and text.

Times are multiplied as the numbers they hold, whatever their units are; with numbers that have no type in common with
them they are objects.
"""
import math

from numpy import _core
from numpy._core import dtype, ndarray
from numpy._objects import _items, _no_loop, _objects, _tight
from numpy._own_class import of_own_class


def _kind(a, b):
    """The kind of the elements that are multiplied; None for those that are taken as they are."""
    kinds = {a.dtype.kind, b.dtype.kind}
    if not kinds & {'m', 'M'}:
        return 'O' if 'O' in kinds else 'U' if 'U' in kinds else 'S' if 'S' in kinds else None
    if kinds <= {'m', 'M'}:
        return 'M' if 'M' in kinds else 'm'
    number = b if a.dtype.kind in 'mM' else a
    return 'm' if 'm' in kinds and (number.dtype.kind in 'bi' or number.dtype.kind == 'u' and number.dtype.itemsize < 8) else 'O'


def _operands(a, b):
    """Both as arrays of what is multiplied, and its kind."""
    given, (a, b) = (a, b), (_core.asarray(a), _core.asarray(b))
    kind = _kind(a, b)
    if kind == 'O':
        a, b = (_core.asarray(v, dtype=object) if w.dtype.kind in 'mM' else w for v, w in zip(given, (a, b)))
    elif kind == 'm':
        a, b = (_core._native(v) if v.dtype.kind == 'm' else v.astype('m8') for v in (a, b))
    elif kind == 'M':
        a, b = (_as_date(v, w) for v, w in zip(given, (a, b)))
    return a, b, kind


def _as_date(given, x):
    if x.dtype.kind == 'M':
        return x
    d = dtype(x.dtype.str.replace('m', 'M', 1))
    if isinstance(given, _core.generic):  # of which no cast is asked
        return x.view(d)
    raise TypeError(f"Cannot cast array data from {x.dtype!r} to {d!r} according to the rule 'safe'")


def _sum_of_products(p, q):
    r = None
    for k, (i, j) in enumerate(zip(p, q)):
        r = i * j if k == 0 else r + i * j
    return r


@of_own_class
def _object_dot(a, b, out=None):
    """np.dot: sums over the last dimension of a and the last but one of b, the others side by side."""
    if out is not None and not isinstance(out, ndarray):
        raise TypeError("'out' must be an array")
    given, (a, b, kind) = (a, b), _operands(a, b)
    if a.ndim == 0 or b.ndim == 0:
        if kind in ('U', 'S'):
            raise _no_loop('multiply', *(_core.asarray(v, kind).dtype for v in given))
        return _core.multiply(a, b)
    at = b.ndim - 2 if b.ndim > 1 else 0
    n = a.shape[-1]
    if n != b.shape[at]:
        raise ValueError(f'shapes {_tight(a.shape)} and {_tight(b.shape)} not aligned: {n} (dim {a.ndim - 1}) != {b.shape[at]} '
                         f'(dim {at})')
    if a.ndim + b.ndim - 2 > 32:
        raise ValueError('dot: too many dimensions in result')
    if kind in ('U', 'S'):
        raise ValueError('data type must provide an itemsize')
    if kind == 'M':
        raise ValueError('dot not available for this type')
    if kind == 'm':
        r = _core.asarray(_core.dot(a.view('i8'), b.view('i8'))).view('m8')[()]
    else:
        columns = _core.moveaxis(b, at, -1)
        shape = a.shape[:-1] + columns.shape[:-1]
        rows, cols = ([items[i * n:i * n + n] for i in range(math.prod(v.shape[:-1]))]
                      for v, items in ((v, _items(v)) for v in (a, columns)))
        r = [_sum_of_products(p, q) for p in rows for q in cols]
        r = _objects(r, shape) if shape else r[0]
    return r if out is None else _put(r, kind, out)


def _put(r, kind, out):
    shape = r.shape if isinstance(r, (ndarray, _core.generic)) else ()
    if out.dtype.kind != (kind or 'O') or out.shape != shape or not out.flags.carray or not out.dtype.isnative:
        raise ValueError('output array is not acceptable (must have the right datatype, number of dimensions, and be a C-Array)')
    if kind == 'm':
        out.view('i8')[...] = r.view('i8')
    else:
        out[...] = r
    return out if out.ndim else out[()]


@of_own_class
def _object_inner(a, b):
    """np.inner: products over the last dimensions."""
    a, b = (x if isinstance(x, _core.generic) else _core.asarray(x) for x in (a, b))
    return _object_dot(a, b.swapaxes(-1, -2) if b.ndim > 1 and a.ndim else b)


def _object_vdot(a, b):
    """np.vdot: of all elements, the first ones conjugated."""
    a, b, kind = _operands(a, b)
    a, b = _core.asarray(a).ravel(), _core.asarray(b).ravel()
    if a.size != b.size:
        raise ValueError(f'cannot reshape array of size {b.size} into shape ({a.size},)')
    if kind == 'M':
        raise ValueError('function not available for this data type')
    if kind == 'O':
        a = _objects([i.conjugate() for i in _items(a)], a.shape)
    return _object_dot(a, b)


def _matrix_vdot(a, b):
    """np.vdot where a matrix is among the operands, which has two dimensions when it is raveled: along the first of them."""
    a, b = _core.asanyarray(a).ravel(), _core.asanyarray(b).ravel()
    if a.size != b.size:
        raise ValueError(f'cannot reshape array of size {b.size} into shape ({a.size},)')
    if a.shape[0] != b.shape[0]:
        raise ValueError('vectors have different lengths')
    like = max(a, b, key=lambda x: x.__array_priority__)
    r = _core.vdot(*(_core.asarray(x).reshape(len(x), -1)[:, 0] for x in (a, b)))
    return _core.asarray(r, None if hasattr(r, 'dtype') else 'O').view(type(like))


def object_tensordot(a, b, axes_a, axes_b):
    """np.tensordot with the axes settled."""
    axes_a, axes_b = [i % a.ndim for i in axes_a], [i % b.ndim for i in axes_b]
    rest_a = [i for i in range(a.ndim) if i not in axes_a]
    rest_b = [i for i in range(b.ndim) if i not in axes_b]
    left, right = [a.shape[i] for i in rest_a], [b.shape[i] for i in rest_b]
    n = math.prod(a.shape[i] for i in axes_a)
    p = a.transpose(rest_a + axes_a).reshape(math.prod(left), n)
    q = b.transpose(axes_b + rest_b).reshape(n, math.prod(right))
    return _object_dot(p, q).reshape(left + right)


def object_matmul(a, b):
    """np.matmul, where nothing adds up to 0; stacks of matrices are multiplied one by one."""
    if a.ndim > 2 and b.ndim > 1 or b.ndim > 2:
        return _stacked_products(a, b)
    r = _object_dot(a, b)
    if a.shape[-1]:
        return r
    return _core.full_like(r, 0) if isinstance(r, ndarray) else 0


def _stacked_products(a, b):
    """object_matmul of each pair of matrices in stacks that are broadcast to each other."""
    rows, columns = a[None] if a.ndim == 1 else a, b[:, None] if b.ndim == 1 else b
    stack = _core.broadcast_shapes(rows.shape[:-2], columns.shape[:-2])
    rows = _core.broadcast_to(rows, stack + rows.shape[-2:]).reshape((-1,) + rows.shape[-2:])
    columns = _core.broadcast_to(columns, stack + columns.shape[-2:]).reshape((-1,) + columns.shape[-2:])
    shape = (rows.shape[1], columns.shape[2])
    products = [object_matmul(p, q) for p, q in zip(rows, columns)]
    d = products[0].dtype if products else _core.result_type(a, b)
    r = _core.empty((len(products),) + shape, d)
    for i, product in enumerate(products):
        r[i] = product
    r = r.reshape(stack + shape)
    return r[..., 0, :] if a.ndim == 1 else r[..., 0] if b.ndim == 1 else r
