"""Codecs that get their input in pieces: incremental coders and their states, stream readers, writers and recoders."""
import codecs, io

def attempt(f, *args):
    try:
        return ascii(f(*args))
    except Exception as e:
        return f'{type(e).__name__}: {e}'

for name in 'unicode-escape', 'raw-unicode-escape':
    for data in [b'a\\', b'a\\\\', b'\\x4', b'\\x', b'\\u004', b'\\u00zz', b'\\U0000', b'\\N', b'\\N{', b'\\N{LF', b'\\1', b'\\\n',
                 b'\\\\u12', b'\\q', b'\\N{L\\u', b'\\u', b'\\x4z', b'\\Nq', b'\\u0041\\']:
        decoder = codecs.getincrementaldecoder(name)()
        print(name, data, attempt(decoder.decode, data), decoder.getstate())
tails = [bytes([a, b]) for a in (0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5) for b in (0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF)]
tails += [t + b'\x80' for t in tails]
for data in tails:
    decoder = codecs.getincrementaldecoder('utf-8')('replace')
    print(data, attempt(decoder.decode, data), decoder.getstate(), attempt(decoder.decode, b'', True))
for name in 'utf-16', 'utf-32', 'utf-8-sig':
    encoder, decoder = codecs.getincrementalencoder(name)(), codecs.getincrementaldecoder(name)()
    print(name, encoder.getstate(), encoder.encode('aé'), encoder.getstate(), encoder.encode('b'), decoder.getstate())
    encoder.setstate(0)
    print(encoder.encode('x'), encoder.reset(), encoder.encode(''), encoder.encode('y'))
    data = 'aé€'.encode(name)
    for i in range(0, len(data), 3):
        print(attempt(decoder.decode, data[i:i + 3]), decoder.getstate(), end=' ')
    state = decoder.getstate()
    decoder.reset()
    print(decoder.getstate(), attempt(decoder.decode, b'spam' * 3, True))
    decoder.setstate(state)
    print(attempt(decoder.decode, 'q'.encode(name + '-le' if name[-1] in '26' else 'utf-8')))
    big = {'utf-16': codecs.BOM_UTF16_BE + 'big'.encode('utf-16-be'), 'utf-32': codecs.BOM_UTF32_BE + 'big'.encode('utf-32-be')}
    decoder.reset()
    print(attempt(decoder.decode, big.get(name, b'\xef\xbb\xbfbig')), decoder.getstate())
    raw = io.BytesIO()
    writer = codecs.getwriter(name)(raw)
    writer.write('one\n')
    writer.writelines(['two\r', '\nthree'])
    print(raw.getvalue())
    writer.seek(0)
    writer.write('1')
    print(raw.getvalue()[:16])
    reader = codecs.getreader(name)(io.BytesIO('äx\r\ny\u2028z\rlast'.encode(name)))
    print(ascii([reader.readline(), reader.read(1), reader.read(0), reader.readline(keepends=False), reader.readlines()]))
    reader.seek(0)
    print(ascii(list(reader)), attempt(codecs.getreader(name)(io.BytesIO(b'no mark here')).read))
lines = ['Humpty sat\n', 'on a\r\n', 'wäll\x85', 'x' * 200 + '\n', 'end']
for name in 'utf-8', 'utf-7', 'latin-1', 'unicode-escape', 'utf-16-be':
    data = ''.join(lines).encode(name)
    reader = codecs.getreader(name)(io.BytesIO(data))
    print(name, ascii([reader.readline(), reader.read(3), reader.readline(4), reader.readline(), reader.read(2), len(reader.readline()), reader.read()]))
    reader.seek(0)
    print([len(line) for line in reader], [len(line) for line in codecs.getreader(name)(io.BytesIO(data)).readlines(keepends=False)])
print(attempt(codecs.getreader('utf-8')(io.BytesIO(b'good\nbad \xff\n')).readline), attempt(codecs.getreader('utf-8')(io.BytesIO(b'g\xff\nx')).readline))
with codecs.EncodedFile(io.BytesIO('äö\nü\n'.encode('latin-1')), 'utf-8', 'latin-1') as f:
    print(f.readline(), f.readlines(), f.seek(0), next(f), list(f))
    f.write('é'.encode())
    f.writelines([b'a', b'\xc3', b'\xbc'])
    f.seek(0)
    print(f.read(), f.stream.getvalue(), f.reset())
