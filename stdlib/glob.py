"""Files by pattern: * ? [seq], and ** for any number of folders."""
import fnmatch
import os

__all__ = ["escape", "glob", "iglob"]


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The paths that match a pattern."""
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive, include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The same one by one."""
    root = os.fspath(root_dir) if root_dir is not None else pathname[:0]
    it = _iglob(pathname, root, recursive, False, include_hidden)
    if not pathname or recursive and _is_recursive(pathname[:2]):
        for first in it:  # ** matches also nothing at all: the empty path is no result
            if first:
                yield first
            break
    yield from it


def _iglob(pathname, root, recursive, dironly, hidden):
    dirname, basename = os.path.split(pathname)
    if not has_magic(pathname):
        if basename:
            if os.path.lexists(_join(root, pathname)):
                yield pathname
        elif os.path.isdir(_join(root, dirname)):
            yield pathname
        return
    if not dirname:
        if recursive and _is_recursive(basename):
            yield from _glob_recursive(root, basename, dironly, hidden)
        else:
            yield from _glob_pattern(root, basename, dironly, hidden)
        return
    if dirname != pathname and has_magic(dirname):
        dirs = _iglob(dirname, root, recursive, True, hidden)
    else:
        dirs = [dirname]
    if has_magic(basename):
        find = _glob_recursive if recursive and _is_recursive(basename) else _glob_pattern
    else:
        find = _glob_name
    for d in dirs:
        for name in find(_join(root, d), basename, dironly, hidden):
            yield os.path.join(d, name)


def _glob_pattern(dirname, pattern, dironly, hidden):
    names = _listdir(dirname, dironly)
    if not (hidden or _is_hidden(pattern)):
        names = [x for x in names if not _is_hidden(x)]
    return fnmatch.filter(names, pattern)


def _glob_name(dirname, basename, dironly, hidden):
    if basename:
        return [basename] if os.path.lexists(_join(dirname, basename)) else []
    return [basename] if os.path.isdir(dirname) else []


def _glob_recursive(dirname, pattern, dironly, hidden):
    if not dirname or os.path.isdir(dirname):
        yield pattern[:0]
    yield from _walk(dirname, dironly, hidden)


def _walk(dirname, dironly, hidden):
    for x in _listdir(dirname, dironly):
        if hidden or not _is_hidden(x):
            yield x
            for y in _walk(_join(dirname, x), dironly, hidden):
                yield _join(x, y)


def _listdir(dirname, dironly):
    names = []
    try:
        with os.scandir(dirname or os.curdir) as it:
            for entry in it:
                try:
                    if not dironly or entry.is_dir():
                        names.append(entry.name)
                except OSError:
                    pass
    except OSError:
        pass
    return names


def _join(dirname, basename):
    if not dirname or not basename:
        return dirname or basename
    return os.path.join(dirname, basename)


def has_magic(s):
    """Does the text contain pattern characters?"""
    magic = b'*?[' if isinstance(s, bytes) else '*?['
    return any(c in magic for c in s)


def _is_hidden(path):
    return path[0] in ('.', b'.'[0])


def _is_recursive(pattern):
    return pattern == (b'**' if isinstance(pattern, bytes) else '**')


def escape(pathname):
    """The text as a pattern that matches only itself."""
    if isinstance(pathname, bytes):
        return b''.join(b'[' + bytes([c]) + b']' if c in b'*?[' else bytes([c]) for c in pathname)
    return ''.join(f'[{c}]' if c in '*?[' else c for c in pathname)
