"""Structured dtypes and their records.

A dtype with fields keeps a tuple of (name, dtype, offset, shape, title). An array of records is a list of columns,
one array for each field, and an array of row numbers (numpy_object.c); a single record is a row of such columns, so
that writing to it or to the field of an array changes the array.
"""

from numpy import _core
from numpy._core import _object_from_items, _record_dtype, _record_fields, dtype, ndarray


class void(_core.void):
    """One record of a structured array, or some bytes without a meaning."""

    __slots__ = ('dtype', '_columns', '_row')

    def __new__(cls, data, dtype=None):
        if dtype is not None:
            return _core.array(data, dtype)[()]
        if isinstance(data, void):
            return data
        data = bytes(data) if not isinstance(data, (bytes, bytearray)) else bytes(data)
        return _raw(_core.dtype(f'V{len(data)}'), data)

    def _index(self, key):
        names = self.dtype.names
        if self._columns is None:
            raise IndexError('invalid index to scalar variable.')
        if isinstance(key, str):
            if key not in names:
                raise ValueError(f'no field of name {key}')
            return names.index(key)
        if not isinstance(key, (int, _core.integer)):
            raise IndexError("invalid index")
        n = len(names)
        if not -n <= key < n:
            raise IndexError(f'invalid index ({key})')
        return key

    def __getitem__(self, key):
        if isinstance(key, list):
            return _record_at(_sub_dtype(self.dtype, key), [self._columns[self._index(k)] for k in key], self._row)
        return self._columns[self._index(key)][self._row]

    def __setitem__(self, key, value):
        self._columns[self._index(key)][self._row] = value

    def __len__(self):
        return 0 if self._columns is None else len(self._columns)

    def __iter__(self):
        return (self[i] for i in range(len(self)))

    def __eq__(self, other):
        if isinstance(other, void):
            return _core.bool_(_comparable(self) == _comparable(other))
        return _core.bool_(_comparable(self) == other) if isinstance(other, tuple) else NotImplemented

    def __ne__(self, other):
        r = self == other
        return r if r is NotImplemented else ~r

    def __hash__(self):
        if self._columns is not None:
            raise TypeError("unhashable type: 'writeable void-scalar'")
        return hash(self._row)

    def __getattr__(self, name):
        raise AttributeError(f"'numpy.void' object has no attribute '{name}'")

    shape = property(lambda self: ())
    ndim = property(lambda self: 0)
    size = property(lambda self: 1)
    itemsize = property(lambda self: self.dtype.itemsize)
    nbytes = itemsize
    base = property(lambda self: None)
    T = property(lambda self: self)

    def __array__(self, dtype=None):
        return _array_of(self) if dtype is None else _array_of(self).astype(dtype)

    def item(self, *args):
        if self._columns is None:
            return self._row
        return tuple(_record_item(v) for v in self)

    tolist = item

    def tobytes(self, order='C'):
        return self._row if self._columns is None else _array_of(self).tobytes()

    def copy(self, order='C'):
        return _array_of(self).copy()[()]

    def __copy__(self):
        return self.copy()

    def __deepcopy__(self, memo):
        return self.copy()

    def astype(self, dtype, **kwargs):
        return _array_of(self).astype(dtype)[()]

    def view(self, dtype=None):
        return _array_of(self).view(dtype)[()]

    def __reduce__(self):
        return _restore, (_array_of(self).copy(),)

    def __repr__(self):
        if self._columns is None:
            return "void(b'" + ''.join(f'\\x{b:02X}' for b in self._row) + "')"
        return str(self)

    def __str__(self):
        if self._columns is None:
            return "b'" + ''.join(f'\\x{b:02X}' for b in self._row) + "'"
        from numpy._print import _texts
        return _texts(_array_of(self).reshape(1), None)[0]


void.__module__ = 'numpy'


class record(void):
    """A record whose fields are attributes too."""

    __slots__ = ()

    def __getattr__(self, name):
        if name in self.dtype.names:
            return self[name]
        raise AttributeError(f"'record' object has no attribute '{name}'")

    def __setattr__(self, name, value):
        if name in void.__slots__:
            void.__setattr__(self, name, value)
        elif name in self.dtype.names:
            self[name] = value
        else:
            raise AttributeError(f"'record' object has no attribute '{name}'")

    def pprint(self):
        width = max(map(len, self.dtype.names))
        return '\n'.join(f'{n:>{width}}: {self[n]}' for n in self.dtype.names)


record.__module__ = 'numpy'


def _restore(x):
    return x[()]


def _raw(d, data):
    r = _core._void_new(void)
    r.dtype, r._columns, r._row = d, None, data
    return r


def _record_at(d, columns, row, cls=None):
    r = _core._void_new(cls or d.type)
    void.dtype.__set__(r, d)
    void._columns.__set__(r, columns)
    void._row.__set__(r, row)
    return r


def _array_of(r):
    """A record as an array without dimensions that shares its columns."""
    if r._columns is None:
        return _object_from_items(r.dtype, (), [r._row])
    x = _core._record_view(_object_from_items(r.dtype, (r._row + 1,), None), r.dtype, r._columns)
    return x[r._row, ...]


def _comparable(v):
    """A record as nested tuples, arrays inside as lists."""
    if isinstance(v, void) and v._columns is not None:
        return tuple(_comparable(i) for i in v)
    if isinstance(v, ndarray) and v.ndim:  # arrays inside of records compare by their bytes
        return v.tobytes()
    return v.tolist() if isinstance(v, (ndarray, _core.generic)) and not isinstance(v, (str, bytes)) else v


def _record_item(v):
    if isinstance(v, ndarray):
        return v
    if isinstance(v, (str, bytes)):
        return str.__str__(v) if isinstance(v, str) else bytes(v)
    return v.item() if isinstance(v, (_core.generic, void)) and not isinstance(v, (str, bytes)) else v


# --- columns ---

def _column(field, n):
    """n elements of a field, all zero."""
    d, shape = field[1], field[3]
    if d.kind == 'O':
        x = _core.empty((n,) + shape, d)
        x[...] = 0
        return x
    return _core.zeros((n,) + shape, d)


def _record_columns(d, n, items):
    """The columns of n records; items: what they hold, or None."""
    columns = [_column(f, n) for f in _record_fields(d)]
    if items:
        _fill(d, columns, items)
    return columns


def _fill(d, columns, items):
    n = len(columns)
    for row, v in enumerate(items):
        if isinstance(v, void) and v._columns is not None:
            v = tuple(v)
        if isinstance(v, tuple):
            if len(v) != n:
                raise ValueError('could not assign tuple of length %d to structure with %d fields.' % (len(v), n))
            for c, x in zip(columns, v):
                c[row] = x
        else:
            for c in columns:
                c[row] = v


def _assign_records(d, columns, rows, value):
    """x[...] = value for the records at the given rows."""
    fields = _record_fields(d)
    if isinstance(value, void):
        value = _array_of(value)
    if isinstance(value, ndarray) and value.dtype.names is not None:
        own = _core._record_pool(value)
        if len(own) != len(columns):
            raise ValueError(f'could not assign structure with {len(own)} fields to one with {len(columns)} fields.')
        sources = [_core._field_view(value, c) for c in own]
        sources = [s.copy() for s in sources]
    elif isinstance(value, tuple):
        if len(value) != len(columns):
            raise ValueError('could not assign tuple of length %d to structure with %d fields.' %
                             (len(value), len(columns)))
        sources = value
    elif isinstance(value, list):
        _assign_records(d, columns, rows, _core.array(value, d))
        return
    else:
        sources = [value] * len(columns)
    for c, f, s in zip(columns, fields, sources):
        if isinstance(s, ndarray) and s.ndim and f[3] and isinstance(value, ndarray):
            missing = rows.ndim + len(f[3]) - s.ndim
            s = s.reshape((1,) * missing + s.shape) if missing > 0 else s
        if rows.ndim == 0:
            c[int(rows)] = s
        else:
            c[rows] = s


def _copy_records(x):
    """x with columns of its own."""
    d = x.dtype
    rows = _core._codes(x)
    columns = [c[rows.ravel()] for c in _core._record_pool(x)]
    fresh = _object_from_items(d, x.shape, None)
    return _core._record_view(fresh, d, columns)


# --- bytes ---

def _empty_void(d):
    return bytes(d.itemsize)


def pack(x):
    """The bytes of an array of records."""
    d, n = x.dtype, x.size
    out = _core.zeros((n, d.itemsize), 'u1')
    for (name, fd, offset, shape, title), c in zip(_record_fields(d), _core._record_pool(x)):
        if n:
            data = _core.frombuffer(_core._field_view(x, c).tobytes(), 'u1').reshape(n, -1)
            out[:, offset:offset + data.shape[1]] = data
    return out.tobytes()


def unpack(d, data, n):
    """n records from bytes."""
    table = _core.frombuffer(data, 'u1').reshape(n, d.itemsize) if n else _core.zeros((0, d.itemsize), 'u1')
    columns = []
    for name, fd, offset, shape, title in _record_fields(d):
        size = fd.itemsize
        for s in shape:
            size *= s
        part = _core.ascontiguousarray(table[:, offset:offset + size])
        columns.append(_core.frombuffer(part.tobytes(), fd).reshape((n,) + shape).copy() if n else
                       _core.zeros((0,) + shape, fd))
    return _core._record_view(_object_from_items(d, (n,), None), d, columns)


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
    return _record_dtype(tuple(out), offset, _ALIGNED if align else 0)


def _dtype_aligned(spec, align):
    """A dtype with its fields where a C compiler puts them."""
    d = _dtype_from_commas(spec) if isinstance(spec, str) else _dtype_from_fields(spec)
    if d.names is None:
        return d
    return _make([(f[0], f[1], f[3], f[4]) for f in _record_fields(d)], align)


def _dtype_from_fields(spec):
    if isinstance(spec, tuple):
        if len(spec) != 2:
            raise TypeError(f"Cannot interpret '{spec!r}' as a data type")
        base, shape = spec
        if isinstance(base, type) and issubclass(base, void):
            d = dtype(shape)
            return _as_record(d, issubclass(base, record)) if d.names is not None else d
        if isinstance(shape, (int, tuple)):
            return _sub_array(dtype(base), (shape,) if isinstance(shape, int) else shape)
        return dtype(base)
    if isinstance(spec, dict):
        if 'names' in spec and 'formats' in spec:
            offsets, out, end = spec.get('offsets'), [], 0
            plain = _make([(n, *_base_and_shape(dtype(f), ()), None) for n, f in zip(spec['names'], spec['formats'])])
            if offsets is None and 'itemsize' not in spec:
                return plain
            for i, (name, d, offset, shape, title) in enumerate(_record_fields(plain)):
                offset = offsets[i] if offsets is not None else offset
                out.append((name, d, offset, shape, title))
                end = max(end, offset + d.itemsize)
            return _record_dtype(tuple(out), spec.get('itemsize', end))
        return _make([(n, *_base_and_shape(dtype(f[0]), ()), None) for n, f in spec.items()])
    fields = []
    for f in spec:
        if not isinstance(f, tuple) or len(f) not in (2, 3):
            raise TypeError(f'Field elements must be 2- or 3-tuples, got \'{f!r}\'')
        name, title = (f[0][1], f[0][0]) if isinstance(f[0], tuple) else (f[0], None)
        shape = () if len(f) == 2 else (f[2],) if isinstance(f[2], int) else tuple(f[2])
        fields.append((name, *_base_and_shape(dtype(f[1]), shape), title))
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
    if len(fields) > 1 or text.rstrip().endswith(','):
        return _make(fields)
    return _sub_array(fields[0][1], fields[0][2])


def _base_and_shape(d, shape):
    return (d.base, shape + d.shape) if d.subdtype is not None else (d, shape)


def _dtype_names(d):
    return tuple(f[0] for f in _record_fields(d))


_RECORD, _SUBARRAY, _ALIGNED = 1, 2, 4  # marks of dtypes (numpy_core.h)


def _sub_array(base, shape):
    """A type of arrays of one shape."""
    if base.subdtype is not None:
        base, inner = base.subdtype
        shape = shape + inner
    if not shape:
        return base
    n = 1
    for k in shape:
        n *= k
    return _record_dtype((('', base, 0, shape, None),), base.itemsize * n, _SUBARRAY)


def _as_record(d, wanted=True):
    """d with numpy.record, or numpy.void, as the type of its elements."""
    return _record_dtype(_record_fields(d), d.itemsize, (_RECORD if wanted else 0) | (d.isalignedstruct and _ALIGNED))


def _field_type(f):
    return _sub_array(f[1], f[3])


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
    if fields is None or d.subdtype is not None:
        return [('', d.str)]
    return [(f[0], _dtype_descr(f[1]) if f[1].names is not None else f[1].str) + ((f[3],) if f[3] else ())
            for f in fields]


def _short(d):
    """A plain dtype inside a record's text: no mark where byte order does not matter."""
    return "'?'" if d.kind == 'b' else repr(d.str.lstrip('|'))


def _dtype_str(d):
    if d.subdtype is not None:
        base, shape = d.subdtype
        return f'({_dtype_str(base) if base.names is not None else repr(base.str)}, {shape!r})'
    return f'(numpy.record, {_fields_text(d)})' if d.type is record else _fields_text(d)


def _fields_text(d):
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
    def form(f):
        inner = _dtype_str(f[1]) if f[1].names is not None else _short(f[1])
        return f'({inner}, {f[3]!r})' if f[3] else inner
    return ("{'names': [" + ', '.join(repr(f[0]) for f in fields) + "], 'formats': [" +
            ', '.join(map(form, fields)) + "], 'offsets': [" +
            ', '.join(str(f[2]) for f in fields) + f"], 'itemsize': {d.itemsize}" + (", 'aligned': True}" if d.isalignedstruct else '}'))


def _dtype_repr(d):
    return f'dtype({_dtype_str(d)})'


# --- fields of arrays ---

def _sub_dtype(d, keys):
    """The dtype of some fields where they are: with their offsets and the whole size."""
    fields = _record_fields(d)
    out = []
    for k in keys:
        if k not in d.names:
            raise KeyError(k)
        out.append(fields[d.names.index(k)])
    return _record_dtype(tuple(out), d.itemsize)


def _get_field(x, key):
    d = x.dtype
    columns = _core._record_pool(x)
    if isinstance(key, list):
        if not key or not all(isinstance(k, str) for k in key):
            return NotImplemented
        sub = _sub_dtype(d, key)
        return _core._record_view(x, sub, [columns[d.names.index(k)] for k in key])
    if key not in d.names:
        raise ValueError(f'no field of name {key}')
    return _core._field_view(x, columns[d.names.index(key)])


def _set_field(x, key, value):
    field = _get_field(x, key)
    if field is NotImplemented:
        return field
    field[...] = value
    return None


def _astype_records(x, d):
    """Records of another dtype, field by field in their order."""
    if x.dtype.names is None:
        out = _core.zeros(x.shape, d)
        for name in d.names:
            out[name] = x
        return out
    if len(x.dtype.names) != len(d.names):
        raise TypeError(f"Cannot cast array data from {x.dtype!r} to {d!r} according to the rule 'unsafe'")
    out = _core.zeros(x.shape, d)
    for a, b in zip(x.dtype.names, d.names):
        part = x[a]
        extra = part.ndim - out[b].ndim
        out[b] = part[(...,) + (0,) * extra] if extra > 0 else part
    return out


def _equal_records(x, y):
    r = None
    for name in x.dtype.names:
        e = x[name] == y[name]
        e = e.reshape(x.shape + (-1,)).all(-1) if e.ndim > x.ndim else e
        r = e if r is None else r & e
    return r


def _view_records(x, d):
    """The bytes of x, of records or to become ones, as another dtype; a copy that cannot be written."""
    data = x.tobytes()
    flat = _core.frombuffer(data, d)
    if x.ndim == 0 and flat.size == 1:
        return flat.reshape(())
    n = x.shape[-1] * x.dtype.itemsize
    if n % d.itemsize:
        raise ValueError('When changing to a larger dtype, its size must be a divisor of the total size in bytes of the '
                         'last axis of the array.')
    return flat.reshape(x.shape[:-1] + (n // d.itemsize,))
