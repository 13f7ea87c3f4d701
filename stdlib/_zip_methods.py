"""The compression methods of ZIP members, all behind the interface of zlib's objects."""
import struct
try:
    import zlib
except ImportError:
    zlib = None

ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA = 0, 8, 12, 14
NAMES = {0: 'store', 1: 'shrink', 2: 'reduce', 3: 'reduce', 4: 'reduce', 5: 'reduce', 6: 'implode', 7: 'tokenize',
         8: 'deflate', 9: 'deflate64', 10: 'implode', 12: 'bzip2', 14: 'lzma', 18: 'terse', 19: 'lz77', 97: 'wavpack',
         98: 'ppmd'}
VERSIONS = {ZIP_BZIP2: 46, ZIP_LZMA: 63}  # of the format that has the method
_MODULES = {ZIP_DEFLATED: 'zlib', ZIP_BZIP2: 'bz2', ZIP_LZMA: 'lzma'}
_LZMA_START = struct.Struct('<BBH')  # version of the maker, length of the properties that follow


def check(compression):
    """Refuses methods that cannot be used for writing."""
    if compression == ZIP_STORED:
        return
    if compression not in _MODULES:
        raise NotImplementedError("That compression method is not supported")
    try:
        __import__(_MODULES[compression])
    except ImportError:
        raise RuntimeError(f"Compression requires the (missing) {_MODULES[compression]} module") from None


def compressor(method, level=None):
    """An object with compress() and flush(), or None for what is stored."""
    if method == ZIP_DEFLATED:
        return zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION if level is None else level, zlib.DEFLATED, -15)
    if method == ZIP_BZIP2:
        import bz2
        return bz2.BZ2Compressor(9 if level is None else level)
    if method == ZIP_LZMA:
        return _LZMACompressor()
    return None


def decompressor(method):
    """An object with decompress(data, max_length), flush(), eof and unconsumed_tail, or None for what is stored."""
    if method == ZIP_STORED:
        return None
    if method == ZIP_DEFLATED:
        return zlib.decompressobj(-15)
    if method == ZIP_BZIP2:
        import bz2
        return _Whole(bz2.BZ2Decompressor())
    if method == ZIP_LZMA:
        return _LZMADecompressor()
    name = NAMES.get(method)
    raise NotImplementedError("compression type %d (%s)" % (method, name) if name else "compression type %d" % (method,))


class _LZMACompressor:
    """A raw stream behind the properties of its filter."""

    def __init__(self):
        self._made = None

    def _stream(self):
        if self._made is not None:
            return b'', self._made
        import lzma
        properties = lzma._encode_filter_properties({'id': lzma.FILTER_LZMA1})
        chain = [lzma._decode_filter_properties(lzma.FILTER_LZMA1, properties)]
        self._made = lzma.LZMACompressor(lzma.FORMAT_RAW, filters=chain)
        return _LZMA_START.pack(9, 4, len(properties)) + properties, self._made

    def compress(self, data):
        start, stream = self._stream()
        return start + stream.compress(data)

    def flush(self):
        start, stream = self._stream()
        return start + stream.flush()


class _Whole:
    """Gives all that it has been fed for, so that no input is left over."""

    unconsumed_tail = b''

    def __init__(self, stream=None):
        self._stream = stream

    @property
    def eof(self):
        return self._stream is not None and self._stream.eof

    def decompress(self, data, max_length=0):
        return self._stream.decompress(data)

    def flush(self):
        return b''


class _LZMADecompressor(_Whole):
    """Waits until the properties have come in."""

    _start = b''

    def decompress(self, data, max_length=0):
        if self._stream is None:
            self._start += data
            if len(self._start) <= 4:
                return b''
            size = _LZMA_START.unpack_from(self._start)[2]
            if len(self._start) <= 4 + size:
                return b''
            import lzma
            chain = [lzma._decode_filter_properties(lzma.FILTER_LZMA1, self._start[4:4 + size])]
            self._stream = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=chain)
            data = self._start[4 + size:]
        return self._stream.decompress(data)
