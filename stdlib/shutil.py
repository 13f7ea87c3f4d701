"""Operations on files and trees of files."""
import collections
import errno
import os
import stat
import sys

__all__ = ["copyfileobj", "copyfile", "copymode", "copystat", "copy", "copy2", "copytree", "move", "rmtree", "Error",
           "SpecialFileError", "ExecError", "make_archive", "get_archive_formats", "register_archive_format",
           "unregister_archive_format", "get_unpack_formats", "register_unpack_format", "unregister_unpack_format",
           "unpack_archive", "ignore_patterns", "chown", "which", "get_terminal_size", "SameFileError", "disk_usage"]

COPY_BUFSIZE = 64 * 1024
_HAVE_BZ2 = '_bz2_native' in sys.builtin_module_names
_HAVE_LZMA = '_lzma_native' in sys.builtin_module_names


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
    sys.audit("shutil.copyfile", src, dst)
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


def _links(src, dst, follow_symlinks):
    """Whether the links themselves are meant."""
    return not follow_symlinks and os.path.islink(src) and os.path.islink(dst)


def copymode(src, dst, *, follow_symlinks=True):
    """Copy the permissions."""
    sys.audit("shutil.copymode", src, dst)
    if not _links(src, dst, follow_symlinks):  # a link has none of its own
        os.chmod(dst, stat.S_IMODE(os.stat(src).st_mode))


def _copyxattr(src, dst, *, follow_symlinks=True):
    """Copy the extended attributes that both file systems know."""
    passing = (errno.ENOTSUP, errno.ENODATA, errno.EINVAL)
    try:
        names = os.listxattr(src, follow_symlinks=follow_symlinks)
    except OSError as e:
        if e.errno not in passing:
            raise
        return
    for name in names:
        try:
            os.setxattr(dst, name, os.getxattr(src, name, follow_symlinks=follow_symlinks),
                        follow_symlinks=follow_symlinks)
        except OSError as e:
            if e.errno not in (*passing, errno.EPERM, errno.EACCES):
                raise


def copystat(src, dst, *, follow_symlinks=True):
    """Copy permissions, times and extended attributes."""
    sys.audit("shutil.copystat", src, dst)
    follow = not _links(src, dst, follow_symlinks)
    status = os.stat(src, follow_symlinks=follow)
    os.utime(dst, ns=(status.st_atime_ns, status.st_mtime_ns), follow_symlinks=follow)
    _copyxattr(src, dst, follow_symlinks=follow)  # before dst may become read-only
    try:
        os.chmod(dst, stat.S_IMODE(status.st_mode), follow_symlinks=follow)
    except NotImplementedError:
        pass  # a link has no permissions of its own


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
    sys.audit("shutil.copytree", src, dst)
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
    sys.audit("shutil.rmtree", path, dir_fd)
    if ignore_errors:
        def onerror(*args):
            pass
    elif onerror is None:
        def onerror(*args):
            raise
    path = os.fsdecode(path) if isinstance(path, bytes) else path
    _remove_tree(path, path, dir_fd, onerror)


# Every folder is opened and then worked on by its descriptor, so that nobody can put a link to another place there.
rmtree.avoids_symlink_attacks = True


def _remove_tree(name, shown, dir_fd, onerror):
    """Remove the folder `name` below dir_fd, which is called `shown` in errors."""
    step = os.lstat
    try:
        before = os.lstat(name, dir_fd=dir_fd)
        step = os.open
        fd = os.open(name, os.O_RDONLY | os.O_NONBLOCK, dir_fd=dir_fd)
    except OSError:
        onerror(step, shown, sys.exc_info())
        return
    try:
        is_link = not os.path.samestat(before, os.fstat(fd))
        if not is_link:
            _empty_folder(fd, shown, onerror)
    finally:
        os.close(fd)
    step = os.path.islink
    try:
        if is_link:
            raise OSError("Cannot call rmtree on a symbolic link")
        step = os.rmdir
        os.rmdir(name, dir_fd=dir_fd)
    except OSError:
        onerror(step, shown, sys.exc_info())


def _empty_folder(fd, shown, onerror):
    try:
        with os.scandir(fd) as it:
            entries = list(it)
    except OSError as e:
        e.filename = shown
        onerror(os.scandir, shown, sys.exc_info())
        return
    for entry in entries:
        below = os.path.join(shown, entry.name)
        try:
            is_dir = entry.is_dir(follow_symlinks=False)
        except OSError:
            is_dir = False
        if is_dir:
            _remove_tree(entry.name, below, fd, onerror)
            continue
        try:
            os.unlink(entry.name, dir_fd=fd)
        except OSError:
            onerror(os.unlink, below, sys.exc_info())


def move(src, dst, copy_function=copy2):
    """Move a file or tree, also to another file system."""
    sys.audit("shutil.move", src, dst)
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


def _identity(value, kind, look_up):
    """The number of a user or group given by number or name; -1, as it is, for None."""
    if not isinstance(value, str):
        return -1 if value is None else value
    try:
        return look_up(value)[2]
    except KeyError:
        raise LookupError(f"no such {kind}: {value!r}") from None


def chown(path, user=None, group=None):
    """Change owner and group, given as numbers or names."""
    sys.audit('shutil.chown', path, user, group)
    if user is None and group is None:
        raise ValueError("user and/or group must be set")
    import grp
    import pwd
    os.chown(path, _identity(user, 'user', pwd.getpwnam), _identity(group, 'group', grp.getgrnam))


_ntuple_diskusage = collections.namedtuple('usage', 'total used free')
_ntuple_diskusage.__doc__ = "What disk_usage() gives, in bytes."


def disk_usage(path):
    """Total, used and free bytes of the file system of a path."""
    s = os.statvfs(path)
    return _ntuple_diskusage(s.f_blocks * s.f_frsize, (s.f_blocks - s.f_bfree) * s.f_frsize, s.f_bavail * s.f_frsize)


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """The file that a command runs, or None."""
    def usable(fn):
        return os.path.exists(fn) and os.access(fn, mode) and not os.path.isdir(fn)
    if os.path.dirname(cmd):
        return cmd if usable(cmd) else None
    if path is None:
        path = os.environ.get("PATH")
        if path is None:
            try:
                path = os.confstr("CS_PATH")
            except ValueError:
                path = os.defpath
    if not path:
        return None
    convert = os.fsencode if isinstance(cmd, bytes) else os.fsdecode
    for folder in dict.fromkeys(os.fsdecode(path).split(os.pathsep)):
        name = os.path.join(convert(folder), cmd)
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
            size = os.terminal_size(fallback)
        columns = columns if columns > 0 else size.columns or fallback[0]
        lines = lines if lines > 0 else size.lines or fallback[1]
    return os.terminal_size((columns, lines))


class ReadError(OSError):
    """The file is no archive that could be unpacked."""


class RegistryError(Exception):
    """Raised when a registry of archive formats cannot do what is asked."""


def _id_of(module, function, name):
    if name is None:
        return None
    try:
        return getattr(__import__(module), function)(name)[2]
    except (ImportError, KeyError):
        return None


def _make_folder_for(archive, dry_run, logger):
    folder = os.path.dirname(archive)
    if folder and not os.path.exists(folder):
        if logger is not None:
            logger.info("creating %s", folder)
        if not dry_run:
            os.makedirs(folder)


def _make_tarball(base_name, base_dir, compress="gzip", verbose=0, dry_run=0, owner=None, group=None, logger=None,
                  root_dir=None):
    modes = {None: ('', ''), 'gzip': ('gz', '.gz')}
    if _HAVE_BZ2:
        modes['bzip2'] = 'bz2', '.bz2'
    if _HAVE_LZMA:
        modes['xz'] = 'xz', '.xz'
    if compress not in modes:
        raise ValueError("bad value for 'compress', or compression format not supported : {0}".format(compress))
    mode, ending = modes[compress]
    archive_name = base_name + '.tar' + ending
    _make_folder_for(archive_name, dry_run, logger)
    import tarfile
    uid = _id_of('pwd', 'getpwnam', owner)
    gid = _id_of('grp', 'getgrnam', group)

    def set_owner(tarinfo):
        if gid is not None:
            tarinfo.gid, tarinfo.gname = gid, group
        if uid is not None:
            tarinfo.uid, tarinfo.uname = uid, owner
        return tarinfo
    if logger is not None:
        logger.info('Creating tar archive')
    if not dry_run:
        with tarfile.open(archive_name, 'w|%s' % mode) as tar:
            tar.add(base_dir if root_dir is None else os.path.join(root_dir, base_dir), base_dir, filter=set_owner)
    return archive_name if root_dir is None else os.path.abspath(archive_name)


def _make_zipfile(base_name, base_dir, verbose=0, dry_run=0, logger=None, owner=None, group=None, root_dir=None):
    import zipfile
    zip_filename = base_name + ".zip"
    _make_folder_for(base_name, dry_run, logger)
    if logger is not None:
        logger.info("creating '%s' and adding '%s' to it", zip_filename, base_dir)
    if not dry_run:
        inner = lambda path: os.path.normpath(path if root_dir is None else os.path.relpath(path, root_dir))
        top = os.path.normpath(base_dir if root_dir is None else os.path.join(root_dir, base_dir))
        with zipfile.ZipFile(zip_filename, "w", compression=zipfile.ZIP_DEFLATED) as zf:
            names = [] if inner(top) == os.curdir else [top]
            for folder, dirs, files in os.walk(top):
                names += [os.path.join(folder, n) for n in sorted(dirs)]
                names += [p for p in (os.path.join(folder, n) for n in files) if os.path.isfile(p)]
            for path in names:
                zf.write(path, inner(path))
                if logger is not None:
                    logger.info("adding '%s'", path)
    return zip_filename if root_dir is None else os.path.abspath(zip_filename)


def _unpack_zipfile(filename, extract_dir):
    import zipfile
    if not zipfile.is_zipfile(filename):
        raise ReadError("%s is not a zip file" % filename)
    with zipfile.ZipFile(filename) as zf:
        for name in zf.namelist():
            if name.startswith('/') or '..' in name:
                continue
            target = os.path.join(extract_dir, *name.split('/'))
            os.makedirs(os.path.dirname(target) or os.curdir, exist_ok=True)
            if not name.endswith('/'):
                with zf.open(name) as source, open(target, 'wb') as to:
                    copyfileobj(source, to)


def _unpack_tarfile(filename, extract_dir):
    import tarfile
    try:
        tarobj = tarfile.open(filename)
    except tarfile.TarError:
        raise ReadError("%s is not a compressed or uncompressed tar file" % filename) from None
    with tarobj:
        tarobj.extractall(extract_dir)


# format -> (function, extra arguments, description); the functions of this module take root_dir
_ARCHIVE_FORMATS = {'tar': (_make_tarball, [('compress', None)], "uncompressed tar file"),
                    'gztar': (_make_tarball, [('compress', 'gzip')], "gzip'ed tar-file"),
                    'zip': (_make_zipfile, [], "ZIP file")}
# format -> (endings, function, extra arguments, description)
_UNPACK_FORMATS = {'tar': (['.tar'], _unpack_tarfile, [], "uncompressed tar file"),
                   'zip': (['.zip'], _unpack_zipfile, [], "ZIP file"),
                   'gztar': (['.tar.gz', '.tgz'], _unpack_tarfile, [], "gzip'ed tar-file")}
if _HAVE_BZ2:
    _ARCHIVE_FORMATS['bztar'] = _make_tarball, [('compress', 'bzip2')], "bzip2'ed tar-file"
    _UNPACK_FORMATS['bztar'] = ['.tar.bz2', '.tbz2'], _unpack_tarfile, [], "bzip2'ed tar-file"
if _HAVE_LZMA:
    _ARCHIVE_FORMATS['xztar'] = _make_tarball, [('compress', 'xz')], "xz'ed tar-file"
    _UNPACK_FORMATS['xztar'] = ['.tar.xz', '.txz'], _unpack_tarfile, [], "xz'ed tar-file"


def get_archive_formats():
    """The (name, description) of the formats make_archive knows."""
    return sorted((name, row[2]) for name, row in _ARCHIVE_FORMATS.items())


def register_archive_format(name, function, extra_args=None, description=''):
    """Add a format: function(base_name, base_dir, **extra_args) makes the archive and returns its name."""
    extra_args = [] if extra_args is None else extra_args
    if not callable(function):
        raise TypeError('The %s object is not callable' % function)
    if not isinstance(extra_args, (tuple, list)):
        raise TypeError('extra_args needs to be a sequence')
    for element in extra_args:
        if not isinstance(element, (tuple, list)) or len(element) != 2:
            raise TypeError('extra_args elements are : (arg_name, value)')
    _ARCHIVE_FORMATS[name] = (function, extra_args, description)


def unregister_archive_format(name):
    del _ARCHIVE_FORMATS[name]


def make_archive(base_name, format, root_dir=None, base_dir=None, verbose=0, dry_run=0, owner=None, group=None,
                 logger=None):
    """Make the archive base_name + ending of base_dir (all of root_dir), with names as seen from root_dir; its name.

    format: zip, tar, gztar, bztar, xztar, or one that was registered.
    """
    sys.audit("shutil.make_archive", base_name, format, root_dir, base_dir)
    try:
        func, extra_args, _ = _ARCHIVE_FORMATS[format]
    except KeyError:
        raise ValueError("unknown archive format '%s'" % format) from None
    kwargs = {'dry_run': dry_run, 'logger': logger}
    if format != 'zip':
        kwargs.update(owner=owner, group=group)
    kwargs.update(extra_args)
    base_dir = os.curdir if base_dir is None else base_dir
    if root_dir is None:
        return func(base_name, base_dir, **kwargs)
    base_name = os.fspath(base_name)
    if func in (_make_tarball, _make_zipfile):
        return func(base_name, base_dir, root_dir=root_dir, **kwargs)
    saved = os.getcwd()
    base_name = os.path.abspath(base_name)
    if not dry_run:
        os.chdir(root_dir)
    try:
        return func(base_name, base_dir, **kwargs)
    finally:
        os.chdir(saved)


def get_unpack_formats():
    """The (name, endings, description) of the formats unpack_archive knows."""
    return sorted((name, row[0], row[3]) for name, row in _UNPACK_FORMATS.items())


def register_unpack_format(name, extensions, function, extra_args=None, description=''):
    """Add a format: function(filename, extract_dir, **extra_args) unpacks files with one of the endings."""
    taken = {ext: n for n, row in _UNPACK_FORMATS.items() for ext in row[0]}
    for extension in extensions:
        if extension in taken:
            raise RegistryError('%s is already registered for "%s"' % (extension, taken[extension]))
    if not callable(function):
        raise TypeError('The registered function must be a callable')
    _UNPACK_FORMATS[name] = extensions, function, extra_args or [], description


def unregister_unpack_format(name):
    """Forget an archive format of unpack_archive()."""
    del _UNPACK_FORMATS[name]


def unpack_archive(filename, extract_dir=None, format=None):
    """Unpack an archive into extract_dir (the current folder); its ending tells the format unless that is given."""
    sys.audit("shutil.unpack_archive", filename, extract_dir, format)
    extract_dir = os.fspath(os.getcwd() if extract_dir is None else extract_dir)
    filename = os.fspath(filename)
    if format is not None:
        try:
            row = _UNPACK_FORMATS[format]
        except KeyError:
            raise ValueError("Unknown unpack format '{0}'".format(format)) from None
    else:
        for row in _UNPACK_FORMATS.values():
            if any(map(filename.endswith, row[0])):
                break
        else:
            raise ReadError("Unknown archive format '{0}'".format(filename))
    row[1](filename, extract_dir, **dict(row[2]))
