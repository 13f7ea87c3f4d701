"""The bytes of text, objects and records, and arrays from them."""
from numpy import _core
from numpy._core import _object_items


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


def _byteswap_text(x, inplace):
    if not x.nbytes:
        return x if inplace else x.copy()
    from numpy._memory import copied
    memory = _core.frombuffer(_object_tobytes(x), 'u4').byteswap()
    r = copied(x.dtype, memory.view('u1'), x.size).reshape(x.shape)
    if inplace:
        x[...] = r
    return x if inplace else r


def _frombuffer_slow(buffer, d, count, offset):
    if d.kind in 'mMbiufc':
        plain = _core.frombuffer(buffer, 'i8' if d.kind in 'mM' else _core._plain(d), count, offset)
        return _core._with_base(_core._carried(d, plain), plain.base)
    from numpy._memory import from_bytes
    return from_bytes(buffer, d, count, offset)
