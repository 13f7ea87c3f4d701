"""Joining, splitting and rearranging arrays, in terms of the native operations."""
from _kukri import as_native as _as_native
import operator

from numpy import _core
from numpy._core import arange, asanyarray, asarray, concatenate, empty, moveaxis, ndarray, ones, stack, zeros
from numpy._helpers import AxisError, normalize_axis, reader_name
from numpy._types import isscalar, ndim

__all__ = ['atleast_1d', 'atleast_2d', 'atleast_3d', 'vstack', 'row_stack', 'hstack', 'dstack', 'column_stack',
           'block', 'split', 'array_split', 'hsplit', 'vsplit', 'dsplit', 'append', 'insert', 'delete', 'resize',
           'trim_zeros', 'pad', 'broadcast_arrays', 'rollaxis', 'broadcast', 'ravel_multi_index', 'unravel_index',
           'choose', 'select', 'extract', 'piecewise', 'fill_diagonal', 'require', 'asarray_chkfinite', 'msort',
           'sort_complex', 'array_equiv', 'unpackbits', 'packbits']


def _at_least(arrays, n, grow):
    out = []
    for a in arrays:
        a = asanyarray(a)
        out.append(a if a.ndim >= n else grow(a))
    return out[0] if len(out) == 1 else out


def atleast_1d(*arys):
    """The arguments as arrays of at least one dimension."""
    return _at_least(arys, 1, lambda a: a.reshape(1))


def atleast_2d(*arys):
    return _at_least(arys, 2, lambda a: a.reshape(1, 1) if a.ndim == 0 else a[None, :])


def atleast_3d(*arys):
    return _at_least(arys, 3, lambda a: a.reshape(1, 1, 1) if a.ndim == 0 else
                     a[None, :, None] if a.ndim == 1 else a[:, :, None])


def _sequence(tup):
    if isinstance(tup, (ndarray, _core.generic)) and tup.ndim == 0 and not isinstance(tup, str) or not hasattr(tup, '__iter__'):
        raise TypeError('dispatcher for __array_function__ did not return an iterable')
    if hasattr(tup, '__getitem__'):
        return tup
    import warnings
    warnings.warn('arrays to stack must be passed as a "sequence" type such as list or tuple. Support for non-sequence iterables '
                  'such as generators is deprecated as of NumPy 1.16 and will raise an error in the future.', FutureWarning,
                  stacklevel=3)
    return list(tup)


def _list(x):
    return x if isinstance(x, list) else [x]


def vstack(tup, *, dtype=None, casting='same_kind'):
    """Arrays on top of each other."""
    return concatenate(_list(atleast_2d(*_sequence(tup))), 0, dtype=dtype, casting=casting)


row_stack = vstack


def hstack(tup, *, dtype=None, casting='same_kind'):
    """Arrays side by side."""
    arrs = _list(atleast_1d(*_sequence(tup)))
    return concatenate(arrs, 0 if arrs and arrs[0].ndim == 1 else 1, dtype=dtype, casting=casting)


def dstack(tup):
    """Arrays behind each other."""
    return concatenate(_list(atleast_3d(*_sequence(tup))), 2)


def column_stack(tup):
    """One-dimensional arrays as the columns of a matrix."""
    arrays = []
    for v in _sequence(tup):
        a = asanyarray(v)
        arrays.append(a.reshape(-1, 1) if a.ndim < 2 else a)
    return concatenate(arrays, 1)


def _block_depth(arrays):
    """How deep the lists of blocks are nested, which must be so everywhere."""
    empty = []

    def depth(x, level, place):
        """(level of the leaves in x, the place of the first of them)."""
        if isinstance(x, tuple):
            raise TypeError(f'{place} is a tuple. Only lists can be used to arrange blocks, and np.block does not allow '
                            'implicit conversion from tuple to ndarray.')
        if not isinstance(x, list):
            return level, place
        if not x:
            empty.append(place)
            return level + 1, place
        found = None
        for i, item in enumerate(x):
            inner, at = depth(item, level + 1, f'{place}[{i}]')
            if found is None:
                found = inner, at
            elif inner != found[0]:
                raise ValueError(f'List depths are mismatched. First element was at depth {found[0]}, but there is an element '
                                 f'at depth {inner} ({at})')
        return found

    n = depth(arrays, 0, 'arrays')[0]
    if empty:
        raise ValueError(f'List at {empty[-1]} cannot be empty')
    return n


def block(arrays):
    """An array of nested lists of blocks."""
    n = _block_depth(arrays)

    def widest(x):
        return max(map(widest, x)) if isinstance(x, list) else asarray(x).ndim
    ndim = max(n, widest(arrays))

    def join(x, level):
        if not isinstance(x, list):
            a = asarray(x)
            return a.reshape((1,) * (ndim - a.ndim) + a.shape)
        return concatenate([join(i, level + 1) for i in x], -(n - level))
    r = join(arrays, 0)
    return r.copy() if n == 0 else r


# --- splitting ---

def _with_first(ary, axis):
    """axis and the first one exchanged: what has a method for that is asked, array or not."""
    return ary.swapaxes(axis, 0) if hasattr(ary, 'swapaxes') else _core.swapaxes(ary, axis, 0)


def array_split(ary, indices_or_sections, axis=0):
    """Pieces of an array, as equal as possible."""
    try:
        total = ary.shape[axis]
    except AttributeError:
        total = len(ary)
    try:
        cuts = [0] + list(indices_or_sections) + [total]
    except TypeError:
        n = int(indices_or_sections)
        if n <= 0:
            raise ValueError('number sections must be larger than 0.') from None
        each, extra = divmod(total, n)
        cuts = [i * each + min(i, extra) for i in range(n + 1)]
    moved = _with_first(ary, axis)
    return [_with_first(moved[start:end], axis) for start, end in zip(cuts, cuts[1:])]


def split(ary, indices_or_sections, axis=0):
    """Equal pieces of an array, or pieces between given places."""
    try:
        len(indices_or_sections)
    except TypeError:
        if ary.shape[axis] % indices_or_sections:
            raise ValueError('array split does not result in an equal division') from None
    return array_split(ary, indices_or_sections, axis)


def hsplit(ary, indices_or_sections):
    if ndim(ary) == 0:
        raise ValueError('hsplit only works on arrays of 1 or more dimensions')
    return split(ary, indices_or_sections, 1 if ary.ndim > 1 else 0)


def vsplit(ary, indices_or_sections):
    if ndim(ary) < 2:
        raise ValueError('vsplit only works on arrays of 2 or more dimensions')
    return split(ary, indices_or_sections, 0)


def dsplit(ary, indices_or_sections):
    if ndim(ary) < 3:
        raise ValueError('dsplit only works on arrays of 3 or more dimensions')
    return split(ary, indices_or_sections, 2)


# --- adding and removing elements ---

def _line_of(x):
    """All elements of x in one dimension, which a matrix alone has not."""
    from numpy import ravel
    return ravel(x)


def append(arr, values, axis=None):
    """arr with values at the end."""
    arr = asanyarray(arr)
    if axis is None:
        arr = arr if arr.ndim == 1 else arr.ravel()
        values = _line_of(values)
        axis = arr.ndim - 1
    return concatenate((arr, values), axis=axis)


def _axis_arr(arr, axis):
    arr = asanyarray(arr)
    if axis is None:
        return arr.ravel(), 0
    return arr, normalize_axis(axis, arr.ndim)


def _wrapped(given, r):
    """r as the class of what was given wraps it."""
    wrap = None if type(given) is ndarray or isinstance(given, _core.generic) else getattr(given, '__array_wrap__', None)
    return r if wrap is None else wrap(r)


def delete(arr, obj, axis=None):
    """arr without the elements or slices at obj."""
    return _wrapped(arr, _deleted(asarray(arr), obj, axis))


def _deleted(arr, obj, axis):
    arr, axis = _axis_arr(arr, axis)
    n = arr.shape[axis]
    single = isinstance(obj, (int, _core.integer)) and not isinstance(obj, bool)
    if not single and not isinstance(obj, slice):
        places = asarray(obj)
        if places.size == 0 and not isinstance(obj, ndarray):
            places = places.astype('i8')
        single = places.size == 1 and places.dtype.kind in 'iu'
        obj = places.item() if single else places
    if isinstance(obj, slice):
        keep = ones(n, bool)
        keep[obj] = False
    elif single:
        if obj < -n or obj >= n:
            raise IndexError(f'index {obj} is out of bounds for axis {axis} with size {n}')
        return _without(arr, obj + n if obj < 0 else obj, axis)
    else:
        keep = ones(n, bool)
        if obj.dtype == bool:
            if obj.shape != (n,):
                raise ValueError(f'boolean array argument obj to delete must be one dimensional and match the axis '
                                 f'length of {n}')
            keep &= ~obj
        else:
            keep[obj,] = False
    if isinstance(obj, slice):
        r = _core.compress(keep, arr, axis)
        return r.copy('F') if arr.flags.fnc else r
    return arr[(slice(None),) * axis + (keep,)]


def _without(arr, place, axis):
    """arr without the slice at place."""
    shape, before = list(arr.shape), (slice(None),) * axis
    shape[axis] -= 1
    r = empty(shape, arr.dtype, 'F' if arr.flags.fnc else 'C')
    r[before + (slice(place),)] = arr[before + (slice(place),)]
    r[before + (slice(place, None),)] = arr[before + (slice(place + 1, None),)]
    return r


def _converted(values, arr):
    """values as an array of the elements of arr; numbers without imaginary parts are made with a warning."""
    if isinstance(values, _core.complexfloating) and arr.dtype.kind in 'biuf':
        return asarray(values).astype(arr.dtype)
    return _core.array(values, arr.dtype, copy=False)


def insert(arr, obj, values, axis=None):
    """arr with values before the given places."""
    return _wrapped(arr, _inserted(asarray(arr), obj, values, axis))


def _inserted(arr, obj, values, axis):
    arr, axis = _axis_arr(arr, axis)
    n = arr.shape[axis]
    single = False
    if isinstance(obj, slice):
        ix = arange(*obj.indices(n))
    else:
        ix = asarray(obj)
        single = ix.ndim == 0
        if ix.dtype == bool:
            import warnings
            warnings.warn('in the future insert will treat boolean arrays and array-likes as a boolean index instead of '
                          'casting it to integer', FutureWarning, stacklevel=2)
            ix = ix.astype('i8')
        if ix.size == 0 and not isinstance(obj, ndarray):
            ix = ix.astype('i8')
        if ix.size != 1 and ix.dtype.kind not in 'iu':
            raise IndexError('arrays used as indices must be of integer (or boolean) type')
    if ix.ndim > 1:
        raise ValueError('index array argument obj to insert must be one dimensional or scalar')
    ix = ix.reshape(-1)
    if ix.size == 1:
        at = ix.item()
        if at < -n or at > n:
            raise IndexError(f'index {obj} is out of bounds for axis {axis} with size {n}')
        if ix.dtype.kind not in 'iu':
            _converted(values, arr)
            raise TypeError('slice indices must be integers or None or have an __index__ method')
    where = [slice(None)] * arr.ndim
    shape, order = list(arr.shape), 'F' if arr.flags.fnc else 'C'

    def part(new, old, to, of):
        """new[to] = old[of] along the axis."""
        where[axis] = of
        old = old[tuple(where)] if of is not None else old
        where[axis] = to
        new[tuple(where)] = old

    if ix.size == 1:
        at = int(ix[0]) % (n + 1) if ix[0] >= 0 else int(ix[0]) + n
        values = _converted(values, arr)
        values = values.reshape((1,) * (arr.ndim - values.ndim) + values.shape)
        if single:
            values = moveaxis(values, 0, axis)
        count = values.shape[axis]
        shape[axis] += count
        out = empty(shape, arr.dtype, order=order)
        part(out, arr, slice(None, at), slice(None, at))
        part(out, values, slice(at, at + count), None)
        part(out, arr, slice(at + count, None), slice(at, None))
        return out
    ix = _core.where(ix < 0, ix + n, ix)
    ix[ix.argsort(kind='mergesort')] += arange(ix.size)
    old = ones(n + ix.size, bool)
    old[ix] = False
    shape[axis] += ix.size
    out = empty(shape, arr.dtype, order=order)
    part(out, values, ix, None)
    part(out, arr, old, slice(None))
    return out


def resize(a, new_shape):
    """The elements of a, repeated to fill a new shape."""
    if isinstance(new_shape, (int, _core.integer)):
        new_shape = (new_shape,)
    a = _line_of(a)
    size = 1
    for n in new_shape:
        size *= n
        if n < 0:
            raise ValueError('all elements of `new_shape` must be non-negative')
    if a.size == 0 or size == 0:
        return _core.zeros_like(a, shape=new_shape)
    repeats = -(-size // a.size)
    return concatenate((a,) * repeats)[:size].reshape(new_shape)


def trim_zeros(filt, trim='fb'):
    """A sequence without zeros at its ends."""
    trim, first = trim.upper(), 0
    if 'F' in trim:
        for x in filt:
            if x != 0.:
                break
            first += 1
    last = len(filt)
    if 'B' in trim:
        for x in filt[::-1]:
            if x != 0.:
                break
            last -= 1
    return filt[first:last]


# --- padding ---

def _pairs(value, n):
    """(before, after) for each of n dimensions."""
    v = asarray(value)
    if v.ndim < 3 and v.size == 1:
        return [(v.ravel().tolist()[0],) * 2] * n
    if v.ndim < 3 and v.size == 2 and v.shape != (2, 1):
        return [tuple(v.ravel().tolist())] * n
    return [tuple(i) for i in _core.broadcast_to(v, (n, 2)).tolist()]


def _end_values(values, n):
    """The same for values, which stay numbers of numpy's where there are but one or two."""
    v = asarray(values)
    if v.ndim < 3 and (v.size == 1 or v.size == 2 and v.shape != (2, 1)):
        v = v.ravel()
        return [(v[0], v[-1])] * n
    return _core.broadcast_to(v, (n, 2)).tolist()


def _with_constants(array, pairs, ends):
    out = empty([n + b + a for n, (b, a) in zip(array.shape, pairs)], array.dtype)
    inner = tuple(slice(b, b + n) for n, (b, a) in zip(array.shape, pairs))
    out[inner] = array
    for axis, ((before, after), (first, last)) in enumerate(zip(pairs, ends)):
        part = out[(slice(None),) * (axis + 1) + inner[axis + 1:]]
        lead = (slice(None),) * axis
        part[lead + (slice(0, before),)] = first
        part[lead + (slice(out.shape[axis] - after, None),)] = last
    return out


def _edge_indices(n, before, after, mode, odd=False):
    """For index-based modes: where each element of the padded axis comes from."""
    i = arange(-before, n + after)
    if mode == 'edge':
        return _core.clip(i, 0, n - 1)
    if mode == 'wrap':
        return i % n
    if mode == 'symmetric':
        i = i % (2 * n)
        return _core.where(i < n, i, 2 * n - 1 - i)
    if n == 1:
        return _core.zeros_like(i)
    period = 2 * (n - 1)
    i = i % period
    return _core.where(i < n, i, period - i)


def pad(array, pad_width, mode='constant', **kwargs):
    """An array with a border."""
    array = asarray(array)
    r = _pad(array, pad_width, mode, kwargs)
    return _core.array(r, order='F' if array.flags.fnc else 'C', copy=False)


def _pad(array, pad_width, mode, kwargs):
    width = asarray(pad_width)
    if width.dtype.kind != 'i':
        raise TypeError('`pad_width` must be of integral type.')
    pairs = _pairs(pad_width, array.ndim)
    if isinstance(mode, str) and mode not in ('constant', 'empty'):
        for axis, (n, p) in enumerate(zip(array.shape, pairs)):
            if n == 0 and any(p):
                raise ValueError(f"can't extend empty axis {axis} using modes other than 'constant' or 'empty'")
    if width.size and (width < 0).any():
        raise ValueError("index can't contain negative values")
    if callable(mode):
        out = _filled_border(array, pairs, 0)
        for axis in range(out.ndim):
            view = moveaxis(out, axis, -1)
            for index in _core_ndindex(view.shape[:-1]):
                mode(view[index], pairs[axis], axis, kwargs)
        return out
    allowed = {'empty': [], 'edge': [], 'wrap': [], 'constant': ['constant_values'], 'linear_ramp': ['end_values'],
               'maximum': ['stat_length'], 'mean': ['stat_length'], 'median': ['stat_length'],
               'minimum': ['stat_length'], 'reflect': ['reflect_type'], 'symmetric': ['reflect_type']}
    if allowed.get(mode) is None:  # is no word, or cannot be looked up at all
        raise ValueError(f"mode '{mode}' is not supported")
    unknown = set(kwargs) - set(allowed[mode])
    if unknown:
        raise ValueError(f"unsupported keyword arguments for mode '{mode}': {unknown}")
    if not array.size and mode not in ('constant', 'empty'):
        return _filled_border(array, pairs, 0)
    if mode in ('constant', 'empty'):
        return _with_constants(array, pairs, _end_values(kwargs.get('constant_values', 0), array.ndim))
    if mode in _STATISTICS:
        lengths = _stat_lengths(kwargs.get('stat_length'), array.ndim)
        for axis, (p, ln) in enumerate(zip(pairs, lengths)):
            array = _stat_border(array, axis, p, ln, mode)
        return array
    if not any(map(any, pairs)):
        return _stored_anew(array)
    if mode in ('edge', 'wrap', 'reflect', 'symmetric') and kwargs.get('reflect_type', 'even') != 'odd':
        for axis, (before, after) in enumerate(pairs):
            n = array.shape[axis]
            if before == after == 0:
                continue
            if n == 0:
                raise ValueError(f"can't extend empty axis {axis} using modes other than 'constant' or 'empty'")
            array = _core.take(array, _edge_indices(n, before, after, mode), axis)
        return array
    if mode in ('reflect', 'symmetric'):
        return _pad_odd(array, pairs, mode)
    ends = _pairs(kwargs.get('end_values', 0), array.ndim)  # of mode linear_ramp
    for axis, (p, e) in enumerate(zip(pairs, ends)):
        array = _ramp(array, axis, p, e)
    return array


def _median(x, axis, keepdims):
    import numpy
    return numpy.median(x, axis=axis, keepdims=keepdims)


def _core_ndindex(shape):
    import itertools
    return itertools.product(*map(range, shape))


def _stored_anew(array):
    """A copy, made by an assignment to all elements: of a single object it stores the array."""
    out = _core.empty(array.shape, array.dtype, 'F' if array.flags.fnc else 'C')
    out[(slice(None),) * array.ndim] = array
    return out


def _filled_border(array, pairs, value):
    shape = tuple(n + b + a for n, (b, a) in zip(array.shape, pairs))
    out = empty(shape, array.dtype)
    out[...] = _core.asarray(value).astype(array.dtype)
    out[tuple(slice(b, b + n) for n, (b, a) in zip(array.shape, pairs))] = array
    return out


def _side(array, axis, first, count=1):
    index = [slice(None)] * array.ndim
    n = array.shape[axis]
    index[axis] = slice(0, count) if first else slice(n - count, n)
    return array[tuple(index)]


_STATISTICS = {'maximum': _core.amax, 'minimum': _core.amin, 'mean': _core.mean, 'median': _median}


def _stat_lengths(given, n):
    """How many elements at each side of each of n dimensions a statistic is of; None is all of them."""
    if given is None:
        return [(None, None)] * n
    given = _core.round_(given).astype(_core.int64, copy=False)
    if given.min() < 0:
        raise ValueError("index can't contain negative values")
    return _pairs(given, n)


def _stat_border(array, axis, p, lengths, mode):
    n = array.shape[axis]
    parts, borders = [array], []
    counts = [n if length is None else min(length, n) for length in lengths]
    if 0 in counts and mode in ('maximum', 'minimum'):
        raise ValueError('stat_length of 0 yields no value for padding')
    for side in (0, 1):
        if side == 0 or counts != [n, n]:
            chunk = _STATISTICS[mode](_side(array, axis, side == 0, counts[side]), axis=axis, keepdims=True)
        if array.dtype.kind in 'iu':
            chunk = _core.rint(chunk)
        borders.append(chunk)
    for side, chunk in enumerate(borders):
        shape = list(array.shape)
        shape[axis] = p[side]
        plane = _core.broadcast_to(chunk.astype(array.dtype), shape)
        parts = [plane] + parts if side == 0 else parts + [plane]
    return concatenate(parts, axis)


def _ramp(array, axis, p, ends):
    parts = [array]
    for side in (0, 1):
        edge = _side(array, axis, side == 0)
        ramp = _core.linspace(_core.full(1, ends[side], 'f8')[0], _core.squeeze(edge, axis), p[side], endpoint=False,
                              dtype=array.dtype, axis=axis) if edge.ndim > 1 or True else None
        if side == 1:
            ramp = _core.flip(ramp, axis)
        parts = [ramp] + parts if side == 0 else parts + [ramp]
    return concatenate(parts, axis)


def _pad_odd(array, pairs, mode):
    """Reflections through the edges, chunk by chunk, as far as the elements so far reach."""
    skip = 1 if mode == 'reflect' else 0
    for axis, (before, after) in enumerate(pairs):
        if not (before or after):
            continue
        if array.shape[axis] == 1 and skip:
            array = _core.take(array, _edge_indices(1, before, after, 'edge'), axis)
            continue
        rows = moveaxis(array, axis, 0)
        while before > 0 or after > 0:
            n = rows.shape[0] - skip
            low, high = min(n, before), min(n, after)
            left = rows[skip:skip + low][::-1]
            rows = concatenate(((2 * rows[:1] - left).astype(rows.dtype), rows))
            end = rows.shape[0] - skip
            right = rows[end - high:end][::-1]
            rows = concatenate((rows, (2 * rows[-1:] - right).astype(rows.dtype)))
            before, after = before - low, after - high
        array = moveaxis(rows, 0, axis)
    return array


# --- broadcasting and indices ---

def broadcast_arrays(*args, subok=False):
    """The arguments with their common shape."""
    arrays = [asanyarray(a) if subok else asarray(a) for a in args]
    shape = _core.broadcast_shapes(*[a.shape for a in arrays])
    if all(a.shape == shape for a in arrays):
        return arrays
    out = []
    for a in arrays:
        r = _core.broadcast_to(a, shape, subok)
        if a.flags.writeable:
            r.flags.writeable = True
            r.flags._warn_on_write = True
        out.append(r)
    return out


class broadcast:
    """What broadcasting arrays against each other gives, one tuple of elements at a time."""

    def __init__(self, *args):
        if len(args) > 32:
            raise ValueError('Need at least 0 and at most 32 array objects.')
        arrays = [asarray(a) for a in args]
        self.shape = _core.broadcast_shapes(*[a.shape for a in arrays])
        self.nd = self.ndim = len(self.shape)
        self.numiter = len(arrays)
        self._arrays = [_core.broadcast_to(a, self.shape) for a in arrays]
        self.size = 1
        for n in self.shape:
            self.size *= n
        self.reset()

    def reset(self):
        self.iters = tuple(a.flat for a in self._arrays)
        self.index = 0

    def __iter__(self):
        return self

    def __next__(self):
        values = tuple([next(i) for i in self.iters])
        self.index += 1
        return values


broadcast.__module__ = 'numpy'
_as_native(broadcast)


def rollaxis(a, axis, start=0):
    n = a.ndim
    axis = normalize_axis(axis, n)
    if start < 0:
        start += n
    if not 0 <= start < n + 1:
        raise AxisError(f"'start' arg requires {-n} <= start < {n + 1}, but {start} was passed in")
    if axis < start:
        start -= 1
    if axis == start:
        return a[...]
    axes = list(range(n))
    axes.remove(axis)
    axes.insert(start, axis)
    return a.transpose(axes)


def ravel_multi_index(multi_index, dims, mode='raise', order='C'):
    """Flat indices of tuples of indices."""
    if not hasattr(multi_index, '__iter__') and not hasattr(multi_index, '__getitem__') or getattr(multi_index, 'ndim', 1) == 0:
        raise TypeError('dispatcher for __array_function__ did not return an iterable')
    modes = _clip_modes(mode)
    dims, order = _core._read_shape(dims), _read_memory_order(order)
    if isinstance(modes, str):
        modes = [modes] * len(dims)
    elif len(modes) != len(dims):
        raise ValueError(f'list of clipmodes has wrong length ({len(modes)} instead of {len(dims)})')
    strides, step = [], 1
    for n in (reversed(dims) if order == 'C' else dims):
        strides.append(step)
        step *= n
    if step > 2 ** 63 - 1:
        raise ValueError('invalid dims: array size defined by dims is larger than the maximum possible size.')
    if order == 'C':
        strides.reverse()
    multi_index = multi_index if isinstance(multi_index, ndarray) else tuple(multi_index)
    if len(multi_index) != len(dims):
        raise ValueError('parameter multi_index must be a sequence of length %d' % len(dims))
    parts = [_whole_indices(i) for i in multi_index]
    total = 0
    for i, n, s, m in zip(parts, dims, strides, modes):
        if n == 0 and i.size:
            raise ValueError('cannot unravel if shape has zero entries (is empty).')
        if m == 'wrap':
            i = i % n
        elif m == 'clip':
            i = _core.clip(i, 0, n - 1)
        elif _core.any((i < 0) | (i >= n)):
            raise ValueError('invalid entry in coordinates array')
        total = total + i * s
    return total


def _clip_modes(mode):
    """A mode, or a list of them."""
    if isinstance(mode, (tuple, list)):
        return [_core._read_clip_mode(m) for m in mode]
    return _core._read_clip_mode(mode)


def _read_memory_order(order):
    order = _core._read_order(order)
    if order not in 'CF':
        raise ValueError("only 'C' or 'F' order is permitted")
    return order


def _whole_indices(i):
    """Indices as an array of integers; lists that hold none are taken for floats."""
    own = isinstance(i, ndarray)
    i = asarray(i)
    if i.size == 0 and not own and i.dtype.kind not in 'iu':
        raise TypeError('indices must be integral: the provided empty sequence was inferred as float. Wrap it with '
                        "'np.array(indices, dtype=np.intp)'")
    if not _core.can_cast(i.dtype, 'i8', 'same_kind'):
        raise TypeError('only int indices permitted')
    return i.astype('i8', copy=False)


_MISSING = object()


def unravel_index(indices, shape=_MISSING, order='C'):
    """Tuples of indices of flat indices."""
    if shape is _MISSING:
        raise TypeError("unravel_index() missing required argument 'shape' (pos 2)")
    shape, order = _core._read_shape(shape), _read_memory_order(order)
    total = 1
    for n in shape:
        total *= n
    if total < 0 or total > 2 ** 63 - 1:
        raise ValueError('dimensions are too large; arrays and shapes with a total size greater than \'intp\' are not supported.')
    i = _whole_indices(indices)
    bad = (i < 0) | (i >= total)
    if _core.any(bad):
        raise ValueError(f'index {asarray(i)[bad].ravel()[0]} is out of bounds for array with size {total}')
    if not shape and i.ndim:
        raise ValueError('multiple indices are not supported for 0d arrays')
    r = empty(i.shape + (len(shape),), 'i8')
    for k in reversed(range(len(shape))) if order == 'C' else range(len(shape)):
        r[..., k] = i % shape[k]
        i = i // shape[k]
    return tuple(r[..., k][()] for k in range(len(shape)))


def _check_safe(x, d):
    if not _core.can_cast(x.dtype, d, 'safe') and not (x.ndim == 0 and _core.can_cast(x, d, 'safe')):
        raise TypeError(f"Cannot cast {'array data' if x.ndim else 'scalar'} from {x.dtype!r} to {d!r} according to the rule "
                        "'safe'")


def choose(a, choices, out=None, mode='raise'):
    """Elements of one of several arrays, by an array of their numbers."""
    iter(choices)  # which are all asked whether they know better
    return chosen(a, choices, out, mode)


def chosen(a, choices, out, mode):
    """ndarray.choose"""
    if out is not None and not isinstance(out, ndarray):
        raise TypeError('output must be an array')
    mode = _core._read_clip_mode(mode)
    if not hasattr(type(choices), '__getitem__') or isinstance(choices, dict):
        raise TypeError(f'{type(choices).__name__} is not a sequence' if isinstance(choices, dict)
                        else f"object of type '{type(choices).__name__}' has no len()")
    if not len(choices):
        raise ValueError('0-length sequence.')
    given, chooser = [asarray(c, choices.dtype if isinstance(choices, ndarray) else None) for c in choices], a
    d = choices.dtype if isinstance(choices, ndarray) else _core.result_type(*given)
    for c in given:
        _check_safe(c, d)
    a = asarray(a)
    _check_safe(a, _core.dtype('i8'))
    if len(given) > 31:  # one iterator goes over them and the places
        raise ValueError('Need at least 0 and at most 32 array objects.')
    *choices, a = broadcast_arrays(*given, a)
    n = len(choices)
    if out is not None:
        if out.shape != a.shape:
            raise TypeError('choose: invalid shape for output array.')
        out.astype(d)  # chosen are elements of this type, in a copy of what is there
    if mode == 'wrap':
        a = a % n
    elif mode == 'clip':
        a = _core.clip(a, 0, n - 1)
    elif _core.any((a < 0) | (a >= n)):
        raise ValueError('invalid entry in choice array')
    rows = stack([c.astype(d, copy=False).reshape(-1) for c in choices])
    r = _core.zeros(a.shape, d)
    r[...] = _core.take_along_axis(rows, a.astype('i8').reshape(1, -1), 0).reshape(a.shape)
    if out is not None:
        out[...] = r
        return out
    if r.ndim and isinstance(chooser, ndarray) and type(chooser) is not ndarray:
        r = r.view(type(chooser))
        r.__array_finalize__(chooser)
    return r if r.ndim else r[()]


def select(condlist, choicelist, default=0):
    """Elements of the first choice whose condition holds."""
    iter(condlist), iter(choicelist)  # which are asked for first of all
    if len(condlist) != len(choicelist):
        raise ValueError('list of cases must be same length as list of conditions')
    if len(condlist) == 0:
        raise ValueError('select with an empty condition list is not possible')
    choices = [asarray(c) for c in choicelist]
    try:
        t = _core.result_type(*choices)
    except TypeError as e:
        raise TypeError(f'Choicelist elements do not have a common dtype: {e}') from None
    choices.append(asarray(default))
    try:
        _core.result_type(t, choices[-1].dtype)  # by the types alone, as the message has it
        t = _core.result_type(t, choices[-1])
    except TypeError as e:
        raise TypeError(f'Choicelists and default value do not have a common dtype: {e}') from None
    conds, choices = broadcast_arrays(*condlist), broadcast_arrays(*choices)
    for i, c in enumerate(conds):
        if c.dtype != bool:
            raise TypeError(f'invalid entry {i} in condlist: should be boolean ndarray')
    shape = _core.broadcast_shapes(conds[0].shape, choices[0].shape)
    r = _core.full(shape, choices[-1], t)
    for c, v in zip(reversed(conds), reversed(choices[:-1])):
        _core.copyto(r, v, where=c)
    return r


def extract(condition, arr):
    """The elements where a condition holds."""
    return _core.take(_core.ravel(arr), _core.flatnonzero(condition))


def piecewise(x, condlist, funclist, *args, **kw):
    """Function values by the condition that holds."""
    x = asanyarray(x)
    n2 = len(funclist)
    if isscalar(condlist) or (not isinstance(condlist[0], (list, ndarray)) and x.ndim != 0):
        condlist = [condlist]
    conds = [asarray(c, bool) for c in condlist]
    if len(conds) == n2 - 1:
        rest = ~_core.any(stack(broadcast_arrays(*conds)), axis=0)
        conds.append(asarray(rest))
    elif len(conds) != n2:
        raise ValueError(f'with {len(conds)} condition(s), either {len(conds)} or {len(conds) + 1} functions are expected')
    y = _core.zeros_like(x)
    for c, f in zip(conds, funclist):
        if callable(f):
            v = x[c]
            if v.size:
                y[c] = f(v, *args, **kw)
        else:
            y[c] = f
    return y


def fill_diagonal(a, val, wrap=False):
    """Writes the diagonal of an array in place."""
    if a.ndim < 2:
        raise ValueError('array must be at least 2-d')
    end = None
    if a.ndim == 2:
        step = a.shape[1] + 1
        if not wrap:
            end = a.shape[1] * a.shape[1]
    else:
        if len(set(a.shape)) > 1:
            raise ValueError('All dimensions of input must be of equal length')
        step, s = 1, 1
        for n in a.shape[:-1]:
            s *= n
            step += s
    if not a.flags.writeable:
        raise ValueError('underlying array is read-only')
    if a.size:
        a.flat[:end:step] = val


_REQUIREMENTS = {'C': 'C', 'C_CONTIGUOUS': 'C', 'CONTIGUOUS': 'C', 'F': 'F', 'F_CONTIGUOUS': 'F', 'FORTRAN': 'F',
                 'A': 'A', 'ALIGNED': 'A', 'W': 'W', 'WRITEABLE': 'W', 'O': 'O', 'OWNDATA': 'O',
                 'E': 'E', 'ENSUREARRAY': 'E'}


def require(a, dtype=None, requirements=None, *, like=None):
    words = {_REQUIREMENTS[x.upper()] for x in requirements or ()}
    if {'C', 'F'} <= words:
        raise ValueError('Cannot specify both "C" and "F" order')
    order = 'F' if 'F' in words else 'C' if 'C' in words else 'A'
    a = _core.array(a, dtype=dtype, order=order if order != 'A' else 'K', copy=False, subok='E' not in words)
    flags = a.flags
    if 'O' in words and not flags.owndata or 'W' in words and not flags.writeable or 'A' in words and not flags.aligned:
        a = a.copy(order)
    return a


def asarray_chkfinite(a, dtype=None, order=None):
    a = asarray(a, dtype, order)
    if a.dtype.kind in 'fc' and not _core.isfinite(a).all():
        raise ValueError('array must not contain infs or NaNs')
    return a


def msort(a):
    import warnings
    warnings.warn('msort is deprecated, use np.sort(a, axis=0) instead', DeprecationWarning, stacklevel=2)
    b = _core.array(a, subok=True, copy=True)
    b.sort(0)
    return b


def sort_complex(a):
    b = _core.array(a, copy=True)
    b.sort()
    if b.dtype.kind == 'c':
        return b
    return b.astype('F' if b.dtype.char in 'bhBH' else 'G' if b.dtype.char == 'g' else 'D')


def array_equiv(a1, a2):
    """Equal after broadcasting?"""
    try:
        a1, a2 = asarray(a1), asarray(a2)
        _core.broadcast_shapes(a1.shape, a2.shape)
    except Exception:
        return False
    return bool(asarray(a1 == a2).all())


def _axis_of(axis, ndim):
    from numpy._helpers import normalize_axis
    return normalize_axis(operator.index(axis), ndim)


def _of_class(given, r):
    """r as an array of the class of given, which sees it made of nothing."""
    if not isinstance(given, ndarray) or type(given) is ndarray:
        return r
    own = ndarray.__new__(type(given), r.shape, r.dtype, order='F' if r.flags.fnc else 'C')
    own.flat = r.flat
    return own


def packbits(a, /, axis=None, bitorder='big'):
    if not isinstance(bitorder, str):
        raise TypeError(f'pack() argument 3 must be str, not {reader_name(bitorder)}')
    if bitorder[:1] not in ('b', 'l'):
        raise ValueError("'order' must be either 'little' or 'big'")
    given = a
    a = asarray(a)
    if a.dtype.kind not in 'biu':
        raise TypeError('Expected an input array of integer or boolean data type')
    if axis is None or a.ndim == 0:
        a, axis = a.ravel(), 0 if axis is None else axis
    rows = moveaxis(a, _axis_of(_core._read_axis(axis), a.ndim), -1) != 0
    n = rows.shape[-1]
    extra = -n % 8
    if extra:
        rows = concatenate((rows, zeros(rows.shape[:-1] + (extra,), bool)), -1)
    bits = rows.reshape(rows.shape[:-1] + (rows.shape[-1] // 8, 8)).astype('u1')
    weights = 1 << arange(8)
    if bitorder[:1] == 'b':
        weights = weights[::-1]
    return _of_class(given, _core.array(moveaxis((bits * weights).sum(-1).astype('u1'), -1, axis), order='F' if a.flags.fnc else 'C'))


def unpackbits(a, /, axis=None, count=None, bitorder='big'):
    if not isinstance(bitorder, str):
        raise TypeError(f'unpack() argument 4 must be str, not {reader_name(bitorder)}')
    if bitorder[:1] not in ('b', 'l'):
        raise ValueError("'order' must begin with 'l' or 'b'")
    axis = axis if axis is None else _core._read_axis(axis)
    given = a
    a = asarray(a)
    if a.dtype != 'u1':
        raise TypeError('Expected an input array of unsigned byte data type')
    if axis is None or a.ndim == 0:
        a, axis = a.ravel(), 0 if axis is None else axis
    rows = moveaxis(a, _axis_of(axis, a.ndim), -1)
    shifts = arange(8, dtype='u1')
    if bitorder[:1] == 'b':
        shifts = shifts[::-1]
    bits = ((rows[..., None] >> shifts) & 1).astype('u1').reshape(rows.shape[:-1] + (8 * rows.shape[-1],))
    n = bits.shape[-1]
    count = count if count is None else _core._read_index(count)
    if count is not None and count < -n:
        raise ValueError('-count larger than number of elements')
    if count is not None:
        missing = max(count - n, 0)
        bits = concatenate((bits[..., :count], zeros(bits.shape[:-1] + (missing,), 'u1')), -1)
    return _of_class(given, _core.array(moveaxis(bits, -1, axis), order='F' if a.flags.fnc else 'C'))
