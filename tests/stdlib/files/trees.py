"""shutil and tempfile: trees removed by descriptor, what is copied beside the contents, where programs are, temporary
files that outlive their wrapper or are dropped."""
import gc
import os
import shutil
import tempfile
import warnings


def attempt(name, function):
    try:
        result = function()
    except Exception as e:
        result = f'{type(e).__name__}: {str(e).replace(top, "TOP")}'
    print(name, '->', result)


def tree(root):
    os.makedirs(os.path.join(root, 'a/b/c'))
    for name in ('x', 'a/y', 'a/b/c/z'):
        with open(os.path.join(root, name), 'w') as f:
            f.write(name)
    os.symlink('a', os.path.join(root, 'link'))


def show_rmtree():
    root = os.path.join(top, 'r')
    tree(root)
    shutil.rmtree(root)
    print(os.path.exists(root), shutil.rmtree.avoids_symlink_attacks)
    tree(root)
    shutil.rmtree(os.fsencode(root))
    tree(root)
    fd = os.open(top, os.O_RDONLY)
    shutil.rmtree('r', dir_fd=fd)
    os.close(fd)
    print(os.path.exists(root))
    attempt('missing', lambda: shutil.rmtree(root))
    print(shutil.rmtree(root, ignore_errors=True))
    tree(root)
    attempt('link', lambda: shutil.rmtree(os.path.join(root, 'link')))
    seen = []

    def onerror(function, path, raised):
        seen.append((function.__name__, path.replace(top, 'TOP'), raised[0].__name__))
    for path in ('link', 'x', 'none'):
        shutil.rmtree(os.path.join(root, path), onerror=onerror)
    print(seen, sorted(os.listdir(root)))
    shutil.rmtree(root)


def show_copies():
    src, dst = os.path.join(top, 'src'), os.path.join(top, 'dst')
    with open(src, 'w') as f:
        f.write('text')
    os.chmod(src, 0o640)
    os.utime(src, ns=(1_000_000_001, 2_000_000_002))
    shutil.copy2(src, dst)
    status = os.stat(dst)
    print(oct(status.st_mode), status.st_mtime_ns)
    os.symlink('src', src + '.l')
    os.symlink('dst', dst + '.l')
    os.utime(src + '.l', (5, 6), follow_symlinks=False)
    shutil.copystat(src + '.l', dst + '.l', follow_symlinks=False)
    shutil.copymode(src + '.l', dst + '.l', follow_symlinks=False)
    print(os.lstat(dst + '.l').st_mtime, os.stat(dst).st_mtime_ns)
    attempt('user', lambda: shutil.chown(src, 'no such user here'))
    attempt('group', lambda: shutil.chown(src, group='no such group here'))
    attempt('neither', lambda: shutil.chown(src))
    usage = shutil.disk_usage(top)
    print(type(usage).__name__, usage._fields, usage.total >= usage.used, usage[2] == usage.free)
    program = os.path.join(top, 'prog')
    with open(program, 'w') as f:
        f.write('')
    os.chmod(program, 0o755)
    print(shutil.which('prog', path=top) == program, shutil.which(b'prog', path=top) == os.fsencode(program),
          shutil.which('prog', path=''), shutil.which('none', path=top), shutil.which(b'src', path=os.fsencode(top)))


def show_temporary():
    f = tempfile.NamedTemporaryFile(dir=top)
    name, write = f.name, f.write
    del f
    print(write(b'foo'), os.path.exists(name))
    del write
    gc.collect()
    print(os.path.exists(name))
    for make in (tempfile.NamedTemporaryFile, tempfile.TemporaryFile):
        attempt('encoding', lambda: make('w', encoding='none-such', dir=top))
        attempt('mode', lambda: make('q', dir=top))
    print(sorted(os.listdir(top)))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        d = tempfile.TemporaryDirectory(dir=top)
        name = d.name
        del d
        gc.collect()
        print(os.path.exists(name), [(w.category.__name__, str(w.message).replace(name, 'NAME')) for w in caught])
    d = tempfile.TemporaryDirectory(dir=top)
    d.cleanup()
    d.cleanup()
    f = tempfile.SpooledTemporaryFile(max_size=10)
    f.truncate(5)
    print(f._rolled)
    f.truncate(20)
    print(f._rolled, f.seek(0, 2))
    f.close()
    tempfile.tempdir = os.fsencode(top)
    d = tempfile.mkdtemp()
    print(type(d), os.path.dirname(d) == os.fsencode(top), type(tempfile.gettempdir()))
    tempfile.tempdir = None


with tempfile.TemporaryDirectory() as top:
    show_rmtree()
    show_copies()
    show_temporary()
