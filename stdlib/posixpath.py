"""os.path for POSIX systems."""
# before the imports: os imports these from here
curdir = '.'
pardir = '..'
extsep = '.'
sep = '/'
pathsep = ':'
defpath = '/bin:/usr/bin'
altsep = None
devnull = '/dev/null'

import os
import sys
import stat
import genericpath
from genericpath import *

__all__ = ["normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname", "commonprefix",
           "getsize", "getmtime", "getatime", "getctime", "islink", "exists", "lexists", "isdir", "isfile",
           "ismount", "expanduser", "expandvars", "normpath", "abspath", "samefile", "sameopenfile", "samestat",
           "curdir", "pardir", "sep", "pathsep", "defpath", "altsep", "extsep", "devnull", "realpath",
           "supports_unicode_filenames", "relpath", "commonpath"]

supports_unicode_filenames = sys.platform == 'darwin'


def _sep(path):
    return b'/' if isinstance(path, bytes) else '/'


def normcase(s):
    """The path itself: case matters here."""
    return os.fspath(s)


def isabs(s):
    """Does the path start at the root?"""
    s = os.fspath(s)
    return s.startswith(_sep(s))


def join(a, *p):
    """Join components with one slash each; an absolute one starts anew."""
    path = a = os.fspath(a)
    slash = _sep(a)
    try:
        if not p:
            path[:0] + slash
        for b in map(os.fspath, p):
            if b.startswith(slash):
                path = b
            elif not path or path.endswith(slash):
                path += b
            else:
                path += slash + b
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types('join', a, *p)
        raise
    return path


def split(p):
    """(head, tail): tail is what follows the last slash."""
    p = os.fspath(p)
    slash = _sep(p)
    i = p.rfind(slash) + 1
    head, tail = p[:i], p[i:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    """(root, extension): the extension is empty or begins with the last dot."""
    p = os.fspath(p)
    if isinstance(p, bytes):
        return genericpath._splitext(p, b'/', None, b'.')
    return genericpath._splitext(p, '/', None, '.')


def splitdrive(p):
    """('', path): there are no drives here."""
    p = os.fspath(p)
    return p[:0], p


def basename(p):
    """What follows the last slash."""
    p = os.fspath(p)
    return p[p.rfind(_sep(p)) + 1:]


def dirname(p):
    """What comes before the last slash."""
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
    """Is something mounted at the path?"""
    try:
        s1 = os.lstat(path)
        if stat.S_ISLNK(s1.st_mode):
            return False
        path = os.fspath(path)
        s2 = os.lstat(realpath(join(path, b'..' if isinstance(path, bytes) else '..')))
    except (OSError, ValueError):
        return False
    return s1.st_dev != s2.st_dev or s1.st_ino == s2.st_ino


def expanduser(path):
    """Replace a leading ~ or ~user by that user's home directory."""
    path = os.fspath(path)
    is_bytes = isinstance(path, bytes)
    text = os.fsdecode(path) if is_bytes else path
    if not text.startswith('~'):
        return path
    i = text.find('/', 1)
    if i < 0:
        i = len(text)
    home = _home_of(text[1:i])
    if home is None:
        return path
    result = (home.rstrip('/') + text[i:]) or '/'
    return os.fsencode(result) if is_bytes else result


def _home_of(name):
    """Home directory of a user, for '' that of the process; None if there is no such user."""
    if not name and 'HOME' in os.environ:
        return os.environ['HOME']
    try:
        import pwd
        return pwd.getpwnam(name).pw_dir if name else pwd.getpwuid(os.getuid()).pw_dir
    except (ImportError, KeyError):
        return None


def expandvars(path):
    """Replace $name and ${name} by environment variables; unknown ones stay."""
    path = os.fspath(path)
    is_bytes = isinstance(path, bytes)
    text = os.fsdecode(path) if is_bytes else path
    if '$' not in text:
        return path
    out = []
    i = 0
    while i < len(text):
        c = text[i]
        if c != '$':
            out.append(c)
            i += 1
            continue
        if text[i + 1:i + 2] == '{':
            end = text.find('}', i + 2)
            name, stop = (text[i + 2:end], end + 1) if end >= 0 else ('', i + 1)
        else:
            stop = i + 1
            while stop < len(text) and text[stop].isascii() and (text[stop].isalnum() or text[stop] == '_'):
                stop += 1
            name = text[i + 1:stop]
        out.append(os.environ.get(name, text[i:stop]) if name else text[i:stop])
        i = stop
    result = ''.join(out)
    return os.fsencode(result) if is_bytes else result


def normpath(path):
    """Take out double slashes, '.' and, as far as possible, '..'."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        slash, empty, dot, dotdot = b'/', b'', b'.', b'..'
    else:
        slash, empty, dot, dotdot = '/', '', '.', '..'
    if path == empty:
        return dot
    # POSIX leaves the meaning of exactly two leading slashes open: they are kept
    root = 1 if path.startswith(slash) else 0
    if path.startswith(slash * 2) and not path.startswith(slash * 3):
        root = 2
    kept = []
    for part in path.split(slash):
        if part in (empty, dot):
            continue
        if part != dotdot or (not root and not kept) or (kept and kept[-1] == dotdot):
            kept.append(part)
        elif kept:
            kept.pop()
    return (slash * root + slash.join(kept)) or dot


def abspath(path):
    """The normalised absolute path."""
    path = os.fspath(path)
    if not isabs(path):
        path = join(os.getcwdb() if isinstance(path, bytes) else os.getcwd(), path)
    return normpath(path)


def _parent(path, dotdot):
    """Where '..' leads from a path that goes through no link."""
    if not path:
        return dotdot
    head, last = split(path)
    return join(head, dotdot, dotdot) if last == dotdot else head


def realpath(filename, *, strict=False):
    """The path with all symbolic links resolved."""
    filename = os.fspath(filename)
    if isinstance(filename, bytes):
        slash, empty, dot, dotdot = b'/', b'', b'.', b'..'
    else:
        slash, empty, dot, dotdot = '/', '', '.', '..'
    path = filename[:0]  # errors tell places as they were given
    if filename.startswith(slash):
        path = slash
    todo = filename.split(slash)[::-1]
    resolved = {}  # where a link leads; None while that is being found out
    while todo:
        name = todo.pop()
        if isinstance(name, tuple):  # (link,): its target is path now
            resolved[name[0]] = path
            continue
        if name in (empty, dot):
            continue
        if name == dotdot:
            path = _parent(path, dotdot)
            continue
        new = join(path, name)
        try:
            is_link = stat.S_ISLNK(os.lstat(new).st_mode)
        except OSError:
            if strict:
                raise
            is_link = False
        if not is_link:
            path = new
        elif resolved.get(new) is not None:
            path = resolved[new]
        elif new in resolved:  # it leads to itself: left as it is, with all behind it
            if strict:
                os.stat(new)
            return abspath(slash.join([new] + [rest for rest in reversed(todo) if not isinstance(rest, tuple)]))
        else:
            resolved[new] = None
            target = os.readlink(new)
            todo.append((new,))
            if target.startswith(slash):
                path = slash
            todo.extend(target.split(slash)[::-1])
    return abspath(path)


def relpath(path, start=None):
    """The path as seen from start (the current directory by default)."""
    if not path:
        raise ValueError("no path specified")
    path = os.fspath(path)
    if isinstance(path, bytes):
        slash, dot, dotdot = b'/', b'.', b'..'
    else:
        slash, dot, dotdot = '/', '.', '..'
    start = dot if start is None else os.fspath(start)
    try:
        here = [x for x in abspath(start).split(slash) if x]
        there = [x for x in abspath(path).split(slash) if x]
        shared = len(commonprefix([here, there]))
        parts = [dotdot] * (len(here) - shared) + there[shared:]
        return join(*parts) if parts else dot
    except (TypeError, AttributeError, BytesWarning, DeprecationWarning):
        genericpath._check_arg_types('relpath', path, start)
        raise


def commonpath(paths):
    """The longest path that all paths begin with."""
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    paths = tuple(map(os.fspath, paths))
    if isinstance(paths[0], bytes):
        slash, dot = b'/', b'.'
    else:
        slash, dot = '/', '.'
    try:
        if len({p.startswith(slash) for p in paths}) > 1:
            raise ValueError("Can't mix absolute and relative paths") from None
        parts = [[c for c in p.split(slash) if c and c != dot] for p in paths]
        prefix = slash if paths[0].startswith(slash) else slash[:0]
        return prefix + slash.join(commonprefix(parts))
    except (TypeError, AttributeError):
        genericpath._check_arg_types('commonpath', *paths)
        raise
