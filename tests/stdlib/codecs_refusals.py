"""What the functions, coders and streams of codecs say of arguments that do not fit."""
import codecs
import io


def tell(*label):
    def run(f):
        try:
            print(*label, repr(f()))
        except (TypeError, UnicodeError, ValueError) as e:
            print(*label, type(e).__name__, e)
    return run


for name in ('utf-8', 'utf-7', 'utf-16', 'utf-16-le', 'utf-32', 'utf-8-sig', 'unicode_escape', 'raw_unicode_escape', 'latin-1', 'ascii',
             'cp437', 'gbk', 'iso2022_jp', 'hz', 'koi8-r', 'gb18030'):
    info = codecs.lookup(name)
    tell(name, 'decode()')(lambda: info.decode())
    tell(name, 'decode 5')(lambda: info.decode(b'a', 5))
    tell(name, 'encode 5')(lambda: info.encode('a', 5))
    tell(name, 'encode number')(lambda: info.encode(5))
    tell(name, 'encode stream')(lambda: info.encode('a', io.BytesIO()))
    tell(name, 'encoder of a list')(lambda: info.incrementalencoder(None).encode([], 'x'))
    tell(name, 'encoder of bytes')(lambda: info.incrementalencoder().encode(b''))
    tell(name, 'decoder of a list')(lambda: info.incrementaldecoder().decode([], True))
    tell(name, 'reader over two')(lambda: info.streamreader(len, io.BytesIO())())
    tell(name, 'reader over nothing')(lambda: info.streamreader())
    tell(name, 'writer with 5')(lambda: info.streamwriter(io.BytesIO(), 5).write('a'))
    tell(name, 'writer')(lambda: info.streamwriter(io.BytesIO()).write('a\ud800'))
    tell(name, 'called')(lambda: info.streamreader(io.BytesIO())())

for name in 'utf-16', 'utf-32', 'utf-8-sig':
    out = io.BytesIO()
    writer = codecs.getwriter(name)(out)
    tell(name)(lambda: writer.write('\ud800'))
    writer.write('a')
    writer.write('é')
    print(name, out.getvalue())
for label in 'gbk', 'iso2022_kr', 'cp1252', 'utf_7':
    reader = codecs.getreader(label)(io.BytesIO('aé'.encode(label, 'ignore')), errors='replace')
    print(label, reader.read(), reader.errors)
