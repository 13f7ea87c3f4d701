"""Arrays in files: .npy and .npz, text tables, raw bytes."""
import os
import sys
import warnings
from collections.abc import Mapping
from operator import index as _index

import numpy as np
from numpy import asanyarray, asarray
from numpy.lib import format

__all__ = ['fromfile', 'genfromtxt', 'load', 'loadtxt', 'save', 'savetxt', 'savez', 'savez_compressed', 'recfromtxt', 'recfromcsv',
           'ndfromtxt']


def _path(file):
    return os.fspath(file) if hasattr(file, '__fspath__') else file


# --- .npy and .npz ---

class _Bag:
    """The arrays of an archive as attributes."""

    def __init__(self, archive):
        self._archive = archive

    def __getattribute__(self, key):
        try:
            return object.__getattribute__(self, '_archive')[key]
        except KeyError:
            raise AttributeError(key) from None

    def __dir__(self):
        return list(object.__getattribute__(self, '_archive').keys())


class NpzFile(Mapping):
    """An open archive of arrays, each read when it is asked for."""

    zip = None
    fid = None

    def __init__(self, fid, own_fid=False, allow_pickle=False, pickle_kwargs=None, *, max_header_size=format._MAX_HEADER_SIZE):
        import zipfile
        self._names = None
        self.zip = zipfile.ZipFile(fid)
        self._files = self.zip.namelist()
        self.files = [x[:-4] if x.endswith('.npy') else x for x in self._files]
        self.allow_pickle = allow_pickle
        self.max_header_size = max_header_size
        self.pickle_kwargs = pickle_kwargs
        self.f = _Bag(self)
        if own_fid:
            self.fid = fid

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.close()

    def close(self):
        if self.zip is not None:
            self.zip.close()
            self.zip = None
        if self.fid is not None:
            self.fid.close()
            self.fid = None
        self.f = None

    def __iter__(self):
        return iter(self.files)

    def __len__(self):
        return len(self.files)

    def __contains__(self, key):
        return key in self._files or key in self.files

    def __getitem__(self, key):
        if key in self._files:
            member = key
        elif key in self.files:
            member = key + '.npy'
        else:
            raise KeyError(f'{key} is not a file in the archive')
        import io
        data = self.zip.read(member)
        if data[:len(format.MAGIC_PREFIX)] == format.MAGIC_PREFIX:
            return format.read_array(io.BytesIO(data), allow_pickle=self.allow_pickle, pickle_kwargs=self.pickle_kwargs,
                                     max_header_size=self.max_header_size)
        return data

    def __repr__(self):
        return f'<numpy.lib.npyio.NpzFile object at 0x{id(self):x}>'


def load(file, mmap_mode=None, allow_pickle=False, fix_imports=True, encoding='ASCII', *, max_header_size=format._MAX_HEADER_SIZE):
    """The array in a .npy file, the archive of a .npz file, or a pickled object if that is allowed."""
    if encoding not in ('ASCII', 'latin1', 'bytes'):
        raise ValueError("encoding must be 'ASCII', 'latin1', or 'bytes'")
    if mmap_mode is not None and not hasattr(file, 'read'):
        with open(_path(file), 'rb') as f:
            is_npy = f.read(len(format.MAGIC_PREFIX)) == format.MAGIC_PREFIX
        if is_npy:
            return format.open_memmap(file, mode=mmap_mode, max_header_size=max_header_size)
    kwargs = {'encoding': encoding, 'fix_imports': fix_imports}
    own = not hasattr(file, 'read')
    fid = open(_path(file), 'rb') if own else file
    keep = False
    try:
        n = len(format.MAGIC_PREFIX)
        start = fid.read(n)
        fid.seek(-min(n, len(start)), 1)
        if start.startswith(b'PK\x03\x04') or start.startswith(b'PK\x05\x06'):
            archive = NpzFile(fid, own_fid=own, allow_pickle=allow_pickle, pickle_kwargs=kwargs, max_header_size=max_header_size)
            keep = True
            return archive
        if start == format.MAGIC_PREFIX:
            return format.read_array(fid, allow_pickle=allow_pickle, pickle_kwargs=kwargs, max_header_size=max_header_size)
        if not allow_pickle:
            raise ValueError('Cannot load file containing pickled data when allow_pickle=False')
        import pickle
        try:
            return pickle.load(fid, **kwargs)
        except Exception as e:
            raise pickle.UnpicklingError(f'Failed to interpret file {file!r} as a pickle') from e
    finally:
        if own and not keep:
            fid.close()


def save(file, arr, allow_pickle=True, fix_imports=True):
    """Writes an array as .npy."""
    if hasattr(file, 'write'):
        format.write_array(file, asanyarray(arr), allow_pickle=allow_pickle, pickle_kwargs={'fix_imports': fix_imports})
        return
    file = _path(file)
    if not file.endswith('.npy'):
        file = file + '.npy'
    with open(file, 'wb') as fid:
        format.write_array(fid, asanyarray(arr), allow_pickle=allow_pickle, pickle_kwargs={'fix_imports': fix_imports})


def _savez(file, args, kwds, compress, allow_pickle=True):
    import io
    import zipfile
    if not hasattr(file, 'write'):
        file = _path(file)
        if not file.endswith('.npz'):
            file = file + '.npz'
    names = dict(kwds)
    for i, val in enumerate(args):
        key = f'arr_{i}'
        if key in names:
            raise ValueError(f'Cannot use un-named variables and keyword {key}')
        names[key] = val
    with zipfile.ZipFile(file, mode='w', compression=zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED) as z:
        for key, val in names.items():
            buf = io.BytesIO()
            format.write_array(buf, asanyarray(val), allow_pickle=allow_pickle)
            z.writestr(key + '.npy', buf.getvalue())


def savez(file, *args, **kwds):
    """Writes several arrays into one .npz archive."""
    _savez(file, args, kwds, False)


def savez_compressed(file, *args, **kwds):
    """The same, compressed."""
    _savez(file, args, kwds, True)


# --- raw bytes ---

def fromfile(file, dtype=float, count=-1, sep='', offset=0, *, like=None):
    """An array from a file's bytes, or from the numbers in its text."""
    dtype = np.dtype(dtype)
    if offset != 0 and sep:
        raise TypeError("'offset' argument only permitted for binary files")
    own = not hasattr(file, 'read')
    f = open(_path(file), 'rb') if own else file
    try:
        if offset:
            f.seek(offset, 1)
        if sep:
            text = f.read()
            return np.fromstring(text.decode() if isinstance(text, bytes) else text, dtype=dtype, count=count, sep=sep)
        data = f.read() if count < 0 else f.read(count * dtype.itemsize)
        n = len(data) // dtype.itemsize
        return np.frombuffer(data[:n * dtype.itemsize], dtype=dtype).copy()
    finally:
        if own:
            f.close()


def _tofile(self, fid, sep='', format='%s'):
    """ndarray.tofile"""
    own = not hasattr(fid, 'write')
    if sep:
        text = sep.join(str(x) if format in ('', '%s') else format % x for x in self.ravel().tolist())
        f = open(_path(fid), 'w') if own else fid
        try:
            f.write(text if own or not hasattr(f, 'mode') or 'b' not in f.mode else text.encode())
        finally:
            if own:
                f.close()
        return
    f = open(_path(fid), 'wb') if own else fid
    try:
        f.write(self.tobytes())
    finally:
        if own:
            f.close()


def _dump(self, file):
    """ndarray.dump"""
    import pickle
    if hasattr(file, 'write'):
        pickle.dump(self, file, protocol=2)
    else:
        with open(_path(file), 'wb') as f:
            pickle.dump(self, f, protocol=2)


def _dumps(self):
    """ndarray.dumps"""
    import pickle
    return pickle.dumps(self, protocol=2)


# --- text ---

def _lines_of(fname, encoding):
    """(iterator over the lines, what to close)"""
    fname = _path(fname)
    if isinstance(fname, str):
        if not os.path.exists(fname) and '://' not in fname:
            raise FileNotFoundError(f'{fname} not found.')
        enc = None if encoding in (None, 'bytes') else encoding
        if fname.endswith('.gz'):
            import gzip
            f = gzip.open(fname, 'rt', encoding=enc or 'latin1')
        elif fname.endswith('.bz2'):
            import bz2
            f = bz2.open(fname, 'rt', encoding=enc or 'latin1')
        else:
            f = open(fname, encoding=enc)
        return f, f
    if hasattr(fname, '__iter__') or hasattr(fname, '__next__'):
        return _decoded(fname, encoding), None
    raise TypeError(f'fname must be a string, filehandle, list of strings,\nor generator. Got {type(fname)} instead.')


def _decoded(lines, encoding):
    for line in lines:
        yield line.decode('latin1' if encoding in (None, 'bytes') else encoding) if isinstance(line, bytes) else line


def _split_quoted(line, delimiter, quote):
    """Fields of a line in which a quote character keeps delimiters."""
    fields, cur, inside, was_quoted, i = [], [], False, False, 0
    while i < len(line):
        c = line[i]
        if inside:
            if c == quote:
                if line[i + 1:i + 2] == quote:
                    cur.append(quote)
                    i += 1
                else:
                    inside = False
            else:
                cur.append(c)
        elif c == quote and not cur:
            inside = was_quoted = True
        elif c == delimiter if delimiter is not None else c.isspace():
            if delimiter is not None or cur or was_quoted:
                fields.append(''.join(cur))
            cur, was_quoted = [], False
        else:
            cur.append(c)
        i += 1
    if delimiter is not None or cur or was_quoted:
        fields.append(''.join(cur))
    return fields


def _cut_comment(line, comments):
    for c in comments:
        i = line.find(c)
        if i >= 0:
            line = line[:i]
    return line


def _integer(text):
    try:
        return int(text)
    except ValueError:
        x = int(float(text))
    warnings.warn('loadtxt(): Parsing an integer via a float is deprecated.  To avoid this warning, you can:\n'
                  '    * make sure the original data is stored as integers.\n'
                  '    * use the `converters=` keyword argument.  If you only use\n'
                  '      NumPy 1.23 or later, `converters=float` will normally work.\n'
                  '    * Use `np.loadtxt(...).astype(np.int64)` parsing the file as\n'
                  '      floating point and then convert it.  (On all NumPy versions.)\n  (Deprecated NumPy 1.23)',
                  DeprecationWarning, stacklevel=5)
    return x


def _complex(text):
    text = text.strip()
    return complex(text[1:-1] if text[:1] == '(' and text[-1:] == ')' else text)


def _parser(dtype):
    kind = dtype.kind
    if kind == 'f':
        return float
    if kind in 'iu':
        return _integer
    if kind == 'c':
        return _complex
    if kind == 'b':
        return lambda s: bool(int(s))
    if kind == 'S':
        return lambda s: s.encode('latin1')
    return str


def _read_rows(lines, delimiter, comments, quote, max_rows):
    """Lists of fields of the lines that hold any."""
    n = 0
    for line in lines:
        if max_rows is not None and n >= max_rows:
            return
        line = line.rstrip('\r\n')
        if comments:
            line = _cut_comment(line, comments)
        if quote is not None and quote in line:
            row = _split_quoted(line, delimiter, quote)
        elif delimiter is None:
            row = line.split()
        else:
            row = line.split(delimiter) if line else []
        if row:
            n += 1
            yield row


def _take_columns(row, usecols, n_row):
    m = len(row)
    try:
        return [row[c] for c in usecols]
    except IndexError:
        bad = next(c for c in usecols if not -m <= c < m)
        raise ValueError(f'invalid column index {bad} at row {n_row} with {m} columns') from None


def _column_parsers(converters, dtypes, byte_input):
    parsers = [_parser(d) for d in dtypes]
    if converters is None:
        return parsers
    if callable(converters):
        converters = {i: converters for i in range(len(parsers))}
    for i, f in converters.items():
        if byte_input:
            f = (lambda f: lambda s: f(s.encode('latin1')))(f)
        parsers[i] = f
    return parsers


def _flat_dtypes(dtype):
    """The types of the columns that one record takes."""
    if dtype.names is None:
        return [dtype]
    return [d for name in dtype.names for d in _flat_dtypes(dtype.fields[name][0])]


def _convert(rows, dtype, converters, usecols, byte_input):
    """Rows of fields as rows of values."""
    record = dtype.names is not None
    out, parsers, width, n = [], None, None, 0
    for row in rows:
        n += 1
        if width is None:
            width = len(row)
        elif usecols is None and len(row) != width:
            raise ValueError(f'the number of columns changed from {width} to {len(row)} at row {n}; use `usecols` to select a '
                             'subset and avoid this error')
        if usecols is not None:
            row = _take_columns(row, usecols, n)
        if parsers is None:
            dtypes = _flat_dtypes(dtype) if record else [dtype] * len(row)
            if record and len(dtypes) != len(row):
                raise ValueError(f'the dtype passed requires {len(dtypes)} columns but {len(row)} were found at row {n}; use '
                                 '`usecols` to select a subset and avoid this error')
            conv = converters
            if isinstance(conv, dict) and usecols is not None:
                conv = {k: conv[c] for k, c in enumerate(usecols) if c in conv}
            elif isinstance(conv, dict):
                conv = {c if c >= 0 else c + len(row): f for c, f in conv.items()}
            parsers = _column_parsers(conv, dtypes, byte_input)
            same = all(p is parsers[0] for p in parsers)
            p0 = parsers[0]
        try:
            out.append([p0(s) for s in row] if same else [p(s) for p, s in zip(parsers, row)])
        except ValueError:
            for k, (p, s) in enumerate(zip(parsers, row)):
                try:
                    p(s)
                except ValueError:
                    if converters is not None and (callable(converters) or k in converters):
                        raise
                    name = dtypes[k].name
                    raise ValueError(f'could not convert string {s!r} to {name} at row {n - 1}, column {k + 1}.') from None
            raise
    return out


def loadtxt(fname, dtype=float, comments='#', delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False, ndmin=0,
            encoding='bytes', max_rows=None, *, quotechar=None, like=None):
    """A table of text as an array."""
    if delimiter is not None and isinstance(delimiter, bytes):
        delimiter = delimiter.decode('latin1')
    if ndmin not in (0, 1, 2):
        raise ValueError(f'Illegal value of ndmin keyword: {ndmin}')
    dtype = np.dtype(dtype)
    if isinstance(comments, (str, bytes)):
        comments = [comments]
    comments = [c.decode('latin1') if isinstance(c, bytes) else c for c in comments or []]
    if usecols is not None:
        if not hasattr(usecols, '__iter__'):
            usecols = [usecols]
        usecols = list(usecols)
        for k, c in enumerate(usecols):
            try:
                usecols[k] = _index(c)
            except TypeError:
                raise TypeError(f'usecols must be an int or a sequence of ints but it contains at least one element of type '
                                f'{type(c).__name__}') from None
    if converters is not None and not callable(converters) and not isinstance(converters, dict):
        raise TypeError('converters must be a dictionary mapping columns to converter functions or a single callable.')
    lines, opened = _lines_of(fname, encoding)
    try:
        lines = iter(lines)
        for _ in range(skiprows):
            if next(lines, None) is None:
                break
        values = _convert(_read_rows(lines, delimiter, comments, quotechar, max_rows), dtype, converters, usecols,
                          encoding == 'bytes')
    finally:
        if opened is not None:
            opened.close()
    if not values:
        warnings.warn(f'loadtxt: input contained no data: "{fname}"', UserWarning, stacklevel=2)
        arr = np.empty((0,) if dtype.names is not None or ndmin < 2 else (0, 1), dtype=dtype)
    elif dtype.names is not None:
        arr = np.array([tuple(v) for v in values], dtype=dtype)
    else:
        arr = np.array(values, dtype=dtype)
    if arr.ndim > ndmin:
        arr = arr.squeeze() if arr.ndim != 1 or arr.shape[0] == 1 else arr
    if arr.ndim < ndmin:
        if ndmin == 1:
            arr = np.atleast_1d(arr)
        elif ndmin == 2:
            arr = np.atleast_2d(arr).T if dtype.names is not None or len(values) != 1 else np.atleast_2d(arr)
    if unpack and arr.shape:
        if dtype.names is not None:
            return [arr[name] for name in dtype.names]
        return arr.T
    return arr


def savetxt(fname, X, fmt='%.18e', delimiter=' ', newline='\n', header='', footer='', comments='# ', encoding=None):
    """Writes an array as a table of text."""
    if isinstance(fmt, bytes):
        fmt = fmt.decode('latin1')
    if isinstance(delimiter, bytes):
        delimiter = delimiter.decode('latin1')
    fname = _path(fname)
    own = not hasattr(fname, 'write')
    if own:
        if fname.endswith('.gz'):
            import gzip
            fh = gzip.open(fname, 'wt', encoding=encoding or 'latin1')
        else:
            fh = open(fname, 'w', encoding=encoding or 'latin1')
        put = fh.write
    else:
        put = _writer(fname, encoding)
    try:
        _write_table(put, X, fmt, delimiter, newline, header, footer, comments)
    finally:
        if own:
            fh.close()


def _writer(f, encoding):
    """Writes text to a file of text or of bytes, whichever it is."""
    state = []

    def put(s):
        if not state:
            try:
                f.write(s)
                state.append(False)
                return
            except TypeError:
                state.append(True)
        f.write(s.encode(encoding or 'latin1') if state[0] else s)
    return put


def _write_table(put, X, fmt, delimiter, newline, header, footer, comments):
    X = asarray(X)
    if X.ndim == 0 or X.ndim > 2:
        raise ValueError(f'Expected 1D or 2D array, got {X.ndim}D array instead')
    if X.ndim == 1:
        if X.dtype.names is None:
            X = np.atleast_2d(X).T
            ncol = 1
        else:
            ncol = len(X.dtype.names)
    else:
        ncol = X.shape[1]
    is_complex = X.dtype.kind == 'c'
    if isinstance(fmt, (list, tuple)):
        if len(fmt) != ncol:
            raise AttributeError(f'fmt has wrong shape.  {fmt!s}')
        row_format = delimiter.join(fmt)
    elif isinstance(fmt, str):
        n = fmt.count('%')
        error = ValueError(f'fmt has wrong number of % formats:  {fmt}')
        if n == 1:
            fmt = [f' ({fmt}+{fmt}j)'] * ncol if is_complex else [fmt] * ncol
            row_format = delimiter.join(fmt)
        elif is_complex and n != 2 * ncol or not is_complex and n != ncol:
            raise error
        else:
            row_format = fmt
    else:
        raise ValueError(f'invalid fmt: {fmt!r}')
    if header:
        put(comments + header.replace('\n', '\n' + comments) + newline)
    if is_complex:
        for row in X:
            parts = []
            for number in row.tolist():
                parts += [number.real, number.imag]
            put((row_format % tuple(parts) + newline).replace('+-', '-'))
    else:
        for row in X:
            try:
                text = row_format % tuple(row.tolist() if hasattr(row, 'tolist') and X.dtype.kind != 'S' else row) + newline
            except TypeError as e:
                raise TypeError(f"Mismatch between array dtype ('{X.dtype!s}') and format specifier ('{row_format!s}')") from e
            put(text)
    if footer:
        put(comments + footer.replace('\n', '\n' + comments) + newline)


# --- tables with holes ---

_MISSING = {''}
_BOOLS = {'TRUE': True, 'FALSE': False}


def _fill_value(kind):
    return {'b': False, 'i': -1, 'f': np.nan, 'c': complex(np.nan, 0), 'S': b'???', 'U': '???'}.get(kind, -1)


def _column_kind(texts):
    """The first of bool, int, float, complex, str that all the texts are."""
    def ok(f):
        try:
            for t in texts:
                f(t)
        except (ValueError, KeyError):
            return False
        return True
    if ok(lambda t: _BOOLS[t.strip().upper()]):
        return 'b'
    if ok(int):
        return 'i'
    if ok(float):
        return 'f'
    if ok(_complex):
        return 'c'
    return 'U'


_KINDS = {'b': (bool, lambda t: _BOOLS[t.strip().upper()]), 'i': (np.int64, int), 'f': (np.float64, float),
          'c': (np.complex128, _complex), 'U': (str, str)}
_BAD_CHARS = set(r"""~!@#$%^&*()-=+~\|]}[{';: /?.>,<""")


def _valid_names(names, n, deletechars, replace_space, case_sensitive, default='f%i', excludelist=None):
    bad = _BAD_CHARS if deletechars is None else set(deletechars) | {'"'}
    excluded = set(excludelist or ()) | {'return', 'file', 'print'}
    seen, out = {}, []
    for k in range(n):
        name = names[k].strip() if k < len(names) else ''
        if case_sensitive is False or case_sensitive == 'upper':
            name = name.upper()
        elif case_sensitive == 'lower':
            name = name.lower()
        name = name.replace(' ', replace_space)
        name = ''.join(c for c in name if c not in bad)
        if name == '':
            name = default % k
        if name in excluded:
            name += '_'
        count = seen.get(name, 0)
        seen[name] = count + 1
        out.append(f'{name}_{count}' if count else name)
    return out


def _field_splitter(delimiter, autostrip):
    if delimiter is None or isinstance(delimiter, str):
        if delimiter is None or delimiter.isspace() and delimiter != '\t':
            return lambda s: s.split()
        def split(s):
            s = s.strip(' \r\n')
            return s.split(delimiter) if s else []
    else:
        widths = [delimiter] * 10000 if isinstance(delimiter, int) else list(delimiter)

        def split(s):
            out, at = [], 0
            s = s.rstrip('\r\n')
            for w in widths:
                if at >= len(s):
                    break
                out.append(s[at:at + w])
                at += w
            return out
    return (lambda s: [x.strip() for x in split(s)]) if autostrip else split


def _per_column(given, n, names, default):
    """A list of n entries from one value, a sequence, or a dict by number or name."""
    out = [default] * n
    if given is None:
        return out
    if isinstance(given, dict):
        for key, v in given.items():
            k = names.index(key) if isinstance(key, str) and key in names else key
            if isinstance(k, int) and -n <= k < n:
                out[k] = v
        return out
    if isinstance(given, (list, tuple)):
        for k, v in enumerate(given[:n]):
            out[k] = v
        return out
    return [given] * n


def genfromtxt(fname, dtype=float, comments='#', delimiter=None, skip_header=0, skip_footer=0, converters=None, missing_values=None,
               filling_values=None, usecols=None, names=None, excludelist=None, deletechars=None, replace_space='_', autostrip=False,
               case_sensitive=True, defaultfmt='f%i', unpack=None, usemask=False, loose=True, invalid_raise=True, max_rows=None,
               encoding='bytes', *, ndmin=0, like=None):
    """A table of text in which fields may be missing."""
    if ndmin not in (0, 1, 2):
        raise ValueError(f'Illegal value of ndmin keyword: {ndmin}')
    if max_rows is not None:
        if skip_footer:
            raise ValueError("The keywords 'skip_footer' and 'max_rows' can not be specified at the same time.")
        if max_rows < 1:
            raise ValueError("'max_rows' must be at least 1.")
    if isinstance(delimiter, bytes):
        delimiter = delimiter.decode('latin1')
    split = _field_splitter(delimiter, autostrip)
    lines, opened = _lines_of(fname, encoding)
    try:
        all_lines = list(lines)
    finally:
        if opened is not None:
            opened.close()
    all_lines = all_lines[skip_header:]

    def clean(line):
        return line.split(comments)[0] if comments is not None else line

    rows, first = [], None
    at = 0
    while at < len(all_lines) and not first:
        line = all_lines[at]
        at += 1
        if names is True and comments is not None:
            line = line.split(comments)
            line = line[0] if line[0].strip() else ''.join(line[1:])
            first = split(line)
        else:
            first = split(clean(line))
    if not first:
        warnings.warn(f'genfromtxt: Empty input file: "{fname}"', stacklevel=2)
        return np.array([], dtype=None if dtype is None else np.dtype(dtype))
    if names is True:
        names = [x.strip() for x in first]
    else:
        rows.append((at + skip_header, first))
        if isinstance(names, str):
            names = [x.strip() for x in names.split(',')]
        elif names:
            names = list(names)
    if usecols is not None:
        usecols = [x.strip() for x in usecols.split(',')] if isinstance(usecols, str) else \
            [usecols] if isinstance(usecols, int) else list(usecols)
    width = len(first) if usecols is None else len(usecols)
    expected = len(first)
    bad = []
    for number in range(at, len(all_lines)):
        fields = split(clean(all_lines[number]))
        if not fields:
            continue
        if max_rows is not None and len(rows) >= max_rows:
            break
        if usecols is None and len(fields) != expected:
            bad.append((number + 1 + skip_header, len(fields)))
            continue
        rows.append((number + 1 + skip_header, fields))
    if skip_footer > 0:
        rows = rows[:-skip_footer]
        bad = [b for b in bad if b[0] <= skip_header + len(all_lines) - skip_footer]
    if bad:
        text = 'Some errors were detected !\n' + '\n'.join(f'    Line #{n} (got {m} columns instead of {expected})' for n, m in bad)
        if invalid_raise:
            raise ValueError(text)
        warnings.warn(text, ConversionWarning, stacklevel=2)
    columns_of = [f for _, f in rows]
    if usecols is not None:
        numbers = [names.index(c) if isinstance(c, str) else c for c in usecols]
        columns_of = [[f[c] for c in numbers] for f in columns_of]
        if names and len(names) > width:
            names = [names[c] for c in numbers]
    given = None if dtype is None else np.dtype(dtype)
    if given is not None and given.names is not None:
        field_names = list(given.names)
        if names:
            field_names = _valid_names(names, width, deletechars, replace_space, case_sensitive, defaultfmt, excludelist)
    elif names:
        field_names = _valid_names(names, width, deletechars, replace_space, case_sensitive, defaultfmt, excludelist)
    else:
        field_names = [defaultfmt % k for k in range(width)]
    missing = _missing_sets(missing_values, width, names or [])
    filling = _per_column(filling_values, width, names or [], None)
    columns = list(zip(*columns_of)) if columns_of else [()] * width
    data, types = [], []
    for k in range(width):
        values, t = _parse_column(columns[k], k, given, converters, names, missing[k], filling[k], encoding, loose)
        data.append(values)
        types.append(t)
    table = _assemble_table(data, types, given, names, field_names, unpack and not usemask, ndmin)
    if not usemask:
        return table
    lost = [[t.strip() in missing[k] for t in columns[k]] for k in range(width)]
    if table.dtype.names is not None:
        mask = np.array([tuple(r) for r in zip(*lost)], dtype=[(n, bool) for n in table.dtype.names]).reshape(table.shape)
    else:
        mask = np.array(lost).T.reshape(table.shape)
    masked = np.ma.array(table, mask=mask)
    return masked.T if unpack else masked


class ConversionWarning(UserWarning):
    """A field could not be converted."""


def _missing_sets(given, width, names):
    sets = [set(_MISSING) for _ in range(width)]
    if given is None:
        return sets
    if isinstance(given, bytes):
        given = given.decode('latin1')
    if isinstance(given, str):
        given = given.split(',')
        for s in sets:
            s.update(x.strip() for x in given)
        return sets
    for s, v in zip(sets, _per_column(given, width, names, None)):
        if v is not None:
            s.update([str(v)] if not isinstance(v, (list, tuple)) else map(str, v))
    return sets


def _column_dtype(given, k):
    if given is None or given.names is None:
        return given
    return _flat_dtypes(given)[k]


def _parse_column(texts, k, given, converters, names, missing, fill, encoding, loose):
    """(values, dtype) of one column."""
    f = None
    if converters:
        for key, c in converters.items():
            if key == k or (isinstance(key, str) and names and key in names and names.index(key) == k) or \
                    (isinstance(key, int) and key < 0):
                f = c
    if f is not None:
        values = [f(t.encode('latin1') if encoding == 'bytes' else t) for t in texts]
        t = _column_dtype(given, k)
        return values, t if t is not None else np.array(values).dtype
    d = _column_dtype(given, k)
    if d is None:
        known = [t for t in texts if t.strip() not in missing]
        kind = _column_kind(known) if known else 'b'
        t, parse = _KINDS[kind]
        if kind == 'U':
            return list(texts), np.dtype(f'U{max([len(x) for x in texts] + [1])}')
        d = np.dtype(t)
    else:
        kind = d.kind if d.kind != 'u' else 'i'
        parse = _KINDS.get(kind, (None, str))[1]
        if kind == 'i':
            parse = _lenient_int
    if kind in 'SUO':
        return [t.encode('latin1') if kind == 'S' else t for t in texts], d
    hole = _fill_value(kind) if fill is None else fill
    values = []
    for t in texts:
        if t.strip() in missing:
            values.append(hole)
            continue
        try:
            values.append(parse(t))
        except (ValueError, KeyError):
            if not loose:
                raise ValueError(f"Cannot convert string '{t}'") from None
            values.append(hole)
    return values, d


def _lenient_int(t):
    try:
        return int(t)
    except ValueError:
        return int(float(t))


def _assemble_table(data, types, given, names, field_names, unpack, ndmin):
    width = len(data)
    if given is not None and given.names is not None:
        arr = np.array([tuple(r) for r in zip(*data)], dtype=given)
        record = True
    elif names or (given is None and any(t != types[0] for t in types)):
        if given is None and not names and all(t.kind == 'U' for t in types):
            wide = max(t.itemsize for t in types) // 4
            arr, record = np.array([list(r) for r in zip(*data)], dtype=f'U{wide}'), False
        else:
            arr = np.array([tuple(r) for r in zip(*data)], dtype=[(n, t if given is None else given) for n, t in zip(field_names, types)])
            record = True
    else:
        t = types[0] if given is None else given
        arr, record = np.array([list(r) for r in zip(*data)], dtype=t), False
    if arr.ndim > ndmin or record:
        if record and arr.shape == (1,) and ndmin == 0:
            arr = arr.reshape(())
        elif not record:
            arr = arr.squeeze()
    if arr.ndim < ndmin:
        arr = np.atleast_1d(arr) if ndmin == 1 else np.atleast_2d(arr) if width > 1 else np.atleast_2d(arr).T
    if unpack:
        if record:
            return [arr[n] for n in arr.dtype.names]
        return arr.T
    return arr


def fromregex(file, regexp, dtype, encoding=None):
    """Records from the groups of a regular expression that is searched for in a file."""
    import re
    own = not hasattr(file, 'read')
    f = open(_path(file), 'rt' if encoding else 'rb', encoding=encoding) if own else file
    try:
        if not isinstance(dtype, np.dtype):
            dtype = np.dtype(dtype)
        if dtype.names is None:
            raise TypeError('dtype must be a structured datatype.')
        content = f.read()
        if isinstance(content, bytes) and isinstance(regexp, str):
            regexp = regexp.encode('latin1')
        elif isinstance(content, str) and isinstance(regexp, bytes):
            regexp = regexp.decode('latin1')
        if not hasattr(regexp, 'match'):
            regexp = re.compile(regexp)
        found = regexp.findall(content)
        if found and not isinstance(found[0], tuple):
            found = [(i,) for i in found]
        return np.array([tuple(i) for i in found], dtype=dtype)
    finally:
        if own:
            f.close()


def recfromtxt(fname, **kwargs):
    kwargs.setdefault('dtype', None)
    return genfromtxt(fname, **kwargs)


def recfromcsv(fname, **kwargs):
    kwargs.setdefault('case_sensitive', 'lower')
    kwargs.setdefault('names', True)
    kwargs.setdefault('delimiter', ',')
    kwargs.setdefault('dtype', None)
    return genfromtxt(fname, **kwargs)


def ndfromtxt(fname, **kwargs):
    kwargs['usemask'] = False
    return genfromtxt(fname, **kwargs)
