"""Bytecode files: py_compile, compileall, and importing what they wrote."""
import py_compile, compileall, os, sys, importlib, importlib.util, importlib.machinery, contextlib, io, shutil, tempfile, marshal, runpy
d = tempfile.mkdtemp(); os.chdir(d)
os.makedirs('pk/sub')
open('pk/__init__.py', 'w').write('name = "pk"\n')
open('pk/a.py', 'w').write('def f(x):\n    return x * 2\nVALUE = f(21)\n')
open('pk/sub/b.py', 'w').write('import sys\ndef g(): yield from range(3)\n')
open('pk/bad.py', 'w').write('def f(:\n')
def shown(p): return p.replace(sys.implementation.cache_tag, 'TAG') if p else p
print(shown(py_compile.compile('pk/a.py')))
print(shown(py_compile.compile('pk/a.py', optimize=2)))
print(shown(py_compile.compile('pk/a.py', cfile='out/a.pyc')))
for m in py_compile.PycInvalidationMode:
    p = py_compile.compile('pk/a.py', cfile='out/a.pyc', invalidation_mode=m)
    data = open(p, 'rb').read()
    st = os.stat('pk/a.py')
    print(m, data[:4] == importlib.util.MAGIC_NUMBER, int.from_bytes(data[4:8], 'little'), data[8:16] == importlib.util.source_hash(open('pk/a.py', 'rb').read()), data[12:16] == (st.st_size).to_bytes(4, 'little'))
loader = importlib.machinery.SourcelessFileLoader('a', 'out/a.pyc')
spec = importlib.util.spec_from_file_location('a', 'out/a.pyc')
print(type(spec.loader).__name__, spec.has_location)
mod = importlib.util.module_from_spec(spec)
spec.loader.exec_module(mod)
print(mod.VALUE, mod.f(4), mod.f.__code__.co_filename, loader.get_source('a'))
for bad in (b'', b'abcdefghijklmnopqrst', importlib.util.MAGIC_NUMBER, importlib.util.MAGIC_NUMBER + b'\xff' + bytes(11), importlib.util.MAGIC_NUMBER + bytes(12), importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(5)):
    open('bad.pyc', 'wb').write(bad)
    try: importlib.machinery.SourcelessFileLoader('bad', 'bad.pyc').get_code('bad')
    except (ImportError, EOFError, ValueError) as e: print(type(e).__name__, str(e).replace(str(importlib.util.MAGIC_NUMBER), 'MAGIC'))
def told(f, *a, **k):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        r = f(*a, **k)
    print(r, shown(out.getvalue()))
told(compileall.compile_dir, 'pk')
told(compileall.compile_dir, 'pk', quiet=1)
told(compileall.compile_dir, 'pk', quiet=2, maxlevels=0)
print(sorted(shown(os.path.join(r, f)) for r, _, fs in os.walk('pk') for f in fs))
os.remove('pk/bad.py')
told(compileall.compile_dir, 'pk')
told(compileall.compile_dir, 'pk', force=True, legacy=True)
told(compileall.compile_file, 'pk/a.py', force=True, ddir='/else')
told(compileall.compile_file, 'pk/a.txt')
told(compileall.compile_file, 'pk/a.py', optimize=[0, 1, 2], force=True, hardlink_dupes=True)
for args in ({'ddir': 'a', 'stripdir': 'b'}, {'hardlink_dupes': True}):
    try: compileall.compile_file('pk/a.py', **args)
    except ValueError as e: print(e)
for root, _, fs in os.walk('pk'):
    for f in fs:
        if f.endswith('.py'): os.remove(os.path.join(root, f))
sys.path.insert(0, d)
importlib.invalidate_caches()
try:
    import pk.a, pk.sub.b
    print(pk.name, pk.a.VALUE, list(pk.sub.b.g()), os.path.basename(pk.a.__file__), os.path.basename(pk.a.__cached__), type(pk.a.__loader__).__name__)
except ImportError as e: print('ImportError', e)
print(sorted(k for k in runpy.run_path('pk/a.pyc') if not k.startswith('__')))
try: py_compile.compile('nope.py')
except OSError as e: print(e)
open('s.py', 'w').write('x = (\n')
try: py_compile.compile('s.py', doraise=True)
except py_compile.PyCompileError as e: print(repr(e.msg), e.exc_type_name, e.file)
shutil.rmtree(d)
