"""What files of bz2 and lzma share: the checks of open files, and the raw stream below a buffered reader."""
import io
import sys

BUFFER_SIZE = io.DEFAULT_BUFFER_SIZE


class BaseStream(io.BufferedIOBase):
    """Says what a file cannot do now."""

    def _check_not_closed(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def _check_can(self, able, text):
        if not able:
            raise io.UnsupportedOperation(text)

    def _check_can_read(self):
        self._check_can(self.readable(), "File not open for reading")

    def _check_can_write(self):
        self._check_can(self.writable(), "File not open for writing")

    def _check_can_seek(self):
        self._check_can(self.readable(), "Seeking is only supported on files open for reading")
        self._check_can(self.seekable(), "The underlying file object does not support seeking")


class DecompressReader(io.RawIOBase):
    """The decompressed bytes of all streams in a file, one behind the other.

    decomp_factory(**decomp_args) makes a decompressor for each stream; trailing_error tells the exceptions that mean
    that what follows a stream is no other one, and ends the file.
    """

    def __init__(self, fp, decomp_factory, trailing_error=(), **decomp_args):
        self._fp = fp
        self._factory = decomp_factory
        self._arguments = decomp_args
        self._trailing_error = trailing_error
        self._size = -1  # known once the end has been seen
        self._start()

    def _start(self):
        self._position = 0
        self._ended = False
        self._decompressor = self._factory(**self._arguments)

    def readable(self):
        return True

    def seekable(self):
        return self._fp.seekable()

    def tell(self):
        return self._position

    def close(self):
        self._decompressor = None
        return super().close()

    def readinto(self, b):
        with memoryview(b) as view, view.cast("B") as target:
            data = self.read(len(target))
            target[:len(data)] = data
        return len(data)

    def readall(self):
        return b''.join(iter(lambda: self.read(sys.maxsize), b''))

    def read(self, size=-1):
        if size < 0:
            return self.readall()
        data = b''
        while size and not self._ended and not data:
            data = self._from_next_stream(size) if self._decompressor.eof else self._from_stream(size)
        if self._ended:
            self._size = self._position
        self._position += len(data)
        return data

    def _from_stream(self, size):
        if not self._decompressor.needs_input:
            return self._decompressor.decompress(b'', size)
        raw = self._fp.read(BUFFER_SIZE)
        if not raw:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        return self._decompressor.decompress(raw, size)

    def _from_next_stream(self, size):
        raw = self._decompressor.unused_data or self._fp.read(BUFFER_SIZE)
        if raw:
            self._decompressor = self._factory(**self._arguments)
            try:
                return self._decompressor.decompress(raw, size)
            except self._trailing_error:
                pass
        self._ended = True
        return b''

    def seek(self, offset, whence=io.SEEK_SET):
        if whence == io.SEEK_CUR:
            offset += self._position
        elif whence == io.SEEK_END:
            while self._size < 0 and self.read(BUFFER_SIZE):
                pass
            offset += self._size
        elif whence != io.SEEK_SET:
            raise ValueError("Invalid value for whence: {}".format(whence))
        if offset < self._position:
            self._fp.seek(0)
            self._start()
        while (missing := offset - self._position) > 0:
            if not self.read(min(BUFFER_SIZE, missing)):
                break
        return self._position


class PackedFile(BaseStream):
    """What a file of packed bytes does besides opening: subclasses call _start_reading() or _start_writing()."""

    _fp = None
    _owned = False  # whether closing this file closes the one below it
    _compressor = None
    _buffer = None  # of a file that is read
    _position = 0   # in a file that is written

    def _start_reading(self, decompressor, trailing_error, **arguments):
        self._buffer = io.BufferedReader(DecompressReader(self._fp, decompressor, trailing_error, **arguments))

    def _start_writing(self, compressor):
        self._compressor = compressor

    def close(self):
        """Write what is left and close; may be called again."""
        if self._fp is None:
            return
        try:
            if self._buffer is not None:
                self._buffer.close()
            elif self._compressor is not None:
                self._fp.write(self._compressor.flush())
        finally:
            try:
                if self._owned:
                    self._fp.close()
            finally:
                self._fp = self._compressor = self._buffer = None

    @property
    def closed(self):
        """True if this file is closed."""
        return self._fp is None

    def fileno(self):
        """The descriptor of the file below."""
        self._check_not_closed()
        return self._fp.fileno()

    def seekable(self):
        """Whether the file can be moved in."""
        return self.readable() and self._buffer.seekable()

    def readable(self):
        """Whether the file was opened for reading."""
        self._check_not_closed()
        return self._buffer is not None

    def writable(self):
        """Whether the file was opened for writing."""
        self._check_not_closed()
        return self._compressor is not None

    def peek(self, n=0):
        """Some bytes from the position on, which stays: at least one unless at the end."""
        self._check_can_read()
        return self._buffer.peek(n)

    def read(self, size=-1):
        """Up to size bytes, all if it is negative or left out."""
        self._check_can_read()
        return self._buffer.read(size)

    def read1(self, size=-1):
        """Up to size bytes with few reads below; a buffer's worth if size is negative."""
        self._check_can_read()
        return self._buffer.read1(BUFFER_SIZE if size < 0 else size)

    def readline(self, size=-1):
        """A line, its end with it, or as much of one as size allows."""
        self._check_can_read()
        return self._buffer.readline(size)

    def write(self, data):
        """Take in bytes; their number."""
        self._check_can_write()
        length = len(data) if isinstance(data, (bytes, bytearray)) else memoryview(data).nbytes
        self._fp.write(self._compressor.compress(data))
        self._position += length
        return length

    def seek(self, offset, whence=io.SEEK_SET):
        """Move to a place among the unpacked bytes; the new one. Backwards everything is unpacked again."""
        self._check_can_seek()
        return self._buffer.seek(offset, whence)

    def tell(self):
        """The place among the unpacked bytes."""
        self._check_not_closed()
        return self._buffer.tell() if self._buffer is not None else self._position


def open_below(file, filename, mode, builtin_open, PathLike):
    """Sets the file below `file`: the one named, which is opened, or an open one itself."""
    if isinstance(filename, (str, bytes, PathLike)):
        file._fp = builtin_open(filename, mode if 'b' in mode else mode + 'b')
        file._owned = True
    elif hasattr(filename, 'read') or hasattr(filename, 'write'):
        file._fp = filename
    else:
        raise TypeError("filename must be a str, bytes, file or PathLike object")


def as_text(binary, mode, encoding, errors, newline):
    """The file as text if mode says so."""
    if 't' not in mode:
        return binary
    return io.TextIOWrapper(binary, io.text_encoding(encoding), errors, newline)


def check_open_mode(mode, **text_arguments):
    """What open() of both modules refuses."""
    if 't' in mode:
        if 'b' in mode:
            raise ValueError("Invalid mode: %r" % (mode,))
        return
    for name, value in text_arguments.items():
        if value is not None:
            raise ValueError(f"Argument {name!r} not supported in binary mode")
