"""Where the elements of arrays lie, as bytes, and other elements over the same bytes: views, fields of elements, buffers.

The engine's arrays of numbers lie in memory anyhow; the columns of records lie in rows of it where all fields can; text is
laid out when it is first asked for (numpy_text_rows.c).
"""
import math
import sys

from numpy import _core
from numpy._core import _record_fields, ndarray
from numpy._records import (_in_rows, _is_text, _native_type, _table, can_lie_anywhere, columns_over, fit_in_rows, lie_in_bytes,
                            memory_of_column, odd_step_inside, rows_at, step_inside)


# --- as bytes ---

def bytes_under(x):
    """(an array of bytes, the offset of the first element, the steps of bytes) of the elements of x; None if they lie in no
    memory as a whole."""
    if not x.size:
        return _core.zeros(0, 'u1'), 0, x.strides
    d = x.dtype
    if d.names is not None or _is_text(d):
        records, base = None if d.names is None else x, x.base
        while isinstance(base, ndarray):
            records = base if base.dtype.names is not None else records
            base = base.base
        lies = None if records is None else rows_of(records)  # which takes in the text of all fields
        if d.names is None:
            return _core._text_memory(x)
        if lies is not None and records is not x:
            lies = rows_of(x)
        if lies is None:
            return None
        memory, step = lies
        strides = _core._memory_strides(x)
        return memory, int(_core._codes(x)[(0,) * x.ndim]) * step, \
            strides if step == d.itemsize else tuple(s // d.itemsize * step for s in strides)
    if _native_type(x.dtype) is None:
        return None
    strides = _core._memory_strides(x)
    first = -sum(min(0, s * (n - 1)) for s, n in zip(strides, x.shape))
    size = first + sum(max(0, s * (n - 1)) for s, n in zip(strides, x.shape)) + x.dtype.itemsize
    return _core._over_storage(x if _core._is_plain(x) else _core._codes(x), (size,), 'u1', -first), first, strides


def _leaves(d, columns, start, step, size, odd, into):
    """Puts (offset, step, column, is it text?) of the fields that are no records there, of those inside of records too; step
    None: the size of all."""
    for (name, fd, offset, shape, title), c in zip(_record_fields(d), columns):
        kind = fd.kind
        if kind != 'V' or fd.names is None:
            into.append((start + offset, step, c, kind in 'SUV'))
        else:
            inner = odd_step_inside(fd, shape, step or size) if odd else step_inside(fd, shape, start + offset, step or size)
            _leaves(fd, _core._record_pool(c), start + offset, inner, size, odd, into)


def rows_of(x):
    """(the bytes that the columns of x lie in as rows, the bytes from one row to the next), or None."""
    d = x.dtype
    odd = not _in_rows(d)
    if odd and not can_lie_anywhere(d):
        return None
    parts, memory, start, size, n, pooled = [], None, 0, d.itemsize, 1, []
    _leaves(d, _core._record_pool(x), 0, None, size, odd, parts)
    if odd and not lie_in_bytes(x):
        return None
    for part in parts:
        offset, step, c, text = part
        m = len(c)
        if not c.size:
            if not m:
                return None
            continue
        if text and not _core._in_rows(c):
            pooled.append(part)
            n = m if step is None else n
            continue
        if memory is None:
            if step is None:
                size, n = _core._memory_strides(c)[0] if m > 1 else size, m
            else:
                n = max(len(o) for _, s, o, _ in parts if s is None) if any(s is None for _, s, _, _ in parts) else -(-m * step // size)
            start = _core._address(c) - offset
            if odd and not text and not _reaches(memory_of_column(c), start, (n - 1) * size + d.itemsize):
                return None
            memory = _rows_before(c, offset, (n - 1) * size + d.itemsize)
        elif _core._address(c) - offset != start:
            return None
        if m > 1 and _core._memory_strides(c)[0] != (step or size):
            return None
    if memory is None:
        if any(step is not None for _, step, _, _ in parts):
            return None
        memory = _core.zeros(n * d.itemsize, 'u1')
    for offset, step, c, text in pooled:
        _core._text_into(c, memory, offset, text_steps(step or size, c))
    return memory, size


def _reaches(memory, start, size):
    """Are there so many bytes of an array of bytes from an address on?"""
    first = _core._address(memory)
    return first <= start and start + size <= first + memory.nbytes


def _rows_before(c, offset, size):
    """So many bytes that begin offset bytes before the elements of c."""
    if _is_text(c.dtype):
        memory, first, strides = _core._text_memory(c)
        return memory[first - offset:first - offset + size]
    return _core._over_storage(c if _core._is_plain(c) else _core._codes(c), (size,), 'u1', -offset)


def text_steps(size, column):
    """The steps of bytes in a column of text of records of a size."""
    steps, n = [], column.dtype.itemsize
    for m in column.shape[:0:-1]:
        steps.insert(0, n)
        n *= m
    return (size, *steps)


# --- other elements ---

def elements_over(memory, d, shape, offset, strides):
    """An array of d whose elements lie so in an array of bytes; None where there is no such array."""
    native = _native_type(d)
    if native is not None:
        r = ndarray(shape, native, memory, offset, strides)
        return r if r.dtype == d else _core._carried(d, r)
    if _is_text(d):
        return _core._text_over(memory, d, shape, offset, strides)
    if not can_lie_anywhere(d):
        return None
    step = d.itemsize
    if any(s % step for s, n in zip(strides, shape) if n > 1):
        step = math.gcd(*[s for s, n in zip(strides, shape) if n > 1])
    row, begin = divmod(offset, step)
    n = max(0, len(memory) - begin - d.itemsize + step) // step
    r = _core._record_view(rows_at(n, shape, row, [s // step for s in strides]), d,
                           columns_over(d, memory[begin:] if begin else memory, n, step, odd=not fit_in_rows(d, 0, step)))
    if not memory.flags.writeable:
        r.flags.writeable = False
    return r


def from_bytes(buffer, d, count, offset):
    """frombuffer(buffer, d, count, offset) of other elements than numbers."""
    if d.kind == 'O' or d.hasobject:
        raise ValueError('cannot create an OBJECT array from memory buffer')
    n = d.itemsize
    if n == 0 and d.names is None:
        raise ValueError('itemsize cannot be zero in type')
    whole = _core.frombuffer(buffer, 'u1', -1, offset)
    if count < 0:
        if n == 0:
            raise ValueError('cannot determine count if itemsize is 0')
        if whole.size % n:
            raise ValueError('buffer size must be a multiple of element size')
        count = whole.size // n
    if count * n > whole.size:
        raise ValueError('buffer is smaller than requested size')
    r = elements_over(whole[:count * n], d, (count,), 0, (n,)) if count and n else _core.zeros(count, d)
    if r is None:  # a copy that nobody can write: what is written would not reach the buffer
        r = copied(d, whole, count)
        r.flags.writeable = False
    elif not whole.flags.writeable:
        r.flags.writeable = False
    return _core._with_base(r, whole.base)


def array_over(shape, d, buffer, offset, strides, order):
    """ndarray(shape, d, buffer, offset, strides, order) of other elements than numbers."""
    if d.kind == 'O' or d.hasobject:
        raise TypeError('cannot construct an object array from a buffer')
    memory = ndarray((memoryview(buffer).nbytes,), 'u1', buffer)
    shape, size = _core._read_shape(shape), 1
    for n in shape:
        size *= n
    if size * d.itemsize > sys.maxsize:
        raise ValueError('array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.')
    if strides is None:
        if not 0 <= offset <= memory.size or memory.size - offset < size * d.itemsize:
            raise TypeError('buffer is too small for requested array')
        steps, step = [], d.itemsize
        for n in shape if order == 'F' else shape[::-1]:
            steps.append(step)
            step *= n or 1
        strides = steps if order == 'F' else steps[::-1]
    else:
        if len(strides) != len(shape):
            raise ValueError('strides, if given, must be the same length as shape')
        low = offset + sum(min(0, s * (n - 1)) for s, n in zip(strides, shape))
        high = offset + sum(max(0, s * (n - 1)) for s, n in zip(strides, shape)) + d.itemsize
        if size and (low < 0 or high > memory.size):
            raise ValueError('strides is incompatible with shape of requested array and size of buffer')
    if not size or not d.itemsize:
        r = _core.zeros(shape, d)
    else:
        r = elements_over(memory, d, shape, offset, tuple(strides))
    if r is None and any(a != b for a, b in zip(strides, _core.empty(shape, d, order).strides)):
        raise NotImplementedError(f'numpy.ndarray over a buffer with strides for dtype {d}')
    lies_there = r is not None
    if not lies_there:
        r = copied(d, memory[offset:], size)
        r = r.reshape(shape[::-1]).T if order == 'F' else r.reshape(shape)
    if not (memory.flags.writeable and lies_there):
        r.flags.writeable = False
    return _core._with_base(r, buffer.obj if type(buffer) is memoryview and buffer.obj is not None else buffer)


# --- views ---

def view(x, d, alone):
    """The bytes of x as elements of another dtype: the same memory where it can hold such elements, else a copy, which can be
    written only if nobody else would see what is written."""
    if d.kind == 'V' and d.names is None and d.itemsize == 0:  # as wide as what they are
        d = _core.dtype(f'V{x.dtype.itemsize}')
    old, new = x.dtype.itemsize, d.itemsize
    shape = x.shape
    if old != new:
        if not shape:
            raise ValueError('Changing the dtype of a 0d array is only supported if the itemsize is unchanged')
        if shape[-1] != 1 and x.strides[-1] != old and x.size:
            raise ValueError('To change to a dtype of a different size, the last axis must be contiguous')
        if new < old and (new == 0 or old % new):
            raise ValueError('When changing to a smaller dtype, its size must be a divisor of the size of original dtype')
        if shape[-1] * old % new:
            raise ValueError('When changing to a larger dtype, its size must be a divisor of the total size in bytes of the '
                             'last axis of the array.')
        shape = shape[:-1] + (shape[-1] * old // new,)
    shared = _shared(x, d, shape)
    if shared is not None:
        return shared
    if x.flags.c_contiguous or not x.size:
        r = copied(d, _table(x).reshape(-1), x.nbytes // new if new else 0).reshape(shape)
    else:
        r = _copy_in_place(x, d, shape)
    if not (x.flags.writeable and alone):
        r.flags.writeable = False
    return r


def _shared(x, d, shape):
    """The view over the same memory, or None."""
    if _same_places(x.dtype, d):
        return _core._record_view(x, d, [c if c.dtype == f[1] else c.view(f[1])
                                         for c, f in zip(_core._record_pool(x), _record_fields(d))])
    if not x.dtype.itemsize or not d.itemsize or _native_type(d) is None and not _is_text(d) and not can_lie_anywhere(d):
        return None
    under = bytes_under(x)
    if under is None:
        return None
    memory, offset, strides = under
    r = elements_over(memory, d, shape, offset, strides if d.itemsize == x.dtype.itemsize else strides[:-1] + (d.itemsize,))
    if r is None:
        return None
    r = _core._with_base(r, _owner(x))
    if not x.flags.writeable:
        r.flags.writeable = False
    return r


def _owner(x):
    """What a view of x has as its base."""
    while type(x.base) is ndarray:
        x = x.base
    return x


def copied(d, memory, n):
    """n elements of d that are a copy of bytes."""
    if _native_type(d) is not None or not n:
        return _core.zeros(n, d) if not n else _core.frombuffer(memory[:n * d.itemsize].copy(), d)
    if d.names is None:
        return _core._text_over(memory, d, (n,), 0, (d.itemsize,)).copy()
    table, r = memory[:n * d.itemsize].reshape(n, d.itemsize), _core.zeros(n, d)
    for name, fd, offset, shape, title in _record_fields(d):
        size = fd.itemsize * math.prod(shape)
        part = _core.ascontiguousarray(table[:, offset:offset + size]).reshape(-1)
        if part.size:
            c = r[name]
            c[...] = copied(fd, part, part.size // fd.itemsize).reshape(c.shape)
    return r


def _copy_in_place(x, d, shape):
    """A copy of the bytes of x as elements of d, which lie as in a view."""
    old, new = x.dtype.itemsize, d.itemsize
    strides = x.strides if old == new else x.strides[:-1] + (new,)
    low = -sum(min(0, s * (n - 1)) for s, n in zip(x.strides, x.shape))
    memory = _core.zeros(low + sum(max(0, s * (n - 1)) for s, n in zip(x.strides, x.shape)) + old, 'u1')
    ndarray(x.shape + (old,), 'u1', memory, low, x.strides + (1,))[...] = _table(x).reshape(x.shape + (old,))
    r = elements_over(memory, d, shape, low, strides)
    return copied(d, _table(x).reshape(-1), x.nbytes // new).reshape(shape) if r is None else r


def _same_places(d, e):
    """Do the fields of two dtypes lie at the same places, up to the order of bytes?"""
    if d.names is None or e.names is None or d.itemsize != e.itemsize or len(d.names) != len(e.names):
        return False
    return all(f[2:4] == g[2:4] and f[1].newbyteorder('=') == g[1].newbyteorder('=') and f[1].kind != 'V'
               for f, g in zip(_record_fields(d), _record_fields(e)))
