"""Path questions that are answered the same way on every system."""
import os
import stat

__all__ = ['commonprefix', 'exists', 'getatime', 'getctime', 'getmtime', 'getsize', 'isdir', 'isfile',
           'samefile', 'sameopenfile', 'samestat']


def exists(path):
    """Does the path exist? False for broken symbolic links."""
    try:
        os.stat(path)
    except (OSError, ValueError):
        return False
    return True


def isfile(path):
    """Is the path a regular file, or a link to one?"""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def isdir(s):
    """Is the path a directory, or a link to one?"""
    try:
        return stat.S_ISDIR(os.stat(s).st_mode)
    except (OSError, ValueError):
        return False


def getsize(filename):
    """Size of a file in bytes."""
    return os.stat(filename).st_size


def getmtime(filename):
    """When the file was last modified."""
    return os.stat(filename).st_mtime


def getatime(filename):
    """When the file was last read."""
    return os.stat(filename).st_atime


def getctime(filename):
    """When the file's metadata last changed."""
    return os.stat(filename).st_ctime


def commonprefix(m):
    """The longest prefix of all strings (or sequences) in the list."""
    if not m:
        return ''
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(os.fspath, m))
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def samestat(s1, s2):
    """Do two stat results describe the same file?"""
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    """Do two paths lead to the same file?"""
    return samestat(os.stat(f1), os.stat(f2))


def sameopenfile(fp1, fp2):
    """Do two descriptors refer to the same file?"""
    return samestat(os.fstat(fp1), os.fstat(fp2))


def _splitext(p, sep, altsep, extsep):
    """Cut at the last dot of the last component, unless only dots come before it."""
    start = p.rfind(sep) + 1
    if altsep:
        start = max(start, p.rfind(altsep) + 1)
    dot = p.rfind(extsep)
    if dot >= start and p[start:dot].strip(extsep):
        return p[:dot], p[dot:]
    return p, p[:0]


def _check_arg_types(funcname, *args):
    kinds = set()
    for s in args:
        if isinstance(s, str):
            kinds.add(str)
        elif isinstance(s, bytes):
            kinds.add(bytes)
        else:
            raise TypeError(f'{funcname}() argument must be str, bytes, or os.PathLike object, not '
                            f'{s.__class__.__name__!r}') from None
    if len(kinds) > 1:
        raise TypeError("Can't mix strings and bytes in path components") from None
