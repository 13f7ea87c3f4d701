"""runpy: modules, packages, files, folders and archives run by hand; what they see; errors; warnings."""
import os
import runpy
import sys
import tempfile
import warnings
import zipfile


def attempt(name, function):
    try:
        result = function()
    except Exception as e:
        result = f'{type(e).__name__}: {str(e).replace(top, "TOP")}'
    print(name, '->', result)


def write(name, text):
    path = os.path.join(top, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as f:
        f.write(text)
    return path


SCRIPT = '''import sys
name, package, argv0 = __name__, __package__, sys.argv[0]
spec = __spec__ and __spec__.name
known = sys.modules.get(__name__) is not None and sys.modules[__name__].__dict__ is globals()
given = globals().get('given')
'''


def show(namespace):
    return [str(namespace[key]).replace(top, 'TOP') for key in ('name', 'package', 'argv0', 'spec', 'known', 'given')]


with tempfile.TemporaryDirectory() as top:
    top = os.path.realpath(top)
    sys.path.insert(0, top)
    sys.argv[0] = 'before'
    write('kpkg/__init__.py', '')
    write('kpkg/mod.py', SCRIPT)
    write('kpkg/main/__init__.py', '')
    write('kpkg/main/__main__.py', SCRIPT)
    write('kloaded/__init__.py', 'import kloaded.mod')
    write('kloaded/mod.py', SCRIPT)
    write('kspace/mod.py', SCRIPT)
    write('kbroken/__init__.py', 'import no_such_module_at_all')
    script = write('script.py', SCRIPT)
    for name in ('kpkg.mod', 'kpkg.main', 'kspace.mod'):
        for options in ({}, {'run_name': 'other.name'}, {'alter_sys': True, 'init_globals': {'given': 3}}):
            attempt(f'{name} {options}', lambda: show(runpy.run_module(name, **options)))
    for name in ('kpkg', 'kspace', 'kpkg.none', 'knone', 'knone.x', 'kpkg.mod.x', 'kpkg.mod.py', '.x', 'sys', 'kbroken.x',
                 'kpkg.main.__main__.x'):
        attempt(name, lambda: runpy.run_module(name))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        print(show(runpy.run_module('kloaded.mod')), [str(w.message) for w in caught])
    attempt('file', lambda: show(runpy.run_path(script)))
    attempt('file', lambda: show(runpy.run_path(script, {'given': 4}, 'a.b')))
    attempt('folder', lambda: show(runpy.run_path(os.path.join(top, 'kpkg/main'))))
    attempt('no main', lambda: runpy.run_path(os.path.join(top, 'kpkg')))
    attempt('missing', lambda: runpy.run_path(os.path.join(top, 'none.py')))
    archive = os.path.join(top, 'x.zip')
    with zipfile.ZipFile(archive, 'w') as z:
        z.write(script, '__main__.py')
    attempt('archive', lambda: show(runpy.run_path(archive, run_name='in.zip')))
    with zipfile.ZipFile(os.path.join(top, 'y.zip'), 'w') as z:
        z.write(script, 'other.py')
    attempt('archive', lambda: runpy.run_path(os.path.join(top, 'y.zip')))
    print(sys.argv[0], sys.path[0] == top, 'other.name' in sys.modules)
