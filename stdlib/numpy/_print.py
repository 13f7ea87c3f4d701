"""Print options, and the text of arrays where the engine's own formatting does not apply: objects,
text, records, user formatters, subclasses."""
import sys

from numpy import _core
from numpy._core import ndarray

__all__ = ['set_printoptions', 'get_printoptions', 'printoptions', 'array2string', 'array_repr', 'array_str',
           'set_string_function', 'format_float_positional', 'format_float_scientific']

_NAMES = ('precision', 'threshold', 'edgeitems', 'linewidth', 'suppress', 'nanstr', 'infstr', 'sign', 'floatmode', 'legacy')
_LEGACY = {False: 0, '1.13': 113, '1.21': 121}
_extra = {'formatter': None, 'edgeitems': None}
_functions = {'repr': None, 'str': None}


def get_printoptions():
    """The options in force, as a dictionary."""
    o = dict(zip(_NAMES, _core._get_printoptions()))
    if o['threshold'] == 2 ** 63 - 1:
        o['threshold'] = sys.maxsize
    if _extra.get('threshold') is not None:
        o['threshold'] = _extra['threshold']
    if _extra['edgeitems'] is not None:
        o['edgeitems'] = _extra['edgeitems']
    legacy = next(k for k, v in _LEGACY.items() if v == o['legacy'])
    order = ('edgeitems', 'threshold', 'floatmode', 'precision', 'suppress', 'linewidth', 'nanstr', 'infstr', 'sign')
    return {**{k: o[k] for k in order}, 'formatter': _extra['formatter'], 'legacy': legacy}


def legacy_mode():
    """113 or 121 under legacy='1.13' or '1.21', else 0."""
    return _core._get_printoptions()[9]


def _checked(given):
    """The options that are given, each checked as NumPy does."""
    from numbers import Number
    from operator import index
    o = {k: v for k, v in given.items() if v is not None}
    if 'suppress' in o:
        o['suppress'] = bool(o['suppress'])
    if o.get('floatmode', 'fixed') not in ('fixed', 'unique', 'maxprec', 'maxprec_equal'):
        raise ValueError('floatmode option must be one of "fixed", "unique", "maxprec", "maxprec_equal"')
    if o.get('sign', '-') not in ('-', '+', ' '):
        raise ValueError("sign option must be one of ' ', '+', or '-'")
    if not isinstance(o.get('legacy', False), (bool, str)) or o.get('legacy', False) not in _LEGACY:
        import warnings
        warnings.warn("legacy printing option can currently only be '1.13', '1.21', or `False`", stacklevel=4)
        del o['legacy']
    if 'threshold' in o:
        if not isinstance(o['threshold'], Number):
            raise TypeError('threshold must be numeric')
        if o['threshold'] != o['threshold']:
            raise ValueError('threshold must be non-NAN, try sys.maxsize for untruncated representation')
    if 'precision' in o:
        try:
            index(o['precision'])
        except TypeError as error:
            raise TypeError('precision must be an integer') from error
    return o


def _apply(o):
    threshold = o['threshold']
    _extra['threshold'] = threshold if isinstance(threshold, float) else None
    _extra['edgeitems'] = o['edgeitems'] if o['edgeitems'] < 1 else None
    limit = 2 ** 63 - 1 if threshold > 9e18 else int(threshold)
    precision = o['precision']
    if precision is None:
        if o['floatmode'] == 'fixed':
            raise ValueError("precision must be non-None in 'fixed' mode")
        precision = -1
    _core._set_printoptions(precision, limit, max(o['edgeitems'], 1), int(min(o['linewidth'], 10 ** 6)), bool(o['suppress']),
                            o['nanstr'], o['infstr'], o['sign'], o['floatmode'], _LEGACY[o['legacy']])
    _extra['formatter'] = o['formatter']
    _text_hooks()


def _text_hooks():
    slow = True if _extra['formatter'] or _extra['edgeitems'] is not None or legacy_mode() == 113 else None
    _core._set_text_functions(_functions['repr'] or slow, _functions['str'] or slow)


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None,
                     infstr=None, formatter=None, sign=None, floatmode=None, *, legacy=None):
    """Sets how arrays are printed; what is None keeps its value, but for the formatter."""
    o = get_printoptions()
    given = {'precision': precision, 'threshold': threshold, 'edgeitems': edgeitems, 'linewidth': linewidth,
             'suppress': suppress, 'nanstr': nanstr, 'infstr': infstr, 'sign': sign, 'floatmode': floatmode,
             'legacy': legacy}
    o.update(_checked(given))
    o['formatter'] = formatter
    if o['legacy'] == '1.13':
        o['sign'] = '-'
    _apply(o)


def printoptions(*args, **kwargs):
    """Print options for the time of a with block."""
    from contextlib import contextmanager
    return contextmanager(_printing_with)(*args, **kwargs)


def _printing_with(*args, **kwargs):
    old = get_printoptions()
    try:
        set_printoptions(*args, **kwargs)
        yield get_printoptions()
    finally:
        _apply(old)


def set_string_function(f, repr=True):
    """The function that makes the text of arrays; None for the usual one."""
    if f is not None and not callable(f):
        raise TypeError('Argument must be callable.')
    _functions['repr' if repr else 'str'] = f
    _text_hooks()


# --- elements ---

def _object_text(o):
    return f'list({o!r})' if type(o) is list else repr(o)


def _user_formatter(formatter, d):
    """The user's function for dtype d, or None."""
    if not formatter:
        return None
    f = {k: v for k, v in formatter.items() if v is not None}
    groups = {'b': ('bool', None), 'i': ('int', 'int_kind'), 'u': ('int', 'int_kind'), 'f': ('float', 'float_kind'),
              'c': ('complexfloat', 'complex_kind'), 'U': ('numpystr', 'str_kind'), 'S': ('numpystr', 'str_kind'),
              'O': ('object', None), 'V': ('void', None), 'M': ('datetime', None), 'm': ('timedelta', None)}
    own, kind = groups.get(d.kind, ('all', None))
    if d.char in 'gG':
        own = {'g': 'longfloat', 'G': 'longcomplexfloat'}[d.char]
    for name in (own, kind, 'all'):
        if name is not None and name in f:
            return f[name]
    return None


_SEPARATOR = '\x01'


def _plain_texts(x, o, lone):
    """Texts of the elements of a one-dimensional plain array, padded to each other."""
    if x.size == 0:
        return []
    old = get_printoptions()
    try:
        _apply({**o, 'threshold': sys.maxsize, 'linewidth': 10 ** 6, 'formatter': None})
        text = _core._array2string(x.reshape(()) if lone else x, _SEPARATOR, '', '')
    finally:
        _apply(old)
    if lone:
        return [text]
    return text.replace('\n', '')[1:-1].split(_SEPARATOR)


def _texts(x, o, lone=False):
    """Texts of the elements of a one-dimensional array under the options o; lone: its element is an array without
    dimensions."""
    d = x.dtype
    f = _user_formatter(o['formatter'], d) if d.names is None else None  # of records it is asked for each field
    if f is not None:
        return [f(v) for v in x]
    if d.names is not None:
        columns = []
        for name in d.names:
            c = x[name]
            texts = iter(_texts(c.reshape(-1), o, lone and c.ndim == 1))  # padded over all records
            columns.append([_nested_text(texts, c.shape[1:]) for _ in range(len(c))])
        if not columns:
            return ['()'] * len(x)
        tail = ',' if len(d.names) == 1 else ''
        return ['(' + ', '.join(row) + tail + ')' for row in zip(*columns)]
    if d.kind in 'mM':
        from numpy import _datetime
        return _datetime.texts_of(x, o['legacy'] != '1.13')
    if d.kind in 'biufc':
        return _plain_texts(_core._native(x), o, lone)
    if d.kind == 'O':
        return [_object_text(v) for v in _core._object_items(x)]
    if d.kind in 'US':
        return [repr(v) for v in _core._object_items(x)]
    return [_void_text(v) for v in _core._object_items(x)]


def _nested_text(texts, shape):
    """The next texts as an array of the shape, on one line."""
    if not shape:
        return next(texts)
    return '[' + ', '.join([_nested_text(texts, shape[1:]) for _ in range(shape[0])]) + ']'


def _void_text(v):
    return "b'" + ''.join(f'\\x{b:02X}' for b in v) + "'"


# --- layout ---

def _shown(x, edge):
    """The elements that a summary shows, along every axis."""
    for axis, n in enumerate(x.shape):
        if n > 2 * edge:
            keep = _core.concatenate((_core.arange(edge), _core.arange(n - edge, n)))
            x = _core.take(x, keep, axis)
    return x


def _extend(s, line, word, width, prefix):
    if len(line) + len(word) > width and len(line) > len(prefix):
        s += line.rstrip() + '\n'
        line = prefix
    return s, line + word


def _extend_old(s, line, word, width, prefix):
    if len(line) + len(word) > width:
        s += line.rstrip() + '\n'
        line = prefix
    return s, line + word


def _extend_multiline(s, line, word, width, prefix):
    words = word.splitlines()
    if len(words) <= 1:
        return _extend(s, line, word, width, prefix)
    longest = max(map(len, words))
    if len(line) + longest > width and len(line) > len(prefix):
        s += line.rstrip() + '\n'
        line = prefix + words[0]
        indent = prefix
    else:
        indent = len(line) * ' '
        line += words[0]
    for w in words[1:]:
        s += line.rstrip() + '\n'
        line = indent + w
    return s, line + (longest - len(words[-1])) * ' '


def _layout(texts, shape, full, width, prefix, separator, edge, dots, old=False):
    """texts: of the shown elements, shape theirs; full: shape of the array; dots: summarised; old: as NumPy 1.13 did."""
    extend = _extend_old if old else _extend
    extend_multiline = _extend_old if old else _extend_multiline
    place = [0 if edge > 0 or not dots else len(texts) - 1]  # without edge items the very last one is shown

    def recurse(level, hanging, room):
        left = len(shape) - level
        if left == 0:
            place[0] += 1
            return texts[place[0] - 1]
        deeper = hanging + ' '
        next_room = room if old else room - 1
        n = full[level]
        summary = dots and n > 2 * edge
        lead, trail = (edge, edge) if summary else (0, n)
        if left == 1:
            limit = room - (len(separator.rstrip()) if old else max(len(separator.rstrip()), len(']')))
            s, line = '', hanging
            for _ in range(lead):
                s, line = extend_multiline(s, line, recurse(level + 1, deeper, next_room), limit, hanging)
                line += separator
            if summary:
                s, line = extend(s, line, '...', limit, hanging)
                line += ', ' if old else separator
            for _ in range(trail, 1, -1):
                s, line = extend_multiline(s, line, recurse(level + 1, deeper, next_room), limit, hanging)
                line += separator
            limit = room if old else room - len(']')
            s, line = extend_multiline(s, line, recurse(level + 1, deeper, next_room), limit, hanging)
            s += line
        else:
            s = ''
            line_sep = separator.rstrip() + '\n' * (left - 1)
            for _ in range(lead):
                s += hanging + recurse(level + 1, deeper, next_room) + line_sep
            if summary:
                s += hanging + '...' + (', \n' if old else line_sep)
            for _ in range(trail, 1, -1):
                s += hanging + recurse(level + 1, deeper, next_room) + line_sep
            s += hanging + recurse(level + 1, deeper, next_room)
        return '[' + s[len(hanging):] + ']'
    return recurse(0, prefix, width)


def _slow_text(x, separator, prefix, suffix, o):
    dots = x.size > o['threshold']
    edge = o['edgeitems']
    data = _shown(x, edge) if dots and edge > 0 else x
    if x.ndim == 0:
        if dots:  # a part is taken of it, which must be of numpy's
            x[()].dtype
        return _texts(x.reshape(1), o, True)[0]
    if x.size == 0:
        return '[]'
    texts = _texts(_core.asarray(data).ravel(), o)
    old = o['legacy'] == '1.13'
    width = o['linewidth'] - (0 if old else len(suffix))
    return _layout(texts, data.shape, x.shape, width, ' ' + ' ' * len(prefix), separator, edge, dots, old)


_shown_now = set()  # what is being written, by whom


def _once(write, v, *rest):
    """write(v, ...), and dots for what lies within itself."""
    from _thread import get_ident
    key = id(v), get_ident()
    if key in _shown_now:
        return '...'
    _shown_now.add(key)
    try:
        return write(v, *rest)
    finally:
        _shown_now.discard(key)


def array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=' ', prefix='',
                 style=None, formatter=None, threshold=None, edgeitems=None, sign=None, floatmode=None, suffix='',
                 *, legacy=None):
    """The text of an array."""
    old = get_printoptions()
    o = dict(old)
    given = {'linewidth': max_line_width, 'precision': precision, 'suppress': suppress_small, 'threshold': threshold,
             'edgeitems': edgeitems, 'sign': sign, 'floatmode': floatmode, 'legacy': legacy}
    o.update(_checked(given))
    if formatter is not None:
        o['formatter'] = formatter
    if legacy is not None and not isinstance(legacy, (bool, str)) or isinstance(legacy, str) and legacy not in _LEGACY:
        legacy <= 113  # which it is compared with
    if o['legacy'] == '1.13' and a.shape == () and a.dtype.names is None:
        return (repr if style is None else style)(a.item())
    if o['legacy'] != '1.13' and style is not None:
        import warnings
        warnings.warn("'style' argument is deprecated and no longer functional except in 1.13 'legacy' mode", DeprecationWarning,
                      stacklevel=2)
    width = o['linewidth']
    width -= len(suffix)
    if a.size == 0:
        return '[]'
    if o['formatter'] is not None:
        o['formatter'].keys()
    len(prefix), separator.rstrip()
    a = a if isinstance(a, ndarray) else _core.asarray(a)
    mask = getattr(a, '_mask', None)
    if mask is not None and isinstance(a, ndarray) and a.dtype.kind in 'iu' and mask.any():
        from numpy import ma
        raise ma.MaskError('Cannot convert masked element to a Python int.')
    if a.size <= o['threshold']:
        o['edgeitems'] = old['edgeitems']  # which are not asked for
    if precision is not None and precision < 0 and a.dtype.kind in 'fc':
        raise ValueError('precision must be >= 0')
    prefix, suffix = ' ' * len(prefix), ' ' * len(suffix)
    if not (_core._is_plain(a) and _user_formatter(o['formatter'], a.dtype) is None and o['edgeitems'] > 0):
        if a.dtype.hasobject:
            return _once(_slow_text, a, separator, prefix, suffix, o)
        return _slow_text(a, separator, prefix, suffix, o)
    changed = o != old
    if changed:
        _apply(o)
    try:
        return _core._array2string(a, separator, prefix, suffix)
    finally:
        if changed:
            _apply(old)


def _hides_dtype(a):
    d = a.dtype
    return a.size > 0 and d.names is None and d.num in ((7, 12, 15) if legacy_mode() == 113 else (0, 7, 12, 15))


def array_repr(arr, max_line_width=None, precision=None, suppress_small=None):
    """The text of an array as repr gives it."""
    if _functions['repr'] is not None and max_line_width is None and precision is None:
        return _functions['repr'](arr)
    name = type(arr).__name__ if type(arr) is not ndarray else 'array'
    prefix = name + '('
    skip = _hides_dtype(arr)
    suffix = ')' if skip else ','
    options = get_printoptions()
    width = max_line_width or options['linewidth']
    old = legacy_mode() == 113
    if old and arr.shape == () and arr.dtype.names is None:
        text = repr(arr.item())
    elif arr.size > 0 or arr.shape == (0,):
        text = array2string(arr, max_line_width, precision, suppress_small, ', ', prefix, suffix=suffix)
    else:
        text = f'[], shape={arr.shape!r}'
    body = prefix + text + suffix
    if skip:
        return body
    d = arr.dtype
    tail = f'dtype={_dtype_short(d)})'
    last = len(body) - (body.rfind('\n') + 1)
    if issubclass(d.type, _core.flexible) if old else last + len(tail) + 1 > width:
        return body + '\n' + ' ' * len(prefix) + tail
    return body + ' ' + tail


def _dtype_short(d):
    if d.names is not None:
        return str(d)
    if d.kind == 'O':
        return 'object'
    if d.kind in 'mM':
        d = d.newbyteorder('=')
    if d.kind in 'USVmM' and d.str[1:] not in ('M8', 'm8'):
        return repr(str(d))
    return d.name


def array_str(a, max_line_width=None, precision=None, suppress_small=None):
    """The text of an array as str gives it."""
    if _functions['str'] is not None and max_line_width is None and precision is None:
        return _functions['str'](a)
    if isinstance(a, _core.generic) and not isinstance(a, (str, bytes)):
        raise TypeError("descriptor '__getitem__' requires a 'numpy.ndarray' object but received a "
                        f"'numpy.{type(a).__name__}'")
    if a.shape == ():
        return _once(str, a.item() if a.dtype.names is None and legacy_mode() == 113 else ndarray.__getitem__(a, ()))
    return array2string(a, max_line_width, precision, suppress_small, ' ', '')


# --- single numbers ---

def _digits(x, precision, unique):
    """repr's digits of |x| and the exponent of the first: x = d.ddd * 10 ** exponent."""
    if not isinstance(x, _core.floating):
        x = float(x)
    text = _core._scalar_text(x) if isinstance(x, _core.floating) and not isinstance(x, float) else repr(float(x))
    text = text.lstrip('-')
    mantissa, _, e = text.partition('e')
    whole, _, fraction = mantissa.partition('.')
    exponent = int(e or 0) + len(whole) - 1
    digits = whole + fraction
    stripped = digits.lstrip('0')
    exponent -= len(digits) - len(stripped)
    stripped = stripped.rstrip('0')
    return (stripped, exponent) if stripped else ('0', 0)


def _cut_digits(x, v, unique, fractional, most, least):
    """_digits of v = |x| up to the places most and at least to least, of the fraction or of all digits."""
    digits, exponent = _digits(x, None, True)
    if v == 0:
        return digits, exponent
    p, q = v.as_integer_ratio()
    rounded_up = p * 10 ** max(-exponent, 0) < q * 10 ** max(exponent, 0)  # the shortest digits, to a power of ten
    if rounded_up and (not unique or least is not None and least + (exponent if fractional else 0) > len(digits)):
        exponent -= 1
    before = exponent + 1 if fractional else 0
    n = len(digits)
    if unique and least is not None:
        n = max(n, least + before)
    if most is not None:
        n = min(n, most + before) if unique else most + before
    if unique and n == len(digits):
        return digits, exponent
    if n <= 0:  # all digits stand behind the places
        return f'{v:.{most}f}'[-1], -most
    up = n - 1 - exponent
    if up >= 0:
        p *= 10 ** up
    else:
        q *= 10 ** -up
    r, rest = divmod(p, q)
    if len(str(r)) != n:  # the shortest digits were rounded up to a power of ten
        return digits, exponent
    carries = 2 * rest > q or (2 * rest == q and r % 2 == 1)
    cut = str(r + carries)
    exponent += len(cut) > n
    if (carries and str(r)[-1] == '9') or (not unique and rest == 0):
        cut = cut.rstrip('0')
    return cut[:n], exponent


def _positive(value, name):
    """An argument that is left out or not negative."""
    if value is not None and value < 0:
        raise ValueError(f'{name} must be >= 0')
    return value


def _check_whole(*values):
    """Arguments that the native part reads as integers."""
    import operator
    for v in values:
        if isinstance(v, float):
            raise TypeError('integer argument expected, got float')
        if v is not None and not isinstance(v, _core.bool_):
            operator.index(v)


def _check_flag(value):
    if value is None:
        raise TypeError("'NoneType' object cannot be interpreted as an integer")
    _check_whole(value)


def _checked_number(x, precision, unique, trim, min_digits, flags, pads):
    """x as a float, if the arguments go together; flags: whether fractional, if that is one, and the sign."""
    if (min_digits or 0) > 0 and (precision or 0) > 0 and min_digits > precision:
        raise ValueError('min_digits must be less than or equal to precision')
    _check_whole(precision)
    for v in (unique, *flags[:-1]):
        _check_flag(v)
    if trim not in ('k', '.', '0', '-'):
        raise TypeError(f"if supplied, trim must be 'k', '.', '0' or '-' found `{trim!s:>100}`")
    _check_flag(flags[-1])
    _check_whole(*pads)
    if not unique and precision is None:
        raise TypeError('in non-unique mode `precision` must be supplied')
    if isinstance(x, (str, bytes, complex)) or not hasattr(x, '__float__') and not hasattr(x, '__index__'):
        raise TypeError(f'must be real number, not {type(x).__name__}')
    return x if isinstance(x, _core.floating) and x.dtype.char == 'g' else float(x)


def format_float_positional(x, precision=None, unique=True, fractional=True, trim='k', sign=False, pad_left=None,
                            pad_right=None, min_digits=None):
    """A number in decimal notation without an exponent."""
    for value, name in ((precision, 'precision'), (pad_left, 'pad_left'), (pad_right, 'pad_right'), (min_digits, 'min_digits')):
        _positive(value, name)
    if not fractional and precision == 0:
        raise ValueError('precision must be greater than 0 if fractional=False')
    v = _checked_number(x, precision, unique, trim, min_digits, (fractional, sign), (pad_left, pad_right, min_digits))
    if v != v or abs(v) == float('inf'):
        text = 'nan' if v != v else ('-inf' if v < 0 else '+inf' if sign else 'inf')
        return text
    minus = '-' if str(v)[0] == '-' else '+' if sign else ''
    digits, exponent = _cut_digits(x, abs(v), unique, fractional, precision, min_digits)
    if exponent >= 0:
        whole, fraction = digits[:exponent + 1].ljust(exponent + 1, '0'), digits[exponent + 1:]
    else:
        whole, fraction = '0', '0' * (-exponent - 1) + digits
    desired = (min_digits if unique else precision) or 0
    if trim == 'k':
        fraction = fraction.ljust(desired if fractional else desired - len(whole), '0')
    else:
        fraction = fraction.rstrip('0') or ('0' if trim == '0' else '')
    text = (minus + whole).rjust(pad_left or 0) + ('.' if fraction or trim != '-' else '') + fraction
    if pad_right is not None and pad_right >= len(fraction):
        text += ' ' * (pad_right - len(fraction) + (trim == '-' and not fraction))
    return text


def format_float_scientific(x, precision=None, unique=True, trim='k', sign=False, pad_left=None, exp_digits=None,
                            min_digits=None):
    """A number in scientific notation."""
    for value, name in ((precision, 'precision'), (pad_left, 'pad_left'), (exp_digits, 'exp_digits'), (min_digits, 'min_digits')):
        _positive(value, name)
    v = _checked_number(x, precision, unique, trim, min_digits, (sign,), (pad_left, exp_digits, min_digits))
    if v != v or abs(v) == float('inf'):
        return 'nan' if v != v else ('-inf' if v < 0 else '+inf' if sign else 'inf')
    minus = '-' if str(v)[0] == '-' else '+' if sign else ''
    digits, exponent = _cut_digits(x, abs(v), unique, False, None if precision is None else precision + 1,
                                   None if min_digits is None else min_digits + 1)
    whole, fraction = digits[0], digits[1:]
    if min_digits:
        fraction = fraction.ljust(min_digits, '0')
    point = '.' if fraction and v or trim != '-' else ''  # stays where only zeros stood behind it
    if trim in '.-':
        fraction = fraction.rstrip('0')
    elif trim == '0':
        fraction = fraction.rstrip('0') or '0'
    elif trim == 'k' and precision is not None and not unique:
        fraction = fraction.ljust(precision, '0')
    text = minus + whole + point + fraction
    if pad_left is not None:
        text = (minus + whole).rjust(pad_left) + text[len(minus + whole):]
    return text + 'e' + ('-' if exponent < 0 else '+') + str(abs(exponent)).rjust(exp_digits or 2, '0')


_core_default = get_printoptions()
