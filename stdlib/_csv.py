"""The engine of the csv module: dialects, the reader and the writer.

Lines without quotes and escapes, by far the most, are split by str.split; lines whose quotes are
all in the usual form by one regular expression; everything else goes through the state machine.
"""
import re as _re
from _kukri import as_native as _as_native

__version__ = '1.0'
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)

_dialects = {}
_limit = [128 * 1024]


@_as_native
class Error(Exception):
    __module__ = '_csv'


_FIELDS = ('delimiter', 'doublequote', 'escapechar', 'lineterminator', 'quotechar', 'quoting', 'skipinitialspace',
           'strict')
_DEFAULTS = {'delimiter': ',', 'doublequote': True, 'escapechar': None, 'lineterminator': '\r\n', 'quotechar': '"',
             'quoting': QUOTE_MINIMAL, 'skipinitialspace': False, 'strict': False}
_missing = object()


def _one_char(name, value, optional):
    if optional and value is None:
        return None
    if not isinstance(value, str):
        kind = 'string or None' if optional else 'string'
        raise TypeError(f'"{name}" must be {kind}, not {type(value).__name__}')
    if len(value) != 1:
        raise TypeError(f'"{name}" must be a 1-character string')
    return value


def _as_tuple_parser(f):
    """For functions whose errors about arguments are those of C's parser of tuples."""
    return _as_native(f, 'tuple')


@_as_native
class Dialect:
    """CSV dialect"""
    __slots__ = _FIELDS + ('_plain', '_fields')

    def __new__(cls, dialect=_missing, **kwargs):
        for name in kwargs:
            if name not in _DEFAULTS:
                raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        if dialect is None:
            dialect = _missing
        if isinstance(dialect, cls) and not kwargs:
            return dialect
        values = {}
        for name in _FIELDS:
            if name in kwargs:
                values[name] = kwargs[name]
            elif dialect is not _missing and hasattr(dialect, name):
                values[name] = getattr(dialect, name)
        self = object.__new__(cls)
        put = lambda name, value: object.__setattr__(self, name, value)
        get = lambda name: values.get(name, _DEFAULTS[name])
        put('delimiter', _one_char('delimiter', get('delimiter'), False))
        put('doublequote', bool(get('doublequote')))
        put('escapechar', _one_char('escapechar', get('escapechar'), True))
        end = get('lineterminator')
        if end is not None and not isinstance(end, str):
            raise TypeError('"lineterminator" must be a string')
        put('lineterminator', end)
        put('quotechar', _one_char('quotechar', get('quotechar'), True))
        quoting = get('quoting')
        if type(quoting) is not int:
            raise TypeError('"quoting" must be an integer')
        if not QUOTE_MINIMAL <= quoting <= QUOTE_NONE:
            raise TypeError('bad "quoting" value')
        if 'quotechar' in values and values['quotechar'] is None and 'quoting' not in values:
            quoting = QUOTE_NONE
        put('quoting', quoting)
        put('skipinitialspace', bool(get('skipinitialspace')))
        put('strict', bool(get('strict')))
        if quoting != QUOTE_NONE and self.quotechar is None:
            raise TypeError('quotechar must be set if quoting enabled')
        if end is None:
            raise TypeError('lineterminator must be set')
        put('_plain', None)
        put('_fields', None)
        self._prepare(put)
        return self

    def _prepare(self, put):
        special = [c for c in (self.quotechar if self.quoting != QUOTE_NONE else None, self.escapechar) if c]
        put('_plain', _re.compile('[%s]' % _re.escape(''.join(special))).search if special else None)
        if self.doublequote and not self.escapechar and self.quoting != QUOTE_NONE:
            q, d = _re.escape(self.quotechar), _re.escape(self.delimiter)
            space = ' *' if self.skipinitialspace else ''
            put('_fields', _re.compile(rf'{space}(?:{q}((?:[^{q}]|{q}{q})*){q}|([^{q}{d}\r\n][^{d}\r\n]*|))({d}|\Z)').match)

    def __setattr__(self, name, value):
        if name in _FIELDS:
            raise AttributeError(f"attribute '{name}' of '_csv.Dialect' objects is not writable"
                                 if name in ('delimiter', 'escapechar', 'quotechar', 'quoting', 'lineterminator')
                                 else 'readonly attribute')
        raise AttributeError(f"'_csv.Dialect' object has no attribute '{name}'")

    def __delattr__(self, name):
        self.__setattr__(name, None)

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'Dialect' instances")


def _check_count(args):
    """Refuses as the parser does that CPython gives no name of the function."""
    if not 1 <= len(args) <= 2:
        raise TypeError(f" expected at {'most 2 arguments' if args else 'least 1 argument'}, got {len(args)}")


@_as_tuple_parser
def register_dialect(*args, **fmtparams):
    """Create a mapping from a string name to a dialect class."""
    _check_count(args)
    name, dialect = args if len(args) == 2 else (args[0], _missing)
    if not isinstance(name, str):
        raise TypeError('dialect name must be a string')
    _dialects[name] = Dialect(dialect, **fmtparams)


@_as_native
def unregister_dialect(name):
    """Delete the name/dialect mapping."""
    if name not in _dialects:
        raise Error('unknown dialect')
    del _dialects[name]


@_as_native
def get_dialect(name):
    """The dialect instance of a name."""
    if name not in _dialects:
        raise Error('unknown dialect')
    return _dialects[name]


@_as_native
def list_dialects():
    """The names of all dialects."""
    return list(_dialects)


@_as_tuple_parser
def field_size_limit(*args, **kwargs):
    """The longest field that is allowed; an argument sets it."""
    old = _limit[0]
    given = len(args) + len(kwargs)
    if given > 1:
        raise TypeError(f"field_size_limit() takes at most 1 {'' if args else 'keyword '}argument ({given} given)")
    if kwargs:
        raise TypeError(f"'{next(iter(kwargs))}' is an invalid keyword argument for field_size_limit()")
    if args:
        if type(args[0]) is not int:
            raise TypeError('limit must be an integer')
        if not -1 << 63 <= args[0] < 1 << 63:
            raise OverflowError('Python int too large to convert to C long')
        _limit[0] = args[0]
    return old


(_START_RECORD, _START_FIELD, _ESCAPED_CHAR, _IN_FIELD, _IN_QUOTED, _ESCAPE_IN_QUOTED, _QUOTE_IN_QUOTED, _EAT_CRNL,
 _AFTER_ESCAPED_CRNL) = range(9)


@_as_native
class reader:
    """Iterates over records: lists of strings."""
    __module__ = '_csv'
    __slots__ = ('dialect', 'line_num', '_next', '_state', '_field', '_fields', '_numeric')

    def __init__(self, iterable, /, dialect=_missing, **fmtparams):
        self._next = iter(iterable).__next__
        self.dialect = Dialect(dialect, **fmtparams)
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        line = self._next()
        if type(line) is not str and not isinstance(line, str):
            self._not_text(line)
        self.line_num += 1
        d = self.dialect
        if d._plain is None or d._plain(line) is None:
            row = self._split(line, d)
            if row is not None:
                return row
        elif d._fields is not None:
            row = self._match(line, d)
            if row is not None:
                return row
        return self._parse(line)

    def _not_text(self, line):
        raise Error(f'iterator should return strings, not {type(line).__name__} '
                    '(the file should be opened in text mode)')

    def _split(self, line, d):
        """A record on one line without quotes; None if it is not that simple."""
        if line[-1:] == '\n':
            line = line[:-2] if line[-2:-1] == '\r' else line[:-1]
        elif line[-1:] == '\r':
            line = line[:-1]
        if '\r' in line or '\n' in line or len(line) > _limit[0]:
            return None
        if not line:
            return []
        row = line.split(d.delimiter)
        if d.skipinitialspace:
            row = [field.lstrip(' ') for field in row]
        if d.quoting == QUOTE_NONNUMERIC:
            row = [float(field) if field else '' for field in row]
        return row

    def _match(self, line, d):
        """A record on one line with well-formed quotes, else None."""
        line = line.removesuffix('\n').removesuffix('\r')
        if len(line) > _limit[0]:
            return None
        row, at, match, quote = [], 0, d._fields, d.quotechar
        while True:
            m = match(line, at)
            if m is None:
                return None
            quoted, plain, end = m.groups()
            if quoted is None:
                if d.quoting == QUOTE_NONNUMERIC and plain:
                    plain = float(plain)
                row.append(plain)
            else:
                row.append(quoted.replace(quote * 2, quote))
            at = m.end()
            if not end:
                return row

    def _parse(self, line):
        self._fields, self._field, self._numeric, self._state = [], [], False, _START_RECORD
        while True:
            for c in line:
                self._process(c)
            self._process(None)
            if self._state == _START_RECORD:
                return self._fields
            try:
                line = self._next()
            except StopIteration:
                if not self._field and self._state != _IN_QUOTED:
                    raise
                ended = True
            else:
                ended = False
            if ended: # outside the handler: an error has no context
                if self.dialect.strict:
                    raise Error('unexpected end of data')
                self._save()
                return self._fields
            if not isinstance(line, str):
                self._not_text(line)
            self.line_num += 1

    def _save(self):
        text = ''.join(self._field)
        self._field = []
        if self._numeric:
            self._numeric = False
            text = float(text)
        self._fields.append(text)

    def _add(self, c):
        if len(self._field) >= _limit[0]:
            raise Error('field larger than field limit (%d)' % _limit[0])
        self._field.append(c)

    def _process(self, c):
        """One character, or None at the end of a line."""
        state, d = self._state, self.dialect
        end = c is None or c == '\n' or c == '\r'
        if state == _START_RECORD:
            if c is None:
                return
            if end:
                self._state = _EAT_CRNL
                return
            state = _START_FIELD
        if state == _AFTER_ESCAPED_CRNL:
            if c is None:
                return
            state = _IN_FIELD
        if state == _START_FIELD:
            if end:
                self._save()
                self._state = _START_RECORD if c is None else _EAT_CRNL
            elif c == d.quotechar and d.quoting != QUOTE_NONE:
                self._state = _IN_QUOTED
            elif c == d.escapechar:
                self._state = _ESCAPED_CHAR
            elif c == ' ' and d.skipinitialspace:
                self._state = _START_FIELD
            elif c == d.delimiter:
                self._save()
                self._state = _START_FIELD
            else:
                self._numeric = d.quoting == QUOTE_NONNUMERIC
                self._add(c)
                self._state = _IN_FIELD
        elif state == _IN_FIELD:
            if end:
                self._save()
                self._state = _START_RECORD if c is None else _EAT_CRNL
            elif c == d.escapechar:
                self._state = _ESCAPED_CHAR
            elif c == d.delimiter:
                self._save()
                self._state = _START_FIELD
            else:
                self._add(c)
                self._state = _IN_FIELD
        elif state == _IN_QUOTED:
            if c is None:
                return
            if c == d.escapechar:
                self._state = _ESCAPE_IN_QUOTED
            elif c == d.quotechar and d.quoting != QUOTE_NONE:
                self._state = _QUOTE_IN_QUOTED if d.doublequote else _IN_FIELD
            else:
                self._add(c)
        elif state == _QUOTE_IN_QUOTED:
            if c == d.quotechar and d.quoting != QUOTE_NONE:
                self._add(c)
                self._state = _IN_QUOTED
            elif c == d.delimiter:
                self._save()
                self._state = _START_FIELD
            elif end:
                self._save()
                self._state = _START_RECORD if c is None else _EAT_CRNL
            elif not d.strict:
                self._add(c)
                self._state = _IN_FIELD
            else:
                raise Error(f"'{d.delimiter}' expected after '{d.quotechar}'")
        elif state == _ESCAPED_CHAR:
            self._add('\n' if c is None else c)
            self._state = _AFTER_ESCAPED_CRNL if c is not None and end else _IN_FIELD
        elif state == _ESCAPE_IN_QUOTED:
            self._add('\n' if c is None else c)
            self._state = _IN_QUOTED
        elif c is None: # _EAT_CRNL
            self._state = _START_RECORD
        elif not end:
            raise Error('new-line character seen in unquoted field - do you need to open the file in '
                        'universal-newline mode?')


def _is_number(value):
    cls = type(value)
    return cls in (int, float, complex, bool) or (cls is not str and
            any(hasattr(cls, name) for name in ('__index__', '__int__', '__float__', '__complex__')))


@_as_native
class writer:
    """Writes records to a file."""
    __module__ = '_csv'
    __slots__ = ('dialect', '_write', '_special')

    def __init__(self, fileobj, /, dialect=_missing, **fmtparams):
        write = getattr(fileobj, 'write', None)
        if not callable(write):
            raise TypeError('argument 1 must have a "write" method')
        self._write = write
        self.dialect = d = Dialect(dialect, **fmtparams)
        special = {d.delimiter, d.escapechar, d.quotechar, *d.lineterminator} - {None}
        self._special = _re.compile('[%s]' % _re.escape(''.join(sorted(special)))).search

    def _text(self, text, quoted):
        d = self.dialect
        if self._special(text) is not None:
            out = []
            ends = d.lineterminator
            for c in text:
                if c == d.delimiter or c == d.escapechar or c == d.quotechar or c in ends:
                    escape = d.quoting == QUOTE_NONE
                    if not escape:
                        if c == d.quotechar:
                            if d.doublequote:
                                out.append(c)
                            else:
                                escape = True
                        elif c == d.escapechar:
                            escape = True
                        if not escape:
                            quoted = True
                    if escape:
                        if d.escapechar is None:
                            raise Error('need to escape, but no escapechar set')
                        out.append(d.escapechar)
                out.append(c)
            text = ''.join(out)
        return d.quotechar + text + d.quotechar if quoted else text

    def _line(self, row):
        d = self.dialect
        it = None
        try:
            it = iter(row)
        except TypeError:
            pass
        if it is None: # outside the handler: the error has no context
            raise Error(f'iterable expected, not {type(row).__name__}')
        quoting = d.quoting
        fields = []
        for value in it:
            quoted = quoting == QUOTE_ALL or quoting == QUOTE_NONNUMERIC and not _is_number(value)
            if type(value) is not str and not isinstance(value, str):
                value = '' if value is None else str(value)
            fields.append(self._text(value, quoted))
        if len(fields) == 1 and fields[0] == '':
            if quoting == QUOTE_NONE:
                raise Error('single empty field record must be quoted')
            fields[0] = d.quotechar * 2
        return d.delimiter.join(fields) + d.lineterminator

    def writerow(self, row, /):
        """Write the fields of one record; what the file's write() returns."""
        return self._write(self._line(row))

    def writerows(self, rows, /):
        """Write several records."""
        for row in rows:
            self.writerow(row)


Reader, Writer = reader, writer


@_as_tuple_parser
def reader(*args, **fmtparams):
    """Iterates over the records in lines of text: reader(iterable[, dialect], **fmtparams)."""
    _check_count(args)
    return Reader(*args, **fmtparams)


@_as_tuple_parser
def writer(*args, **fmtparams):
    """Writes records to a file: writer(fileobj[, dialect], **fmtparams)."""
    _check_count(args)
    return Writer(*args, **fmtparams)
