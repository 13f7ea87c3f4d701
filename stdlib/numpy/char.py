"""Methods of str and bytes over arrays of text."""
from _kukri import as_native as _as_native
import _not_built
from numpy import _core
import operator as _operator

import numpy as np
from numpy._objects import _like_operands

__all__ = ['equal', 'not_equal', 'greater_equal', 'less_equal', 'greater', 'less', 'str_len', 'add', 'multiply', 'mod', 'capitalize',
           'center', 'count', 'decode', 'encode', 'endswith', 'expandtabs', 'find', 'index', 'isalnum', 'isalpha', 'isdigit', 'islower',
           'isspace', 'istitle', 'isupper', 'join', 'ljust', 'lower', 'lstrip', 'partition', 'replace', 'rfind', 'rindex', 'rjust',
           'rpartition', 'rsplit', 'rstrip', 'split', 'splitlines', 'startswith', 'strip', 'swapcase', 'title', 'translate', 'upper',
           'zfill', 'isnumeric', 'isdecimal', 'array', 'asarray', 'chararray', 'compare_chararrays']


def _text(a):
    a = np.asarray(a)
    if a.dtype.kind not in 'US':
        raise TypeError('string operation on non-string array')
    return a


def _items(a):
    return a.ravel().tolist()


def _scalars(a):
    return _items(a) if a.dtype.kind in 'US' else list(a.ravel())


def _spread(*args, items=_items):
    """The arguments broadcast: their common shape and a list of items of each."""
    arrays = [np.asarray(x) for x in args]
    shape = np.broadcast_shapes(*[x.shape for x in arrays])
    return shape, [items(x) if x.shape == shape else items(np.broadcast_to(x, shape)) for x in arrays]


def _spread_two(a, b):
    try:
        return _spread(a, b)
    except ValueError:
        shapes = ' '.join(str(x.shape).replace(' ', '') for x in (a, b))
        raise ValueError(f'operands could not be broadcast together with shapes {shapes} ') from None


def _build(items, shape, dtype):
    return np._core._own(np.array(items, dtype=dtype).reshape(shape))


def _sized(a, width):
    return f'{a.dtype.kind}{max(width, 1)}'


def _longest(items):
    return max(map(len, items), default=1)


def _owner(a, method):
    """a as an array of text, and the class whose method is called."""
    a = _text(a)
    own = str if a.dtype.kind == 'U' else bytes
    if not hasattr(own, method):
        raise AttributeError(f"type object '{own.__name__}' has no attribute '{method}'")
    return a, own


def _lent(own, items):
    """Arguments of methods: numpy.str_ lends bytes four for each character; other elements come as numpy's."""
    wanted = str, bytes
    return [i.encode('utf-32-le') if own is bytes and isinstance(i, str) else
            i if isinstance(i, own) or not isinstance(i, (int, float, *wanted)) else np.asarray(i)[()] for i in items]


def _broadcast(method, a, *args):
    """(a, shape, the text of each place, the arguments there)."""
    a, own = _owner(a, method)
    shape, (texts, *lists) = _spread(a, *args, items=_scalars)
    return a, shape, texts, list(zip(*(_lent(own, items) for items in lists))) or [()] * len(texts)


def _call(method, a, *args):
    """(a, shape, results) of the method, its arguments broadcast."""
    a, own = _owner(a, method)
    if not args:
        return a, a.shape, [getattr(s, method)() for s in _items(a)]
    a, shape, texts, rest = _broadcast(method, a, *args)
    return a, shape, [getattr(s, method)(*words) for s, words in zip(texts, rest)]


def _same_width(method, a, *args):
    a, shape, items = _call(method, a, *args)
    return _build(items, shape, a.dtype)


def _any_width(method, a, *args):
    a, shape, items = _call(method, a, *args)
    return _build(items, shape, _sized(a, _longest(items)) if items else float)  # a list of no text is one of numbers


def _numbers(method, dtype, a, *args):
    _, shape, items = _call(method, a, *args)
    return _build(items, shape, dtype)


def _bounds(end):
    return () if end is None else (end,)


def _objects(method, a, *args):
    a, shape, flat = _call(method, a, *args)
    out = np.empty(shape, dtype=object)
    if not shape:
        out[()] = flat[0]
        return out
    for i, v in zip(np.ndindex(*shape), flat):
        out[i] = v
    return out


# --- comparing: trailing blanks do not count ---

def _texts(x1, x2):
    x1, x2 = np.asarray(x1), np.asarray(x2)
    if x1.dtype.kind not in 'US' or x2.dtype.kind not in 'US':
        raise TypeError('comparison of non-string arrays')
    return x1, x2


def _compare(op, x1, x2):
    x1, x2 = _texts(x1, x2)
    if x1.dtype.kind != x2.dtype.kind:
        return NotImplemented
    shape, (p, q) = _spread_two(x1, x2)
    end = ' \t\n\r\f\v\0' if x1.dtype.kind == 'U' else b' \t\n\r\f\v\0'
    r = _build([op(s.rstrip(end), t.rstrip(end)) for s, t in zip(p, q)], shape, bool)
    return _like_operands(r, x1, x2) if r.ndim else r


def equal(x1, x2):
    return _compare(_operator.eq, x1, x2)


def not_equal(x1, x2):
    return _compare(_operator.ne, x1, x2)


def greater_equal(x1, x2):
    return _compare(_operator.ge, x1, x2)


def less_equal(x1, x2):
    return _compare(_operator.le, x1, x2)


def greater(x1, x2):
    return _compare(_operator.gt, x1, x2)


def less(x1, x2):
    return _compare(_operator.lt, x1, x2)


def _word(v):
    if isinstance(v, str):
        return v
    try:
        return bytes(memoryview(v)).decode('latin-1')
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{_core._tp_name(v)}'") from None


@_as_native
def compare_chararrays(a1, a2, cmp, rstrip):
    op = {'<': _operator.lt, '<=': _operator.le, '==': _operator.eq, '>=': _operator.ge, '>': _operator.gt,
          '!=': _operator.ne}.get(_word(cmp))
    if op is None:
        raise ValueError("comparison must be '==', '!=', '<', '>', '<=', '>='")
    if rstrip:
        return _compare(op, a1, a2)
    a1, a2 = _texts(a1, a2)
    if a1.dtype.kind != a2.dtype.kind:
        return NotImplemented
    shape, (p, q) = _spread_two(a1, a2)
    r = _build([op(s, t) for s, t in zip(p, q)], shape, bool)
    return _like_operands(r, a1, a2) if r.ndim else r


# --- building ---

def add(x1, x2):
    x1, x2 = _text(x1), np.asarray(x2)
    if x1.dtype.kind == 'S' and x2.dtype.kind in 'biufc':  # numbers give bytes their memory
        shape, (p, _) = _spread(x1, x2)
        numbers = np.broadcast_to(x2, shape).ravel()
        return _build([s + n.tobytes() for s, n in zip(p, numbers)], shape, f'S{x1.dtype.itemsize + x2.dtype.itemsize}')
    if x2.dtype.kind not in 'US' and x1.size and x2.size:
        cls = type(x2.ravel()[0])
        name = f'numpy.{cls.__name__}' if issubclass(cls, np.generic) else cls.__name__
        raise TypeError(f'can only concatenate str (not "{name}") to str' if x1.dtype.kind == 'U'
                        else f"can't concat {name} to numpy.bytes_")
    x2 = _text(x2) if x1.size and x2.size else x2
    shape, (p, q) = _spread(x1, x2)
    width = sum(x.dtype.itemsize // (4 if x.dtype.kind == 'U' else 1) for x in (x1, x2))
    if x1.dtype.kind == x2.dtype.kind:
        return _build([s + t for s, t in zip(p, q)], shape, _sized(x1, width))
    if x1.dtype.kind == 'U' and p:
        raise TypeError('can only concatenate str (not "numpy.bytes_") to str')
    # bytes take the buffer of the other's elements, whose characters are four bytes wide
    try:
        items = [(s + t.encode('utf-32-le'))[:width].decode('ascii').rstrip('\0') for s, t in zip(p, q)]
    except UnicodeDecodeError:
        raise TypeError('result array type does not match underlying function') from None
    return _build(items, shape, f'U{max(width, 1)}')


def multiply(a, i):
    a, i = np.asarray(a), np.asarray(i)
    if i.dtype.kind not in 'iu':
        raise ValueError('Can only multiply by integers')
    a = _text(a)
    shape, (p, n) = _spread(a, i)
    unit = 4 if a.dtype.kind == 'U' else 1
    most = max(int(i.max()), 0) if i.size else 0
    return _build([s * k for s, k in zip(p, n)], shape, _sized(a, a.dtype.itemsize // unit * most))


def mod(a, values):
    a = _text(a)
    shape, (p, v) = _spread(a, values)
    v = [np.asarray(x)[()] for x in v]  # numbers of numpy's pass for mappings, of which not all has to be used
    items = [s % x for s, x in zip(p, v)]
    return _build(items, shape, _sized(a, _longest(items)) if items else float)


def join(sep, seq):
    sep, seq = _text(sep), np.asarray(seq)
    shape, (p, q) = _spread(sep, seq)
    if any(not isinstance(t, (str, bytes)) for t in q):
        raise TypeError('can only join an iterable')
    items = [s.join(t) for s, t in zip(p, q)]
    return _build(items, shape, _sized(sep, _longest(items)) if items else float)


def _padded(method, a, width, *fill):
    a, width = np.asarray(a), np.asarray(width)
    size = int(np.max(width.ravel()))
    if size < 0 and a.dtype.kind not in 'US':
        raise ValueError('invalid shape in fixed-type tuple: dimension smaller then zero.')
    a = _text(a)
    if fill and isinstance(fill[0], bytes) and a.dtype.kind == 'U':
        fill = (fill[0].decode('ascii'),)
    elif fill and isinstance(fill[0], str) and a.dtype.kind == 'S':
        fill = (fill[0].encode('ascii'),)
    if size < 0 and a.size:
        unit = 4 if a.dtype.kind == 'U' else 1
        raise MemoryError(f'Unable to allocate {size * unit * a.size} bytes for an array with shape {a.shape} and data type '
                          f'{a.dtype.str[:2]}{size}')
    a, shape, items = _call(method, a, width, *fill)
    return _build([s[:max(size, 1)] for s in items], shape, _sized(a, size))  # an element has room for one character


def center(a, width, fillchar=' '):
    return _padded('center', a, width, fillchar)


def ljust(a, width, fillchar=' '):
    return _padded('ljust', a, width, fillchar)


def rjust(a, width, fillchar=' '):
    return _padded('rjust', a, width, fillchar)


def zfill(a, width):
    return _padded('zfill', a, width)


# --- changing ---

def capitalize(a):
    return _same_width('capitalize', a)


def lower(a):
    return _same_width('lower', a)


def upper(a):
    return _same_width('upper', a)


def swapcase(a):
    return _same_width('swapcase', a)


def title(a):
    return _same_width('title', a)


def strip(a, chars=None):
    return _same_width('strip', a, *_bounds(chars))


def lstrip(a, chars=None):
    return _same_width('lstrip', a, *_bounds(chars))


def rstrip(a, chars=None):
    return _same_width('rstrip', a, *_bounds(chars))


def replace(a, old, new, count=None):
    return _any_width('replace', a, old, new, *_bounds(count))


def expandtabs(a, tabsize=8):
    return _any_width('expandtabs', a, tabsize)


def translate(a, table, deletechars=None):
    a = _text(a)
    plain = deletechars is None or a.dtype.kind == 'U'  # text has its deletions in the table
    items = [s.translate(table) if plain else s.translate(table, deletechars) for s in _items(a)]
    return _build(items, a.shape, a.dtype)


def encode(a, encoding=None, errors=None):
    return _coded('encode', 'S', a, encoding, errors)


def decode(a, encoding=None, errors=None):
    return _coded('decode', 'U', a, encoding, errors)


def _coded(method, kind, a, encoding, errors):
    a = _owner(a, method)[0]
    items = [getattr(s, method)(encoding or 'utf-8', errors or 'strict') for s in _items(a)]
    return _build(items, a.shape, f'{kind}{max(_longest(items), 1)}' if items else float)


# --- cutting ---

def split(a, sep=None, maxsplit=None):
    return _objects('split', a, sep, *_bounds(maxsplit))


def rsplit(a, sep=None, maxsplit=None):
    return _objects('rsplit', a, sep, *_bounds(maxsplit))


def splitlines(a, keepends=None):
    return _objects('splitlines', a, *_bounds(keepends))


def _three(method, a, sep):
    a, shape, found = _call(method, a, sep)
    items = [part for parts in found for part in parts]
    return _build(items, shape + (3,), _sized(a, _longest(items))) if items else np.array([], float).reshape(shape)


def partition(a, sep):
    return _three('partition', a, sep)


def rpartition(a, sep):
    return _three('rpartition', a, sep)


# --- asking ---

def str_len(a):
    a = _text(a)
    return _build([len(s) for s in _items(a)], a.shape, np.int64)


def count(a, sub, start=0, end=None):
    return _numbers('count', np.int64, a, sub, start, *_bounds(end))


def find(a, sub, start=0, end=None):
    return _numbers('find', np.int64, a, sub, start, *_bounds(end))


def rfind(a, sub, start=0, end=None):
    return _numbers('rfind', np.int64, a, sub, start, *_bounds(end))


def index(a, sub, start=0, end=None):
    return _numbers('index', np.int64, a, sub, start, *_bounds(end))


def rindex(a, sub, start=0, end=None):
    return _numbers('rindex', np.int64, a, sub, start, *_bounds(end))


def startswith(a, prefix, start=0, end=None):
    return _numbers('startswith', bool, a, prefix, start, *_bounds(end))


def endswith(a, suffix, start=0, end=None):
    return _numbers('endswith', bool, a, suffix, start, *_bounds(end))


def isalnum(a):
    return _numbers('isalnum', bool, a)


def isalpha(a):
    return _numbers('isalpha', bool, a)


def isdecimal(a):
    _check_unicode('isnumeric', a)  # NumPy names the other
    return _numbers('isdecimal', bool, a)


def isdigit(a):
    return _numbers('isdigit', bool, a)


def islower(a):
    return _numbers('islower', bool, a)


def _check_unicode(name, a):
    if np.asarray(a).dtype.kind != 'U':
        raise TypeError(f'{name} is only available for Unicode strings and arrays')


def isnumeric(a):
    _check_unicode('isnumeric', a)
    return _numbers('isnumeric', bool, a)


def isspace(a):
    return _numbers('isspace', bool, a)


def istitle(a):
    return _numbers('istitle', bool, a)


def isupper(a):
    return _numbers('isupper', bool, a)


from numpy._chararray import array, asarray, chararray

_core._all_asking('numpy.char', globals())
__getattr__ = _not_built.of(__name__)
