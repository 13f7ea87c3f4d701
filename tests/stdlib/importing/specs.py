"""__spec__, __loader__ and __cached__ of modules of all kinds, and what importlib.util makes of them."""
import importlib, importlib.abc, importlib.machinery as mach, importlib.util as util, os, sys, tempfile, warnings
d = os.path.realpath(tempfile.mkdtemp()); sys.path.insert(0, d)
for n, t in {'spk/__init__.py': 'count = globals().get("count", 0) + 1\nseen = (__spec__.name, __loader__.name)', 'spk/m.py': 'def f():\n    return 5\n', 'nsp/k.py': 'x = 1', 'lazy_.py': 'print("runs"); v = 7'}.items():
    os.makedirs(os.path.dirname(f'{d}/{n}'), exist_ok=True); open(f'{d}/{n}', 'w').write(t)
def show(*values): print(*[str(v).replace(d, 'D').replace('kukri-311', 'TAG').replace('cpython-311', 'TAG').split(' object at')[0] for v in values])
def err(f, *a, **k):
    try: show(f(*a, **k))
    except Exception as e: show(type(e).__name__, e)
import spk, spk.m, nsp.k, nsp, math, itertools
show(spk.seen, spk.__spec__.submodule_search_locations, spk.__spec__.origin, spk.__spec__.has_location, spk.__cached__, spk.__spec__.cached)
for m in spk, spk.m, nsp.k, nsp, itertools, sys: show(m.__name__, m.__package__, type(m.__spec__), m.__spec__.parent, m.__loader__ is m.__spec__.loader, getattr(m.__loader__, '__name__', type(m.__loader__).__name__), m.__spec__.loader_state)
l = spk.m.__loader__
show(l.get_source('spk.m'), l.get_filename(), l.is_package('spk.m'), spk.__loader__.is_package('spk'), l.get_data(spk.m.__file__), l.get_code('spk.m').co_name, l.path_stats(spk.m.__file__)['size'], l == mach.SourceFileLoader('spk.m', spk.m.__file__))
err(l.get_source, 'other'); err(l.get_data, d + '/none'); err(mach.BuiltinImporter.get_source, 'os_'); err(mach.FrozenImporter.is_package, 'x_')
show(importlib.reload(spk) is spk, spk.count, util.find_spec('spk.m') is spk.m.__spec__, util.find_spec('.m', 'spk').name, util.find_spec('nosuch_'), util.find_spec('sys') is sys.__spec__)
err(util.find_spec, 'nosuch_.x'); err(util.find_spec, 'spk.m.x'); err(util.find_spec, '__main__'); err(util.resolve_name, '..x', 'a'); err(util.resolve_name, '.x', ''); err(importlib.reload, 3)
s = util.spec_from_file_location('zz', d + '/spk/m.py'); m = util.module_from_spec(s); show(s, m, hasattr(m, 'f')); s.loader.exec_module(m); show(m.f(), 'zz' in sys.modules)
show(util.spec_from_file_location('zz', d + '/data.txt'), util.spec_from_loader('q', None), mach.ModuleSpec('a.b', None) == mach.ModuleSpec('a.b', None), mach.ModuleSpec('p', None, is_package=True))
for p in 'a/b.py', 'b', 'a/b.c.py', '.py', '/x/y.py': err(util.cache_from_source, p)
err(util.cache_from_source, 'a.py', optimization=2); err(util.cache_from_source, 'a.py', optimization='a-b'); err(util.cache_from_source, 'a.py', True, optimization=1)
for p in 'a/__pycache__/b.cpython-311.pyc', 'a/__pycache__/b.cpython-311.opt-2.pyc', 'a/b.pyc', 'a/__pycache__/b.pyc', 'a/__pycache__/b.x.y-2.pyc', 'a/__pycache__/b.c.opt-!.pyc': err(util.source_from_cache, p)
sys.pycache_prefix = '/cache'; err(util.cache_from_source, '/a/b.py'); err(util.source_from_cache, '/cache/a/b.cpython-311.pyc'); sys.pycache_prefix = None
show(util.source_hash(b'abc').hex(), util.decode_source(b'# coding: latin-1\r\nx = "\xe9"\r\n'))
s = util.spec_from_file_location('lazy_', d + '/lazy_.py', loader=util.LazyLoader(mach.SourceFileLoader('lazy_', d + '/lazy_.py'))); m = util.module_from_spec(s); s.loader.exec_module(m); show('not yet'); show(m.v)
class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None): return util.spec_from_loader(name, self) if name == 'made_up' else None
    def exec_module(self, module): module.x = 5
sys.meta_path.insert(0, Finder()); import made_up; show(made_up.x, made_up.__spec__.origin, type(made_up.__loader__).__name__)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always'); show(l.load_module('spk.m') is spk.m, mach.SourceFileLoader('ld', d + '/spk/m.py').load_module().f(), [str(x.message) for x in w])
show(mach.SourcelessFileLoader('a', 'b').get_source('a'), mach.all_suffixes()[0], issubclass(mach.SourceFileLoader, importlib.abc.SourceLoader), issubclass(mach.FileFinder, importlib.abc.PathEntryFinder))
show(mach.PathFinder.find_spec('spk'), mach.PathFinder.find_spec('nosuch_'), mach.FileFinder(d, (mach.SourceFileLoader, ['.py'])).find_spec('spk').origin, mach.FileFinder(d))
