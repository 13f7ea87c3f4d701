"""Reductions of arrays whose elements the engine does not compute with.

Those of objects are the folds of ufuncs (_ufunc_methods), which ask here for the items of each result, in the order in
which they lie in memory. Other kinds have few reductions of their own, and a refusal for each of the rest.
"""
import functools
import itertools
import math
import operator

from numpy import _core, _ufuncs
from numpy._core import _object_from_items, _object_items, dtype
from numpy._objects import _BINARY, _INTO_OBJECTS, _items, _swapped, _time, _truths
from numpy._own_class import of_own_class

_OBJECT = dtype('O')
BUFFER = 8192  # elements that an iterator casts at once
_WORDS = {'SUM': 'add', 'CUMSUM': 'add', 'MEAN': 'add', 'PROD': 'multiply', 'CUMPROD': 'multiply', 'AMAX': 'maximum',
          'AMIN': 'minimum', 'NANSUM': 'add', 'NANPROD': 'multiply', 'NANMEAN': 'add', 'NANMAX': 'fmax', 'NANMIN': 'fmin',
          'NANCUMSUM': 'add', 'NANCUMPROD': 'multiply'}


# Folds of times that may leave some out leave out none, and the class of the array has them.
_BY_CLASS = {'NANSUM': 'sum', 'NANPROD': 'prod', 'NANMAX': 'amax', 'NANMIN': 'amin', 'NANMEAN': 'mean'}


# --- the folds of ufuncs, for objects ---

def _sum(items, r):
    for i in items:
        r = r + i
    return r


def _product(items, r):
    for i in items:
        r = r * i
    return r


def _greatest(items, r):
    for i in items:
        r = r if r >= i else i
    return r


def _least(items, r):
    for i in items:
        r = r if r <= i else i
    return r


_IN_ONE_PIECE = {'add': _sum, 'multiply': _product, 'maximum': _greatest, 'minimum': _least}  # a call for each item is dear


def step_of(ufunc):
    """What the loop over objects of a ufunc does with two items."""
    rule = _core._rule_of(ufunc)
    if rule is not None:
        return rule.function
    key = _ufuncs.key_of(ufunc)
    f = _INTO_OBJECTS.get(key) or _BINARY.get(key)

    def by_method(a, b):
        return getattr(a, key)(b)
    return f or by_method


def _columns(rows):
    width = rows.shape[1]
    items = _object_items(rows)
    return [items[i::width] for i in range(width)]


def order_of(x, axes, rest):
    """The order in which a fold of x over axes, leaving rest, takes the items of its rows: as they lie in memory. None: one
    column after the other."""
    lies = sorted((i for i in range(x.ndim) if x.shape[i] != 1), key=lambda i: (-abs(x.strides[i]), i))
    if lies == [i for i in rest + axes if x.shape[i] != 1]:
        return None
    parts = axes + rest
    places = _core.arange(x.size).reshape([x.shape[i] for i in parts])
    return places.transpose([parts.index(i) for i in lies] + [parts.index(i) for i in parts if x.shape[i] == 1]).ravel().tolist()


def _fold_in_order(step, items, width, order, start, masks):
    if start is None:
        r, first = items[:width], width
    else:
        r, first = [start] * width, 0
    takes = masks.ravel().tolist() if masks is not None else None
    for i in order:
        if i >= first and (takes is None or takes[i]):
            r[i % width] = step(r[i % width], items[i])
    return r


def fold(ufunc, rows, start=None, masks=None, where='reduce', order=None):
    """Each column of rows, an array of two dimensions, as one item; masks tell what takes part, order what comes when
    (see order_of)."""
    _core._fp_begin()
    if order is not None:
        r = _fold_in_order(step_of(ufunc), _object_items(rows), rows.shape[1], order, start, masks)
    else:
        columns = _columns(rows)
        if masks is not None:
            columns = [list(itertools.compress(items, mask)) for items, mask in zip(columns, masks.T.tolist())]
        run = _IN_ONE_PIECE.get(_ufuncs.key_of(ufunc)) or functools.partial(functools.reduce, step_of(ufunc))
        if start is not None:
            r = [run(items, start) for items in columns]
        else:
            r = [run(items[1:], items[0]) for items in columns]
    _core._fp_end(where)
    return _object_from_items(_OBJECT, (len(r),), r)


def fold_through(d, ufunc, rows, lengths, start=None, masks=None):
    """The same as an output of type d holds it, which has the first item before the fold begins, and is read and written
    once for each of the lengths of rows that a buffer takes."""
    held = rows[0] if start is None else _object_from_items(_OBJECT, rows.shape[1:], [start] * rows.shape[1])
    held, i, first = held.astype(d), 0, start is None
    for n in lengths:
        part, some = rows[i + first:i + n], None if masks is None else masks[i + first:i + n]
        if len(part):
            part = _core.concatenate((held.astype(_OBJECT)[None], part))
            if some is not None:
                some = _core.concatenate((_core.ones((1, rows.shape[1]), bool), some))
            held = fold(ufunc, part, None, some).astype(d)
        i, first = i + n, False
    return held


def rows_of_buffers(x, axes):
    """How many items of each result of a fold of x go through a buffer at once. A buffer ends where NumPy's iterator would
    have to change twice between dimensions that are reduced and others, counted from the innermost."""
    order = sorted((i for i in range(x.ndim) if x.shape[i] > 1), key=lambda i: (abs(x.strides[i]), -i))
    runs = [(reduced, math.prod(x.shape[i] for i in run)) for reduced, run in itertools.groupby(order, lambda i: i in axes)]
    width = runs[0][1] if runs and not runs[0][0] else 1
    length = next((n for reduced, n in runs if reduced), 1)
    most = max(1, BUFFER // width)
    some = [min(most, length - i) for i in range(0, length, most)]
    return some * (math.prod(x.shape[i] for i in axes) // length)


def running(ufunc, rows):
    """The partial results of the same."""
    step = step_of(ufunc)
    _core._fp_begin()
    columns = [list(itertools.accumulate(items, step)) for items in _columns(rows)]
    _core._fp_end('accumulate')
    return _object_from_items(_OBJECT, rows.shape, [v for row in zip(*columns) for v in row])


# --- reductions by their engine's names ---

def _object_reduce(name, x, axis):
    """A reduction without more than an axis."""
    kind = x.dtype.kind
    if name in ('ARGMAX', 'ARGMIN') and kind in 'OUSV':
        return _place_of_extreme(name, x, axis)
    if kind == 'O':
        return _of_objects(name, x, axis)
    if name in ('CUMSUM', 'CUMPROD') and type(x) is not _core.ndarray:
        from numpy._helpers import _cumulate_slowly
        return _cumulate_slowly(name == 'CUMSUM', x, axis, None, None)
    if name in ('ARGMAX', 'ARGMIN', 'CUMSUM', 'CUMPROD') and x.ndim == 0 and isinstance(axis, int):
        x = x.reshape(1)
    if name == 'MEAN':
        from numpy import _reductions
        n = _reductions._count(x, axis, False, True)  # refuses axes that even single elements have for folds
        if kind in 'USV' and _core.any(n == 0):
            _reductions._warn('Mean of empty slice.')
    if axis is not None:
        from numpy._ufunc_methods import normalized_axes
        normalized_axes(axis, x.ndim)
    if name == 'MEAN' and isinstance(axis, tuple):
        return _reductions.mean(x, axis)
    if kind in 'mM' and type(x) is not _core.ndarray and name in ('SUM', 'AMAX', 'AMIN', 'ANY', 'ALL'):
        from numpy import _reductions
        return _reductions.reduction(name, x, axis)
    if kind in 'mM' and type(x) is not _core.ndarray and name in _BY_CLASS:
        import numpy as np
        return getattr(np, _BY_CLASS[name])(x, axis=axis)
    if kind in 'mM':
        return of_own_class(lambda x: _time().reduce(name, x, axis))(x)
    if _swapped(x):
        f = {'AMAX': 'max', 'AMIN': 'min'}.get(name, name.lower())
        return getattr(_core, f)(_core._native(x), axis)
    if name in ('ANY', 'ALL') and kind == 'V':
        return _truths_of_records(name, x, axis)
    if name in ('ANY', 'ALL'):
        raise _ufuncs.no_loop('logical_and' if name == 'ALL' else 'logical_or', [None, x.dtype])
    from numpy._objects import _no_loop
    raise _no_loop(_WORDS[name], x.dtype, x.dtype)


def _of_objects(name, x, axis):
    from numpy import _reductions
    if name in _reductions.FOLDS:
        return _reductions.reduction(name, x, axis)
    if name == 'MEAN':
        return _reductions.mean(x, axis)
    if name in ('CUMSUM', 'CUMPROD'):
        from numpy._helpers import _cumulate_slowly
        return _cumulate_slowly(name == 'CUMSUM', x, axis, None, None)
    from numpy.lib import nanfunctions
    return getattr(nanfunctions, name.lower())(x, axis)


@of_own_class
def _place_of_extreme(name, x, axis):
    if x.ndim == 0 and isinstance(axis, int):
        x = x.reshape(1)
    if axis is None:
        x, axis = x.reshape(-1), 0
    else:
        from numpy._helpers import normalize_axis
        axis = normalize_axis(operator.index(axis), x.ndim)
    if x.shape[axis] == 0:
        raise ValueError(f'attempt to get {name.lower()} of an empty sequence')
    if x.dtype.kind == 'V':
        raise TypeError('data type not ordered')
    better = operator.gt if name == 'ARGMAX' else operator.lt
    moved = _core.moveaxis(x, axis, -1)
    n, items = x.shape[axis], _items(moved)
    places = [_first_best(items[i:i + n], better) for i in range(0, len(items), n)]
    return _core.array(places, 'i8').reshape(moved.shape[:-1])[()]


def _first_best(items, better):
    place = 0
    for i in range(1, len(items)):
        if better(items[i], items[place]):
            place = i
    return place


def check_truths(x):
    """The iterator casts to truth values, which records of several fields have not."""
    if x.dtype.names is not None and len(x.dtype.names) > 1:
        raise TypeError(f"Iterator operand 1 dtype could not be cast from {x.dtype!r} to dtype('bool') according to the rule "
                        "'unsafe'")


def _truths_of_records(name, x, axis):
    """any and all of kind V."""
    check_truths(x)
    return getattr(_core, name.lower())(_truths(x), axis)
