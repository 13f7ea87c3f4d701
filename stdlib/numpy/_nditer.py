"""nditer: going over several arrays in step, in an order that suits their memory.

The dimensions are put in order by the strides of the operands (`_axis_order`), those that all operands walk backwards are
turned round, and neighbours that lie as one are joined unless an index is kept. Every operand is then a view of that shape;
a place is the number of its element in C order of the views. Operands of another type than asked for are worked on as
copies, which go back when the iterator is done with them.
"""
import operator
from _kukri import as_native as _as_native
from math import prod
from warnings import warn

from numpy import _core
from numpy._core import asanyarray, broadcast_to, empty, ndarray
from numpy._nditer_flags import (_CASTINGS, _check_combined, _check_flags, _check_operands, _checked_axes, _global_flags,
                                 _operand_flags, _wanted_types)

__all__ = ['nditer', 'nested_iters']


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
    fixed = [itershape is not None and n >= 0 for n in itershape or out]
    for shape, row in zip(shapes, rows):
        if shape is None:
            continue
        if len(shape) > ndim and row is None:
            raise ValueError('input operand has more dimensions than allowed by the axis remapping')
        for d, n in enumerate(_mapped(shape, row, ndim)):
            if n is None or n == 1 or n == out[d]:
                continue
            if out[d] != 1 or fixed[d]:
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
        first = next((d for d, n in enumerate(itershape) if n >= 0), len(itershape))
        text += ' and requested shape ' + _tight(['newaxis' if n < 0 else n for n in itershape[first:]])
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


def _buffered(o, d):
    """An operand in another type, whose dimensions lie in the same order and direction."""
    axes = sorted(range(o.ndim), key=lambda a: -abs(o.strides[a]))
    to = empty([o.shape[a] for a in axes], d).transpose([axes.index(a) for a in range(o.ndim)])
    to = to[tuple(slice(None, None, -1) if n < 0 else slice(None) for n in o.strides) + (Ellipsis,)]
    to[...] = o.astype(d)
    return to


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

    _closed, _copies, _flags, _settled = False, (), frozenset(), True

    def __init__(self, op, flags=None, op_flags=None, op_dtypes=None, order='K', casting='safe', op_axes=None, itershape=None,
                 buffersize=0):
        self._flags = _global_flags(flags)
        if order not in ('C', 'F', 'A', 'K'):
            raise ValueError(f"order must be one of 'C', 'F', 'A', or 'K' (got '{order}')")
        if not isinstance(casting, str):
            raise TypeError(f'casting must be str, not {_core._tp_name(casting)}')
        if casting not in _CASTINGS:
            raise ValueError("casting must be one of 'no', 'equiv', 'safe', 'same_kind', or 'unsafe' "
                             f"(got '{casting}')")
        ops = list(op) if isinstance(op, (list, tuple)) else [asanyarray(op) if op is None else op]
        if not ops:
            raise ValueError('Must provide at least one operand')
        if len(ops) > 32:
            raise ValueError('Too many operands')
        self._op_flags = _operand_flags(op_flags, ops)
        given, ops = ops, [None if o is None else asanyarray(o) for o in ops]
        itershape = (itershape,) if isinstance(itershape, int) else itershape
        wanted = _wanted_types(op_dtypes, len(ops))
        rows = _checked_axes(op_axes, ops, itershape)
        _check_flags(self._flags)
        _check_combined(self._op_flags)
        _check_operands(ops, given, self._op_flags, self._flags)
        self._nop = len(ops)
        self._buffersize = operator.index(buffersize) or 8192
        self._closed = self._external = False
        self._external = 'external_loop' in self._flags
        self._prepare(ops, wanted, order, casting, rows, itershape)
        self._range = (0, self._itersize)
        self._start()

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
        if prod(shape) >= 1 << 63:
            raise ValueError('iterator is too large')
        self._check_masked(ops, rows, shape)
        spread = [None if o is None else _spread(o, row, shape) for o, row in zip(ops, rows)]
        self._layout = _Layout([v for v in spread if v is not None], shape, order, [o for o in ops if o is not None])
        apart, operands = self._overlapping(ops), []
        for k, (o, d) in enumerate(zip(ops, types)):
            flags = self._op_flags[k]
            if o is not None and d != o.dtype and 'readonly' in flags and ('copy' in flags or o.ndim == 0):
                o = self._copied(o, d, rows[k])
            operands.append(self._allocated(ops, shape, d, rows[k], 'no_subtype' in flags) if o is None else o)
        self._operands = tuple(operands)
        self._dtypes = tuple(types)
        self._given_shape = shape
        self._rows = rows
        self._apart = apart
        self._make_views()

    def _check_spread(self, ops, rows, shape):
        """May the operands be spread over the iteration? From the last dimension to the first."""
        sizes = [None if o is None and row is None else _mapped(() if o is None else o.shape, row, len(shape))
                 for o, row in zip(ops, rows)]
        for d in reversed(range(len(shape))):
            for o, f, row, own in zip(ops, self._op_flags, rows, sizes):
                if own is None or own[d] not in (None, 1) or own[d] == shape[d] == 1 or o is None and row[d] >= 0:
                    continue
                if 'no_broadcast' in f and o is not None:
                    raise ValueError(f"non-broadcastable operand with shape {_tight(o.shape)} doesn't match the broadcast shape "
                                     f'{_tight(shape)}')
                if 'readonly' in f or shape[d] == 1:
                    continue
                if 'reduce_ok' not in self._flags:
                    place = len(shape) - 1 - d if row is None else row[d]
                    raise ValueError(f'output operand requires a reduction along dimension {place}, but the reduction is not '
                                     'enabled. The dimension size of 1 does not match the expected output shape.')
                if 'arraymask' in f:
                    raise ValueError('output operand requires a reduction, but is flagged as the ARRAYMASK operand which is not '
                                     'permitted to be the result of a reduction')
                if 'readwrite' not in f:
                    raise ValueError('output operand requires a reduction, but is flagged as write-only, not read-write')

    def _check_masked(self, ops, rows, shape):
        """What is written under a mask has one value of it for every element."""
        mask = next((k for k, f in enumerate(self._op_flags) if 'arraymask' in f), None)
        if mask is None or ops[mask] is None:
            return
        own = _mapped(ops[mask].shape, rows[mask], len(shape))
        for o, f, row in zip(ops, self._op_flags, rows):
            if o is not None and 'writemasked' in f and any(
                    n != 1 and m in (None, 1) and w not in (None, 1)
                    for n, m, w in zip(shape, _mapped(o.shape, row, len(shape)), own)):
                raise ValueError('Iterator reduction operand is WRITEMASKED, but also broadcasts to multiple mask values. There can '
                                 'be only one mask value per WRITEMASKED element.')

    def _overlapping(self, ops):
        """Which operands are written to copies because others that are read share memory with them."""
        apart = [False] * len(ops)
        if 'copy_if_overlap' not in self._flags:
            return apart
        for k, (o, f) in enumerate(zip(ops, self._op_flags)):
            if o is None or 'readonly' in f:
                continue
            for j, (other, g) in enumerate(zip(ops, self._op_flags)):
                if j == k or other is None or 'writeonly' in g or apart[j]:
                    continue
                in_step = 'overlap_assume_elementwise' in f & g and o.shape == other.shape and o.strides == other.strides and \
                    o.dtype == other.dtype and o.__array_interface__['data'] == other.__array_interface__['data']
                if not in_step and _core.may_share_memory(o, other, 1):
                    apart[k] = True
                    break
        return apart

    def _common_type(self, ops, wanted):
        """The type in which operands meet that are read, or all of them if one type is asked for."""
        whole = 'common_dtype' in self._flags
        taken = [(o, d) for o, d, f in zip(ops, wanted, self._op_flags)
                 if (o is not None or d is not None) and (whole or 'writeonly' not in f)]
        if not taken:
            raise TypeError('no arrays or types available to calculate result type')
        if all(d is not None or o.ndim for o, d in taken):
            types = [o.dtype if d is None else d for o, d in taken]
            if all(t == types[0] for t in types):
                return types[0] if len(types) == 1 else types[0].newbyteorder('=')
        return _core.result_type(*(o if d is None else d for o, d in taken))

    def _types(self, ops, wanted, casting):
        """The dtype in which each operand is seen."""
        wanted = [o.dtype.newbyteorder('=') if 'nbo' in f and d is None and o is not None else d.newbyteorder('=') if 'nbo' in f and d
                  is not None else d for o, d, f in zip(ops, wanted, self._op_flags)]
        if any(o is None and d is None for o, d in zip(ops, wanted)) or 'common_dtype' in self._flags:
            common = self._common_type(ops, wanted)
            wanted = [common if 'common_dtype' in self._flags or o is None and d is None else d for o, d in zip(ops, wanted)]
        types, needs_copy, buffered = [], False, 'buffered' in self._flags
        for k, (o, d, f) in enumerate(zip(ops, wanted, self._op_flags)):
            if o is not None and 'contig' in f and not buffered and not o.flags.contiguous:
                raise TypeError('Iterator operand required buffering, to be contiguous as requested, but buffering is not enabled')
            may_copy = buffered or f & {'copy', 'updateifcopy'} or o is not None and o.ndim == 0 and 'readonly' in f
            if o is None or d is None or o.dtype == d:
                types.append(d if d is not None else o.dtype)
                needs_copy = needs_copy or o is not None and 'aligned' in f and not o.flags.aligned and not may_copy
                continue
            if 'writeonly' not in f and not _core.can_cast(o if o.ndim == 0 else o.dtype, d, casting):
                raise TypeError(f'Iterator operand {k} dtype could not be cast from {o.dtype!r} to {d!r} according to the rule '
                                f"'{casting}'")
            if 'readonly' not in f and not _core.can_cast(d, o.dtype, casting):
                raise TypeError(f'Iterator requested dtype could not be cast from {d!r} to {o.dtype!r}, the operand {k} dtype, '
                                f"according to the rule '{casting}'")
            needs_copy = needs_copy or not may_copy
            types.append(d)
        if needs_copy:
            raise TypeError('Iterator operand required copying or buffering, but neither copying nor buffering was enabled')
        return types

    def _allocated(self, ops, shape, d, row, plain):
        """A new output that lies in memory as the iteration goes, of the class with the highest priority among the operands."""
        axes = [a for a in self._layout.axes if row is None or row[a] >= 0]
        own = axes if row is None else [row[a] for a in axes]
        for i in own:
            if i >= len(shape):
                raise ValueError('automatically allocated output array specified with an inconsistent axis mapping; the axis mapping '
                                 f'cannot include dimension {i} which is too large for the iterator dimension of {len(shape)}.')
        missing = next((i for i in range(len(own)) if i not in own), None)
        if missing is not None:
            raise ValueError('automatically allocated output array specified with an inconsistent axis mapping; the axis mapping is '
                             f'missing an entry for dimension {missing}.')
        new = empty([shape[a] for a in axes], d).transpose([own.index(i) for i in range(len(own))])
        others = [] if plain else [o for o in ops if o is not None and type(o) is not ndarray]
        if not others:
            return new
        own = new.view(type(max(others, key=lambda o: getattr(o, '__array_priority__', 0))))
        if own.shape != new.shape:
            raise RuntimeError('Iterator automatic output has an array subtype which changed the dimensions of the output')
        return own

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
        for o, d, f, row in zip(self._operands, self._dtypes, self._op_flags, self._rows):
            seen = o
            away = o.dtype != d or self._apart[len(views)] or 'aligned' in f and not o.flags.aligned
            if away or 'contig' in f and 'buffered' in self._flags and not o.flags.contiguous:
                seen = _buffered(o, d) if 'buffered' in self._flags else self._copied(o, d, row)
                if 'readonly' not in f:
                    self._check_mask_type(f)
                    self._copies.append((o, seen, f, row))
                    if 'buffered' not in self._flags:
                        o.flags.writeable = False
            v = self._layout.view(_spread(seen, row, shape))
            v.flags.writeable = seen.flags.writeable and 'readonly' not in f
            views.append(v)
            shown.append(o if 'buffered' in self._flags else seen)
        self._operands = tuple(shown)
        self._steps = self._layout.shape
        self._views = views
        self._join()
        self._itersize = prod(shape)

    def _check_mask_type(self, flags):
        mask = self._mask()
        if 'writemasked' in flags and self._dtypes[mask] not in ('?', 'u1'):
            raise TypeError('Only bool and uint8 masks are supported.')

    def _mask(self):
        return next((k for k, f in enumerate(self._op_flags) if 'arraymask' in f), None)

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
        if 'buffered' in self._flags:  # the operands decide, not what is read of them at a time
            views = views + [self._layout.view(_spread(o, row, self._given_shape))
                             for o, d, row in zip(self._operands, self._dtypes, self._rows) if o.dtype != d]
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
    def operands(self):
        self._need_open()
        return self._operands

    @property
    def nop(self):
        self._need_open()
        return self._nop

    @property
    def itersize(self):
        self._need_open()
        return self._itersize

    @property
    def itviews(self):
        self._need_open()
        if 'buffered' in self._flags:
            raise ValueError('cannot provide an iterator view when buffering is enabled')
        return tuple(self._views)

    @property
    def has_multi_index(self):
        self._need_open()
        return 'multi_index' in self._flags

    @property
    def has_index(self):
        self._need_open()
        return bool(self._flags & {'c_index', 'f_index'})

    @property
    def has_delayed_bufalloc(self):
        self._need_open()
        return self._delayed

    @property
    def iterationneedsapi(self):
        self._need_open()
        return any(d.hasobject for d in self._dtypes)

    def __len__(self):
        return 0 if self._closed else self._nop

    # --- where it is ---

    @property
    def finished(self):
        return not self._closed and self._at >= self._range[1]

    def _start(self):
        self._at = self._range[0]
        self._started = self._settled = False
        self._delayed = {'delay_bufalloc', 'buffered'} <= self._flags

    def reset(self):
        self._need_open()
        self._write_back()
        self._start()
        self._delayed = False

    def _need_open(self):
        if self._closed:
            raise ValueError('Iterator is invalid')

    def _need_place(self):
        if self.finished or self._closed:
            raise ValueError('Iterator is past the end')

    def _need_buffers(self):
        self._need_place()
        if self._delayed:
            raise ValueError('Iterator construction used delayed buffer allocation, and no reset has been done yet')

    @property
    def iterindex(self):
        self._need_place()
        return self._at

    @iterindex.setter
    def iterindex(self, value):
        value = operator.index(value)
        if self._external:
            raise ValueError('Cannot call GotoIterIndex on an iterator which has the flag EXTERNAL_LOOP')
        if not self._range[0] <= value < self._range[1]:
            raise IndexError('Iterator GotoIterIndex called with an iterindex outside the iteration range.')
        self._at, self._started = value, False

    @iterindex.deleter
    def iterindex(self):
        raise AttributeError('Cannot delete nditer iterindex')

    @property
    def iterrange(self):
        self._need_open()
        return self._range

    @iterrange.deleter
    def iterrange(self):
        raise AttributeError('Cannot delete nditer iterrange')

    @iterrange.setter
    def iterrange(self, value):
        first, last = value
        if 'ranged' not in self._flags:
            raise ValueError('Cannot call ResetToIterIndexRange on an iterator without requesting ranged iteration support in the '
                             'constructor')
        if first < 0 or last > self._itersize:
            raise ValueError(f'Out-of-bounds range [{first}, {last}) passed to ResetToIterIndexRange')
        if last < first:
            raise ValueError(f'Invalid range [{first}, {last}) passed to ResetToIterIndexRange')
        self._range = (first, last)
        self.reset()

    @property
    def multi_index(self):
        self._need_place()
        if 'multi_index' not in self._flags:
            raise ValueError('Iterator is not tracking a multi-index')
        self._need_buffers()
        return self._layout.indices(self._at)

    @multi_index.deleter
    def multi_index(self):
        raise AttributeError('Cannot delete nditer multi_index')

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
        self._need_place()
        if not self.has_index:
            raise ValueError('Iterator does not have an index')
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
        if not 0 <= value < self._itersize:
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
            return min(self._buffersize, left, self._until_turn())
        line = self._steps[-1] if self._steps else 1
        return min(line - self._at % line, left)

    def _until_turn(self):
        """How many elements a buffer may take before what is reduced moves on, or stands still: the lines of a piece go by one
        stride in every operand that is reduced."""
        reduced = [v for v, f in zip(self._views, self._op_flags) if 'readonly' not in f and 0 in v.strides and v.size > 1]
        span = 1
        for d in reversed(range(len(self._steps))):
            if d < len(self._steps) - 1 and any((v.strides[d] == 0) != (v.strides[-1] == 0) for v in reduced):
                break
            span *= self._steps[d]
        return span - self._at % span

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
        if not any(v.strides):
            return broadcast_to(v[(0,) * v.ndim + (Ellipsis,)], (n,)) if not v.flags.writeable else \
                _core._as_strided(v, (n,), (0,), True)
        piece = v[index]
        if v.flags.writeable:
            self._pending.append((v, index, piece))
        else:
            piece.flags.writeable = False
        return piece

    @property
    def value(self):
        self._need_buffers()
        self._flush()
        values = tuple(self._piece(v) for v in self._views)
        return values[0] if self._nop == 1 else values

    _pending = ()

    def _flush(self):
        for v, index, piece in self._pending:
            v[index] = piece
        self._pending = []

    def _write_back(self):
        self._flush()
        if self._settled:
            return
        for o, seen, f, row in self._copies:
            writes = o.flags.writeable
            o.flags.writeable = True
            if 'writemasked' in f:
                shape, mask = self._given_shape, self._mask()
                allowed = _spread(self._operands[mask], self._rows[mask], shape)
                to = _spread(o, row, shape)
                to.flags.writeable = True
                _core.copyto(to, _spread(seen, row, shape), 'unsafe', allowed.astype('?'))
            else:
                o[...] = seen.astype(o.dtype)
            o.flags.writeable = writes
        self._settled = 'buffered' in self._flags and self.finished  # nothing of it can be reached any more

    def _operand(self, i):
        if not hasattr(i, '__index__'):
            raise TypeError('invalid index type for iterator indexing')
        return operator.index(i)

    def __getitem__(self, i):
        self._need_buffers()
        if isinstance(i, slice):
            return tuple(self._piece(v) for v in self._views[i])
        i = self._operand(i)
        if not -self._nop <= i < self._nop:
            raise IndexError(f'Iterator operand index {i} is out of bounds')
        return self._piece(self._views[i])

    def __setitem__(self, i, value):
        self._need_buffers()
        if isinstance(i, slice):
            for k, v in zip(range(self._nop)[i], value):
                self[k] = v
            return
        i = self._operand(i)
        if not -self._nop <= i < self._nop:
            raise IndexError(f'Iterator operand index {i} is out of bounds')
        if 'readonly' in self._op_flags[i]:
            raise RuntimeError(f'Iterator operand {i} is not writeable')
        self._piece(self._views[i])[...] = value

    # --- going on ---

    def iternext(self):
        if self.finished or self._closed:
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
            self._let_go()
        self._closed = True

    def _let_go(self):
        if 'buffered' not in self._flags:
            for o, *_ in self._copies:
                o.flags.writeable = True

    def __del__(self):
        if self._closed:
            return
        if self._copies and 'buffered' not in self._flags:
            warn("Temporary data has not been written back to one of the operands. Typically nditer is used as a context manager "
                 "otherwise 'close' must be called before reading iteration results.", RuntimeWarning, 2)
        self.close()

    # --- changes ---

    def copy(self):
        self._need_open()
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
        self._itersize = prod(self._given_shape)
        self._range = (0, self._itersize)
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
    copies = _nested_copies(ops, op_flags, op_dtypes)
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
    levels[-1]._whole_copies = copies
    levels[0]._moves()
    return tuple(levels)


nested_iters = _as_native(nested_iters, 'unnamed')


def _nested_copies(ops, op_flags, op_dtypes):
    """Puts copies in the place of operands that are to be seen in other types; (operand, copy) of those written back at the end."""
    flags, copies = _operand_flags(op_flags, ops), []
    for k, (o, f, d) in enumerate(zip(ops, flags, _wanted_types(op_dtypes, len(ops)))):
        if d is not None and o.dtype != d and f & {'copy', 'updateifcopy'}:
            ops[k] = o.astype(d)
            if 'readonly' not in f:
                copies.append((o, ops[k]))
    return copies


class _Nested(nditer):
    """An iterator that follows the places of those outside of it."""

    _child = None
    _whole_copies = ()

    def close(self):
        if not self._closed:
            for o, seen in self._whole_copies:
                o[...] = seen.astype(o.dtype)
        super().close()

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
        self._operands = tuple(views)
        self._copies = []
        self._make_views()
        self.reset()

    def reset(self):
        super().reset()
        if self._child is not None:
            self._moves()
