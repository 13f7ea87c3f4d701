"""Coders and streams given several wrong arguments name the first of them, and readers keep lines as CPython's do."""
import codecs
import io


def tell(label, f):
    try:
        print(label, repr(f())[:100])
    except Exception as e:
        print(label, type(e).__name__, e)


class Stream:
    def __init__(self, data):
        self.data = data

    def read(self, size=None):
        piece = self.data if size is None else self.data[:size]
        self.data = self.data[len(piece):]
        return piece


for encoding in ('utf-16', 'utf-32-le', 'utf-8', 'utf-8-sig', 'latin-1', 'cp1252', 'unicode_escape', 'gb2312', 'hz'):
    info = codecs.lookup(encoding)
    for errors in None, 1, 'a\0':
        for value in None, 'a', []:
            print(encoding, repr(errors), repr(value))
            tell('encode', lambda: info.encode(value, errors))
            tell('decode', lambda: info.decode(value, errors))
            tell('encoder', lambda: info.incrementalencoder(errors).encode(value))
            tell('decoder', lambda: info.incrementaldecoder(errors).decode(value, value))
            tell('write', lambda: info.streamwriter(io.BytesIO(), errors).write(value))
            tell('writelines', lambda: info.streamwriter(io.BytesIO(), errors).writelines(value))
            tell('read', lambda: info.streamreader(io.BytesIO(b'abc'), errors).read(value))
            tell('readline', lambda: info.streamreader(io.BytesIO(b'abc'), errors).readline(value))
for name in 'utf_16_encode', 'utf_32_encode', 'utf_16_decode', 'utf_32_ex_decode', 'charmap_encode', 'ascii_decode', 'escape_encode':
    function = getattr(codecs, name)
    for arguments in (1, 2), ([], []), ('a', 2), (b'a', 2), ('a', None, 'x'), (b'a', None, 'x'), ('a', 'a\0', 2**40), (b'a', 'a\0', 2**40):
        tell((name, *arguments), lambda: function(*arguments))

encoder = codecs.getincrementalencoder('shift_jis')()
for errors in 'replace', 'a\0b', 1, None, '\ud800':
    tell(('errors', errors), lambda: (setattr(encoder, 'errors', errors), encoder.errors))
tell('del', lambda: delattr(encoder, 'errors'))

TEXT = 'a\u00e9bc\n\ndef\r\nqqqqq\rxx\n' + 'z' * 90 + '\n' + 'y\n' * 3 + 'e'
for encoding in 'utf-8', 'utf-16-le':
    for size in None, 1, 5, 20, -1:
        reader = codecs.getreader(encoding)(Stream(TEXT.encode(encoding)))
        for i in range(12):
            print(encoding, size, repr(reader.readline(size, i % 2 == 0)), repr(reader.charbuffer), reader.bytebuffer, reader.linebuffer)
            if i % 5 == 4:
                print(repr(reader.read(-1, 2)), repr(reader.charbuffer), reader.bytebuffer, reader.linebuffer)
        reader.reset()
        print(repr(reader.charbuffer), reader.linebuffer)
