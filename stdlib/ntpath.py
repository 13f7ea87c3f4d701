"""os.path for Windows: the rules of its paths, which can be worked with on every system.

Both slashes separate. A path has a drive, which is a letter with a colon or the server and share of a network path.
"""
# before the imports: os imports these from here
curdir = '.'
pardir = '..'
extsep = '.'
sep = '\\'
pathsep = ';'
altsep = '/'
defpath = '.;C:\\bin'
devnull = 'nul'

import os
import sys
import stat
import genericpath
from genericpath import *

__all__ = ["normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname", "commonprefix",
           "getsize", "getmtime", "getatime", "getctime", "islink", "exists", "lexists", "isdir", "isfile", "ismount",
           "expanduser", "expandvars", "normpath", "abspath", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep",
           "extsep", "devnull", "realpath", "supports_unicode_filenames", "relpath", "samefile", "sameopenfile",
           "samestat", "commonpath"]

supports_unicode_filenames = hasattr(sys, "getwindowsversion") and sys.getwindowsversion()[3] >= 2
_LITERAL_SHARE = '\\\\?\\UNC\\'  # in front of a server whose name is taken as it is


class _Signs:
    """The characters that mean something, in the type of a path."""

    def __init__(self, kind):
        self.sep, self.altsep, self.both, self.colon, self.dot, self.dots, self.literal_share = (
            kind(s) for s in ('\\', '/', '\\/', ':', '.', '..', _LITERAL_SHARE))


_TEXT, _BYTES = _Signs(str), _Signs(str.encode)


def _signs(path):
    return _BYTES if isinstance(path, bytes) else _TEXT


def normcase(s):
    """Lower case, and backslashes for slashes: paths that differ only in these are the same."""
    s = os.fspath(s)
    if isinstance(s, bytes):
        return os.fsencode(os.fsdecode(s).replace('/', '\\').lower())
    return s.replace('/', '\\').lower()


def isabs(s):
    """Does the path start at the root of a drive, or on a share?"""
    s = os.fspath(s)
    signs = _signs(s)
    if s[:2].replace(signs.altsep, signs.sep) == signs.sep * 2:
        return True
    rest = splitdrive(s)[1]
    return bool(rest) and rest[:1] in signs.both


def join(path, *paths):
    """Join components with backslashes; an absolute one starts anew, as does one on another drive."""
    path = os.fspath(path)
    signs = _signs(path)
    try:
        if not paths:
            path[:0] + signs.sep
        drive, inner = splitdrive(path)
        for each in map(os.fspath, paths):
            next_drive, next_inner = splitdrive(each)
            rooted = next_inner and next_inner[:1] in signs.both
            if rooted or next_drive and next_drive.lower() != drive.lower():
                drive = next_drive or (drive if rooted else next_drive)
                inner = next_inner
                continue
            drive = next_drive or drive  # the same, perhaps in another case
            if inner and inner[-1:] not in signs.both:
                inner += signs.sep
            inner += next_inner
        if inner and inner[:1] not in signs.both and drive and drive[-1:] != signs.colon:
            return drive + signs.sep + inner
        return drive + inner
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types('join', path, *paths)
        raise


def splitdrive(p):
    """(drive, rest): the drive is "c:" or "\\\\server\\share", or empty."""
    p = os.fspath(p)
    signs = _signs(p)
    if len(p) < 2:
        return p[:0], p
    plain = p.replace(signs.altsep, signs.sep)
    if plain.startswith(signs.sep * 2):
        start = 8 if plain[:8].upper() == signs.literal_share else 2
        end = plain.find(signs.sep, start)  # behind the server
        if end >= 0:
            end = plain.find(signs.sep, end + 1)  # behind the share
        return (p, p[:0]) if end < 0 else (p[:end], p[end:])
    return (p[:2], p[2:]) if plain[1:2] == signs.colon else (p[:0], p)


def split(p):
    """(head, tail): tail is what follows the last separator."""
    p = os.fspath(p)
    signs = _signs(p)
    drive, rest = splitdrive(p)
    tail = rest[max(rest.rfind(signs.sep), rest.rfind(signs.altsep)) + 1:]
    head = rest[:len(rest) - len(tail)]
    return drive + (head.rstrip(signs.both) or head), tail


def splitext(p):
    """(root, extension): the extension is empty or begins with the last dot."""
    p = os.fspath(p)
    signs = _signs(p)
    return genericpath._splitext(p, signs.sep, signs.altsep, signs.dot)


def basename(p):
    """What follows the last separator."""
    return split(p)[1]


def dirname(p):
    """What comes before the last separator."""
    return split(p)[0]


def islink(path):
    """Is the path a symbolic link?"""
    try:
        return stat.S_ISLNK(os.lstat(path).st_mode)
    except (OSError, ValueError, AttributeError):
        return False


def lexists(path):
    """Does the path exist? True also for broken symbolic links."""
    try:
        os.lstat(path)
    except (OSError, ValueError):
        return False
    return True


def ismount(path):
    """Is the path the root of a drive, or a share?"""
    path = abspath(os.fspath(path))
    signs = _signs(path)
    drive, rest = splitdrive(path)
    return rest in signs.both if rest else bool(drive) and drive[:1] in signs.both


def expanduser(path):
    """Put the home folder in place of ~ or ~user at the start; unchanged where it is not known."""
    path = os.fspath(path)
    text = os.fsdecode(path)
    if not text.startswith('~'):
        return path
    end = min((i for i in (text.find('\\'), text.find('/')) if i > 0), default=len(text))
    user = text[1:end]
    if 'USERPROFILE' in os.environ:
        home = os.environ['USERPROFILE']
    elif 'HOMEPATH' in os.environ:
        home = join(os.environ.get('HOMEDRIVE', ''), os.environ['HOMEPATH'])
    else:
        return path
    me = os.environ.get('USERNAME')
    if user and user != me:
        if me != basename(home):  # the folders are not named after their users
            return path
        home = join(dirname(home), user)
    expanded = home + text[end:]
    return os.fsencode(expanded) if isinstance(path, bytes) else expanded


_variables = None  # matches what expandvars looks at: quoted text, %name%, $name, ${name}


def expandvars(path):
    """Put values in place of %name%, $name and ${name}; unknown ones and what stands in '' stay."""
    global _variables
    path = os.fspath(path)
    text = os.fsdecode(path)
    if '$' not in text and '%' not in text:
        return path
    if _variables is None:
        import re
        _variables = re.compile(r"'[^']*'?|%(?P<a>%|[^%]*%?)|\$(?P<b>\$|[-\w]+|\{[^}]*\}?)", re.ASCII)
    environ = getattr(os, 'environb', None) if isinstance(path, bytes) else None

    def value(match):
        whole = match[0]
        name = match['a'] if match['a'] is not None else match['b']
        if name is None:
            return whole
        if name == whole[0]:  # doubled
            return name
        if whole[0] == '%':
            if name[-1:] != '%':
                return whole
            name = name[:-1]
        elif name[0] == '{':
            if name[-1] != '}':
                return whole
            name = name[1:-1]
        try:
            return os.environ[name] if environ is None else os.fsdecode(environ[os.fsencode(name)])
        except KeyError:
            return whole
    expanded = _variables.sub(value, text)
    return os.fsencode(expanded) if isinstance(path, bytes) else expanded


def normpath(path):
    """Without doubled separators, "." and what ".." takes back; with backslashes."""
    path = os.fspath(path)
    signs = _signs(path)
    drive, rest = splitdrive(path.replace(signs.altsep, signs.sep))
    rooted = rest.startswith(signs.sep)
    parts = []
    for part in rest.split(signs.sep):
        if part == signs.dots and parts and parts[-1] != signs.dots:
            parts.pop()
        elif part and part != signs.dot and not (part == signs.dots and rooted and not parts):
            parts.append(part)
    start = drive + signs.sep if rooted else drive
    return start + signs.sep.join(parts) or signs.dot


def abspath(path):
    """The normalised path from the current folder on."""
    path = os.fspath(path)
    if not isabs(path):
        path = join(os.getcwdb() if isinstance(path, bytes) else os.getcwd(), path)
    return normpath(path)


realpath = abspath  # links are followed on Windows only


def relpath(path, start=None):
    """The path as seen from another folder (the current one), which is on the same drive."""
    path = os.fspath(path)
    signs = _signs(path)
    if not path:
        raise ValueError("no path specified")
    start = signs.dot if start is None else os.fspath(start)
    try:
        from_drive, from_inner = splitdrive(abspath(normpath(start)))
        to_drive, to_inner = splitdrive(abspath(normpath(path)))
        if normcase(from_drive) != normcase(to_drive):
            raise ValueError("path is on mount %r, start on mount %r" % (to_drive, from_drive))
        there = [part for part in to_inner.split(signs.sep) if part]
        here = [part for part in from_inner.split(signs.sep) if part]
        common = 0
        for a, b in zip(here, there):
            if normcase(a) != normcase(b):
                break
            common += 1
        parts = [signs.dots] * (len(here) - common) + there[common:]
        return join(*parts) if parts else signs.dot
    except (TypeError, ValueError, AttributeError, BytesWarning, DeprecationWarning):
        genericpath._check_arg_types('relpath', path, start)
        raise


def commonpath(paths):
    """The longest path that all given ones are below; written as the first of them has it."""
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    paths = [os.fspath(path) for path in paths]
    signs = _signs(paths[0])
    try:
        lowered = [splitdrive(path.replace(signs.altsep, signs.sep).lower()) for path in paths]
        if len({inner[:1] == signs.sep for drive, inner in lowered}) != 1:
            raise ValueError("Can't mix absolute and relative paths")
        if len({drive for drive, inner in lowered}) != 1:
            raise ValueError("Paths don't have the same drive")
        drive, inner = splitdrive(paths[0].replace(signs.altsep, signs.sep))
        folders = [[part for part in rest.split(signs.sep) if part and part != signs.dot] for _, rest in lowered]
        low, high = min(folders), max(folders)
        n = 0
        while n < len(low) and n < len(high) and low[n] == high[n]:
            n += 1
        first = [part for part in inner.split(signs.sep) if part and part != signs.dot][:n]
        return (drive + signs.sep if inner[:1] == signs.sep else drive) + signs.sep.join(first)
    except (TypeError, AttributeError):
        genericpath._check_arg_types('commonpath', *paths)
        raise
