import os, io, tempfile
d = tempfile.mkdtemp(); os.chdir(d)
def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__ + ':', e)

with open('a.txt', 'w') as f:
    t(f.write, 'one\ntwo\nthree'); t(f.writelines, ['\n', 'four\n']); print(f.name, f.mode, f.encoding, f.closed, f.writable(), f.readable(), f.seekable(), f.newlines, f.errors, f.line_buffering)
    t(f.read); t(f.tell)
print(f.closed); t(f.write, 'x'); t(f.read); t(f.close); print(f)
with open('a.txt') as f:
    print(f.read(3), repr(f.read(2)), f.tell(), f.readline(), repr(f.readline()), f.readlines(), repr(f.read()), repr(f.readline()))
with open('a.txt') as f:
    for i, line in enumerate(f):
        print(i, repr(line))
    t(f.tell)
with open('a.txt') as f:
    next(f); t(f.tell); t(lambda: f.seek(0)); t(f.readline, 2); t(f.seek, 0, 2); t(f.seek, -1, 1); t(f.seek, -1, 2); t(f.seek, -1); t(f.seek, 0, 5)
    t(f.write, 'x'); t(list, f); t(f.fileno) if 0 else None
with open('a.txt', 'a') as f:
    t(f.tell); f.write('five\n')
print(open('a.txt').read().splitlines())
with open('a.txt', 'r+') as f:
    f.write('ONE'); f.seek(0); print(f.readline())
with open('a.txt', 'w+') as f:
    f.write('new'); f.seek(0); print(f.read()); f.truncate(1); f.seek(0); print(f.read())
t(open, 'nope.txt'); t(open, 'a.txt', 'z'); t(open, 'a.txt', 'rw'); t(open, 'a.txt', 'rbt'); t(open, 'a.txt', 'rb', encoding='utf-8'); t(open, 'a.txt', ''); t(open, 'a.txt', 'x'); t(open, '.', 'r'); t(open, 5.5); t(open, 'a.txt', 'rr'); t(open, 'a.txt', 'rb', newline='\n'); t(open, 'a.txt', buffering=0); t(open, 'a.txt', newline='q'); t(open, 'a\0b'); t(open, 'nodir/x', 'w'); t(open, 'a.txt', encoding='no-such'); t(open, 999); t(open, '')
with open('b.bin', 'wb') as f:
    t(f.write, b'abc\ndef\n'); t(f.write, 'str'); t(f.write, bytearray(b'xyz')); print(f, f.mode, f.name)
with open('b.bin', 'rb') as f:
    t(f.read, 2); t(f.peek) ; t(f.readline); t(f.read1, 3); t(f.tell); t(f.seek, 1); t(f.read); b = bytearray(4); f.seek(0); t(f.readinto, b); print(b); t(f.write, b'x'); t(f.seek, -2, 2); t(f.read); f.seek(0); print(list(f)); print(f.raw.mode, f.raw.closefd)
with open('b.bin', 'r+b') as f:
    f.read(3); f.write(b'ZZ'); f.seek(0); print(f.read()); print(f)
with open('b.bin', 'rb', buffering=0) as f:
    print(f, f.read(2), f.readall())
# line ends
with open('nl', 'wb') as f: f.write(b'a\r\nb\rc\nd')
for nl in (None, '', '\n', '\r', '\r\n'):
    with open('nl', newline=nl) as f:
        print(repr(nl), f.readlines(), f.newlines)
    with open('nl', newline=nl) as f:
        print(repr(f.read()), repr(f.newlines))
for nl in (None, '', '\n', '\r', '\r\n'):
    with open('nl2', 'w', newline=nl) as f: f.write('x\ny\n')
    print(repr(nl), open('nl2', 'rb').read())
# encodings
with open('u', 'w', encoding='utf-8') as f: f.write('h\xe9llo \u20ac \U0001f600\n')
print(open('u', 'rb').read(), open('u', encoding='utf-8').read(), ascii(open('u', encoding='latin-1').read()))
t(lambda: open('u', encoding='ascii').read()); t(lambda: open('u', encoding='ascii', errors='replace').read() and 1); t(lambda: open('u', encoding='ascii', errors='ignore').read())
with open('u', encoding='utf-8') as f: print([f.read(1) for _ in range(9)], f.tell())
with open('l', 'w', encoding='latin-1') as f: t(f.write, 'caf\xe9'); t(f.write, '\u20ac')
print(open('l', 'rb').read())
with open('u16', 'w', encoding='utf-16') as f: f.write('ab'); f.write('c')
print(open('u16', 'rb').read(), open('u16', encoding='utf-16').read())
with open('sig', 'w', encoding='utf-8-sig') as f: f.write('ab')
print(open('sig', 'rb').read(), open('sig', encoding='utf-8-sig').read())
t(lambda: open('x', 'w').write('\udcff')); t(lambda: open('x', 'w', errors='surrogateescape').write('\udcff'))
# in memory
s = io.StringIO('a\nb'); print(s.read(1), s.readline(), s.tell(), s.read(), repr(s.read())); s.write('Z'); print(repr(s.getvalue())); s.seek(0); print(list(s)); t(s.write, 5); s.truncate(1); print(s.getvalue()); s.close(); t(s.read); t(s.getvalue); print(s.closed)
s = io.StringIO(newline=None); s.write('a\r\nb\r'); print(repr(s.getvalue())); s = io.StringIO('x\ny', newline='\r\n'); print(repr(s.getvalue())); t(io.StringIO, 5)
b = io.BytesIO(b'abc\ndef'); print(b.read(2), b.readline(), b.tell(), b.read()); b.seek(1); b.write(b'ZZ'); print(b.getvalue(), b.getbuffer().nbytes); b.seek(10); b.write(b'!'); print(b.getvalue()); t(b.write, 'x'); t(b.seek, -1); print(b.seek(-3, 2), b.read())
with io.BytesIO() as b: b.write(b'1')
t(b.getvalue)
w = io.TextIOWrapper(io.BytesIO(b'l1\nl2\n'), encoding='utf-8'); print(w.readline(), w.read(), w.name if hasattr(w, 'name') else 'noname'); print(type(w.detach())); t(w.read)
buf = io.BytesIO(); w = io.TextIOWrapper(buf, 'utf-8', write_through=True); w.write('hi'); print(buf.getvalue()); print(isinstance(w, io.TextIOBase), isinstance(buf, io.BufferedIOBase), isinstance(s, io.IOBase), issubclass(io.UnsupportedOperation, (OSError, ValueError)))
class Raw(io.RawIOBase):
    def __init__(self, d): self.d = d
    def readable(self): return True
    def readinto(self, b):
        n = min(len(b), len(self.d)); b[:n] = self.d[:n]; self.d = self.d[n:]; return n
print(io.BufferedReader(Raw(b'hello\nworld')).readlines(), Raw(b'xyz').read(), Raw(b'xyz').read(2), io.TextIOWrapper(io.BufferedReader(Raw(b'a\nb'))).read())
print(io.open is open, io.SEEK_END, io.DEFAULT_BUFFER_SIZE)
import contextlib
o = io.StringIO()
with contextlib.redirect_stdout(o): print('captured', end='')
print(o.getvalue())
print(sorted(os.listdir('.')), os.path.getsize('b.bin'), os.path.exists('a.txt'))
os.remove('a.txt'); t(os.remove, 'a.txt'); t(os.rmdir, 'nl'); t(os.mkdir, 'nl'); t(os.listdir, 'zz'); t(os.rename, 'zz', 'yy')
print([e.name for e in sorted(os.scandir(), key=lambda e: e.name) if e.is_file()][:3])
os.makedirs('p/q/r'); open('p/q/f', 'w').close(); print([(r, sorted(ds), fs) for r, ds, fs in os.walk('p')]); t(os.makedirs, 'p/q'); os.makedirs('p/q', exist_ok=True)
f = open('gone', 'w'); f.write('data'); del f; print(open('gone').read())
