"""The bytes of text, objects and records, and arrays from them."""
from numpy import _core
from numpy._core import _object_from_items, _object_items, dtype


def _object_tobytes(x, order='C'):
    d = x.dtype
    if order == 'F' or order == 'A' and x.flags.fnc:
        x = x.T
    if d.kind == 'U':
        order = _encoding(d)
        return b''.join((i.encode(order, 'surrogatepass') if isinstance(i, str) else i).ljust(d.itemsize, b'\0')
                        for i in _object_items(x, True))
    if d.kind == 'S':
        return b''.join(i.ljust(d.itemsize, b'\0') for i in _object_items(x))
    if d.names is not None:
        from numpy import _records
        return _records.pack(x)
    if d.kind == 'V':
        return b''.join(_object_items(x))
    return b''.join(id(v).to_bytes(8, 'little') for v in _object_items(x))


def _encoding(d):
    return 'utf-32-le' if d.isnative else 'utf-32-be'


def _text_of_bytes(data, encoding):
    """The item of a text array for bytes of memory; what is no text stays as it is, as bytes."""
    try:
        return data.decode(encoding, 'surrogatepass').rstrip('\0')
    except UnicodeDecodeError:
        return data


def _byteswap_text(x, inplace):
    if not x.nbytes:
        return x if inplace else x.copy()
    memory = _core.frombuffer(_object_tobytes(x), 'u4').byteswap()
    r = _frombuffer_slow(memory, x.dtype, -1, 0).reshape(x.shape)
    if inplace:
        x[...] = r
    return x if inplace else r


def _frombuffer_slow(buffer, d, count, offset):
    if d.kind in 'mMbiufc':
        plain = dtype('i8') if d.kind in 'mM' else _core._plain(d)
        return _core._carried(d, _core.frombuffer(buffer, plain, count, offset))
    if d.kind == 'O':
        raise ValueError('cannot create an OBJECT array from memory buffer')
    try:
        data = bytes(memoryview(buffer))[offset:]
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(buffer).__name__}'") from None
    if d.itemsize == 0 and d.names is None:
        raise ValueError('itemsize cannot be zero in type')
    if d.itemsize == 0 and count < 0:
        raise ValueError('cannot determine count if itemsize is 0')
    if count < 0:
        if len(data) % d.itemsize:
            raise ValueError('buffer size must be a multiple of element size')
        count = len(data) // d.itemsize
    if count * d.itemsize > len(data):
        raise ValueError('buffer is smaller than requested size')
    if d.names is not None:
        from numpy import _records
        memory = _core.frombuffer(buffer, 'u1', count * d.itemsize, offset) if count and d.itemsize else _core.zeros(0, 'u1')
        return _records.unpack(d, memory, count)
    parts = [data[i * d.itemsize:(i + 1) * d.itemsize] for i in range(count)]
    if d.kind == 'U':
        items = [_text_of_bytes(p, _encoding(d)) for p in parts]
    elif d.kind == 'S':
        items = [p.rstrip(b'\0') for p in parts]
    else:
        items = parts
    return _object_from_items(d, (count,), items)
