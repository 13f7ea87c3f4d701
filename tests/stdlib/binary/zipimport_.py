# Modules and packages out of an archive on sys.path, an archive run as a script.
import os
import runpy
import subprocess
import sys
import tempfile
import zipfile

top = tempfile.mkdtemp()
path = os.path.join(top, 'lib.zip')
with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('inzip_one.py', 'x = 1\ndef f():\n    return __name__\n')
    z.writestr('inzip_pkg/__init__.py', 'from .leaf import y\n')
    z.writestr('inzip_pkg/leaf.py', 'y = __name__\n')
    z.writestr('inzip_pkg/sub/__init__.py', '')
    z.writestr('inzip_pkg/sub/deep.py', 'from ..leaf import y as z\n')
    z.writestr('nested/inner_mod.py', 'v = 5\n')
    z.writestr('inzip_bad.py', 'def broken(:\n')
    z.writestr('__main__.py', 'import sys, inzip_one\nprint("main", __name__, inzip_one.x, sys.argv[1:])\n')
sys.path.insert(0, path)
import inzip_one
import inzip_pkg
import inzip_pkg.sub.deep

print(inzip_one.x, inzip_one.f(), os.path.relpath(inzip_one.__file__, top))
print(inzip_pkg.y, inzip_pkg.sub.deep.z, [os.path.relpath(p, top) for p in inzip_pkg.__path__])
sys.path.insert(0, path + '/nested')
import inner_mod

print(inner_mod.v)
for name in ('inzip_missing', 'inzip_pkg.missing', 'inzip_bad'):
    try:
        __import__(name)
    except (ImportError, SyntaxError) as e:
        print(type(e).__name__, e.msg)
import zipimport

imp = zipimport.zipimporter(path)
print(os.path.relpath(imp.archive, top), repr(imp.prefix), imp.is_package('inzip_pkg'), imp.is_package('inzip_one'))
print(imp.get_source('inzip_one').splitlines()[0], os.path.relpath(imp.get_filename('inzip_pkg'), top), imp.get_data('inzip_pkg/leaf.py'))
print(imp.find_spec('nope'))
try:
    zipimport.zipimporter(top)
except zipimport.ZipImportError as e:
    print('not an archive')
out = subprocess.run([sys.executable, path, 'a', 'b'], capture_output=True, text=True)
print(out.stdout, end='')
