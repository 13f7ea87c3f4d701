"""Reading and writing files in gzip format."""
import builtins
import contextlib
import io
import os
import struct
import sys
import time
import warnings
import zlib

__all__ = ["BadGzipFile", "GzipFile", "open", "compress", "decompress"]

FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = 1, 2, 4, 8, 16
READ, WRITE = 1, 2
_COMPRESS_LEVEL_FAST, _COMPRESS_LEVEL_TRADEOFF, _COMPRESS_LEVEL_BEST = 1, 6, 9
_CHUNK = 128 * 1024


class BadGzipFile(OSError):
    """The file is not in gzip format, or damaged."""


def open(filename, mode="rb", compresslevel=_COMPRESS_LEVEL_BEST, encoding=None, errors=None, newline=None):
    """Open a compressed file in binary or text mode; a file name or a binary file."""
    if "t" not in mode:
        for name, value in (('encoding', encoding), ('errors', errors), ('newline', newline)):
            if value is not None:
                raise ValueError(f"Argument {name!r} not supported in binary mode")
    elif "b" in mode:
        raise ValueError(f"Invalid mode: {mode!r}")
    gz_mode = mode.replace("t", "")
    if isinstance(filename, (str, bytes, os.PathLike)):
        binary = GzipFile(filename, gz_mode, compresslevel)
    elif hasattr(filename, "read") or hasattr(filename, "write"):
        binary = GzipFile(None, gz_mode, compresslevel, filename)
    else:
        raise TypeError("filename must be a str or bytes object, or a file")
    if "t" in mode:
        return io.TextIOWrapper(binary, io.text_encoding(encoding) if hasattr(io, 'text_encoding') else encoding,
                                errors, newline)
    return binary


def _header(compresslevel, mtime, name=b''):
    extra = b'\002' if compresslevel == 9 else b'\004' if compresslevel == 1 else b'\000'
    flags = FNAME if name else 0
    return b'\037\213\010' + bytes([flags]) + struct.pack('<L', int(mtime)) + extra + b'\377' + (
        name + b'\0' if name else b'')


def _exactly(fp, n):
    data = fp.read(n)
    while len(data) < n:
        more = fp.read(n - len(data))
        if not more:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        data += more
    return data


def _read_header(fp):
    """Skips a member's header; its time, or None at the end of the file."""
    magic = fp.read(2)
    if magic == b'':
        return None
    if magic != b'\037\213':
        raise BadGzipFile('Not a gzipped file (%r)' % magic)
    method, flag, mtime = struct.unpack("<BBIxx", _exactly(fp, 8))
    if method != 8:
        raise BadGzipFile('Unknown compression method')
    if flag & FEXTRA:
        _exactly(fp, struct.unpack("<H", _exactly(fp, 2))[0])
    for bit in (FNAME, FCOMMENT):
        if flag & bit:
            while True:
                s = fp.read(1)
                if not s or s == b'\000':
                    break
    if flag & FHCRC:
        _exactly(fp, 2)
    return mtime


class _Prepended:
    """A file with some bytes put back in front of it."""

    def __init__(self, f):
        self.file = f
        self.rest = b''

    def read(self, n):
        if self.rest:
            data, self.rest = self.rest[:n], self.rest[n:]
            return data if len(data) == n else data + self.file.read(n - len(data))
        return self.file.read(n)

    def prepend(self, data):
        self.rest = data + self.rest

    def rewind(self):
        self.rest = b''
        self.file.seek(0)


class GzipFile(io.BufferedIOBase):
    """A file in gzip format; of what stands around the data only the name and time are kept."""

    myfileobj = None

    def __init__(self, filename=None, mode=None, compresslevel=_COMPRESS_LEVEL_BEST, fileobj=None, mtime=None):
        if mode:
            if {'t', 'U'} & set(mode):
                raise ValueError(f"Invalid mode: {mode!r}")
            mode = mode if 'b' in mode else mode + 'b'
        if fileobj is None:
            fileobj = self.myfileobj = builtins.open(filename, mode or 'rb')
        if filename is not None:
            filename = os.fspath(filename)
        elif isinstance(getattr(fileobj, 'name', None), (str, bytes)):
            filename = fileobj.name
        else: # a number, as os.fdopen() has it, is no name
            filename = ''
        if mode is None:
            mode = getattr(fileobj, 'mode', 'rb')
            if isinstance(mode, str) and not mode.startswith('r'):
                warnings.warn("GzipFile was opened for writing, but this will change in future Python releases.  "
                              "Specify the mode argument for opening it for writing.", FutureWarning, 2)
        self.name = filename
        self.fileobj = fileobj
        if mode.startswith('r'):
            self.mode = READ
            self._source = _Prepended(fileobj)
            self._start_reading()
        elif mode.startswith(('w', 'a', 'x')):
            self.mode = WRITE
            self.crc = zlib.crc32(b"")
            self.size = 0
            self.offset = 0
            self._write_mtime = mtime
            self.compress = zlib.compressobj(compresslevel, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, 0)
            fileobj.write(_header(compresslevel, time.time() if mtime is None else mtime, self._stored_name()))
        else:
            raise ValueError("Invalid mode: {!r}".format(mode))

    def _stored_name(self):
        try:
            name = os.path.basename(self.name)
            if not isinstance(name, bytes):
                name = name.encode('latin-1')
            return name[:-3] if name.endswith(b'.gz') else name
        except UnicodeEncodeError:
            return b''

    def __repr__(self):
        s = repr(self.fileobj)
        return '<gzip ' + s[1:-1] + ' ' + hex(id(self)) + '>'

    # --- reading ---

    def _start_reading(self):
        self._decompressor = None  # between members
        self._buffer = b''
        self._at = 0
        self._position = 0
        self._ended = False
        self._last_mtime = None

    def _more(self):
        """The next decompressed bytes; b'' at the end."""
        while not self._ended:
            if self._decompressor is not None and self._decompressor.eof:  # only now: all that was there has been read
                self._source.prepend(self._decompressor.unused_data)
                self._end_member()
            if self._decompressor is None:
                mtime = _read_header(self._source)
                if mtime is None:
                    self._ended = True
                    break
                self._last_mtime = mtime
                self._crc = zlib.crc32(b"")
                self._size = 0
                self._decompressor = zlib.decompressobj(-zlib.MAX_WBITS)
            raw = self._decompressor.unconsumed_tail or self._source.read(_CHUNK)
            data = self._decompressor.decompress(raw, _CHUNK * 4)
            self._crc = zlib.crc32(data, self._crc)
            self._size += len(data)
            if not raw and not self._decompressor.eof:
                raise EOFError("Compressed file ended before the end-of-stream marker was reached")
            if data:
                return data
        return b''

    def _end_member(self):
        self._decompressor = None
        crc, size = struct.unpack("<II", _exactly(self._source, 8))
        if crc != self._crc:
            raise BadGzipFile("CRC check failed %s != %s" % (hex(crc), hex(self._crc)))
        if size != self._size & 0xffffffff:
            raise BadGzipFile("Incorrect length of data produced")
        c = b"\x00"
        while c == b"\x00":  # padding between members
            c = self._source.read(1)
        if c:
            self._source.prepend(c)

    def _check_not_closed(self):
        if self.fileobj is None:
            raise ValueError("I/O operation on closed file.")

    def _check_reading(self, what):
        self._check_not_closed()
        if self.mode != READ:
            import errno
            raise OSError(errno.EBADF, what + "() on write-only GzipFile object")

    def read(self, size=-1):
        self._check_reading("read")
        whole = size is None or size < 0
        parts = []
        got = 0
        while whole or got < size:
            if self._at >= len(self._buffer):
                self._buffer, self._at = self._more(), 0
                if not self._buffer:
                    break
            data = self._buffer[self._at:] if whole else self._buffer[self._at:self._at + size - got]
            self._at += len(data)
            got += len(data)
            parts.append(data)
        self._position += got
        return parts[0] if len(parts) == 1 else b''.join(parts)

    def read1(self, size=-1):
        self._check_reading("read1")
        if self._at >= len(self._buffer):
            self._buffer, self._at = self._more(), 0
        left = len(self._buffer) - self._at
        return self.read(left if size < 0 else min(size, left))

    def peek(self, n):
        self._check_reading("peek")
        if self._at >= len(self._buffer):
            self._buffer, self._at = self._more(), 0
        return self._buffer[self._at:]

    def readline(self, size=-1):
        self._check_reading("readline")
        parts = []
        got = 0
        while size is None or size < 0 or got < size:
            chunk = self.peek(1)
            if not chunk:
                break
            end = chunk.find(b'\n') + 1 or len(chunk)
            if size is not None and size >= 0:
                end = min(end, size - got)
            parts.append(self.read(end))
            got += end
            if parts[-1].endswith(b'\n'):
                break
        return b''.join(parts)

    @property
    def mtime(self):
        """The time in the header read last."""
        return self._last_mtime

    # --- writing ---

    def write(self, data):
        self._check_not_closed()
        if self.mode != WRITE:
            import errno
            raise OSError(errno.EBADF, "write() on read-only GzipFile object")
        if self.fileobj is None:
            raise ValueError("write() on closed GzipFile object")
        view = memoryview(data)
        if view.nbytes:
            self.fileobj.write(self.compress.compress(view))
            self.crc = zlib.crc32(view, self.crc)
            self.size += view.nbytes
            self.offset += view.nbytes
        return view.nbytes

    def flush(self, zlib_mode=zlib.Z_SYNC_FLUSH):
        self._check_not_closed()
        if self.mode == WRITE:
            self.fileobj.write(self.compress.flush(zlib_mode))
            self.fileobj.flush()

    @property
    def closed(self):
        return self.fileobj is None

    def close(self):
        fileobj = self.fileobj
        if fileobj is None:
            return
        self.fileobj = None
        try:
            if self.mode == WRITE:
                fileobj.write(self.compress.flush())
                fileobj.write(struct.pack("<LL", self.crc, self.size & 0xffffffff))
        finally:
            myfileobj, self.myfileobj = self.myfileobj, None
            if myfileobj:
                myfileobj.close()

    def fileno(self):
        return self.fileobj.fileno()

    def rewind(self):
        if self.mode != READ:
            raise OSError("Can't rewind in write mode")
        self._source.rewind()
        self._start_reading()

    def readable(self):
        return self.mode == READ

    def writable(self):
        return self.mode == WRITE

    def seekable(self):
        return True

    def tell(self):
        self._check_not_closed()
        return self._position if self.mode == READ else self.offset

    def seek(self, offset, whence=io.SEEK_SET):
        self._check_not_closed()
        if self.mode == WRITE:
            if whence != io.SEEK_SET:
                if whence != io.SEEK_CUR:
                    raise ValueError('Seek from end not supported')
                offset += self.offset
            if offset < self.offset:
                raise OSError('Negative seek in write mode')
            while (n := offset - self.offset) > 0:
                self.write(bytes(min(n, _CHUNK)))
            return self.offset
        if whence == io.SEEK_CUR:
            offset += self._position
        elif whence == io.SEEK_END:
            while self.read(_CHUNK):
                pass
            offset += self._position
        if offset < self._position:
            self.rewind()
        while (n := offset - self._position) > 0:
            if not self.read(min(n, _CHUNK)):
                break
        return self._position


def compress(data, compresslevel=_COMPRESS_LEVEL_BEST, *, mtime=None):
    """Bytes in gzip format."""
    if mtime == 0:
        return zlib.compress(data, level=compresslevel, wbits=31)
    if mtime is None:
        mtime = time.time()
    c = zlib.compressobj(compresslevel, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, 0)
    body = c.compress(data) + c.flush()
    return _header(compresslevel, mtime) + body + struct.pack("<LL", zlib.crc32(data), len(data) & 0xffffffff)


def decompress(data):
    """The bytes that data in gzip format stands for; all members of it."""
    out = []
    while True:
        fp = io.BytesIO(data)
        if _read_header(fp) is None:
            return b"".join(out)
        d = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        part = d.decompress(data[fp.tell():])
        if not d.eof or len(d.unused_data) < 8:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        crc, length = struct.unpack("<II", d.unused_data[:8])
        if crc != zlib.crc32(part):
            raise BadGzipFile("CRC check failed")
        if length != len(part) & 0xffffffff:
            raise BadGzipFile("Incorrect length of data produced")
        out.append(part)
        data = d.unused_data[8:].lstrip(b"\x00")


def _copy(source, target):
    while chunk := source.read(io.DEFAULT_BUFFER_SIZE):
        target.write(chunk)


def main():
    """The command: files are packed beside themselves, or unpacked with -d; - is standard input and output."""
    from argparse import ArgumentParser
    parser = ArgumentParser(description="A simple command line interface for the gzip module: act like gzip, but do "
                                        "not delete the input file.")
    how = parser.add_mutually_exclusive_group()
    how.add_argument('--fast', action='store_true', help='compress faster')
    how.add_argument('--best', action='store_true', help='compress better')
    how.add_argument("-d", "--decompress", action="store_true", help="act like gunzip instead of gzip")
    parser.add_argument("args", nargs="*", default=["-"], metavar='file')
    args = parser.parse_args()
    level = _COMPRESS_LEVEL_FAST if args.fast else _COMPRESS_LEVEL_BEST if args.best else _COMPRESS_LEVEL_TRADEOFF
    for name in args.args:
        if args.decompress and name != '-' and not name.endswith('.gz'):
            sys.exit(f"filename doesn't end in .gz: {name!r}")
        with contextlib.ExitStack() as files:
            if name == '-':
                source, target = sys.stdin.buffer, sys.stdout.buffer
                if args.decompress:
                    source = GzipFile(filename='', mode='rb', fileobj=source)
                else:
                    target = files.enter_context(GzipFile('', 'wb', level, target))
            elif args.decompress:
                source = files.enter_context(open(name, 'rb'))
                target = files.enter_context(builtins.open(name[:-3], 'wb'))
            else:
                source = files.enter_context(builtins.open(name, 'rb'))
                target = files.enter_context(open(name + '.gz', 'wb', level))
            _copy(source, target)


if __name__ == '__main__':
    main()
