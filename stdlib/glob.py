"""Files by pattern: * ? [seq], and ** for any number of folders."""
import fnmatch
import os
import stat
import sys

__all__ = ["escape", "glob", "iglob"]


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The paths that match a pattern."""
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive, include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The same one by one."""
    sys.audit("glob.glob", pathname, recursive)
    sys.audit("glob.glob/2", pathname, recursive, root_dir, dir_fd)
    root = os.fspath(root_dir) if root_dir is not None else pathname[:0]
    search = _Search(dir_fd, recursive, include_hidden)
    found = search.paths(root, pathname, False)
    if not pathname or recursive and _is_recursive(pathname[:2]):
        for first in found:  # ** matches also nothing at all: the empty path is no result
            if first:
                yield first
            break
    yield from found


class _Search:
    """One search; paths are relative to a folder `root`, and that to the descriptor `dir_fd` if there is one."""

    def __init__(self, dir_fd, recursive, hidden):
        self.dir_fd = dir_fd
        self.recursive = recursive
        self.hidden = hidden

    def paths(self, root, pathname, dironly):
        """The paths under root that match a whole pattern; only folders if more of the path is to come."""
        dirname, basename = os.path.split(pathname)
        if not has_magic(pathname):
            if basename:
                if self.exists(_join(root, pathname)):
                    yield pathname
            elif self.is_dir(_join(root, dirname)):
                yield pathname
            return
        find = self.finder(basename)
        if not dirname:
            yield from find(root, basename, dironly)
            return
        if dirname != pathname and has_magic(dirname):
            dirs = self.paths(root, dirname, True)
        else:
            dirs = [dirname]
        for d in dirs:
            for name in find(_join(root, d), basename, dironly):
                yield os.path.join(d, name)

    def finder(self, basename):
        if not has_magic(basename):
            return self.by_name
        return self.below if self.recursive and _is_recursive(basename) else self.by_pattern

    def by_name(self, dirname, basename, dironly):
        found = self.exists(_join(dirname, basename)) if basename else self.is_dir(dirname)
        return [basename] if found else []

    def by_pattern(self, dirname, pattern, dironly):
        names = self.names(dirname, dironly)
        if not (self.hidden or _is_hidden(pattern)):
            names = [x for x in names if not _is_hidden(x)]
        return fnmatch.filter(names, pattern)

    def below(self, dirname, pattern, dironly):
        if not dirname or self.is_dir(dirname):
            yield pattern[:0]
        yield from self.walk(dirname, dironly)

    def walk(self, dirname, dironly):
        for name in self.names(dirname, dironly):
            if self.hidden or not _is_hidden(name):
                yield name
                for rest in self.walk(_join(dirname, name), dironly):
                    yield _join(name, rest)

    def exists(self, path):
        try:
            os.lstat(path, dir_fd=self.dir_fd)
        except (OSError, ValueError):
            return False
        return True

    def is_dir(self, path):
        try:
            return stat.S_ISDIR(os.stat(path, dir_fd=self.dir_fd).st_mode)
        except (OSError, ValueError):
            return False

    def names(self, dirname, dironly):
        """What lies in a folder; nothing if it cannot be read."""
        folder = dirname or (os.curdir if isinstance(dirname, str) else os.fsencode(os.curdir))
        names, fd = [], None
        try:
            if self.dir_fd is not None:
                folder = fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY, dir_fd=self.dir_fd)
            with os.scandir(folder) as entries:
                for entry in entries:
                    if not dironly or _entry_is_dir(entry):
                        # a folder given by its descriptor has names of type str
                        names.append(os.fsencode(entry.name) if fd and isinstance(dirname, bytes) else entry.name)
        except OSError:
            pass
        finally:
            if fd is not None:
                os.close(fd)
        return names


def _entry_is_dir(entry):
    try:
        return entry.is_dir()
    except OSError:
        return False


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
    pathname = os.fspath(pathname)
    if isinstance(pathname, bytes):
        return b''.join(b'[' + bytes([c]) + b']' if c in b'*?[' else bytes([c]) for c in pathname)
    return ''.join(f'[{c}]' if c in '*?[' else c for c in pathname)
