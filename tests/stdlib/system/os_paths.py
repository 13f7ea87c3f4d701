"""os: what a path argument may be, paths relative to a descriptor, descriptors in place of paths, and the errors."""
import os
import tempfile
import warnings


def attempt(name, function):
    try:
        result = function()
    except Exception as e:
        result = f'{type(e).__name__}: {e}'
    print(name, '->', result)


class NoPath:
    def __fspath__(self):
        return 3


arguments = {'stat': (), 'lstat': (), 'mkdir': (), 'rmdir': (), 'unlink': (), 'access': (0,), 'chmod': (0,),
             'chown': (0, 0), 'lchown': (0, 0), 'utime': (), 'truncate': (0,), 'open': (0,), 'readlink': (),
             'mkfifo': (), 'mknod': (), 'chdir': (), 'listdir': (), 'scandir': (), 'statvfs': (),
             'pathconf': ('PC_NAME_MAX',), 'getxattr': ('user.x',), 'setxattr': ('user.x', b''),
             'removexattr': ('user.x',), 'rename': ('y',), 'replace': ('y',), 'link': ('y',), 'symlink': ('y',),
             'execv': (['a'],), 'execve': (['a'], {})}


def show_bad_paths():
    for path in ('a\0b', b'a\0b', 1.5, NoPath()):
        for name, rest in arguments.items():
            attempt(f'{name}({path if isinstance(path, (str, bytes, float)) else "NoPath()"!r})',
                    lambda: getattr(os, name)(path, *rest))
    for name, rest in arguments.items():
        if name not in ('mkdir', 'mkfifo', 'mknod', 'symlink'):
            attempt(f'{name}(missing)', lambda: getattr(os, name)(b'missing', *rest))
    for name in ('rename', 'link', 'symlink'):
        attempt(name, lambda: getattr(os, name)('missing', None))


def show_bad_directories():
    for name in sorted(f.__name__ for f in os.supports_dir_fd):
        key = 'src_dir_fd' if name in ('rename', 'link') else 'dir_fd'
        for fd in ('x', -1, 1 << 40):
            attempt(f'{name}, {key}={fd}', lambda: getattr(os, name)('x', *arguments[name], **{key: fd}))
    attempt('stat', lambda: os.stat(1000, dir_fd=3))
    attempt('chown', lambda: os.chown(1000, 0, 0, dir_fd=3))
    attempt('stat', lambda: os.stat(1000, follow_symlinks=False))
    for key in ('dir_fd', 'effective_ids', 'fd', 'follow_symlinks'):
        print(key, sorted(f.__name__ for f in getattr(os, 'supports_' + key)))


def work_below(top):
    fd = os.open(top, os.O_RDONLY)
    os.mkdir('d', dir_fd=fd)
    os.mkdir('d/e', dir_fd=fd)
    os.close(os.open('d/f', os.O_CREAT | os.O_WRONLY, 0o600, dir_fd=fd))
    os.symlink('f', 'd/g', dir_fd=fd)
    print(os.readlink('d/g', dir_fd=fd), os.readlink(b'd/g', dir_fd=fd))
    os.link('d/f', 'd/h', src_dir_fd=fd, dst_dir_fd=fd)
    os.rename('d/h', 'd/i', src_dir_fd=fd, dst_dir_fd=fd)
    os.mkfifo('d/j', dir_fd=fd)
    os.chmod('d/f', 0o640, dir_fd=fd)
    os.utime('d/f', ns=(1_500_000_000, 2_000_000_001), dir_fd=fd)
    status = os.stat('d/f', dir_fd=fd)
    print(oct(status.st_mode), status.st_nlink, status.st_mtime_ns, status.st_atime)
    os.utime('d/f', (1.25, -1.5), dir_fd=fd)
    print(os.stat('d/g', dir_fd=fd).st_mtime_ns, os.access('d/f', os.R_OK, dir_fd=fd))
    os.utime('d/g', (7, 7), dir_fd=fd, follow_symlinks=False)
    print(os.stat('d/g', dir_fd=fd).st_mtime, os.lstat('d/g', dir_fd=fd).st_mtime)
    d = os.open('d', os.O_RDONLY, dir_fd=fd)
    print(sorted(os.listdir(d)), sorted(os.listdir(d)))
    with os.scandir(d) as entries:
        print(sorted((e.name, e.path, e.is_dir(), e.is_file(), e.is_symlink(), e.stat().st_size) for e in entries))
    for item in os.fwalk('d', dir_fd=fd):
        print(item[0], sorted(item[1]), sorted(item[2]))
    for item in os.fwalk(os.fsencode(top), topdown=False):
        print(item[0].removeprefix(os.fsencode(top)), sorted(item[1]), sorted(item[2]))
    os.close(d)
    for name in 'fgij':
        os.unlink('d/' + name, dir_fd=fd)
    os.rmdir('d/e', dir_fd=fd)
    os.rmdir('d', dir_fd=fd)
    here = os.getcwd()
    os.chdir(fd)
    print(os.path.samefile(os.getcwd(), top), os.listdir(fd))
    os.chdir(here)
    os.close(fd)


def show_times():
    for args, keys in (((3,), {}), (((3,),), {}), (((3, 4),), {'ns': (3, 4)}), ((), {'ns': 3}), (((3, 'a'),), {}),
                       (((3, 1e300),), {}), (((1 << 70, 1),), {}), (((float('nan'), 1),), {}),
                       ((), {'ns': (1 << 100, 1)})):
        attempt(f'utime {args} {keys}', lambda: os.utime('x', *args, **keys))
    for uid in (-2, 1 << 70, -1 << 70, 'a', 1.5):
        attempt(f'chown {uid}', lambda: os.chown('x', uid, 0))
    attempt('chown', lambda: os.chown('x', 0, -2))


def show_descriptors():
    class Odd:
        def fileno(self):
            return 'x'
    for fd in (-1, 1 << 40, 'x', 1.5, Odd()):
        for name in ('fsync', 'fdatasync', 'fchdir', 'fstat', 'fstatvfs', 'dup', 'get_blocking', 'isatty'):
            attempt(f'{name} {fd if not isinstance(fd, Odd) else "Odd"}', lambda: getattr(os, name)(fd))
    for args in ((-1,), (4, -1), ('x',)):
        attempt(f'major {args}', lambda: (os.makedev if len(args) == 2 else os.major)(*args))


with tempfile.TemporaryDirectory() as top:
    before = os.getcwd()
    os.chdir(top)
    show_bad_paths()
    show_bad_directories()
    work_below(top)
    show_times()
    show_descriptors()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        attempt('bytes-like', lambda: os.listdir(bytearray(b'.')))
        print([(w.category.__name__, str(w.message)) for w in caught])
    os.chdir(before)
