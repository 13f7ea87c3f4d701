"""Temporary files and folders."""
import io as _io
import os as _os
import sys as _sys
import warnings as _warnings
import weakref as _weakref
from types import GenericAlias as _GenericAlias

__all__ = ["NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory", "mkstemp", "mkdtemp",
           "mktemp", "TMP_MAX", "gettempprefix", "tempdir", "gettempdir", "gettempprefixb", "gettempdirb"]

TMP_MAX = _os.TMP_MAX
template = "tmp"
tempdir = None


class _RandomNameSequence:
    """Names of eight characters without end."""
    characters = "abcdefghijklmnopqrstuvwxyz0123456789_"

    def __iter__(self):
        return self

    def __next__(self):
        return ''.join([self.characters[b % 37] for b in _os.urandom(8)])


_name_sequence = _RandomNameSequence()


def _get_candidate_names():
    """The names that are tried one after another."""
    return _name_sequence


def gettempprefix():
    """What names begin with unless told otherwise."""
    return template


def gettempprefixb():
    """gettempprefix() as bytes."""
    return _os.fsencode(template)


def gettempdir():
    """The folder for temporary files: $TMPDIR, $TEMP, $TMP or /tmp and the like."""
    global tempdir
    if tempdir is None:
        candidates = [_os.environ.get(name) for name in ('TMPDIR', 'TEMP', 'TMP')]
        for folder in [c for c in candidates if c] + ['/tmp', '/var/tmp', '/usr/tmp', _os.getcwd()]:
            folder = _os.path.abspath(folder)
            if _os.path.isdir(folder) and _os.access(folder, _os.W_OK):
                tempdir = folder
                break
        else:
            raise FileNotFoundError(2, "No usable temporary directory found in %s" % candidates)
    return _os.fsdecode(tempdir)


def gettempdirb():
    """gettempdir() as bytes."""
    return _os.fsencode(gettempdir())


def _parts(suffix, prefix, dir):
    as_bytes = any(isinstance(x, bytes) for x in (suffix, prefix, dir))
    if suffix is prefix is dir is None:
        as_bytes = isinstance(tempdir, bytes)
    if as_bytes and any(isinstance(x, str) for x in (suffix, prefix, dir)):
        raise TypeError("Can't mix bytes and non-bytes in path components.")
    if suffix is None:
        suffix = b'' if as_bytes else ''
    if prefix is None:
        prefix = gettempprefixb() if as_bytes else gettempprefix()
    if dir is None:
        dir = gettempdirb() if as_bytes else gettempdir()
    return suffix, prefix, dir, as_bytes


def _candidates(suffix, prefix, dir, absolute=False):
    suffix, prefix, dir, as_bytes = _parts(suffix, prefix, dir)
    if absolute:
        dir = _os.path.abspath(dir)
    names = _get_candidate_names()
    for _ in range(TMP_MAX):
        name = next(names)
        yield _os.path.join(dir, prefix + (name.encode() if as_bytes else name) + suffix)
    raise FileExistsError(17, "No usable temporary file name found")


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """Make a file that only this user can use: (descriptor, name)."""
    for name in _candidates(suffix, prefix, dir, absolute=True):
        _sys.audit("tempfile.mkstemp", name)
        try:
            return _os.open(name, _os.O_RDWR | _os.O_CREAT | _os.O_EXCL | _os.O_NOFOLLOW, 0o600), name
        except FileExistsError:
            continue


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Make a folder that only this user can use: its name."""
    for name in _candidates(suffix, prefix, dir):
        _sys.audit("tempfile.mkdtemp", name)
        try:
            _os.mkdir(name, 0o700)
            return name
        except FileExistsError:
            continue


def mktemp(suffix="", prefix=template, dir=None):
    """A name that nothing has yet; unsafe, somebody else may take it."""
    for name in _candidates(suffix, prefix, dir):
        if not _os.path.lexists(name):
            return name


class _Closer:
    """What closes a file and removes it: kept by the wrapper and by every method taken from it."""

    def __init__(self, file, name, delete):
        self.file = file
        self.name = name
        self.delete = delete
        self.done = False

    def close(self):
        if self.done:
            return
        self.done = True
        try:
            self.file.close()
        finally:
            if self.delete:
                try:
                    _os.unlink(self.name)
                except FileNotFoundError:
                    pass

    def __del__(self):
        self.close()


class _TemporaryFileWrapper:
    """A file that is removed when it is closed."""

    def __init__(self, file, name, delete=True):
        self.file = file
        self.name = name
        self.delete = delete
        self._closer = _Closer(file, name, delete)

    def __getattr__(self, name):
        value = getattr(self.__dict__['file'], name)
        if callable(value):
            def call(*args, _value=value, _closer=self._closer, **kwargs):
                return _value(*args, **kwargs)
            call.__name__ = name
            value = call
        if not isinstance(value, int):
            setattr(self, name, value)
        return value

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, exc, value, tb):
        result = self.file.__exit__(exc, value, tb)
        self.close()
        return result

    def close(self):
        self._closer.close()

    def __iter__(self):
        for line in self.file:
            yield line

    def __repr__(self):
        return f"<tempfile._TemporaryFileWrapper object at {id(self):#x}>"


def _open_new(mode, place, options):
    """A file opened in a new place: (file, name)."""
    name = None

    def make(*args):
        nonlocal name
        fd, name = mkstemp(*place)
        return fd
    try:
        return _io.open(place[2] or gettempdir(), mode, opener=make, **options), name
    except BaseException:
        if name is not None:
            _os.unlink(name)
        raise


def NamedTemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None,
                       delete=True, *, errors=None):
    """A temporary file with a name; removed when closed unless delete is false."""
    if "b" not in mode:
        encoding = _io.text_encoding(encoding)
    file, name = _open_new(mode, (suffix, prefix, dir),
                           dict(buffering=buffering, encoding=encoding, newline=newline, errors=errors))
    raw = getattr(file, 'buffer', file)
    raw = getattr(raw, 'raw', raw)
    raw.name = name
    return _TemporaryFileWrapper(file, name, delete)


def _open_nameless(mode, dir, options):
    """A file that never has a name; None where the system or the file system has no such files."""
    fd = None

    def make(*args):
        nonlocal fd
        fd = _os.open(dir, _os.O_RDWR | _os.O_EXCL | _os.O_NOFOLLOW | _os.O_TMPFILE, 0o600)
        return fd
    if not hasattr(_os, 'O_TMPFILE'):
        return None
    dir = gettempdir() if dir is None else dir
    try:
        file = _io.open(dir, mode, opener=make, **options)
    except OSError:
        if fd is not None:
            raise
        return None
    raw = getattr(file, 'buffer', file)
    raw = getattr(raw, 'raw', raw)
    raw.name = fd
    return file


def TemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *,
                  errors=None):
    """A temporary file without a name."""
    if "b" not in mode:
        encoding = _io.text_encoding(encoding)
    options = dict(buffering=buffering, encoding=encoding, newline=newline, errors=errors)
    file = _open_nameless(mode, dir, options)
    if file is not None:
        return file
    file, name = _open_new(mode, (suffix, prefix, dir), options)
    _os.unlink(name)
    raw = getattr(file, 'buffer', file)
    raw = getattr(raw, 'raw', raw)
    raw.name = raw.fileno()
    return file


class SpooledTemporaryFile(_io.IOBase):
    """A temporary file that stays in memory until it grows beyond max_size."""

    def __init__(self, max_size=0, mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
                 dir=None, *, errors=None):
        if 'b' in mode:
            self._file = _io.BytesIO()
        else:
            encoding = _io.text_encoding(encoding)
            self._file = _io.TextIOWrapper(_io.BytesIO(), encoding=encoding, errors=errors,
                                           newline=newline)
        self._max_size = max_size
        self._rolled = False
        self._args = dict(mode=mode, buffering=buffering, suffix=suffix, prefix=prefix, encoding=encoding,
                          newline=newline, dir=dir, errors=errors)

    def __del__(self):
        if not self.closed:
            import warnings
            warnings.warn(f'Unclosed file {self!r}', ResourceWarning, stacklevel=2, source=self)
            self.close()

    def _check(self, file):
        if not self._rolled and self._max_size and file.tell() > self._max_size:
            self.rollover()

    def rollover(self):
        """Go over to a real file now."""
        if self._rolled:
            return
        old = self._file
        new = self._file = TemporaryFile(**self._args)
        pos = old.tell()
        if hasattr(new, 'buffer'):
            old.flush()
            new.buffer.write(old.detach().getvalue())
        else:
            new.write(old.getvalue())
        new.seek(pos, 0)
        self._rolled = True

    __class_getitem__ = classmethod(_GenericAlias)

    def __enter__(self):
        if self._file.closed:
            raise ValueError("Cannot enter context with closed file")
        return self

    def __exit__(self, exc, value, tb):
        self._file.close()

    def __iter__(self):
        return self._file.__iter__()

    @property
    def encoding(self):
        return self._file.encoding

    @property
    def errors(self):
        return self._file.errors

    @property
    def newlines(self):
        return self._file.newlines

    @property
    def mode(self):
        return self._file.mode if self._rolled else self._args['mode']

    @property
    def name(self):
        return self._file.name if self._rolled else None

    def readable(self):
        return self._file.readable()

    def seekable(self):
        return self._file.seekable()

    def writable(self):
        return self._file.writable()

    def isatty(self):
        return self._file.isatty()

    def detach(self):
        return self._file.detach()

    def read1(self, *args):
        return self._file.read1(*args)

    def readinto(self, b):
        return self._file.readinto(b)

    def readinto1(self, b):
        return self._file.readinto1(b)

    def close(self):
        self._file.close()

    @property
    def closed(self):
        return self._file.closed

    def fileno(self):
        self.rollover()
        return self._file.fileno()

    def flush(self):
        self._file.flush()

    def read(self, *args):
        return self._file.read(*args)

    def readline(self, *args):
        return self._file.readline(*args)

    def readlines(self, *args):
        return self._file.readlines(*args)

    def seek(self, *args):
        return self._file.seek(*args)

    def tell(self):
        return self._file.tell()

    def truncate(self, size=None):
        if size is None:
            return self._file.truncate()
        if size > self._max_size:
            self.rollover()
        return self._file.truncate(size)

    def write(self, s):
        result = self._file.write(s)
        self._check(self._file)
        return result

    def writelines(self, iterable):
        self._file.writelines(iterable)
        self._check(self._file)


def _rmtree(name, ignore_errors):
    import shutil

    def onerror(function, path, raised):
        error = raised[1]
        if isinstance(error, FileNotFoundError):
            return
        if isinstance(error, PermissionError) and function in (_os.unlink, _os.open, _os.scandir):
            try:  # the folder or the file may have been made unusable by its owner
                for place in dict.fromkeys((_os.path.dirname(path), path)):
                    _os.chmod(place, 0o700)
                if function is _os.unlink:
                    _os.unlink(path)
                else:
                    shutil.rmtree(path, onerror=lambda *args: None)
                return
            except OSError:
                pass
        if not ignore_errors:
            raise error
    shutil.rmtree(name, onerror=onerror)


class TemporaryDirectory:
    """A temporary folder, removed with everything in it at the end."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False):
        self.name = mkdtemp(suffix, prefix, dir)
        self._ignore_cleanup_errors = ignore_cleanup_errors
        self._finalizer = _weakref.finalize(self, _clean_up, self.name, ignore_cleanup_errors,
                                            "Implicitly cleaning up {!r}".format(self))

    def cleanup(self):
        """Remove the folder now."""
        waiting = self._finalizer.detach()
        if waiting or _os.path.exists(self.name):
            _rmtree(self.name, self._ignore_cleanup_errors)

    def __enter__(self):
        return self.name

    def __exit__(self, exc, value, tb):
        self.cleanup()

    def __repr__(self):
        return f"<{type(self).__name__} {self.name!r}>"

    __class_getitem__ = classmethod(_GenericAlias)


def _clean_up(name, ignore_errors, message):
    """The end of a TemporaryDirectory that nobody cleaned up."""
    _rmtree(name, ignore_errors)
    _warnings.warn(message, ResourceWarning)
