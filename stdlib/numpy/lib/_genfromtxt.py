"""genfromtxt: tables of text in which fields may be missing, with names, and with types that may be found out."""
import warnings
from itertools import chain, islice
from operator import index

import numpy as np
from numpy.lib._iotools import ConversionWarning, ConverterError, ConverterLockError
from numpy.lib._loadtxt import flat_dtypes, opened_lines, with_dimensions

_BAD_TEXT = " !#$%&'()*+,-./:;<=>?@[\\]^{|}~"
_BAD_CHARACTERS = set(_BAD_TEXT)
_RESERVED = ('return', 'file', 'print')


# --- names of columns ---

class _Names:
    """How names are made usable: their case, characters, and numbers for those given twice."""

    def __init__(self, excluded, deleted, case_sensitive, replace_space):
        excluded = [] if excluded is None else excluded
        excluded.extend(_RESERVED)
        self.excluded = excluded
        self.deleted = (_BAD_CHARACTERS if deleted is None else set(deleted)) | {'"'}
        self.space = replace_space
        if case_sensitive is None or case_sensitive is True:
            self.cased = lambda name: name
        elif case_sensitive is False or case_sensitive.startswith('u'):
            self.cased = lambda name: name.upper()
        elif case_sensitive.startswith('l'):
            self.cased = lambda name: name.lower()
        else:
            raise ValueError(f'unrecognized case_sensitive value {case_sensitive}.')

    def valid(self, names, default='f%i', count=None):
        """The names as a tuple, count of them if that is given."""
        names = [names] if isinstance(names, str) else list(names)
        if count is not None:
            names = (names + [''] * count)[:count]
        out, seen, unnamed = [], {}, 0
        for name in names:
            name = self.cased(name).strip()
            if self.space:
                name = name.replace(' ', self.space)
            name = ''.join(c for c in name if c not in self.deleted)
            if not name:
                while default % unnamed in names:
                    unnamed += 1
                name = default % unnamed
                unnamed += 1
            elif name in self.excluded:
                name += '_'
            n = seen.get(name, 0)
            seen[name] = n + 1
            out.append(f'{name}_{n}' if n else name)
        return tuple(out)

    def named_dtype(self, d, names, default):
        """A dtype whose fields have these names, or good ones."""
        try:
            d = np.dtype(d)
        except TypeError:  # a list of types, of which each is a field
            found = self.valid([''] * len(d) if names is None else names, default, len(d))
            return np.dtype({'formats': d, 'names': list(found)})
        if names is not None:
            if d.names is None:
                return np.dtype([(name, d.type) for name in self.valid(names, default)])
            return _renamed(d, self.valid(names, default, len(d.names)))
        if d.names is None:
            return d
        numbered = d.names == tuple(f'f{i}' for i in range(len(d.names)))
        own = [''] * len(d.names) if numbered and default != 'f%i' else d.names
        return _renamed(d, self.valid(own, default))


def _renamed(d, names):
    """d with other names for its fields."""
    return np.dtype({'names': list(names), 'formats': [d.fields[n][0] for n in d.names],
                     'offsets': [d.fields[n][1] for n in d.names], 'itemsize': d.itemsize})


# --- lines ---

def _line_splitter(delimiter, comments, autostrip):
    """The function from a line to its fields."""
    if isinstance(delimiter, bytes):
        delimiter = delimiter.decode('latin1')
    if delimiter is None or isinstance(delimiter, str):
        def cut(line):
            line = line.strip(' \r\n')
            return line.split(delimiter or None) if line else []
    elif hasattr(delimiter, '__iter__'):
        ends = np.cumsum([0, *delimiter]).tolist()

        def cut(line):
            return [line[i:j] for i, j in zip(ends, ends[1:])] if line else []
    else:
        width = int(delimiter)

        def cut(line):
            line = line.strip('\r\n')
            return [line[i:i + width] for i in range(0, len(line), width)]

    def fields(line):
        if comments is not None:
            line = line.split(comments)[0]
        return [f.strip() for f in cut(line)] if autostrip else cut(line)
    return fields


# --- values ---

def _truth(text):
    try:
        return {'TRUE': True, 'FALSE': False}[text.upper()]
    except KeyError:
        raise ValueError('Invalid boolean') from None


def _as_bytes(text):
    return text if isinstance(text, bytes) else str(text).encode('latin1')


# What a column of unknown type may be, from the narrowest on: the type, how a field becomes one, what stands for none.
_STEPS = ((np.bool_, _truth, False), (np.int_, int, -1), (np.float64, float, np.nan),
          (np.complex128, complex, complex(np.nan, 0)), (np.longdouble, np.longdouble, np.nan), (np.str_, str, '???'), (np.bytes_, _as_bytes, '???'))


def _type_of(value):
    d = np.array(value).dtype
    return d if d.kind == 'M' else d.type


class _Converter:
    """How the fields of one column become values."""

    def __init__(self, d, missing, default, locked=False):
        self.missing, self.locked, self.checked = {*missing, ''}, locked, False
        self.given_default = default
        if d is None:
            self.step, self.type, self.function, self.default = 0, np.bool_, _truth, default or False
            return
        d = np.dtype(d)
        self.type = d if d.kind == 'M' else d.type
        self.step, self.function, self.default = self._of_type(d, default)

    @staticmethod
    def _of_type(d, default):
        for step, (t, function, own) in enumerate(_STEPS):
            if np.issubdtype(d.type, t) or t is np.int_ and d.kind in 'iu' or t is np.float64 and d.kind == 'f' and d.char != 'g' \
                    or t is np.complex128 and d.kind == 'c':
                break
        else:
            step, function, own = 0, _STEPS[-1][1], default
        if step == 1:
            wide = d.itemsize == 8

            def function(text):
                return d.type(text) if wide else int(float(text))
        return step, function, own if default is None else default

    def use(self, function, sample, default):
        """Takes the user's function; the column's type is that of what it makes of a sample."""
        self.function, self.locked = function, True
        if default is not None:
            self.default, self.type = default, _type_of(default)
            return
        try:
            made = function(sample or '1')
        except (TypeError, ValueError):
            made = None
        self.type = _type_of(made)

    def loose(self, text):
        try:
            return self.function(text)
        except ValueError:
            return self.default

    def strict(self, text):
        try:
            value = self.function(text)
            if self.function is int and not -2 ** 63 <= value < 2 ** 63:
                raise ValueError
            return value
        except ValueError:
            if text.strip() in self.missing:
                if not self.step:
                    self.checked = False
                return self.default
            raise ValueError(f"Cannot convert string '{text}'") from None

    def fit(self, texts):
        """Widens the type until it takes all texts."""
        while True:
            self.checked = True
            try:
                for text in texts:
                    self.strict(text)
                return
            except ValueError:
                self._widen()

    def _widen(self):
        if self.locked:
            raise ConverterLockError('Converter is locked and cannot be upgraded')
        if self.step == len(_STEPS) - 1:
            raise ConverterError('Could not find a valid conversion function')
        self.step += 1
        self.type, self.function, own = _STEPS[self.step]
        self.default = own if self.given_default is None else self.given_default


# --- the table ---

class _Reader:
    """One call of genfromtxt."""

    def __init__(self, fname, options):
        self.fname = fname
        self.__dict__.update(options)

    def lines(self):
        self.as_bytes = self.encoding == 'bytes'
        try:
            lines, self.opened, encoding = opened_lines(self.fname, None if self.as_bytes else self.encoding)
        except ValueError as error:
            raise TypeError('fname must be a string, a filehandle, a sequence of strings,\nor an iterator of strings. Got '
                            f'{type(self.fname)} instead.') from error
        return (line.decode(encoding) if isinstance(line, bytes) else line for line in lines)

    def first_row(self, lines):
        """(the first line with fields, its fields)"""
        for line in islice(lines, max(self.skip_header, 0), None):
            if self.names is True and self.comments is not None and self.comments in line:
                line = ''.join(line.split(self.comments)[1:])
            fields = self.split(line)
            if fields:
                return line, fields
        warnings.warn('genfromtxt: Empty input file: "%s"' % self.fname, stacklevel=4)
        return '', []

    def settle_columns(self, first):
        """The columns taken, their names and types."""
        if self.usecols is not None:
            if isinstance(self.usecols, str):
                self.usecols = [c.strip() for c in self.usecols.split(',')]
            else:
                self.usecols = list(self.usecols) if hasattr(self.usecols, '__iter__') else [self.usecols]
        self.width = len(self.usecols or first)
        valid = self.valid
        if self.names is True:
            self.names = valid.valid([f.strip() for f in first])
        elif isinstance(self.names, str):
            self.names = valid.valid([n.strip() for n in self.names.split(',')])
        elif self.names:
            self.names = valid.valid(self.names)
        if self.dtype is not None:
            self.dtype = valid.named_dtype(self.dtype, self.names, self.defaultfmt)
        if self.names is not None:
            self.names = list(self.names)
        self.pick(first)

    def pick(self, first):
        d = self.dtype
        if not self.usecols:
            if self.names is not None and d is not None:
                self.names = list(d.names)
            return
        for i, c in enumerate(self.usecols):
            if isinstance(c, str):
                self.usecols[i] = self.names.index(c)
            elif c < 0:
                self.usecols[i] = c + len(first)
        if d is not None and d.names is not None and len(d.names) > self.width:
            self.dtype = np.dtype([(d.names[c], d.fields[d.names[c]][0]) for c in self.usecols])
            self.names = list(self.dtype.names)
        elif self.names is not None and len(self.names) > self.width:
            self.names = [self.names[c] for c in self.usecols]

    def place_of(self, key):
        """The column that a key of a dictionary means; None if there is none of that name."""
        if isinstance(key, str):
            if key not in (self.names or ()):
                return None
            key = self.names.index(key)
        if self.usecols and key in self.usecols:
            key = self.usecols.index(key)
        return key

    def missing_texts(self):
        given, out = self.missing_values or (), [[''] for _ in range(self.width)]
        if isinstance(given, bytes):
            given = given.decode('latin1')
        if isinstance(given, dict):
            for key, texts in given.items():
                texts = [str(t) for t in texts] if isinstance(texts, (list, tuple)) else [str(texts)]
                if key is None:
                    for own in out:
                        own += texts
                else:
                    place = self.place_of(key)
                    if place is not None:
                        out[place] += texts
        elif isinstance(given, (list, tuple)):
            for own, text in zip(out, given):
                own.append(str(text))
        else:
            for own in out:
                own += given.split(',') if isinstance(given, str) else [str(given)]
        return out

    def fillings(self):
        given, out = self.filling_values, [None] * self.width
        if isinstance(given, dict):
            for key, value in given.items():
                place = self.place_of(key)
                if place is not None:
                    out[place] = value
        elif isinstance(given, (list, tuple)):
            out[:len(given)] = given
            out = out[:self.width]
        elif given is not None:
            out = [given] * self.width
        return out

    def make_converters(self, first_line, first):
        missing, fillings = self.missing_texts(), self.fillings()
        self.missing = missing
        if self.dtype is None:
            self.types = None
            self.converters_of = [_Converter(None, m, f) for m, f in zip(missing, fillings)]
        else:
            self.types = flat_dtypes(self.dtype)
            types = self.types if len(self.types) > 1 else [self.dtype] * self.width
            self.converters_of = [_Converter(d, m, f, True) for d, m, f in zip(types, missing, fillings)]
        self.own = set()
        for key, function in self.converters.items():
            place = self.place_of(key)
            if place is None or self.usecols and not isinstance(key, str) and key not in self.usecols:
                continue
            sample = first[self.usecols[place] if self.usecols else place] if first_line else None
            self.converters_of[place].use(self.taking_bytes(function), sample, fillings[place])
            self.own.add(place)

    def taking_bytes(self, function):
        if function is bytes:
            return _as_bytes
        return (lambda text: function(_as_bytes(text))) if self.as_bytes else function

    def read_rows(self, lines, first_line):
        """The rows with as many fields as there are columns; the others are complained about."""
        rows, wrong = [], []
        for number, line in enumerate(chain([first_line], lines), self.skip_header + 1):
            fields = self.split(line)
            n = len(fields)
            if not n:
                continue
            if self.usecols:
                try:
                    fields = [fields[c] for c in self.usecols]
                except IndexError:
                    wrong.append((number, n))
                    continue
            elif n != self.width:
                wrong.append((number, n))
                continue
            rows.append(fields)
            if len(rows) == self.max_rows:
                break
        return rows, wrong

    def find_types(self, rows):
        for k, converter in enumerate(self.converters_of):
            column = [row[k] for row in rows]
            try:
                converter.fit(column)
            except ConverterLockError:
                text = f'Converter #{k} is locked and cannot be upgraded: '
                for j, field in enumerate(column):
                    try:
                        converter.fit([field])
                    except (ConverterError, ValueError):
                        raise ConverterError(f"{text}(occurred line #{j + 1 + self.skip_header} for value '{field}')") from None

    def check(self, rows, wrong):
        """Complains about lines of another length, and leaves out the footer."""
        footer = self.skip_footer
        if wrong:
            last = len(rows) + len(wrong) - footer + self.skip_header
            if footer > 0:
                kept = [w for w in wrong if w[0] <= last]
                footer, wrong = footer - (len(wrong) - len(kept)), kept
            lines = [f'    Line #{n} (got {m} columns instead of {self.width})' for n, m in wrong]
            if lines:
                text = '\n'.join(['Some errors were detected !'] + lines)
                if self.invalid_raise:
                    raise ValueError(text)
                warnings.warn(text, ConversionWarning, stacklevel=4)
        return rows[:-footer] if footer > 0 else rows

    def found_dtype(self, data):
        """The dtype of the columns' types as found, and the data, in which text may become bytes."""
        types = [c.type for c in self.converters_of]
        texts = [k for k, t in enumerate(types) if t is np.str_]
        if self.as_bytes and texts:
            warnings.warn('Reading unicode strings without specifying the encoding argument is deprecated. Set the encoding, '
                          'use None for the system default.', np.VisibleDeprecationWarning, stacklevel=4)
            try:
                data = [tuple(v.encode('latin1') if k in texts else v for k, v in enumerate(row)) for row in data]
                types = [np.bytes_ if t is np.str_ else t for t in types]
            except UnicodeEncodeError:
                pass
        sized = [(t, max(len(row[k]) for row in data)) if isinstance(t, type) and issubclass(t, np.character) else t
                 for k, t in enumerate(types)]
        if self.names is not None:
            return list(zip(self.names, sized)), data
        alike = {t for c, t in zip(self.converters_of, types) if c.checked}
        if len(alike) == 1:
            return alike.pop(), data
        return [(self.defaultfmt % k, t) for k, t in enumerate(sized)], data

    def given_dtype(self, data):
        """The dtype that was asked for, but for columns that the user's converters make otherwise."""
        d = self.dtype
        if self.names and d.names is not None:
            d = _renamed(d, tuple(self.names))
        if d.names is not None or not self.own:
            return d
        parts, same = [], True
        for k, converter in enumerate(self.converters_of):
            t = converter.type
            if k in self.own:
                same = same and t == d.type
                if isinstance(t, type) and issubclass(t, np.character):
                    t = (t, max(len(row[k]) for row in data))
                parts.append(('', t))
            else:
                parts.append(('', d))
        return d if same else np.dtype(parts) if len(parts) > 1 else np.dtype(parts[0][1])

    def table(self, data):
        if self.dtype is None:
            d, data = self.found_dtype(data)
            return np.array(data, dtype=d)
        d = self.given_dtype(data)
        if d.hasobject and d.names is not None and any(d[name].names is not None for name in d.names):
            raise NotImplementedError('Nested fields involving objects are not supported...')
        if d.names is None or len(self.types) < 2 or d.hasobject:
            return np.array(data, dtype=d)
        return np.array(data, dtype=[('', t) for t in self.types]).view(d)

    def mask_of(self, table, rows):
        lost = [tuple(f.strip() in m for f, m in zip(row, self.missing)) for row in rows]
        if table.dtype.names is None:
            return np.array(lost, dtype=bool)
        if len(table.dtype.names) != self.width:
            flat = np.array(lost, dtype=[('', bool)] * self.width)
            return flat.view(np.ma.make_mask_descr(table.dtype))
        mask = np.array(lost, dtype=[(n, bool) for n in table.dtype.names])
        for name, converter in zip(table.dtype.names, self.converters_of):
            for text in converter.missing - {''}:
                mask[name] |= table[name] == converter.loose(text)
        return mask

    def read(self):
        self.opened = None
        lines = self.lines()
        try:
            self.split = _line_splitter(self.delimiter, self.comments, self.autostrip)
            self.valid = _Names(self.excludelist, self.deletechars, self.case_sensitive, self.replace_space)
            first_line, first = self.first_row(lines)
            header = self.names is True
            if header and self.comments is not None and first[0].strip() in self.comments:
                del first[0]
            self.settle_columns(first)
            first_line = '' if header else first_line
            self.make_converters(first_line, first)
            rows, wrong = self.read_rows(lines, first_line)
        finally:
            if self.opened is not None:
                self.opened.close()
        if self.dtype is None:
            self.find_types(rows)
        rows = self.check(rows, wrong)
        calls = [c.loose if self.loose else c.strict for c in self.converters_of]
        data = [tuple(call(f) for call, f in zip(calls, row)) for row in rows]
        x = self.table(data)
        names = x.dtype.names
        if self.usemask:
            x = np.ma.array(x, mask=self.mask_of(x, rows))
        x = with_dimensions(x, self.ndmin)
        if not self.unpack:
            return x
        if names is None:
            return x.T
        return x[names[0]] if len(names) == 1 else [x[name] for name in names]


def genfromtxt(fname, dtype=float, comments='#', delimiter=None, skip_header=0, skip_footer=0, converters=None, missing_values=None,
               filling_values=None, usecols=None, names=None, excludelist=None, deletechars=_BAD_TEXT, replace_space='_', autostrip=False,
               case_sensitive=True, defaultfmt='f%i', unpack=None, usemask=False, loose=True, invalid_raise=True, max_rows=None,
               encoding='bytes', *, ndmin=0, like=None):
    """A table of text in which fields may be missing."""
    options = dict(locals())
    del options['fname'], options['like']
    if ndmin not in (0, 1, 2):
        raise ValueError(f'Illegal value of ndmin keyword: {ndmin}')
    if max_rows is not None:
        if skip_footer:
            raise ValueError("The keywords 'skip_footer' and 'max_rows' can not be specified at the same time.")
        if max_rows < 1:
            raise ValueError("'max_rows' must be at least 1.")
    options['converters'] = converters or {}
    if not isinstance(options['converters'], dict):
        raise TypeError("The input argument 'converter' should be a valid dictionary (got "
                        f"'{type(options['converters'])}' instead)")
    options['skip_header'] = index(skip_header)
    return _Reader(fname, options).read()
