"""ntpath: the rules of Windows paths, on any system; wrong arguments."""
import itertools
import ntpath
import os

for name in 'USERPROFILE', 'HOMEPATH', 'HOMEDRIVE', 'USERNAME':
    os.environ.pop(name, None)
os.environ.update(foo='bar', USERNAME='me')
os.environ['a-b'] = 'dash'


def told(name, *args):
    try:
        result = repr(getattr(ntpath, name)(*args))
    except Exception as e:
        result = f'{type(e).__name__}: {e}'
    print(name, *map(repr, args), '->', result)


paths = ['', 'a', 'a.txt', '.x', 'a\\b.tar.gz', '\\a', '/a/b', 'c:', 'c:a', 'C:\\', 'C:\\a\\..\\b', 'c:/a//b/.', '\\\\server', '\\\\server\\share',
         '//server/share/dir/file.x', '\\\\?\\UNC\\server\\share\\a', '\\\\?\\c:\\a', '\\\\', '\\\\\\', '..', '..\\..\\a', 'a\\..\\..', 'c:..', 'c:\\..',
         'a/./b', 'é\\Ü', b'c:\\A/b', b'\\\\s\\h\\x']
for path in paths:
    for name in 'normcase isabs splitdrive split splitext basename dirname ismount normpath'.split():
        told(name, path)
for first, second in itertools.product(['', 'a', 'c:', 'C:\\x', 'c:x', '\\x', '\\\\s\\h', '\\\\s\\h\\x'], repeat=2):
    told('join', first, second)
    told('commonpath', [first, second])
    told('relpath', 'C:\\' + first, 'c:\\' + second)
told('join', 'a', 'b/', '', 'c')
told('commonpath', ['c:\\a\\B\\c', 'C:/A/b/d', 'c:\\a\\b'])
told('commonpath', [])
told('relpath', '')
told('relpath', 'C:\\a', 'd:\\a')
told('relpath', b'c:\\a\\b', b'c:\\a\\x\\y')
for text in '%foo%', '$foo/x', '${foo}', '${foo', '%foo', '%%foo%%', "'$foo'", '$$foo', '%nope%', '${a-b}', '$nope', b'%foo%$foo':
    told('expandvars', text)
for settings in {}, {'HOMEPATH': '\\you', 'HOMEDRIVE': 'E:'}, {'USERPROFILE': 'C:\\Users\\me'}:
    os.environ.update(settings)
    for path in '~', '~me', '~you\\a', '~/x', 'a~', b'~\\b':
        told('expanduser', path)
for name in 'normcase isabs splitdrive split splitext basename dirname ismount expanduser expandvars normpath join relpath commonpath'.split():
    for args in ((), (None,), (5,), ([5],), (['a', b'a'],), ('a', b'a'), (b'a', 'a'), ('a', 5)):
        told(name, *args)
print(sorted(ntpath.__all__))
print([getattr(ntpath, n) for n in ('curdir', 'pardir', 'sep', 'altsep', 'pathsep', 'extsep', 'defpath', 'devnull', 'supports_unicode_filenames')])
