"""Constants and functions to read the mode field of os.stat()."""
from _kukri import as_native as _as_native

ST_MODE, ST_INO, ST_DEV, ST_NLINK, ST_UID, ST_GID, ST_SIZE, ST_ATIME, ST_MTIME, ST_CTIME = range(10)

S_IFDIR = 0o040000
S_IFCHR = 0o020000
S_IFBLK = 0o060000
S_IFREG = 0o100000
S_IFIFO = 0o010000
S_IFLNK = 0o120000
S_IFSOCK = 0o140000
S_IFDOOR = S_IFPORT = S_IFWHT = 0

S_ISUID = 0o4000
S_ISGID = 0o2000
S_ISVTX = 0o1000
S_ENFMT = S_ISGID  # file locking is enforced
S_IRWXU, S_IRUSR, S_IWUSR, S_IXUSR = 0o700, 0o400, 0o200, 0o100
S_IRWXG, S_IRGRP, S_IWGRP, S_IXGRP = 0o070, 0o040, 0o020, 0o010
S_IRWXO, S_IROTH, S_IWOTH, S_IXOTH = 0o007, 0o004, 0o002, 0o001
S_IREAD, S_IWRITE, S_IEXEC = S_IRUSR, S_IWUSR, S_IXUSR

UF_NODUMP, UF_IMMUTABLE, UF_APPEND, UF_OPAQUE, UF_NOUNLINK = 0x01, 0x02, 0x04, 0x08, 0x10
UF_COMPRESSED, UF_HIDDEN = 0x20, 0x8000
SF_ARCHIVED, SF_IMMUTABLE, SF_APPEND, SF_NOUNLINK, SF_SNAPSHOT = 0x10000, 0x20000, 0x40000, 0x100000, 0x200000

# of os.stat_result.st_file_attributes and st_reparse_tag, on other systems
FILE_ATTRIBUTE_READONLY, FILE_ATTRIBUTE_HIDDEN, FILE_ATTRIBUTE_SYSTEM = 0x1, 0x2, 0x4
FILE_ATTRIBUTE_DIRECTORY, FILE_ATTRIBUTE_ARCHIVE, FILE_ATTRIBUTE_DEVICE = 0x10, 0x20, 0x40
FILE_ATTRIBUTE_NORMAL, FILE_ATTRIBUTE_TEMPORARY, FILE_ATTRIBUTE_SPARSE_FILE = 0x80, 0x100, 0x200
FILE_ATTRIBUTE_REPARSE_POINT, FILE_ATTRIBUTE_COMPRESSED, FILE_ATTRIBUTE_OFFLINE = 0x400, 0x800, 0x1000
FILE_ATTRIBUTE_NOT_CONTENT_INDEXED, FILE_ATTRIBUTE_ENCRYPTED = 0x2000, 0x4000
FILE_ATTRIBUTE_INTEGRITY_STREAM, FILE_ATTRIBUTE_VIRTUAL, FILE_ATTRIBUTE_NO_SCRUB_DATA = 0x8000, 0x10000, 0x20000


def _native(f):
    """A function of the module in C below this one."""
    return _as_native(f, 'unsigned', '_stat')


def _mode(value):
    if not isinstance(value, int):
        raise TypeError("an integer is required")
    if value < 0:
        raise OverflowError("can't convert negative value to unsigned int")
    if value >> 32:
        raise OverflowError('Python int too large to convert to C unsigned long' if value >> 64 else 'mode out of range')
    return value


@_native
def S_IMODE(mode, /):
    """The part of the mode that os.chmod() can set."""
    return _mode(mode) & 0o7777


@_native
def S_IFMT(mode, /):
    """The part of the mode that tells the file type."""
    return _mode(mode) & 0o170000


def _test(name, kind):
    def test(mode, /):
        return _mode(mode) & 0o170000 == kind
    test.__name__ = test.__qualname__ = name
    return _native(test)


S_ISDIR = _test('S_ISDIR', S_IFDIR)
S_ISCHR = _test('S_ISCHR', S_IFCHR)
S_ISBLK = _test('S_ISBLK', S_IFBLK)
S_ISREG = _test('S_ISREG', S_IFREG)
S_ISFIFO = _test('S_ISFIFO', S_IFIFO)
S_ISLNK = _test('S_ISLNK', S_IFLNK)
S_ISSOCK = _test('S_ISSOCK', S_IFSOCK)
S_ISDOOR, S_ISPORT, S_ISWHT = [_test(name, None) for name in ('S_ISDOOR', 'S_ISPORT', 'S_ISWHT')] # of other systems

_kinds = {S_IFLNK: 'l', S_IFSOCK: 's', S_IFREG: '-', S_IFBLK: 'b', S_IFDIR: 'd', S_IFCHR: 'c', S_IFIFO: 'p'}


@_native
def filemode(mode, /):
    """The mode as `ls -l` prints it, '-rwxrwxrwx'."""
    out = [_kinds.get(_mode(mode) & 0o170000, '?')]
    for shift, special, letter in ((6, S_ISUID, 's'), (3, S_ISGID, 's'), (0, S_ISVTX, 't')):
        bits = mode >> shift
        out.append('r' if bits & 4 else '-')
        out.append('w' if bits & 2 else '-')
        if mode & special:
            out.append(letter if bits & 1 else letter.upper())
        else:
            out.append('x' if bits & 1 else '-')
    return ''.join(out)
