"""The .npy format: a magic text, a version, a header that describes the array, its bytes."""
import _not_built
import re
import warnings

import numpy as np

__all__ = []

MAGIC_PREFIX = b'\x93NUMPY'
MAGIC_LEN = len(MAGIC_PREFIX) + 2
ARRAY_ALIGN = 64
BUFFER_SIZE = 2 ** 18
_EXPECTED_KEYS = {'descr', 'fortran_order', 'shape'}
_MAX_HEADER_SIZE = 10000
_FORMATS = {(1, 0): (2, 'latin1'), (2, 0): (4, 'latin1'), (3, 0): (4, 'utf8')}  # bytes of the length, encoding


def magic(major, minor):
    if major < 0 or major > 255:
        raise ValueError('major version must be 0 <= major < 256')
    if minor < 0 or minor > 255:
        raise ValueError('minor version must be 0 <= minor < 256')
    return MAGIC_PREFIX + bytes([major, minor])


def read_magic(fp):
    text = _read_bytes(fp, MAGIC_LEN, 'magic string')
    if text[:-2] != MAGIC_PREFIX:
        raise ValueError(f'the magic string is not correct; expected {MAGIC_PREFIX!r}, got {text[:-2]!r}')
    return text[-2], text[-1]


def _read_bytes(fp, size, what):
    data = b''
    while True:
        r = fp.read(size - len(data))
        data += r
        if len(r) == 0 or len(data) == size:
            break
    if len(data) != size:
        raise ValueError(f'EOF: reading {what}, expected {size} bytes got {len(data)}')
    return data


def _has_metadata(dtype):
    if dtype.metadata is not None:
        return True
    if dtype.names is not None:
        return any(_has_metadata(dtype[i]) for i in range(len(dtype.names)))
    return dtype.subdtype is not None and _has_metadata(dtype.base)


def dtype_to_descr(dtype):
    if _has_metadata(dtype):
        warnings.warn('metadata on a dtype may be saved or ignored, but will raise if saved when read. Use another form of storage.',
                      UserWarning, stacklevel=2)
    return dtype.descr if dtype.names is not None else dtype.str


def descr_to_dtype(descr):
    if isinstance(descr, str):
        return np.dtype(descr)
    if isinstance(descr, tuple):
        return np.dtype((descr_to_dtype(descr[0]), descr[1]))
    fields, offset = {'titles': [], 'names': [], 'formats': [], 'offsets': []}, 0
    for field in descr:
        if len(field) == 2:
            name, d = field
            d = descr_to_dtype(d)
        else:
            name, d, shape = field
            d = np.dtype((descr_to_dtype(d), shape))
        if not (name == '' and d.type is np.void and d.names is None):  # what is no padding
            title, name = name if isinstance(name, tuple) else (None, name)
            for word, value in zip(fields, (title, name, d, offset)):
                fields[word].append(value)
        offset += d.itemsize
    return np.dtype({**fields, 'itemsize': offset})


def header_data_from_array_1_0(array):
    d = {'shape': array.shape}
    d['fortran_order'] = bool(array.flags.f_contiguous and not array.flags.c_contiguous)
    d['descr'] = dtype_to_descr(array.dtype)
    return d


def _wrap_header(header, version):
    width, encoding = _FORMATS[version]
    header = header.encode(encoding)
    hlen = len(header) + 1
    pad = ARRAY_ALIGN - ((MAGIC_LEN + width + hlen) % ARRAY_ALIGN)
    try:
        prefix = magic(*version) + (hlen + pad).to_bytes(width, 'little')
    except OverflowError:
        raise ValueError(f'Header length {hlen} too big for version={version}') from None
    return prefix + header + b' ' * pad + b'\n'


def _header_text(d):
    text = '{' + ''.join(f"'{k}': {d[k]!r}, " for k in sorted(d)) + '}'
    # Room for the length of the growing axis to be rewritten in place.
    shape = d['shape']
    return text + ' ' * (21 - len(repr(shape[-1 if d['fortran_order'] else 0])) if len(shape) > 0 else 0)


def write_array_header_1_0(fp, d):
    fp.write(_wrap_header(_header_text(d), (1, 0)))


def write_array_header_2_0(fp, d):
    fp.write(_wrap_header(_header_text(d), (2, 0)))


def _write_header(fp, d, version=None):
    text = _header_text(d)
    if version is not None:
        fp.write(_wrap_header(text, version))
        return
    for v in ((1, 0), (2, 0), (3, 0)):
        try:
            fp.write(_wrap_header(text, v))
            break
        except ValueError:
            continue
    if v != (1, 0):
        warnings.warn('Stored array in format 2.0. It can only beread by NumPy >= 1.17' if v == (3, 0) else
                      'Stored array in format 2.0. It can only beread by NumPy >= 1.9.0', UserWarning, stacklevel=3)


def write_array(fp, array, version=None, allow_pickle=True, pickle_kwargs=None):
    if version not in (None, (1, 0), (2, 0), (3, 0)):
        raise ValueError(f'we only support format version (1,0), (2,0), and (3,0), not {version}')
    _write_header(fp, header_data_from_array_1_0(array), version)
    if array.dtype.hasobject:
        if not allow_pickle:
            raise ValueError('Object arrays cannot be saved when allow_pickle=False')
        import pickle
        pickle.dump(array, fp, protocol=3, **(pickle_kwargs or {}))
    elif array.flags.f_contiguous and not array.flags.c_contiguous:
        fp.write(array.T.tobytes())
    else:
        fp.write(array.tobytes())


def read_array_header_1_0(fp, max_header_size=_MAX_HEADER_SIZE):
    return _read_array_header(fp, (1, 0), max_header_size)


def read_array_header_2_0(fp, max_header_size=_MAX_HEADER_SIZE):
    return _read_array_header(fp, (2, 0), max_header_size)


class _Literal:
    """Reads a Python literal: numbers, text, True, False, None, tuples, lists and dicts; nothing is ever run."""

    _token = re.compile(r"""\s*(?:(?P<text>[uU]?(?:'[^'\\\n]*'|"[^"\\\n]*"))|(?P<number>[-+]?\d+)[lL]?(?![\w.])|(?P<name>[A-Za-z_]+)"""
                        r"""|(?P<mark>[][(){},:])|(?P<end>$))""")
    _names = {'True': True, 'False': False, 'None': None}

    def __init__(self, text):
        self._text = text.strip()
        self._at = 0
        self._depth = 0
        self._next()

    def _next(self):
        m = self._token.match(self._text, self._at)
        if m is None:
            raise SyntaxError('invalid syntax')
        self._at = m.end()
        self._kind = m.lastgroup
        self._value = m.group(m.lastgroup)

    def _is(self, mark):
        return self._kind == 'mark' and self._value == mark

    def _need(self, mark):
        if not self._is(mark):
            raise SyntaxError('invalid syntax')
        self._next()

    def whole(self):
        value = self._item()
        if self._kind != 'end':
            raise SyntaxError('invalid syntax')
        return value

    def _item(self):
        kind, value = self._kind, self._value
        if kind == 'mark' and value in '([{':
            self._depth += 1
            if self._depth > 50:
                raise SyntaxError('too deeply nested')
            self._next()
            r = self._dict() if value == '{' else self._items(')' if value == '(' else ']')
            self._depth -= 1
            return r
        self._next()
        if kind == 'text':
            return value.lstrip('uU')[1:-1]
        if kind == 'number':
            return int(value)
        if kind == 'name' and value in self._names:
            return self._names[value]
        if kind == 'name':
            raise ValueError(f'malformed node or string: {value!r}')
        raise SyntaxError('invalid syntax')

    def _items(self, close):
        items, comma = [], False
        while not self._is(close):
            items.append(self._item())
            comma = self._is(',')
            if not comma:
                break
            self._next()
        self._need(close)
        if close == ']':
            return items
        return items[0] if len(items) == 1 and not comma else tuple(items)

    def _dict(self):
        d = {}
        while not self._is('}'):
            key = self._item()
            self._need(':')
            value = self._item()
            try:
                d[key] = value
            except TypeError:
                raise ValueError(f'malformed node or string: {key!r}') from None
            if not self._is(','):
                break
            self._next()
        self._need('}')
        return d


def _read_array_header(fp, version, max_header_size=_MAX_HEADER_SIZE):
    """(shape, fortran_order, dtype); the header is a literal and never run."""
    if version not in _FORMATS:
        raise ValueError(f'Invalid version {version!r}')
    width, encoding = _FORMATS[version]
    n = int.from_bytes(_read_bytes(fp, width, 'array header length'), 'little')
    header = _read_bytes(fp, n, 'array header').decode(encoding)
    if len(header) > max_header_size:
        raise ValueError(f'Header info length ({len(header)}) is large and may not be safe to load securely.\nTo allow loading, '
                         'adjust `max_header_size` or fully trust the `.npy` file using `allow_pickle=True`.\nFor safety against '
                         'large resource use or crashes, sandboxing may be necessary.')
    try:
        d = _Literal(header).whole()
    except SyntaxError as e:
        raise ValueError(f'Cannot parse header: {header!r}') from e
    if not isinstance(d, dict):
        raise ValueError(f'Header is not a dictionary: {d!r}')
    if _EXPECTED_KEYS != d.keys():
        raise ValueError(f'Header does not contain the correct keys: {sorted(d.keys())!r}')
    if not isinstance(d['shape'], tuple) or not all(isinstance(x, int) for x in d['shape']):
        raise ValueError(f"shape is not valid: {d['shape']!r}")
    if not isinstance(d['fortran_order'], bool):
        raise ValueError(f"fortran_order is not a valid bool: {d['fortran_order']!r}")
    try:
        dtype = descr_to_dtype(d['descr'])
    except TypeError as e:
        raise ValueError(f"descr is not a valid dtype descriptor: {d['descr']!r}") from e
    return d['shape'], d['fortran_order'], dtype


def read_array(fp, allow_pickle=False, pickle_kwargs=None, *, max_header_size=_MAX_HEADER_SIZE):
    if allow_pickle:
        max_header_size = 2 ** 64
    version = read_magic(fp)
    if version not in _FORMATS:
        raise ValueError(f'we only support format version (1,0), (2,0), and (3,0), not {version}')
    shape, fortran, dtype = _read_array_header(fp, version, max_header_size)
    count = 1
    for n in shape:
        if n < 0:
            raise ValueError('negative dimensions are not allowed')
        count *= n
    if dtype.hasobject:
        if not allow_pickle:
            raise ValueError('Object arrays cannot be loaded when allow_pickle=False')
        import pickle
        try:
            array = pickle.load(fp, **(pickle_kwargs or {}))
        except UnicodeError as e:
            raise UnicodeError(f'Unpickling a python object failed: {e!r}\n'
                               'You may need to pass the encoding= option to numpy.load') from e
        return array.reshape(shape) if isinstance(array, np.ndarray) else np.array(array, dtype=object)
    size = count * dtype.itemsize
    if dtype.itemsize == 0:
        return np.zeros(shape, dtype=dtype)
    data = _read_known(fp, size)
    array = np.frombuffer(data, dtype=dtype, count=count)
    if fortran:
        return array.reshape(shape[::-1]).T.copy(order='F')
    return array.reshape(shape).copy()


def _read_known(fp, size):
    """size bytes, in pieces: a header that promises too much costs no memory."""
    parts = []
    left = size
    while left > 0:
        r = fp.read(min(left, 1 << 24))
        if not r:
            raise ValueError(f'EOF: reading array data, expected {min(size, BUFFER_SIZE)} bytes got {size - left}')
        parts.append(r)
        left -= len(r)
    return parts[0] if len(parts) == 1 else b''.join(parts)


def open_memmap(filename, mode='r+', dtype=None, shape=None, fortran_order=False, version=None, *, max_header_size=_MAX_HEADER_SIZE):
    """A .npy file as an array over its bytes."""
    import os
    import io
    if isinstance(filename, (io.FileIO, io.BufferedReader, io.BufferedWriter)):
        raise ValueError('Filename must be a string or a path-like object.  Memmap cannot use existing file handles.')
    if 'w' in mode:
        dtype = np.dtype(dtype)
        if dtype.hasobject:
            raise ValueError("Array can't be memory-mapped: Python objects in dtype.")
        header = {'descr': dtype_to_descr(dtype), 'fortran_order': fortran_order, 'shape': shape}
        with open(os.fspath(filename), mode + 'b') as fp:
            _write_header(fp, header, version)
            offset = fp.tell()
    else:
        with open(os.fspath(filename), 'rb') as fp:
            version = read_magic(fp)
            if version not in _FORMATS:
                raise ValueError(f'we only support format version (1,0), (2,0), and (3,0), not {version}')
            shape, fortran_order, dtype = _read_array_header(fp, version, max_header_size)
            if dtype.hasobject:
                raise ValueError("Array can't be memory-mapped: Python objects in dtype.")
            offset = fp.tell()
    if mode == 'w+':
        mode = 'r+'
    return np.memmap(filename, dtype=dtype, shape=shape, order='F' if fortran_order else 'C', mode=mode, offset=offset)


EXPECTED_KEYS = {'descr', 'fortran_order', 'shape'}
GROWTH_AXIS_MAX_DIGITS = 21  # room in a header for the first size to grow


def __getattr__(name):
    if name in ('isfileobj', 'os_fspath'):
        from numpy import compat
        return getattr(compat, name)
    if name == 'safe_eval':
        from numpy.lib.utils import safe_eval
        return safe_eval
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
