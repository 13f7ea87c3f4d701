"""pathlib: flavours, subclasses, reserved names, deprecated methods, loops of links."""
import os
import pickle
import tempfile
import warnings
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath


def attempt(name, function):
    try:
        result = function()
    except Exception as e:
        result = f'{type(e).__name__}: {e}'
    print(name, '->', result)


class Mine(type(Path())):
    _flavour = type(Path())._flavour

    def twice(self):
        return self / self.name


p = Mine('a/b')
print(repr(p), repr(p.twice()), repr(p.parent), p == Path('a/b'), pickle.loads(pickle.dumps(Path('/x/y'))))
print(PurePosixPath._flavour.sep, PureWindowsPath._flavour.sep, PureWindowsPath._flavour.altsep)
print(p.parts is p.parts, Path('/usr/x').parts[1] is Path('usr').parts[0])
for text in ('NUL', 'nul.txt', 'con ', 'COM1.a.b', 'com0', 'a/NUL', '//a/b/NUL', 'nulx', 'CONIN$', ''):
    print(text, PureWindowsPath(text).is_reserved(), PurePosixPath(text).is_reserved())
for text in ('c:/a b', '//host/share/ä', '/x'):
    attempt(text, PureWindowsPath(text).as_uri)
attempt('posix', PurePosixPath('/a:b/ü%').as_uri)
w = PureWindowsPath('C:/Foo/Bar')
for other in ('c:', 'c:/', 'C:/foo', 'c:foo', '/', 'd:', 'Foo', 'c:/foo/bar', ''):
    attempt(f'relative to {other}', lambda: repr(w.relative_to(other)))
    print(w.is_relative_to(other))
for other in ('/', '', '/a', 'a', '//a'):
    attempt(f'relative to {other}', lambda: repr(PurePosixPath('/a/b').relative_to(other)))
for pattern in ('*.py', '/*.py', 'c:*.py', 'c:/*.py', 'D:/*.PY', 'C:/A.PY', 'c:/b/*.py'):
    print(pattern, PureWindowsPath('c:/a.py').match(pattern), PureWindowsPath('a.py').match(pattern))
attempt('order', lambda: PurePosixPath('a') < PureWindowsPath('b'))
print(PureWindowsPath('A') <= PureWindowsPath('a'), PurePath('a') > PurePath('A'))

with tempfile.TemporaryDirectory() as folder:
    top = Path(folder)
    f = top / 'f'
    print(f.write_bytes(b'abc'), f.write_text('xyz'))
    attempt('str', lambda: f.write_bytes('text'))
    print(f.read_bytes(), f.owner() == Path(folder).owner(), isinstance(f.group(), str))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        f.link_to(top / 'g')
        with top:
            pass
        for warning in caught:
            print(warning.category.__name__, warning.message)
    print(sorted(x.name for x in top.iterdir()), f.stat().st_nlink)
    os.symlink('loop', top / 'loop')
    for strict in (False, True):
        try:
            (top / 'loop').resolve(strict=strict)
        except RuntimeError as e:
            print(str(e).replace(os.path.realpath(folder), '').replace(folder, ''))
    print((top / 'loop').exists(), (top / 'loop').is_symlink())
    print((top / 'none').resolve().name)
    attempt('glob', lambda: list(top.glob('')))
    print(sorted(x.name for x in top.rglob(''))[:1] == [top.name])
    attempt('absolute pattern', lambda: list(top.glob('/x')))
