"""zipfile: encrypted members, Path in archives, overlapping members, comments that are too long, the command."""
import contextlib
import io
import os
import tempfile
import warnings
import zipfile


def encrypt(data, password, check):
    """The traditional encryption, to make archives with."""
    def step(c, crc):
        crc = (crc ^ c) & 0xffffffff
        for _ in range(8):
            crc = crc >> 1 ^ 0xEDB88320 if crc & 1 else crc >> 1
        return crc
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(c):
        keys[0] = step(c, keys[0])
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xffffffff
        keys[2] = step(keys[1] >> 24, keys[2])
    for c in password:
        update(c)
    out = bytearray()
    for c in b'elevenbytes' + bytes([check]) + data:
        k = keys[2] | 2
        out.append(c ^ (k * (k ^ 1) >> 8) & 255)
        update(c)
    return bytes(out)


def encrypted_archive():
    import struct
    import zlib
    text = b'hello encrypted world\n' * 9
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(text) + packer.flush()
    out, directory = b'', b''
    for name, method, data in ((b'stored', 0, text), (b'packed', 8, packed)):
        crc = zlib.crc32(text)
        data = encrypt(data, b'secret', crc >> 24)
        common = struct.pack('<HHHHHIIIHH', 20, 1, method, 0, 0x21, crc, len(data), len(text), len(name), 0)
        directory += b'PK\1\2' + struct.pack('<H', 20) + common + struct.pack('<HHHII', 0, 0, 0, 0, len(out)) + name
        out += b'PK\3\4' + common + name + data
    end = struct.pack('<4sHHHHIIH', b'PK\5\6', 0, 0, 2, 2, len(directory), len(out), 0)
    return io.BytesIO(out + directory + end)


def attempt(name, function):
    try:
        result = function()
    except Exception as e:
        result = f'{type(e).__name__}: {e}'
    print(name, '->', result)


with zipfile.ZipFile(encrypted_archive()) as z:
    for name in z.namelist():
        attempt(name, lambda: z.read(name))
        attempt(name, lambda: z.read(name, b'wrong'))
        attempt(name, lambda: z.read(name, 'secret'))
        attempt(name, lambda: len(z.read(name, b'secret')))
        with z.open(name, pwd=b'secret') as f:
            print(f.seek(22), f.read(5), f.seek(0), f.readline(), f.tell(), len(f.read()))
    z.setpassword(b'secret')
    print(z.testzip(), len(z.read('packed')))

data = io.BytesIO()
with zipfile.ZipFile(data, 'w') as z:
    for name in ('a.txt', 'b/c.txt', 'b/d/e.tar.gz', 'b/d/f', 'g/'):
        z.writestr(name, 'in ' + name)
    z.filename = 'some/where.zip'
    root = zipfile.Path(z)
    print(root, root.name, root.stem, root.suffix, root.parent, list(map(str, root.iterdir())))
    b = root / 'b'
    print(repr(b), b.is_dir(), [x.name for x in b.iterdir()], (b / 'd/e.tar.gz').suffixes, b.joinpath('d', 'f').read_text())
    print((b / 'd').parent, (b / 'none').exists(), b == root.joinpath('b'), (b / 'c.txt').filename, (b / 'c.txt').is_file())
    attempt('listdir', (root / 'a.txt').iterdir)
    attempt('open', b.open)

data = io.BytesIO()
with zipfile.ZipFile(data, 'w') as z, warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    z.comment = b'x' * 70000
    print(len(z.comment), [str(w.message) for w in caught])
    z.writestr('one', 'first')
    z.writestr('two', 'second')
    z.filelist[1].header_offset = z.filelist[0].header_offset
    z.filelist[1].filename = z.filelist[1].orig_filename = 'one'
with zipfile.ZipFile(data) as z:
    attempt('overlap', lambda: z.read(z.filelist[0]))

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'x.zip')
    with zipfile.ZipFile(path, 'w') as z:
        z.writestr('a', 'b')
    zipfile.main(['--metadata-encoding', 'utf-8', '-t', path])
    err = io.StringIO()
    with contextlib.redirect_stderr(err):
        try:
            zipfile.main(['--metadata-encoding', 'utf-8', '-c', path, path])
        except SystemExit as e:
            print(e.code, err.getvalue())
