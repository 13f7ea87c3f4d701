"""glob in folders, by bytes, below a descriptor; what fnmatch makes of patterns; lines that linecache finds."""
import fnmatch
import glob
import linecache
import os
import tempfile

for pattern in ('', '*', '**', '*a*b*c*', '*a**b?', '**a', '?*a', 'a*?', '[', '[!', '[a', 'a[b', '[]', '[]]', '[!]]',
                '[a-]', '[-a]', '[!-a]', '[a-b-c]', '[^a]', '[!^]', '[a^]', '[\\a]', '[z-a-c]', '[!d-b]', '[d-b]',
                '[---]', '[+--]', '[a&&b]', '[[a~~b||c]', '[xb-ay]', '[!]a-c--x]*?*[b-a][!b-a]', 'a.b+c'):
    print(pattern, fnmatch.translate(pattern))
print(fnmatch.fnmatchcase('a' * 50, '*a' * 40 + 'b'), fnmatch.filter([b'ab', b'b'], b'a*'))

with tempfile.TemporaryDirectory() as top:
    for name in ('a/x.py', 'a/.h/y.py', 'b/c/z.py', 'b/c/[q].txt'):
        path = os.path.join(top, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w') as f:
            f.write('first\nsecond')
    os.symlink('nowhere', os.path.join(top, 'dead'))
    fd = os.open(top, os.O_RDONLY)
    for pattern in ('*', '*/', 'a/*', '**', '**/', '**/*.py', 'b/**/*.py', '*/c/*', 'dead', 'd*', 'a', 'a/', 'none/*',
                    '*/[[]q]*', '', 'x'):
        for options in ({}, {'recursive': True}, {'recursive': True, 'include_hidden': True}):
            found = sorted(glob.glob(pattern, root_dir=top, **options))
            assert sorted(glob.glob(pattern, dir_fd=fd, **options)) == found, pattern
            as_bytes = glob.glob(os.fsencode(pattern), root_dir=os.fsencode(top), **options)
            assert sorted(map(os.fsdecode, as_bytes)) == found
            assert sorted(map(os.fsdecode, glob.glob(os.fsencode(pattern), dir_fd=fd, **options))) == found
            print(pattern, found)
    os.close(fd)
    print(glob.escape('[a]*?'), glob.escape(b'a?'))

    path = os.path.join(top, 'a/x.py')
    print(linecache.getlines(path), repr(linecache.getline(path, 3)))
    bad = os.path.join(top, 'bad.py')
    with open(bad, 'wb') as f:
        f.write(b'x\n\xff')
    print(linecache.getlines(bad), linecache.getlines(os.path.join(top, 'none')))
    empty = os.path.join(top, 'empty.py')
    open(empty, 'w').close()
    print(linecache.getlines(empty))


class Loader:
    def get_source(self, name):
        return f'source of {name}\nsecond\n'


space = {'__name__': 'made.up', '__loader__': Loader()}
print(linecache.lazycache('made_up.py', space), linecache.lazycache('made_up.py', space), linecache.lazycache('', space),
      linecache.lazycache('<x>', space), linecache.lazycache('other.py', {}))
print(linecache.getlines('made_up.py', space), linecache.lazycache('made_up.py', space))
linecache.checkcache('made_up.py')
print(linecache.getline('made_up.py', 2, space), linecache.getlines('other.py'))
try:
    linecache.getline('made_up.py', 1.5)
except TypeError as e:
    print(e)
