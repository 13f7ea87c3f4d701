import os, os.path, posixpath
def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__ + ':', e)
P = os.path
for a in [('a', 'b'), ('a', '/b'), ('a/', 'b'), ('', 'b'), ('a', ''), ('a', 'b', '..', 'c'), (b'a', b'b'), ('a', b'b'), ('a', 5)]: t(P.join, *a)
for p in ['a/b.txt', '/a/b/', 'b', '', '/', '//', 'a/.hid', 'a.tar.gz', '..', 'a/b.c/d', '...x', b'x/y.z', '/a//b/./c/../d', '../a', '//a', '///a', './a/', 'a/..', '/..']:
    print(p, P.split(p), P.basename(p), P.dirname(p), P.splitext(p), P.normpath(p), P.isabs(p), P.splitdrive(p))
print(P.commonprefix(['/usr/lib', '/usr/local']), P.commonpath(['/usr/lib/a', '/usr/lib/b']), P.commonprefix([]), P.relpath('/a/b/c', '/a/d'), P.relpath('/a', '/a'), P.expanduser('x'), P.expandvars('$NOPE_X/${NOPE_Y}$'))
t(P.commonpath, []); t(P.commonpath, ['/a', 'b']); t(P.relpath, ''); t(P.join, 5); t(P.exists, 5.5); t(P.split, None); os.environ['KU_T'] = 'val'; print(P.expandvars('a$KU_T/${KU_T}b'), os.environ['KU_T'], os.getenv('KU_T'), os.getenv('NOPE_Z', 7), 'KU_T' in os.environ); del os.environ['KU_T']; print(os.getenv('KU_T')); t(lambda: os.environ['KU_T']); t(lambda: os.environ.__setitem__('a', 5)); os.environ['HOME'] = '/hh'; print(P.expanduser('~'), P.expanduser('~/x'))
print(P.exists('/'), P.isdir('/'), P.isfile('/'), P.islink('/'), P.abspath('/a/../b'), P.realpath('/a/../b'), P.abspath('x') == os.getcwd() + '/x', os.sep, os.linesep == '\n', os.curdir, os.pardir, os.pathsep, os.name, os.devnull, os.extsep)
print(os.fspath('a'), os.fsencode('é'), ascii(os.fsdecode(b'\xff')), os.fsencode(os.fsdecode(b'\xff'))); t(os.fspath, 5)
class FP:
    def __fspath__(self): return '/fp'
print(os.fspath(FP()), P.join(FP(), 'x'), isinstance(FP(), os.PathLike), os.getpid() > 0, os.cpu_count() > 0, len(os.urandom(5)), type(os.stat('/')).__name__, os.stat('/').st_mode & 0o170000 == 0o040000, os.access('/', os.R_OK), os.strerror(2), os.WEXITSTATUS(256))
r, w = os.pipe(); print(os.write(w, b'hello')); print(os.read(r, 3), os.read(r, 10)); os.close(w); print(os.read(r, 1)); os.close(r); t(os.close, r); t(os.open, '/nope', os.O_RDONLY); t(os.stat, '/nope'); t(os.chdir, '/nope'); t(os.mkdir, '/'); t(os.kill, 0, 999) if 0 else None
pid = os.fork()
if pid == 0: os._exit(7)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])); print(os.system('exit 3') >> 8, os.popen('echo hi').read())
