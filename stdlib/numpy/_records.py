"""Structured dtypes and their records.

A dtype with fields keeps a tuple of (name, dtype, offset, shape, title). An array of records is a list of columns,
one array for each field, and an array of row numbers (numpy_object.c); a single record is a row of such columns, so
that writing to it or to the field of an array changes the array.
"""

import math
import operator

from numpy import _core
from numpy._core import _object_from_items, _record_fields, ndarray
from numpy._record_types import _as_record, _field_size, _promote_records, _sub_dtype


_REPEATED = (list, tuple, str, bytes, bytearray)  # whose own product refuses what is no integer


def _forward(f):
    """An operator of a record: that of the array without dimensions."""
    def operate(self, other):
        if f is operator.mul and type(other) in _REPEATED:
            return NotImplemented
        return f(_array_of(self), other)
    return operate


def _backward(f):
    def operate(self, other):
        if f is operator.mul and type(other) in _REPEATED or f is operator.add and isinstance(other, (str, bytes)):
            return NotImplemented  # they are joined with what lends bytes
        return f(other, _array_of(self))
    return operate


def _read_void(given, words):
    """(class, data, dtype) of a call of void.__new__."""
    if not given:
        raise TypeError('numpy.void.__new__(): not enough arguments')
    cls, *rest = given
    if not isinstance(cls, type):
        raise TypeError(f'numpy.void.__new__(X): X is not a type object ({type(cls).__name__})')
    if not issubclass(cls, void):
        raise TypeError(f'numpy.void.__new__({cls.__name__}): {cls.__name__} is not a subtype of numpy.void')
    n = len(rest) + len(words)
    if n > 2:
        raise TypeError(f'void() takes at most 2 arguments ({n} given)')
    if not rest:
        raise TypeError('void() takes at least 1 positional argument (0 given)')
    for word in words:
        if word != 'dtype':
            raise TypeError(f"'{word}' is an invalid keyword argument for void()")
    return cls, rest[0], words.get('dtype', rest[1] if len(rest) > 1 else None)


class void(_core.void):
    """One record of a structured array, or some bytes without a meaning."""

    __slots__ = ('dtype', '_columns', '_row', '_fixed')  # the last only if the array cannot be written

    def __new__(*given, **words):
        cls, data, dtype = _read_void(given, words)
        if dtype is not None:
            dtype = _core.dtype(dtype)
            if dtype.kind != 'V' or dtype.shape:
                raise TypeError('void: descr must be a `void` dtype that is not a subarray dtype (structured or '
                                f"unstructured). Got '{dtype!r}'.")
            return _core.array(data, dtype)[()]
        if isinstance(data, void):
            return data
        if isinstance(data, (int, _core.integer)) or isinstance(data, ndarray) and not data.ndim and data.dtype.kind in 'iu':
            size = int(data)
            if not 0 <= size <= 2147483647:
                raise OverflowError('size must be non-negative and not greater than 2147483647')
            return _raw(_core.dtype(f'V{size}'), bytes(size), cls)
        return _core.array(data, 'V')[()]

    def _index(self, key):
        names = self.dtype.names
        if self._columns is None:
            raise IndexError('too many indices for array: array is 0-dimensional, but 1 were indexed')
        if isinstance(key, str):
            return _place_of(self.dtype, key)
        if not isinstance(key, (int, _core.integer)):
            raise IndexError('only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean '
                             'arrays are valid indices')
        n = len(names)
        if not -n <= key < n:
            raise IndexError(f'invalid index ({key})')
        return key

    def __getitem__(self, key):
        if key is None or key is ... or isinstance(key, tuple):
            return _array_of(self)[key]
        if isinstance(key, list):
            columns = [self._columns[self._index(k)] for k in key]
            return _record_at(_sub_dtype(self.dtype, key), columns, self._row, None, getattr(self, '_fixed', False))
        r = self._columns[self._index(key)][self._row]
        return _fixed_part(r) if getattr(self, '_fixed', False) else r

    def __setitem__(self, key, value):
        if getattr(self, '_fixed', False):
            raise ValueError('assignment destination is read-only')
        self._columns[self._index(key)][self._row] = value

    def __len__(self):
        return 0 if self._columns is None else len(self._columns)

    def __iter__(self):
        return (self[i] for i in range(len(self)))

    def __eq__(self, other):
        return False if other is None else _array_of(self) == other

    def __ne__(self, other):
        return True if other is None else _array_of(self) != other

    __lt__, __le__, __gt__, __ge__ = map(_forward, (operator.lt, operator.le, operator.gt, operator.ge))
    __add__, __sub__, __mul__ = map(_forward, (operator.add, operator.sub, operator.mul))
    __truediv__, __floordiv__, __mod__, __pow__ = map(_forward, (operator.truediv, operator.floordiv, operator.mod, operator.pow))
    __radd__, __rsub__, __rmul__ = map(_backward, (operator.add, operator.sub, operator.mul))

    def __neg__(self):
        return -_array_of(self)

    def __abs__(self):
        return abs(_array_of(self))

    def __bool__(self):
        return bool(_record_truths(_array_of(self)))

    def __hash__(self):
        if self._columns is None or not getattr(self, '_fixed', False):
            raise TypeError("unhashable type: 'writeable void-scalar'")
        return hash(('void-scalar', *self))

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
        if args:
            return _array_of(self).item(*args)
        if self._columns is None:
            return self._row
        return _record_item(self)

    tolist = item

    def tobytes(self, order='C'):
        return self._row if self._columns is None else _array_of(self).tobytes()

    def copy(self, order='C'):
        return _array_of(self).copy()[()]

    def __copy__(self):
        return self.copy()

    def __deepcopy__(self, memo):
        return _array_of(self).__deepcopy__(memo)[()]

    def setfield(self, *args, **kwargs):
        if len(args) + len(kwargs) < 2:
            raise IndexError('tuple index out of range')
        x = _array_of(self)
        x.setfield(*args, **kwargs)
        if self._columns is None:
            void._row.__set__(self, x.tobytes())

    def __reduce__(self):
        from numpy._pickling import reduce_scalar
        return reduce_scalar(_array_of(self))

    def __repr__(self):
        if self._columns is None:
            return "void(b'" + ''.join(f'\\x{b:02X}' for b in self._row) + "')"
        return str(self)

    def __str__(self):
        if self._columns is None:
            return "b'" + ''.join(f'\\x{b:02X}' for b in self._row) + "'"
        from numpy._print import _texts, get_printoptions
        return _texts(_array_of(self).reshape(1), get_printoptions(), True)[0]


void.__module__ = 'numpy'


class record(void):
    """A record whose fields are attributes too."""

    __slots__ = ()

    def __getitem__(self, key):
        part = void.__getitem__(self, key)
        if not isinstance(part, (void, ndarray)) or part.dtype.names is None or part.dtype.type is record:
            return part
        d = _as_record(part.dtype)  # a record inside of a record has attributes too
        if isinstance(part, void):
            return _record_at(d, part._columns, part._row)
        part = part.view()
        _core._set_record_dtype(part, d)
        return part

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

    def __repr__(self):
        from numpy._print import legacy_mode
        return str(self.item()) if legacy_mode() == 113 else super().__repr__()

    def __str__(self):
        from numpy._print import legacy_mode
        return str(self.item()) if legacy_mode() == 113 else super().__str__()

    def pprint(self):
        width = max(map(len, self.dtype.names))
        return '\n'.join(f'{n:>{width}}: {self[n]}' for n in self.dtype.names)


record.__module__ = 'numpy'
_core._set_void_classes(void, record)


def _raw(d, data, cls=None):
    r = _core._void_new(cls or void)
    void.dtype.__set__(r, d)
    void._columns.__set__(r, None)
    void._row.__set__(r, data)
    return r


def _fixed_part(r):
    """A field of a record that cannot be written."""
    if isinstance(r, void):
        void._fixed.__set__(r, True)
    elif isinstance(r, ndarray):
        r.flags.writeable = False
    return r


def _record_at(d, columns, row, cls=None, fixed=False):
    r = _core._void_new(cls or d.type)
    void.dtype.__set__(r, d)
    void._columns.__set__(r, columns)
    void._row.__set__(r, row)
    if fixed:
        void._fixed.__set__(r, True)
    return r


def _array_of(r):
    """A record as an array without dimensions that shares its columns."""
    if r._columns is None:
        return _object_from_items(r.dtype, (), [r._row])
    x = _core._record_view(_object_from_items(r.dtype, (r._row + 1,), None), r.dtype, r._columns)[r._row, ...]
    return _fixed_part(x) if getattr(r, '_fixed', False) else x


def _sort_key(v):
    """A record as nested tuples, arrays inside as their bytes. What is not a number comes last, in half precision first."""
    if isinstance(v, void) and v._columns is not None:
        return tuple(_sort_key(i) for i in v)
    if isinstance(v, ndarray) and v.ndim:
        return v.tobytes()
    if isinstance(v, _core.complexfloating):
        return 2 * (v.real != v.real) + (v.imag != v.imag), v.real if v.real == v.real else 0, v.imag if v.imag == v.imag else 0
    if isinstance(v, _core.floating):
        return (v == v) == isinstance(v, _core.float16), v if v == v else 0
    return v.tolist() if isinstance(v, (ndarray, _core.generic)) and not isinstance(v, (str, bytes)) else v


def _record_item(v, read_only=False):
    """What item() and tolist() give for a record or a part of one; arrays inside are views."""
    if isinstance(v, void) and v._columns is not None:
        return tuple(_record_item(i, read_only) for i in v)
    if isinstance(v, ndarray):
        if read_only:
            v = v.view()
            v.flags.writeable = False
        return v
    if isinstance(v, (str, bytes)):
        return str.__str__(v) if isinstance(v, str) else bytes(v)
    return v.item() if isinstance(v, (_core.generic, void)) and not isinstance(v, (str, bytes)) else v


# --- columns ---

def _native_type(d):
    """The type of the engine that holds elements of d, or None."""
    if d.kind in 'mM':
        return _core.dtype('i8')
    return _core._plain(d) if d.kind in 'biufc' else None


def _is_text(d):
    return d.kind in 'SUV' and d.names is None and d.itemsize > 0


def _in_rows(d):
    """Can the columns of d lie in rows of memory as NumPy's records do: are all fields text, or numbers at places for them?"""
    return d.itemsize > 0 and fit_in_rows(d, 0, d.itemsize)


def fit_in_rows(d, start, step):
    """The same for records that begin at start and lie so many bytes from each other."""
    for name, fd, offset, shape, title in _record_fields(d):
        kind, size = fd.kind, fd.itemsize
        if kind in 'biufcmM':
            if (start + offset) % size or step % size:
                return False
        elif kind == 'O' or not size:
            return False
        elif kind == 'V' and fd.names is not None and not step_inside(fd, shape, start + offset, step):
            return False
    return True


def can_lie_anywhere(d):
    """Can the columns of d lie in rows of memory if their elements may lie at any place?"""
    return d.itemsize > 0 and all(f[1].itemsize and f[1].kind != 'O' and (f[1].names is None or can_lie_anywhere(f[1]))
                                  for f in _record_fields(d))


def step_inside(d, shape, start, step):
    """How far rows lie from each other that count the records of d inside of others, of which a shape lies in each; 0: no
    such rows. The size of one, where all lie at whole numbers of it, so that steps are told as they are."""
    for inner in (d.itemsize, 0 if shape else step):
        if inner and step % inner == 0 and fit_in_rows(d, start, inner):
            return inner
    return 0


def rows_at(n, shape, first, steps):
    """Numbers below n that lie so."""
    return _core._over_storage(_core.arange(n), shape, 'i8', first * 8, [s * 8 for s in steps])


def odd_step_inside(d, shape, step):
    """The same of records whose elements may lie at any place."""
    return math.gcd(d.itemsize, step) if shape else step


def columns_over(d, memory, n, size, text_apart=False, odd=False):
    """The columns of n records that lie so many bytes from each other in an array of bytes; text apart: for now, as all is zero;
    odd: elements lie at places that are not for them."""
    columns = []
    for field in _record_fields(d):
        name, fd, offset, shape, title = field
        kind, step = fd.kind, fd.itemsize
        records = kind == 'V' and fd.names is not None
        if text_apart and not records and kind in 'SUV':
            columns.append(_column(field, n, size))
            continue
        steps = ()
        for m in reversed(shape):
            steps = (step, *steps)
            step *= m
        if not records:
            if kind in 'SUV':
                x = _core._text_over(memory, fd, (n,) + shape, offset, (size, *steps))
            else:
                t = _native_type(fd)
                x = ndarray((n,) + shape, t, memory, offset, (size, *steps))
                x = x if t is fd or t == fd else _core._carried(fd, x)
            columns.append(x)
            continue
        inner = odd_step_inside(fd, shape, size) if odd else step_inside(fd, shape, offset, size)
        count = ((n - 1) * size + step - fd.itemsize) // inner + 1 if n and step else 0
        apart = text_apart and (inner == size and not shape or inner == fd.itemsize and step == size)  # are there no other rows?
        columns.append(_core._record_view(rows_at(count, (n,) + shape, 0, [s // inner for s in (size, *steps)]), fd,
                                          columns_over(fd, memory[offset:], count, inner, apart, odd)))
    return columns


def _column(field, n, width):
    """n elements of a field, all zero; apart from each other if the record is wider than the field."""
    d, shape = field[1], field[3]
    whole = (n,) + shape if width == _field_size(d, shape) else (n, 2) + shape
    x = _core.zeros(whole, d)
    if d.kind == 'O':
        x[...] = 0
    return x if len(whole) == 1 + len(shape) else x[:, 0]


def _record_columns(d, n, items):
    """The columns of n records; items: what they hold, or None."""
    if n and _in_rows(d):
        columns = columns_over(d, _core.zeros(n * d.itemsize, 'u1'), n, d.itemsize, True)
    else:
        columns = [_column(f, n, d.itemsize) for f in _record_fields(d)]
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
            with _events_of_cast(v):
                v = _cast_alone(v)
                for c in columns:
                    c[row] = v


def _events_of_cast(v):
    """The floating-point events of an array or number of numpy's that goes to several fields are told once."""
    if not isinstance(v, (ndarray, _core.number)):
        from contextlib import nullcontext
        return nullcontext()
    from numpy._ufunc_methods import Collected
    return Collected('cast')


def _cast_alone(v):
    """A number of numpy's goes to every field of a record as an array does: it is cast."""
    return _core.asarray(v) if isinstance(v, (_core.number, _core.bool_)) else v


def _check_fits(value, rows):
    """Can values be spread to the places they go to?"""
    shape = value.shape
    while len(shape) > rows.ndim and shape[0] == 1:
        shape = shape[1:]
    if len(shape) > rows.ndim or any(n not in (1, m) for n, m in zip(shape[::-1], rows.shape[::-1])):
        from numpy._objects import _tight
        raise ValueError(f'could not broadcast input array from shape {_tight(value.shape)} into shape {_tight(rows.shape)}')


def _assign_records(d, columns, rows, value):
    """x[...] = value for the records at the given rows."""
    fields = _record_fields(d)
    if isinstance(value, void):
        value = _array_of(value)
    if isinstance(value, ndarray) and value.dtype.names is not None:
        _check_fits(value, rows)
        own = _core._record_pool(value)
        if len(own) != len(columns):
            rule = " according to the rule 'unsafe'" if value.ndim and rows.ndim else '.'
            raise TypeError(f'Cannot cast array data from {value.dtype!r} to {d!r}{rule}')
        if any(f[3] != g[3] for f, g in zip(fields, _record_fields(value.dtype))):
            value = _astype_records(value, d)
            own = _core._record_pool(value)
        sources = [_core._field_view(value, c) for c in own]
        sources = [s.copy() for s in sources]
    elif isinstance(value, (tuple, list)):
        if isinstance(value, list) and rows.ndim == 0:  # for each field
            for c in columns:
                c[int(rows)] = value
            return
        value = _core.array(value, d)
        _check_fits(value, rows)
        _assign_records(d, columns, rows, value)
        return
    elif rows.ndim and not isinstance(value, (ndarray, _core.generic)) and (
            isinstance(value, (str, bytes)) or any(f[1].kind in 'VmM' for f in fields)):  # all fields take it, or none does
        _assign_records(d, columns, rows, _core.array(value, d))
        return
    else:
        if isinstance(value, ndarray):
            _check_fits(value, rows)
        if not rows.ndim and isinstance(value, ndarray) and value.size == 1:
            value = value.reshape(())
        sources = [_cast_alone(value)] * len(columns)
    if not rows.size:
        if not isinstance(value, ndarray):
            _core.array(value, d)  # which may refuse it
        return
    with _events_of_cast(value):
        for c, f, s in zip(columns, fields, sources):
            if isinstance(s, ndarray) and f[3] and s is value:  # each element goes to the whole array of its record
                s = s.reshape(s.shape + (1,) * len(f[3]))
            elif isinstance(s, ndarray) and s.ndim and f[3] and isinstance(value, ndarray):
                missing = rows.ndim + len(f[3]) - s.ndim
                s = s.reshape((1,) * missing + s.shape) if missing > 0 else s
            if rows.ndim == 0:
                c[int(rows)] = s[()] if isinstance(s, ndarray) and s.dtype.kind == 'O' and not s.ndim else s
            else:
                c[rows] = s


def _copy_records(x):
    """x with columns of its own."""
    d = x.dtype
    codes = _core._codes(x).copy('K')
    rows = _core._over_storage(codes, (x.size,), 'i8')  # as they lie in memory
    columns = _record_columns(d, x.size, None)
    for to, c in zip(columns, _core._record_pool(x)):
        to[...] = c[rows]
    rows[...] = _core.arange(x.size)
    return _core._record_view(codes, d, columns)


# --- bytes ---

def _empty_void(d):
    return bytes(d.itemsize)


def _table(x):
    """The bytes of each element in C order: an array with a row for each."""
    return _core.frombuffer(x.tobytes(), 'u1').reshape(x.size, x.dtype.itemsize) if x.size and x.dtype.itemsize else \
        _core.zeros((x.size, x.dtype.itemsize), 'u1')


def pack(x):
    """The bytes of an array of records."""
    d, n = x.dtype, x.size
    out = _core.zeros((n, d.itemsize), 'u1')
    for (name, fd, offset, shape, title), c in zip(_record_fields(d), _core._record_pool(x)):
        if n:
            data = _core.frombuffer(_core._field_view(x, c).tobytes(), 'u1').reshape(n, -1)
            out[:, offset:offset + data.shape[1]] = data
    return out.tobytes()


# --- fields of arrays ---

def _get_field(x, key):
    d = x.dtype
    columns = _core._record_pool(x)
    if isinstance(key, list):
        if not key or not all(isinstance(k, str) for k in key):
            return NotImplemented
        sub = _sub_dtype(d, key)
        return _core._record_view(x, sub, [columns[d.names.index(k)] for k in key])
    return _core._field_view(x, columns[_place_of(d, key)])


def _packed_at(records, x):
    """The offset in a record, and the alignment, of the field that x is part of; None: of none."""
    for f, column in zip(_record_fields(records.dtype), _core._record_pool(records)):
        if column.dtype.names is None:
            if _core.may_share_memory(column, x):
                return f[2], column.dtype.alignment
            continue
        inner = _packed_at(column, x)
        if inner is not None:
            return f[2] + inner[0], inner[1]
    return None


def _field_is_aligned(records, x):
    """Do the elements of x, from a field of the records, lie aligned where the fields are packed?"""
    while isinstance(records.base, ndarray) and records.base.dtype.names is not None:
        records = records.base
    if lie_in_bytes(records):
        return True  # as far as their places in memory tell
    place = _packed_at(records, x) if x.size and x.dtype.names is None else None
    return place is None or place[0] % place[1] == 0 and (x.size == 1 or records.dtype.itemsize % place[1] == 0)


def _levels(records, x):
    """How far rows lie from each other in memory, and how far in packed records: for the records, then for those inside of
    them, that x is part of. None: of none."""
    own = _core._record_pool(x)[0] if x.dtype.names else None
    for f, column in zip(_record_fields(records.dtype), _core._record_pool(records)):
        step = _core._memory_strides(column)[0]
        if column.dtype.names is None:
            if own is None and _core.may_share_memory(column, x):
                return [(step, records.dtype.itemsize)]
        elif own is not None and own is _core._record_pool(column)[0]:
            return [(step, records.dtype.itemsize)]
        else:
            inner = _levels(column, x)
            if inner is not None:
                return [(step // column.dtype.itemsize * inner[0][0], records.dtype.itemsize)] + inner
    return None


def _outer_levels(records, x):
    while isinstance(records.base, ndarray) and records.base.dtype.names is not None:
        records = records.base
    rows = _in_rows(records.dtype) or lie_in_bytes(records)
    if not x.size or _core._in_rows(x) or rows and _native_type(x.dtype) is not None:
        return None
    return _levels(records, x)


def _counted(strides, levels):
    """Strides as so many steps of each level, the first of whose numbers are exchanged for the second ones."""
    out = []
    for s in strides:
        total = 0
        for step, other in levels:
            if step:
                n = (abs(s) + step // 2) // step * (1 if s > 0 else -1)
                total += n * other
                s -= n * step
        out.append(total + s)
    return tuple(out)


def memory_of_column(c):
    """The array of bytes that a column was made over, the largest of those that are parts of each other, or None."""
    r = None
    while isinstance(c.base, ndarray):
        c = c.base
        if c.dtype.char == 'B' and c.ndim == 1:
            r = c
    return r


def lie_in_bytes(records):
    """Were the columns made over an array of bytes? Those of text alone may be laid out later."""
    for c in _core._record_pool(records):
        if c.dtype.names is not None:
            lies = lie_in_bytes(c)
        else:
            lies = _core._in_rows(c) if c.dtype.kind in 'SUV' else memory_of_column(c) is not None
        if not lies:
            return False
    return True


def _row_step(records):
    """The bytes from one row to the next of records that lie in bytes."""
    c = _core._record_pool(records)[0]
    if len(c) < 2:
        return records.dtype.itemsize
    step = _core._memory_strides(c)[0]
    return step if c.dtype.names is None else step // c.dtype.itemsize * _row_step(c)


def _shown_strides(records, x, strides):
    """The strides of records, and of a part of records, if these lay packed."""
    if x.dtype.names is not None and x.size and lie_in_bytes(x):
        n, step = x.dtype.itemsize, _row_step(x)
        return strides if n == step else tuple(s // n * step for s in strides)
    if records is None:
        return strides
    levels = _outer_levels(records, x)
    return strides if levels is None else _counted(strides, levels)


def strides_in_memory(x, strides):
    """What strides that are meant for packed records are where the fields lie apart."""
    records = x.base
    while isinstance(records, ndarray) and records.dtype.names is None:
        records = records.base
    levels = _outer_levels(records, x) if isinstance(records, ndarray) else None
    return strides if levels is None else _counted(strides, [(b, a) for a, b in levels])


def _place_of(d, key):
    """Which field a name or a title means."""
    if key in d.names:
        return d.names.index(key)
    for i, f in enumerate(_record_fields(d)):
        if f[4] is not None and f[4] == key:
            return i
    raise ValueError(f'no field of name {key}')


def _set_field(x, key, value):
    field = _get_field(x, key)
    if field is NotImplemented:
        return field
    field[...] = value
    return None


# --- other types ---

def _refuse(x, d):
    return TypeError(f"Cannot cast array data from {x.dtype!r} to {d!r} according to the rule 'unsafe'")


def _astype_records(x, d):
    """Elements of kind V as another type, or others as such ones."""
    own = x.dtype.names
    bytes_only = d.kind == 'V' and d.names is None
    if bytes_only and x.dtype.kind == 'O':
        return _core.array(x.tolist(), d).reshape(x.shape)
    if bytes_only and own is None:
        x = _core._native(x)
    if bytes_only and d.itemsize == 0:  # as wide as what they are
        if own is not None:
            return x.copy()
        d = _core.dtype(f'V{x.dtype.itemsize}')
    if d.names is not None:
        if own is not None and len(own) != len(d.names):
            raise _refuse(x, d)
        out = _core.zeros(x.shape, d)
        with _events_of_cast(x):
            for i, name in enumerate(d.names):
                _cast_field(x if own is None else x[own[i]], out[name], x.ndim)
        return out
    if own is not None and d.kind != 'O':
        if len(own) != 1 and d.kind in 'US' and not d.itemsize:
            from numpy._objects import _class_text
            raise TypeError(f'cannot cast dtype {x.dtype} to {_class_text(d)}.')
        if len(own) != 1:
            raise _refuse(x, d)
        return x[own[0]].astype(d)
    if d.kind == 'V':
        old, new = _table(x), _core.zeros((x.size, d.itemsize), 'u1')
        n = min(old.shape[1], d.itemsize)
        new[:, :n] = old[:, :n]
        return _object_from_items(d, x.shape, [row.tobytes() for row in new])
    if d.kind == 'b':
        return _record_truths(x)
    if d.kind == 'O':
        return _object_from_items(d, x.shape, [_record_item(v) for v in _core._object_items(x)])
    raise ValueError('setting an array element with a sequence' + ('' if d.kind in 'US' else '.'))


def _cast_field(x, out, ndim):
    """out[...] = x, cast for each element at the first ndim dimensions: the array that is a field's own is spread along
    dimensions of 1; of others the part that both have is copied, and zeros stay behind it."""
    if out.dtype.names is not None and out.dtype.hasobject and x.dtype != out.dtype:
        x = x.astype(out.dtype)
    more = out.ndim - x.ndim
    if more < 0:
        x = x[(slice(None),) * ndim + (0,) * -more]
    elif more:
        x = x.reshape(x.shape[:ndim] + (1,) * more + x.shape[ndim:])
    common = tuple(slice(None if n == 1 else min(n, m)) for n, m in zip(x.shape[ndim:], out.shape[ndim:]))
    out[(...,) + common] = x[(...,) + common] if ndim < x.ndim else x


def _record_truths(x):
    """Which elements of kind V are not all zero."""
    if x.dtype.names is None:
        return _table(x).any(-1).reshape(x.shape)
    from numpy._objects import _truths
    r = _core.zeros(x.shape, bool)
    for name in x.dtype.names:
        part = x[name]
        if part.ndim > x.ndim:  # an array inside of the record counts by its bytes
            part = _core.frombuffer(part.tobytes(), 'u1').reshape(x.shape + (-1,)).any(-1) if part.size else False
        r |= part if isinstance(part, bool) else _truths(part)
    return r


def _equal(x, y):
    """Which elements of kind V are equal; shapes are broadcast."""
    d, e = x.dtype, y.dtype
    if d.kind != 'V' or e.kind != 'V':
        raise TypeError('Cannot compare structured or void to non-void arrays.')
    if (d.names is None) != (e.names is None):
        raise TypeError('Cannot compare structured with unstructured void arrays. '
                        '(unreachable error, please report to NumPy devs.)')
    if d.names is None:
        if d.itemsize != e.itemsize:
            raise TypeError('cannot compare unstructured voids of different length. Use bytes to compare. '
                            '(This may return array of False in the future.)')
        shape = _core.broadcast_shapes(x.shape, y.shape)
        return (_table(_core.broadcast_to(x, shape)) == _table(_core.broadcast_to(y, shape))).all(-1).reshape(shape)
    try:
        _promote_records(d, e)
    except TypeError:
        raise TypeError('Cannot compare structured arrays unless they have a common dtype.  I.e. '
                        '`np.result_type(arr1, arr2)` must be defined.') from None
    shape = _core.broadcast_shapes(x.shape, y.shape)
    x, y = _core.broadcast_to(x, shape), _core.broadcast_to(y, shape)
    r = _core.ones(shape, bool)
    for p, q in zip(_core._record_pool(x), _core._record_pool(y)):
        same = _core.asarray(_core._field_view(x, p) == _core._field_view(y, q))
        r &= same.reshape(shape + (-1,)).all(-1) if same.ndim > len(shape) else same
    return r


def _byteswap_records(x, inplace=False):
    r = x.copy('A')
    for c in _core._record_pool(r):
        c[...] = c.byteswap() if c.dtype.kind not in 'SO' else c
    if not inplace:
        return r
    x[...] = r
    return x


def _records_overlap(x, y, max_work, exact):
    """Do two arrays, at least one of them of records, share memory? Asked of each pair of their fields."""
    ask = _core.shares_memory if exact else _core.may_share_memory
    for part in _plain_parts(x):
        for other in _plain_parts(y):
            if ask(part, other, max_work):
                return True
    return False


def _plain_parts(x):
    if x.dtype.names is None:
        yield x
    else:
        for name in x.dtype.names:
            yield from _plain_parts(x[name])
