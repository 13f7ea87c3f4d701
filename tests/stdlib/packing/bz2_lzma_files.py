"""Files of bz2 and lzma: modes, positions, text, several streams, what they refuse; archives made of them."""
import bz2
import io
import lzma
import os
import shutil
import tarfile
import tempfile
import zipfile


def told(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, str(e).replace(os.getcwd(), '.'))


home = os.getcwd()
folder = tempfile.mkdtemp()
os.chdir(folder)
lines = [b'line %d\n' % i for i in range(3000)]
for module, kind in ((bz2, bz2.BZ2File), (lzma, lzma.LZMAFile)):
    print('---', module.__name__)
    with kind('a', 'w') as f:
        print(f.writable(), f.readable(), f.seekable(), f.write(lines[0]), f.tell(), f.closed, f.fileno() > 2)
        f.writelines(lines[1:])
        print(f.tell())
        for g in (f.read, lambda: f.seek(0), f.peek, f.readline, lambda: f.write('text'), lambda: f.write(memoryview(b'')), f.readlines):
            told(g)
    print(f.closed)
    for g in (f.read, f.tell, f.fileno, f.readable, f.seekable, lambda: f.write(b''), f.close, f.__enter__):
        told(g)
    with kind('a') as f:
        print(f.read(5), f.tell(), f.peek()[:4], f.readline(), f.readline(3), f.read1(4), f.tell(), f.writable(), f.seekable())
        print(f.seek(-5, 2), f.read(), f.tell(), f.seek(10), f.readline(), f.seek(5, 1), f.read(2), f.seek(10 ** 7), f.read())
        f.seek(0)
        print(list(f) == lines, f.read(), f.seek(0), f.readlines(20))
        b = bytearray(7)
        print(f.seek(1), f.readinto(b), b, next(f))
        for g in (lambda: f.write(b'a'), lambda: f.seek(1, 7), lambda: f.readline('a'), lambda: f.read('a')):
            told(g)
    with kind('a', 'ab') as f:
        f.write(b'more\n')
    with module.open('a', 'rt', encoding='ascii') as f:
        everything = f.readlines()
        print(len(everything), everything[-1], type(f).__name__)
    with open('a', 'ab') as f:
        f.write(b'trailing junk')
    with kind('a') as f:
        print(len(f.read()))
    with open('a', 'rb') as f, open('b', 'wb') as g:
        g.write(f.read()[:500])
    with kind('b') as f:
        told(f.read)
    store = io.BytesIO()
    with module.open(store, 'wt', encoding='utf-8', newline='\r\n') as f:
        f.write('é\nü\n')
    store.seek(0)
    print(module.open(store).read(), store.closed)
    for g in (lambda: kind('none'), lambda: kind('a', 'z'), lambda: kind('a', 'rw'), lambda: kind(5), lambda: kind(None), lambda: kind('a', 'x'),
              lambda: module.open('a', 'rbt'), lambda: module.open('a', encoding='x'), lambda: module.open('a', errors='x'), lambda: module.open('a', 'w', newline='x'),
              lambda: module.open('a', 'zz'), lambda: module.open(), lambda: kind()):
        told(g)
    with open('c', 'wb') as f:
        f.write(b'nothing packed')
    told(lambda: kind('c').read())
told(lambda: bz2.BZ2File('a', compresslevel=0))
told(lambda: lzma.LZMAFile('a', check=1))
told(lambda: lzma.LZMAFile('a', preset=1))
told(lambda: lzma.LZMAFile('a', 'w', preset=10))

print('--- archives')
os.mkdir('tree')
for name in 'one', 'two':
    with open(f'tree/{name}', 'w') as f:
        f.write(name * 1000)
    os.utime(f'tree/{name}', (10 ** 9, 10 ** 9))
print([row[0] for row in shutil.get_archive_formats()], [row[:2] for row in shutil.get_unpack_formats()])
for kind in 'bztar', 'xztar':
    made = os.path.basename(shutil.make_archive(kind, kind, 'tree'))
    shutil.unpack_archive(made, kind + '.d')
    print(made, sorted(os.listdir(kind + '.d')), open(kind + '.d/one').read() == 'one' * 1000, tarfile.is_tarfile(made))
    with tarfile.open(made) as t:
        print(sorted(t.getnames()))
    with tarfile.open(made, 'r|*') as t:
        print(sorted(m.name for m in t))
for mode, name in (('bz2', 's.bz2'), ('xz', 's.xz')):
    with tarfile.open(name, 'w|' + mode) as t:
        t.add('tree/one')
    with tarfile.open(name, 'r|' + mode) as t:
        print(mode, [(m.name, m.size) for m in t])
    with tarfile.open(name, 'r:' + mode) as t:
        print(t.extractfile('tree/one').read(6))
    with tarfile.open('2' + name, 'w:' + mode, **({'compresslevel': 1} if mode == 'bz2' else {'preset': 1})) as t:
        t.add('tree/two')
    print(tarfile.open('2' + name).getnames())
    told(lambda: tarfile.open('c', 'r:' + mode))
    told(lambda: tarfile.open('c', 'r|' + mode))
told(lambda: tarfile.open('c'))
for method in zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA:
    with zipfile.ZipFile('z.zip', 'w', method) as z:
        z.write('tree/one', 'one')
        z.writestr('two', 'two' * 500, compresslevel=3)
        z.writestr('empty', b'')
    with zipfile.ZipFile('z.zip') as z:
        print([(i.filename, i.compress_type, i.file_size, i.compress_size, i.extract_version, i.flag_bits) for i in z.infolist()], z.testzip())
        print(z.read('two')[:6], z.open('one').read(5), z.read('empty'), z.infolist()[0])
        with z.open('one') as f:
            print(len(f.read(10)), f.seek(100), len(f.read()))
    data = bytearray(open('z.zip', 'rb').read())
    data[60] ^= 255
    with open('bad.zip', 'wb') as f:
        f.write(data)
    with zipfile.ZipFile('bad.zip') as z:
        try:
            print(z.read('one')[:2])
        except Exception as e:
            print(isinstance(e, (zipfile.BadZipFile, OSError, lzma.LZMAError, EOFError)))
os.chdir(home)
shutil.rmtree(folder)
