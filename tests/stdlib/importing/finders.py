"""Finders of sys.meta_path and hooks of sys.path_hooks where they stand; namespace packages that grow; old finders; lazy modules."""
import sys, os, tempfile, importlib, importlib.abc, importlib.machinery as mach, importlib.util as util, types
d=os.path.realpath(tempfile.mkdtemp()); sys.path.insert(0,d)
std=[f for f in sys.meta_path if getattr(f,'__name__','') in ('BuiltinImporter','FrozenImporter','PathFinder')]
print(std)
class Log:
    def __init__(s,n): s.n=n
    def find_spec(s,name,path,target=None):
        print(s.n,name,path and [p.replace(d,'D') for p in path]); return None
class Stub(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(s,name,path,target=None):
        print('stub asked',name)
        if name.startswith('missing'): return util.spec_from_loader(name,s)
    def create_module(s,spec): return None
    def exec_module(s,m): m.__getattr__=lambda n: (m.__name__,n)
open(d+'/real.py','w').write('x=1')
os.makedirs(d+'/pk'); open(d+'/pk/__init__.py','w').write(''); open(d+'/pk/sub.py','w').write('y=2')
stub=Stub(); sys.meta_path.append(stub); a=Log('first'); sys.meta_path.insert(0,a)
import real, missing_a, pk.sub
print(missing_a.foo, real.x, pk.sub.y)
try: import nope
except ImportError as e: print(e)
sys.meta_path.remove(a); sys.meta_path.remove(stub)
# path hooks
class MemFinder(importlib.abc.PathEntryFinder):
    def __init__(s,path):
        if not path.startswith('mem://'): raise ImportError
        s.path=path
    def find_spec(s,name,target=None):
        print('mem asked',name)
        if name=='inmem': return util.spec_from_loader(name,MemLoader(),origin=s.path)
    def __repr__(s): return f'MemFinder({s.path})'
class MemLoader(importlib.abc.SourceLoader):
    def get_filename(s,n): return f'mem://{n}.py'
    def get_data(s,p): return b'z = 42\nname = __name__'
sys.path_hooks.append(MemFinder); sys.path.append('mem://x')
import inmem; print(inmem.z, inmem.name, inmem.__spec__.origin)
print(sys.path_importer_cache['mem://x'], mach.PathFinder.find_spec('inmem').name)
sys.path_importer_cache.pop('mem://x'); sys.path_hooks.remove(MemFinder); importlib.invalidate_caches()
sys.modules.pop('inmem')
try: import inmem
except ImportError as e: print(e)
print(sys.path_importer_cache.get('mem://x','absent'))
# namespace
e=os.path.realpath(tempfile.mkdtemp()); os.makedirs(d+'/ns1'); os.makedirs(e+'/ns1')
open(d+'/ns1/a.py','w').write('v="a"'); open(e+'/ns1/b.py','w').write('v="b"')
import ns1.a; print(str(ns1.__path__).replace(d,'D'), ns1.a.v, str(ns1).split(' object at')[0].replace(d,'D'), ns1.__spec__.origin, type(ns1.__loader__))
try: import ns1.b
except ImportError as x: print(x)
sys.path.append(e); import ns1.b; print(str(ns1.__path__).replace(d,'D').replace(e,'E'), ns1.b.v, len(ns1.__path__))
# legacy
import warnings
class Old:
    def find_module(s,name,path=None): return s if name=='oldie' else None
    def load_module(s,name):
        m=types.ModuleType(name); sys.modules[name]=m; m.q=1; return m
sys.meta_path.insert(0,Old())
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    import oldie; print(oldie.q, type(oldie.__loader__).__name__, oldie.__package__=='' , oldie.__spec__.name)
    print([str(x.message) for x in w][:6])
sys.meta_path.pop(0)
for arg in 'sys', 'nope', 'ns1', 'real':
    for f in std:
        s=f.find_spec(arg); print(arg,f.__name__, s and type(s.loader).__name__)
# lazy
open(d+'/lz.py','w').write('print("loading"); attr=1; other=2')
spec=util.find_spec('lz'); l=util.LazyLoader(spec.loader); spec.loader=l; m=util.module_from_spec(spec); sys.modules['lz']=m; l.exec_module(m)
m.set_before=5; print('-'); print(m.other, m.set_before); del m.attr; print(hasattr(m,'attr'))
sys.meta_path[:], keep = [], sys.meta_path[:]
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    try: import unknown_mod
    except ImportError as x: print(type(x).__name__, x)
    print([str(x.message) for x in w])
sys.meta_path[:] = keep
try: importlib.find_loader('ns1')
except Exception as x: print(type(x),x)
print(importlib.reload(real).x, real.__spec__.name)
