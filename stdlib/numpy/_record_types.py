"""Dtypes with fields: their parts, told as text, promoted and cast. What users write becomes one in _dtype_specs.py.

A dtype with fields keeps a tuple of (name, dtype, offset, shape, title); one of arrays of a shape is a single such
field with a mark.
"""
from numpy import _core
from numpy._core import _record_dtype, _record_fields, dtype


def _make(fields, align=False):
    """fields: list of (name, dtype, shape, title)."""
    out, offset, widest, seen = [], 0, 1, set()
    for i, (name, d, shape, title) in enumerate(fields):
        name = name or f'f{i}'
        if name in seen:
            raise ValueError(f"field '{name}' occurs more than once")
        seen.add(name)
        if title is not None:
            if title in seen:
                raise ValueError('title already used as a name or title.')
            seen.add(title)
        if align:
            offset = -(-offset // d.alignment) * d.alignment
            widest = max(widest, d.alignment)
        out.append((name, d, offset, shape, title))
        offset += _field_size(d, shape)
    if align:
        offset = -(-offset // widest) * widest
    return _record_dtype(tuple(out), offset, _ALIGNED if align else 0)


def _field_size(d, shape):
    n = d.itemsize
    for s in shape:
        n *= s
    return n


class _Declared(tuple):
    """The shape of a field that was declared as arrays of arrays: all its dimensions, and the dtype that tells which are whose."""

    declared = None


def _base_and_shape(d):
    """A field's elements and its dimensions."""
    base, shape = d, ()
    while base.subdtype is not None:
        base, shape = base.base, shape + base.shape
    if base is not d and base is not d.base:
        shape = _Declared(shape)
        shape.declared = d
    return base, shape


def _dtype_names(d):
    return tuple(f[0] for f in _record_fields(d))


_RECORD, _SUBARRAY, _ALIGNED = 1, 2, 4  # marks of dtypes (numpy_core.h)


def _sub_array(base, shape):
    """A type of arrays of one shape."""
    if not shape:
        return base
    marks = _SUBARRAY | (base.isalignedstruct and _ALIGNED)
    return _record_dtype((('', base, 0, shape, None),), _field_size(base, shape), marks)


def _as_record(d, wanted=True):
    """d with numpy.record, or numpy.void, as the type of its elements."""
    r = _record_dtype(_record_fields(d), d.itemsize, (_RECORD if wanted else 0) | (d.isalignedstruct and _ALIGNED))
    return r if d.metadata is None else dtype(r, metadata=dict(d.metadata))


def _field_type(f):
    return f[3].declared if type(f[3]) is _Declared else _sub_array(f[1], f[3])


def _field_parts(f):
    """The text of a field's elements, and its shape."""
    if type(f[3]) is _Declared:
        return _dtype_text(f[3].declared.base), f[3].declared.shape
    return _dtype_text(f[1]) if f[1].names is not None else _short(f[1]), f[3]


def _dtype_fields(d):
    import types
    out = {}
    for f in _record_fields(d):
        out[f[0]] = (_field_type(f), f[2]) + ((f[4],) if f[4] is not None else ())
        if isinstance(f[4], str):
            out[f[4]] = out[f[0]]
    return types.MappingProxyType(out)


def _dtype_alignment(d):
    """Of a record: that of its widest field where fields are aligned."""
    return max((f[1].alignment for f in _record_fields(d)), default=1) if d.isalignedstruct else 1


def _dtype_flags(d):
    """Records are needed as a whole; what their fields ask for holds for them too, and what elements ask for for their arrays."""
    flags = 16 if d.subdtype is None else 0
    for f in _record_fields(d):
        flags |= f[1].flags & 27
    return flags


def _dtype_has_objects(d):
    return any(f[1].hasobject for f in _record_fields(d))


def _dtype_field(d, key):
    fields = _record_fields(d)
    if isinstance(key, str):
        for f in fields:
            if key in (f[0], f[4]):
                return _field_type(f)
        raise KeyError(f'Field named {key!r} not found.')
    if isinstance(key, list):
        return _sub_dtype(d, key)
    if not hasattr(key, '__index__') or isinstance(key, _core.ndarray) and (key.ndim or key.dtype.kind not in 'iu'):
        raise TypeError(_KEYS)
    key = key.__index__()
    if not -len(fields) <= key < len(fields):
        raise IndexError(f'Field index {key} out of range.')
    return _field_type(fields[key])


_KEYS = 'Field key must be an integer field offset, single field name, or list of field names.'


def _dtype_swapped(d, order):
    """d.newbyteorder(order): each field, or the elements of an array, in that order."""
    if d.subdtype is not None:
        return dtype((d.base.newbyteorder(order), d.shape))
    return _record_dtype(tuple((f[0], f[1].newbyteorder(order)) + f[2:] for f in _record_fields(d)), d.itemsize, _marks(d))


def _marks(d):
    from numpy._records import record
    return (_RECORD if d.type is record else 0) | (_ALIGNED if d.isalignedstruct else 0)


def _dtype_descr(d):
    fields = _record_fields(d)
    if fields is None or d.subdtype is not None:
        return [('', d.str)]
    out, end = [], 0
    for name, fd, offset, shape, title in fields:
        if offset < end:
            raise ValueError('dtype.descr is not defined for types with overlapping or out-of-order fields')
        if offset > end:
            out.append(('', f'|V{offset - end}'))
        end = offset + _field_size(fd, shape)
        form = _dtype_descr(fd) if fd.names is not None else (fd.str, fd.metadata.copy()) if fd.metadata else fd.str
        out.append((name if title is None else (title, name), form) + ((shape,) if shape else ()))
    if d.itemsize > end:
        out.append(('', f'|V{d.itemsize - end}'))
    return out


def _short(d):
    """A plain dtype inside a record's text: no mark where byte order does not matter."""
    if d.kind in 'SUV' and not d.itemsize:
        return repr(d.str.strip('|0'))
    return "'?'" if d.kind == 'b' else repr(d.str.lstrip('|'))


def _dtype_str(d):
    return _dtype_text(d, d.isalignedstruct)


def _dtype_repr(d):
    return f"dtype({_dtype_text(d)}{', align=True' if d.isalignedstruct else ''})"


def _dtype_text(d, tells_alignment=False):
    if d.subdtype is not None:
        base, shape = d.subdtype
        return f'({_short(base) if base.names is None and base.subdtype is None else _dtype_text(base)}, {shape!r})'
    from numpy._records import record
    return f'(numpy.record, {_fields_text(d, tells_alignment)})' if d.type is record else _fields_text(d, tells_alignment)


def _is_packed(d):
    """Are the fields where a list of them would put them?"""
    plain = _make([(f[0], f[1], f[3], f[4]) for f in _record_fields(d)], d.isalignedstruct)
    return plain.itemsize == d.itemsize and all(f[2] == g[2] for f, g in zip(_record_fields(plain), _record_fields(d)))


def _fields_text(d, tells_alignment):
    fields = _record_fields(d)
    texts = [_field_parts(f) for f in fields]
    if not tells_alignment and _is_packed(d):
        return '[' + ', '.join(f'({f[0] if f[4] is None else (f[4], f[0])!r}, {form}' + (f', {shape!r})' if shape else ')')
                               for f, (form, shape) in zip(fields, texts)) + ']'
    from numpy._print import legacy_mode
    comma, colon = (',', ':') if legacy_mode() else (', ', ': ')
    parts = {'names': [repr(f[0]) for f in fields],
             'formats': [f'({form}, {shape!r})' if shape else form for form, shape in texts],
             'offsets': [str(f[2]) for f in fields]}
    if any(f[4] is not None for f in fields):
        parts['titles'] = [repr(f[4]) for f in fields]
    text = '{' + ', '.join(f"'{key}'{colon}[{comma.join(part)}]" for key, part in parts.items())
    return text + f", 'itemsize'{colon}{d.itemsize}" + (f", 'aligned'{colon}True}}" if tells_alignment else '}')


def _sub_dtype(d, keys):
    """The dtype of some fields where they are: with their offsets and the whole size."""
    fields = _record_fields(d)
    out = []
    for k in keys:
        if not isinstance(k, str):
            raise TypeError(_KEYS)
        if k not in d.names:
            raise KeyError('cannot use field titles in multi-field index' if any(f[4] == k for f in fields) else k)
        out.append(fields[d.names.index(k)])
    for i, k in enumerate(keys):
        if k in keys[:i]:
            raise ValueError(f'duplicate field of name {k!r}')
    return _record_dtype(tuple(out), d.itemsize, d.isalignedstruct and _ALIGNED)


# --- two dtypes ---

def _promote_records(a, b):
    """The dtype that holds the elements of two dtypes of kind V."""
    if a.names is None and b.names is None:
        if a.itemsize != b.itemsize:
            raise TypeError('Invalid type promotion with void datatypes of different lengths. Use the `np.bytes_` '
                            'datatype instead to pad the shorter value with trailing zero bytes.')
        return a
    if a.names is None or b.names is None:
        raise TypeError('invalid type promotion with structured datatype(s).')
    if a.names != b.names:
        raise TypeError('invalid type promotion')
    fields = []
    for f, g in zip(_record_fields(a), _record_fields(b)):
        common, shape = _promoted_field(f, g)
        if f[4] != g[4]:
            raise TypeError('invalid type promotion')
        fields.append((f[0], common, shape, f[4]))
    r = _make(fields, a.isalignedstruct or b.isalignedstruct)
    return a if r == a and a.metadata is None else r


def _promoted_field(f, g):
    """The type and shape that hold the elements of both fields."""
    if f[3] == g[3]:
        return _core.promote_types(f[1], g[1]), f[3]
    if f[3] and g[3]:
        raise TypeError('invalid type promotion with subarray datatypes (shape mismatch).')
    if 'O' in (f[1].kind, g[1].kind):
        return dtype('O'), ()
    from numpy._objects import _class_text
    first, second = (_class_text(dtype('V') if h[3] else h[1]) for h in (f, g))
    raise TypeError(f'The DTypes {first} and {second} do not have a common DType. For example they cannot be stored in a single '
                    'array unless the dtype is `object`.')


_CASTINGS = ('no', 'equiv', 'safe', 'same_kind', 'unsafe')


def _canonical(d):
    """d as a loop writes it: in this machine's order, fields without what lies between them."""
    if d.names is None:
        return _core._plain(d) if d.subdtype is None else _sub_array(_canonical(d.base), d.shape)
    return _make([(f[0], _canonical(f[1]), f[3], f[4]) for f in _record_fields(d)], d.isalignedstruct)


def _can_cast_records(a, b, casting):
    """May elements of dtype a become ones of b, where one of them is of kind V?"""
    if b.kind == 'O':
        return a.kind != 'V' or _CASTINGS.index(casting) >= 2
    if a.names is None and b.names is None:
        return _can_cast_voids(a, b, casting)
    if a.names is None:
        return casting == 'unsafe'
    if b.kind == 'V' and b.itemsize == 0:
        return True
    if b.names is None:  # the only field stands for the record; bytes without a width are the record itself
        return casting == 'unsafe' and (len(a.names) == 1 or b.kind == 'V' and b.itemsize == 0)
    fields = list(zip(_record_fields(a), _record_fields(b)))
    if len(a.names) != len(b.names):
        return False
    least = max((_least_casting(f, g) for f, g in fields), default=0)
    if a.itemsize != b.itemsize or any(f[2] != g[2] for f, g in fields):
        least = max(least, _CASTINGS.index('equiv'))
    rule = _CASTINGS.index(casting)
    return rule >= least and all(_core.can_cast(f[1], g[1], casting) for f, g in fields)


def _least_casting(f, g):
    """The strictest rule under which a field may become another, as far as its name, title and shape tell."""
    if f[3] != g[3]:
        return _CASTINGS.index('unsafe' if f[3] and g[1].kind != 'O' else 'safe')
    return _CASTINGS.index('no' if f[0] == g[0] and f[4] == g[4] else 'safe')


def _can_cast_voids(a, b, casting):
    """Bytes without a meaning: what is not shorter may hold any element."""
    if casting == 'unsafe' or a.kind == b.kind and (a.itemsize == b.itemsize or b.itemsize == 0):
        return True
    if casting in _CASTINGS[:2] or b.kind != 'V':
        return False
    return casting == 'same_kind' and a.kind == 'V' or a.itemsize <= b.itemsize or \
        b.itemsize == 0 and a.kind != 'O'
