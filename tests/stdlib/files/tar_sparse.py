"""tarfile: sparse members in GNU tar's formats for pax headers, is_tarfile, archives that are broken."""
import gzip
import io
import os
import tarfile
import tempfile


def member(name, data, kind=tarfile.REGTYPE, **changes):
    info = tarfile.TarInfo(name)
    info.size, info.type = len(data), kind
    for key, value in changes.items():
        setattr(info, key, value)
    return info.tobuf(tarfile.USTAR_FORMAT) + data + b'\0' * (-len(data) % 512)


def pax(*records):
    out = b''
    for record in records:
        length = len(record) + 3
        while len(f'{length} {record}\n') != length:
            length += 1
        out += f'{length} {record}\n'.encode()
    return member('PaxHeader', out, tarfile.XHDTYPE)


parts, size = [(512, 3), (5000, 4), (9000, 0)], 9000
whole = bytearray(size)
whole[512:515], whole[5000:5004] = b'abc', b'defg'
stored = b'abcdefg'
pairs = [n for part in parts for n in part]
head = ''.join(f'{n}\n' for n in [len(parts)] + pairs).encode()
archive = (
    pax('GNU.sparse.size=9000', 'GNU.sparse.numblocks=3',
        *(f'GNU.sparse.{key}={n}' for part in parts for key, n in zip(('offset', 'numbytes'), part)))
    + member('zero', stored)
    + pax('GNU.sparse.size=9000', 'GNU.sparse.numblocks=3', 'GNU.sparse.map=' + ','.join(map(str, pairs)),
          'GNU.sparse.name=zero-one') + member('x', stored)
    + pax('GNU.sparse.major=1', 'GNU.sparse.minor=0', 'GNU.sparse.realsize=9000', 'GNU.sparse.name=one')
    + member('x', head + b'\0' * (-len(head) % 512) + stored)
    + member('after', b'plain') + b'\0' * 1024)

for opened in (lambda: tarfile.open(fileobj=io.BytesIO(archive)),
               lambda: tarfile.open(fileobj=io.BytesIO(archive), mode='r|'),
               lambda: tarfile.open(fileobj=io.BytesIO(gzip.compress(archive)))):
    with opened() as tar:
        for info in tar:
            data = tar.extractfile(info).read()
            print(info.name, info.size, info.issparse(), data == bytes(whole) or data)
with tempfile.TemporaryDirectory() as folder:
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder)
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), 'rb') as f:
            data = f.read()
        print(name, data == bytes(whole) or data)

stream = io.BytesIO(archive)
stream.seek(0)
print(tarfile.is_tarfile(stream), stream.tell())
bad = gzip.compress(archive)
broken = bad[:20] + b'\xff' * 20 + bad[40:]
for data, mode in ((broken, 'r'), (archive, 'r|gz'), (b'x' * 2000, 'r')):
    try:
        tarfile.open(fileobj=io.BytesIO(data), mode=mode)
    except tarfile.ReadError as e:
        print(mode, type(e).__name__, str(e).split('\n')[0].split(':')[0])
junk = gzip.compress(b'a' * 1024 + member('foo', b'data'))
with tarfile.open(fileobj=io.BytesIO(junk), ignore_zeros=True) as tar:
    print(tar.getnames())
