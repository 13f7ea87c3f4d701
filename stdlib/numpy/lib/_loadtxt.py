"""loadtxt: tables of text whose lines all have the same columns.

The lines become lists of fields, the fields values, and the values one array. The checks come in NumPy's order: the
arguments, then each line in turn.
"""
import os
import re
import warnings
from itertools import islice
from operator import index

import numpy as np
from numpy._helpers import reader_name


_COMPRESSED = {'.gz': 'gzip', '.bz2': 'bz2', '.xz': 'lzma', '.lzma': 'lzma'}


def opened_lines(fname, encoding):
    """(the lines, what to close, the encoding of lines that are bytes)"""
    if hasattr(fname, '__fspath__'):
        fname = os.fspath(fname)
    if not isinstance(fname, str):
        try:
            return iter(fname), None, encoding or getattr(fname, 'encoding', None) or 'latin1'
        except TypeError as error:
            raise ValueError('fname must be a string, filehandle, list of strings,\nor generator. Got '
                             f'{type(fname)} instead.') from error
    if not os.path.exists(fname) and '://' not in fname:
        raise FileNotFoundError(f'{fname} not found.')
    module = _COMPRESSED.get(os.path.splitext(fname)[1])
    if module is not None:
        import importlib
        f = importlib.import_module(module).open(fname, 'rt', encoding=encoding)
    else:
        f = open(fname, encoding=encoding)
    return f, f, encoding or f.encoding or 'latin1'


# --- arguments ---

def _count(value):
    try:
        value = index(value)
    except TypeError as error:
        raise TypeError('argument must be an integer') from error
    if value < 0:
        raise ValueError('argument must be nonnegative')
    return value


def _control(c):
    """A character that separates, quotes or begins a comment."""
    if c is not None and not (isinstance(c, str) and len(c) == 1):
        raise TypeError(f'Text reading control character must be a single unicode character or None; but got: {c!r:.100}')
    return c


def _check_controls(**characters):
    names = list(characters)
    for name, c in characters.items():
        if c in ('\r', '\n'):
            raise TypeError(f"control character '{name}' cannot be a newline (`\\r` or `\\n`).")
    if characters['delimiter'] is None:
        for name in names[1:]:
            if characters[name] is not None and characters[name].isspace():
                raise TypeError(f"The values for control characters 'delimiter' and '{name}' are incompatible")
    for i, first in enumerate(names):
        for second in names[i + 1:]:
            if characters[first] is not None and characters[first] == characters[second]:
                raise TypeError(f"The values for control characters '{second}' and '{first}' are incompatible")


def _comment_marks(comments, delimiter, quote):
    """(the one character that begins comments, several or longer marks)"""
    if comments is None:
        return None, ()
    marks = [comments] if isinstance(comments, (str, bytes)) else comments
    marks = tuple(m.decode('latin1') if isinstance(m, bytes) else m for m in marks)
    if '' in marks:
        raise ValueError('comments cannot be an empty string. Use comments=None to disable comments.')
    if len(marks) < 2 and all(len(m) == 1 for m in marks):
        return marks[0] if marks else None, ()
    if len(marks) > 1 and delimiter in marks:
        raise TypeError(f"Comment characters '{marks}' cannot include the delimiter '{delimiter}'")
    if quote is not None:
        raise ValueError('when multiple comments or a multi-character comment is given, quotes are not supported.  In this '
                         'case quotechar must be set to None.')
    return None, marks


def _column_numbers(usecols):
    if usecols is None:
        return None
    try:
        usecols = list(usecols)
    except TypeError:
        usecols = [usecols]
    for c in usecols:
        try:
            index(c)
        except TypeError:
            raise TypeError('usecols must be an int or a sequence of ints but it contains at least one element of type '
                            f"'{reader_name(c)}'") from None
    return [_column_number(c) for c in usecols]


def _column_number(c):
    c = index(c)
    if not -1 << 63 <= c < 1 << 63:
        raise OverflowError("cannot fit 'int' into an index-sized integer")
    return c


# --- fields ---

class _Tokens:
    """The lines of a text as lists of fields."""

    def __init__(self, delimiter, comment, marks, quote):
        self.delimiter, self.comment, self.marks, self.quote = delimiter, comment, marks, quote

    def fields(self, line, following):
        """The fields of a line; a quote that it leaves open takes the following lines in."""
        for mark in self.marks:
            line = line.partition(mark)[0]
        if self.quote is not None and self.quote in line:
            return self._quoted(line, following)
        if self.comment is not None:
            line = line.partition(self.comment)[0]
        body = line.rstrip('\r\n')
        if len(line) - len(body) > 1 or '\n' in body or '\r' in body:
            _check_end(line)
        return body.split() if self.delimiter is None else body.split(self.delimiter) if body else []

    def _ends(self, c):
        return c in '\r\n' or c == self.comment or (c.isspace() if self.delimiter is None else c == self.delimiter)

    def _at_end(self, line, i):
        return i >= len(line) or line[i] in '\r\n' or line[i] == self.comment

    def _quoted(self, line, following):
        """Fields of a line in which a quote at the start of a field keeps separators, marks and ends of lines; two stand
        for one."""
        fields, i = [], 0
        while True:
            if self.delimiter is None:
                while not self._at_end(line, i) and line[i].isspace():
                    i += 1
            if self._at_end(line, i):
                if self.delimiter is not None and fields:
                    fields.append('')
                break
            text, inside = [], line[i] == self.quote
            i += inside
            while True:
                if i >= len(line):
                    more = next(following, None) if inside else None
                    if more is None:
                        break
                    line, i = more, 0
                elif inside and line[i] == self.quote and line[i + 1:i + 2] != self.quote:
                    inside, i = False, i + 1
                elif not inside and self._ends(line[i]):
                    break
                else:
                    i += inside and line[i] == self.quote
                    text.append(line[i])
                    i += 1
            fields.append(''.join(text))
            if self._at_end(line, i):
                break
            i += 1
        if line[i:i + 1] != self.comment:
            _check_end(line[i:])
        return fields


def _check_end(text):
    """Refuses what stands behind the first end of a line."""
    ends = re.search('\r\n?|\n', text)
    if ends is not None and ends.end() < len(text):
        raise ValueError('Found an unquoted embedded newline within a single line of input.  This is currently not supported.')


_UNCOUNTED = ('Input line {} contained no data and will not be counted towards `max_rows={}`.  This differs from the behaviour '
              'in NumPy <=1.22 which counted lines rather than rows.  If desired, the previous behaviour can be achieved by '
              'using `itertools.islice`.\nPlease see the 1.23 release notes for an example on how to do this.  If you wish to '
              'ignore this warning, use `warnings.filterwarnings`.  This warning is expected to be removed in the future and '
              'is given only once per `loadtxt` call.')


def _texts(lines, encoding):
    """The lines as str."""
    for line in lines:
        if isinstance(line, bytes):
            line = line.decode(encoding)
        elif not isinstance(line, str):
            raise TypeError('non-string returned while reading data')
        yield line


def _rows(lines, tokens, skip, most):
    """The lists of fields of the lines that hold any."""
    n, warned = 0, most is None
    if most == 0:
        return
    for number, line in enumerate(lines):
        if number < skip:
            continue
        row = tokens.fields(line, lines)
        if row:
            n += 1
            yield row
            if n == most:  # what follows is left to who reads on
                return
        elif not warned:
            warned = True
            warnings.warn(_UNCOUNTED.format(number + 1, most), UserWarning, stacklevel=4)


# --- values ---

_VIA_FLOAT = ('loadtxt(): Parsing an integer via a float is deprecated.  To avoid this warning, you can:\n'
              '    * make sure the original data is stored as integers.\n'
              '    * use the `converters=` keyword argument.  If you only use\n'
              '      NumPy 1.23 or later, `converters=float` will normally work.\n'
              '    * Use `np.loadtxt(...).astype(np.int64)` parsing the file as\n'
              '      floating point and then convert it.  (On all NumPy versions.)\n  (Deprecated NumPy 1.23)')


def _plain(text):
    """The text without blanks around it, if it may be a number to NumPy: underscores and digits of other scripts are for
    Python alone."""
    text = text.strip()
    if '_' in text or not text.isascii():
        raise ValueError
    return text


def _float(text):
    return float(_plain(text))


_REAL = r'[-+]?(?i:(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|nan|inf(?:inity)?)'
_COMPLEX = re.compile(rf'(\()?\s*({_REAL})(?:(j)|(?:\+|(?=-))({_REAL})j)?\s*(?(1)\))', re.A)


def _complex(text):
    m = _COMPLEX.fullmatch(_plain_inside(text))
    if m is None:
        raise ValueError(f'could not convert string to complex: {text!r}')
    first = float(m[2])
    return complex(0, first) if m[3] else complex(first, float(m[4] or 0))


def _plain_inside(text):
    """The same for text that may have parentheses, within which any blanks may stand too."""
    text = text.strip()
    if text[:1] == '(' and text[-1:] == ')':
        return f'({_plain(text[1:-1])})'
    return _plain(text)


def _integer_parser(d):
    limits = np.iinfo(d)

    def parse(text):
        try:
            value = int(_plain(text))
            if limits.min <= value <= limits.max:
                return value
        except ValueError:
            pass
        value = float(_plain(text))
        warnings.warn(_VIA_FLOAT, DeprecationWarning, stacklevel=6)
        whole = int(value) if value - value == 0 else limits.min
        return whole if limits.min <= whole <= limits.max else limits.min
    return parse


def _parser(d):
    """The function from a field to a value of that type."""
    if d.kind in 'iu':
        return _integer_parser(d)
    if d.kind in 'mM' and np.datetime_data(d)[0] != 'generic':
        return lambda s: np.array(s, d)[()]
    if d.char == 'g':
        return lambda s: d.type(_plain(s))
    return {'f': _float, 'c': _complex, 'b': lambda s: int(_plain(s)) != 0, 'S': lambda s: s.encode('latin1')}.get(d.kind, str)


def flat_dtypes(d):
    """The types of the columns that one record takes."""
    if d.names is None:
        if d.subdtype is not None:
            base, shape = d.subdtype
            return flat_dtypes(base) * int(np.prod(shape))
        return [d]
    return [t for name in d.names for t in flat_dtypes(d.fields[name][0])]


class _Columns:
    """Which fields of a row are taken, and how each becomes a value."""

    def __init__(self, dtype, usecols, converters, byte_input):
        self.dtype, self.usecols = dtype, usecols
        self.converters, self.byte_input = converters, byte_input
        self.record = dtype.names is not None
        self.types = flat_dtypes(dtype) if self.record else None
        if usecols is not None and self.record and len(usecols) != len(self.types):
            raise TypeError('If a structured dtype is used, the number of columns in `usecols` must match the effective number of '
                            f'fields. But {len(usecols)} usecols were given and the number of fields is {len(self.types)}.')
        self.width = None

    def begin(self, width):
        """Settles the columns with the first row."""
        if self.usecols is not None:
            self.width = len(self.usecols)
        else:
            self.width = len(self.types) if self.record else width
        if not self.record:
            self.types = [self.dtype] * self.width
        made = {d: _parser(d) for d in set(self.types)}
        self.parsers = [made[d] for d in self.types]
        for k, f in self._own_converters().items():
            self.parsers[k] = f
        self.alike = self.parsers[0] if len(set(map(id, self.parsers))) == 1 else None

    def _own_converters(self):
        given = self.converters
        if given is None:
            return {}
        if callable(given):
            return dict.fromkeys(range(self.width), self._taking_bytes(given))
        if not isinstance(given, dict):
            raise TypeError('converters must be a dictionary mapping columns to converter functions or a single callable.')
        own = {}
        for column, f in given.items():
            try:
                place = index(column)
            except TypeError:
                raise TypeError(f'keys of the converters dictionary must be integers; got {column!r:.100}') from None
            if self.usecols is not None:
                if place not in self.usecols:
                    continue
                place = self.usecols.index(place)
            elif not -self.width <= place < self.width:
                raise ValueError(f'converter specified for column {place}, which is invalid for the number of fields '
                                 f'{self.width}.')
            if not callable(f):
                raise TypeError('values of the converters dictionary must be callable, but the value associated with key '
                                f'{column!r} is not')
            own[place % self.width] = self._taking_bytes(f)
        return own

    def _taking_bytes(self, f):
        if not self.byte_input:
            return f
        return lambda text: f(text.encode('latin1'))

    def values(self, row, n):
        """The values of the row with that number."""
        if self.width is None:
            self.begin(len(row))
        if self.usecols is None:
            if len(row) != self.width:
                raise ValueError(f'the number of columns changed from {self.width} to {len(row)} at row {n + 1}; use '
                                 '`usecols` to select a subset and avoid this error')
            try:
                if self.alike is not None:
                    return list(map(self.alike, row))
                return [parse(text) for parse, text in zip(self.parsers, row)]
            except Exception:
                pass  # found again below, where the field is known
        return [self._value(row, n, k) for k in range(self.width)]

    def _value(self, row, n, k):
        column = k if self.usecols is None else self.usecols[k]
        if not -len(row) <= column < len(row):
            raise ValueError(f'invalid column index {column} at row {n + 1} with {len(row)} columns')
        text = row[column]
        try:
            return self.parsers[k](text)
        except Exception as error:
            raise ValueError(f'could not convert string {text!r} to {self.types[k]} at row {n}, column '
                             f'{column % len(row) + 1}.') from error


# --- the array ---

def _table(rows, columns):
    """The rows as an array, which is put together of as many at a time as npyio._loadtxt_chunksize says."""
    from numpy.lib import npyio
    dtype, parts, numbered = columns.dtype, [], enumerate(rows)
    while values := [columns.values(row, n) for n, row in islice(numbered, npyio._loadtxt_chunksize)]:
        if columns.record:
            values = [tuple(_nested(dtype, iter(v))) for v in values]
        parts.append(np.array(values, dtype=dtype))
    if parts:
        return parts[0] if len(parts) == 1 else np.concatenate(parts)
    if columns.record:
        return np.empty(0, dtype)
    return np.empty((0, 1 if columns.usecols is None else len(columns.usecols)), dtype)


def _nested(d, values):
    """The next values as one record takes them."""
    out = []
    for name in d.names:
        t = d.fields[name][0]
        if t.names is not None:
            out.append(tuple(_nested(t, values)))
        elif t.subdtype is not None:
            base, shape = t.subdtype
            parts = np.empty(int(np.prod(shape)), base)
            for i in range(parts.size):
                parts[i] = next(values) if base.names is None else tuple(_nested(base, values))
            out.append(parts.reshape(shape).tolist())
        else:
            out.append(next(values))
    return out


def with_dimensions(x, ndmin):
    """x with at least ndmin dimensions, and no more of length 1."""
    if x.ndim > ndmin:
        x = x.squeeze()
    if x.ndim < ndmin:
        x = x.reshape(1) if ndmin == 1 else x.reshape(-1, 1)
    return x


def loadtxt(fname, dtype=float, comments='#', delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False, ndmin=0,
            encoding='bytes', max_rows=None, *, quotechar=None, like=None):
    """A table of text as an array."""
    if isinstance(delimiter, bytes):
        delimiter = delimiter.decode('latin1')
    byte_input = encoding == 'bytes'
    encoding = None if byte_input else encoding
    dtype = np.dtype(float if dtype is None else dtype)
    if usecols is not None and not isinstance(usecols, (list, tuple)):
        usecols = [usecols] if not hasattr(usecols, '__iter__') else list(usecols)
    if ndmin not in (0, 1, 2):
        raise ValueError(f'Illegal value of ndmin keyword: {ndmin}')
    comment, marks = _comment_marks(comments, delimiter, quotechar)
    if encoding is not None and not isinstance(encoding, str):
        raise TypeError('encoding must be a unicode string.')
    skiprows = _count(skiprows)
    max_rows = None if max_rows is None else _count(max_rows)
    lines, opened, encoding = opened_lines(fname, encoding)
    try:
        _check_controls(delimiter=_control(delimiter), quotechar=_control(quotechar), comment=_control(comment))
        columns = _Columns(dtype, _column_numbers(usecols), converters, byte_input)
        x = _table(_rows(_texts(lines, encoding), _Tokens(delimiter, comment, marks, quotechar), skiprows, max_rows), columns)
    finally:
        if opened is not None:
            opened.close()
    x = with_dimensions(x, ndmin)
    if x.shape and x.shape[0] == 0:
        warnings.warn(f'loadtxt: input contained no data: "{fname}"', UserWarning, stacklevel=2)
    if not unpack:
        return x
    return [x[name] for name in x.dtype.names] if x.dtype.names is not None else x.T
