"""getfield and setfield: a part of each element as an element of another dtype."""
import operator

from numpy import _core, _memory
from numpy._core import dtype, ndarray


def _checked(x, d, offset):
    d, offset = dtype(d), operator.index(offset)
    own = x.dtype
    if offset < 0:
        raise ValueError('offset is negative')
    if (own.hasobject or d.hasobject) and own != d and not _holds(own, d, offset):
        raise TypeError('Cannot get/set field of an object array')
    if d.itemsize > own.itemsize:
        raise ValueError('new type is larger than original type')
    if offset + d.itemsize > own.itemsize:
        raise ValueError('new type plus offset is larger than original type')
    return d, offset


def _holds(own, d, offset):
    """Is the part a field of the records, or does it touch none that is an object?"""
    if own.names is None:
        return False
    for f, at, *_ in own.fields.values():
        inside = at < offset + d.itemsize and offset < at + f.itemsize
        if f.hasobject and inside and (f, at) != (d, offset) or d.hasobject and inside and f != d:
            return False
    return True


def _shared(x, d, offset):
    """The part as a view of the memory of x, or None where it cannot be one."""
    if x.dtype.names is not None:
        for name, (f, at, *_) in x.dtype.fields.items():
            if f == d and at == offset:
                return x[name]
    if x.dtype.hasobject and x.dtype.names is None:
        return x if x.dtype == d else None
    base, inner = d.base, []
    for n in reversed(d.shape):
        inner.insert(0, inner[0] * d.shape[len(d.shape) - len(inner)] if inner else base.itemsize)
    under = _memory.bytes_under(x) if d.itemsize else None
    if under is None:
        return None
    memory, first, strides = under
    r = _memory.elements_over(memory, base, x.shape + d.shape, first + offset, strides + tuple(inner))
    if r is None:
        return None
    r = _core._with_base(r, x.base if type(x.base) is ndarray else x)
    r.flags.writeable = x.flags.writeable
    return r


def getfield(x, d, offset):
    a = _core.asarray(x)
    d, offset = _checked(a, d, offset)
    r = _shared(a, d, offset)
    if r is None:
        n = a.dtype.itemsize
        table = _core.frombuffer(a.tobytes(), 'u1').reshape(a.size, n)[:, offset:offset + d.itemsize] if a.nbytes else None
        r = _core.zeros(a.shape, d) if table is None else \
            _memory.copied(d.base, table.reshape(-1), table.size // d.base.itemsize).reshape(a.shape + d.shape)
    if not isinstance(x, ndarray):
        return r[()]
    if type(x) is not ndarray:
        r = r.view(type(x))
        r.__array_finalize__(x)
    return r


def setfield(x, value, d, offset):
    d, offset = _checked(x, d, offset)
    if not x.flags.writeable:
        raise ValueError('assignment destination is read-only')
    part = _shared(x, d, offset)
    if part is not None:
        part[...] = value
        return
    part = _core.array(getfield(x, d, offset))
    part[...] = value
    n = x.dtype.itemsize
    table = _core.frombuffer(x.tobytes(), 'u1').reshape(x.size, n).copy()
    table[:, offset:offset + d.itemsize] = _core.frombuffer(part.tobytes(), 'u1').reshape(x.size, d.itemsize)
    if _core._is_plain(x):
        x[...] = _core.frombuffer(table.tobytes(), x.dtype).reshape(x.shape)
    else:
        from numpy import _buffers
        _buffers.store(x, table.tobytes())
