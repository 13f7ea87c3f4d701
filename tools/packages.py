"""packages.py [options] [NAME...]: run programs that use well-known packages written in Python alone, under CPython and under Kukri.

  NAME                 a program of tools/package_programs (all)
  --kukri FILE         the binary (default build/kukri)
  --python FILE        the Python 3.11 that has the packages and is compared with (default /usr/bin/python3)
  -v                   show how the outputs differ
  --write              put the result into docs/packages.md
  --timeout N          seconds per program (default 120)

The packages are those installed for that Python; nothing of them is part of this repository. Only their folders are on
Kukri's path, so that the standard library, NumPy and the rest that they import are Kukri's own. A program whose package
is not installed is left out. The exit status is 0 if all outputs are equal.
"""
import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAMS = ROOT / 'tools' / 'package_programs'
DOC = ROOT / 'docs' / 'packages.md'
NOT_PURE = {'numpy', 'torch', 'torchvision', 'scipy', 'pandas', 'matplotlib', 'sklearn', 'PIL'}    # Kukri's own, or compiled


def site_folder(python):
    code = 'import sys; print(*[p for p in sys.path if p.endswith("-packages")], sep="\\n")'
    return subprocess.run([python, '-c', code], check=True, capture_output=True, text=True).stdout.split('\n')[:-1]


def link_packages(folders, into):
    """A folder of links to everything that is written in Python in those folders."""
    for folder in map(pathlib.Path, folders):
        for entry in folder.iterdir() if folder.is_dir() else ():
            module = entry.suffix == '.py' or (entry.is_dir() and entry.suffix in ('', '.dist-info', '.egg-info'))
            target = into / entry.name
            if module and entry.name not in NOT_PURE and not target.exists():
                target.symlink_to(entry)


def run(interpreter, program, path, timeout):
    env = {k: v for k, v in os.environ.items() if not k.startswith('PYTHON')}
    env.update(PYTHONPATH=str(path), PYTHONHASHSEED='0', LC_ALL='C.UTF-8')
    try:
        # under another name: the program must not stand in for the package
        code = program.read_text(encoding='utf-8')
        script = path.parent / f'{program.stem}_program.py'
        script.write_text(code, encoding='utf-8')
        p = subprocess.run([interpreter, '-W', 'ignore', str(script)], env=env, capture_output=True, text=True, timeout=timeout,
                           stdin=subprocess.DEVNULL)
        return p.returncode, p.stdout, p.stderr
    except subprocess.TimeoutExpired:
        return 'timeout', '', ''


def version(python, name):
    """The distribution that has the module, and its version; the module's name where none is known."""
    code = ('import importlib.metadata as m\n'
            f'name = (m.packages_distributions().get({name!r}) or [{name!r}])[0]\n'
            'print(name, m.version(name))')
    p = subprocess.run([python, '-c', code], capture_output=True, text=True)
    return p.stdout.strip() or name


def write_rows(rows):
    text = DOC.read_text(encoding='utf-8')
    table = re.search(r'^\| package .*\n\|[-:| ]+\n((?:\|.*\n)*)', text, re.M)
    lines = {line.split('|')[1].split()[0]: line for line in table.group(1).splitlines()}
    lines.update({row[0].split()[0]: f'| {row[0]} | {row[1]} |' for row in rows})
    body = ''.join(lines[name] + '\n' for name in sorted(lines, key=str.lower))
    DOC.write_text(text[:table.start(1)] + body + text[table.end(1):], encoding='utf-8')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('names', nargs='*', metavar='NAME')
    parser.add_argument('--kukri', default=str(ROOT / 'build' / 'kukri'))
    parser.add_argument('--python', default='/usr/bin/python3')
    parser.add_argument('-v', dest='verbose', action='store_true')
    parser.add_argument('--write', action='store_true')
    parser.add_argument('--timeout', type=float, default=120)
    args = parser.parse_args()
    kukri, rows, bad = os.path.abspath(args.kukri), [], 0
    with tempfile.TemporaryDirectory(prefix='packages-') as name:
        path = pathlib.Path(name) / 'path'
        path.mkdir()
        link_packages(site_folder(args.python), path)
        for program in sorted(PROGRAMS.glob('*.py')):
            if args.names and program.stem not in args.names:
                continue
            want = run(args.python, program, path, args.timeout)
            if want[0] != 0:
                print(f'{program.stem}: not there ({want[2].strip().splitlines()[-1:]})', flush=True)
                continue
            got = run(kukri, program, path, args.timeout)
            equal = got[:2] == want[:2]
            bad += not equal
            print(f'{program.stem}: {"equal" if equal else "differs"}', flush=True)
            rows.append((version(args.python, program.stem), 'equal' if equal else 'differs'))
            if args.verbose and not equal:
                print(''.join(difflib.unified_diff(want[1].splitlines(True), got[1].splitlines(True), 'CPython', 'Kukri')) + got[2][-2000:])
    print(f'{len(rows) - bad} of {len(rows)} equal')
    if args.write:
        write_rows(rows)
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
