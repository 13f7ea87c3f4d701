"""pkgutil over packages in a folder of their own."""
import os, pkgutil, sys, tempfile
d = tempfile.mkdtemp(); sys.path.insert(0, d)
for n, t in ('pk_/__init__.py', 'x = 1'), ('pk_/m.py', 'class C:\n  def f(self): return 5'), ('pk_/sub/__init__.py', ''), ('pk_/sub/deep.py', 'y = 2'), ('pk_/data.txt', 'hello'), ('pk_/nopkg/z', ''), ('solo_.py', ''):
    os.makedirs(os.path.dirname(os.path.join(d, n)), exist_ok=True); open(os.path.join(d, n), 'w').write(t)
print([(m.name, m.ispkg) for m in pkgutil.iter_modules([d])], [(m.name, m.ispkg) for m in pkgutil.iter_modules([d + '/pk_'], 'p.')])
print([(m.name, m.ispkg) for m in pkgutil.walk_packages([d])], pkgutil.get_data('pk_', 'data.txt'))
print(pkgutil.resolve_name('pk_.m:C.f').__name__, pkgutil.resolve_name('pk_.m.C').__name__, pkgutil.resolve_name('pk_.sub.deep.y'), pkgutil.resolve_name('pk_:x'), pkgutil.resolve_name('os.path') is os.path)
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for n in 'pk_:', 'a b', ':x', 'pk_.nosuch', 'nosuch_:x', 'pk_:m:x', '': err(lambda: pkgutil.resolve_name(n) and 'found')
err(lambda: pkgutil.iter_modules('x').__next__()); err(lambda: pkgutil.get_loader('nosuch_')); err(lambda: pkgutil.find_loader('.x')); print(pkgutil.get_loader('pk_') is not None, pkgutil.ModuleInfo._fields, pkgutil.extend_path(['a'], 'pk_')[1:] == [d + '/pk_'], pkgutil.extend_path('a', 'x'))
