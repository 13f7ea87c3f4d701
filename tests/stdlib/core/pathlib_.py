import os, tempfile
from pathlib import *
def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__ + ':', e)
p = Path('/usr/lib/python3.tar.gz'); print(p, repr(p), p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, p.root, p.anchor, p.drive, list(p.parents), p.is_absolute(), p.as_posix(), p.as_uri())
for x in ['', '.', '/', '//', 'a', 'a/', './a', 'a/../b', '/a//b', '.hid', 'a.', 'a.b.', '..', '~/x', 'a/.b.c']:
    q = PurePosixPath(x); print(repr(x), q, q.parts, repr(q.name), repr(q.stem), repr(q.suffix), q.suffixes, q.parent)
print(p / 'x', 'a' / Path('b'), Path('a') / '/b', Path('a', 'b', 'c'), Path('a').joinpath('b', 'c'), Path('a') == Path('a/'), Path('a') < Path('b'), hash(Path('a')) == hash(Path('a')), {Path('a'): 1}[Path('a')], bytes(Path('a')), os.fspath(Path('z')))
print(p.with_name('q.txt'), p.with_suffix('.zip'), p.with_suffix(''), p.with_stem('k'), p.relative_to('/usr'), p.is_relative_to('/usr'), p.is_relative_to('/etc'), p.match('*.gz'), p.match('lib/*.gz'), p.match('/usr/*/*'), p.match('*.zip'))
t(p.with_name, ''); t(p.with_name, 'a/b'); t(p.with_suffix, 'gz'); t(p.with_suffix, '.'); t(p.relative_to, '/etc'); t(Path, 5); t(Path, b'a'); t(lambda: p / 5); t(lambda: Path('/').with_name('a')); t(lambda: p.parents[9]); t(Path('a').as_uri); t(lambda: Path('a') < 'b')
print(list(Path('a/b/c').parents), Path('a/b/c').parents[0], Path('a/b/c').parents[-1], Path('a/b/c').parents[:2], len(Path('/a/b').parents))
w = PureWindowsPath('c:/Users/x\\y.txt'); print(w, repr(w), w.drive, w.root, w.parts, w.name, w.parent, w.is_absolute(), w.as_posix(), w == PureWindowsPath('C:/users/X/Y.TXT'), PureWindowsPath('//srv/share/d').parts, PureWindowsPath('c:a').parts, PureWindowsPath('c:/a') / '/b', PureWindowsPath('c:/a') / 'd:b')
os.chdir(tempfile.mkdtemp()); d = Path('d'); d.mkdir(); (d / 'x').mkdir(); (d / 'x' / 'y').mkdir(); t(d.mkdir); d.mkdir(exist_ok=True); t(Path('n/m').mkdir); Path('n/m').mkdir(parents=True)
f = d / 'f.txt'; print(f.write_text('héllo\nw\n', encoding='utf-8'), f.read_text(encoding='utf-8'), f.read_bytes(), f.exists(), f.is_file(), f.is_dir(), f.stat().st_size, (d / 'b').write_bytes(b'12')); (d / 'x' / 'g.txt').touch(); (d / 'x' / 'y' / 'h.py').touch()
print(sorted(d.iterdir()), sorted(d.glob('*.txt')), sorted(d.glob('**/*.txt')), sorted(d.rglob('*')), sorted(d.glob('*/*.txt')), sorted(d.glob('**')), sorted(d.rglob('*.py')), list(d.glob('nope*')), sorted(d.glob('x/y')))
t(lambda: list(d.glob(''))); t(lambda: list(d.glob('/a'))); t(f.write_text, 5); t(Path('zz').read_text); t(Path('zz').unlink); Path('zz').unlink(missing_ok=True); print(f.rename(d / 'r.txt'), f.exists(), (d / 'r.txt').replace('top.txt')); t(Path('d').rmdir)
with Path('top.txt').open(encoding='utf-8') as fh: print(fh.readline())
Path('ln').symlink_to('top.txt'); print(Path('ln').is_symlink(), Path('ln').readlink(), Path('ln').resolve() == Path('top.txt').resolve(), Path('ln').lstat().st_size > 0, Path('top.txt').samefile('ln'), Path('.').resolve() == Path.cwd(), Path('a').absolute() == Path.cwd() / 'a', Path('top.txt').owner() != '')
os.environ['HOME'] = '/hh'; print(Path.home(), Path('~/q').expanduser(), isinstance(Path('a'), os.PathLike), type(Path('a')).__name__, PosixPath.__mro__[1].__name__)
import copy, pickle
print(copy.deepcopy(Path('a/b')), pickle.loads(pickle.dumps(Path('a/b'))))
