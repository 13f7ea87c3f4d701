"""Tracebacks of what -m and a folder run, the warning about a module that its package has imported; absolute names of files."""
import os, subprocess, sys, tempfile
d = os.path.realpath(tempfile.mkdtemp())
for name, text in {'pkg/__init__.py': 'from . import loaded', 'pkg/loaded.py': '', 'pkg/bad.py': 'def f(): raise ValueError("x")\nf()\n', 'folder/__main__.py': '1 / 0\n'}.items():
    os.makedirs(os.path.dirname(f'{d}/{name}'), exist_ok=True)
    with open(f'{d}/{name}', 'w') as f: f.write(text)
for args in ['-m', 'pkg.bad'], ['-m', 'pkg.loaded'], ['folder'], ['-c', 'import runpy; runpy.run_module("pkg.bad", alter_sys=True)']:
    r = subprocess.run([sys.executable, *args], cwd=d, stderr=subprocess.PIPE, text=True)
    print(r.returncode, *[l for l in r.stderr.replace(d, 'D').splitlines() if 'in run_module' not in l], sep='\n')
os.makedirs(d + '/lib/sub')
for name in 'lib/one.py', 'lib/sub/two.py', 'three.py':
    with open(f'{d}/{name}', 'w') as f: f.write('print(__file__)')
r = subprocess.run([sys.executable, '-c', 'import sys; sys.path[:0] = ["lib", "./lib/sub/"]; import one, two, three, lib; print(lib.__path__)'], cwd=d, stdout=subprocess.PIPE, text=True)
print(r.stdout.replace(d, 'D'))
