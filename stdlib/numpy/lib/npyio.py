"""Arrays in files: .npy and .npz, text tables, raw bytes."""
import os
import warnings
from collections.abc import Mapping
from operator import index

import numpy as np
from _kukri import as_native as _as_native
from numpy import asanyarray, asarray
from numpy._helpers import reader_name
from numpy.lib import _datasource, format
from numpy.lib._genfromtxt import genfromtxt
from numpy.lib._loadtxt import loadtxt
from numpy.lib._text_scan import elements, unreadable

__all__ = ['fromfile', 'fromstring', 'genfromtxt', 'load', 'loadtxt', 'save', 'savetxt', 'savez', 'savez_compressed',
           'recfromtxt', 'recfromcsv', 'ndfromtxt']

_loadtxt_chunksize = 50000  # rows


def _path(file):
    return os.fspath(file) if hasattr(file, '__fspath__') else file


# --- .npy and .npz ---

class BagObj:
    """The arrays of an archive, which is referred to weakly, as attributes."""

    def __init__(self, archive):
        import weakref
        self._archive = weakref.proxy(archive)

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
        self.f = BagObj(self)
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
        with self.zip.open(member) as record:
            data = record.read()
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
    kwargs = {'encoding': encoding, 'fix_imports': fix_imports}
    own = not hasattr(file, 'read')
    fid = open(os.fspath(file), 'rb') if own else file
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
            if mmap_mode:
                most = 2 ** 64 if allow_pickle else max_header_size
                return format.open_memmap(file, mode=mmap_mode, max_header_size=most)
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
    file = os.fspath(file)
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

@_as_native
def fromfile(file, dtype=float, count=-1, sep='', offset=0, *, like=None):
    """An array from a file's bytes, or from the numbers in its text."""
    dtype = np.dtype(dtype)
    count = index(count)
    if not isinstance(sep, str):
        raise TypeError(f'fromfile() argument 4 must be str, not {reader_name(sep)}')
    offset = index(offset)
    if offset != 0 and sep:
        raise TypeError("'offset' argument only permitted for binary files")
    own = isinstance(file, (str, bytes)) or hasattr(file, '__fspath__')
    f = open(_path(file), 'rb') if own else file
    try:
        if not own:
            f.flush()
            f.fileno()  # files in memory have none
        if dtype.hasobject:
            raise ValueError('Cannot read into object array')
        if offset:
            f.seek(offset, 1)
            beyond = f.tell() - os.fstat(f.fileno()).st_size
            if count < 0 and dtype.itemsize and not sep and beyond >= dtype.itemsize:
                raise ValueError('negative dimensions are not allowed')
        if sep:
            error = unreadable(dtype)
            if error is not None:
                raise error
            text = f.read()
            return elements(text.decode('latin1') if isinstance(text, bytes) else text, dtype, count, sep)
        if not dtype.itemsize:
            raise ValueError('negative dimensions are not allowed')
        data = f.read() if count < 0 else f.read(count * dtype.itemsize)
        n = len(data) // dtype.itemsize
        return np.frombuffer(data[:n * dtype.itemsize], dtype=dtype).copy()
    finally:
        if own:
            f.close()


def fromstring(string, dtype=float, count=-1, *, sep='', like=None):
    """An array of the numbers in a text, or of the bytes of one."""
    if not isinstance(string, str):
        try:
            string = bytes(memoryview(string))
        except TypeError:
            raise TypeError(f"a bytes-like object is required, not '{type(string).__name__}'") from None
    dtype, count = np.dtype(dtype), index(count)
    if not isinstance(sep, str):
        raise TypeError(f'fromstring() argument 4 must be str, not {reader_name(sep)}')
    if not dtype.itemsize and dtype.names is not None:
        raise ValueError('zero-valued itemsize')
    data = string.encode() if isinstance(string, str) else bytes(string)
    if not sep:
        warnings.warn('The binary mode of fromstring is deprecated, as it behaves surprisingly on unicode inputs. Use '
                      'frombuffer instead', DeprecationWarning, stacklevel=2)
        return _from_bytes(data, dtype, count)
    error = unreadable(dtype)
    if error is not None:
        raise error
    return elements(data.decode('latin1'), dtype, count, sep, fill=True)


def _from_bytes(data, dtype, count):
    if dtype.itemsize == 0:
        raise ValueError('zero-valued itemsize')
    if count < 0:
        if len(data) % dtype.itemsize:
            raise ValueError('string size must be a multiple of element size')
        count = len(data) // dtype.itemsize
    elif len(data) < count * dtype.itemsize:
        raise ValueError('string is smaller than requested size')
    return np.frombuffer(data[:count * dtype.itemsize], dtype).copy() if count else np.empty(0, dtype)


def _tofile(self, fid, sep='', format=''):
    """ndarray.tofile"""
    for place, word in ((2, sep), (3, format)):
        if not isinstance(word, str):
            raise TypeError(f'tofile() argument {place} must be str, not {reader_name(word)}')
    own = isinstance(fid, (str, bytes)) or hasattr(fid, '__fspath__')
    if not own:
        fid.flush()
        fid.fileno()  # files in memory have none
    if not sep and self.dtype.hasobject:
        raise OSError('cannot write object arrays to a file in binary mode')
    if sep:
        text = sep.join(format % (x,) if format else repr(x) for x in self.ravel().tolist())
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


def _dump(self, file, protocol=2):
    """ndarray.dump"""
    import pickle
    if hasattr(file, 'write'):
        pickle.dump(self, file, protocol=protocol)
    else:
        with open(_path(file), 'wb') as f:
            pickle.dump(self, f, protocol=protocol)


def _dumps(self, protocol=2):
    """ndarray.dumps"""
    import pickle
    return pickle.dumps(self, protocol=protocol)


# --- text ---

def savetxt(fname, X, fmt='%.18e', delimiter=' ', newline='\n', header='', footer='', comments='# ', encoding=None):
    """Writes an array as a table of text."""
    if isinstance(fmt, bytes):
        fmt = fmt.decode('latin1')
    if isinstance(delimiter, bytes):
        delimiter = delimiter.decode('latin1')
    delimiter = str(delimiter)
    fname = _path(fname)
    own = not hasattr(fname, 'write')
    if own:
        fh = _datasource.open(fname, 'wt', encoding=encoding or 'latin1')
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
    if len(header) > 0:
        put(comments + header.replace('\n', '\n' + comments) + newline)
    if is_complex:
        for row in X:
            parts = []
            for number in row.tolist():
                parts += [number.real, number.imag]
            put((row_format % tuple(parts) + newline).replace('+-', '-'))
    else:
        plain = X.dtype in ('f8', 'i8')  # whose texts are those of Python's numbers, which come faster
        for row in X:
            try:
                text = row_format % tuple(row.tolist() if plain else row) + newline
            except TypeError as e:
                raise TypeError(f"Mismatch between array dtype ('{X.dtype!s}') and format specifier ('{row_format!s}')") from e
            put(text)
    if len(footer) > 0:
        put(comments + footer.replace('\n', '\n' + comments) + newline)


def fromregex(file, regexp, dtype, encoding=None):
    """Records from the groups of a regular expression that is searched for in a file."""
    import re
    own = not hasattr(file, 'read')
    f = _datasource.open(os.fspath(file), 'rt', encoding=encoding) if own else file
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
    """genfromtxt with types found out, as a record array."""
    kwargs.setdefault('dtype', None)
    return _as_records(genfromtxt(fname, **kwargs), kwargs)


def _as_records(table, options):
    if options.get('usemask'):
        from numpy.ma.mrecords import MaskedRecords
        return table.view(MaskedRecords)
    return table.view(np.recarray)


def recfromcsv(fname, **kwargs):
    """A table of comma-separated values under a line of names, as a record array."""
    kwargs.setdefault('case_sensitive', 'lower')
    kwargs.setdefault('names', True)
    kwargs.setdefault('delimiter', ',')
    kwargs.setdefault('dtype', None)
    return _as_records(genfromtxt(fname, **kwargs), kwargs)


def ndfromtxt(fname, **kwargs):
    kwargs['usemask'] = False
    return genfromtxt(fname, **kwargs)
