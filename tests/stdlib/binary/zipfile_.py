# ZIP archives: written, read back, extended, damaged, extracted.
import io
import os
import tempfile
import warnings
import zipfile

b = io.BytesIO()
with zipfile.ZipFile(b, 'w') as z:
    z.writestr(zipfile.ZipInfo('a.txt', (2020, 1, 2, 3, 4, 6)), 'hello')
    i = zipfile.ZipInfo('dir/ü.bin', (2021, 5, 6, 7, 8, 10))
    i.compress_type = zipfile.ZIP_DEFLATED
    i.comment = b'note'
    z.writestr(i, bytes(1000))
    z.writestr(zipfile.ZipInfo('empty'), b'')
    z.comment = b'archive comment'
    print(z.mode)
data = b.getvalue()
print(len(data), data[:60], zipfile.is_zipfile(io.BytesIO(data)), zipfile.is_zipfile(io.BytesIO(b'no')))
z = zipfile.ZipFile(io.BytesIO(data))
print(z.namelist(), z.comment, z.testzip())
for i in z.infolist():
    print(i.filename, i.date_time, i.compress_type, i.CRC, i.file_size, i.compress_size, i.flag_bits, i.comment, i.is_dir(), i)
print(z.read('a.txt'), len(z.read('dir/ü.bin')), z.read('empty'))
z.printdir()
with z.open('a.txt') as f:
    print(f.read(2), f.tell(), f.readable(), f.seekable(), f.peek(2), f.read(), f.read(), f.seek(1), f.read(2), f.name, f.mode)
with z.open('dir/ü.bin') as f:
    print(len(f.read(10)), f.seek(500), len(f.read()), f.seek(-5, 2), len(f.read1(100)))
with io.TextIOWrapper(z.open('a.txt'), 'utf-8') as t:
    print(t.read())


def tr(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, e)


tr(z.read, 'missing')
tr(z.open, 'a.txt', 'x')
tr(z.getinfo, 'nope')
tr(zipfile.ZipFile, io.BytesIO(b'not a zip file at all'))
tr(zipfile.ZipFile, io.BytesIO(b''))
tr(zipfile.ZipFile, io.BytesIO(data[:-30]))
tr(zipfile.ZipFile, io.BytesIO(data), 'q')
tr(zipfile.ZipFile, '/nonexistent/file.zip')
tr(zipfile.ZipInfo, 'x', (1970, 1, 1, 0, 0, 0))
broken = zipfile.ZipFile(io.BytesIO(data.replace(b'hello', b'jello', 1)))
print(broken.testzip())
tr(broken.read, 'a.txt')
z.close()
tr(z.read, 'a.txt')
tr(z.writestr, 'a', 'b')

# adding to an archive, a stream written piece by piece, duplicates
b = io.BytesIO(data)
with zipfile.ZipFile(b, 'a', zipfile.ZIP_DEFLATED, compresslevel=9) as z:
    with z.open('new', 'w') as f:
        f.write(b'part one ' * 10)
        f.write(b'part two')
    tr(z.open, 'a.txt')
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        z.writestr('new', b'again')
        print([str(x.message) for x in w])
    z.mkdir('folder')
    print(z.namelist(), z.getinfo('folder/').is_dir())
with zipfile.ZipFile(b) as z:
    print(z.read('new'), z.testzip(), [i.compress_type for i in z.infolist()])
with zipfile.ZipFile(io.BytesIO(b'prefix' + data)) as z:
    print(z.read('a.txt'))

# to and from disk
top = tempfile.mkdtemp()
os.makedirs(top + '/src/sub')
for name in ('src/one.txt', 'src/sub/two.txt'):
    with open(os.path.join(top, name), 'w') as f:
        f.write(name * 3)
path = os.path.join(top, 'x.zip')
with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
    z.write(os.path.join(top, 'src/one.txt'), 'one.txt')
    z.write(os.path.join(top, 'src/sub/two.txt'), 'sub/two.txt')
    z.writestr('../escape.txt', 'kept inside')
print(zipfile.is_zipfile(path))
with zipfile.ZipFile(path) as z:
    print(os.path.relpath(z.extract('one.txt', top + '/out'), top))
    z.extractall(top + '/all')
    print(sorted(os.path.relpath(os.path.join(d, f), top) for d, _, fs in os.walk(top + '/all') for f in fs))
    print(open(top + '/all/sub/two.txt').read())
    p = zipfile.Path(z)
    print(sorted(x.name for x in p.iterdir()), (p / 'sub' / 'two.txt').read_text(), (p / 'nope').exists(), (p / 'sub').is_dir())
try:
    zipfile.ZipFile(path, 'x')
except FileExistsError as e:
    print('exists')
big = io.BytesIO()
with zipfile.ZipFile(big, 'w') as z:
    with z.open('forced', 'w', force_zip64=True) as f:
        f.write(b'data')
with zipfile.ZipFile(big) as z:
    print(z.read('forced'), z.getinfo('forced').extract_version)


class Pipe(io.RawIOBase):
    def __init__(self):
        self.parts = []

    def writable(self):
        return True

    def write(self, data):
        self.parts.append(bytes(data))
        return len(data)


pipe = Pipe()
with zipfile.ZipFile(pipe, 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('streamed', 'no seeking here')
with zipfile.ZipFile(io.BytesIO(b''.join(pipe.parts))) as z:
    print(z.read('streamed'), z.getinfo('streamed').flag_bits)
