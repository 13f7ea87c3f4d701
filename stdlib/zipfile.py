"""Reading and writing ZIP archives, with the 64-bit extensions; the compression methods are in _zip_methods."""
import io
import os
import shutil
import stat
import struct
import sys
import threading
import time

import _zip_methods
from _zip_methods import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED
from binascii import crc32

__all__ = ["BadZipFile", "BadZipfile", "error", "ZIP_STORED", "ZIP_DEFLATED", "ZIP_BZIP2", "ZIP_LZMA", "is_zipfile",
           "ZipInfo", "ZipFile", "PyZipFile", "LargeZipFile", "Path"]


class BadZipFile(Exception):
    """The file is no ZIP archive, or is damaged."""


class LargeZipFile(Exception):
    """The archive would need 64-bit extensions, which were not allowed."""


error = BadZipfile = BadZipFile

ZIP64_LIMIT = (1 << 31) - 1
ZIP_FILECOUNT_LIMIT = (1 << 16) - 1
ZIP_MAX_COMMENT = (1 << 16) - 1
DEFAULT_VERSION, ZIP64_VERSION = 20, 45
BZIP2_VERSION, LZMA_VERSION = _zip_methods.VERSIONS[ZIP_BZIP2], _zip_methods.VERSIONS[ZIP_LZMA]

_END = struct.Struct("<4s4H2LH")  # end of central directory
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
_LOCAL = struct.Struct("<4s2B4HL2L2H")
_END_MAGIC, _CENTRAL_MAGIC, _LOCAL_MAGIC = b"PK\005\006", b"PK\001\002", b"PK\003\004"
_END64_MAGIC, _LOCATOR64_MAGIC, _DESCRIPTOR_MAGIC = b"PK\x06\x06", b"PK\x06\x07", b"PK\x07\x08"
sizeEndCentDir, sizeCentralDir, sizeFileHeader = _END.size, _CENTRAL.size, _LOCAL.size

_FLAG_ENCRYPTED, _FLAG_END_MARK, _FLAG_DESCRIPTOR, _FLAG_PATCH, _FLAG_STRONG, _FLAG_UTF8 = 1, 2, 8, 32, 64, 0x800

compressor_names = _zip_methods.NAMES


def is_zipfile(filename):
    """Whether a file (by name or as an object) ends like a ZIP archive."""
    try:
        if hasattr(filename, "read"):
            return bool(_find_end(filename))
        with open(filename, "rb") as fp:
            return bool(_find_end(fp))
    except OSError:
        return False


class _End:
    """What the end of an archive says."""

    def __init__(self, fields, comment, location):
        (_, self.disk, self.start_disk, self.disk_entries, self.entries, self.size, self.offset, self.comment_size) = fields
        self.comment = comment
        self.location = location
        self.is_zip64 = False


def _find_end(fp):
    """The _End of an archive, or None."""
    fp.seek(0, 2)
    filesize = fp.tell()
    try:
        fp.seek(-_END.size, 2)
    except OSError:
        return None
    data = fp.read(_END.size)
    if len(data) == _END.size and data[:4] == _END_MAGIC and data[-2:] == b"\0\0":
        return _find_end64(fp, filesize - _END.size, _End(_END.unpack(data), b"", filesize - _END.size))
    start = max(filesize - (1 << 16) - _END.size, 0)
    fp.seek(start)
    data = fp.read()
    at = data.rfind(_END_MAGIC)
    if at < 0 or len(data) - at < _END.size:
        return None
    fields = _END.unpack(data[at:at + _END.size])
    comment = data[at + _END.size:at + _END.size + fields[7]]
    return _find_end64(fp, start + at, _End(fields, comment, start + at))


def _find_end64(fp, at, end):
    if at < _LOCATOR64.size:
        return end
    fp.seek(at - _LOCATOR64.size)
    data = fp.read(_LOCATOR64.size)
    if len(data) != _LOCATOR64.size:
        return end
    magic, disk, _, disks = _LOCATOR64.unpack(data)
    if magic != _LOCATOR64_MAGIC:
        return end
    if disk != 0 or disks > 1:
        raise BadZipFile("zipfiles that span multiple disks are not supported")
    if at < _LOCATOR64.size + _END64.size:
        return end
    fp.seek(at - _LOCATOR64.size - _END64.size)
    data = fp.read(_END64.size)
    if len(data) != _END64.size:
        return end
    fields = _END64.unpack(data)
    if fields[0] != _END64_MAGIC:
        return end
    (end.disk, end.start_disk, end.disk_entries, end.entries, end.size, end.offset) = fields[4:]
    end.is_zip64 = True
    return end


_DOS_FOLDER = 0x10  # the attribute of a folder in MS-DOS


class ZipInfo:
    """One member of an archive."""

    __slots__ = ('orig_filename', 'filename', 'date_time', 'compress_type', '_compresslevel', 'comment', 'extra',
                 'create_system', 'create_version', 'extract_version', 'reserved', 'flag_bits', 'volume',
                 'internal_attr', 'external_attr', 'header_offset', 'CRC', 'compress_size', 'file_size', '_raw_time',
                 '_end_offset')

    def __init__(self, filename="NoName", date_time=(1980, 1, 1, 0, 0, 0)):
        self.orig_filename = filename
        null_byte = filename.find(chr(0))
        if null_byte >= 0:
            filename = filename[0:null_byte]
        if os.sep != "/" and os.sep in filename:
            filename = filename.replace(os.sep, "/")
        self.filename = filename
        self.date_time = date_time
        if date_time[0] < 1980:
            raise ValueError('ZIP does not support timestamps before 1980')
        self.compress_type = ZIP_STORED
        self._compresslevel = None
        self.comment = b""
        self._end_offset = None  # known of members that were read from a directory
        self.extra = b""
        self.create_system = 0 if sys.platform == 'win32' else 3
        self.create_version = DEFAULT_VERSION
        self.extract_version = DEFAULT_VERSION
        self.reserved = 0
        self.flag_bits = 0
        self.volume = 0
        self.internal_attr = 0
        self.external_attr = 0
        self.compress_size = 0
        self.file_size = 0

    def __repr__(self):
        result = ['<%s filename=%r' % (self.__class__.__name__, self.filename)]
        if self.compress_type != ZIP_STORED:
            result.append(' compress_type=%s' % compressor_names.get(self.compress_type, self.compress_type))
        hi, lo = self.external_attr >> 16, self.external_attr & 0xFFFF
        if hi:
            result.append(' filemode=%r' % stat.filemode(hi))
        if lo:
            result.append(' external_attr=%#x' % lo)
        isdir = self.is_dir()
        if not isdir or self.file_size:
            result.append(' file_size=%r' % self.file_size)
        if (not isdir or self.compress_size) and (self.compress_type != ZIP_STORED
                                                  or self.file_size != self.compress_size):
            result.append(' compress_size=%r' % self.compress_size)
        result.append('>')
        return ''.join(result)

    def _dos_time(self):
        t = self.date_time
        return t[3] << 11 | t[4] << 5 | t[5] // 2, (t[0] - 1980) << 9 | t[1] << 5 | t[2]

    def _encoded_name(self):
        try:
            return self.filename.encode('ascii'), self.flag_bits
        except UnicodeEncodeError:
            return self.filename.encode('utf-8'), self.flag_bits | _FLAG_UTF8

    def FileHeader(self, zip64=None):
        """The header that stands before the member's data."""
        time, date = self._dos_time()
        crc, compress_size, file_size = self.CRC, self.compress_size, self.file_size
        if self.flag_bits & _FLAG_DESCRIPTOR:
            crc = compress_size = file_size = 0
        extra = self.extra
        min_version = _zip_methods.VERSIONS.get(self.compress_type, 0)
        if zip64 is None:
            zip64 = file_size > ZIP64_LIMIT or compress_size > ZIP64_LIMIT
        if zip64:
            extra = extra + struct.pack('<HHQQ', 1, 16, file_size, compress_size)
        if file_size > ZIP64_LIMIT or compress_size > ZIP64_LIMIT:
            if not zip64:
                raise LargeZipFile("Filesize would require ZIP64 extensions")
            file_size = compress_size = 0xffffffff
            min_version = max(min_version, ZIP64_VERSION)
        self.extract_version = max(min_version, self.extract_version)
        self.create_version = max(min_version, self.create_version)
        filename, flag_bits = self._encoded_name()
        return _LOCAL.pack(_LOCAL_MAGIC, self.extract_version, self.reserved, flag_bits, self.compress_type, time, date,
                           crc, compress_size, file_size, len(filename), len(extra)) + filename + extra

    def _central_entry(self):
        time, date = self._dos_time()
        file_size, compress_size, offset = self.file_size, self.compress_size, self.header_offset
        big = []
        if file_size > ZIP64_LIMIT or compress_size > ZIP64_LIMIT:
            big += [file_size, compress_size]
            file_size = compress_size = 0xffffffff
        if offset > ZIP64_LIMIT:
            big.append(offset)
            offset = 0xffffffff
        extra = self.extra
        min_version = _zip_methods.VERSIONS.get(self.compress_type, 0)
        if big:
            extra = struct.pack('<HH' + 'Q' * len(big), 1, 8 * len(big), *big) + _strip_extra(extra, (1,))
            min_version = max(min_version, ZIP64_VERSION)
        extract_version = max(min_version, self.extract_version)
        create_version = max(min_version, self.create_version)
        filename, flag_bits = self._encoded_name()
        return _CENTRAL.pack(_CENTRAL_MAGIC, create_version, self.create_system, extract_version, self.reserved,
                             flag_bits, self.compress_type, time, date, self.CRC, compress_size, file_size,
                             len(filename), len(extra), len(self.comment), 0, self.internal_attr, self.external_attr,
                             offset) + filename + extra + self.comment

    def _decode_extra(self):
        extra = self.extra
        while len(extra) >= 4:
            tag, size = struct.unpack('<HH', extra[:4])
            if tag + size and size + 4 > len(extra):
                raise BadZipFile("Corrupt extra field %04x (size=%d)" % (tag, size))
            if tag == 1:
                data = extra[4:size + 4]
                try:
                    if self.file_size in (0xFFFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF):
                        field = "File size"
                        self.file_size, = struct.unpack('<Q', data[:8])
                        data = data[8:]
                    if self.compress_size == 0xFFFF_FFFF:
                        field = "Compress size"
                        self.compress_size, = struct.unpack('<Q', data[:8])
                        data = data[8:]
                    if self.header_offset == 0xFFFF_FFFF:
                        field = "Header offset"
                        self.header_offset, = struct.unpack('<Q', data[:8])
                except struct.error:
                    raise BadZipFile(f"Corrupt zip64 extra field. {field} not found.") from None
            extra = extra[size + 4:]

    @classmethod
    def from_file(cls, filename, arcname=None, *, strict_timestamps=True):
        """The entry for a file on disk."""
        if isinstance(filename, os.PathLike):
            filename = os.fspath(filename)
        on_disk = os.stat(filename)
        changed = time.localtime(on_disk.st_mtime)[:6]
        if not strict_timestamps:  # what the format can say
            changed = min(max(changed, (1980, 1, 1, 0, 0, 0)), (2107, 12, 31, 23, 59, 59))
        # names inside an archive are relative
        name = os.path.normpath(filename if arcname is None else arcname).lstrip(os.sep)
        is_folder = stat.S_ISDIR(on_disk.st_mode)
        entry = cls(name + '/' if is_folder else name, changed)
        entry.external_attr = (on_disk.st_mode & 0xFFFF) << 16 | (_DOS_FOLDER if is_folder else 0)
        entry.file_size = 0 if is_folder else on_disk.st_size
        return entry

    def is_dir(self):
        return self.filename[-1:] == '/'


def _strip_extra(extra, tags):
    out = b''
    while len(extra) >= 4:
        tag, size = struct.unpack('<HH', extra[:4])
        if tag not in tags:
            out += extra[:size + 4]
        extra = extra[size + 4:]
    return out + extra


_crc_table = []


def _crc_step(c, crc):
    """The CRC-32 of one more byte, without the inversions at both ends."""
    if not _crc_table:
        for n in range(256):
            for _ in range(8):
                n = n >> 1 ^ 0xEDB88320 if n & 1 else n >> 1
            _crc_table.append(n)
    return crc >> 8 ^ _crc_table[(crc ^ c) & 0xff]


def _decrypter(password):
    """A function that decrypts a member piece by piece: the traditional encryption, section 6.1 of PKWARE's APPNOTE."""
    key0, key1, key2 = 0x12345678, 0x23456789, 0x34567890

    def update(c):
        nonlocal key0, key1, key2
        key0 = _crc_step(c, key0)
        key1 = ((key1 + (key0 & 0xff)) * 134775813 + 1) & 0xffffffff
        key2 = _crc_step(key1 >> 24, key2)

    def decrypt(data):
        result = bytearray()
        for c in data:
            k = key2 | 2
            c ^= (k * (k ^ 1) >> 8) & 0xff
            update(c)
            result.append(c)
        return bytes(result)
    for c in password:
        update(c)
    return decrypt


class ZipExtFile(io.BufferedIOBase):
    """A member of an archive as a file to read from."""

    MAX_N = 1 << 31 - 1
    MIN_READ_SIZE = 4096

    def __init__(self, archive, zinfo, start, close_archive=False, password=None):
        self._archive = archive
        self._password = password
        self._zinfo = zinfo
        self._start = start
        self._close_archive = close_archive
        self.name = zinfo.filename
        self.mode = 'r'
        self.newlines = None
        self._expected_crc = zinfo.CRC
        self._rewind()

    def _rewind(self):
        self._at = self._start
        self._compress_left = self._zinfo.compress_size
        self._left = self._zinfo.file_size
        self._decompressor = _zip_methods.decompressor(self._zinfo.compress_type)
        self._decrypt = None
        if self._password is not None:
            self._start_decryption()
        self._buffer = b''
        self._offset = 0
        self._eof = self._left <= 0
        self._running_crc = 0
        self._position = 0
        self._expected_crc = self._zinfo.CRC

    def __repr__(self):
        result = ['<%s.%s' % (self.__class__.__module__, self.__class__.__qualname__)]
        if not self.closed:
            result.append(' name=%r mode=%r' % (self.name, self.mode))
            if self._zinfo.compress_type != ZIP_STORED:
                result.append(' compress_type=%s' % compressor_names.get(self._zinfo.compress_type,
                                                                         self._zinfo.compress_type))
        else:
            result.append(' [closed]')
        result.append('>')
        return ''.join(result)

    def readable(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        return True

    def seekable(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        return self._archive._seekable

    def _start_decryption(self):
        """Take in the password and the header of twelve bytes, the last of which tells whether it is the right one."""
        decrypt = _decrypter(self._password)
        header = decrypt(self._raw(12))
        info = self._zinfo
        check = info._raw_time >> 8 if info.flag_bits & _FLAG_DESCRIPTOR else info.CRC >> 24
        if header[11] != check & 0xff:
            raise RuntimeError("Bad password for file %r" % info.orig_filename)
        self._decrypt = decrypt

    def _raw(self, n):
        """Up to n bytes of the archive at this member's place."""
        n = min(n, self._compress_left)
        if n <= 0:
            return b''
        data = self._archive._read_at(self._at, n)
        if not data:
            raise EOFError
        self._at += len(data)
        self._compress_left -= len(data)
        return data if self._decrypt is None else self._decrypt(data)

    def _more(self, n):
        """The next decompressed bytes, about n of them; b'' at the end."""
        if self._eof or n <= 0:
            return b''
        if self._decompressor is None:
            data = self._raw(n)
            self._eof = self._compress_left <= 0
        else:
            raw = self._decompressor.unconsumed_tail or self._raw(max(n, self.MIN_READ_SIZE))
            data = self._decompressor.decompress(raw, max(n, self.MIN_READ_SIZE))
            self._eof = self._decompressor.eof or (self._compress_left <= 0
                                                   and not self._decompressor.unconsumed_tail)
            if self._eof:
                data += self._decompressor.flush()
        data = data[:self._left]
        self._left -= len(data)
        if self._left <= 0:
            self._eof = True
        self._running_crc = crc32(data, self._running_crc)
        if self._eof and self._expected_crc is not None and self._running_crc != self._expected_crc:
            raise BadZipFile("Bad CRC-32 for file %r" % self.name)
        return data

    def read(self, n=-1):
        if self.closed:
            raise ValueError("read from closed file.")
        whole = n is None or n < 0
        parts = [self._buffer[self._offset:] if whole else self._buffer[self._offset:self._offset + n]]
        got = len(parts[0])
        self._offset += got
        if whole:
            self._buffer = b''
            self._offset = 0
        while not self._eof and (whole or got < n):
            data = self._more(self._left if whole else n - got)
            if not whole and got + len(data) > n:
                self._buffer, self._offset = data, n - got
                data = data[:n - got]
            parts.append(data)
            got += len(data)
        self._position += got
        return parts[0] if len(parts) == 1 else b''.join(parts)

    def read1(self, n=-1):
        if self.closed:
            raise ValueError("read from closed file.")
        if n is None or n < 0:
            n = self.MAX_N
        if self._offset < len(self._buffer):
            return self.read(min(n, len(self._buffer) - self._offset))
        while n and not self._eof:
            data = self._more(n)
            if data:
                if len(data) > n:
                    self._buffer, self._offset = data, n
                    data = data[:n]
                self._position += len(data)
                return data
        return b''

    def readinto(self, b):
        data = self.read(len(b))
        b[:len(data)] = data
        return len(data)

    def peek(self, n=1):
        if n > len(self._buffer) - self._offset:
            rest = self._buffer[self._offset:]
            while len(rest) < n and not self._eof:
                rest += self._more(max(n - len(rest), self.MIN_READ_SIZE))
            self._buffer, self._offset = rest, 0
        return self._buffer[self._offset:self._offset + 512]

    def readline(self, limit=-1):
        parts = []
        got = 0
        while limit is None or limit < 0 or got < limit:
            chunk = self.peek(1)
            if not chunk:
                break
            at = chunk.find(b'\n')
            n = len(chunk) if at < 0 else at + 1
            if limit is not None and limit >= 0:
                n = min(n, limit - got)
            parts.append(self.read(n))
            got += n
            if parts[-1].endswith(b'\n'):
                break
        return b''.join(parts)

    def seek(self, offset, whence=0):
        if self.closed:
            raise ValueError("seek on closed file.")
        if not self.seekable():
            raise io.UnsupportedOperation("underlying stream is not seekable")
        if whence == os.SEEK_SET:
            new = offset
        elif whence == os.SEEK_CUR:
            new = self._position + offset
        elif whence == os.SEEK_END:
            new = self._zinfo.file_size + offset
        else:
            raise ValueError("whence must be os.SEEK_SET (0), os.SEEK_CUR (1), or os.SEEK_END (2)")
        new = min(max(new, 0), self._zinfo.file_size)
        if new < self._position:
            self._rewind()
        skip = new - self._position
        if skip and self._decompressor is None and self._decrypt is None and self._offset >= len(self._buffer):
            self._expected_crc = None  # not all of it will have been seen
            self._at += skip
            self._compress_left -= skip
            self._left -= skip
            self._position = new
            self._eof = self._left <= 0
            return new
        while skip > 0:
            data = self.read(min(skip, 1 << 20))
            if not data:
                break
            skip -= len(data)
        return self._position

    def tell(self):
        if self.closed:
            raise ValueError("tell on closed file.")
        return self._position

    def close(self):
        if not self.closed:
            archive, self._archive = self._archive, None
            super().close()
            if archive is not None:
                archive._forget_reader(self._close_archive)


class _ZipWriteFile(io.BufferedIOBase):
    """A member of an archive as a file to write to; closing it enters the member in the directory."""

    def __init__(self, zf, zinfo, zip64):
        self._archive, self._member, self._zip64 = zf, zinfo, zip64
        self._compressor = _zip_methods.compressor(zinfo.compress_type, zinfo._compresslevel)
        self._read = self._written = self._checksum = 0

    def writable(self):
        return True

    def _put(self, block):
        self._written += len(block)
        self._archive.fp.write(block)

    def write(self, data):
        if self.closed:
            raise ValueError('I/O operation on closed file.')
        data = memoryview(data).cast('B') if not isinstance(data, (bytes, bytearray)) else data
        self._read += len(data)
        self._checksum = crc32(data, self._checksum)
        self._put(self._compressor.compress(data) if self._compressor else data)
        return len(data)

    def close(self):
        if self.closed:
            return
        try:
            super().close()
            if self._compressor:
                self._put(self._compressor.flush())
            self._check_limits()
            member = self._member
            member.CRC, member.compress_size, member.file_size = self._checksum, self._written, self._read
            if member.flag_bits & _FLAG_DESCRIPTOR:
                self._archive._append_descriptor(member, self._zip64)
            else:
                self._archive._rewrite_header(member, self._zip64)
            self._archive._enter(member)
        finally:
            self._archive._writing = False

    def _check_limits(self):
        for name, size in (('File', self._read), ('Compressed', self._written)):
            if size > ZIP64_LIMIT and not self._zip64:
                raise RuntimeError(f"{name} size unexpectedly exceeded ZIP64 limit")


class _Counter:
    """A stream that cannot tell its position, with one that is counted."""

    def __init__(self, fp):
        self.fp = fp
        self.offset = 0

    def write(self, data):
        n = self.fp.write(data)
        self.offset += n
        return n

    def tell(self):
        return self.offset

    def flush(self):
        self.fp.flush()

    def close(self):
        self.fp.close()


class ZipFile:
    """A ZIP archive opened with mode 'r', 'w', 'x' or 'a'; a file name or a binary file."""

    fp = None

    def __init__(self, file, mode="r", compression=ZIP_STORED, allowZip64=True, compresslevel=None, *,
                 strict_timestamps=True, metadata_encoding=None):
        if mode not in ('r', 'w', 'x', 'a'):
            raise ValueError("ZipFile requires mode 'r', 'w', 'x', or 'a'")
        _zip_methods.check(compression)
        self._allowZip64 = allowZip64
        self._didModify = False
        self.debug = 0
        self.NameToInfo = {}
        self.filelist = []
        self.compression = compression
        self.compresslevel = compresslevel
        self.mode = mode
        self.pwd = None
        self._comment = b''
        self._strict_timestamps = strict_timestamps
        self.metadata_encoding = metadata_encoding
        if metadata_encoding and mode != 'r':
            raise ValueError("metadata_encoding is only supported for reading files")
        if isinstance(file, os.PathLike):
            file = os.fspath(file)
        self._filePassed = 0
        if isinstance(file, str):
            self.filename = file
            self.fp = self._open_file(file, mode)
        else:
            self._filePassed = 1
            self.fp = file
            self.filename = getattr(file, 'name', None)
        self._fileRefCnt = 1
        self._seekable = True
        self._writing = False
        self._lock = threading.RLock()
        try:
            self._start(mode)
        except BaseException:
            fp, self.fp = self.fp, None
            self._close_file(fp)
            raise

    @staticmethod
    def _open_file(file, mode):
        if mode == 'a':
            try:
                return io.open(file, 'r+b')
            except FileNotFoundError:
                return io.open(file, 'w+b')
        return io.open(file, {'r': 'rb', 'w': 'w+b', 'x': 'x+b'}[mode])

    def _start(self, mode):
        if mode == 'r':
            self._read_directory()
        elif mode in ('w', 'x'):
            self._didModify = True
            try:
                self.start_dir = self.fp.tell()
            except (AttributeError, OSError):
                self.fp = _Counter(self.fp)
                self.start_dir = 0
                self._seekable = False
            else:
                try:
                    self.fp.seek(self.start_dir)
                except (AttributeError, OSError):
                    self._seekable = False
        else:
            try:
                self._read_directory()
                self.fp.seek(self.start_dir)
            except BadZipFile:
                self.fp.seek(0, 2)
                self._didModify = True
                self.start_dir = self.fp.tell()

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.close()

    def __repr__(self):
        if self.fp is None:
            state = '[closed]'
        else:
            state = f'mode={self.mode!r}'
            if self._filePassed:
                state = f'file={self.fp!r} {state}'
            elif self.filename is not None:
                state = f'filename={self.filename!r} {state}'
        return f'<{type(self).__module__}.{type(self).__qualname__} {state}>'

    # --- entries ---

    def _enter(self, member):
        """The directory gets a member whose data is written."""
        self.filelist.append(member)
        self.NameToInfo[member.filename] = member

    def _begin(self, member, zip64=False):
        """Writes the header of a new member where the directory was."""
        if self._seekable:
            self.fp.seek(self.start_dir)
        member.header_offset = self.fp.tell()
        self._writecheck(member)
        self._didModify = True
        self.fp.write(member.FileHeader(zip64))

    def _rewrite_header(self, member, zip64):
        """Puts the sizes, known now, into the header."""
        end = self.start_dir = self.fp.tell()
        self.fp.seek(member.header_offset)
        self.fp.write(member.FileHeader(zip64))
        self.fp.seek(end)

    def _append_descriptor(self, member, zip64):
        """Puts the sizes behind the data, where one cannot go back."""
        form = '<4sLQQ' if zip64 else '<4sLLL'
        self.fp.write(struct.pack(form, _DESCRIPTOR_MAGIC, member.CRC, member.compress_size, member.file_size))
        self.start_dir = self.fp.tell()

    def _read_directory(self):
        fp = self.fp
        try:
            end = _find_end(fp)
        except OSError:
            raise BadZipFile("File is not a zip file")
        if not end:
            raise BadZipFile("File is not a zip file")
        self._comment = end.comment
        before = end.location - end.size - end.offset  # bytes in front of the archive
        if end.is_zip64:
            before -= _END64.size + _LOCATOR64.size
        self.start_dir = end.offset + before
        if self.start_dir < 0:
            raise BadZipFile("Bad offset for central directory")
        fp.seek(self.start_dir, 0)
        data = fp.read(end.size)
        at = 0
        while at < end.size:
            at = self._read_entry(data, at, before)
        self._note_ends()

    def _note_ends(self):
        """Where each member ends at the latest: where the next begins."""
        next_start = self.start_dir
        for member in sorted(self.filelist, key=lambda member: member.header_offset, reverse=True):
            member._end_offset = next_start
            next_start = member.header_offset

    def _read_entry(self, data, at, before):
        head = data[at:at + _CENTRAL.size]
        if len(head) != _CENTRAL.size:
            raise BadZipFile("Truncated central directory")
        f = _CENTRAL.unpack(head)
        if f[0] != _CENTRAL_MAGIC:
            raise BadZipFile("Bad magic number for central directory")
        name_len, extra_len, comment_len = f[12:15]
        at += _CENTRAL.size
        raw_name = data[at:at + name_len]
        if f[5] & _FLAG_UTF8:
            filename = raw_name.decode('utf-8')
        else:
            filename = raw_name.decode(self.metadata_encoding or 'latin-1' if raw_name.isascii() or
                                       self.metadata_encoding else _cp437())
        x = ZipInfo(filename)
        x.extra = data[at + name_len:at + name_len + extra_len]
        x.comment = data[at + name_len + extra_len:at + name_len + extra_len + comment_len]
        (x.create_version, x.create_system, x.extract_version, x.reserved, x.flag_bits, x.compress_type, t, d, x.CRC,
         x.compress_size, x.file_size) = f[1:12]
        x.volume, x.internal_attr, x.external_attr, x.header_offset = f[15:19]
        if x.extract_version > 63:
            raise NotImplementedError("zip file version %.1f" % (x.extract_version / 10))
        x._raw_time = t
        x.date_time = ((d >> 9) + 1980, d >> 5 & 15, d & 31, t >> 11, t >> 5 & 63, (t & 31) * 2)
        x._decode_extra()
        x.header_offset += before
        self.filelist.append(x)
        self.NameToInfo[x.filename] = x
        return at + name_len + extra_len + comment_len

    def namelist(self):
        return [data.filename for data in self.filelist]

    def infolist(self):
        return self.filelist

    def printdir(self, file=None):
        """A table of contents."""
        print("%-46s %19s %12s" % ("File Name", "Modified    ", "Size"), file=file)
        for zinfo in self.filelist:
            date = "%d-%02d-%02d %02d:%02d:%02d" % zinfo.date_time[:6]
            print("%-46s %s %12d" % (zinfo.filename, date, zinfo.file_size), file=file)

    def testzip(self):
        """The name of the first damaged member, or None."""
        for zinfo in self.filelist:
            try:
                with self.open(zinfo.filename, "r") as f:
                    while f.read(1 << 20):
                        pass
            except BadZipFile:
                return zinfo.filename

    def getinfo(self, name):
        info = self.NameToInfo.get(name)
        if info is None:
            raise KeyError('There is no item named %r in the archive' % name)
        return info

    def setpassword(self, pwd):
        if pwd and not isinstance(pwd, bytes):
            raise TypeError("pwd: expected bytes, got %s" % type(pwd).__name__)
        self.pwd = pwd or None

    @property
    def comment(self):
        return self._comment

    @comment.setter
    def comment(self, comment):
        if not isinstance(comment, bytes):
            raise TypeError("comment: expected bytes, got %s" % type(comment).__name__)
        if len(comment) > ZIP_MAX_COMMENT:
            import warnings
            warnings.warn('Archive comment is too long; truncating to %d bytes' % ZIP_MAX_COMMENT, stacklevel=2)
        self._comment = comment[:ZIP_MAX_COMMENT]
        self._didModify = True

    def read(self, name, pwd=None):
        """The bytes of a member."""
        with self.open(name, "r", pwd) as fp:
            return fp.read()

    def _read_at(self, at, n):
        with self._lock:
            if self._writing:
                raise ValueError("Can't read from the ZIP file while there is an open writing handle on it. "
                                 "Close the writing handle before trying to read.")
            self._read_fp.seek(at)
            return self._read_fp.read(n)

    def _forget_reader(self, close):
        self._fileRefCnt -= 1
        if not self._fileRefCnt and not self._filePassed:
            self._read_fp.close()
        if close:
            self.close()

    def open(self, name, mode="r", pwd=None, *, force_zip64=False):
        """A member as a file, to read ('r') or to write ('w')."""
        if mode not in {"r", "w"}:
            raise ValueError('open() requires mode "r" or "w"')
        if pwd and mode == "w":
            raise ValueError("pwd is only supported for reading files")
        if not self.fp:
            raise ValueError("Attempt to use ZIP archive that was already closed")
        if mode == 'w':
            return self._open_to_write(self._new_member(name), force_zip64=force_zip64)
        zinfo = name if isinstance(name, ZipInfo) else self.getinfo(name)
        if self._writing:
            raise ValueError("Can't read from the ZIP file while there is an open writing handle on it. "
                             "Close the writing handle before trying to read.")
        self._read_fp = self.fp
        head = self._read_at(zinfo.header_offset, _LOCAL.size)
        if len(head) != _LOCAL.size:
            raise BadZipFile("Truncated file header")
        f = _LOCAL.unpack(head)
        if f[0] != _LOCAL_MAGIC:
            raise BadZipFile("Bad magic number for file header")
        name_len, extra_len = f[10:12]
        raw_name = self._read_at(zinfo.header_offset + _LOCAL.size, name_len)
        start = zinfo.header_offset + _LOCAL.size + name_len + extra_len
        if zinfo.flag_bits & _FLAG_PATCH:
            raise NotImplementedError("compressed patched data (flag bit 5)")
        if zinfo.flag_bits & _FLAG_STRONG:
            raise NotImplementedError("strong encryption (flag bit 6)")
        utf8 = f[3] & _FLAG_UTF8
        there = raw_name.decode('utf-8' if utf8 else self.metadata_encoding or ('latin-1' if raw_name.isascii()
                                                                                else _cp437()))
        if there != zinfo.orig_filename:
            raise BadZipFile('File name in directory %r and header %r differ.' % (zinfo.orig_filename, raw_name))
        if zinfo._end_offset is not None and start + zinfo.compress_size > zinfo._end_offset:
            raise BadZipFile(f"Overlapped entries: {zinfo.orig_filename!r} (possible zip bomb)")
        if zinfo.flag_bits & _FLAG_ENCRYPTED:
            password = pwd or self.pwd
            if not password:
                raise RuntimeError("File %r is encrypted, password required for extraction" % name)
            if not isinstance(password, bytes):
                raise TypeError("pwd: expected bytes, got %s" % type(password).__name__)
        else:
            password = None
        self._fileRefCnt += 1
        try:
            return ZipExtFile(self, zinfo, start, password=password)
        except BaseException:
            self._forget_reader(False)
            raise

    def _new_member(self, name):
        if isinstance(name, ZipInfo):
            return name
        member = ZipInfo(name)
        member.compress_type, member._compresslevel = self.compression, self.compresslevel
        return member

    def _open_to_write(self, zinfo, force_zip64=False):
        if force_zip64 and not self._allowZip64:
            raise ValueError("force_zip64 is True, but allowZip64 was False when opening the ZIP file.")
        if self._writing:
            raise ValueError("Can't write to the ZIP file while there is another write handle open on it. "
                             "Close the first handle before opening another.")
        zinfo.compress_size = 0
        zinfo.CRC = 0
        zinfo.flag_bits = _FLAG_END_MARK if zinfo.compress_type == ZIP_LZMA else 0
        if not self._seekable:
            zinfo.flag_bits |= _FLAG_DESCRIPTOR
        if not zinfo.external_attr:
            zinfo.external_attr = 0o600 << 16
        zip64 = force_zip64 or zinfo.file_size * 1.05 > ZIP64_LIMIT
        if not self._allowZip64 and zip64:
            raise LargeZipFile("Filesize would require ZIP64 extensions")
        self._begin(zinfo, zip64)
        self._writing = True
        return _ZipWriteFile(self, zinfo, zip64)

    def _writecheck(self, zinfo):
        if zinfo.filename in self.NameToInfo:
            import warnings
            warnings.warn('Duplicate name: %r' % zinfo.filename, stacklevel=3)
        if self.mode not in ('w', 'x', 'a'):
            raise ValueError("write() requires mode 'w', 'x', or 'a'")
        if not self.fp:
            raise ValueError("Attempt to write ZIP archive that was already closed")
        _zip_methods.check(zinfo.compress_type)
        if not self._allowZip64:
            what = None
            if len(self.filelist) >= ZIP_FILECOUNT_LIMIT:
                what = "Files count"
            elif zinfo.file_size > ZIP64_LIMIT:
                what = "Filesize"
            elif zinfo.header_offset > ZIP64_LIMIT:
                what = "Zipfile size"
            if what:
                raise LargeZipFile(what + " would require ZIP64 extensions")

    def _target(self, arcname, path):
        arcname = arcname.replace('/', os.path.sep)
        arcname = os.path.splitdrive(arcname)[1]
        invalid = ('', os.path.curdir, os.path.pardir)
        return os.path.normpath(os.path.join(path, os.path.sep.join(x for x in arcname.split(os.path.sep)
                                                                    if x not in invalid)))

    def extract(self, member, path=None, pwd=None):
        """Write a member below a folder (the current one); its path there."""
        path = os.getcwd() if path is None else os.fspath(path)
        if not isinstance(member, ZipInfo):
            member = self.getinfo(member)
        target = self._target(member.filename, path)
        upper = os.path.dirname(target)
        if upper and not os.path.exists(upper):
            os.makedirs(upper)
        if member.is_dir():
            if not os.path.isdir(target):
                os.mkdir(target)
            return target
        with self.open(member, pwd=pwd) as source, open(target, "wb") as out:
            shutil.copyfileobj(source, out)
        return target

    def extractall(self, path=None, members=None, pwd=None):
        path = os.getcwd() if path is None else os.fspath(path)
        for member in self.namelist() if members is None else members:
            self.extract(member, path, pwd)

    def write(self, filename, arcname=None, compress_type=None, compresslevel=None):
        """Add a file from disk."""
        if not self.fp:
            raise ValueError("Attempt to write to ZIP archive that was already closed")
        if self._writing:
            raise ValueError("Can't write to ZIP archive while an open writing handle exists")
        zinfo = ZipInfo.from_file(filename, arcname, strict_timestamps=self._strict_timestamps)
        if zinfo.is_dir():
            zinfo.compress_size = 0
            zinfo.CRC = 0
            self.mkdir(zinfo)
            return
        zinfo.compress_type = self.compression if compress_type is None else compress_type
        zinfo._compresslevel = self.compresslevel if compresslevel is None else compresslevel
        with open(filename, "rb") as src, self.open(zinfo, 'w') as dest:
            shutil.copyfileobj(src, dest, 1024 * 8)

    def writestr(self, zinfo_or_arcname, data, compress_type=None, compresslevel=None):
        """Add a member with that content."""
        if isinstance(data, str):
            data = data.encode("utf-8")
        if isinstance(zinfo_or_arcname, ZipInfo):
            zinfo = zinfo_or_arcname
        else:
            zinfo = ZipInfo(filename=zinfo_or_arcname, date_time=time.localtime(time.time())[:6])
            zinfo.compress_type = self.compression
            zinfo._compresslevel = self.compresslevel
            if zinfo.filename.endswith('/'):
                zinfo.external_attr = 0o40775 << 16 | 0x10
            else:
                zinfo.external_attr = 0o600 << 16
        if not self.fp:
            raise ValueError("Attempt to write to ZIP archive that was already closed")
        if self._writing:
            raise ValueError("Can't write to ZIP archive while an open writing handle exists.")
        if compress_type is not None:
            zinfo.compress_type = compress_type
        if compresslevel is not None:
            zinfo._compresslevel = compresslevel
        zinfo.file_size = len(data)
        with self._lock, self.open(zinfo, mode='w') as dest:
            dest.write(data)

    def mkdir(self, zinfo_or_directory_name, mode=511):
        """Add a folder."""
        if isinstance(zinfo_or_directory_name, ZipInfo):
            zinfo = zinfo_or_directory_name
            if not zinfo.is_dir():
                raise ValueError("The given ZipInfo does not describe a directory")
        elif isinstance(zinfo_or_directory_name, str):
            zinfo = ZipInfo(zinfo_or_directory_name.removesuffix("/") + "/")
            zinfo.compress_size = zinfo.file_size = zinfo.CRC = 0
            zinfo.external_attr = (stat.S_IFDIR | mode & 0xFFFF) << 16 | _DOS_FOLDER
        else:
            raise TypeError("Expected type str or ZipInfo")
        with self._lock:
            self._begin(zinfo)
            self._enter(zinfo)
            self.start_dir = self.fp.tell()

    def __del__(self):
        self.close()

    def close(self):
        """Write the directory of a changed archive and close it."""
        if self.fp is None:
            return
        if self._writing:
            raise ValueError("Can't close the ZIP file while there is an open writing handle on it. "
                             "Close the writing handle before closing the zip.")
        try:
            if self.mode in ('w', 'x', 'a') and self._didModify:
                with self._lock:
                    if self._seekable:
                        self.fp.seek(self.start_dir)
                    self._write_directory()
        finally:
            fp, self.fp = self.fp, None
            self._close_file(fp)

    def _write_directory(self):
        for zinfo in self.filelist:
            self.fp.write(zinfo._central_entry())
        at = self.fp.tell()
        count, size, offset = len(self.filelist), at - self.start_dir, self.start_dir
        what = None
        if count > ZIP_FILECOUNT_LIMIT:
            what = "Files count"
        elif offset > ZIP64_LIMIT:
            what = "Central directory offset"
        elif size > ZIP64_LIMIT:
            what = "Central directory size"
        if what:
            if not self._allowZip64:
                raise LargeZipFile(what + " would require ZIP64 extensions")
            self.fp.write(_END64.pack(_END64_MAGIC, _END64.size - 12, ZIP64_VERSION, ZIP64_VERSION, 0, 0, count, count,
                                      size, offset))
            self.fp.write(_LOCATOR64.pack(_LOCATOR64_MAGIC, 0, at, 1))
            count, size, offset = min(count, 0xFFFF), min(size, 0xFFFFFFFF), min(offset, 0xFFFFFFFF)
        self.fp.write(_END.pack(_END_MAGIC, 0, 0, count, count, size, offset, len(self._comment)))
        self.fp.write(self._comment)
        if self.mode == "a":
            self.fp.truncate()
        self.fp.flush()

    def _close_file(self, fp):
        self._read_fp = fp
        self._fileRefCnt -= 1
        if not self._fileRefCnt and not self._filePassed:
            fp.close()


def _cp437():
    """The encoding of names that are not UTF-8; Latin-1 where the tables of code pages are missing."""
    try:
        ''.encode('cp437')
        return 'cp437'
    except LookupError:
        return 'latin-1'


class PyZipFile(ZipFile):
    """An archive of Python modules."""

    def __init__(self, file, mode="r", compression=ZIP_STORED, allowZip64=True, optimize=-1):
        ZipFile.__init__(self, file, mode=mode, compression=compression, allowZip64=allowZip64)
        self._optimize = optimize

    def writepy(self, pathname, basename="", filterfunc=None):
        """Add a module, or all modules of a folder or package."""
        pathname = os.fspath(pathname)
        if filterfunc and not filterfunc(pathname):
            return
        name = os.path.split(pathname)[1]
        if not os.path.isdir(pathname):
            if pathname[-3:] != ".py":
                raise RuntimeError('Files added with writepy() must end with ".py"')
            self.write(pathname, f"{basename}/{name}" if basename else name)
            return
        if os.path.isfile(os.path.join(pathname, "__init__.py")):
            basename = f"{basename}/{name}" if basename else name
        for entry in sorted(os.listdir(pathname)):
            path = os.path.join(pathname, entry)
            if os.path.isdir(path):
                if os.path.isfile(os.path.join(path, "__init__.py")):
                    self.writepy(path, basename, filterfunc=filterfunc)
            elif entry.endswith(".py") and not (filterfunc and not filterfunc(path)):
                self.write(path, f"{basename}/{entry}" if basename else entry)


class CompleteDirs:
    """The folders that are only in the names of what lies in them."""

    @staticmethod
    def _implied_dirs(names):
        known = set(names)
        for name in list(names):
            while '/' in (bare := name.rstrip('/')):
                name = bare.rpartition('/')[0] + '/'
                if name in known:
                    break
                known.add(name)
                yield name


def _encoding_first(encoding=None, *args, **kwargs):
    """Arguments for TextIOWrapper; where no encoding is told, the warning is about the caller's caller."""
    return (io.text_encoding(encoding, 3), *args), kwargs


class Path:
    """A member of an archive, used as a pathlib.Path is."""

    def __init__(self, root, at=""):
        self.root = root if isinstance(root, ZipFile) else ZipFile(root)
        self.at = at

    def _names(self):
        names = self.root.namelist()
        return names + list(CompleteDirs._implied_dirs(names))

    def _path(self):
        """The place in the file system that it would be if the archive were a folder."""
        import pathlib
        return pathlib.Path(self.root.filename) / self.at

    def open(self, mode='r', *args, pwd=None, **kwargs):
        """The member as a text file, or with 'b' in the mode as a binary one."""
        if self.is_dir():
            raise IsADirectoryError(self)
        if mode[0] == 'r' and not self.exists():
            raise FileNotFoundError(self)
        member = self.root.open(self.at, mode[0], pwd=pwd)
        if 'b' not in mode:
            args, kwargs = _encoding_first(*args, **kwargs)
            return io.TextIOWrapper(member, *args, **kwargs)
        if args or kwargs:
            raise ValueError("encoding args invalid for binary operation")
        return member

    @property
    def name(self):
        return self.at.rstrip('/').rpartition('/')[2] or self._path().name

    @property
    def suffix(self):
        return self._path().suffix

    @property
    def suffixes(self):
        return self._path().suffixes

    @property
    def stem(self):
        return self._path().stem

    @property
    def filename(self):
        return self._path()

    def read_text(self, *args, **kwargs):
        args, kwargs = _encoding_first(*args, **kwargs)
        with self.open('r', *args, **kwargs) as strm:
            return strm.read()

    def read_bytes(self):
        with self.open('rb') as strm:
            return strm.read()

    def is_dir(self):
        return not self.at or self.at.endswith("/")

    def is_file(self):
        return self.exists() and not self.is_dir()

    def exists(self):
        return self.at in self._names()

    def iterdir(self):
        if not self.is_dir():
            raise ValueError("Can't listdir a file")
        return self._children()

    def _children(self):
        for name in self._names():
            rest = name[len(self.at):] if name.startswith(self.at) else ''
            if rest and '/' not in rest.rstrip('/') and rest != '/':
                yield self.__class__(self.root, name)

    def __str__(self):
        return os.path.join(self.root.filename or '', self.at)

    def __repr__(self):
        return f"{self.__class__.__name__}({self.root.filename!r}, {self.at!r})"

    def joinpath(self, *other):
        at = '/'.join([self.at.rstrip('/')] * bool(self.at) + [str(o) for o in other])
        names = self._names()
        return self.__class__(self.root, at + '/' if at not in names and at + '/' in names else at)

    __truediv__ = joinpath

    @property
    def parent(self):
        if not self.at:
            return self._path().parent
        up = self.at.rstrip('/').rpartition('/')[0]
        return self.__class__(self.root, up + '/' if up else '')


def main(args=None):
    """The command: -l, -t, -e and -c."""
    import argparse
    parser = argparse.ArgumentParser(description='A simple command-line interface for zipfile module.')
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument('-l', '--list', metavar='<zipfile>', help='Show listing of a zipfile')
    group.add_argument('-e', '--extract', nargs=2, metavar=('<zipfile>', '<output_dir>'),
                       help='Extract zipfile into target dir')
    group.add_argument('-c', '--create', nargs='+', metavar=('<name>', '<file>'), help='Create zipfile from sources')
    group.add_argument('-t', '--test', metavar='<zipfile>', help='Test if a zipfile is valid')
    parser.add_argument('--metadata-encoding', metavar='<encoding>',
                        help='Specify encoding of member names for -l, -e and -t')
    args = parser.parse_args(args)
    encoding = args.metadata_encoding
    if args.test is not None:
        with ZipFile(args.test, 'r', metadata_encoding=encoding) as zf:
            bad = zf.testzip()
        if bad:
            print("The following enclosed file is corrupted: {!r}".format(bad))
        print("Done testing")
    elif args.list is not None:
        with ZipFile(args.list, 'r', metadata_encoding=encoding) as zf:
            zf.printdir()
    elif args.extract is not None:
        with ZipFile(args.extract[0], 'r', metadata_encoding=encoding) as zf:
            zf.extractall(args.extract[1])
    else:
        if encoding:
            parser.exit(1, "Non-conforming encodings not supported with -c.\n")
        with ZipFile(args.create[0], 'w', ZIP_DEFLATED) as zf:
            for path in args.create[1:]:
                _add(zf, path, os.path.basename(path) or os.path.basename(os.path.dirname(path)))


def _add(zf, path, arcname):
    if os.path.isfile(path):
        zf.write(path, arcname, ZIP_DEFLATED)
    elif os.path.isdir(path):
        if arcname not in ('', os.curdir, os.pardir):
            zf.write(path, arcname)
        for name in sorted(os.listdir(path)):
            _add(zf, os.path.join(path, name), os.path.join(arcname, name))


if __name__ == "__main__":
    main()
