"""Structured dtypes and their records.

A dtype with fields keeps a tuple of (name, dtype, offset, shape, title); an item of an array of
such a dtype is a record: an object with one value for each field. A field of an array is a copy,
which is read-only; assigning to array['field'] changes the records.
"""

from numpy import _core
from numpy._core import _object_from_items, _object_items, _record_dtype, _record_fields, dtype, ndarray


class void:
    """One record of a structured array."""

    __module__ = 'numpy'
    __slots__ = ('dtype', '_values')

    def __init__(self, d, values):
        self.dtype = d
        self._values = values

    def _index(self, key):
        names = self.dtype.names
        if isinstance(key, str):
            if key not in names:
                raise ValueError(f'no field of name {key}')
            return names.index(key)
        n = len(names)
        if not -n <= key < n:
            raise IndexError(f'invalid index ({key})')
        return key

    def __getitem__(self, key):
        if isinstance(key, list):
            return tuple(self[k] for k in key)
        i = self._index(key)
        v = self._values[i]
        d = _record_fields(self.dtype)[i][1]
        if d.kind in 'biufc' and not isinstance(v, ndarray):
            return d.type(v)
        return v

    def __setitem__(self, key, value):
        i = self._index(key)
        self._values[i] = to_value(_record_fields(self.dtype)[i], value)

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        return (self[i] for i in range(len(self)))

    def __eq__(self, other):
        if isinstance(other, void):
            return self.item() == other.item()
        return self.item() == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self):
        return hash(self.item())

    def item(self):
        return tuple(v.tolist() if isinstance(v, ndarray) else v.item() if isinstance(v, void) else v
                     for v in self._values)

    tolist = item

    def __getattr__(self, name):
        if name in self.dtype.names:
            return self[name]
        raise AttributeError(f"'numpy.void' object has no attribute '{name}'")

    def __repr__(self):
        parts = ', '.join(_value_text(self[i]) for i in range(len(self)))
        return f'({parts},)' if len(self) == 1 else f'({parts})'

    __str__ = __repr__


def _value_text(v):
    if isinstance(v, float) and not isinstance(v, bool):
        return repr(v)[:-1] if repr(v).endswith('.0') and abs(v) < 1e16 else repr(v)
    if isinstance(v, _core.floating):
        s = str(v)
        return s[:-1] if s.endswith('.0') else s
    return repr(v)


def to_value(field, v):
    """v as the value of a field."""
    d, shape = field[1], field[3]
    if shape:
        return _core.broadcast_to(_core.asarray(v, d), shape).copy()
    if d.names is not None:
        return to_record(d, v)
    if d.kind in 'biufc':
        return d.type(v).item() if not isinstance(v, str) else _core.array(v, d).item()
    if d.kind == 'O':
        return v
    from numpy._objects import _to_item
    return _to_item(d, v)


def to_record(d, v):
    fields = _record_fields(d)
    if fields is None:
        return bytes(v) if not isinstance(v, bytes) else v
    if isinstance(v, void):
        return void(d, [to_value(f, x) for f, x in zip(fields, v._values)])
    if isinstance(v, (tuple, list)):
        if len(v) != len(fields):
            raise ValueError('could not assign tuple of length %d to structure with %d fields.' % (len(v), len(fields)))
        return void(d, [to_value(f, x) for f, x in zip(fields, v)])
    return void(d, [to_value(f, v) for f in fields])


def _zero(field):
    d, shape = field[1], field[3]
    if shape:
        return _core.zeros(shape, d)
    if d.names is not None:
        return _empty_record(d)
    return {'U': '', 'S': b'', 'O': 0, 'b': False, 'f': 0.0, 'c': 0j}.get(d.kind, 0)


def _empty_record(d):
    fields = _record_fields(d)
    if fields is None:
        return bytes(d.itemsize)
    return void(d, [_zero(f) for f in fields])


def _record_item(v):
    return v.item() if isinstance(v, void) else v


# --- bytes ---

def pack(d, v):
    out = bytearray(d.itemsize)
    for (name, fd, offset, shape, title), x in zip(_record_fields(d), v._values):
        data = x.tobytes() if isinstance(x, ndarray) else pack(fd, x) if fd.names is not None \
            else x.encode('utf-32-le') if fd.kind == 'U' else x if fd.kind == 'S' \
            else _core.array(x, fd).tobytes() if fd.byteorder != '>' else _core.array(x, fd).byteswap().tobytes()
        out[offset:offset + len(data)] = data
    return bytes(out)


def unpack(d, data):
    values = []
    for name, fd, offset, shape, title in _record_fields(d):
        n = 1
        for s in shape:
            n *= s
        part = data[offset:offset + fd.itemsize * n]
        x = _core.frombuffer(part, fd).reshape(shape)
        values.append(x.copy() if shape else x[()] if fd.names is not None else x.tolist())
    return void(d, values)


# --- dtypes ---

def _make(fields, align=False):
    """fields: list of (name, dtype, shape, title)."""
    out, offset, widest, seen = [], 0, 1, set()
    for i, (name, d, shape, title) in enumerate(fields):
        name = name or f'f{i}'
        if name in seen:
            raise ValueError(f"field '{name}' occurs more than once")
        seen.add(name)
        n = 1
        for s in shape:
            n *= s
        if align:
            offset = -(-offset // d.alignment) * d.alignment
            widest = max(widest, d.alignment)
        out.append((name, d, offset, shape, title))
        offset += d.itemsize * n
    if align:
        offset = -(-offset // widest) * widest
    return _record_dtype(tuple(out), offset)


def _dtype_from_fields(spec):
    if isinstance(spec, tuple):
        if len(spec) != 2:
            raise TypeError(f"Cannot interpret '{spec!r}' as a data type")
        base, shape = spec
        if isinstance(shape, (int, tuple)):
            raise NotImplementedError('subarray dtypes outside of records')
        return dtype(base)
    if isinstance(spec, dict):
        if 'names' in spec and 'formats' in spec:
            offsets, out, end = spec.get('offsets'), [], 0
            plain = _make([(n, dtype(f), (), None) for n, f in zip(spec['names'], spec['formats'])])
            if offsets is None and 'itemsize' not in spec:
                return plain
            for i, (name, d, offset, shape, title) in enumerate(_record_fields(plain)):
                offset = offsets[i] if offsets is not None else offset
                out.append((name, d, offset, shape, title))
                end = max(end, offset + d.itemsize)
            return _record_dtype(tuple(out), spec.get('itemsize', end))
        return _make([(n, dtype(f[0]), (), None) for n, f in spec.items()])
    fields = []
    for f in spec:
        if not isinstance(f, tuple) or len(f) not in (2, 3):
            raise TypeError(f'Field elements must be 2- or 3-tuples, got \'{f!r}\'')
        name, title = (f[0][1], f[0][0]) if isinstance(f[0], tuple) else (f[0], None)
        shape = () if len(f) == 2 else (f[2],) if isinstance(f[2], int) else tuple(f[2])
        fields.append((name, dtype(f[1]), shape, title))
    return _make(fields)


def _dtype_from_commas(text):
    fields = []
    for part in text.split(','):
        part = part.strip()
        if not part:
            continue
        shape = ()
        if part[0] == '(':
            inside, part = part[1:].split(')', 1)
            shape = tuple(int(s) for s in inside.split(',') if s.strip())
        else:
            digits = ''
            while part and part[0].isdigit():
                digits, part = digits + part[0], part[1:]
            if digits and int(digits) > 1:
                shape = (int(digits),)
        fields.append(('', dtype(part), shape, None))
    return _make(fields) if len(fields) > 1 or text.rstrip().endswith(',') else fields[0][1]


def _dtype_names(d):
    return tuple(f[0] for f in _record_fields(d))


class _SubArray:
    """The dtype of a field with a shape, as dtype.fields shows it."""

    def __init__(self, base, shape):
        self.base, self.shape = base, shape
        self.subdtype = (base, shape)
        n = 1
        for s in shape:
            n *= s
        self.itemsize = base.itemsize * n

    def __repr__(self):
        return f'dtype(({self.base.str!r}, {self.shape}))'


def _field_type(f):
    return _SubArray(f[1], f[3]) if f[3] else f[1]


def _dtype_fields(d):
    import types
    return types.MappingProxyType({f[0]: (_field_type(f), f[2]) for f in _record_fields(d)})


def _dtype_field(d, key):
    fields = _record_fields(d)
    if isinstance(key, str):
        for f in fields:
            if f[0] == key:
                return _field_type(f)
        raise KeyError(f'Field named {key!r} not found.')
    if isinstance(key, list):
        return _make([(f[0], f[1], f[3], f[4]) for k in key for f in fields if f[0] == k])
    return _field_type(fields[key])


def _dtype_descr(d):
    fields = _record_fields(d)
    if fields is None:
        return [('', d.str)]
    return [(f[0], _dtype_descr(f[1]) if f[1].names is not None else f[1].str) + ((f[3],) if f[3] else ())
            for f in fields]


def _short(d):
    """A plain dtype inside a record's text: no mark where byte order does not matter."""
    return "'?'" if d.kind == 'b' else repr(d.str.lstrip('|'))


def _dtype_str(d):
    def one(f):
        inner = _dtype_str(f[1]) if f[1].names is not None else _short(f[1])
        return f'({f[0]!r}, {inner}' + (f', {f[3]!r})' if f[3] else ')')
    fields = _record_fields(d)
    offset = 0
    packed = True
    for f in fields:
        n = 1
        for s in f[3]:
            n *= s
        packed = packed and f[2] == offset
        offset += f[1].itemsize * n
    if packed and offset == d.itemsize:
        return '[' + ', '.join(map(one, fields)) + ']'
    return ("{'names': [" + ', '.join(repr(f[0]) for f in fields) + "], 'formats': [" +
            ', '.join(_short(f[1]) for f in fields) + "], 'offsets': [" +
            ', '.join(str(f[2]) for f in fields) + f"], 'itemsize': {d.itemsize}}}")


def _dtype_repr(d):
    return f'dtype({_dtype_str(d)})'


# --- fields of arrays ---

def _get_field(x, key):
    d = x.dtype
    records = _object_items(x)
    fields = _record_fields(d)
    if isinstance(key, list):
        if not all(isinstance(k, str) for k in key):
            return NotImplemented
        for k in key:
            if k not in d.names:
                raise KeyError(k)
        sub = _make([f[:2] + (f[3], f[4]) for k in key for f in fields if f[0] == k])
        return _object_from_items(sub, x.shape, [void(sub, [r._values[d.names.index(k)] for k in key]) for r in records])
    if key not in d.names:
        raise ValueError(f'no field of name {key}')
    i = d.names.index(key)
    f = fields[i]
    values = [r._values[i] for r in records]
    if f[3]:
        out = _core.array(values, f[1]).reshape(x.shape + f[3])
    elif f[1].kind in 'biufc' and f[1].names is None:
        out = _core.array(values, f[1]).reshape(x.shape)
    else:
        out = _object_from_items(f[1], x.shape, values)
    out.flags.writeable = False
    return out


def _copy_records(x):
    """x with records of its own."""
    d = x.dtype
    return _object_from_items(d, x.shape, [void(d, list(r._values)) for r in _object_items(x)])


def _set_field(x, key, value):
    d = x.dtype
    if isinstance(key, list):
        if not all(isinstance(k, str) for k in key):
            return NotImplemented
        for k in key:
            _set_field(x, k, value[k] if isinstance(value, ndarray) and value.dtype.names else value)
        return None
    if key not in d.names:
        raise ValueError(f'no field of name {key}')
    i = d.names.index(key)
    f = _record_fields(d)[i]
    value = _core.broadcast_to(_core.asarray(value), x.shape + f[3])
    out = []
    for index, record in zip(_indices(x.shape), _object_items(x)):
        values = list(record._values)
        values[i] = to_value(f, value[index])
        out.append(void(d, values))
    fresh = _object_from_items(d, x.shape, out)
    x[...] = fresh


def _indices(shape):
    import itertools
    return itertools.product(*map(range, shape))
