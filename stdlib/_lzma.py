"""What CPython has natively of lzma: packing and unpacking of .xz and .lzma streams piece by piece, filter specifiers."""
import _packed_pieces
from _kukri import as_native as _as_native, immutable as _immutable
try:
    import _lzma_native
except ImportError as e:
    raise ImportError(f"lzma is not available: {e.msg if e.name is None else 'this kukri was built without liblzma'}") from None
from _lzma_native import LZMAError

FORMAT_AUTO, FORMAT_XZ, FORMAT_ALONE, FORMAT_RAW = range(4)
CHECK_NONE, CHECK_CRC32, CHECK_CRC64, CHECK_SHA256, CHECK_ID_MAX, CHECK_UNKNOWN = 0, 1, 4, 10, 15, 16
FILTER_LZMA1, FILTER_LZMA2, FILTER_DELTA = 0x4000000000000001, 33, 3
FILTER_X86, FILTER_POWERPC, FILTER_IA64, FILTER_ARM, FILTER_ARMTHUMB, FILTER_SPARC = range(4, 10)
MF_HC3, MF_HC4, MF_BT2, MF_BT3, MF_BT4 = 3, 4, 18, 19, 20
MODE_FAST, MODE_NORMAL = 1, 2
PRESET_DEFAULT, PRESET_EXTREME = 6, 1 << 31
_FILTERS_MAX = 4
_LZMA_OPTIONS = ('dict_size', 'lc', 'lp', 'pb', 'mode', 'nice_len', 'mf', 'depth')
_BCJ = range(FILTER_X86, FILTER_SPARC + 1)


# --- numbers and filter specifiers ---

def _unsigned(value, bits):
    if not isinstance(value, int):
        raise TypeError('an integer is required')
    if value < 0:
        raise OverflowError("can't convert negative int to unsigned")
    if value >> 64:
        raise OverflowError('int too big to convert')
    if value >> bits:
        raise OverflowError(f'Value too large for uint{bits}_t type')
    return value


def _filter(spec):
    """The numbers that the native module takes for one filter specifier."""
    if not hasattr(spec, 'keys') or not hasattr(spec, '__getitem__'):
        raise TypeError('Filter specifier must be a dict or dict-like object')
    try:
        id = spec['id']
    except KeyError:
        raise ValueError('Filter specifier must have an "id" entry') from None
    id = _unsigned(id, 64)
    if id in (FILTER_LZMA1, FILTER_LZMA2):
        preset = _unsigned(spec['preset'], 32) if 'preset' in spec else PRESET_DEFAULT
        return id, preset, *_options(spec, 'LZMA', ('preset',), dict.fromkeys(_LZMA_OPTIONS))
    if id == FILTER_DELTA:
        return id, *_options(spec, 'delta', (), {'dist': 1})
    if id in _BCJ:
        return id, *_options(spec, 'BCJ', (), {'start_offset': 0})
    raise ValueError('Invalid filter ID: %d' % id)


def _options(spec, kind, others, defaults):
    try:
        if set(spec.keys()) - {'id', *others} - defaults.keys():
            raise TypeError
        return [_unsigned(spec[name], 32) if name in spec else default for name, default in defaults.items()]
    except (TypeError, OverflowError):
        raise ValueError(f'Invalid filter specifier for {kind} filter') from None


def _chain(filters):
    if len(filters) > _FILTERS_MAX:
        raise ValueError(f'Too many filters - liblzma supports a maximum of {_FILTERS_MAX}')
    return tuple([_filter(spec) for spec in filters])


def _as_final(cls):
    return _immutable(_as_native(cls, final=True))


@_as_native
def is_check_supported(check_id, /):
    """Whether the library knows this integrity check."""
    return _lzma_native.is_check_supported(check_id)


@_as_native
def _encode_filter_properties(filter, /):
    """A filter's options as the bytes that stand for them in a header."""
    return _lzma_native.encode_properties(_filter(filter))


@_as_native
def _decode_filter_properties(filter_id, encoded_props, /):
    """A filter specifier from the bytes of a header."""
    numbers = _lzma_native.decode_properties(_unsigned(filter_id, 64), encoded_props)
    names = {FILTER_DELTA: ('dist',), FILTER_LZMA1: ('lc', 'lp', 'pb', 'dict_size'),
             FILTER_LZMA2: ('dict_size',)}.get(filter_id, ('start_offset',))
    return {'id': filter_id, **dict(zip(names, numbers))}


# --- compressors ---

@_as_final
class LZMACompressor:
    """Compresses data in pieces to one stream of a format; the settings are a preset or a chain of filters."""

    __slots__ = ('_coder',)

    def __new__(cls, format=FORMAT_XZ, check=-1, preset=None, filters=None):
        for number in (format, check):
            if not hasattr(number, '__index__'):
                raise TypeError(f"'{type(number).__name__}' object cannot be interpreted as an integer")
        if format != FORMAT_XZ and check not in (-1, CHECK_NONE):
            raise ValueError('Integrity checks are only supported by FORMAT_XZ')
        if preset is not None and filters is not None:
            raise ValueError('Cannot specify both preset and filter chain')
        preset = PRESET_DEFAULT if preset is None else _unsigned(preset, 32)
        coder = _encoder(format, check, preset, filters)
        self = object.__new__(cls)
        self._coder = coder
        return self

    def compress(self, data, /):
        """Take in data; the compressed bytes that are ready."""
        if self._coder is None:
            raise ValueError('Compressor has been flushed')
        return self._coder.run(data, False, -1)[0]

    def flush(self, /):
        """The rest of the compressed bytes; the compressor cannot be used after it."""
        if self._coder is None:
            raise ValueError('Repeated call to flush()')
        coder, self._coder = self._coder, None
        return coder.run(b'', True, -1)[0]

    def __reduce_ex__(self, protocol, /):
        raise TypeError(f"cannot pickle '_lzma.{type(self).__name__}' object")


def _encoder(format, check, preset, filters):
    if format == FORMAT_XZ:
        check = CHECK_CRC64 if check == -1 else check
        chain = _preset_chain(FILTER_LZMA2, preset, None) if filters is None else _chain(filters)
    elif format == FORMAT_ALONE:
        chain = _preset_chain(FILTER_LZMA1, preset, preset) if filters is None else _chain(filters)
        if len(chain) != 1 or chain[0][0] != FILTER_LZMA1:
            raise ValueError('Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter')
    elif format == FORMAT_RAW:
        if filters is None:
            raise ValueError('Must specify filters for FORMAT_RAW')
        chain = _chain(filters)
    else:
        raise ValueError('Invalid container format: %d' % format)
    return _lzma_native.encoder(format, check, chain)


def _preset_chain(id, preset, named):
    """The one filter of a preset; a bad preset is named in the message, or is an unsupported option."""
    if named is None and preset & ~PRESET_EXTREME > 9:
        raise LZMAError('Invalid or unsupported options')
    return (id, preset),


@_as_final
class LZMADecompressor:
    """Decompresses one stream in pieces; for FORMAT_RAW with the filters that made it."""

    __slots__ = ('_coder', '_rest', '_full', '_unused', '_eof', '_check')

    def __new__(cls, format=FORMAT_AUTO, memlimit=None, filters=None):
        if not hasattr(format, '__index__'):
            raise TypeError(f"'{type(format).__name__}' object cannot be interpreted as an integer")
        if memlimit is not None:
            if format == FORMAT_RAW:
                raise ValueError('Cannot specify memory limit with FORMAT_RAW')
            memlimit = _unsigned(memlimit, 64)
        if format == FORMAT_RAW and filters is None:
            raise ValueError('Must specify filters for FORMAT_RAW')
        if format != FORMAT_RAW and filters is not None:
            raise ValueError('Cannot specify filters except with FORMAT_RAW')
        if not FORMAT_AUTO <= format <= FORMAT_RAW:
            raise ValueError('Invalid container format: %d' % format)
        self = object.__new__(cls)
        self._check = CHECK_NONE if format in (FORMAT_ALONE, FORMAT_RAW) else CHECK_UNKNOWN
        chain = _chain(filters) if format == FORMAT_RAW else None
        self._coder = _lzma_native.decoder(format, (1 << 64) - 1 if memlimit is None else memlimit, chain)
        self._rest = self._unused = b''
        self._eof = self._full = False
        return self

    def decompress(self, /, data, max_length=-1):
        """Take in data; up to max_length bytes of what it stands for, all that is there if it is negative."""
        if self._eof:
            raise EOFError('Already at end of stream')
        data = _packed_pieces.joined(self._rest, data)
        out, used, self._eof, self._full, check = self._coder.run(data, False, max_length)
        if check >= 0:
            self._check = check
        self._rest, self._unused = _packed_pieces.left_over(data, used, self._eof)
        return out

    @property
    def check(self):
        """The integrity check of the stream; CHECK_UNKNOWN until it has been read."""
        return self._check

    @property
    def eof(self):
        """True if the end of the stream has been reached."""
        return self._eof

    @property
    def needs_input(self):
        """True if more input is needed before more output can be made."""
        return not (self._eof or self._rest or self._full)

    @property
    def unused_data(self):
        """What was found behind the end of the stream."""
        return self._unused

    def __reduce_ex__(self, protocol, /):
        raise TypeError(f"cannot pickle '_lzma.{type(self).__name__}' object")
