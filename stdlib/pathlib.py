"""Paths as objects."""
import errno as _errno
import io
import os
import sys
import warnings
from _collections_abc import Sequence

__all__ = ["PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"]


class _Parents(Sequence):
    """The folders above a path, nearest first."""

    def __init__(self, path):
        self._path = path
        self._n = len(path._parts) - (1 if path._drv or path._root else 0)

    def __len__(self):
        return self._n

    def __getitem__(self, i):
        if isinstance(i, slice):
            return tuple(self[k] for k in range(*i.indices(self._n)))
        if i >= self._n or i < -self._n:
            raise IndexError(i)
        if i < 0:
            i += self._n
        p = self._path
        return p._make(p._drv, p._root, p._parts[:-i - 1])

    def __repr__(self):
        return "<{}.parents>".format(type(self._path).__name__)


def _parse_posix(text):
    """(drive, root, parts) of a path."""
    root = ''
    if not text:
        return '', '', []
    if text[0] == '/':
        root = '//' if text.startswith('//') and not text.startswith('///') else '/'
    if '/' not in text:
        return '', '', [] if text == '.' else [sys.intern(text)]
    names = [x for x in text.split('/') if x and x != '.']
    return '', root, [root] + names if root else names


def _parse_windows(text):
    """The same for Windows: drive letters, \\\\server\\share, both slashes."""
    if not text:
        return '', '', []
    text = text.replace('/', '\\')
    drv = root = ''
    if text.startswith('\\\\') and text[2:3] not in ('\\', ''):
        pieces = text[2:].split('\\', 2)
        if len(pieces) > 1 and pieces[1]:
            drv = '\\\\' + pieces[0] + '\\' + pieces[1]
            text = '\\' + (pieces[2] if len(pieces) > 2 else '')
    elif text[1:2] == ':':
        drv, text = text[:2], text[2:]
    if text.startswith('\\'):
        root = '\\'
    names = [x for x in text.split('\\') if x and x != '.']
    return drv, root, [drv + root] + names if drv or root else names


def _join_windows(a, b):
    """One parsed path after another."""
    (drv, root, parts), (d, r, p) = a, b
    if r:
        if not d and drv:
            return drv, r, [drv + r] + p[1:]
        return d, r, p
    if d:
        if d.lower() == drv.lower():
            return d, root, [d + root] + parts[1:] + p[1:]
        return d, r, p
    return drv, root, parts + p


class _Flavour:
    """How paths of a kind of system are written."""

    def __init__(self, sep, altsep, parse, has_drv):
        self.sep = sep
        self.altsep = altsep
        self.parse = parse
        self.has_drv = has_drv


_posix = _Flavour('/', '', _parse_posix, False)
_windows = _Flavour('\\', '/', _parse_windows, True)
# what Windows takes for devices, with any extension
_RESERVED = {'CON', 'PRN', 'AUX', 'NUL', 'CONIN$', 'CONOUT$', *(p + c for p in ('COM', 'LPT') for c in '123456789¹²³')}


def _ordering(name):
    """A comparison of paths of one kind of system, by their components."""
    compare = getattr(list, name)

    def method(self, other):
        comparable = isinstance(other, PurePath) and self._flavour is other._flavour
        return compare(self._cparts, other._cparts) if comparable else NotImplemented
    method.__name__ = name
    method.__qualname__ = 'PurePath.' + name
    return method


class PurePath:
    """A path that does no I/O."""
    __slots__ = ('_drv', '_root', '_parts', '_str', '_hash', '_tuple')
    _flavour = _posix

    def __new__(cls, *args):
        if cls is PurePath:
            cls = PurePosixPath
        return cls._from_args(args)

    def __reduce__(self):
        return self.__class__, tuple(self._parts)

    @classmethod
    def _parse(cls, texts):
        """(drive, root, parts) of joined texts: an absolute one starts anew."""
        drv, root, parts = '', '', []
        for text in texts:
            d, r, p = cls._flavour.parse(text)
            if cls._flavour.has_drv:
                drv, root, parts = _join_windows((drv, root, parts), (d, r, p))
            elif r:
                root, parts = r, p
            else:
                parts = parts + p
        return drv, root, parts

    @classmethod
    def _from_args(cls, args):
        texts = []
        for a in args:
            if isinstance(a, PurePath):
                texts.append(str(a) if cls._flavour is not a._flavour or a._parts else '')
                continue
            a = os.fspath(a)
            if not isinstance(a, str):
                raise TypeError("argument should be a str object or an os.PathLike object returning str, not %r" % type(a))
            texts.append(str(a))
        return cls._make(*cls._parse(texts))

    @classmethod
    def _make(cls, drv, root, parts):
        self = object.__new__(cls)
        self._drv = drv
        self._root = root
        self._parts = list(map(sys.intern, parts))
        return self

    def __str__(self):
        try:
            return self._str
        except AttributeError:
            sep = self._flavour.sep
            if self._drv or self._root:
                s = self._parts[0] + sep.join(self._parts[1:])
            else:
                s = sep.join(self._parts) or '.'
            self._str = s
            return s

    def __fspath__(self):
        return str(self)

    def as_posix(self):
        """With forward slashes."""
        return str(self).replace(self._flavour.sep, '/')

    def __bytes__(self):
        return os.fsencode(self)

    def __repr__(self):
        return "{}({!r})".format(self.__class__.__name__, self.as_posix())

    def as_uri(self):
        """As a file: URI."""
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        safe = set(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-~/")
        path, prefix = self.as_posix(), 'file://'
        if self._drv.startswith('\\\\'):
            prefix = 'file:'
        elif self._drv:
            prefix, path = 'file:///' + self._drv, path[len(self._drv):]
        return prefix + ''.join(chr(b) if b in safe else f'%{b:02X}' for b in path.encode('utf-8', 'surrogateescape'))

    @property
    def _cparts(self):
        return [p.lower() for p in self._parts] if self._flavour.has_drv else self._parts

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._flavour is other._flavour and self._cparts == other._cparts

    def __hash__(self):
        try:
            return self._hash
        except AttributeError:
            self._hash = hash(tuple(self._cparts))
            return self._hash

    __lt__, __le__ = _ordering('__lt__'), _ordering('__le__')
    __gt__, __ge__ = _ordering('__gt__'), _ordering('__ge__')

    drive = property(lambda self: self._drv, doc="The drive, on Windows.")
    root = property(lambda self: self._root, doc="The root, '/' or ''.")

    @property
    def anchor(self):
        """Drive and root."""
        return self._drv + self._root

    @property
    def parts(self):
        """The components."""
        try:
            return self._tuple
        except AttributeError:
            self._tuple = tuple(self._parts)
            return self._tuple

    @property
    def name(self):
        """The last component."""
        n = 1 if self._drv or self._root else 0
        return '' if len(self._parts) == n else self._parts[-1]

    @property
    def suffix(self):
        """The extension with its dot."""
        name = self.name
        i = name.rfind('.')
        return name[i:] if 0 < i < len(name) - 1 else ''

    @property
    def suffixes(self):
        """All extensions."""
        name = self.name
        if name.endswith('.'):
            return []
        return ['.' + s for s in name.lstrip('.').split('.')[1:]]

    @property
    def stem(self):
        """The last component without its extension."""
        name = self.name
        i = name.rfind('.')
        return name[:i] if 0 < i < len(name) - 1 else name

    def with_name(self, name):
        """With another last component."""
        if not self.name:
            raise ValueError("%r has an empty name" % (self,))
        drv, root, parts = self._parse([name])
        if not name or name[-1] in (self._flavour.sep, self._flavour.altsep) or drv or root or len(parts) != 1:
            raise ValueError("Invalid name %r" % (name))
        return self._make(self._drv, self._root, self._parts[:-1] + [name])

    def with_stem(self, stem):
        """With another stem."""
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        """With another extension, or none."""
        if self._flavour.sep in suffix or self._flavour.altsep and self._flavour.altsep in suffix:
            raise ValueError("Invalid suffix %r" % (suffix,))
        if suffix and not suffix.startswith('.') or suffix == '.':
            raise ValueError("Invalid suffix %r" % (suffix))
        name = self.name
        if not name:
            raise ValueError("%r has an empty name" % (self,))
        old = self.suffix
        name = name[:-len(old)] + suffix if old else name + suffix
        return self._make(self._drv, self._root, self._parts[:-1] + [name])

    def relative_to(self, *other):
        """The path as seen from another, which it must begin with."""
        if not other:
            raise TypeError("need at least one argument")
        to = self._from_args(other)
        mine, start = self._pieces(), to._pieces()
        n = len(start)
        fold = str.lower if self._flavour.has_drv else str
        inside = list(map(fold, mine[:n])) == list(map(fold, start)) if n else not (self._drv or self._root)
        if not inside:
            raise ValueError("{!r} is not in the subpath of {!r} OR one path is relative and the other is absolute."
                             .format(str(self), str(to) if n else ""))
        return self._make('', self._root if n == 1 else '', mine[n:])

    def _pieces(self):
        """The components, drive and root apart where there is a root."""
        return [self._drv, self._root, *self._parts[1:]] if self._root else self._parts

    def is_relative_to(self, *other):
        """Does the path begin with another?"""
        try:
            self.relative_to(*other)
            return True
        except ValueError:
            return False

    def joinpath(self, *args):
        """Further components."""
        return self._from_args((self, *args))

    def __truediv__(self, key):
        try:
            return self._from_args((self, key))
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self._from_args((key, self))
        except TypeError:
            return NotImplemented

    @property
    def parent(self):
        """The path without its last component."""
        if len(self._parts) == (1 if self._drv or self._root else 0):
            return self
        return self._make(self._drv, self._root, self._parts[:-1])

    @property
    def parents(self):
        """All paths above."""
        return _Parents(self)

    def is_absolute(self):
        """Does the path start at a root?"""
        return bool(self._root and (self._drv or not self._flavour.has_drv))

    def is_reserved(self):
        """Is the name one that Windows keeps for a device?"""
        if not self._flavour.has_drv or not self._parts or self._drv.startswith('\\\\'):
            return False
        return self._parts[-1].partition('.')[0].partition(':')[0].rstrip(' ').upper() in _RESERVED

    def match(self, path_pattern):
        """Does the end of the path match the pattern (all of it, for an absolute pattern)?"""
        import fnmatch
        if self._flavour.has_drv:
            path_pattern = path_pattern.lower()
        drv, root, pat = self._parse([path_pattern])
        if not pat:
            raise ValueError("empty pattern")
        parts = self._cparts
        if drv or root:
            if drv and drv.lower() != self._drv.lower() or root and root != self._root or len(pat) != len(parts):
                return False
            parts, pat = parts[1:], pat[1:]
        elif len(pat) > len(parts):
            return False
        return all(fnmatch.fnmatchcase(a, b) for a, b in zip(reversed(parts), reversed(pat)))


os.PathLike.register(PurePath)


class PurePosixPath(PurePath):
    """A path with forward slashes."""
    __slots__ = ()
    _flavour = _posix


class PureWindowsPath(PurePath):
    """A path with drives and backslashes."""
    __slots__ = ()
    _flavour = _windows


class Path(PurePath):
    """A path with methods that look at the file system."""
    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = PosixPath
        return cls._from_args(args)

    def __enter__(self):
        warnings.warn("pathlib.Path.__enter__() is deprecated and scheduled for removal in Python 3.13; "
                      "Path objects as a context manager is a no-op", DeprecationWarning, stacklevel=2)
        return self

    def __exit__(self, t, v, tb):
        pass

    @classmethod
    def cwd(cls):
        """The current directory."""
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        """The home directory."""
        return cls("~").expanduser()

    def samefile(self, other_path):
        """Is it the same file?"""
        here = self.stat()
        try:
            there = other_path.stat()
        except AttributeError:
            there = self.__class__(other_path).stat()
        return os.path.samestat(here, there)

    def iterdir(self):
        """The paths in a directory."""
        for name in os.listdir(self):
            yield self._make(self._drv, self._root, self._parts + [name])

    def glob(self, pattern):
        """The paths below that match a pattern."""
        sys.audit("pathlib.Path.glob", self, pattern)
        yield from self._glob(pattern, False)

    def rglob(self, pattern):
        """The same at any depth."""
        sys.audit("pathlib.Path.rglob", self, pattern)
        yield from self._glob(pattern, True)

    def _glob(self, pattern, anywhere):
        if not pattern and not anywhere:
            raise ValueError("Unacceptable pattern: {!r}".format(pattern))
        drv, root, parts = self._parse([pattern])
        if drv or root:
            raise NotImplementedError("Non-relative patterns are unsupported")
        if pattern and pattern[-1] == '/':
            parts = parts + ['']
        seen = set()
        for p in _select(self, (['**'] if anywhere else []) + parts):
            if p not in seen:
                seen.add(p)
                yield p

    def absolute(self):
        """The absolute path, links and '..' left alone."""
        return self if self.is_absolute() else self._from_args((os.getcwd(), self))

    def resolve(self, strict=False):
        """The absolute path without links."""
        try:
            path = os.path.realpath(self, strict=strict)
            if not strict:  # what realpath leaves of a loop cannot be looked at
                try:
                    os.stat(path)
                except FileNotFoundError:
                    pass
        except OSError as e:
            if e.errno == _errno.ELOOP:
                raise RuntimeError("Symlink loop from %r" % e.filename) from None
            if strict:
                raise
        return self._from_args((path,))

    def stat(self, *, follow_symlinks=True):
        """os.stat()."""
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        """os.lstat()."""
        return os.lstat(self)

    def owner(self):
        """The name of the owner."""
        import pwd
        return pwd.getpwuid(self.stat().st_uid).pw_name

    def group(self):
        """The name of the group."""
        import grp
        return grp.getgrgid(self.stat().st_gid).gr_name

    def open(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None):
        """Open the file."""
        if "b" not in mode:
            encoding = io.text_encoding(encoding)
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        """The whole contents as bytes."""
        with self.open(mode='rb') as f:
            return f.read()

    def read_text(self, encoding=None, errors=None):
        """The whole contents as text."""
        encoding = io.text_encoding(encoding)
        with self.open(mode='r', encoding=encoding, errors=errors) as f:
            return f.read()

    def write_bytes(self, data):
        """Write bytes to the file."""
        data = memoryview(data)  # what is no bytes must not cost the file its contents
        with self.open(mode='wb') as f:
            return f.write(data)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Write text to the file."""
        if not isinstance(data, str):
            raise TypeError('data must be str, not %s' % data.__class__.__name__)
        encoding = io.text_encoding(encoding)
        with self.open(mode='w', encoding=encoding, errors=errors, newline=newline) as f:
            return f.write(data)

    def readlink(self):
        """What a symbolic link points to."""
        return self._from_args((os.readlink(self),))

    def touch(self, mode=0o666, exist_ok=True):
        """Make the file, or bring its times up to date."""
        if exist_ok:
            try:
                os.utime(self, None)
                return
            except OSError:
                pass
        flags = os.O_CREAT | os.O_WRONLY
        if not exist_ok:
            flags |= os.O_EXCL
        os.close(os.open(self, flags, mode))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Make a directory, with parents also those above."""
        above = self.parent
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if above == self or not parents:
                raise
            above.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, exist_ok=exist_ok)
        except OSError:
            # whatever the system says of a directory that exists (it need not be FileExistsError)
            if not (exist_ok and self.is_dir()):
                raise

    def chmod(self, mode, *, follow_symlinks=True):
        """Change the permissions."""
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def lchmod(self, mode):
        """Change the permissions of a link itself."""
        self.chmod(mode, follow_symlinks=False)

    def unlink(self, missing_ok=False):
        """Remove the file."""
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        """Remove the directory."""
        os.rmdir(self)

    def rename(self, target):
        """Rename: the new path."""
        os.rename(self, target)
        return self.__class__(target)

    def replace(self, target):
        """Rename over an existing file: the new path."""
        os.replace(self, target)
        return self.__class__(target)

    def symlink_to(self, target, target_is_directory=False):
        """Make a symbolic link to target."""
        os.symlink(target, self, target_is_directory)

    def hardlink_to(self, target):
        """Make a hard link to target."""
        os.link(target, self)

    def link_to(self, target):
        """Make target a hard link to this path."""
        warnings.warn("pathlib.Path.link_to() is deprecated and is scheduled for removal in Python 3.12. "
                      "Use pathlib.Path.hardlink_to() instead.", DeprecationWarning, stacklevel=2)
        self.__class__(target).hardlink_to(self)

    def exists(self):
        """Does the path exist?"""
        return os.path.exists(self)

    def is_dir(self):
        """Is it a directory?"""
        return os.path.isdir(self)

    def is_file(self):
        """Is it a regular file?"""
        return os.path.isfile(self)

    def is_mount(self):
        """Is something mounted there?"""
        return os.path.ismount(self)

    def is_symlink(self):
        """Is it a symbolic link?"""
        return os.path.islink(self)

    def _mode_is(self, test):
        import stat
        try:
            return getattr(stat, test)(os.stat(self).st_mode)
        except (OSError, ValueError):
            return False

    def is_block_device(self):
        """Is it a block device?"""
        return self._mode_is('S_ISBLK')

    def is_char_device(self):
        """Is it a character device?"""
        return self._mode_is('S_ISCHR')

    def is_fifo(self):
        """Is it a named pipe?"""
        return self._mode_is('S_ISFIFO')

    def is_socket(self):
        """Is it a socket?"""
        return self._mode_is('S_ISSOCK')

    def expanduser(self):
        """With ~ and ~user replaced."""
        if not (self._drv or self._root) and self._parts and self._parts[0][:1] == '~':
            home = os.path.expanduser(self._parts[0])
            if home[:1] == '~':
                raise RuntimeError("Could not determine home directory.")
            return self._from_args((home, *self._parts[1:]))
        return self


def _select(path, parts):
    """The paths below `path` that match pattern parts."""
    if not parts:
        if path.exists() or path.is_symlink():
            yield path
        return
    part, rest = parts[0], parts[1:]
    if part == '':
        if path.is_dir():
            yield path
    elif part == '**':
        for folder in _folders(path):
            if rest:
                yield from _select(folder, rest)
            else:
                yield folder
    elif '**' in part:
        raise ValueError("Invalid pattern: '**' can only be an entire path component")
    elif not any(c in part for c in '*?['):
        child = path._make(path._drv, path._root, path._parts + [part])
        if rest and part != '..' and not child.is_dir():
            return
        yield from _select(child, rest)
    else:
        import fnmatch
        try:
            names = os.listdir(path)
        except OSError:
            return
        for name in names:
            if fnmatch.fnmatchcase(name, part):
                child = path._make(path._drv, path._root, path._parts + [name])
                if not rest:
                    yield child
                elif child.is_dir():
                    yield from _select(child, rest)


def _folders(path):
    """A folder and all folders below, links not followed."""
    if not path.is_dir():
        return
    yield path
    try:
        with os.scandir(path) as it:
            entries = list(it)
    except OSError:
        return
    for entry in entries:
        try:
            is_dir = entry.is_dir() and not entry.is_symlink()
        except OSError:
            continue
        if is_dir:
            yield from _folders(path._make(path._drv, path._root, path._parts + [entry.name]))


class PosixPath(Path, PurePosixPath):
    """A path of this system."""
    __slots__ = ()


class WindowsPath(Path, PureWindowsPath):
    """A path of another system."""
    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        PureWindowsPath(*args)          # what makes no path at all is refused first
        raise NotImplementedError("cannot instantiate %r on your system" % (cls.__name__,))
