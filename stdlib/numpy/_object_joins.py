"""Arrays of text, objects and numbers with a dtype of their own: joined, chosen from, written where a mask says."""
import functools

from numpy import _core
from numpy._core import _object_from_items, dtype
from numpy._objects import _OBJECT, _as_item_array, _in_order, _items, _result_type_text, _scalar_items, _swapped, _to_item


def _join_dtype(arrays):
    kinds = {a.dtype.kind for a in arrays}
    if kinds & {'m', 'M'} or 'V' in kinds and len(kinds) > 1 and 'O' not in kinds:
        return _result_type_text(arrays)
    if 'V' in kinds and len(kinds) == 1:
        return functools.reduce(_core.promote_types, [a.dtype for a in arrays])
    if 'O' in kinds or 'V' in kinds:
        return _OBJECT
    return _result_type_text(arrays)


def _cast_parts(arrays, d, casting):
    """The arrays in the type of the result, each by itself."""
    from numpy._helpers import check_cast
    for a in arrays:
        check_cast(a, d, casting)
    return [a.astype(d) for a in arrays]


def _object_concatenate(arrays, axis=0, d=None, casting='same_kind', out=None):
    if out is not None:
        return _joined_into(out, _object_concatenate(arrays, axis, out.dtype, casting))
    arrays = [_core.asarray(a) for a in arrays]
    if d is not None:
        d = dtype(d)
        parts = _cast_parts(arrays, d, casting)
        return _core.concatenate(parts, axis) if d.kind in 'biufc' and not _core._is_described(d) else \
            _object_concatenate(parts, axis).astype(d, copy=False)
    if any(map(_swapped, arrays)):
        return _core.concatenate([_core._native(a) for a in arrays], axis)
    d = _join_dtype(arrays)
    if axis is None:
        arrays, axis = [a.ravel() for a in arrays], 0
    if d.names is not None:
        return _join_records(d, arrays, axis)
    if d.kind in 'mM':
        return _core._carried(d, _core.concatenate([_core._codes(a.astype(d)) for a in arrays], axis))
    places, items = [], []
    for a in arrays:
        fits = d.kind == 'O' or a.dtype.kind == d.kind  # no text is longer than the type of all allows
        own = _items(a) if fits else [_to_item(d, i) for i in _scalar_items(a)]
        place = _core.empty_like(a, dtype='i8')
        place[...] = _core.arange(len(items), len(items) + len(own)).reshape(a.shape)
        places.append(place)
        items += own
    codes = _core.concatenate(places, axis)
    pool = _object_from_items(d, (len(items),), items)
    return pool[codes]


def _joined_into(out, joined):
    if joined.shape != out.shape:
        raise ValueError('Output array is the wrong shape')
    out[...] = joined
    return out


def _join_records(d, arrays, axis):
    joined = _core.concatenate([_core._codes(a) for a in arrays], axis)
    order = sorted(range(joined.ndim), key=lambda k: -joined.strides[k])
    out = _core.zeros([joined.shape[k] for k in order], d).transpose([order.index(k) for k in range(joined.ndim)])
    axis %= joined.ndim  # a field may have dimensions of its own behind
    for name in d.names:
        out[name] = _core.concatenate([a[name] for a in arrays], axis)
    return out


def _object_stack(arrays, axis=0, d=None, casting='same_kind', out=None):
    arrays = [_core.asarray(a) for a in arrays]
    if len({a.shape for a in arrays}) > 1:
        raise ValueError('all input arrays must have the same shape')
    return _object_concatenate([_core.expand_dims(a, axis) for a in arrays], axis, d, casting, out)


def _object_where(c, x, y):
    given, x, y = _core.asarray(c), _as_item_array(x), _as_item_array(y)
    c = given.astype(bool, copy=False)
    given = given if _core._is_plain(given) else c
    if _core._is_plain(x) and _core._is_plain(y):
        return _core.where(c, x, y)
    try:
        shape = _core.broadcast_shapes(c.shape, x.shape, y.shape)
    except ValueError:
        shapes = ' '.join(str(v.shape).replace(' ', '') for v in (c, x, y))
        raise ValueError(f'operands could not be broadcast together with shapes {shapes} ') from None
    if _swapped(x) or _swapped(y):
        return _core.where(c, _core._native(x), _core._native(y))
    d = _join_dtype([x, y])
    if d.kind in 'mM':
        return _core._carried(d, _core.where(c, _core._codes(x.astype(d)), _core._codes(y.astype(d))))
    if d.names is not None:
        r = _core.zeros(shape, d)
        r[...] = _core.broadcast_to(y, shape).astype(d)
        every = _core.broadcast_to(c, shape)
        r[every] = _core.broadcast_to(x, shape)[every]
        return _like_where(r, given, x, y)
    get = _scalar_items if d.kind in 'US' else _items
    p, q = get(_core.broadcast_to(x, shape)), get(_core.broadcast_to(y, shape))
    pick = _core.broadcast_to(c, shape).ravel().tolist()
    r = _object_from_items(d, shape, [_to_item(d, i if t else j) if d.kind in 'US' else (i if t else j)
                                      for t, i, j in zip(pick, p, q)])
    return _like_where(r, given, x, y)


def _like_where(r, c, x, y):
    """r in the memory order that where() gives numbers which lie as the operands do."""
    if r.ndim < 2:
        return r
    x, y = (v if _core._is_plain(v) else _core._codes(v) for v in (x, y))
    return _in_order(r, _core.where(c, x, y))


def _object_place(x, mask, values):
    if not x.flags.writeable:
        raise ValueError('WRITEBACKIFCOPY base is read-only')
    if _core.asarray(mask).size != x.size:
        raise ValueError('place: mask and data must be the same size')
    values = _items(_taken(values, x.dtype))
    where = _core.flatnonzero(mask).tolist()
    if where and not values:
        raise ValueError('Cannot insert from an empty array!')
    flat = x.ravel()
    for k, i in enumerate(where):
        flat[i] = values[k % len(values)]
    x[...] = flat.reshape(x.shape)


def _taken(v, d):
    from numpy import _helpers
    return _helpers._taken(v, d)


def _object_putmask(x, mask, values):
    if _core.asarray(mask).size != x.size:
        raise ValueError('putmask: mask and data must be the same size')
    values = _items(_taken(values, x.dtype))
    flat = x.ravel()
    for i in _core.flatnonzero(mask).tolist() if values else ():
        flat[i] = values[i % len(values)]
    x[...] = flat.reshape(x.shape)
