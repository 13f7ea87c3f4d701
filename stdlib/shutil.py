"""Operations on files and trees of files."""
import os
import stat
import sys

__all__ = ["copyfileobj", "copyfile", "copymode", "copystat", "copy", "copy2", "copytree", "move", "rmtree", "Error",
           "SpecialFileError", "ExecError", "make_archive", "unpack_archive", "ignore_patterns", "chown", "which",
           "get_terminal_size", "SameFileError", "disk_usage"]

COPY_BUFSIZE = 64 * 1024


class Error(OSError):
    pass


class SameFileError(Error):
    """Source and destination are the same file."""


class SpecialFileError(OSError):
    """The operation does not make sense for such a file, as a named pipe."""


class ExecError(OSError):
    """A command could not be run."""


def copyfileobj(fsrc, fdst, length=0):
    """Copy the rest of one stream to another."""
    while buf := fsrc.read(length or COPY_BUFSIZE):
        fdst.write(buf)


def _samefile(src, dst):
    try:
        return os.path.samefile(src, dst)
    except OSError:
        return False


def copyfile(src, dst, *, follow_symlinks=True):
    """Copy the contents of a file."""
    if _samefile(src, dst):
        raise SameFileError("{!r} and {!r} are the same file".format(src, dst))
    for fn in (src, dst):
        try:
            st = os.stat(fn)
        except OSError:
            continue
        if stat.S_ISFIFO(st.st_mode):
            raise SpecialFileError("`%s` is a named pipe" % os.fspath(fn))
    if not follow_symlinks and os.path.islink(src):
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, 'rb') as fsrc:
        try:
            with open(dst, 'wb') as fdst:
                copyfileobj(fsrc, fdst)
        except IsADirectoryError as e:
            if not os.path.exists(dst):
                raise FileNotFoundError(f'Directory does not exist: {dst}') from e
            raise
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    """Copy the permissions."""
    os.chmod(dst, stat.S_IMODE(os.stat(src).st_mode))


def copystat(src, dst, *, follow_symlinks=True):
    """Copy permissions and times."""
    st = os.stat(src) if follow_symlinks else os.lstat(src)
    if not stat.S_ISLNK(st.st_mode):
        os.utime(dst, ns=(st.st_atime_ns, st.st_mtime_ns))
        os.chmod(dst, stat.S_IMODE(st.st_mode))


def copy(src, dst, *, follow_symlinks=True):
    """Copy a file and its permissions; dst may be a folder."""
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copymode(src, dst, follow_symlinks=follow_symlinks)
    return dst


def copy2(src, dst, *, follow_symlinks=True):
    """Copy a file, its permissions and times."""
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copystat(src, dst, follow_symlinks=follow_symlinks)
    return dst


def ignore_patterns(*patterns):
    """For copytree(ignore=...): leave out names that match a pattern."""
    import fnmatch

    def _ignore_patterns(path, names):
        return {name for pattern in patterns for name in fnmatch.filter(names, pattern)}
    return _ignore_patterns


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2, ignore_dangling_symlinks=False,
             dirs_exist_ok=False):
    """Copy a whole tree."""
    with os.scandir(src) as it:
        entries = list(it)
    ignored = ignore(os.fspath(src), [x.name for x in entries]) if ignore is not None else ()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    errors = []
    for entry in entries:
        if entry.name in ignored:
            continue
        srcname = os.path.join(src, entry.name)
        dstname = os.path.join(dst, entry.name)
        try:
            if entry.is_symlink() and (symlinks or (ignore_dangling_symlinks and not os.path.exists(srcname))):
                if symlinks:
                    os.symlink(os.readlink(srcname), dstname)
            elif entry.is_dir():
                copytree(srcname, dstname, symlinks, ignore, copy_function, ignore_dangling_symlinks, dirs_exist_ok)
            else:
                copy_function(srcname, dstname)
        except Error as err:
            errors.extend(err.args[0])
        except OSError as why:
            errors.append((srcname, dstname, str(why)))
    try:
        copystat(src, dst)
    except OSError as why:
        errors.append((src, dst, str(why)))
    if errors:
        raise Error(errors)
    return dst


def rmtree(path, ignore_errors=False, onerror=None, *, dir_fd=None):
    """Remove a whole tree."""
    if ignore_errors:
        def onerror(*args):
            pass
    elif onerror is None:
        def onerror(*args):
            raise
    try:
        if os.path.islink(path):
            raise OSError("Cannot call rmtree on a symbolic link")
        _rmtree(path, onerror)
    except OSError:
        onerror(os.path.islink, path, sys.exc_info())


def _rmtree(path, onerror):
    try:
        with os.scandir(path) as it:
            entries = list(it)
    except OSError:
        onerror(os.scandir, path, sys.exc_info())
        entries = []
    for entry in entries:
        fullname = entry.path
        if entry.is_dir(follow_symlinks=False):
            _rmtree(fullname, onerror)
            continue
        try:
            os.unlink(fullname)
        except OSError:
            onerror(os.unlink, fullname, sys.exc_info())
    try:
        os.rmdir(path)
    except OSError:
        onerror(os.rmdir, path, sys.exc_info())


def move(src, dst, copy_function=copy2):
    """Move a file or tree, also to another file system."""
    real_dst = dst
    if os.path.isdir(dst):
        if _samefile(src, dst):
            os.rename(src, dst)
            return
        real_dst = os.path.join(dst, os.path.basename(os.fspath(src).rstrip(os.sep)))
        if os.path.exists(real_dst):
            raise Error("Destination path '%s' already exists" % real_dst)
    try:
        os.rename(src, real_dst)
    except OSError:
        if os.path.islink(src):
            os.symlink(os.readlink(src), real_dst)
            os.unlink(src)
        elif os.path.isdir(src):
            if (os.path.abspath(real_dst) + os.sep).startswith(os.path.abspath(src) + os.sep):
                raise Error("Cannot move a directory '%s' into itself '%s'." % (src, dst))
            copytree(src, real_dst, copy_function=copy_function, symlinks=True)
            rmtree(src)
        else:
            copy_function(src, real_dst)
            os.unlink(src)
    return real_dst


def chown(path, user=None, group=None):
    """Change owner and group, given as numbers."""
    if user is None and group is None:
        raise ValueError("user and/or group must be set")
    os.chown(path, -1 if user is None else user, -1 if group is None else group)


def disk_usage(path):
    """Total, used and free bytes of the file system: from df, as there is no statvfs here."""
    fields = os.popen(f"df -kP '{os.fspath(path)}'").read().splitlines()[-1].split()
    total, used, free = (int(x) * 1024 for x in fields[1:4])
    from collections import namedtuple
    return namedtuple('usage', 'total used free')(total, used, free)


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """The file that a command runs, or None."""
    def usable(fn):
        return os.path.exists(fn) and os.access(fn, mode) and not os.path.isdir(fn)
    if os.path.dirname(cmd):
        return cmd if usable(cmd) else None
    if path is None:
        path = os.environ.get("PATH", os.defpath)
    if not path:
        return None
    for folder in dict.fromkeys(path.split(os.pathsep)):
        name = os.path.join(folder, cmd)
        if usable(name):
            return name
    return None


def get_terminal_size(fallback=(80, 24)):
    """Columns and lines of the terminal."""
    def number(name):
        try:
            return int(os.environ[name])
        except (KeyError, ValueError):
            return 0
    columns, lines = number('COLUMNS'), number('LINES')
    if columns <= 0 or lines <= 0:
        try:
            size = os.get_terminal_size(sys.__stdout__.fileno())
        except (AttributeError, ValueError, OSError):
            size = _terminal_size(fallback)
        columns = columns if columns > 0 else size.columns or fallback[0]
        lines = lines if lines > 0 else size.lines or fallback[1]
    return _terminal_size((columns, lines))


class _terminal_size(tuple):
    columns = property(lambda self: self[0])
    lines = property(lambda self: self[1])

    def __repr__(self):
        return 'os.terminal_size(columns=%r, lines=%r)' % self


def make_archive(base_name, format, root_dir=None, base_dir=None, *args, **kwargs):
    """Pack a folder: zip, tar, gztar ..."""
    root_dir = os.curdir if root_dir is None else root_dir
    base_dir = os.curdir if base_dir is None else base_dir
    base_name = os.path.abspath(base_name)
    if format == 'zip':
        import zipfile
        filename = base_name + '.zip'
        with zipfile.ZipFile(filename, 'w', zipfile.ZIP_DEFLATED) as zf:
            top = os.path.join(root_dir, base_dir)
            for folder, dirs, files in os.walk(top):
                for name in sorted(dirs) + files:
                    full = os.path.join(folder, name)
                    zf.write(full, os.path.relpath(full, root_dir))
        return filename
    suffix = {'tar': '', 'gztar': '.gz', 'bztar': '.bz2', 'xztar': '.xz'}.get(format)
    if suffix is None:
        raise ValueError("unknown archive format '%s'" % format)
    import tarfile
    filename = base_name + '.tar' + suffix
    with tarfile.open(filename, 'w|' + suffix[1:] if suffix else 'w') as tar:
        tar.add(os.path.join(root_dir, base_dir), arcname=base_dir)
    return filename


def unpack_archive(filename, extract_dir=None, format=None, *, filter=None):
    """Unpack what make_archive packs."""
    extract_dir = os.getcwd() if extract_dir is None else os.fspath(extract_dir)
    filename = os.fspath(filename)
    if format == 'zip' or (format is None and filename.endswith('.zip')):
        import zipfile
        with zipfile.ZipFile(filename) as zf:
            zf.extractall(extract_dir)
        return
    import tarfile
    with tarfile.open(filename) as tar:
        tar.extractall(extract_dir)
