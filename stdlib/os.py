"""The operating system: files, processes, environment."""
import sys
import posix
from posix import *
from posix import _exit
from _collections_abc import MutableMapping, Mapping
import abc
import stat as st
import posixpath as path

name = 'posix'
linesep = '\n'
sys.modules['os.path'] = path
from os.path import curdir, pardir, sep, pathsep, defpath, extsep, altsep, devnull

error = OSError
SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2
P_WAIT = 0
P_NOWAIT = P_NOWAITO = 1

supports_dir_fd = set()
supports_effective_ids = set()
supports_fd = {posix.stat, posix.chmod, posix.truncate}
supports_follow_symlinks = {posix.stat}


# --- directories ---

def makedirs(name, mode=0o777, exist_ok=False):
    """Make a directory and all that are missing above it."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass  # somebody else was faster
        cdir = curdir
        if isinstance(tail, bytes):
            cdir = bytes(curdir, 'ASCII')
        if tail == cdir:
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """Remove a directory, then the empty ones above it."""
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    """Rename, making the directories of the new name and removing empty ones of the old."""
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


def walk(top, topdown=True, onerror=None, followlinks=False):
    """(directory, names of directories, names of files) of a whole tree."""
    sys.audit("os.walk", top, topdown, onerror, followlinks)
    return _walk(fspath(top), topdown, onerror, followlinks)


def _walk(top, topdown, onerror, followlinks):
    dirs = []
    others = []
    descend = []
    try:
        with scandir(top) as it:
            for entry in it:
                try:
                    is_dir = entry.is_dir()
                except OSError:
                    is_dir = False
                (dirs if is_dir else others).append(entry.name)
                if is_dir and not topdown:
                    if followlinks or not entry.is_symlink():
                        descend.append(entry.path)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    if topdown:
        yield top, dirs, others
        for name in dirs:
            sub = path.join(top, name)
            if followlinks or not path.islink(sub):
                yield from _walk(sub, topdown, onerror, followlinks)
    else:
        for sub in descend:
            yield from _walk(sub, topdown, onerror, followlinks)
        yield top, dirs, others


# --- environment ---

class _Environ(MutableMapping):
    """os.environ: changes reach the process's environment."""

    def __init__(self, data, encode, decode):
        self._data = data
        self._encode = encode
        self._decode = decode

    def __getitem__(self, key):
        try:
            return self._data[self._encode(key)]
        except KeyError:
            raise KeyError(key) from None

    def __setitem__(self, key, value):
        key = self._encode(key)
        value = self._encode(value)
        putenv(key, value)
        self._data[key] = value

    def __delitem__(self, key):
        k = self._encode(key)
        unsetenv(k)
        try:
            del self._data[k]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        yield from list(self._data)

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        items = ', '.join(f'{k!r}: {v!r}' for k, v in self._data.items())
        return f"environ({{{items}}})"

    def copy(self):
        return dict(self)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        new = dict(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        new = dict(other)
        new.update(self)
        return new


def _check_str(value):
    if not isinstance(value, str):
        raise TypeError("str expected, not %s" % type(value).__name__)
    return value


environ = _Environ(posix.environ, _check_str, _check_str)


class _BytesEnviron(MutableMapping):
    """os.environb: the same, as bytes."""

    def __getitem__(self, key):
        return fsencode(environ[fsdecode(key)])

    def __setitem__(self, key, value):
        environ[fsdecode(key)] = fsdecode(value)

    def __delitem__(self, key):
        del environ[fsdecode(key)]

    def __iter__(self):
        return map(fsencode, environ)

    def __len__(self):
        return len(environ)


environb = _BytesEnviron()
supports_bytes_environ = True


def getenv(key, default=None):
    """An environment variable, or default."""
    return environ.get(key, default)


def getenvb(key, default=None):
    """An environment variable as bytes."""
    return environb.get(key, default)


def fsencode(filename):
    """A file name as the bytes the system uses."""
    filename = fspath(filename)
    return filename.encode('utf-8', 'surrogateescape') if isinstance(filename, str) else filename


def fsdecode(filename):
    """A file name as str."""
    filename = fspath(filename)
    return filename.decode('utf-8', 'surrogateescape') if isinstance(filename, bytes) else filename


def get_exec_path(env=None):
    """The directories that are searched for programs."""
    if env is None:
        env = environ
    try:
        text = env.get('PATH')
    except TypeError:
        text = None
    return (defpath if text is None else text).split(pathsep)


# --- running programs ---

def execl(file, *args):
    """Replace the process by a program."""
    execv(file, args)


def execle(file, *args):
    """The same with an environment as the last argument."""
    execve(file, args[:-1], args[-1])


def execlp(file, *args):
    """The same, searching PATH."""
    execvp(file, args)


def execlpe(file, *args):
    """The same, searching PATH, with an environment."""
    execvpe(file, args[:-1], args[-1])


def execvp(file, args):
    """Replace the process by a program found in PATH."""
    _execvpe(file, args, None)


def execvpe(file, args, env):
    """The same with an environment."""
    _execvpe(file, args, env)


def _execvpe(file, args, env):
    run = execv if env is None else lambda f, a: execve(f, a, env)
    if path.dirname(file):
        run(file, args)
        return
    failure = None
    last = None
    for folder in get_exec_path(env):
        try:
            run(path.join(folder, file), args)
        except (FileNotFoundError, NotADirectoryError) as e:
            last = e
        except OSError as e:
            last = e
            failure = failure or e
    raise failure or last


def popen(cmd, mode="r", buffering=-1):
    """A stream to or from a shell command."""
    if not isinstance(cmd, str):
        raise TypeError("invalid cmd type (%s, expected string)" % type(cmd))
    if mode not in ("r", "w"):
        raise ValueError("invalid mode %r" % mode)
    r, w = pipe()
    pid = fork()
    if pid == 0:
        try:
            if mode == "r":
                dup2(w, 1)
            else:
                dup2(r, 0)
            close(r)
            close(w)
            execv('/bin/sh', ['sh', '-c', cmd])
        finally:
            _exit(127)
    close(w if mode == "r" else r)
    return _Pipe(open_fd(r if mode == "r" else w, mode, buffering), pid)


class _Pipe:
    """What popen() returns: a stream whose close() waits for the command."""

    def __init__(self, stream, pid):
        self._stream = stream
        self._pid = pid

    def close(self):
        self._stream.close()
        if self._pid is None:
            return None
        status = waitpid(self._pid, 0)[1]
        self._pid = None
        code = waitstatus_to_exitcode(status)
        return None if code == 0 else code << 8 if code > 0 else code

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


def open_fd(fd, mode, buffering):
    import io
    return io.open(fd, mode, buffering)


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """A stream over a file descriptor."""
    if not isinstance(fd, int):
        raise TypeError("invalid fd type (%s, expected integer)" % type(fd))
    import io
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


def closerange(fd_low, fd_high, /):
    """Close all descriptors in a range, ignoring errors."""
    for fd in range(fd_low, fd_high):
        try:
            close(fd)
        except OSError:
            pass


def spawnv(mode, file, args):
    """Run a program in a new process."""
    return _spawn(mode, file, args, execv)


def spawnvp(mode, file, args):
    """Run a program found in PATH in a new process."""
    return _spawn(mode, file, args, execvp)


def spawnl(mode, file, *args):
    return spawnv(mode, file, args)


def spawnlp(mode, file, *args):
    return spawnvp(mode, file, args)


def _spawn(mode, file, args, run):
    pid = fork()
    if not pid:
        try:
            run(file, args)
        except BaseException:
            _exit(127)
    return pid if mode == P_NOWAIT else waitstatus_to_exitcode(waitpid(pid, 0)[1])


class PathLike(abc.ABC):
    """An object that stands for a path in the file system."""
    __slots__ = ()

    @abc.abstractmethod
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return any('__fspath__' in c.__dict__ for c in subclass.__mro__) or NotImplemented
        return NotImplemented

    __class_getitem__ = classmethod(type(list[int]))


def getpgid(pid):
    with open_fd(posix.open(f'/proc/{pid or getpid()}/stat', O_RDONLY), 'r', -1) as f:
        return int(f.read().rpartition(')')[2].split()[2])


def device_encoding(fd):
    """The encoding of a terminal."""
    return 'utf-8' if isatty(fd) else None


__all__ = [n for n in globals() if not n.startswith('_') and n not in ('sys', 'abc', 'posix', 'st', 'open_fd',
                                                                       'Mapping', 'MutableMapping')]
__all__.append('_exit')
