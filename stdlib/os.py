"""The operating system: files, processes, environment."""
import sys
import posix as _posix
from posix import *
from posix import _exit
from _collections_abc import MutableMapping, Mapping
import abc
from _kukri import as_native as _as_native
import stat as st
import posixpath as path

name = 'posix'
linesep = '\n'
sys.modules['os.path'] = path
from os.path import curdir, pardir, sep, pathsep, defpath, extsep, altsep, devnull

error = OSError


def _get_exports_list(module):
    """What `from module import *` brings."""
    return list(getattr(module, '__all__', [n for n in dir(module) if not n.startswith('_')]))


SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2
P_WAIT = 0
P_NOWAIT = P_NOWAITO = 1

supports_dir_fd = {access, chmod, chown, link, mkdir, mkfifo, mknod, open, readlink, rename, rmdir, stat, symlink, unlink,
                   utime}
supports_effective_ids = {access}
supports_fd = {chdir, chmod, chown, execve, listdir, pathconf, scandir, stat, statvfs, truncate, utime}
supports_follow_symlinks = {access, chown, link, stat, utime}


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
    """os.environ and os.environb: changes reach the process's environment, and the other of the two."""

    def __init__(self, data, encode, decode):
        self._data = data  # bytes
        self._encode = encode
        self._decode = decode

    def __getitem__(self, key):
        value = self._data.get(self._encode(key))
        if value is None:
            raise KeyError(key) from None
        return self._decode(value)

    def __setitem__(self, key, value):
        name, text = self._encode(key), self._encode(value)
        putenv(name, text)
        self._data[name] = text

    def __delitem__(self, key):
        name = self._encode(key)
        unsetenv(name)
        if self._data.pop(name, None) is None:
            raise KeyError(key) from None

    def __iter__(self):
        yield from map(self._decode, list(self._data))

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        items = ', '.join(f'{key!r}: {value!r}' for key, value in self.items())
        return f"environ({{{items}}})"

    def copy(self):
        return dict(self)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    # What is merged is a plain dict; only |= changes the environment.

    def __or__(self, other):
        return {**self, **other} if isinstance(other, Mapping) else NotImplemented

    def __ror__(self, other):
        return {**other, **self} if isinstance(other, Mapping) else NotImplemented

    def __ior__(self, other):
        self.update(other)
        return self


def _encode(value):
    if not isinstance(value, str):
        raise TypeError("str expected, not %s" % type(value).__name__)
    return value.encode('utf-8', 'surrogateescape')


def _decode(value):
    return value.decode('utf-8', 'surrogateescape')


def _check_bytes(value):
    if not isinstance(value, bytes):
        raise TypeError("bytes expected, not %s" % type(value).__name__)
    return value


environ = _Environ(_posix.environ, _encode, _decode)
environb = _Environ(_posix.environ, _check_bytes, bytes)
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


for _f in fsencode, fsdecode:  # where they are made is told in messages about wrong arguments
    _f.__qualname__ = '_fscodec.<locals>.' + _f.__name__
del _f


def get_exec_path(env=None):
    """The directories that are searched for programs."""
    if env is None:
        env = environ
    try:
        text = env.get('PATH')
    except TypeError:
        text = None
    if supports_bytes_environ:
        try:
            as_bytes = env[b'PATH']
        except (KeyError, TypeError):
            pass
        else:
            if text is not None:
                raise ValueError("env cannot contain 'PATH' and b'PATH' keys")
            text = as_bytes
    return (defpath if text is None else fsdecode(text)).split(pathsep)


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
            run(fsencode(path.join(folder, file)), args)
        except (FileNotFoundError, NotADirectoryError) as e:
            last = e
        except OSError as e:
            last = e
            failure = failure or e
    raise failure or last


def popen(cmd, mode="r", buffering=-1):
    """A stream to or from a shell command."""
    wrong = None
    if not isinstance(cmd, str):
        wrong = TypeError(f"invalid cmd type ({type(cmd)}, expected string)")
    elif mode != "r" and mode != "w":
        wrong = ValueError(f"invalid mode {mode!r}")
    elif buffering in (0, None):
        wrong = ValueError("popen() does not support unbuffered streams")
    if wrong is not None:
        raise wrong
    import subprocess
    end = 'stdout' if mode == 'r' else 'stdin'
    process = subprocess.Popen(cmd, shell=True, text=True, bufsize=buffering, **{end: subprocess.PIPE})
    return _wrap_close(getattr(process, end), process)


class _wrap_close:
    """What popen() returns: a stream whose close() waits for the command."""

    def __init__(self, stream, proc):
        self._stream = stream
        self._proc = proc

    def close(self):
        self._stream.close()
        code = self._proc.wait()
        return None if code == 0 else code << 8

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """A stream over a file descriptor."""
    if not isinstance(fd, int):
        raise TypeError("invalid fd type (%s, expected integer)" % type(fd))
    import io
    if "b" not in mode:
        encoding = io.text_encoding(encoding)
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


def _spawn(mode, file, args, env, run):
    if not isinstance(args, (tuple, list)):
        raise TypeError('argv must be a tuple or a list')
    if not args or not args[0]:
        raise ValueError('argv first element cannot be empty')
    pid = fork()
    if not pid:
        try:
            if env is None:
                run(file, args)
            else:
                run(file, args, env)
        finally:
            _exit(127)
    return pid if mode == P_NOWAIT else waitstatus_to_exitcode(waitpid(pid, 0)[1])


def spawnv(mode, file, args):
    """Run a program in a new process."""
    return _spawn(mode, file, args, None, execv)


def spawnve(mode, file, args, env):
    """Run a program in a new process, with an environment."""
    return _spawn(mode, file, args, env, execve)


def spawnvp(mode, file, args):
    """Run a program found in PATH in a new process."""
    return _spawn(mode, file, args, None, execvp)


def spawnvpe(mode, file, args, env):
    """Run a program found in PATH in a new process, with an environment."""
    return _spawn(mode, file, args, env, execvpe)


def spawnl(mode, file, *args):
    """spawnv() with the arguments behind one another."""
    return spawnv(mode, file, args)


def spawnle(mode, file, *args):
    """spawnve() with the arguments behind one another, the environment last."""
    return spawnve(mode, file, args[:-1], args[-1])


def spawnlp(mode, file, *args):
    """spawnvp() with the arguments behind one another."""
    return spawnvp(mode, file, args)


def spawnlpe(mode, file, *args):
    """spawnvpe() with the arguments behind one another, the environment last."""
    return spawnvpe(mode, file, args[:-1], args[-1])


def _as_native_posix(f):
    return _as_native(f, module='posix')


@_as_native_posix
def sysconf(name, /):
    """A configuration value of the system."""
    if not isinstance(name, (str, int)):
        raise TypeError("configuration names must be strings or integers")
    if isinstance(name, str):
        try:
            name = sysconf_names[name]
        except KeyError:
            name.encode()
            raise ValueError("unrecognized configuration name") from None
    return _posix.sysconf(name)


def fwalk(top=".", topdown=True, onerror=None, *, follow_symlinks=False, dir_fd=None):
    """As walk(), with a descriptor of each directory as fourth item; below dir_fd if that is given."""
    sys.audit("os.fwalk", top, topdown, onerror, follow_symlinks, dir_fd)
    top = fspath(top)
    yield from _fwalk(dir_fd, top, top, isinstance(top, bytes), True, topdown, onerror, follow_symlinks)


def _fwalk(parent, name, top, as_bytes, first, topdown, onerror, follow_symlinks):
    """The folder `name` of the descriptor `parent`, which is called `top` in what is given."""
    try:
        if not follow_symlinks:
            before = stat(name, follow_symlinks=False, dir_fd=parent)
        fd = open(name, O_RDONLY | O_NONBLOCK, dir_fd=parent)
    except OSError as error:
        if first and onerror is None:
            raise
        if onerror is not None:
            onerror(error)
        return
    try:
        # between the two calls the name may have become a link to another place
        if follow_symlinks or st.S_ISDIR(before.st_mode) and path.samestat(before, stat(fd)):
            yield from _fwalk_open(fd, top, as_bytes, topdown, onerror, follow_symlinks)
    finally:
        close(fd)


def _fwalk_open(fd, top, as_bytes, topdown, onerror, follow_symlinks):
    dirs, others = [], []
    with scandir(fd) as entries:
        for entry in entries:
            found = fsencode(entry.name) if as_bytes else entry.name
            try:
                is_dir = entry.is_dir()
            except OSError:
                is_dir = False
            if is_dir:
                dirs.append(found)
            elif entry.is_symlink() or entry.is_file(follow_symlinks=False) or _exists(found, fd):
                others.append(found)
    if topdown:
        yield top, dirs, others, fd
    for name in dirs if topdown else list(dirs):
        yield from _fwalk(fd, name, path.join(top, name), as_bytes, False, topdown, onerror, follow_symlinks)
    if not topdown:
        yield top, dirs, others, fd


def _exists(name, dir_fd):
    try:
        stat(name, dir_fd=dir_fd, follow_symlinks=False)
    except OSError:
        return False
    return True


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



@_as_native_posix
def device_encoding(fd):
    """The encoding of a terminal."""
    return 'utf-8' if isatty(fd) else None


__all__ = [n for n in globals() if not n.startswith('_') and n not in (
    'sys', 'abc', 'st', 'Mapping', 'MutableMapping', 'PathLike', 'supports_dir_fd', 'supports_effective_ids',
    'supports_fd', 'supports_follow_symlinks')]
__all__.append('_exit')
