"""The functions that a traceback names where a codec is written in Python."""
import codecs
import io


def names(error):
    tb, out = error.__traceback__, []
    while tb:
        out.append(tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    return out[1:]


def show(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e, names(e), e.__cause__ and names(e.__cause__))


for name in 'undefined', 'hex', 'uu', 'base64', 'quopri', 'zlib', 'bz2', 'rot13', 'idna', 'punycode':
    info = codecs.lookup(name)
    print('#', info.name, [f.__qualname__ for f in (info.encode, info.decode)], [c.__name__ for c in info.streamreader.__mro__],
          [c.__name__ for c in info.incrementalencoder.__mro__], [c.__name__ for c in info.incrementaldecoder.__mro__])
    show(codecs.decode, 1, name), show(codecs.encode, 1, name), show('a'.encode, name)
    show(info.decode, b'\xff'), show(info.encode, 1.)
    show(info.incrementalencoder().encode, 1.), show(info.incrementaldecoder().decode, 1.)
    show(info.streamreader(io.BytesIO(b'ab\xff')).read), show(info.streamreader(io.BytesIO(b'ab\xff')).readline)
    show(info.streamwriter(io.BytesIO()).write, 1.)

for data in b'a-\xff', b'\xff', b'abc-\xffxyz', 'abc-de', 'é', b'99999999', b'!', b'--', b'-', b'', bytearray(b'mnchen-3ya'), 5, None, [b'a'], b'a-b-3ya':
    for errors in 'strict', 'ignore', 'replace', 'other':
        show(codecs.lookup('punycode').decode, data, errors), show(codecs.lookup('punycode').incrementaldecoder(errors).decode, data)
for text in '', 'é', 'bücher', 'a-ü', None, b'a', ['a'], ['é', 'b'], '\U0010ffff\x80', 'ὀὀab\u3000':
    show(codecs.lookup('punycode').encode, text)
for lines in b'begin 666 a\n#86)C\nend\n', b'begin\n#86)CXX\nend\n', b'begin\n#86)CXXXX  \nend\n', b'x\nbegin\n \nend\n', b'begin\n#86\nend\n', b'begin\n#86)\x7f\nend\n', b'', b'begin':
    show(codecs.decode, lines, 'uu')
for name in 'zlib', 'bz2':
    info = codecs.lookup(name)
    data, coder = info.encode(b'abcabc')[0], info.incrementaldecoder()
    print(coder.decode(data[:5]), coder.decode(data[5:]), sorted(vars(coder)))
    show(info.incrementaldecoder().decode, 5)
    encoder = info.incrementalencoder()
    print(info.decode(encoder.encode(b'ab') + encoder.encode(b'c', True)), vars(encoder)['errors'])
    show(info.incrementalencoder, 'ignore'), show(info.encode, b'', 'ignore')


class Failing:
    def read(self, size=-1):
        raise OSError('no more')

    readline = read


for name in 'big5', 'utf-8', 'cp1252':
    for method in 'read', 'readline', 'readlines', '__next__':
        show(getattr(codecs.lookup(name).streamreader(Failing()), method))
