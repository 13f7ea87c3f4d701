"""Dtypes from what users write for them: tuples, lists and dictionaries of fields, text with commas, units of time."""
import operator
import re
import warnings

from numpy import _core
from numpy._core import _record_dtype, _record_fields, _time_dtype, dtype
from numpy._record_types import _ALIGNED, _as_record, _base_and_shape, _field_size, _make, _sub_array


def _dtype_aligned(spec, align):
    """A dtype with its fields where a C compiler puts them."""
    if isinstance(spec, str) and ',' in spec:
        return _dtype_from_commas(spec, align)
    return _dtype_from_fields(spec, align) if isinstance(spec, (tuple, list, dict)) else dtype(spec)


def _dtype_from_fields(spec, align=False):
    if isinstance(spec, tuple):
        return _dtype_from_tuple(spec, align)
    if not isinstance(spec, list):
        return _dtype_from_dict(spec, align)
    return _make([_listed_field(f, align) for f in spec], align)


# --- (base, what it has) ---

def _dtype_from_tuple(spec, align):
    if len(spec) != 2:
        raise TypeError(f'Tuple must have size 2, but has size {len(spec)}')
    base, second = spec
    if isinstance(base, type) and issubclass(base, _core.void) and not isinstance(second, int):
        from numpy._records import record
        d = dtype(second, align=align)
        return _as_record(d, issubclass(base, record)) if d.names is not None else d
    base = dtype(base, align=align)
    if not isinstance(second, (int, tuple, _core.integer)):
        try:
            own = dtype(second, align=align)
        except (TypeError, ValueError):
            pass
        else:
            return _with_fields_of(base, own)
    return _of_shape(base, second)


def _with_fields_of(base, own):
    """base, read as own: its elements are of base's type, its fields those of own."""
    if base.itemsize == 0 and base.kind == 'V':
        return own
    if base.itemsize == 0 and own.names is None:
        return dtype(f'{base.kind}{own.itemsize}')
    if own.itemsize != base.itemsize != 0:
        raise ValueError('mismatch in size of old and new data-descriptor')
    if base.hasobject or own.hasobject:
        raise ValueError('dtypes of the form (old_dtype, new_dtype) containing the object dtype are not supported')
    if own.names is None:
        return base
    if base.kind != 'V':
        raise NotImplementedError('numpy.dtype: fields of a type that is not void')
    return own


def _is_single(shape):
    return isinstance(shape, _core.ndarray) and not shape.ndim


def _of_shape(base, shape):
    """What (base, shape) means: text and bytes of a size, or a type of arrays."""
    if base.kind in 'USV' and base.itemsize == 0 and base.names is None:
        if not isinstance(shape, int):
            raise ValueError('invalid itemsize in generic type tuple')
        return dtype(f'{base.kind}{shape}')
    if type(shape) is int and shape == 1:
        warnings.warn("Passing (type, 1) or '1type' as a synonym of type is deprecated; in a future version of numpy, it will "
                      "be understood as (type, (1,)) / '(1,)type'.", FutureWarning)
        return base
    try:
        if isinstance(shape, (bool, str)):
            raise TypeError
        sizes = tuple(operator.index(n) for n in shape) if hasattr(shape, '__len__') and not _is_single(shape) else \
            (operator.index(shape),)
    except TypeError:
        raise ValueError('invalid shape in fixed-type tuple.') from None
    count = base.itemsize
    for n in sizes:
        if n < 0:
            raise ValueError('invalid shape in fixed-type tuple: dimension smaller then zero.')
        if n > 2 ** 31 - 1:
            raise ValueError('invalid shape in fixed-type tuple: dimension does not fit into a C int.')
        count *= n
    if count > 2 ** 31 - 1:
        raise ValueError('invalid shape in fixed-type tuple: dtype size in bytes must fit into a C int.')
    return _sub_array(base, sizes)


# --- fields ---

def _listed_field(f, align):
    """(name, dtype, shape, title) of (name, dtype) or ((title, name), dtype, shape)."""
    if not isinstance(f, tuple) or len(f) < 2:
        raise TypeError(f"Field elements must be 2- or 3-tuples, got '{f!r}'")
    name, title = f[0], None
    if isinstance(name, tuple):
        if len(name) != 2:
            raise TypeError(f'If a tuple, the first element of a field tuple must have two elements, not {len(name)}')
        title, name = name
        if not isinstance(name, str):
            raise TypeError('Field name must be a str')
    elif not isinstance(name, str):
        raise TypeError('First element of field tuple is neither a tuple nor str')
    if len(f) > 3:
        raise TypeError(f"Field elements must be tuples with at most 3 elements, got '{f!r}'")
    d = dtype(f[1], align=align) if len(f) == 2 else _dtype_from_tuple(f[1:], align)
    return name, *_base_and_shape(d), title


def _dtype_from_dict(spec, align):
    """Of {'names': ..., 'formats': ...} or {name: (format, offset[, title])}."""
    if 'names' not in spec or 'formats' not in spec:
        spec = _lists_of_fields(spec, align)
    names, formats, offsets, titles = (spec.get(k) for k in ('names', 'formats', 'offsets', 'titles'))
    n = len(names)
    if any(part is not None and len(part) < n for part in (formats, offsets, titles)):
        raise ValueError("'names', 'formats', 'offsets', and 'titles' dict entries must have the same length")
    align = bool(spec.get('aligned', align))
    out, used, end, widest = [], set(), 0, 1
    for i in range(n):
        d = dtype(formats[i], align=align)
        base, shape = _base_and_shape(d)
        step = d.alignment if align else 1
        widest = max(widest, step)
        name, title = names[i], None if titles is None else titles[i]
        if not isinstance(name, str):
            raise ValueError('field names must be strings')
        offset = -(-end // step) * step if offsets is None else operator.index(offsets[i])
        if offset < 0:
            raise ValueError(f'offset {offset} cannot be negative')
        if offset % step:
            raise ValueError(f'offset {offset} for NumPy dtype with fields is not divisible by the field alignment {step} with '
                             'align=True')
        if name in used:
            raise ValueError('name already used as a name or title')
        used.add(name)
        if title is not None:
            if title in used:
                raise ValueError('title already used as a name or title.')
            used.add(title)
        out.append((name, base, offset, shape, title))
        end = max(end, offset + d.itemsize)
    if any(f[1].hasobject for f in out):
        _refuse_overlaps(out)
    end = -(-end // widest) * widest
    if spec.get('itemsize') is not None:
        size = operator.index(spec['itemsize'])
        if size < end:
            raise ValueError(f'NumPy dtype descriptor requires {end} bytes, cannot override to smaller itemsize of {size}')
        if size % widest:
            raise ValueError(f'NumPy dtype descriptor requires alignment of {widest} bytes, which is not divisible into the '
                             f'specified itemsize {size}')
        end = size
    return _record_dtype(tuple(out), end, _ALIGNED if align else 0)


def _lists_of_fields(spec, align):
    """{name: (format, offset[, title])} as lists, ordered by the offsets."""
    placed = []
    for name, f in spec.items():
        if not isinstance(f, tuple) or len(f) not in (2, 3):
            raise ValueError('entry not a 2- or 3- tuple')
        title = f[2] if len(f) > 2 else None
        if title is not None and title == name:
            continue
        if int(f[1]) < 0:
            raise ValueError('invalid offset.')
        placed.append((int(f[1]), name, dtype(f[0], align=align), title))
    placed.sort(key=lambda f: f[0])
    offsets, names, formats, titles = zip(*placed) if placed else ((), (), (), ())
    return {'names': names, 'formats': formats, 'offsets': offsets, 'titles': titles}


def _refuse_overlaps(fields):
    end = 0
    for f in sorted(fields, key=lambda f: f[2]):
        if f[2] < end:
            raise TypeError('Cannot create a NumPy dtype with overlapping object fields')
        end = f[2] + _field_size(f[1], f[3])


# --- text ---

_ITEM = re.compile(r'([<>|=]?)( *[(]?[ ,0-9]*[)]? *)([<>|=]?)([A-Za-z0-9.?]*(?:\[[a-zA-Z0-9,.]*\])?)')
_COMMA = re.compile(r'\s*,\s*')


def _comma_items(text):
    """The types that text names one after the other, each as dtype() takes it."""
    from ast import literal_eval
    at, out = 0, []
    while at < len(text):
        m = _ITEM.match(text, at)
        if m is None:
            raise ValueError(f'format number {len(out) + 1} of "{text}" is not recognized')
        before, repeats, after, name = m.groups()
        at = m.end()
        if at < len(text):
            comma = _COMMA.match(text, at)
            if comma is None:
                raise ValueError(f'format number {len(out) + 1} of "{text}" is not recognized')
            at = comma.end()
        if before and after and _native_order(before) != _native_order(after):
            raise ValueError(f'inconsistent byte-order specification {before} and {after}')
        order = after or before
        name = ('' if order in '|=<' else order) + name
        repeats = repeats.strip()
        out.append((name, literal_eval(repeats)) if repeats else name)
    return out


def _native_order(c):
    return '<' if c == '=' else c


def _dtype_from_commas(text, align=False):
    items = _comma_items(text)
    if len(items) == 1:
        if items[0] == text:
            raise TypeError(f'data type {text!r} not understood')
        return dtype(items[0], align=align)
    return _make([('', *_base_and_shape(dtype(i, align=align)), None) for i in items], align)


# --- units of time ---

# The finer units that a divisor may lead to, as (unit, how many make up one).
_FINER = {'Y': (('M', 12), ('W', 52), ('D', 365)), 'M': (('W', 4), ('D', 30), ('h', 720)),
          'W': (('D', 7), ('h', 168), ('m', 10080)), 'D': (('h', 24), ('m', 1440), ('s', 86400)), 'h': (('m', 60), ('s', 3600)),
          'm': (('s', 60), ('ms', 60000)), 's': (('ms', 1000), ('us', 10 ** 6)), 'ms': (('us', 1000), ('ns', 10 ** 6)),
          'us': (('ns', 1000), ('ps', 10 ** 6)), 'ns': (('ps', 1000), ('fs', 10 ** 6)), 'ps': (('fs', 1000), ('as', 10 ** 6)),
          'fs': (('as', 1000),)}


def _dtype_of_time(kind, text):
    """Of dates (kind 'M') or spans ('m') in the unit that text gives: '[25s/2]'."""
    from numpy._datetime import GENERIC, UNITS

    def bad(at):
        return TypeError(f'Invalid datetime metadata string "{text}"' + (f' at position {at}' if at else ''))
    if len(text) < 3 or text[0] != '[':
        raise bad(0)
    m = re.compile(r'\s*([+-]?\d+)').match(text, 1)
    count, at = (int(m[1]), m.end()) if m else (1, 1)
    if not 0 <= count < 2 ** 31:
        raise bad(1)
    end = at + len(re.compile(r'[^]/]*').match(text, at)[0])
    if end == at:
        raise bad(at)
    unit = text[at:end].replace('\u03bc', 'u')
    if unit not in UNITS:
        raise TypeError(f'Invalid datetime unit in metadata string "{text}"')
    divisor = None
    if text[end:end + 1] == '/':
        m = re.compile(r'\s*([+-]?\d+)(?=]|$)').match(text, end + 1)
        if m is None:
            raise bad(end + 1)
        divisor, end = int(m[1]), m.end()
    if text[end:] != ']':
        raise bad(end + 1 if text[end:end + 1] == ']' else end)
    if unit == 'generic':
        if divisor is not None:
            raise ValueError("Can't use 'den' divisor with generic units")
        return _time_dtype(kind, GENERIC, 1)
    if divisor not in (None, 1):
        unit, count = _divided(unit, count, divisor, text)
    return _time_dtype(kind, UNITS.index(unit), count)


def _divided(unit, count, divisor, text):
    for finer, n in _FINER.get(unit, ()):
        if divisor and n % divisor == 0:
            return finer, count * (n // divisor)
    raise ValueError(f'divisor ({divisor}) is not a multiple of a lower-unit in datetime metadata "{text}"')
