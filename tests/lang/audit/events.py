"""The events that the interpreter itself raises, in order, with their arguments."""
import array
import builtins
import codecs
import fcntl
import gc
import glob
import io
import marshal
import mmap
import os
import pathlib
import pickle
import re
import resource
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import types
import zipfile

on = False


def shown(v):
    text = repr(v)
    for pattern, by in ((r'\btmp[a-z0-9_]{8}', 'tmp'), ('0x[0-9a-f]+', '0x'), (r'\bfd=\d+', 'fd='), (r'\b\d{9,}\b', 'N'),
                        ("laddr=[^)]*\\)", 'laddr'), (r"/\S*/auditXX", 'auditXX'), ('file "[^"]*"', 'file')):
        text = re.sub(pattern, by, text)
    return text


def hook(event, args):
    global on
    if not on or event == 'import' and args[1] is not None or event == 'exec' and "'<t>'" in repr(args):
        return
    on = False
    if event == 'import':
        args = args[:2]
    text = repr(args)  # how modules of the library are found and where their code comes from is not compared
    if not re.search(r'\.pyc|<frozen|/python3', text) and not (event == 'os.listdir' and 'auditXX' in text):
        print('   ', event, shown(args))
    on = True


def f(a=1):
    return a


def gen():
    yield 1


async def co():
    pass


class A:
    pass


class B:
    pass


a = A()
sys.addaudithook(hook)
folder = os.path.join(tempfile.mkdtemp(), 'auditXX')
os.mkdir(folder)
os.chdir(folder)
sys.path.insert(0, folder)
sys.dont_write_bytecode = True
open('m1.py', 'w').close()
os.mkdir('pack')
open('pack/__init__.py', 'w').close()
open('pack/sub.py', 'w').close()
programs = r'''
import m1
import m1
import pack.sub
import nosuch
eval('  1+1')
exec('y = 2')
exec(compile('1', 'n', 'exec'), {})
compile('1', 'f', 'eval')
compile(b'1', b'f', 'exec')
open('a.txt', 'w').close()
open(b'a.txt').close()
open('nonexistent')
os.close(os.open('a.txt', os.O_RDONLY))
io.FileIO('a.txt').close()
open(0, closefd=False)
os.listdir('pack')
os.listdir()
list(os.scandir('.'))[:0]
os.mkdir('dd'); os.rmdir('dd')
os.rename('a.txt', 'b.txt'); os.replace('b.txt', 'a.txt')
os.chmod('a.txt', 0o644)
os.link('a.txt', 'l.txt'); os.symlink('a.txt', 's.txt'); os.remove('l.txt'); os.unlink('s.txt')
os.truncate('a.txt', 0)
os.ftruncate(99, 0)
os.utime('a.txt', (1, 2))
os.utime('a.txt', ns=(1, 2))
os.stat('a.txt')
os.putenv('A', 'B'); os.unsetenv('A')
os.environ['Q'] = '1'; del os.environ['Q']
os.system('true')
os.kill(os.getpid(), 0) if 0 else None
os.chown('a.txt', -1, -1)
[0 for _ in os.walk('pack')]
os.makedirs('p/q'); os.removedirs('p/q')
os.waitpid(os.fork() or os._exit(0), 0)[1]
os.waitpid(os.posix_spawn('/bin/true', ['true'], {}), 0)[1]
os.execv('/nonexistent', ['a'])
os.execve('/nonexistent', ['a'], {})
os.chdir('.')
marshal.dumps(1); marshal.loads(marshal.dumps(1))
pickle.loads(pickle.dumps(len))
sys._getframe().f_code
sys._getframe(9999)
sys._current_frames() and None
sys.settrace(None)
sys.setprofile(None)
sys.set_asyncgen_hooks(firstiter=None)
sys.set_asyncgen_hooks(None, None)
gc.get_objects() and None; gc.get_referrers(1) and None; gc.get_referents(1)
id(gen) and None
f.__code__
f.__defaults__ = (1,); f.__defaults__; del f.__defaults__
f.__kwdefaults__ = {}; f.__kwdefaults__
f.__code__ = f.__code__
hasattr(f, '__code__')
f.__name__ = 'g'; f.__globals__ and None
types.FunctionType(f.__code__, {})
x = gen(); x.gi_frame; x.gi_code; x.gi_running
x = co(); x.cr_frame; x.cr_code; x.close()
B.__name__ = 'C'; B.__qualname__ = 'D'; B.__module__ = 'm'; B.__doc__ = 'd'; B.__bases__ = (object,)
a.__class__ = B
tempfile.TemporaryFile(dir='.').close()
tempfile.NamedTemporaryFile(dir='.').close()
os.rmdir(tempfile.mkdtemp(dir='.'))
shutil.copy('a.txt', 'c.txt') and None
shutil.copymode('a.txt', 'c.txt')
os.mkdir('k'); os.rmdir('k')
shutil.move('c.txt', 'd.txt') and None
glob.glob('*.none')
list(pathlib.Path('.').glob('a.txt')) and None
pathlib.Path('a.txt').read_text()
subprocess.run(['true'], env={}) and None
subprocess.Popen(['nonexistent program'])
signal.pthread_kill(threading.get_ident(), 0)
s = socket.socket(); s.bind(('127.0.0.1', 0)); s.close()
socket.getservbyname('http', 'tcp')
mmap.mmap(-1, 10).close()
fcntl.fcntl(1, fcntl.F_GETFD, 0) and None
fcntl.flock(99, 0)
resource.prlimit(0, resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE)) and None
array.array('i', [1]); array.array('d')
del B.__module__
int.__bases__ = ()
del B.__bases__
'''
for program in programs.strip().split('\n'):
    code = compile(program, '<t>', 'single')
    print(program)
    sys.displayhook = lambda v: None
    try:
        on = True
        exec(code, globals())
    except Exception as e:
        on = False
        print('   ', type(e).__name__, shown(str(e)))
    on = False
os.chdir('/')
shutil.rmtree(os.path.dirname(folder))
