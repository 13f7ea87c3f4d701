"""importlib.resources and importlib.metadata over packages in folders and archives of their own."""
import importlib.metadata as md, importlib.resources as res, os, sys, tempfile, warnings, zipfile
warnings.simplefilter('ignore')
d = tempfile.mkdtemp()
files = {'rpk/__init__.py': '', 'rpk/data.txt': 'hello\n', 'rpk/sub/__init__.py': '', 'rpk/sub/x.bin': '\x01\x02', 'nsr/a.txt': 'A',
         'Demo_Pkg-1.2.dist-info/METADATA': 'Metadata-Version: 2.1\nName: Demo.Pkg\nVersion: 1.2\nClassifier: A\nClassifier: B\nRequires-Dist: numpy (>=1)\nKeywords: a b  c\n\nThe text.\nMore.\n',
         'Demo_Pkg-1.2.dist-info/RECORD': 'rpk/__init__.py,sha256=abc,0\nrpk/data.txt,sha256=def,6\nDemo_Pkg-1.2.dist-info/RECORD,,\n',
         'Demo_Pkg-1.2.dist-info/entry_points.txt': '[console_scripts]\ndemo = os.path:join\nother = json:loads.x [ex, tra]\n\n[plug]\n# no\np=math\n',
         'old.egg-info/PKG-INFO': 'Name: old\nVersion: 0.1\n', 'old.egg-info/requires.txt': 'a\nb>1\n\n[x]\nc\n\n[:python_version<"3"]\nd\n\n[y:os_name=="nt"]\ne @ u\n', 'old.egg-info/SOURCES.txt': 'old.py\nq.py', 'old.egg-info/top_level.txt': 'old\n'}
for n, t in files.items():
    os.makedirs(os.path.dirname(f'{d}/{n}'), exist_ok=True); open(f'{d}/{n}', 'w').write(t)
with zipfile.ZipFile(f'{d}/z.zip', 'w') as z: z.writestr('zpk/__init__.py', 'v = __spec__.origin'); z.writestr('zpk/t.txt', 'in zip'); z.writestr('zpk/s/u.txt', 'deep')
sys.path[:0] = [d, f'{d}/z.zip']
def err(f, *a):
    try: print(f(*a))
    except Exception as e: print(type(e).__name__, str(e).replace(d, 'D'))
f = res.files('rpk')
print(sorted(p.name for p in f.iterdir() if p.name != '__pycache__'), (f / 'data.txt').read_text(), f.joinpath('sub', 'x.bin').read_bytes(), type(f).__name__)
print(res.read_text('rpk', 'data.txt'), res.read_binary('rpk.sub', 'x.bin'), res.is_resource('rpk', 'sub'), res.is_resource('rpk', 'data.txt'), sorted(n for n in res.contents('rpk') if n != '__pycache__'))
with res.open_text('rpk', 'data.txt') as o: print(o.read())
with res.path('rpk', 'data.txt') as p: print(p.name, p.exists())
with res.as_file(f / 'data.txt') as p: print(type(p).__name__, p.name)
err(res.files, 'os'); err(res.read_text, 'rpk', 'a/b'); err(res.read_text, 'rpk', 'none'); err(res.files, 'nosuch_')
n = res.files('nsr'); print(repr(n).replace(d, 'D'), n.joinpath('a.txt').read_text(), n.is_dir(), n.is_file(), n.name); err(n.read_text); err(n.open)
z = res.files('zpk'); print(type(z).__name__, (z / 't.txt').read_text(), sorted(p.name for p in z.iterdir()), (z / 's' / 'u.txt').read_bytes())
with res.as_file(z / 't.txt') as p: print(p.read_text(), p.suffix)
print(not p.exists())
import zpk
print(zpk.v.replace(d, 'D'), type(zpk.__loader__).__name__, zpk.__spec__.submodule_search_locations == [d + '/z.zip/zpk'], zpk.__loader__.get_source('zpk'))
print(md.version('demo-pkg'), md.version('Demo.Pkg'), md.metadata('demo_pkg')['name'], md.metadata('demo_pkg').get_all('classifier'), md.requires('demo-pkg'))
print(md.metadata('demo-pkg').json, list(md.metadata('old')))
print([(str(p), p.size, p.hash) for p in md.files('demo-pkg')], md.files('demo-pkg')[1].read_text(), md.files('old'))
print(md.requires('old')); err(md.version, 'none_such'); err(md.version, ''); err(lambda: md.distribution('demo_pkg').read_text('zz'))
eps = md.distribution('demo_pkg').entry_points
print(list(eps), eps.names == {'demo', 'other', 'p'}, eps.select(group='plug'), eps['demo'].load() is os.path.join, eps['other'].extras, eps['other'].module, eps['other'].attr, eps['demo'].dist.name)
err(lambda: eps['zz']); err(lambda: setattr(eps['p'], 'name', 'x')); print(sorted(e.name for e in md.entry_points(group='console_scripts') if e.dist.name == 'Demo.Pkg'))
print(md.packages_distributions()['old'], [x.version for x in md.distributions(name='old')])
