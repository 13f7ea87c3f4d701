"""nditer: going over several arrays in step, in an order that suits their memory.

The dimensions are put in order by the strides of the operands (`_axis_order`), those that all operands walk backwards are
turned round, and neighbours that lie as one are joined unless an index is kept. Every operand is then a view of that shape;
a place is the number of its element in C order of the views. Operands of another type than asked for are worked on as
copies, which go back when the iterator is done with them.
"""
import operator
from _kukri import as_native as _as_native
from math import prod

from numpy import _core
from numpy._core import asanyarray, broadcast_to, dtype, empty, ndarray

__all__ = ['nditer', 'nested_iters']

_GLOBAL = {'buffered', 'c_index', 'common_dtype', 'copy_if_overlap', 'delay_bufalloc', 'external_loop', 'f_index', 'grow_inner',
           'growinner', 'multi_index', 'ranged', 'reduce_ok', 'refs_ok', 'zerosize_ok'}
_OPERAND = {'readonly', 'readwrite', 'writeonly', 'copy', 'updateifcopy', 'contig', 'aligned', 'nbo', 'no_broadcast', 'no_subtype',
            'allocate', 'virtual', 'arraymask', 'writemasked', 'overlap_assume_elementwise', 'no_order'}
_CASTINGS = ('no', 'equiv', 'safe', 'same_kind', 'unsafe')


# --- arguments ---

def _global_flags(flags):
    if flags is None:
        return set()
    if not isinstance(flags, (list, tuple)):
        raise ValueError('Iterator global flags must be a list or tuple of strings')
    for f in flags:
        if not isinstance(f, str):
            raise TypeError(f'expected bytes, {type(f).__name__} found')
        if f not in _GLOBAL:
            raise ValueError(f'Unexpected iterator global flag "{f}"')
    return set(flags)


def _check_flags(flags):
    """Which flags go together."""
    if {'c_index', 'f_index'} <= flags:
        raise ValueError('Iterator flags C_INDEX and F_INDEX cannot both be specified')
    if 'external_loop' in flags:
        if flags & {'c_index', 'f_index', 'multi_index'}:
            raise ValueError('Iterator flag EXTERNAL_LOOP cannot be used if an index or multi-index is being tracked')
        if 'ranged' in flags and 'buffered' not in flags:
            raise ValueError('Iterator flag RANGED cannot be used with the flag EXTERNAL_LOOP unless BUFFERED is also enabled')


def _operand_flags(op_flags, ops):
    """A set of flags for each operand."""
    if op_flags is None:
        return [{'writeonly', 'allocate'} if o is None else {'readonly'} for o in ops]
    if not isinstance(op_flags, (list, tuple)):
        raise ValueError('op_flags must be a tuple or array of per-op flag-tuples')
    if all(isinstance(f, str) for f in op_flags):
        rows = [op_flags] * len(ops)
    elif len(op_flags) == len(ops):
        rows = op_flags
    else:
        raise ValueError('op_flags must be a tuple or array of per-op flag-tuples')
    for row in rows:
        for f in row:
            if f not in _OPERAND:
                raise ValueError(f'Unexpected per-op iterator flag "{f}"')
    return [set(row) for row in rows]


def _wanted_types(op_dtypes, n):
    """A dtype, or None, for each operand."""
    listed = isinstance(op_dtypes, (list, tuple)) and len(op_dtypes) == n
    wanted = list(op_dtypes) if listed else [None if op_dtypes is None else dtype(op_dtypes)] * n
    return [None if d is None else dtype(d) for d in wanted]


def _check_combined(rows):
    """Which flags of operands go together."""
    for row in rows:
        access = row & {'readonly', 'readwrite', 'writeonly'}
        if len(access) > 1:
            raise ValueError('Only one of the iterator flags READWRITE, READONLY, and WRITEONLY may be specified for an operand')
        if not access:
            raise ValueError('None of the iterator flags READWRITE, READONLY, or WRITEONLY were specified for an operand')
        if 'readonly' not in row and 'copy' in row:
            raise ValueError('If an iterator operand is writeable, must use the flag UPDATEIFCOPY instead of COPY')
        if 'writemasked' in row and 'readonly' in row:
            raise ValueError('The iterator flag WRITEMASKED may only be used with READWRITE or WRITEONLY')
        if {'arraymask', 'writemasked'} <= row:
            raise ValueError('The iterator flag WRITEMASKED may not be combined with ARRAYMASK')
        if 'virtual' in row and 'readwrite' not in row:
            raise ValueError('The iterator flag VIRTUAL should be be used together with READWRITE')


def _check_operands(ops, given, rows, allows_empty):
    """Which flags go with the operands, as arrays and as they were given."""
    masks = 0
    for o, was, row in zip(ops, given, rows):
        masks += 'arraymask' in row
        if masks > 1:
            raise ValueError('Only one iterator operand may receive an ARRAYMASK flag')
        if o is None:
            if not row & {'allocate', 'virtual'}:
                raise ValueError('Iterator operand was NULL, but neither the ALLOCATE nor the VIRTUAL flag was specified')
            if 'allocate' in row and 'readonly' in row:
                raise ValueError("Automatic allocation was requested for an iterator operand, but it wasn't flagged for writing")
            continue
        if 'virtual' in row:
            raise ValueError('Iterator operand flag VIRTUAL was specified, but the operand was not NULL')
        if 'readonly' not in row:
            if not isinstance(was, ndarray):
                raise TypeError('Iterator operand is flagged as writeable, but is an object which cannot be written back to via '
                                'WRITEBACKIFCOPY')
            if not o.flags.writeable:
                raise ValueError('operand array with iterator write flag set is read-only')
        if o.size == 0 and not allows_empty:
            raise ValueError('Iteration of zero-sized operands is not enabled')
    if masks and not any('writemasked' in row for row in rows):
        raise ValueError('An iterator operand was flagged as the ARRAYMASK, but no WRITEMASKED operands were given to use the mask')
    if any('writemasked' in row for row in rows) and not any('arraymask' in row for row in rows):
        raise ValueError('An iterator operand was flagged as WRITEMASKED, but no ARRAYMASK operand was given to supply the mask')


def _checked_axes(op_axes, ops, itershape=None):
    """For each operand the axis for every dimension of the iteration, -1 where it has none; or None."""
    if op_axes is None:
        return None
    if not isinstance(op_axes, (list, tuple)) or len(op_axes) != len(ops):
        raise ValueError('op_axes must be a tuple/list matching the number of ops')
    lengths = {len(row) for row in op_axes if row is not None}
    if len(lengths) > 1:
        raise ValueError('Each entry of op_axes must have the same size')
    if not lengths:
        raise ValueError('If op_axes is provided, at least one list of axes must be contained within it')
    op_axes = [None if row is None else [-1 if i is None else operator.index(i) for i in row] for row in op_axes]
    ndim = lengths.pop()
    if itershape is not None and len(itershape) != ndim:
        raise ValueError("'op_axes' and 'itershape' must have the same number of entries equal to the iterator ndim")
    out = []
    for k, (row, o) in enumerate(zip(op_axes, ops)):
        if row is None:
            out.append(None)
            continue
        seen = set()
        for i in row:
            if i < 0:
                continue
            if i in seen:
                raise ValueError(f"The 'op_axes' provided to the iterator constructor for operand {k} contained duplicate value {i}")
            seen.add(i)
        out.append(row)
    return out


# --- shapes ---

def _tight(shape):
    return '(' + ','.join(map(str, shape)) + (',)' if len(shape) == 1 else ')')


def _mapped(shape, row, ndim):
    """The size that an operand has in every dimension of the iteration, None where it has none."""
    if row is None:
        return [None] * (ndim - len(shape)) + list(shape)
    return [shape[i] if 0 <= i < len(shape) else None for i in row]


def _check_axes(k, o, row):
    """Are they ones of operand k? What meets of the shapes is looked at before."""
    for at in range(len(row)):
        if row[at] >= o.ndim:
            raise ValueError(f'Iterator input op_axes[{k}][{len(row) - 1 - at}] (=={row[at]}) is not a valid axis of op[{k}], '
                             f'which has {o.ndim} dimensions ')


def _common_shape(shapes, rows, itershape):
    ndim = len(itershape) if itershape is not None else \
        next((len(r) for r in rows if r is not None), None) if any(r is not None for r in rows) else \
        max((len(s) for s in shapes if s is not None), default=0)
    out = [1 if n < 0 else n for n in itershape] if itershape is not None else [1] * ndim
    for shape, row in zip(shapes, rows):
        if shape is None:
            continue
        if len(shape) > ndim and row is None:
            raise ValueError('input operand has more dimensions than allowed by the axis remapping')
        for d, n in enumerate(_mapped(shape, row, ndim)):
            if n is None or n == 1 or n == out[d]:
                continue
            if out[d] != 1:
                raise _no_common_shape(shapes, rows, itershape)
            out[d] = n
    return tuple(out)


def _no_common_shape(shapes, rows, itershape):
    if all(row is None for row in rows):
        text = ' '.join(_tight(s) for s in shapes if s is not None)
        return ValueError(f'operands could not be broadcast together with shapes {text} ')
    parts = []
    for s, row in zip(shapes, rows):
        if s is not None and row is None:
            parts.append(_tight(s))
        elif s is not None:
            to = [s[i] if 0 <= i < len(s) else 'newaxis' for i in row]
            parts.append(f"{_tight(s)}->({','.join(map(str, [n for n in to if n != 'newaxis'] if 'newaxis' in to[:1] else to))})")
    text = ' '.join(parts) + ' '
    if itershape is not None:
        text += ' and requested shape ' + _tight(['newaxis' if n < 0 else n for n in itershape])
    return ValueError('operands could not be broadcast together with remapped shapes [original->remapped]: ' + text)


def _spread(x, row, shape):
    """The operand with the dimensions of the iteration."""
    if row is None:
        return broadcast_to(x, shape, subok=False)
    used = [i for i in row if i >= 0]
    rest = [i for i in range(x.ndim) if i not in used]
    v = x.transpose(used + rest)[(Ellipsis,) + (0,) * len(rest)] if rest else x.transpose(used)
    v = v[tuple(None if i < 0 else slice(None) for i in row) + ((Ellipsis,) if not row else ())]
    return broadcast_to(v, shape, subok=False)


def _axis_order(views, shape):
    """The dimensions from the slowest to the fastest by the strides of all operands, as NumPy sorts them: by insertion, so that
    those that no operand decides stay where they are; where operands disagree, the order of C wins."""
    order = []  # from the fastest
    for i in reversed(range(len(shape))):
        at = len(order)
        for k in reversed(range(len(order))):
            pairs = [(abs(v.strides[i]), abs(v.strides[order[k]])) for v in views if v.strides[i] and v.strides[order[k]]]
            if pairs and any(b <= a for a, b in pairs):
                break
            if pairs:
                at = k
        order.insert(at, i)
    return order[::-1]


class _Layout:
    """How the places of an iteration lie over its dimensions: the order of these, and which are turned round."""

    def __init__(self, views, shape, order, ops):
        if order == 'K':
            self.axes = _axis_order(views, shape)
        else:
            fortran = order == 'F' or order == 'A' and bool(views) and all(o.flags.f_contiguous for o in ops)
            self.axes = list(range(len(shape)))[::-1] if fortran else list(range(len(shape)))
        self.flipped = [order == 'K' and all(v.strides[d] <= 0 for v in views) and any(v.strides[d] < 0 for v in views)
                        for d in range(len(shape))]
        self.shape = tuple(shape[d] for d in self.axes)

    def view(self, v):
        v = v[tuple(slice(None, None, -1) if f else slice(None) for f in self.flipped) + (Ellipsis,)]
        return v.transpose(self.axes) if self.axes else v

    def indices(self, place):
        """The index of every dimension of the iteration."""
        out = [0] * len(self.axes)
        for d, n in zip(reversed(self.axes), reversed(self.shape)):
            place, i = divmod(place, n)
            out[d] = n - 1 - i if self.flipped[d] else i
        return tuple(out)

    def place(self, indices, shape):
        place = 0
        for d in self.axes:
            i = indices[d]
            place = place * shape[d] + (shape[d] - 1 - i if self.flipped[d] else i)
        return place


def _joined_empty(shape, steps):
    """The sizes of empty views where neighbouring dimensions are made one, and of which dimension each has its stride; steps: the
    strides of all views and of the index."""
    sizes, kept = [], []
    for d, n in enumerate(shape):
        if n == 1 and len(shape) > 1:
            continue
        if sizes and all(s[kept[-1]] == s[d] * n for s in steps):
            sizes[-1] *= n
            kept[-1] = d
        else:
            sizes.append(n)
            kept.append(d)
    return tuple(sizes) or (1,), kept


def _joined(views, shape):
    """The views with neighbouring dimensions made one where all lie so."""
    sizes, strides = [], [[] for _ in views]
    for d, n in enumerate(shape):
        if n == 1 and len(shape) > 1:
            continue
        steps = [v.strides[d] for v in views]
        if sizes and all(s[-1] == step * n for s, step in zip(strides, steps)):
            sizes[-1] *= n
            for s, step in zip(strides, steps):
                s[-1] = step
        else:
            sizes.append(n)
            for s, step in zip(strides, steps):
                s.append(step)
    if not sizes and shape:
        sizes = [1]
        strides = [[v.itemsize] for v in views]
    if tuple(sizes) == tuple(shape):
        return views, shape
    return [_core._as_strided(v, tuple(sizes), tuple(s), v.flags.writeable) for v, s in zip(views, strides)], tuple(sizes)


# --- the iterator ---

class nditer:
    """Elements of one array or of several in step, or pieces of them."""

    def __init__(self, op, flags=None, op_flags=None, op_dtypes=None, order='K', casting='safe', op_axes=None, itershape=None,
                 buffersize=0):
        self._flags = _global_flags(flags)
        if order not in ('C', 'F', 'A', 'K'):
            raise ValueError(f"order must be one of 'C', 'F', 'A', or 'K' (got '{order}')")
        if not isinstance(casting, str):
            raise TypeError(f'casting must be str, not {type(casting).__name__}')
        if casting not in _CASTINGS:
            raise ValueError("casting must be one of 'no', 'equiv', 'safe', 'same_kind', or 'unsafe' "
                             f"(got '{casting}')")
        ops = list(op) if isinstance(op, (list, tuple)) else [asanyarray(op) if op is None else op]
        if not ops:
            raise ValueError('Must provide at least one operand')
        self._op_flags = _operand_flags(op_flags, ops)
        given, ops = ops, [None if o is None else asanyarray(o) for o in ops]
        itershape = (itershape,) if isinstance(itershape, int) else itershape
        wanted = _wanted_types(op_dtypes, len(ops))
        rows = _checked_axes(op_axes, ops, itershape)
        _check_flags(self._flags)
        _check_combined(self._op_flags)
        _check_operands(ops, given, self._op_flags, 'zerosize_ok' in self._flags)
        self.nop = len(ops)
        self._buffersize = operator.index(buffersize) or 8192
        self._closed = self._external = False
        self._external = 'external_loop' in self._flags
        self._prepare(ops, wanted, order, casting, rows, itershape)
        self._range = (0, self.itersize)
        self.reset()

    def _prepare(self, ops, wanted, order, casting, rows, itershape):
        rows = rows or [None] * len(ops)
        if 'refs_ok' not in self._flags and any(o is not None and o.dtype.hasobject for o in ops):
            raise TypeError('Iterator operand or requested dtype holds references, but the REFS_OK flag was not enabled')
        shapes = [None if o is None else o.shape for o in ops]
        shape = _common_shape(shapes, rows, itershape)
        for k, (o, row) in enumerate(zip(ops, rows)):
            if o is not None and row is not None:
                _check_axes(k, o, row)
        self._check_spread(ops, rows, shape)
        types = self._types(ops, wanted, casting)
        if 0 in shape and 'zerosize_ok' not in self._flags:
            raise ValueError('Iteration of zero-sized operands is not enabled')
        spread = [None if o is None else _spread(o, row, shape) for o, row in zip(ops, rows)]
        self._layout = _Layout([v for v in spread if v is not None], shape, order, [o for o in ops if o is not None])
        operands = []
        for k, (o, d) in enumerate(zip(ops, types)):
            flags = self._op_flags[k]
            if o is not None and d != o.dtype and 'readonly' in flags and ('copy' in flags or o.ndim == 0):
                o = self._copied(o, d, rows[k])
            operands.append(self._allocated(shape, d, rows[k]) if o is None else o)
        self.operands = tuple(operands)
        self._dtypes = tuple(types)
        self._given_shape = shape
        self._rows = rows
        self._make_views()

    def _check_spread(self, ops, rows, shape):
        """May the operands be spread over the iteration? From the last dimension to the first."""
        sizes = [None if o is None else _mapped(o.shape, row, len(shape)) for o, row in zip(ops, rows)]
        for d in reversed(range(len(shape))):
            for o, f, row, own in zip(ops, self._op_flags, rows, sizes):
                if o is None or own[d] not in (None, 1) or own[d] == shape[d] == 1:
                    continue
                if 'no_broadcast' in f:
                    raise ValueError(f"non-broadcastable operand with shape {_tight(o.shape)} doesn't match the broadcast shape "
                                     f'{_tight(shape)}')
                if 'readonly' not in f and 'reduce_ok' not in self._flags and shape[d] != 1:
                    place = len(shape) - 1 - d if row is None else row[d]
                    raise ValueError(f'output operand requires a reduction along dimension {place}, but the reduction is not '
                                     'enabled. The dimension size of 1 does not match the expected output shape.')

    def _types(self, ops, wanted, casting):
        """The dtype in which each operand is seen."""
        given = [o for o, f in zip(ops, self._op_flags) if o is not None and 'writeonly' not in f] or [o for o in ops if o is not None]
        if any(o is None and d is None for o, d in zip(ops, wanted)) or 'common_dtype' in self._flags:
            if not given:
                raise TypeError('no arrays or types available to calculate result type')
            common = _core.result_type(*given)
            wanted = [common if d is None and ('common_dtype' in self._flags or o is None) else d for o, d in zip(ops, wanted)]
        types, needs_copy = [], False
        for k, (o, d, f) in enumerate(zip(ops, wanted, self._op_flags)):
            if o is None or d is None or o.dtype == d:
                types.append(d if d is not None else o.dtype)
                continue
            if 'writeonly' not in f and not _core.can_cast(o if o.ndim == 0 else o.dtype, d, casting):
                raise TypeError(f'Iterator operand {k} dtype could not be cast from {o.dtype!r} to {d!r} according to the rule '
                                f"'{casting}'")
            if 'readonly' not in f and not _core.can_cast(d, o.dtype, casting):
                raise TypeError(f'Iterator requested dtype could not be cast from {d!r} to {o.dtype!r}, the operand {k} dtype, '
                                f"according to the rule '{casting}'")
            may_copy = 'buffered' in self._flags or f & {'copy', 'updateifcopy'} or o.ndim == 0 and 'readonly' in f
            needs_copy = needs_copy or not may_copy
            types.append(d)
        if needs_copy:
            raise TypeError('Iterator operand required copying or buffering, but neither copying nor buffering was enabled')
        return types

    def _allocated(self, shape, d, row):
        """A new output that lies in memory as the iteration goes."""
        axes = [a for a in self._layout.axes if row is None or row[a] >= 0]
        if row is None:
            return empty([shape[a] for a in axes], d).transpose([axes.index(a) for a in range(len(shape))])
        own = [row[a] for a in axes]
        return empty([shape[a] for a in axes], d).transpose([own.index(i) for i in sorted(own)])

    def _copied(self, o, d, row):
        """An operand in another type, which lies in memory as the iteration goes."""
        rest = len(self._layout.axes) - o.ndim
        own = [a - rest if row is None else row[a] for a in self._layout.axes]
        own = [a for a in own if a >= 0]
        if len(own) != o.ndim:
            return o.astype(d)
        to = empty([o.shape[a] for a in own], d).transpose([own.index(a) for a in range(o.ndim)])
        to[...] = o.astype(d)
        return to

    def _make_views(self):
        shape = self._given_shape
        self._copies, views, shown = [], [], []
        for o, d, f, row in zip(self.operands, self._dtypes, self._op_flags, self._rows):
            seen = o
            if o.dtype != d:
                seen = o.astype(d) if 'buffered' in self._flags else self._copied(o, d, row)
                if 'readonly' not in f:
                    self._copies.append((o, seen))
            v = self._layout.view(_spread(seen, row, shape))
            v.flags.writeable = seen.flags.writeable and 'readonly' not in f
            views.append(v)
            shown.append(o if 'buffered' in self._flags else seen)
        self.operands = tuple(shown)
        self._steps = self._layout.shape
        self._views = views
        self._join()
        self.itersize = prod(shape)

    def _join(self):
        """Makes dimensions one where that keeps what is tracked: an index goes in steps of its own."""
        if 'multi_index' in self._flags:
            return
        if 0 in self._steps:
            strides = [v.strides for v in self._views] + ([self._index_strides()] if self.has_index else [])
            self._steps, kept = _joined_empty(self._steps, strides)
            self._views = [_core._as_strided(v, self._steps, [v.strides[d] for d in kept] or [0], v.flags.writeable)
                           for v in self._views]
            return
        n, views = len(self._views), self._views
        if self.has_index:
            index = empty(self._given_shape, 'i1', order='C' if 'c_index' in self._flags else 'F')
            views = views + [self._layout.view(index)]
        views, self._steps = _joined(views, self._steps)
        self._views = views[:n]

    def _index_strides(self):
        """By how much the index grows along the dimensions of an empty iteration, as these lie."""
        shape, strides, step = self._given_shape, {}, 1
        for d in sorted(range(len(shape)), reverse='c_index' in self._flags):
            strides[d] = 0 if shape[d] == 1 else -step if self._layout.flipped[d] else step
            step *= shape[d]
        return [strides[d] for d in self._layout.axes]

    # --- what it is ---

    @property
    def shape(self):
        self._need_place()
        return self._given_shape if 'multi_index' in self._flags else self._steps[::-1]  # the fastest first

    @property
    def ndim(self):
        self._need_open()
        return len(self._steps)

    @property
    def dtypes(self):
        self._need_open()
        return self._dtypes

    @property
    def itviews(self):
        if 'buffered' in self._flags:
            raise ValueError('cannot provide an iterator view when buffering is enabled')
        return tuple(self._views)

    @property
    def has_multi_index(self):
        return 'multi_index' in self._flags

    @property
    def has_index(self):
        return bool(self._flags & {'c_index', 'f_index'})

    @property
    def has_delayed_bufalloc(self):
        return {'delay_bufalloc', 'buffered'} <= self._flags and not self._moved

    @property
    def iterationneedsapi(self):
        return any(d.hasobject for d in self._dtypes)

    def __len__(self):
        return self.nop

    # --- where it is ---

    @property
    def finished(self):
        return self._at >= self._range[1]

    def reset(self):
        self._write_back()
        self._at = self._range[0]
        self._started = False
        self._moved = hasattr(self, '_moved')

    def _need_open(self):
        if self._closed:
            raise ValueError('Iterator is invalid')

    def _need_place(self):
        if self.finished or self._closed:
            raise ValueError('Iterator is past the end')

    @property
    def iterindex(self):
        return self._at

    @iterindex.setter
    def iterindex(self, value):
        if not self._range[0] <= operator.index(value) < self._range[1]:
            raise IndexError('Iterator GotoIterIndex called with an iterindex outside the iteration range.')
        self._at, self._started = value, False

    @property
    def iterrange(self):
        return self._range

    @iterrange.setter
    def iterrange(self, value):
        first, last = value
        if 'ranged' not in self._flags:
            raise ValueError('Cannot call ResetToIterIndexRange on an iterator without requesting ranged iteration support in the '
                             'constructor')
        if first < 0 or last > self.itersize:
            raise ValueError(f'Out-of-bounds range [{first}, {last}) passed to ResetToIterIndexRange')
        if last < first:
            raise ValueError(f'Invalid range [{first}, {last}) passed to ResetToIterIndexRange')
        self._range = (first, last)
        self.reset()

    @property
    def multi_index(self):
        if 'multi_index' not in self._flags:
            raise ValueError('Iterator is not tracking a multi-index')
        self._need_place()
        return self._layout.indices(self._at)

    @multi_index.setter
    def multi_index(self, value):
        if 'multi_index' not in self._flags:
            raise ValueError('Iterator is not tracking a multi-index')
        if not isinstance(value, (tuple, list)):
            raise ValueError('multi_index must be set with a sequence')
        value, shape = tuple(value), self._given_shape
        if len(value) != len(shape):
            raise ValueError('Wrong number of indices')
        if any(not 0 <= i < n for i, n in zip(value, shape)):
            raise IndexError('Iterator GotoMultiIndex called with an out-of-bounds multi-index')
        self._at, self._started = self._layout.place(value, shape), False

    @property
    def index(self):
        if not self.has_index:
            raise ValueError('Iterator does not have an index')
        self._need_place()
        flat = 0
        pairs = list(zip(self._layout.indices(self._at), self._given_shape))
        for i, n in pairs if 'c_index' in self._flags else reversed(pairs):
            flat = flat * n + i
        return flat

    @index.deleter
    def index(self):
        raise AttributeError('Cannot delete nditer index')

    def __delitem__(self, i):
        raise TypeError('Cannot delete iterator elements')

    @index.setter
    def index(self, value):
        if not self.has_index:
            raise ValueError('Iterator does not have an index')
        if not 0 <= value < self.itersize:
            raise IndexError('Iterator GotoIndex called with an out-of-bounds index')
        fortran, out = 'f_index' in self._flags, []
        for n in self._given_shape if fortran else reversed(self._given_shape):
            value, i = divmod(value, n)
            out.append(i)
        self._at, self._started = self._layout.place(out if fortran else out[::-1], self._given_shape), False

    # --- values ---

    def _inner(self):
        """How many elements the next piece has."""
        if not self._external:
            return 1
        left = self._range[1] - self._at
        if 'buffered' in self._flags:
            line = self._steps[-1] if self._steps else 1
            if self._flags & {'grow_inner', 'growinner'} and len(self._steps) <= 1 and not self._copies:
                return left
            return min(self._buffersize, left)
        line = self._steps[-1] if self._steps else 1
        return min(line - self._at % line, left)

    def _piece(self, v):
        if not self._external:
            index, place = [], self._at
            for n in reversed(self._steps):
                place, i = divmod(place, n)
                index.append(i)
            return v[tuple(index[::-1]) + (Ellipsis,)]
        n = self._inner()
        if len(self._steps) <= 1:
            return v.reshape(-1)[self._at:self._at + n] if not v.ndim else v[self._at:self._at + n]
        line = self._steps[-1]
        first, start = divmod(self._at, line)
        if start + n <= line:
            index = []
            for m in reversed(self._steps[:-1]):
                first, i = divmod(first, m)
                index.append(i)
            return v[tuple(index[::-1])][start:start + n]
        return self._gathered(v, n)

    def _gathered(self, v, n):
        """A buffer over several lines; what is written to it goes back with the next step."""
        places = _core.arange(self._at, self._at + n)
        index = []
        for m in reversed(self._steps):
            index.append(places % m)
            places = places // m
        index = tuple(index[::-1])
        piece = v[index]
        if v.flags.writeable:
            self._pending.append((v, index, piece))
        else:
            piece.flags.writeable = False
        return piece

    @property
    def value(self):
        self._need_place()
        self._flush()
        values = tuple(self._piece(v) for v in self._views)
        return values[0] if self.nop == 1 else values

    _pending = ()

    def _flush(self):
        for v, index, piece in self._pending:
            v[index] = piece
        self._pending = []

    def _write_back(self):
        self._flush()
        for o, seen in self._copies:
            o[...] = seen.astype(o.dtype)

    def _operand(self, i):
        if not hasattr(i, '__index__'):
            raise TypeError('invalid index type for iterator indexing')
        return operator.index(i)

    def __getitem__(self, i):
        self._need_place()
        if isinstance(i, slice):
            return tuple(self._piece(v) for v in self._views[i])
        i = self._operand(i)
        if not -self.nop <= i < self.nop:
            raise IndexError(f'Iterator operand index {i} is out of bounds')
        return self._piece(self._views[i])

    def __setitem__(self, i, value):
        self._need_place()
        if isinstance(i, slice):
            for k, v in zip(range(self.nop)[i], value):
                self[k] = v
            return
        i = self._operand(i)
        if not -self.nop <= i < self.nop:
            raise IndexError(f'Iterator operand index {i} is out of bounds')
        if 'readonly' in self._op_flags[i]:
            raise RuntimeError(f'Iterator operand {i} is not writeable')
        self._piece(self._views[i])[...] = value

    # --- going on ---

    def iternext(self):
        if self.finished:
            return False
        self._at += self._inner()
        self._started = False
        self._flush()
        if self.finished:
            self._write_back()
        self._moves()
        return not self.finished

    def _moves(self):
        """Something for nested iterators to follow."""

    def __iter__(self):
        return self

    def __next__(self):
        if self._started:
            self.iternext()
        if self.finished or self._closed:
            raise StopIteration
        value = self.value
        self._started = True
        return value

    def __enter__(self):
        if self._closed:
            raise RuntimeError('operation on non-initialized iterator')
        return self

    def __exit__(self, *exc):
        self.close()

    def close(self):
        if not self._closed:
            self._write_back()
        self._closed = True

    # --- changes ---

    def copy(self):
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        return other

    __copy__ = copy

    def remove_axis(self, i, /):
        i = operator.index(i)
        if 'multi_index' not in self._flags:
            raise RuntimeError('Iterator RemoveAxis may only be called if a multi-index is being tracked')
        if self.has_index:
            raise RuntimeError('Iterator RemoveAxis may not be called on an index is being tracked')
        if 'buffered' in self._flags:
            raise RuntimeError('Iterator RemoveAxis may not be called on a buffered iterator')
        n = len(self._given_shape)
        if not 0 <= i < n:
            raise ValueError('axis out of bounds in iterator RemoveAxis')
        at = self._layout.axes.index(i)
        self._views = [v.transpose([at] + [k for k in range(n) if k != at])[-1 if self._layout.flipped[i] else 0] for v in self._views]
        self._steps = self._steps[:at] + self._steps[at + 1:]
        self._layout.shape = self._steps
        self._layout.axes = [a - (a > i) for a in self._layout.axes if a != i]
        del self._layout.flipped[i]
        self._given_shape = self._given_shape[:i] + self._given_shape[i + 1:]
        self.itersize = prod(self._given_shape)
        self._range = (0, self.itersize)
        self.reset()

    def remove_multi_index(self):
        if 'multi_index' in self._flags:
            self._flags = self._flags - {'multi_index'}
            self._join()
        self.reset()

    def enable_external_loop(self):
        if self._flags & {'multi_index', 'c_index', 'f_index'}:
            raise ValueError('Iterator flag EXTERNAL_LOOP cannot be used if an index or multi-index is being tracked')
        self._flags = self._flags | {'external_loop'}
        self._external = True
        self.reset()

    def debug_print(self):
        raise NotImplementedError('nditer.debug_print')


nditer.__module__ = 'numpy'
_as_native(nditer, 'tuple')


# --- one inside of the other ---

def nested_iters(op, axes, flags=None, op_flags=None, op_dtypes=None, order='K', casting='safe', buffersize=0):
    """Iterators over groups of dimensions; moving one moves the start of those inside of it."""
    if not isinstance(axes, (list, tuple)):
        raise ValueError('axes must be a tuple of axis arrays')
    if len(axes) < 2:
        raise ValueError('axes must have at least 2 entries for nested iteration')
    ops = list(op) if isinstance(op, (list, tuple)) else [op]
    ops = [asanyarray(o) for o in ops]
    seen = set()
    for row in axes:
        if not isinstance(row, (list, tuple)):
            raise ValueError('Each item in axes must be a an integer tuple')
        for a in row:
            if not hasattr(a, '__index__') or a < 0:
                raise ValueError('An axis is out of bounds')
            if a in seen:
                raise ValueError('An axis is used more than once')
            seen.add(a)
    ndim = max(o.ndim for o in ops)
    shape = _core.broadcast_shapes(*(o.shape for o in ops))
    whole = [broadcast_to(o, shape) for o in ops]
    for v, o in zip(whole, ops):
        v.flags.writeable = o.flags.writeable
    for row in axes:
        for k, (o, own) in enumerate(zip(ops, _checked_axes([row] * len(ops), ops))):
            _check_axes(k, o, own)
    levels = []
    for depth, row in enumerate(axes):
        inner = depth == len(axes) - 1
        words = set(flags or ())
        level = _Nested([v.transpose(list(row) + [a for a in range(ndim) if a not in row])[(Ellipsis,) + (0,) * (ndim - len(row))]
                         for v in whole], list(words if inner else words - {'external_loop', 'buffered'}), op_flags,
                        op_dtypes if inner else None, order, casting, None, None, buffersize)
        level._full, level._row, level._outer, level._child = whole, list(row), [], None
        levels.append(level)
    for outer, child in zip(levels, levels[1:]):
        outer._child = child
        child._outer = outer._outer + [outer]
    return tuple(levels)


nested_iters = _as_native(nested_iters, 'unnamed')


class _Nested(nditer):
    """An iterator that follows the places of those outside of it."""

    _child = None

    def _moves(self):
        child = self._child
        while child is not None and not self.finished:
            child._follow()
            child = child._child

    def _follow(self):
        """Starts anew where the outer iterators stand."""
        fixed = {}
        for outer in self._outer:
            fixed.update(zip(outer._row, outer._layout.indices(outer._at)))
        views = []
        for full, f in zip(self._full, self._op_flags):
            v = full.transpose(self._row + [a for a in range(full.ndim) if a not in self._row])
            v = v[(Ellipsis,) + tuple(fixed.get(a, 0) for a in range(full.ndim) if a not in self._row)]
            views.append(v)
        self._write_back()
        self.operands = tuple(views)
        self._copies = []
        self._make_views()
        self.reset()

    def reset(self):
        super().reset()
        if self._child is not None:
            self._moves()
