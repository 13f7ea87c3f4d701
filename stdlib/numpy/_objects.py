"""Arrays of objects, text and records: what the engine leaves to Python.

Such an array is a numbering of items (numpy_object.c). Operations here walk the items; results are
arrays of numbers where the items are numbers or truth values.
"""
import functools
import math
import operator

from numpy import _core
from numpy._core import _codes, _object_from_items, _object_items, _text_dtype, dtype, ndarray
from numpy._own_class import wrapped

_OBJECT = dtype('O')
_TIMES = (_core.datetime64, _core.timedelta64)


def _time():
    from numpy import _datetime
    return _datetime


def _kind(x):
    return x.dtype.kind if isinstance(x, ndarray) else ''


def _swapped(x):
    """Is x an array of numbers with a dtype of their own: in the other byte order, with metadata?"""
    return isinstance(x, ndarray) and x.dtype.kind in 'biufc' and not _core._is_plain(x)


def _items(x):
    """The items of any array in C order."""
    if _swapped(x):
        x = _core._native(x)
    if _core._is_plain(x):
        return x.ravel().tolist()
    return _object_items(x)


def _scalar_items(x):
    """The same, with numpy scalars for numbers."""
    if _core._is_plain(x):
        return list(x.ravel())
    return _object_items(x)


def _text_length(items):
    return max((len(i) for i in items), default=0) or 1


# --- making ---

def _is_sequence(v):
    """Does an object tell its length, and is none with keys? Others are no sequences in the end."""
    try:
        len(v)
    except (RecursionError, MemoryError):
        raise
    except Exception:
        return False
    try:
        list(v)
    except KeyError:
        return False
    return True


def _is_nested(v, is_record):
    if isinstance(v, (str, bytes, dict, set, frozenset, type, _core.dtype)):
        return False
    if isinstance(v, tuple):
        return not is_record
    if isinstance(v, ndarray):
        return v.ndim > 0
    return isinstance(v, list) or (hasattr(type(v), '__len__') and hasattr(type(v), '__getitem__')
                                   and not isinstance(v, _core.generic) and _is_sequence(v))


def _lends(v):
    """Is v a buffer? array.array goes by its name, as numpy starts without that module."""
    return isinstance(v, (bytearray, memoryview)) or any((t.__module__, t.__name__) == ('array', 'array') for t in type(v).__mro__[:-1])


def _is_other_array(v):
    """An object that says itself what array it is, or lends its memory."""
    if isinstance(v, (ndarray, _core.generic, type)):
        return False
    return hasattr(type(v), '__array__') or _lends(v) or hasattr(type(v), '__len__') and hasattr(v, '__array_interface__')


def _with_arrays(v, is_record, depth=0):
    """The nest v with arrays in place of the objects in it that say themselves what array they are; v if there is none."""
    if not isinstance(v, list) and (is_record or not isinstance(v, tuple)) or depth > 32:
        return _core.asarray(v) if depth and _is_other_array(v) else v
    items = [_with_arrays(i, is_record, depth + 1) if not isinstance(i, (str, bytes, int, float)) else i for i in v]
    return items if any(a is not b for a, b in zip(items, v)) else v


def _shape_of(v, is_record, depth=0):
    if _is_other_array(v):
        v = _core.asarray(v)
    if isinstance(v, ndarray):
        return v.shape
    if depth >= 32 or not _is_nested(v, is_record):
        return ()
    n = len(v)
    if n == 0:
        return (0,)
    shapes = [_shape_of(i, is_record, depth + 1) for i in v]
    common = shapes[0]
    for s in shapes[1:]:
        k = 0
        while k < len(common) and k < len(s) and common[k] == s[k]:
            k += 1
        common = common[:k]
    return (n,) + common


def _ragged(v, shape, is_record):
    """Is there an item that is itself nested below the common shape? What arrays hold is no nest."""
    level = [v]
    for depth in range(len(shape)):
        if any(isinstance(x, ndarray) and x.ndim > len(shape) - depth for x in level):
            return True
        level = [_core.asarray(i) if _is_other_array(i) else i for x in level if not isinstance(x, ndarray) for i in x]
    return any(_is_nested(i, is_record) for i in level)


def _flatten(v, depth, out):
    if depth and _is_other_array(v):
        v = _core.asarray(v)
    if depth == 0:
        out.append(v)
    elif isinstance(v, ndarray) and v.ndim == depth:
        out.extend(_scalar_items(v))
    elif isinstance(v, ndarray) and v.ndim > depth:  # beside others that are less deep
        inner = tuple(v.shape[:depth])
        raise ValueError(f"could not broadcast input array from shape {str(v.shape).replace(' ', '')} into shape "
                         f"{str(inner).replace(' ', '')}")
    else:
        for i in v:
            _flatten(i, depth - 1, out)


def _plain_item(i):
    """numpy scalars become the Python objects they stand for."""
    return i.item() if isinstance(i, _core.generic) and not isinstance(i, (str, bytes)) else i


def _common_text(items):
    """The dtype for items some of which are text, or None."""
    kinds = set()
    for i in items:
        if isinstance(i, str):
            kinds.add('U')
        elif isinstance(i, bytes):
            kinds.add('S')
        elif _is_number(i):
            kinds.add('n')
        else:
            return None
    if 'U' in kinds:
        length = 1
        for i in items:
            if isinstance(i, str):
                length = max(length, len(i))
            elif isinstance(i, bytes):
                length = max(length, len(i))
            else:
                length = max(length, _number_width(i))
        return _text_dtype('U', length)
    if 'S' in kinds:
        return _text_dtype('S', max([1] + [len(i) if isinstance(i, bytes) else _number_width(i) for i in items]))
    return None


def _is_own_number(i):
    """Is it a number or a span of NumPy's, for which as many characters are reserved as its type may need?"""
    return isinstance(i, (_core.number, _core.bool_))


def _number_width(i):
    """Characters that NumPy reserves for a number that becomes text."""
    if isinstance(i, _core.generic):
        return 21 if isinstance(i, _core.timedelta64) else _digits_of(i.dtype)
    if isinstance(i, bool):
        return 5
    if isinstance(i, int):
        return 21
    return 64 if isinstance(i, complex) else 32


def _inhomogeneous(shape):
    return ValueError('setting an array element with a sequence. The requested array has an inhomogeneous shape after '
                      f'{len(shape)} dimensions. The detected shape was {shape} + inhomogeneous part.')


def _characters(v):
    """What dtype 'c' makes of v: text is a sequence of its characters, bytes one of numbers."""
    if isinstance(v, (list, tuple)):
        return [_characters(i) for i in v]
    if isinstance(v, (str, bytes)) and len(v) != 1:
        return [i if isinstance(i, str) else str(i)[:1] for i in v]
    return v


def _object_data(v, d):
    """(dtype, shape, items) of the array that v becomes; d: the wanted dtype or None."""
    if d is not None and d.char == 'c' and not isinstance(v, ndarray):
        v = _characters(v)
    is_record = d is not None and d.names is not None
    if d is None or d.kind != 'O':
        made = _with_arrays(v, is_record)
        if made is not v:
            return _core.array(made, d)
    if d is not None and d.kind in 'mM':
        return _time()._time_array(v, d)
    if isinstance(v, ndarray):
        v = _core.asarray(v)
        if d is not None and d.kind == 'V' and d.names is None and v.dtype.kind != 'O':
            if d.itemsize == 0 and v.dtype.names is not None:
                return _object_data(v, v.dtype)
            r = _astype_in_c(v, d)
            return r.dtype, r.shape, [i.tobytes() for i in r.ravel()]
        shape, items = v.shape, _scalar_items(v) if d is not None and d.kind in 'US' else _items(v)
    else:
        shape = _shape_of(v, is_record)
        if d is None or d.kind != 'O':
            if _ragged(v, shape, is_record) and len(shape) < 32:
                raise _inhomogeneous(shape)
        items = []
        _flatten(v, len(shape), items)
        if d is None and isinstance(v, (list, tuple)):
            r = _numbers_of_arrays(v, shape, items)
            if r is not None:
                return r
    whole = items  # of which objects are made; arrays without dimensions stay what they are
    items = [i[()] if isinstance(i, ndarray) else i for i in items]
    if d is None and items and all(isinstance(i, _core.void) for i in items):
        d = items[0].dtype
        for i in items[1:]:
            d = _core.promote_types(d, i.dtype)
    if d is None:
        times = {i._kind if isinstance(i, (_core.datetime64, _core.timedelta64)) else '' for i in items}
        if 'M' in times and any(isinstance(i, str) for i in items):
            return _OBJECT, shape, whole
        if times and times <= {'m', 'M'} or 'm' in times and all(isinstance(i, (int, _core.timedelta64)) for i in items):
            return _time()._time_array(v, dtype(('M' if 'M' in times else 'm') + '8'))
        inner = [i.dtype for i in v if isinstance(i, ndarray)] if isinstance(v, (list, tuple)) else []
        d = _common_text(items) or (_OBJECT if items or not inner else inner[0])
        if any(t.kind == 'O' for t in inner) or any(_kind(i) == 'O' for i in whole):
            d = _OBJECT
        elif d.kind in 'US':  # arrays inside reserve what their type does
            d = functools.reduce(_core.promote_types, [t for t in inner if t.kind in 'US'], d)
    if d.kind in 'US' and d.itemsize == 0:
        wide = max((_number_width(i) for i in items if _is_own_number(i)), default=0)
        items = [_to_item(d, i) for i in items]
        d = _text_dtype(d.kind, max(_text_length(items), wide))
        if d.kind == 'U':
            items = [i.rstrip('\0') for i in items]
    elif d.kind == 'O':
        items = [_plain_item(i) if isinstance(v, ndarray) else i for i in whole]
    else:
        if d.kind == 'V' and d.itemsize == 0 and d.names is None:  # as wide as the widest
            widths = {len(_bytes_of(i, 'A')) for i in items}
            if len(widths) > 1:
                raise TypeError('Invalid type promotion with void datatypes of different lengths. Use the `np.bytes_` '
                                'datatype instead to pad the shorter value with trailing zero bytes.')
            d = dtype(f'V{widths.pop() if widths else 8}')
        items = [_to_item(d, i) for i in items]
    return d, shape, items


def _numbers_of_arrays(v, shape, items):
    """The array of a nest that holds arrays of numbers in the other byte order, or none but such; None: it does not."""
    inner = [i.dtype for i in (*v, *items) if isinstance(i, ndarray)]
    if not inner or any(t.kind not in 'biufc' for t in inner) or any(not _is_number(i) for i in items):
        return None
    if not items:
        return _core.empty(shape, functools.reduce(_core.promote_types, inner))
    return _core._own(_core.array([i[()] if isinstance(i, ndarray) else i for i in items]).reshape(shape))


def _is_number(i):
    if isinstance(i, ndarray):
        return i.dtype.kind in 'biufc'
    return isinstance(i, (bool, int, float, complex, _core.number, _core.bool_)) and not isinstance(i, _core.timedelta64)


def _to_item(d, v):
    """v as an item of a text or record dtype."""
    if d.kind in 'US' and isinstance(v, _core.void):
        if v.dtype.names is not None:
            raise TypeError(f"cannot cast dtype {v.dtype} to {_class_text(d)}.")
        raise ValueError('setting an array element with a sequence')
    if d.kind in 'US' and isinstance(v, (list, tuple, range, ndarray)) and (not isinstance(v, ndarray) or v.ndim):
        raise ValueError('setting an array element with a sequence')
    if d.kind == 'U':
        if isinstance(v, ndarray):
            v = v[()]
        if isinstance(v, bytes):
            s = v.decode('ascii')
        else:
            s = str(v)
        return str.__str__(s) if not d.itemsize else s[:d.itemsize // 4].rstrip('\0')
    if d.kind == 'S':
        s = v.encode('ascii') if isinstance(v, str) else bytes(v) if isinstance(v, (bytes, bytearray)) \
            else str(v).encode('ascii')
        s = s.rstrip(b'\0')
        return s[:d.itemsize] if d.itemsize else s
    if d.kind == 'V':
        if d.names is not None:
            return v
        return _bytes_of(v)[:d.itemsize].ljust(d.itemsize, b'\0')
    return v


def _bytes_of(v, article='a'):
    """What an element without a meaning holds of v."""
    if isinstance(v, _core.void):
        return v.tobytes()
    if isinstance(v, (ndarray, _core.generic)) and v.dtype.kind != 'O':
        return _core.asarray(v).tobytes()
    if isinstance(v, (bytes, bytearray, memoryview)):
        return bytes(v)
    raise TypeError(f"{article} bytes-like object is required, not '{type(v).__name__}'")


def _objects(items, shape):
    return _object_from_items(_OBJECT, shape, [_plain_item(i) for i in items])


def _objects_within(v, ndim):
    """Nested lists as objects in at most so many dimensions; what is nested deeper stays a list."""
    shape, items = _shape_of(v, False)[:ndim], []
    _flatten(v, len(shape), items)
    return _objects(items, shape)


def _array_of_big_ints(v):
    """Nested lists with integers beyond int64."""
    shape = _shape_of(v, False)
    items = []
    _flatten(v, len(shape), items)
    if all(isinstance(i, int) and 0 <= i < 1 << 64 for i in items):
        out = _core.empty(len(items), 'u8')
        for k, i in enumerate(items):
            out[k] = _core.uint64(i & 0xFFFFFFFF) | (_core.uint64(i >> 32) << _core.uint64(32))
        return out.reshape(shape)
    if any(isinstance(i, float) for i in items):
        return _core.array([float(i) for i in items]).reshape(shape)
    return _object_from_items(_OBJECT, shape, items)


def _numbers_from_nested(v, d):
    """np.array(v, d) where v holds text or objects."""
    if _is_other_array(v):    # not to be taken for a sequence, which may have no end
        return _core.array(v, d)
    shape = _shape_of(v, False)
    if _ragged(v, shape, False):
        raise _inhomogeneous(shape)
    r = _core.empty(shape, d)
    if shape:
        _store_nested(r, v, d)
    else:
        r[()] = _number(v, d)
    return r


def _store_nested(r, v, d):
    """The items of v, one after the other, into r; arrays among them are cast as a whole."""
    for k, i in enumerate(v):
        if _is_other_array(i):
            i = _core.asarray(i)
        if isinstance(i, ndarray) and i.ndim:
            r[k] = i.astype(d)
        elif r.ndim > 1:
            _store_nested(r[k], i, d)
        else:
            r[k] = _number(i, d)


def _number(i, d):
    """An item as a number of type d, as it is stored alone: arrays are cast, and so are numpy's own numbers, of which
    signed types ask int(), and take its last bits."""
    if isinstance(i, ndarray):
        if i.size != 1 and d.kind == 'c':
            raise TypeError('only length-1 arrays can be converted to Python scalars')
        if i.size != 1:
            raise ValueError('setting an array element with a sequence.')
        return _core.asarray(i).astype(d).reshape(())[()]
    if isinstance(i, (list, tuple, range)) and d.kind in 'iuf':
        raise ValueError('setting an array element with a sequence.')
    if isinstance(i, (_core.number, _core.bool_)) and not isinstance(i, _TIMES):
        return _core.array(int(i), 'q' if d.char == 'q' else 'l').astype(d)[()] if d.kind == 'i' else d.type(i)
    if isinstance(i, _TIMES) and d.kind != 'i':
        return d.type(_core.asarray(i).astype('i8')[()])
    if isinstance(i, _core.void):
        if i.dtype.names is not None and d.kind not in 'iu' or i.dtype.names is None and d.kind != 'b':
            raise ValueError('setting an array element with a sequence.')
    if d.char == 'g' and isinstance(i, (str, bytes, int)):
        return d.type(i)
    if isinstance(i, (str, bytes)):
        if d.kind == 'b':
            return bool(int(i)) if isinstance(i, _core.generic) else bool(i)
        if d.kind in 'iu':
            return int(i)
        return complex(i.decode('ascii') if isinstance(i, bytes) else i) if d.kind == 'c' else float(i)
    if i is None:
        if d.kind in 'fc':
            return math.nan if d.kind == 'f' else complex(math.nan, math.nan)
        if d.kind == 'b':
            return False
    if d.kind == 'b':
        return bool(i)
    if d.kind in 'iu':
        return int(i)
    if d.kind == 'c' and not hasattr(i, '__complex__') and not hasattr(i, '__float__') and not hasattr(i, '__index__'):
        raise TypeError(f'must be real number, not {_native_name(type(i))}')
    return complex(i) if d.kind == 'c' else float(i)


def _native_name(t):
    """A class's name as the C code of NumPy tells it: with the module, if it is written in C."""
    return f'{t.__module__}.{t.__name__}' if t.__module__ in ('datetime', 'decimal', 'numpy') else t.__name__


def _parse_numbers(v, d):
    """Text, or an array of text or objects, as numbers."""
    if isinstance(v, ndarray):
        if v.dtype.kind in 'US' and d.kind == 'b':
            return _core.array([bool(int(i)) for i in _items(v)], d).reshape(v.shape)
        return _core.array([_number(i, d) for i in _items(v)], d).reshape(v.shape)
    if isinstance(v, _core.void):
        if v.dtype.names is not None:
            raise TypeError(f'Cannot cast array data from {v.dtype!r} to {d!r}.')
        if d.kind == 'c':
            raise ValueError(f'could not convert string to float: {v.tobytes()!r}')
    return _core.array(_number(v, d), d)


def _astype_slow(x, d, order='K'):
    """astype where either side is not plain; order as of copies of x."""
    x = _core.asarray(x)
    if x.ndim < 2 or order != 'F' and x.flags.c_contiguous:
        return _astype_in_c(x, d)
    if order == 'C':
        return _astype_in_c(x.copy(), d)
    strides = _core.empty_like(x, dtype='?', order=order).strides  # elements are converted as the result has them
    axes = sorted(range(x.ndim), key=lambda i: -strides[i])
    r = _astype_in_c(x.transpose(axes).copy(), d)
    return r.transpose([axes.index(i) for i in range(x.ndim)])


def _described(d, x):
    """The plain numbers of the new array x as elements of d."""
    return _core._carried(d, x if d.isnative else x.byteswap())


def _astype_in_c(x, d):
    if x.dtype.names is not None and d.kind in 'mM':
        raise TypeError(f"Cannot cast array data from {x.dtype!r} to {d!r} according to the rule 'unsafe'")
    if x.dtype.kind in 'mM' or d.kind in 'mM':
        return _time()._time_astype(x, d)
    if d.kind == 'V' or x.dtype.kind == 'V':
        from numpy import _records
        return _records._astype_records(x, d)
    if _swapped(x):
        x = _core._native(x)
        if d.isnative and not _core._is_described(d):
            return x.astype(d)
    if _core._is_described(d):
        return _described(d, x.astype(_core._plain(d)))
    if d.kind in 'biufc' and d.names is None:
        if _core._is_plain(x):
            return _core.array(x, d)
        return _parse_numbers(x, d)
    if d.kind == 'O' and x.dtype.kind == 'O':
        return _object_from_items(_OBJECT, x.shape, _object_items(x))
    if d.kind == 'O':
        return _objects(_items(x), x.shape)
    if d.kind in 'US':
        items = _scalar_items(x)
        items = [_to_item(d, i) for i in items]
        if d.itemsize == 0:
            if x.dtype.kind == d.kind:
                return x.copy()
            if _core._is_plain(x):
                n = _digits_of(x.dtype)
            elif x.dtype.kind in 'US':
                n = x.dtype.itemsize // (4 if x.dtype.kind == 'U' else 1)
            else:
                n = _text_length(items)
            d = _text_dtype(d.kind, max(n, 1))
        return _object_from_items(d, x.shape, items)
    return _object_from_items(d, x.shape, [_to_item(d, i) for i in _items(x)])


# --- element by element ---

def _gcd(a, b):
    try:
        return math.gcd(a, b)
    except TypeError:  # no integers: Euclid's steps do with whatever has a remainder
        while b:
            a, b = b, a % b
        return abs(a)


def _lcm(a, b):
    return abs(a // _gcd(a, b) * b)


_BINARY = {'add': operator.add, 'gcd': _gcd, 'lcm': _lcm, 'subtract': operator.sub, 'multiply': operator.mul, 'divide': operator.truediv,
           'true_divide': operator.truediv, 'floor_divide': operator.floordiv, 'remainder': operator.mod,
           'mod': operator.mod, 'power': operator.pow, 'left_shift': operator.lshift,
           'right_shift': operator.rshift, 'bitwise_and': operator.and_, 'bitwise_or': operator.or_,
           'bitwise_xor': operator.xor, 'equal': operator.eq, 'not_equal': operator.ne, 'less': operator.lt,
           'less_equal': operator.le, 'greater': operator.gt, 'greater_equal': operator.ge,
           'maximum': lambda a, b: a if a >= b else b, 'minimum': lambda a, b: a if a <= b else b,
           'fmax': lambda a, b: a if a >= b else b, 'fmin': lambda a, b: a if a <= b else b,
           'logical_and': lambda a, b: a and b, 'logical_or': lambda a, b: a or b, 'matmul': None}
_NO_NUMBER = ('U', 'S', 'O', 'V')
_SIGNS = {'less': '<', 'less_equal': '<=', 'greater': '>', 'greater_equal': '>='}
_COMPARE = {'equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal'}


def _broadcast_items(x, y):
    try:
        shape = _core.broadcast_shapes(x.shape, y.shape)
    except ValueError:
        raise ValueError(f'operands could not be broadcast together with shapes {_tight(x.shape)} {_tight(y.shape)} ') from None
    return shape, _items(_core.broadcast_to(x, shape)), _items(_core.broadcast_to(y, shape))


def _no_loop(name, *types):
    from numpy._helpers import UFuncRefusal
    return UFuncRefusal(f"ufunc '{name}' did not contain a loop with signature matching types "
                          f"({', '.join(map(repr, types))}) -> None")


def _pad(s):
    return s.rstrip('\0')


def _each(name, f, *columns):
    """f of every row of items; the floating-point events on the way are those of the ufunc."""
    _core._fp_begin()
    r = list(map(f, *columns))
    _core._fp_end(name)
    return r


def _as_item_array(v):
    """An operand as an array, where a list would become numbers or text; other objects stay one item."""
    if isinstance(v, ndarray):
        return v
    if isinstance(v, (list, tuple, _core.generic, bool, int, float, complex, str, bytes)) or hasattr(type(v), '__array__') and not isinstance(v, type):
        return _core.asanyarray(v)
    return _object_from_items(_OBJECT, (), [v])


def _in_class_of_operands(name, r, *operands):
    """The result of a ufunc as the __array_wrap__ of an operand of another class has it."""
    like = [x for x in operands if isinstance(x, ndarray) and type(x) is not ndarray]
    if not like or type(r) is not ndarray:
        return r
    first = max(like, key=lambda x: x.__array_priority__)
    return wrapped(first, r, (getattr(_core, name), operands, 0))


def _object_binary(name, x, y, as_ufunc=False):
    return _in_class_of_operands(name, _binary(name, x, y, as_ufunc), x, y)


def _as_first(r, x, y=None):
    """The result of a loop whose operands and results are of one type: it has that of the first operand, metadata and all."""
    d = x.dtype if isinstance(x, ndarray) else None
    if d is None or d.metadata is None or not d.isnative or not isinstance(r, ndarray) or r.dtype != d:
        return r
    return _core._carried(d, r) if not isinstance(y, ndarray) or y.dtype == d else r


def _check_core(a, b):
    """Whether two operands go together for matmul, in the words of a gufunc."""
    signature = 'gufunc core with signature (n?,k),(k,m?)->(n?,m?)'
    for i, x in enumerate((a, b)):
        if not x.ndim:
            raise ValueError(f'matmul: Input operand {i} does not have enough dimensions (has 0, {signature} requires 1)')
    inner = b.shape[-2 if b.ndim > 1 else 0]
    if inner != a.shape[-1]:
        raise ValueError('matmul: Input operand 1 has a mismatch in its core dimension 0, with '
                         f'{signature.replace("core with ", "")} (size {inner} is different from {a.shape[-1]})')


def _binary(name, x, y, as_ufunc):
    if name in ('equal', 'not_equal') and not as_ufunc and (_kind(x) == 'V' or isinstance(x, _core.void)):
        return _compare_records(name, _core.asanyarray(x), y)
    if (_swapped(x) or _swapped(y)) and not (_kind(x) in _NO_NUMBER or _kind(y) in _NO_NUMBER):
        r = getattr(_core, name)(*(_core._native(v) if _swapped(v) else v for v in (x, y)))
        return _as_first(r, x, y)
    if name != 'matmul' and (isinstance(x, _TIMES) or isinstance(y, _TIMES) or _kind(x) in 'mM' and _kind(x) or
                             _kind(y) in 'mM' and _kind(y)):
        return _time().binary(name, x, y)
    if name == 'matmul':
        a, b = _core.asarray(x), _core.asarray(y)
        if a.dtype.kind in 'mM' or b.dtype.kind in 'mM':
            from numpy import _ufuncs
            raise _ufuncs.no_loop(name, [a.dtype, b.dtype])
        if 'O' not in (a.dtype.kind, b.dtype.kind):
            raise _no_loop(name, a.dtype, b.dtype)
        _check_core(a, b)
        from numpy._object_products import object_matmul
        return object_matmul(a, b)
    f = _BINARY.get(name)
    a, b = _as_item_array(x), _as_item_array(y)
    kinds = {a.dtype.kind, b.dtype.kind}
    if name in _COMPARE:
        if 'O' not in kinds and len(kinds) > 1 or kinds == {'V'}:
            from numpy import _ufuncs
            raise _ufuncs.no_loop(name, [a.dtype, b.dtype], _truth_by_value(a, b))
        a, b = (v.astype(object) if v.dtype.kind == 'V' else v for v in (a, b))
        shape, p, q = _broadcast_items(a, b)
        r = _each(name, lambda i, j: bool(f(i, j)), p, q)
        return _finish(_like_operands(_core.array(r, bool).reshape(shape), a, b) if shape != () else _core.array(r[0], bool))
    if 'O' not in kinds:
        from numpy import _ufuncs
        if name.startswith('logical'):
            raise _ufuncs.no_loop(name, [a.dtype, b.dtype], _truth_by_value(a, b))
        raise _no_loop(name, a.dtype, b.dtype) if name in _ufuncs._UNIFORM else _ufuncs.unsupported(name)
    if f is None:
        from numpy import _ufuncs
        if 'O' not in _ufuncs._LOOPS.get(name, 'O'):
            raise _ufuncs.unsupported(name)
    a, b = (v.astype(object) if v.dtype.kind == 'V' else v for v in (a, b))
    shape, p, q = _broadcast_items(a, b)
    if f is None:
        def f(i, j):
            return getattr(i, name)(j)
    return _finish(_like_operands(_object_from_items(_OBJECT, shape, _each(name, f, p, q)), a, b))


_RANK = dict(b=0, i=1, u=1, f=2, c=2)


def _truth_by_value(*operands):
    """The type of the results that is known when no loop is found: of arrays beside single elements, whose types are promoted
    by value first, it is; else None."""
    single = [_RANK.get(x.dtype.kind, 3) for x in operands if not x.ndim]
    arrays = [_RANK.get(x.dtype.kind, 3) for x in operands if x.ndim]
    if not single or not arrays or max(arrays) < max(single):
        return None
    try:
        _core.result_type(*operands)
    except TypeError:
        return None
    return dtype('?')


def _compare_records(name, a, b):
    """The operators == and != of kind V, which are no ufuncs."""
    from numpy import _records
    b = _core.asanyarray(b)
    r = _like_operands(_records._equal(a, b), a, b)
    return _finish(r if name == 'equal' else ~r)


def _like_operands(r, *operands):
    """r in the memory order that the engine gives a result of such operands."""
    if r.ndim < 2 or all(not isinstance(o, ndarray) or o.flags.c_contiguous for o in operands):
        return r
    places = [_codes(o) if isinstance(o, ndarray) and not _core._is_plain(o) else o for o in operands]
    to = _core.empty_like(_core.equal(places[0], places[-1]), dtype=r.dtype)
    to[...] = r
    return to


def _in_order(r, *operands):
    """r in the memory order of a copy of the operands, none of which lies in C order."""
    same = [o for o in operands if isinstance(o, ndarray) and o.shape == r.shape] if r.ndim > 1 else ()
    if not same or any(o.flags.c_contiguous for o in same):
        return r
    to = _core.empty_like(same[0], dtype=r.dtype)
    to[...] = r
    return to


def _finish(x):
    return x[()] if x.ndim == 0 else x


def _sign(v):
    if v < 0:
        return -1
    if v > 0:
        return 1
    if v == 0:
        return 0
    raise TypeError('unorderable types for comparison')


_UNARY = {'negative': operator.neg, 'positive': operator.pos, 'absolute': abs, 'invert': operator.invert,
          'logical_not': operator.not_, 'square': lambda v: v * v, 'reciprocal': lambda v: 1 / v,
          'floor': math.floor, 'ceil': math.ceil, 'trunc': math.trunc,
          'sign': _sign}


def _object_unary(name, x):
    return _in_class_of_operands(name, _unary(name, x), x)


def _unary(name, x):
    x = _object_from_items(_OBJECT, (), [x]) if x is None else _core.asanyarray(x)
    if _core._is_plain(x) or _swapped(x):
        return _as_first(getattr(_core, name)(_core._native(x)), x) if _swapped(x) else getattr(_core, name)(x)
    if x.dtype.kind in 'mM':
        return _time().unary(name, x)
    if x.dtype.kind != 'O':
        from numpy import _ufuncs
        raise _ufuncs.no_loop(name, [x.dtype]) if name in _ufuncs._UNIFORM else \
            _no_loop(name, x.dtype) if name in _UNARY and name not in _ufuncs._LOOPS else TypeError(
            f"ufunc '{name}' not supported for the input types, and the inputs could not be safely coerced to any "
            "supported types according to the casting rule ''safe''")
    f = _UNARY.get(name)
    if f is None:
        from numpy import _ufuncs
        if not _ufuncs.has_loop(name, _OBJECT):
            raise _ufuncs.unsupported(name)

        def f(v):
            try:
                m, cause = getattr(v, name), None
            except AttributeError as e:
                m, cause = None, e
            if m is None or not callable(m):
                raise TypeError(f'loop of ufunc does not support argument 0 of type {_native_name(type(v))} which has no callable '
                                f'{name} method') from cause
            return m()
    r = _each(name, f, _object_items(x))
    return _finish(_like_operands(_object_from_items(_OBJECT, x.shape, r), x))


_INTO_OBJECTS = {'logical_and': lambda a, b: a and b, 'logical_or': lambda a, b: a or b, 'logical_xor': lambda a, b: a.logical_xor(b),
                 'logical_not': operator.not_, 'equal': operator.eq, 'not_equal': operator.ne, 'less': operator.lt,
                 'less_equal': operator.le, 'greater': operator.gt, 'greater_equal': operator.ge}


def in_object_loop(name, arrays):
    """A comparison or a logical operation in the loop whose results are objects."""
    shape = _core.broadcast_shapes(*(x.shape for x in arrays))
    arrays = [_core.broadcast_to(x, shape) for x in arrays]
    r = _each(name, _INTO_OBJECTS[name], *map(_object_items, arrays))
    return _finish(_like_operands(_object_from_items(_OBJECT, arrays[0].shape, r), *arrays))


# --- rounding, truth ---

def _round_by_ufuncs(x, n, out):
    """Numbers where they or the output lie in the other byte order: ufuncs store them there."""
    kind = x.dtype.kind
    if out is not None and out.shape != x.shape:
        raise ValueError('invalid output shape')
    if kind == 'c' and not x.ndim:
        return _round_by_ufuncs(x.reshape(1), n, None if out is None else out.reshape(1))[0]
    if kind == 'c':  # each part for itself; an output without the second refuses only that one
        r = x.copy() if out is None else out
        r.real = _core.round(x.real, n)
        r.imag = _core.round(x.imag, n)
    elif kind in 'iu' and n >= 0:
        r = x if out is None else out
        if out is not None:
            _core.copyto(out, x)
    elif n == 0:
        return _core.rint(x, out=out)
    else:
        r = out
        if out is None:
            order = 'F' if x.flags.fnc else 'C'
            r = _core.empty(x.shape, 'f8' if kind in 'iu' else x.dtype, order)
        scale, back = (_core.multiply, _core.divide) if n > 0 else (_core.divide, _core.multiply)
        scale(x, 10.0 ** abs(n), out=r)
        _core.rint(r, out=r)
        back(r, 10.0 ** abs(n), out=r)
        if out is None and kind in 'iu':
            r = r.astype(x.dtype)
    return r if r.ndim or out is not None else r[()]


def _object_round(x, decimals, out=None):
    """As NumPy does it: rint of the multiple; what it is not defined for is refused there."""
    n = operator.index(decimals)
    x = _core.asanyarray(x)
    if x.dtype.kind in 'biufc':
        return _round_by_ufuncs(x, n, out)
    if x.ndim == 0:  # stays an array of an object on the way
        return _object_round(x.reshape(1), n, out)[0]
    scale, back = (_core.multiply, _core.divide) if n > 0 else (_core.divide, _core.multiply)
    if out is not None and x.dtype.kind == 'O' and out.dtype.kind != 'O':
        from numpy import _ufuncs
        name = 'rint' if n == 0 else scale.__name__
        raise _ufuncs._cast_error(name, 'output', x.dtype, out.dtype, 'same_kind')
    if n == 0:
        return _core.rint(x)
    return back(_core.rint(scale(x, 10.0 ** abs(n))), 10.0 ** abs(n))


def _text_truth(s):
    """Is there more than white space? What follows a null counts in any case."""
    null = '\0' if isinstance(s, str) else b'\0'
    head, _, tail = s.partition(null)
    return bool(head.strip()) or bool(tail.strip(null))


def _truths(x):
    if _core._is_plain(x):
        return x != 0
    if x.dtype.kind in 'mM':
        return _core._codes(x) != 0
    if _swapped(x):
        return _core._native(x) != 0
    if x.dtype.kind == 'V':
        from numpy import _records
        return _records._record_truths(x)
    f = _text_truth if x.dtype.kind in 'US' else bool
    return _core._own(_core.array([f(i) for i in _object_items(x)], bool).reshape(x.shape))


def _count_nonzero_objects(x, axis, keepdims):
    """Of objects, text, records, and arrays of other classes, which sum in their own way."""
    over_all = axis is None and not keepdims
    if type(x) is not ndarray and over_all:
        return _core.count_nonzero(x.view(ndarray))
    if type(x) is not ndarray or x.dtype.names is not None and not over_all:
        truths = x != x.dtype.type() if x.dtype.kind in 'US' else x.astype(bool, copy=False)
        return truths.sum(axis=axis, dtype=_core.dtype('i8'), keepdims=keepdims)
    return _core.count_nonzero(_like_operands(_truths(x), x), axis, keepdims=keepdims)


def _object_nonzero(x):
    return _core.nonzero(_core.asarray(_truths(x)).view('u1'))  # whose warning is not the one of bool arrays


def _object_equal(a, b):
    a, b = _core.asarray(a), _core.asarray(b)
    if a.dtype.kind in 'mM' or _swapped(a) or _swapped(b):
        return a.shape == b.shape and bool(_core.all(a == b))
    if a.shape != b.shape:
        return False
    if (a.dtype.kind in 'US') != (b.dtype.kind in 'US') and 'O' not in (a.dtype.kind, b.dtype.kind):
        return bool(_core.all(_core.asarray(a == b)))  # which says that they cannot be compared
    if {a.dtype.kind, b.dtype.kind} == {'U', 'S'}:
        return bool(_core.all(_core.asarray(a == b)))
    return all(bool(i == j) for i, j in zip(_items(a), _items(b)))


def _tight(shape):
    """A shape as the errors of products tell it."""
    return '(' + ','.join(map(str, shape)) + (',)' if len(shape) == 1 else ')')


def _digits_of(d):
    """Characters that NumPy reserves for numbers of a type that become text."""
    n = {'b': 5, 'i': {1: 4, 2: 6, 4: 11, 8: 21}, 'u': {1: 3, 2: 5, 4: 10, 8: 20}, 'f': 48 if d.char == 'g' else 32,
         'c': 96 if d.char == 'G' else 64}[d.kind]
    return n[d.itemsize] if isinstance(n, dict) else n


# --- types ---

def _promote_text(a, b):
    kinds = {a.kind, b.kind}
    if 'm' in kinds and any(x.kind == 'u' and x.itemsize == 8 for x in (a, b)):
        raise _none_common(a, b)
    if kinds == {'m', 'M'} or kinds <= {'m', 'i', 'u', 'b'} or kinds == {'M'}:
        return _time().promote(a, b)
    if kinds <= {'U', 'S', 'b', 'i', 'u', 'f', 'c'}:
        kind = 'U' if 'U' in kinds else 'S'

        def width(d):
            return d.itemsize // 4 if d.kind == 'U' else d.itemsize if d.kind == 'S' else _digits_of(d)
        if a.kind == b.kind:
            return _core._plain(a if a.itemsize >= b.itemsize else b)
        return _text_dtype(kind, max(width(a), width(b)))
    if kinds == {'V'}:
        from numpy import _record_types
        return _record_types._promote_records(a, b)
    raise _none_common(a, b)


def _none_common(a, b):
    return TypeError(f'The DTypes {_class_text(a)} and {_class_text(b)} do not have a common DType. For example they '
                     'cannot be stored in a single array unless the dtype is `object`.')


_ABSTRACT = {int: '_IntegerAbstractDType', float: '_FloatAbstractDType', complex: '_ComplexAbstractDType'}


def _result_type_text(args):
    """result_type where a type is none of numbers. Numbers of Python have abstract types, which text and dates have nothing
    in common with; arrays without dimensions count by their value."""
    if any(map(_swapped, args)) and all(isinstance(a, (int, float, complex)) or getattr(getattr(a, 'dtype', a), 'kind', '?')
                                        in 'biufc' for a in args):
        return _core.result_type(*(_core._native(a) if _swapped(a) else _core._plain(a) if isinstance(a, dtype) else a
                                   for a in args))
    r, types, abstract, loses_unit = None, [], None, False
    values = [isinstance(a, (ndarray, _core.generic, bool, *_ABSTRACT)) for a in args]
    args = [_core.asarray(a) if isinstance(a, (ndarray, _core.generic, bool)) else a if value else dtype(a)
            for a, value in zip(args, values)]
    args.sort(key=lambda a: not isinstance(a, dtype))  # types come first
    by_value = all((a if isinstance(a, dtype) else a.dtype).kind in 'USbiufc' for a in args if isinstance(a, (ndarray, dtype))) \
        and \
        any(not isinstance(a, ndarray) or a.ndim for a in args) and \
        not any(type(a) in _ABSTRACT for a in args)  # with those it fails, and names the types as given
    is_beside_others = any(isinstance(a, dtype) or isinstance(a, ndarray) and a.ndim for a in args)
    for a in args:
        if type(a) in _ABSTRACT:
            abstract = abstract or type(a)
            types.append(type(a))
        elif isinstance(a, ndarray):
            loses_unit = loses_unit or is_beside_others and _time().counts_without_unit(a)
            types.append(_core.min_scalar_type(a) if a.ndim == 0 and a.dtype.kind in 'iufc' and by_value else a.dtype)
        else:
            types.append(a)
    from numpy._record_types import _canonical
    concrete = [d for d in types if isinstance(d, dtype)]
    spans = abstract is int and all(d.kind == 'm' for d in concrete)  # they take whole numbers
    if spans and all(isinstance(a, (type, str, dtype)) or type(a) is int for a in args):
        return dtype('m8')
    if abstract and not spans and not any(d.kind == 'O' for d in concrete):
        names = [f"<class 'numpy.{_ABSTRACT[d]}'>" if d in _ABSTRACT else _class_text(d) for d in types]
        other = next(_class_text(d) for d in concrete if d.kind not in 'biufc')
        raise TypeError(f"The DType <class 'numpy.{_ABSTRACT[abstract]}'> could not be promoted by {other}. This means that no "
                        'common DType exists for the given inputs. For example they cannot be stored in a single array unless '
                        f"the dtype is `object`. The full list of DTypes is: ({', '.join(names)})")
    for d in concrete:
        try:
            r = _canonical(d) if r is None else _core.promote_types(r, d)
        except TypeError as e:
            if 'common DType' not in str(e):
                raise
            raise _no_common_type(r, d, concrete) from None
    return dtype('m8') if loses_unit and r.kind == 'm' and sum(d.kind == 'm' for d in concrete) == 1 else r


def _class_text(d):
    return repr(type(d))


def _no_common_type(a, b, types):
    return TypeError(f'The DType {_class_text(a)} could not be promoted by {_class_text(b)}. This means that no common '
                     'DType exists for the given inputs. For example they cannot be stored in a single array unless '
                     f"the dtype is `object`. The full list of DTypes is: ({', '.join(map(_class_text, types))})")
