"""Tar archives: reading and writing, plain and with gzip, bzip2 and xz.

    with tarfile.open('a.tar.gz', 'w:gz') as tar: tar.add('folder')
    with tarfile.open('a.tar.gz') as tar: tar.extractall('there')

Written as pax (default), GNU or ustar; all three and old V7 headers are read. Sparse members are read
as what they hold.
"""
import copy
import io
import os
import shutil
import stat
import struct
import sys
import time
import zlib
from builtins import open as bltn_open

try:
    import grp
    import pwd
except ImportError:
    grp = pwd = None

__all__ = ["TarFile", "TarInfo", "is_tarfile", "TarError", "ReadError", "CompressionError", "StreamError",
           "ExtractError", "HeaderError", "ENCODING", "USTAR_FORMAT", "GNU_FORMAT", "PAX_FORMAT",
           "DEFAULT_FORMAT", "open"]

NUL = b"\0"
BLOCKSIZE = 512
RECORDSIZE = BLOCKSIZE * 20
GNU_MAGIC = b"ustar  \0"
POSIX_MAGIC = b"ustar\x0000"
LENGTH_NAME = 100
LENGTH_LINK = 100
LENGTH_PREFIX = 155

REGTYPE, AREGTYPE, LNKTYPE, SYMTYPE, CHRTYPE, BLKTYPE, DIRTYPE, FIFOTYPE, CONTTYPE = (
    b"0", b"\0", b"1", b"2", b"3", b"4", b"5", b"6", b"7")
GNUTYPE_LONGNAME, GNUTYPE_LONGLINK, GNUTYPE_SPARSE = b"L", b"K", b"S"
XHDTYPE, XGLTYPE, SOLARIS_XHDTYPE = b"x", b"g", b"X"

USTAR_FORMAT, GNU_FORMAT, PAX_FORMAT = 0, 1, 2
DEFAULT_FORMAT = PAX_FORMAT

SUPPORTED_TYPES = (REGTYPE, AREGTYPE, LNKTYPE, SYMTYPE, DIRTYPE, FIFOTYPE, CONTTYPE, CHRTYPE, BLKTYPE,
                   GNUTYPE_LONGNAME, GNUTYPE_LONGLINK, GNUTYPE_SPARSE)
REGULAR_TYPES = (REGTYPE, AREGTYPE, CONTTYPE, GNUTYPE_SPARSE)
GNU_TYPES = (GNUTYPE_LONGNAME, GNUTYPE_LONGLINK, GNUTYPE_SPARSE)
PAX_FIELDS = ("path", "linkpath", "size", "mtime", "uid", "gid", "uname", "gname")
PAX_NAME_FIELDS = {"path", "linkpath", "uname", "gname"}
PAX_NUMBER_FIELDS = {"atime": float, "ctime": float, "mtime": float, "uid": int, "gid": int, "size": int}

ENCODING = "utf-8" if os.name == "nt" else sys.getfilesystemencoding()


class TarError(Exception):
    """What all errors of this module are."""


class ExtractError(TarError):
    """A member could not be extracted as it should be."""


class ReadError(TarError):
    """The file cannot be read as an archive."""


class CompressionError(TarError):
    """A compression that is not there or not known."""


class StreamError(TarError):
    """What cannot be done in a stream."""


class HeaderError(TarError):
    """A header is wrong."""


class EmptyHeaderError(HeaderError):
    """There is none."""


class TruncatedHeaderError(HeaderError):
    """It is cut off."""


class EOFHeaderError(HeaderError):
    """It is the mark of the end."""


class InvalidHeaderError(HeaderError):
    """It makes no sense."""


class SubsequentHeaderError(HeaderError):
    """The one behind an extended header is missing or wrong."""


# --- fields of a header ---

def stn(s, length, encoding, errors):
    """Text as a field padded with NULs."""
    if s is None:
        raise ValueError("metadata cannot contain None")
    s = s.encode(encoding, errors)
    return s[:length] + (length - len(s)) * NUL


def nts(s, encoding, errors):
    """The text of a field."""
    p = s.find(b"\0")
    return (s if p == -1 else s[:p]).decode(encoding, errors)


def nti(s):
    """The number of a field: octal digits, or base 256 behind a mark."""
    if s[0] in (0o200, 0o377):
        n = int.from_bytes(s[1:], 'big')
        return n - 256 ** (len(s) - 1) if s[0] == 0o377 else n
    try:
        return int(nts(s, "ascii", "strict").strip() or "0", 8)
    except ValueError:
        raise InvalidHeaderError("invalid header") from None


def itn(n, digits=8, format=DEFAULT_FORMAT):
    """A number as a field."""
    original, n = n, int(n)
    if 0 <= n < 8 ** (digits - 1):
        return bytes("%0*o" % (digits - 1, n), "ascii") + NUL
    if format == GNU_FORMAT and -256 ** (digits - 1) <= n < 256 ** (digits - 1):
        if n >= 0:
            return b"\x80" + n.to_bytes(digits - 1, 'big')
        return b"\xff" + (256 ** (digits - 1) + n).to_bytes(digits - 1, 'big')
    raise ValueError("overflow in number field")


def calc_chksums(buf):
    """Both sums (of unsigned and of signed bytes) that stand in headers; the field itself counts as blanks."""
    rest = buf[:148] + buf[156:512]
    signed = sum(b - 256 if b > 127 else b for b in rest)
    return 256 + sum(rest), 256 + signed


def copyfileobj(src, dst, length=None, exception=OSError, bufsize=None):
    bufsize = bufsize or 16 * 1024
    if length == 0:
        return
    if length is None:
        shutil.copyfileobj(src, dst, bufsize)
        return
    while length:
        buf = src.read(min(bufsize, length))
        if not buf:
            raise exception("unexpected end of data")
        dst.write(buf)
        length -= len(buf)


def _safe_print(s):
    encoding = getattr(sys.stdout, 'encoding', None)
    if encoding is not None:
        s = s.encode(encoding, 'backslashreplace').decode(encoding)
    print(s, end=' ')


class _Stream:
    """A one-way stream for the modes 'r|', 'w|gz' ...: reads forward only, writes in blocks."""

    def __init__(self, name, mode, comptype, fileobj, bufsize):
        self._own = fileobj is None
        if fileobj is None:
            fileobj = bltn_open(name, mode + 'b')
        self._raw = fileobj
        if comptype == '*':
            start = fileobj.read(bufsize)
            comptype = _kind_by_start(start)
            fileobj = _Pushed(start, fileobj)
        if comptype == 'gz':
            import gzip
            self._file = gzip.GzipFile(name or '', mode + 'b', 9, fileobj)
        elif comptype == 'bz2':
            self._file = _packer('bz2').BZ2File(fileobj, mode)
        elif comptype == 'xz':
            self._file = _packer('lzma').LZMAFile(fileobj, mode)
        elif comptype == 'tar':
            self._file = fileobj
        else:
            raise CompressionError("unknown compression type %r" % comptype)
        self.comptype = comptype
        self.mode = mode
        self.name = name or ''
        self.pos = 0
        self.closed = False
        self._pending = bytearray()
        self._bufsize = bufsize

    def write(self, s):
        self.pos += len(s)
        if self.comptype != 'tar':
            self._file.write(s)
            return
        self._pending += s
        while len(self._pending) > self._bufsize:
            self._file.write(bytes(self._pending[:self._bufsize]))
            del self._pending[:self._bufsize]

    def read(self, size):
        parts = []
        while size > 0:
            try:
                buf = self._file.read(size)
            except Exception as e:
                kind = type(e).__name__
                if self.comptype == 'gz' and not self.pos and not parts and kind == 'BadGzipFile':
                    raise ReadError("not a gzip file") from e
                if (self.comptype, kind) in (('bz2', 'OSError'), ('xz', 'LZMAError')):
                    raise ReadError("invalid compressed data") from e
                if self.comptype in ('bz2', 'xz') and kind == 'EOFError':
                    break  # what is missing is told as for an archive that was cut
                raise
            if not buf:
                break
            parts.append(buf)
            size -= len(buf)
        data = b"".join(parts)
        self.pos += len(data)
        return data

    def tell(self):
        return self.pos

    def seek(self, pos=0):
        if pos < self.pos:
            raise StreamError("seeking backwards is not allowed")
        while self.pos < pos:
            if not self.read(min(pos - self.pos, 65536)):
                break
        return self.pos

    def close(self):
        if self.closed:
            return
        self.closed = True
        if self.mode == 'w' and self._pending:
            self._file.write(bytes(self._pending))
        if self.comptype != 'tar':
            self._file.close()
        if self._own:
            self._raw.close()


class _Pushed:
    """A stream whose first bytes have been looked at."""

    def __init__(self, start, fileobj):
        self.start, self.fileobj = start, fileobj

    def read(self, size):
        if self.start:
            out, self.start = self.start[:size], self.start[size:]
            return out
        return self.fileobj.read(size)


def _packer(module):
    """bz2 or lzma, where they are."""
    try:
        return __import__(module)
    except ImportError:
        raise CompressionError("%s module is not available" % module) from None


def _kind_by_start(start):
    if start.startswith(b"\x1f\x8b\x08"):
        return 'gz'
    if start.startswith(b"BZh") and start[4:10] == b"1AY&SY":
        return 'bz2'
    return 'xz' if start.startswith((b"\x5d\x00\x00\x80", b"\xfd7zXZ")) else 'tar'


class _FileInFile(io.RawIOBase):
    """The data of a member: a part of the archive (parts, for a sparse member)."""

    def __init__(self, fileobj, offset, size, name, blockinfo=None):
        self.fileobj, self.offset, self.size, self.name = fileobj, offset, size, name
        self.position = 0
        self._map = []  # (start, end, place in the archive or None for a hole)
        last = 0
        for start, length in blockinfo if blockinfo is not None else [(0, size)]:
            if start > last:
                self._map.append((last, start, None))
            self._map.append((start, start + length, offset))
            offset += length
            last = start + length
        if last < size:
            self._map.append((last, size, None))

    def readable(self):
        return True

    def seekable(self):
        return getattr(self.fileobj, 'seekable', lambda: True)()

    def tell(self):
        return self.position

    def seek(self, position, whence=io.SEEK_SET):
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.position, io.SEEK_END: self.size}
        if whence not in base:
            raise ValueError("Invalid argument")
        self.position = min(max(base[whence] + position, 0), self.size)
        return self.position

    def readinto(self, b):
        want = min(len(b), self.size - self.position)
        if want <= 0:
            return 0
        for start, end, place in self._map:
            if start <= self.position < end:
                want = min(want, end - self.position)
                if place is None:
                    data = NUL * want
                else:
                    self.fileobj.seek(place + self.position - start)
                    data = self.fileobj.read(want)
                    if not data:
                        raise ReadError("unexpected end of data")
                b[:len(data)] = data
                self.position += len(data)
                return len(data)
        return 0


class ExFileObject(io.BufferedReader):
    def __init__(self, tarfile, tarinfo):
        super().__init__(_FileInFile(tarfile.fileobj, tarinfo.offset_data, tarinfo.size, tarinfo.name,
                                     tarinfo.sparse))


class TarInfo:
    """What a header says of one member: name, mode, uid, gid, size, mtime, type, linkname ..."""

    __slots__ = dict(
        name='Name of the archive member.', mode='Permission bits.', uid='User ID of the owner.',
        gid='Group ID.', size='Size in bytes.', mtime='Time of last modification.', chksum='Header checksum.',
        type='File type: one of the constants REGTYPE, DIRTYPE ...',
        linkname='Name of the target of a link.', uname='User name.', gname='Group name.',
        devmajor='Device major number.', devminor='Device minor number.', offset='The header starts here.',
        offset_data="The member's data starts here.", pax_headers='Values of an extended pax header.',
        sparse='Parts of a sparse member.', tarfile=None, _sparse_structs=None, _link_target=None)

    def __init__(self, name=""):
        self.name = name
        self.mode = 0o644
        self.uid = self.gid = self.size = self.mtime = self.chksum = 0
        self.type = REGTYPE
        self.linkname = self.uname = self.gname = ""
        self.devmajor = self.devminor = self.offset = self.offset_data = 0
        self.sparse = None
        self.pax_headers = {}

    def __repr__(self):
        return f"<{type(self).__name__} {self.name!r} at {id(self):#x}>"

    # What pax headers call them.
    path = property(lambda self: self.name, lambda self, name: setattr(self, 'name', name))
    linkpath = property(lambda self: self.linkname, lambda self, name: setattr(self, 'linkname', name))

    def get_info(self):
        """The fields as a dict."""
        info = {k: getattr(self, k) for k in ("name", "uid", "gid", "size", "mtime", "chksum", "type", "linkname",
                                              "uname", "gname", "devmajor", "devminor")}
        info["mode"] = self.mode & 0o7777
        if info["type"] == DIRTYPE and not info["name"].endswith("/"):
            info["name"] += "/"
        return info

    # --- writing ---

    def tobuf(self, format=DEFAULT_FORMAT, encoding=ENCODING, errors="surrogateescape"):
        """The header, with extended headers before it where needed."""
        info = self.get_info()
        if format == USTAR_FORMAT:
            return self.create_ustar_header(info, encoding, errors)
        if format == GNU_FORMAT:
            return self.create_gnu_header(info, encoding, errors)
        if format == PAX_FORMAT:
            return self.create_pax_header(info, encoding)
        raise ValueError("invalid format")

    def create_ustar_header(self, info, encoding, errors):
        def size(field):
            return len(info[field].encode(encoding, errors))
        if size("linkname") > LENGTH_LINK:
            raise ValueError("linkname is too long")
        if size("name") > LENGTH_NAME:  # a part of it has a field of its own
            info["prefix"], info["name"] = self._posix_split_name(info["name"], encoding, errors)
        return self._create_header(dict(info, magic=POSIX_MAGIC), USTAR_FORMAT, encoding, errors)

    def create_gnu_header(self, info, encoding, errors):
        info["magic"] = GNU_MAGIC
        buf = b""
        for key, limit, kind in ("linkname", LENGTH_LINK, GNUTYPE_LONGLINK), ("name", LENGTH_NAME, GNUTYPE_LONGNAME):
            if len(info[key].encode(encoding, errors)) > limit:
                data = info[key].encode(encoding, errors) + NUL
                head = {"name": "././@LongLink", "type": kind, "size": len(data), "magic": GNU_MAGIC}
                buf += self._create_header(head, USTAR_FORMAT, encoding, errors) + self._create_payload(data)
        return buf + self._create_header(info, GNU_FORMAT, encoding, errors)

    def create_pax_header(self, info, encoding):
        info["magic"] = POSIX_MAGIC
        pax = self.pax_headers.copy()
        for name, key, length in (("name", "path", LENGTH_NAME), ("linkname", "linkpath", LENGTH_LINK),
                                  ("uname", "uname", 32), ("gname", "gname", 32)):
            if key in pax:
                continue
            try:
                info[name].encode("ascii", "strict")
            except UnicodeEncodeError:
                pax[key] = info[name]
                continue
            if len(info[name]) > length:
                pax[key] = info[name]
        for name, digits in ("uid", 8), ("gid", 8), ("size", 12), ("mtime", 12):
            value = info[name]
            whole = round(value) if isinstance(value, float) else value
            fits = 0 <= whole < 8 ** (digits - 1)
            if (isinstance(value, float) or not fits) and name not in pax:
                pax[name] = str(value)
            info[name] = whole if fits else 0
        buf = self._create_pax_generic_header(pax, XHDTYPE, encoding) if pax else b""
        return buf + self._create_header(info, USTAR_FORMAT, "ascii", "replace")

    @classmethod
    def create_pax_global_header(cls, pax_headers):
        return cls._create_pax_generic_header(pax_headers, XGLTYPE, "utf-8")

    def _posix_split_name(self, name, encoding, errors):
        parts = name.split("/")
        for i in range(1, len(parts)):
            prefix, rest = "/".join(parts[:i]), "/".join(parts[i:])
            if (len(prefix.encode(encoding, errors)) <= LENGTH_PREFIX
                    and len(rest.encode(encoding, errors)) <= LENGTH_NAME):
                return prefix, rest
        raise ValueError("name is too long")

    @staticmethod
    def _create_header(info, format, encoding, errors):
        device = info.get("type") in (CHRTYPE, BLKTYPE)
        dev = [itn(info.get(k, 0), 8, format) if device else stn("", 8, encoding, errors)
               for k in ("devmajor", "devminor")]
        filetype = info.get("type", REGTYPE)
        buf = b"".join([
            stn(info.get("name", ""), 100, encoding, errors), itn(info.get("mode", 0) & 0o7777, 8, format),
            itn(info.get("uid", 0), 8, format), itn(info.get("gid", 0), 8, format),
            itn(info.get("size", 0), 12, format), itn(info.get("mtime", 0), 12, format), b"        ", filetype,
            stn(info.get("linkname", ""), 100, encoding, errors), info.get("magic", POSIX_MAGIC),
            stn(info.get("uname", ""), 32, encoding, errors), stn(info.get("gname", ""), 32, encoding, errors),
            *dev, stn(info.get("prefix", ""), 155, encoding, errors)])
        buf = struct.pack("%ds" % BLOCKSIZE, buf)
        return buf[:148] + bytes("%06o\0 " % calc_chksums(buf)[0], "ascii") + buf[156:]

    @staticmethod
    def _create_payload(payload):
        return payload + -len(payload) % BLOCKSIZE * NUL

    @classmethod
    def _create_pax_generic_header(cls, pax_headers, type, encoding):
        binary = False
        for value in pax_headers.values():
            try:
                value.encode("utf-8", "strict")
            except UnicodeEncodeError:
                binary = True
                break
        records = b"21 hdrcharset=BINARY\n" if binary else b""
        for keyword, value in pax_headers.items():
            value = value.encode(encoding, "surrogateescape") if binary else value.encode("utf-8")
            rest = b" " + keyword.encode("utf-8") + b"=" + value + b"\n"
            n = len(rest)
            while n != len(rest) + len(str(n)):  # the length counts its own digits
                n = len(rest) + len(str(n))
            records += str(n).encode() + rest
        info = {"name": "././@PaxHeader", "type": type, "size": len(records), "magic": POSIX_MAGIC}
        return cls._create_header(info, USTAR_FORMAT, "ascii", "replace") + cls._create_payload(records)

    # --- reading ---

    @classmethod
    def frombuf(cls, buf, encoding, errors):
        """A TarInfo from one block."""
        if not buf:
            raise EmptyHeaderError("empty header")
        if len(buf) < BLOCKSIZE:
            raise TruncatedHeaderError("truncated header")
        if not any(buf):
            raise EOFHeaderError("end of file header")
        chksum = nti(buf[148:156])
        if chksum not in calc_chksums(buf):
            raise InvalidHeaderError("bad checksum")
        self = cls()
        text = lambda a, b: nts(buf[a:b], encoding, errors)
        self.name, self.mode, self.uid, self.gid = text(0, 100), nti(buf[100:108]), nti(buf[108:116]), nti(buf[116:124])
        self.size, self.mtime, self.chksum, self.type = nti(buf[124:136]), nti(buf[136:148]), chksum, buf[156:157]
        self.linkname, self.uname, self.gname = text(157, 257), text(265, 297), text(297, 329)
        self.devmajor, self.devminor = nti(buf[329:337]), nti(buf[337:345])
        prefix = text(345, 500)
        if self.type == AREGTYPE and self.name.endswith("/"):
            self.type = DIRTYPE
        if self.type == GNUTYPE_SPARSE:
            self._sparse_structs = cls._sparse_pairs(buf, 386, 4), bool(buf[482]), nti(buf[483:495])
        if self.isdir():
            self.name = self.name.rstrip("/")
        if prefix and self.type not in GNU_TYPES:
            self.name = prefix + "/" + self.name
        return self

    @staticmethod
    def _sparse_pairs(buf, pos, n):
        pairs = []
        for i in range(n):
            try:
                offset, size = nti(buf[pos:pos + 12]), nti(buf[pos + 12:pos + 24])
            except (ValueError, InvalidHeaderError):
                break
            if offset or size:
                pairs.append((offset, size))
            pos += 24
        return pairs

    @classmethod
    def fromtarfile(cls, tarfile):
        """The next member of the archive."""
        obj = cls.frombuf(tarfile.fileobj.read(BLOCKSIZE), tarfile.encoding, tarfile.errors)
        obj.offset = tarfile.fileobj.tell() - BLOCKSIZE
        return obj._proc_member(tarfile)

    def _proc_member(self, tarfile):
        if self.type in (GNUTYPE_LONGNAME, GNUTYPE_LONGLINK):
            return self._proc_gnulong(tarfile)
        if self.type == GNUTYPE_SPARSE:
            return self._proc_sparse(tarfile)
        if self.type in (XHDTYPE, XGLTYPE, SOLARIS_XHDTYPE):
            return self._proc_pax(tarfile)
        self.offset_data = tarfile.fileobj.tell()
        tarfile.offset = self.offset_data + (self._block(self.size) if self.isreg() or
                                             self.type not in SUPPORTED_TYPES else 0)
        self._apply_pax_info(tarfile.pax_headers, tarfile.encoding, tarfile.errors)
        if self.isdir():
            self.name = self.name.rstrip("/")
        return self

    def _next_header(self, tarfile):
        try:
            return self.fromtarfile(tarfile)
        except HeaderError as e:
            raise SubsequentHeaderError(str(e)) from None

    def _proc_gnulong(self, tarfile):
        buf = tarfile.fileobj.read(self._block(self.size))
        member = self._next_header(tarfile)
        member.offset = self.offset
        text = nts(buf, tarfile.encoding, tarfile.errors)
        if self.type == GNUTYPE_LONGNAME:
            member.name = text
        else:
            member.linkname = text
        if member.isdir():
            member.name = member.name.removesuffix("/")
        return member

    def _proc_sparse(self, tarfile):
        pairs, more, size = self._sparse_structs
        while more:
            buf = tarfile.fileobj.read(BLOCKSIZE)
            pairs += self._sparse_pairs(buf, 0, 21)
            more = bool(buf[504])
        self.sparse = pairs
        self.offset_data = tarfile.fileobj.tell()
        tarfile.offset = self.offset_data + self._block(self.size)
        self.size = size
        return self

    def _proc_pax(self, tarfile):
        buf = tarfile.fileobj.read(self._block(self.size))
        pax = tarfile.pax_headers if self.type == XGLTYPE else tarfile.pax_headers.copy()
        raw, pos = [], 0
        while len(buf) > pos and buf[pos] != 0:
            blank = buf.find(b" ", pos, pos + 20)
            if blank < 0 or not buf[pos:blank].isdigit():
                raise InvalidHeaderError("invalid header")
            length = int(buf[pos:blank])
            record = buf[blank + 1:pos + length]
            if length < 5 or not record.endswith(b"\n") or b"=" not in record:
                raise InvalidHeaderError("invalid header")
            keyword, value = record[:-1].split(b"=", 1)
            raw.append((keyword, value))
            pos += length
        binary = dict(raw).get(b"hdrcharset") == b"BINARY"
        for keyword, value in raw:
            keyword = keyword.decode("utf-8", tarfile.errors)
            first = tarfile.encoding if binary and keyword in PAX_NAME_FIELDS else "utf-8"
            try:
                value = value.decode(first, "strict")
            except UnicodeDecodeError:
                value = value.decode(tarfile.encoding if keyword in PAX_NAME_FIELDS else "utf-8", tarfile.errors)
            pax[keyword] = value
        member = self._next_header(tarfile)
        if self.type in (XHDTYPE, SOLARIS_XHDTYPE):
            if "GNU.sparse.major" in pax or "GNU.sparse.size" in pax or "GNU.sparse.map" in pax:
                member._read_sparse_map(tarfile, pax, raw)
            stored = int(pax["size"]) if pax.get("size", "").isdigit() else None
            member._apply_pax_info(pax, tarfile.encoding, tarfile.errors)
            member.offset = self.offset
            if stored is not None and member.sparse is None:
                offset = member.offset_data
                if member.isreg() or member.type not in SUPPORTED_TYPES:
                    offset += member._block(stored)
                tarfile.offset = offset
        return member

    def _read_sparse_map(self, tarfile, pax, records):
        """The parts of a sparse member as one of GNU tar's three formats for pax headers tells them."""
        try:
            if (pax.get("GNU.sparse.major"), pax.get("GNU.sparse.minor")) == ("1", "0"):
                numbers = self._sparse_numbers(tarfile)
            elif "GNU.sparse.map" in pax:
                numbers = [int(n) for n in pax["GNU.sparse.map"].split(",")]
            else:  # a header for each number
                numbers = [int(value) for key, value in records if key in (b"GNU.sparse.offset", b"GNU.sparse.numbytes")]
        except ValueError:
            raise InvalidHeaderError("invalid header") from None
        self.sparse = list(zip(numbers[::2], numbers[1::2]))

    def _sparse_numbers(self, tarfile):
        """The numbers in front of the data: how many pairs there are, then these, a line each, in whole blocks."""
        lines = []
        rest = b""
        while not lines or len(lines) < 1 + 2 * int(lines[0]):
            block = tarfile.fileobj.read(BLOCKSIZE)
            if len(block) < BLOCKSIZE:
                raise TruncatedHeaderError("truncated header")
            *whole, rest = (rest + block).split(b"\n")
            lines += whole
        self.offset_data = tarfile.fileobj.tell()
        return [int(line) for line in lines[1:1 + 2 * int(lines[0])]]

    def _apply_pax_info(self, pax_headers, encoding, errors):
        for keyword, value in pax_headers.items():
            if keyword == "GNU.sparse.name":
                self.path = value
            elif keyword in ("GNU.sparse.size", "GNU.sparse.realsize"):
                self.size = int(value)
            elif keyword in PAX_FIELDS:
                setattr(self, keyword, self._pax_value(keyword, value))
        self.pax_headers = dict(pax_headers)

    @staticmethod
    def _pax_value(keyword, text):
        if keyword == "path":
            return text.rstrip("/")
        try:
            return PAX_NUMBER_FIELDS.get(keyword, str)(text)
        except ValueError:
            return 0  # a number that is none

    def _block(self, count):
        if count < 0:
            raise InvalidHeaderError("invalid offset")
        return (count + BLOCKSIZE - 1) // BLOCKSIZE * BLOCKSIZE

    def _has_type(*types, doc):
        def check(self):
            return self.type in types
        check.__doc__ = f'Whether it is {doc}.'
        return check

    isreg = isfile = _has_type(*REGULAR_TYPES, doc='a file')
    isdir = _has_type(DIRTYPE, doc='a folder')
    issym = _has_type(SYMTYPE, doc='a symbolic link')
    islnk = _has_type(LNKTYPE, doc='a hard link')
    ischr = _has_type(CHRTYPE, doc='a character device')
    isblk = _has_type(BLKTYPE, doc='a block device')
    isfifo = _has_type(FIFOTYPE, doc='a named pipe')
    isdev = _has_type(CHRTYPE, BLKTYPE, FIFOTYPE, doc='a device or named pipe')
    del _has_type

    def issparse(self):
        """Whether it has holes."""
        return self.sparse is not None


class TarFile:
    """An archive: TarFile(name, mode, fileobj), or better tarfile.open."""

    debug = 0
    dereference = False
    ignore_zeros = False
    errorlevel = 1
    format = DEFAULT_FORMAT
    encoding = ENCODING
    errors = None
    tarinfo = TarInfo
    fileobject = ExFileObject

    def __init__(self, name=None, mode="r", fileobj=None, format=None, tarinfo=None, dereference=None,
                 ignore_zeros=None, encoding=None, errors="surrogateescape", pax_headers=None, debug=None,
                 errorlevel=None, copybufsize=None):
        self._mode = {"r": "rb", "a": "r+b", "w": "wb", "x": "xb"}.get(mode)
        if self._mode is None:
            raise ValueError("mode must be 'r', 'a', 'w' or 'x'")
        self.mode = mode
        if not fileobj:
            if self.mode == "a" and not os.path.exists(name):
                self.mode, self._mode = "w", "wb"
            fileobj = bltn_open(name, self._mode)
            self._extfileobj = False
        else:
            if name is None and isinstance(getattr(fileobj, "name", None), (str, bytes)):
                name = fileobj.name
            if hasattr(fileobj, "mode") and isinstance(fileobj.mode, str):
                self._mode = fileobj.mode
            self._extfileobj = True
        self.name = os.path.abspath(name) if name else None
        self.fileobj = fileobj
        for key, value in dict(format=format, tarinfo=tarinfo, dereference=dereference, ignore_zeros=ignore_zeros,
                               encoding=encoding, debug=debug, errorlevel=errorlevel).items():
            if value is not None:
                setattr(self, key, value)
        self.errors = errors
        self.pax_headers = dict(pax_headers) if pax_headers is not None and self.format == PAX_FORMAT else {}
        self.copybufsize = copybufsize
        self.closed = False
        self.members = []
        self._loaded = False
        self.firstmember = None
        self.offset = self.fileobj.tell()
        self.inodes = {}
        try:
            if self.mode == "r":
                self.firstmember = self.next()
            if self.mode == "a":
                while True:  # to the end of the last member
                    self.fileobj.seek(self.offset)
                    try:
                        member = self.tarinfo.fromtarfile(self)
                    except EOFHeaderError:
                        self.fileobj.seek(self.offset)  # new members overwrite the end
                        break
                    except HeaderError as problem:
                        raise ReadError(str(problem)) from None
                    self.members.append(member)
            self._loaded = self._loaded or self.mode != "r"
            if self.mode != "r" and self.pax_headers:
                header = self.tarinfo.create_pax_global_header(dict(self.pax_headers))
                self.fileobj.write(header)
                self.offset += len(header)
        except BaseException:
            self.closed = True
            if not self._extfileobj:
                self.fileobj.close()
            raise

    @classmethod
    def open(cls, name=None, mode="r", fileobj=None, bufsize=RECORDSIZE, **kwargs):
        """Open an archive; mode 'r' (any compression), 'r:gz', 'w', 'w:gz', 'a', 'x:gz', 'r|*', 'w|gz' ..."""
        if not name and not fileobj:
            raise ValueError("nothing to open")
        if mode in ("r", "r:*"):
            saved_pos = fileobj.tell() if fileobj is not None else None
            error_msgs = []
            for comptype in sorted(cls.OPEN_METH, key='tar'.__eq__):  # any bytes may pass for one without compression
                func = getattr(cls, cls.OPEN_METH[comptype])
                try:
                    return func(name, "r", fileobj, **kwargs)
                except (ReadError, CompressionError) as e:
                    error_msgs.append(f'- method {comptype}: {e!r}')
                    if fileobj is not None:
                        fileobj.seek(saved_pos)
            raise ReadError("file could not be opened successfully:\n" + '\n'.join(error_msgs))
        if ":" in mode:
            filemode, comptype = mode.split(":", 1)
            filemode, comptype = filemode or "r", comptype or "tar"
            if comptype not in cls.OPEN_METH:
                raise CompressionError("unknown compression type %r" % comptype)
            return getattr(cls, cls.OPEN_METH[comptype])(name, filemode, fileobj, **kwargs)
        if "|" in mode:
            filemode, comptype = mode.split("|", 1)
            filemode, comptype = filemode or "r", comptype or "tar"
            if filemode not in ("r", "w"):
                raise ValueError("mode must be 'r' or 'w'")
            stream = _Stream(name, filemode, comptype, fileobj, bufsize)
            return cls._over(stream, name, filemode, kwargs)
        if mode in ("a", "w", "x"):
            return cls.taropen(name, mode, fileobj, **kwargs)
        raise ValueError("undiscernible mode")

    @classmethod
    def _over(cls, stream, name, mode, kwargs):
        """An archive over a stream of its own, which is closed with it, and when it cannot be opened."""
        try:
            t = cls(name, mode, stream, **kwargs)
        except BaseException:
            stream.close()
            raise
        t._extfileobj = False
        return t

    @classmethod
    def taropen(cls, name, mode="r", fileobj=None, **kwargs):
        """Open an archive without compression."""
        if mode not in ("r", "a", "w", "x"):
            raise ValueError("mode must be 'r', 'a', 'w' or 'x'")
        return cls(name, mode, fileobj, **kwargs)

    @classmethod
    def gzopen(cls, name, mode="r", fileobj=None, compresslevel=9, **kwargs):
        """Open an archive with gzip."""
        if mode not in ("r", "w", "x"):
            raise ValueError("mode must be 'r', 'w' or 'x'")
        from gzip import GzipFile
        packed = None
        try:
            packed = GzipFile(name, mode + "b", compresslevel, fileobj)
            archive = cls.taropen(name, mode, packed, **kwargs)
        except BaseException as problem:
            # a file that cannot be opened is another problem than one that is not packed
            about_contents = isinstance(problem, OSError) and (packed is not None or fileobj is not None)
            if packed is not None:
                packed.close()
            if about_contents and mode == 'r':
                raise ReadError("not a gzip file") from problem
            raise
        archive._extfileobj = False
        return archive

    @classmethod
    def _open_packed(cls, name, mode, kwargs, open_file, broken, problem):
        """An archive in a file that open_file() opens; reading errors of the names `broken` are a ReadError."""
        if mode not in ("r", "w", "x"):
            raise ValueError("mode must be 'r', 'w' or 'x'")
        packed = open_file()
        try:
            archive = cls.taropen(name, mode, packed, **kwargs)
        except BaseException as e:
            packed.close()
            if mode == 'r' and type(e).__name__ in broken:
                raise ReadError(problem) from e
            raise
        archive._extfileobj = False
        return archive

    @classmethod
    def bz2open(cls, name, mode="r", fileobj=None, compresslevel=9, **kwargs):
        """Open an archive with bzip2."""
        return cls._open_packed(
            name, mode, kwargs, lambda: _packer('bz2').BZ2File(fileobj or name, mode, compresslevel=compresslevel),
            ('OSError', 'EOFError'), "not a bzip2 file")

    @classmethod
    def xzopen(cls, name, mode="r", fileobj=None, preset=None, **kwargs):
        """Open an archive with xz."""
        return cls._open_packed(
            name, mode, kwargs, lambda: _packer('lzma').LZMAFile(fileobj or name, mode, preset=preset),
            ('LZMAError', 'EOFError'), "not an lzma file")

    OPEN_METH = {"tar": "taropen", "gz": "gzopen", "bz2": "bz2open", "xz": "xzopen"}

    def close(self):
        if self.closed:
            return
        self.closed = True
        try:
            if self.mode in ("a", "w", "x"):
                self.fileobj.write(NUL * (BLOCKSIZE * 2))
                self.offset += BLOCKSIZE * 2
                self.fileobj.write(NUL * (-self.offset % RECORDSIZE))
        finally:
            if not self._extfileobj:
                self.fileobj.close()

    # --- members ---

    def getmember(self, name):
        """The (last) member of that name. KeyError if there is none."""
        tarinfo = self._getmember(name.rstrip('/'))
        if tarinfo is None:
            raise KeyError("filename %r not found" % name)
        return tarinfo

    def getmembers(self):
        self._check()
        if not self._loaded:
            self._load()
        return self.members

    def getnames(self):
        return [tarinfo.name for tarinfo in self.getmembers()]

    def gettarinfo(self, name=None, arcname=None, fileobj=None):
        """A TarInfo for an existing file; None for what cannot be archived (sockets)."""
        self._check("awx")
        if fileobj is not None:
            name = fileobj.name
        if arcname is None:
            arcname = name
        arcname = os.path.splitdrive(arcname)[1].replace(os.sep, "/").lstrip("/")
        tarinfo = self.tarinfo()
        tarinfo.tarfile = self
        if fileobj is None:
            statres = os.stat(name) if self.dereference else os.lstat(name)
        else:
            statres = os.fstat(fileobj.fileno())
        linkname = ""
        stmd = statres.st_mode
        if stat.S_ISREG(stmd):
            inode = (statres.st_ino, statres.st_dev)
            if (not self.dereference and statres.st_nlink > 1 and inode in self.inodes
                    and arcname != self.inodes[inode]):
                type = LNKTYPE
                linkname = self.inodes[inode]
            else:
                type = REGTYPE
                if inode[0]:
                    self.inodes[inode] = arcname
        else:
            type = {stat.S_IFDIR: DIRTYPE, stat.S_IFIFO: FIFOTYPE, stat.S_IFLNK: SYMTYPE, stat.S_IFCHR: CHRTYPE,
                    stat.S_IFBLK: BLKTYPE}.get(stat.S_IFMT(stmd))
            if type is None:
                return None  # a socket, say
            linkname = os.readlink(name) if type == SYMTYPE else linkname
        tarinfo.name, tarinfo.mode, tarinfo.uid, tarinfo.gid = arcname, stmd, statres.st_uid, statres.st_gid
        tarinfo.size = statres.st_size if type == REGTYPE else 0
        tarinfo.mtime, tarinfo.type, tarinfo.linkname = statres.st_mtime, type, linkname
        for module, field, call, id in (pwd, 'uname', 'getpwuid', tarinfo.uid), (grp, 'gname', 'getgrgid', tarinfo.gid):
            if module:
                try:
                    setattr(tarinfo, field, getattr(module, call)(id)[0])
                except KeyError:
                    pass
        if type in (CHRTYPE, BLKTYPE):
            tarinfo.devmajor, tarinfo.devminor = os.major(statres.st_rdev), os.minor(statres.st_rdev)
        return tarinfo

    def list(self, verbose=True, *, members=None):
        """Print a table of contents."""
        self._check()
        for tarinfo in self if members is None else members:
            if verbose:
                _safe_print(stat.filemode(_file_type(tarinfo) | tarinfo.mode))
                _safe_print("%s/%s" % (tarinfo.uname or tarinfo.uid, tarinfo.gname or tarinfo.gid))
                if tarinfo.ischr() or tarinfo.isblk():
                    _safe_print("%10s" % ("%d,%d" % (tarinfo.devmajor, tarinfo.devminor)))
                else:
                    _safe_print("%10d" % tarinfo.size)
                _safe_print("%d-%02d-%02d %02d:%02d:%02d" % time.localtime(tarinfo.mtime)[:6])
            _safe_print(tarinfo.name + ("/" if tarinfo.isdir() else ""))
            arrow = "->" if tarinfo.issym() else "link to" if tarinfo.islnk() else None
            if verbose and arrow:
                _safe_print(f"{arrow} {tarinfo.linkname}")
            print()

    def add(self, name, arcname=None, recursive=True, *, filter=None):
        """Add a file or a folder with all that is in it; filter(tarinfo) may change or drop (None) members."""
        self._check("awx")
        if arcname is None:
            arcname = name
        if self.name is not None and os.path.abspath(name) == self.name:
            return
        tarinfo = self.gettarinfo(name, arcname)
        if tarinfo is None:
            return
        if filter is not None:
            tarinfo = filter(tarinfo)
            if tarinfo is None:
                return
        if tarinfo.isreg():
            with bltn_open(name, "rb") as f:
                self.addfile(tarinfo, f)
        elif tarinfo.isdir():
            self.addfile(tarinfo)
            if recursive:
                for f in sorted(os.listdir(name)):
                    self.add(os.path.join(name, f), os.path.join(arcname, f), recursive, filter=filter)
        else:
            self.addfile(tarinfo)

    def addfile(self, tarinfo, fileobj=None):
        """Add a member described by tarinfo, with tarinfo.size bytes from fileobj."""
        self._check("awx")
        tarinfo = copy.copy(tarinfo)
        buf = tarinfo.tobuf(self.format, self.encoding, self.errors)
        self.fileobj.write(buf)
        self.offset += len(buf)
        if fileobj is not None:
            copyfileobj(fileobj, self.fileobj, tarinfo.size, bufsize=self.copybufsize)
            fill = -tarinfo.size % BLOCKSIZE
            self.fileobj.write(NUL * fill)
            self.offset += tarinfo.size + fill
        self.members.append(tarinfo)

    # --- extracting ---

    def extractall(self, path=".", members=None, *, numeric_owner=False):
        """Extract all members, or those given; folders get their mode and time last."""
        directories = []
        for tarinfo in self if members is None else members:
            if tarinfo.isdir():
                directories.append(tarinfo)
                tarinfo = copy.copy(tarinfo)
                tarinfo.mode = 0o700
            self.extract(tarinfo, path, set_attrs=not tarinfo.isdir(), numeric_owner=numeric_owner)
        for tarinfo in sorted(directories, key=lambda a: a.name, reverse=True):
            folder = os.path.join(path, tarinfo.name)
            try:
                self.chown(tarinfo, folder, numeric_owner)
                for attribute in self.utime, self.chmod:
                    attribute(tarinfo, folder)
            except ExtractError as e:
                if self.errorlevel > 1:
                    raise
                self._dbg(1, f"tarfile: {e}")

    def extract(self, member, path="", set_attrs=True, *, numeric_owner=False):
        """Extract one member (a TarInfo or a name) to the folder path."""
        self._check("r")
        tarinfo = self.getmember(member) if isinstance(member, str) else member
        if tarinfo.islnk():
            tarinfo._link_target = os.path.join(path, tarinfo.linkname)
        try:
            self._extract_member(tarinfo, os.path.join(path, tarinfo.name), set_attrs=set_attrs,
                                 numeric_owner=numeric_owner)
        except OSError as e:
            if self.errorlevel > 0:
                raise
            self._dbg(1, "tarfile: %s %r" % (e.strerror, e.filename) if e.filename else "tarfile: %s" % e.strerror)
        except ExtractError as e:
            if self.errorlevel > 1:
                raise
            self._dbg(1, "tarfile: %s" % e)

    def extractfile(self, member):
        """A reader of the member's data; None for what has none."""
        self._check("r")
        tarinfo = self.getmember(member) if isinstance(member, str) else member
        if tarinfo.isreg() or tarinfo.type not in SUPPORTED_TYPES:
            return self.fileobject(self, tarinfo)
        if tarinfo.islnk() or tarinfo.issym():
            if isinstance(self.fileobj, _Stream):
                raise StreamError("cannot extract (sym)link as file object")
            return self.extractfile(self._find_link_target(tarinfo))
        return None

    def _extract_member(self, tarinfo, targetpath, set_attrs=True, numeric_owner=False):
        targetpath = targetpath.rstrip("/").replace("/", os.sep)
        upper = os.path.dirname(targetpath)
        if upper and not os.path.exists(upper):
            os.makedirs(upper)
        makers = {DIRTYPE: self.makedir, FIFOTYPE: self.makefifo, CHRTYPE: self.makedev, BLKTYPE: self.makedev,
                  LNKTYPE: self.makelink, SYMTYPE: self.makelink}
        make = makers.get(tarinfo.type, self.makefile if tarinfo.type in SUPPORTED_TYPES else self.makeunknown)
        make(tarinfo, targetpath)
        if not set_attrs:
            return
        self.chown(tarinfo, targetpath, numeric_owner)
        for apply in () if tarinfo.issym() else (self.chmod, self.utime):
            apply(tarinfo, targetpath)

    def makedir(self, tarinfo, targetpath):
        try:
            os.mkdir(targetpath, 0o700)
        except FileExistsError:
            if not os.path.isdir(targetpath):
                raise

    def makefile(self, tarinfo, targetpath):
        with bltn_open(targetpath, "wb") as target, self.fileobject(self, tarinfo) as source:
            for start, length in [(0, tarinfo.size)] if tarinfo.sparse is None else tarinfo.sparse:
                if tarinfo.sparse is not None:
                    source.seek(start)
                    target.seek(start)
                copyfileobj(source, target, length, ReadError, self.copybufsize)
            target.truncate(tarinfo.size)

    def makeunknown(self, tarinfo, targetpath):
        self.makefile(tarinfo, targetpath)
        self._dbg(1, "tarfile: Unknown file type %r, extracted as regular file." % tarinfo.type)

    def makefifo(self, tarinfo, targetpath):
        os.mkfifo(targetpath)

    def makedev(self, tarinfo, targetpath):
        mode = tarinfo.mode | (stat.S_IFBLK if tarinfo.isblk() else stat.S_IFCHR)
        os.mknod(targetpath, mode, os.makedev(tarinfo.devmajor, tarinfo.devminor))

    def makelink(self, tarinfo, targetpath):
        if tarinfo.issym():
            if os.path.lexists(targetpath):
                os.unlink(targetpath)
            os.symlink(tarinfo.linkname, targetpath)
        elif os.path.exists(tarinfo._link_target):
            os.link(tarinfo._link_target, targetpath)
        else:
            self._extract_member(self._find_link_target(tarinfo), targetpath)

    def chown(self, tarinfo, targetpath, numeric_owner):
        if not hasattr(os, "geteuid") or os.geteuid() != 0:
            return
        g, u = tarinfo.gid, tarinfo.uid
        if not numeric_owner:
            try:
                if grp and tarinfo.gname:
                    g = grp.getgrnam(tarinfo.gname)[2]
            except KeyError:
                pass
            try:
                if pwd and tarinfo.uname:
                    u = pwd.getpwnam(tarinfo.uname)[2]
            except KeyError:
                pass
        try:
            (os.lchown if tarinfo.issym() else os.chown)(targetpath, u, g)
        except OSError as e:
            raise ExtractError("could not change owner") from e

    def chmod(self, tarinfo, targetpath):
        try:
            os.chmod(targetpath, tarinfo.mode)
        except OSError as e:
            raise ExtractError("could not change mode") from e

    def utime(self, tarinfo, targetpath):
        try:
            os.utime(targetpath, (tarinfo.mtime, tarinfo.mtime))
        except OSError as e:
            raise ExtractError("could not change modification time") from e

    # --- going through the archive ---

    def next(self):
        """The next member, or None at the end."""
        self._check("ra")
        first, self.firstmember = self.firstmember, None
        if first is not None:
            return first
        if self.fileobj.tell() != self.offset:  # the data of the member before was not read
            if not self.offset:
                return None
            self.fileobj.seek(self.offset - 1)
            if not self.fileobj.read(1):
                raise ReadError("unexpected end of data")
        tarinfo = None
        while True:
            try:
                tarinfo = self.tarinfo.fromtarfile(self)
            except EOFHeaderError:
                if self.ignore_zeros:
                    self.offset += BLOCKSIZE
                    continue
            except InvalidHeaderError as e:
                if self.ignore_zeros:
                    self.offset += BLOCKSIZE
                    continue
                if self.offset == 0:
                    raise ReadError(str(e)) from None
            except zlib.error as e:
                raise ReadError(f"zlib error: {e}") from e
            except (EmptyHeaderError, TruncatedHeaderError, SubsequentHeaderError) as e:
                # behind some members a broken end is only the end
                if self.offset == 0 or isinstance(e, SubsequentHeaderError):
                    raise ReadError("empty file" if isinstance(e, EmptyHeaderError) else str(e)) from None
            break
        if tarinfo is not None:
            self.members.append(tarinfo)
        else:
            self._loaded = True
        return tarinfo

    def _getmember(self, name, tarinfo=None, normalize=False):
        members = self.getmembers()
        skipping = False
        if tarinfo is not None:
            try:
                members = members[:members.index(tarinfo)]
            except ValueError:
                pass
        if normalize:
            name = os.path.normpath(name)
        for member in reversed(members):
            if name == (os.path.normpath(member.name) if normalize else member.name):
                return member
        return None

    def _find_link_target(self, tarinfo):
        folder, target = os.path.dirname(tarinfo.name), tarinfo.linkname
        if tarinfo.issym():  # relative to where the link is, and possibly behind it in the archive
            target, before = f"{folder}/{target}" if folder and target else folder or target, None
        else:
            before = tarinfo
        found = self._getmember(target, tarinfo=before, normalize=True)
        if found is not None:
            return found
        raise KeyError(f"linkname {target!r} not found")

    def _load(self):
        while self.next() is not None:
            pass
        self._loaded = True

    def _check(self, mode=None):
        if self.closed:
            raise OSError("%s is closed" % self.__class__.__name__)
        if mode is not None and self.mode not in mode:
            raise OSError("bad operation for mode %r" % self.mode)

    def __iter__(self):
        # Members are read when they are asked for; several loops may be under way.
        done = 0
        while True:
            if self.firstmember is None and done < len(self.members):
                yield self.members[done]
            elif self._loaded:
                return
            elif (member := self.next()) is not None:
                yield member
            else:
                self._loaded = True
                return
            done += 1

    def _dbg(self, level, msg):
        if level <= self.debug:
            print(msg, file=sys.stderr)

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, type, value, traceback):
        if type is None:
            return self.close()
        self.closed = True  # no end is written
        if not self._extfileobj:
            self.fileobj.close()


def _file_type(tarinfo):
    return {DIRTYPE: stat.S_IFDIR, SYMTYPE: stat.S_IFLNK, FIFOTYPE: stat.S_IFIFO, CHRTYPE: stat.S_IFCHR,
            BLKTYPE: stat.S_IFBLK}.get(tarinfo.type, stat.S_IFREG)


def is_tarfile(name):
    """Whether name (a path or an open file) is an archive that can be opened."""
    try:
        if hasattr(name, "read"):
            at = name.tell()
            t = open(fileobj=name)
            name.seek(at)
        else:
            t = open(name)
        t.close()
        return True
    except TarError:
        return False


open = TarFile.open


def main():
    import argparse
    parser = argparse.ArgumentParser(description='A simple command-line interface for tarfile module.')
    parser.add_argument('-v', '--verbose', action='store_true', default=False, help='Verbose output')
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument('-l', '--list', metavar='<tarfile>', help='Show listing of a tarfile')
    group.add_argument('-e', '--extract', nargs='+', metavar=('<tarfile>', '<output_dir>'),
                       help='Extract tarfile into target dir')
    group.add_argument('-c', '--create', nargs='+', metavar=('<name>', '<file>'), help='Create tarfile from sources')
    group.add_argument('-t', '--test', metavar='<tarfile>', help='Test if a tarfile is valid')
    args = parser.parse_args()
    if args.test is not None:
        if not is_tarfile(args.test):
            parser.exit(1, '{!r} is not a tar archive.\n'.format(args.test))
        with open(args.test, 'r') as tar:
            tar.getmembers()
            print(tar.getmembers(), file=sys.stderr)
        if args.verbose:
            print('{!r} is a tar archive.'.format(args.test))
    elif args.list is not None:
        if not is_tarfile(args.list):
            parser.exit(1, '{!r} is not a tar archive.\n'.format(args.list))
        with TarFile.open(args.list, 'r:*') as tf:
            tf.list(verbose=args.verbose)
    elif args.extract is not None:
        if len(args.extract) > 2:
            parser.exit(1, parser.format_help())
        src, curdir = args.extract[0], args.extract[1] if len(args.extract) == 2 else os.curdir
        if not is_tarfile(src):
            parser.exit(1, '{!r} is not a tar archive.\n'.format(src))
        with TarFile.open(src, 'r:*') as tf:
            tf.extractall(path=curdir)
        if args.verbose:
            print('{!r} file is extracted.'.format(src))
    else:
        tar_name = args.create.pop(0)
        ext = os.path.splitext(tar_name)[1]
        mode = 'w:gz' if ext in ('.gz', '.tgz') else 'w:xz' if ext in ('.xz', '.txz') else (
            'w:bz2' if ext in ('.bz2', '.tbz', '.tbz2', '.tb2') else 'w')
        with TarFile.open(tar_name, mode) as tf:
            for file_name in args.create:
                tf.add(file_name)
        if args.verbose:
            print('{!r} file created.'.format(tar_name))


if __name__ == '__main__':
    main()
