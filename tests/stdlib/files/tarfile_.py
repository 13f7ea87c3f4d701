"""Tar archives written, read, listed and extracted; headers byte for byte."""
import hashlib, io, os, tarfile, tempfile
d = tempfile.mkdtemp(); os.chdir(d)
def info(name, **k):
    t = tarfile.TarInfo(name); t.mtime = 1000000000; t.uid = t.gid = 7; t.uname = 'u'; t.gname = 'g'
    for a, b in k.items(): setattr(t, a, b)
    return t
members = [(info('a.txt', size=5), b'hello'), (info('dir', type=tarfile.DIRTYPE, mode=0o755), None), (info('dir/b' + 'x' * 120, size=700), b'q' * 700),
           (info('sym', type=tarfile.SYMTYPE, linkname='a.txt'), None), (info('hard', type=tarfile.LNKTYPE, linkname='a.txt'), None), (info('é.txt', size=1, mtime=1.5), b'u'), (info('p/' * 60 + 'f', size=0), b'')]
blobs = {}
for fmt in tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT:
    f = io.BytesIO()
    with tarfile.open(fileobj=f, mode='w', format=fmt) as t:
        for m, data in members:
            try: t.addfile(m, io.BytesIO(data) if data is not None else None)
            except ValueError as e: print(fmt, m.name[:10], e)
    blobs[fmt] = f.getvalue(); print(fmt, len(blobs[fmt]), hashlib.sha256(blobs[fmt]).hexdigest()[:16])
    with tarfile.open(fileobj=io.BytesIO(blobs[fmt])) as t:
        for m in t: print('  ', m.name[:12], len(m.name), m.size, m.mtime, m.type, m.linkname, oct(m.mode), m.uid, m.uname, m.isreg(), m.isdir(), m.offset, m.offset_data, sorted(m.pax_headers))
        print(t.extractfile('a.txt').read(), t.extractfile('sym').read(), t.extractfile('hard').readline(), t.extractfile('dir'), t.getnames()[:2])
        r = t.extractfile(members[2][0].name) if members[2][0].name in t.getnames() else t.extractfile('a.txt'); print(r.seek(2), len(r.read()), r.tell())
with tarfile.open('x.tar.gz', 'w:gz') as t:
    for m, data in members: t.addfile(m, io.BytesIO(data) if data is not None else None)
with tarfile.open('x.tar.gz') as t: t.extractall('out'); t.list(verbose=False)
print(sorted(os.listdir('out')), open('out/a.txt').read(), os.readlink('out/sym'), os.stat('out/hard').st_nlink, oct(os.stat('out/dir').st_mode))
os.makedirs('src/sub'); open('src/1', 'w').write('one'); open('src/sub/2', 'w').write('two'); os.link('src/1', 'src/3')
with tarfile.open('y.tar', 'w') as t: t.add('src', arcname='S', filter=lambda m: None if m.name.endswith('2') else m)
with tarfile.open('y.tar', 'a') as t: t.add('src/sub/2', 'extra')
with tarfile.open('y.tar', 'r:') as t: print([(m.name, m.size, m.linkname) for m in t.getmembers()]); t.extract('S/1', 'o2'); print(os.listdir('o2/S'))
s = io.BytesIO()
with tarfile.open(fileobj=s, mode='w|gz') as t: t.add('src/1', 'one')
with tarfile.open(fileobj=io.BytesIO(s.getvalue()), mode='r|*') as t:
    for m in t: print(m.name, t.extractfile(m).read())
print(tarfile.is_tarfile('y.tar'), tarfile.is_tarfile('x.tar.gz'), tarfile.is_tarfile('src/1'))
def err(f):
    try: f()
    except Exception as e: print(type(e).__name__, str(e)[:90].split('\n')[0])
err(lambda: tarfile.open('src/1')); err(lambda: tarfile.open('nosuch')); err(lambda: tarfile.open('y.tar', 'q')); err(lambda: tarfile.open('y.tar', 'r:zip')); err(lambda: tarfile.open())
t = tarfile.open('y.tar'); err(lambda: t.getmember('zz')); err(lambda: t.add('src')); t.close(); err(lambda: t.getnames())
err(lambda: tarfile.open(fileobj=io.BytesIO(blobs[0][:700])).getnames()); err(lambda: tarfile.open(fileobj=io.BytesIO(b''))); err(lambda: tarfile.open(fileobj=io.BytesIO(b'\0' * 100)))
print(bytes(tarfile.itn(8 ** 7, 8, tarfile.GNU_FORMAT)), tarfile.nti(b'\x80\0\0\0\0\0\1\0'), tarfile.nti(tarfile.itn(-5, 8, tarfile.GNU_FORMAT))); err(lambda: tarfile.itn(8 ** 7)); err(lambda: tarfile.itn(-1))
print(repr(tarfile.TarInfo('n'))[:14], tarfile.TarInfo('n').get_info()['mode'])
