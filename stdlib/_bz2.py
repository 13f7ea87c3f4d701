"""The classes of bz2 that CPython has natively: packing and unpacking of bzip2 streams piece by piece."""
import _packed_pieces
from _kukri import as_native as _as_native, immutable as _immutable
try:
    import _bz2_native
except ImportError as e:
    raise ImportError(f"bz2 is not available: {e.msg if e.name is None else 'this kukri was built without libbz2'}") from None


def _as_final(cls):
    return _immutable(_as_native(cls, final=True))


@_as_final
class BZ2Compressor:
    """Compresses data in pieces; compresslevel is 1 (fast) to 9 (small)."""

    __slots__ = ('_coder',)

    def __new__(cls, compresslevel=9, /):
        coder = _bz2_native.coder(_level(compresslevel))
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
        raise TypeError(f"cannot pickle '_bz2.{type(self).__name__}' object")


def _level(compresslevel):
    if not hasattr(compresslevel, '__index__'):
        raise TypeError(f"'{type(compresslevel).__name__}' object cannot be interpreted as an integer")
    if not 1 <= compresslevel <= 9:
        if not -1 << 31 <= compresslevel < 1 << 31:
            raise OverflowError('Python int too large to convert to C int')
        raise ValueError('compresslevel must be between 1 and 9')
    return compresslevel


@_as_final
class BZ2Decompressor:
    """Decompresses one stream in pieces."""

    __slots__ = ('_coder', '_rest', '_unused', '_eof')

    def __new__(cls):
        self = object.__new__(cls)
        self._coder = _bz2_native.coder(0)
        self._rest = self._unused = b''
        self._eof = False
        return self

    def decompress(self, /, data, max_length=-1):
        """Take in data; up to max_length bytes of what it stands for, all that is there if it is negative."""
        if self._eof:
            raise EOFError('End of stream already reached')
        data = _packed_pieces.joined(self._rest, data)
        out, used, self._eof = self._coder.run(data, False, max_length)
        self._rest, self._unused = _packed_pieces.left_over(data, used, self._eof)
        return out

    @property
    def eof(self):
        """True if the end of the stream has been reached."""
        return self._eof

    @property
    def needs_input(self):
        """True if more input is needed before more output can be made."""
        return not self._eof and not self._rest

    @property
    def unused_data(self):
        """What was found behind the end of the stream."""
        return self._unused

    def __reduce_ex__(self, protocol, /):
        raise TypeError(f"cannot pickle '_bz2.{type(self).__name__}' object")
