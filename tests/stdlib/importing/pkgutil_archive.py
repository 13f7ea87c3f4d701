"""pkgutil on archives and on packages spread over several folders."""
import os
import pkgutil
import sys
import tempfile
import zipfile

with tempfile.TemporaryDirectory() as folder:
    archive = os.path.join(folder, 'a.zip')
    with zipfile.ZipFile(archive, 'w') as z:
        for name in ('one/__init__.py', 'one/sub/__init__.py', 'one/sub/deep.py', 'one/mod.py', 'two.py', 'data.txt'):
            z.writestr(name, '')
    print([(i.name, i.ispkg) for i in pkgutil.iter_modules([archive])])
    sys.path.insert(0, archive)
    print([(i.name, i.ispkg) for i in pkgutil.walk_packages([archive])])
    print(pkgutil.get_data('one', 'mod.py'), pkgutil.get_importer(os.path.join(folder, 'none')))
    del sys.path[0]

    for n, init in ((0, None), (1, 'import pkgutil; __path__ = pkgutil.extend_path(__path__, __name__)')):
        package = os.path.join(folder, str(n), 'spread')
        os.makedirs(package)
        with open(os.path.join(package, f'part{n}.py'), 'w') as f:
            f.write(f'value = {n}')
        if init:
            with open(os.path.join(package, '__init__.py'), 'w') as f:
                f.write(init)
        sys.path.insert(0, os.path.join(folder, str(n)))
    import spread.part0
    import spread.part1
    print(spread.part0.value, spread.part1.value, [os.path.relpath(p, folder) for p in spread.__path__])

for name in (None, 1, '', '9abc', 'os.foo:', 'os.path:join'):
    try:
        print(pkgutil.resolve_name(name).__name__)
    except Exception as e:
        print(repr(name), type(e).__name__)
