"""Sorting and searching arrays of objects, text, records, times and numbers in the other byte order.

Times and numbers are sorted by keys that the engine knows; items of all other kinds are compared by Python.
"""
from numpy import _core
from numpy._core import ndarray
from numpy._objects import _items, _swapped, _time
from numpy._own_class import of_own_class


def _orderer(kind):
    """A function for the order of items, in which equal ones lie as a kind of sort leaves them."""
    heap = str(kind)[0] in 'hH'
    stable = kind is not None and not heap and str(kind)[0] not in 'qQ'

    def order(items):
        places = sorted(range(len(items)), key=items.__getitem__)
        if stable or len(items) < 2 or len(items) < 17 and not heap:  # few are inserted one by one
            return places
        ranks, rank = [0] * len(items), 0
        for last, i in zip(places, places[1:]):
            rank += bool(items[last] < items[i])
            ranks[i] = rank
        return _core.argsort(_core.array(ranks, 'i8'), -1, kind).tolist()
    return order


@of_own_class
def _object_argsort(x, axis, order=None, kind=None):
    kind = kind.decode('latin-1') if isinstance(kind, bytes) else kind
    if order is not None and x.dtype.names is None:
        raise ValueError('Cannot specify order when the array has no fields.')
    if x.ndim == 0:
        x = x.reshape(1)
    if x.dtype.kind in 'mM':
        return _core.argsort(_time().keys(x), axis, kind)
    if _swapped(x):
        return _core.argsort(_core._native(x), axis, kind)
    if order is not None:
        order = [order] if isinstance(order, str) else list(order)
        for name in order:
            if name not in x.dtype.names:
                raise ValueError(f'unknown field name: {name}')
        x = x[order + [n for n in x.dtype.names if n not in order]]
    if axis is None:
        x, axis = x.ravel(), 0
    return _along_lists(x, axis, _orderer(kind), lambda flat, shape: _core.array(flat, 'i8').reshape(shape)).copy()


def _along_lists(x, axis, f, make):
    from numpy._helpers import normalize_axis
    axis = normalize_axis(axis, x.ndim)
    moved = _core.moveaxis(x, axis, -1)
    n = moved.shape[-1]
    items = _sort_items(moved)
    flat = [v for i in range(0, len(items), n) for v in f(items[i:i + n])] if n else []
    return _core.moveaxis(make(flat, moved.shape), -1, axis)


def _sort_items(x):
    items = _items(x)
    if x.dtype.kind != 'V':
        return items
    from numpy._records import _sort_key
    return [_sort_key(i) for i in items]


def _object_sort(x, axis, order=None):
    """A sorted copy in the memory order of x."""
    if x.ndim == 0 and axis is not None and axis is not ... and axis not in (0, -1):
        from numpy._helpers import AxisError
        raise AxisError(axis, 0)
    r = _sorted_in_c(x, axis, order)
    if axis is None or x.ndim < 2 or x.flags.c_contiguous:
        return r
    to = _core.empty_like(x)
    to[...] = r
    return to


def _sorted_in_c(x, axis, order):
    return _core.take_along_axis(x, _object_argsort(x, axis, order, 'stable'), axis) if axis is not None \
        else x.ravel()[_object_argsort(x, None, order, 'stable')]


@of_own_class
def _object_partition(x, kth, axis, places, order=None):
    """Sorting is a partition for every place."""
    if _core.asarray(kth).dtype.kind not in 'biu':
        raise TypeError('Partition index must be integer')
    if x.ndim == 0 and axis is not None and not places:
        from numpy._helpers import AxisError
        raise AxisError(-1 if axis is ... else axis, 0)
    n = x.size if axis is None or x.ndim == 0 else x.shape[axis if axis is not ... else -1]
    for k in _core.asarray(kth).ravel().tolist() if n else ():
        if not -n <= k < n:
            raise ValueError(f'kth(={k + n if k < 0 else k}) out of bounds ({n})')
    if x.dtype.kind not in 'mM' and _swapped(x):
        plain = _core._native(x)
        return _core.argpartition(plain, kth, axis) if places else _core.partition(plain, kth, axis).astype(x.dtype)
    return _object_argsort(x, axis, order) if places else _object_sort(x, axis, order)


def _object_ranks(x):
    """Numbers in the order of the items."""
    x = _core.asarray(x)
    if x.dtype.kind in 'mM':
        return _object_ranks(_time().keys(x))
    if _core._is_plain(x) or _swapped(x):
        x = _core._native(x)
        order = _core.sort(x, None)
        return _core.asarray(_core.searchsorted(order, x))
    items = _sort_items(x)
    try:
        once = dict.fromkeys(items)
    except TypeError:  # some cannot be keys
        order = sorted(items)
        places = [order.index(i) for i in items]
        return _core.array(places, 'i8').reshape(x.shape)
    order = sorted(once) # each once, compared in the order given
    place = {v: i for i, v in enumerate(order)}
    return _core.array([place[i] for i in items], 'i8').reshape(x.shape)


def _have_no_common_order(a, b):
    """Are elements of these two kinds compared as objects, because they have no type in common?"""
    return a != b and (a in 'mMV' or b in 'mMV') and not (a in 'mbiu' and b in 'mbiu')


def _checked_sorter(a, sorter):
    sorter = _core.asarray(sorter)
    if sorter.ndim != 1:
        raise TypeError('could not parse sorter argument')
    if sorter.dtype.kind not in 'iu':
        raise TypeError('sorter must only contain integers')
    if sorter.size != a.size:
        raise ValueError('sorter.size must equal a.size')
    if a.size and not 0 <= sorter.min() <= sorter.max() < a.size:
        raise ValueError('Sorter index out of range.')
    return sorter


def _object_searchsorted(a, v, side, sorter):
    a = _core.asarray(a)
    if a.ndim != 1:
        raise ValueError('object too deep for desired array' if a.ndim else 'object of too small depth for desired array')
    if a.dtype.kind != 'O' or isinstance(v, ndarray) and v.dtype.kind != 'O':
        keys = _core.asarray(v)
        if {a.dtype.kind, keys.dtype.kind} == {'m', 'M'}:
            from numpy._helpers import check_cast
            d = _core.promote_types(a.dtype, keys.dtype)
            check_cast(a, d, 'safe')
            check_cast(keys, d, 'safe')
        if _have_no_common_order(a.dtype.kind, keys.dtype.kind):
            a, v = a.astype(object), keys.astype(object)
            v = v[()] if v.ndim == 0 else v
    sorter = None if sorter is None else _checked_sorter(a, sorter)
    if a.dtype.kind in 'mM':
        v = _core.asarray(v)
        v = v.astype(a.dtype) if v.dtype.kind not in 'mM' else v
        d = _core.promote_types(a.dtype, v.dtype)
        a, v = a.astype(d), v.astype(d)
        return _core.searchsorted(_time().keys(a), _core.asarray(_time().keys(v)), side, sorter)
    if _swapped(a) or _swapped(v) and _core._is_plain(a):
        return _core.searchsorted(_core._native(a), _core._native(v) if _swapped(v) else v, side, sorter)
    if a.dtype.kind != 'O':
        v = _core.asarray(v)
        d = _core.promote_types(a.dtype, v.dtype)
        a, v = a.astype(d), v.astype(d)
        v = v[()] if v.ndim == 0 and d.kind != 'V' else v
    items = _sort_items(a if sorter is None else a[sorter])
    if isinstance(v, (str, bytes)) or not isinstance(v, (ndarray, list, tuple)):
        return _core.int64(_places(items, [v], side[0] in 'lL')[0])
    v = _core.asarray(v, None if isinstance(v, ndarray) else a.dtype)
    return _core.array(_places(items, _sort_items(v), side[0] in 'lL'), 'i8').reshape(v.shape)[()]


def _three_way(a, b):
    """Both comparisons, as NumPy's function for objects asks them."""
    return -1 if a < b else int(a > b)


def _places(items, keys, left):
    """Where keys belong: each search begins where the last one ended, which tells where items are not sorted. (The first
    key is compared with itself, which not all can be.)"""
    places, low, high, n = [], 0, len(items), len(items)
    last, most = keys[0] if keys else None, -1 if left else 0
    for key in keys:
        if _three_way(last, key) <= most:
            high = n
        else:
            low, high = 0, min(high + 1, n)
        last = key
        while low < high:
            middle = (low + high) // 2
            if _three_way(items[middle], key) <= most:
                low = middle + 1
            else:
                high = middle
        places.append(low)
    return places
