# Encodings of several bytes in pieces and in streams: what waits, where a stream stands, whose words are used.
import codecs
import io


def show(f, *args):
    try:
        print(ascii(f(*args)))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))


# gb18030 as of 2000: characters that later editions moved
for point in 0x1E3F, 0xE7C7, 0x9FB4, 0x9FBB, 0xE81E, 0xE864, 0xFE10, 0xFE19, 0xE78D, 0xE796, 0x20087, 0x241FE, 0xE816, 0xE855:
    data = chr(point).encode('gb18030')
    print(hex(point), data, data.decode('gb18030') == chr(point))

# a last byte that no character begins with
for name in 'gbk', 'gb2312', 'gb18030', 'big5', 'euc_kr', 'cp949', 'euc_jp', 'shift_jis':
    for data in b'a\x80', b'a\xff', b'\x80a', b'\xff0', b'\x800':
        show(data.decode, name)
    decoder = codecs.getincrementaldecoder(name)('replace')
    print([(decoder.decode(bytes([b])), decoder.getstate()) for b in b'\xff\x80z'] if name != 'shift_jis' else '')

# readers give what waits when the stream ends
for name in 'gb18030', 'gbk', 'cp949':
    for errors in 'strict', 'backslashreplace':
        reader = codecs.getreader(name)(io.BytesIO(b'ab\xb0\xa1\nc\xeb'), errors)
        for call in (reader.read, 3), (reader.read, 0), (reader.readline,), (reader.read, 9), (reader.read,):
            show(*call)
    reader = codecs.getreader(name)(io.BytesIO(b'a\nb\xb0\xa1\nc'))
    print(reader.readline(), ascii(reader.readlines()))

# text streams: the words of the handler, not of the codec
show(io.TextIOWrapper(io.BytesIO(b'\xff'), 'utf-8', 'xmlcharrefreplace').read)
show(io.TextIOWrapper(io.BytesIO(b'\xff'), 'shift_jis', 'xmlcharrefreplace').read)
show(io.TextIOWrapper(io.BytesIO(b'\xff'), 'punycode', 'namereplace').read)
show(io.TextIOWrapper(io.BytesIO(b'abcd'), 'utf-16').read)
show(codecs.utf_8_decode, b'\xff', 'xmlcharrefreplace', True)


def write(encoding, errors, text):
    stream = io.TextIOWrapper(io.BytesIO(), encoding, errors)
    stream.write(text)
    stream.flush()
    return stream.buffer.getvalue()


codecs.register_error('beyond', lambda e: ('?', 99))
show(write, 'cp437', 'beyond', '\u4e00')
show(write, 'idna', 'beyond', '\u4e00')
show(write, 'utf-16', 'strict', 'x')

# the place of a stream of which nothing was taken
for name in 'gbk', 'utf-16-be', 'utf-32-be', 'utf-7':
    stream = io.TextIOWrapper(io.BytesIO(b'\x8d\x15a'), name, 'replace', newline='')
    print(ascii(stream.read(0)), stream.tell(), ascii(stream.read()))

# punycode has no pieces; idna tells of bytes at once
show(codecs.getincrementaldecoder('punycode')('ignore').decode, b'abc-')
show(codecs.getincrementaldecoder('punycode')('own').decode, b'a')
show(codecs.getincrementaldecoder('idna')().decode, b'\xc2')
show(codecs.getincrementaldecoder('idna')('ignore').decode, b'a')

for start, end in (3, 0), (16, 1), (0, 2):
    print(codecs.namereplace_errors(UnicodeEncodeError('x', 'abcd', start, end, 'why')))

# the first piece behind a mark names the codec as it was asked for
encoder = codecs.getincrementalencoder('utf-32')()
show(encoder.encode, '\udade')
show(encoder.encode, 'a')
show(encoder.encode, '\udade')
show(codecs.utf_7_decode, b'\xff', 'xmlcharrefreplace')
show(codecs.utf_7_decode, b'a+', 'strict')
show(codecs.utf_7_decode, b'a+', 'strict', True)
show(codecs.utf_7_decode, b'a+AOk-', 'strict', True)
