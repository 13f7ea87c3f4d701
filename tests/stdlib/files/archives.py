"""shutil's archives and their registries; tempfile.SpooledTemporaryFile; typing's streams; log handlers over sockets."""
import io, logging, logging.config, logging.handlers, os, pickle, queue, shutil, socket, struct, tarfile, tempfile, threading, typing, zipfile
d = tempfile.mkdtemp(); os.chdir(d)
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e).replace(d, 'D'))
os.makedirs('src/sub'); open('src/a', 'w').write('A'); open('src/sub/b', 'w').write('B')
print([n for n, _ in shutil.get_archive_formats() if n in ('tar', 'gztar', 'zip')], [(n, e) for n, e, _ in shutil.get_unpack_formats() if n in ('tar', 'gztar', 'zip')])
for fmt in 'zip', 'tar', 'gztar':
    for root, base in ('src', None), (None, 'src'), ('src', 'sub'):
        name = shutil.make_archive(fmt, fmt, root, base); print(os.path.relpath(name), os.path.isabs(name), sorted(zipfile.ZipFile(name).namelist()) if fmt == 'zip' else sorted(tarfile.open(name).getnames()))
    shutil.rmtree('out', ignore_errors=True); shutil.unpack_archive(name, 'out'); print(sorted(os.listdir('out')), open('out/sub/b').read())
err(lambda: shutil.make_archive('x', 'rar')); err(lambda: shutil.unpack_archive('x.rar')); err(lambda: shutil.unpack_archive('x', format='rar')); err(lambda: shutil.unpack_archive('src/a', format='zip')); err(lambda: shutil.unpack_archive('src/a', format='tar'))
err(lambda: shutil.register_archive_format('x', 1)); err(lambda: shutil.register_archive_format('x', len, 1)); err(lambda: shutil.register_archive_format('x', len, [1]))
shutil.register_archive_format('x', lambda n, b, **k: print(os.path.basename(n), b, sorted(k)) or 'done', [('q', 1)], 'mine'); print(shutil.make_archive('n', 'x'), ('x', 'mine') in shutil.get_archive_formats()); shutil.unregister_archive_format('x'); err(lambda: shutil.unregister_archive_format('x'))
err(lambda: shutil.register_unpack_format('y', ['.zip'], len)); err(lambda: shutil.register_unpack_format('y', ['.y'], 5)); shutil.register_unpack_format('y', ['.y'], lambda f, e, k=0: print(f, os.path.basename(e), k), [('k', 3)]); shutil.unpack_archive('z.y', 'out'); shutil.unregister_unpack_format('y')
with tempfile.SpooledTemporaryFile(10, 'w+', encoding='utf-8') as f: f.write('abc'); print(f.name, f.mode, f.encoding, f._rolled, f.readable(), f.seekable(), f.writable()); f.write('x' * 20); print(f._rolled, f.seek(0), f.read(4), f.isatty(), f.newlines)
print(tempfile.SpooledTemporaryFile[bytes], queue.Queue[int], queue.SimpleQueue[str])
print(typing.IO[str], sorted(n for n in dir(typing.TextIO) if not n.startswith('_')), typing.BinaryIO.__mro__[1].__name__)
# records over TCP and UDP
def server(kind):
    s = socket.socket(socket.AF_INET, kind); s.bind(('127.0.0.1', 0))
    if kind == socket.SOCK_STREAM: s.listen(1)
    s.settimeout(10); return s, s.getsockname()[1]
log = logging.getLogger('net'); log.propagate = False; log.setLevel(10)
s, port = server(socket.SOCK_STREAM); h = logging.handlers.SocketHandler('127.0.0.1', port); log.addHandler(h)
log.warning('hello %s', 'tcp')
c, _ = s.accept(); c.settimeout(10); n, = struct.unpack('>L', c.recv(4)); r = logging.makeLogRecord(pickle.loads(c.recv(n))); print(r.getMessage(), r.levelname, r.args, r.name); log.removeHandler(h); h.close(); c.close(); s.close()
s, port = server(socket.SOCK_DGRAM); h = logging.handlers.DatagramHandler('127.0.0.1', port); log.addHandler(h); log.info('udp %d', 5)
data = s.recv(5000); r = logging.makeLogRecord(pickle.loads(data[4:])); print(r.getMessage(), r.levelname); log.removeHandler(h); h.close()
h = logging.handlers.SysLogHandler(('127.0.0.1', port), facility='local3'); h.ident = 'me: '; log.addHandler(h); log.error('sys'); print(s.recv(500)); h.append_nul = False; log.debug('d'); print(s.recv(500)); log.removeHandler(h); h.close(); s.close()
print(logging.handlers.SysLogHandler.LOG_LOCAL7, h.encodePriority('user', 'err'), h.mapPriority('X'), len(h.facility_names), len(h.priority_names))
err(lambda: logging.handlers.HTTPHandler('h', '/', 'PUT')); err(lambda: logging.handlers.HTTPHandler('h', '/', context=1))
s, port = server(socket.SOCK_STREAM); h = logging.handlers.HTTPHandler('127.0.0.1:%d' % port, '/log', 'POST', credentials=('u', 'p')); h.mapLogRecord = lambda r: {'m': r.getMessage(), 'l': r.levelno}; log.addHandler(h); got = []
def serve():
    c, _ = s.accept(); c.settimeout(10); t = b''
    while not t.endswith(b'm=a+b&l=30'): t += c.recv(999)
    got.append(t); c.sendall(b'HTTP/1.0 200 OK\r\n\r\n'); c.close()
t = threading.Thread(target=serve); t.start(); log.warning('a b'); t.join(); print(sorted(l for l in got[0].split(b'\r\n') if not l.startswith((b'Host', b'Accept')))); log.removeHandler(h); s.close()
# configuration that comes over a socket
seen = []
t = logging.config.listen(0, verify=lambda b: seen.append(b) or b); t.start(); t.ready.wait(); t.ready.clear()
conf = b'{"version": 1, "loggers": {"via": {"level": "ERROR"}}, "disable_existing_loggers": false}'
c = socket.create_connection(('localhost', t.port)); c.sendall(struct.pack('>L', len(conf)) + conf); t.ready.wait(10); c.close(); logging.config.stopListening(); t.join(10)
print(logging.getLogger('via').level, seen == [conf], t.is_alive())
