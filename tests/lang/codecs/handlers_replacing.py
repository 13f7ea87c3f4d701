"""What error handlers may give: characters that the encoding has, whole units, other input to go on with."""
import codecs

replacement = None


def handle(exc):
    return replacement, exc.end


codecs.register_error('test.replacing', handle)
for encoding, text, replacement in (
        ('ascii', '[\xa4]', 'abc'), ('ascii', '[\xa4]', '\xbd'), ('ascii', '[\xa4]', b'\xbd'),
        ('iso-8859-1', '[\u20ac]', '\xbd'), ('iso-8859-1', '[\u20ac]', '\u0153'), ('iso-8859-15', '[\xa4]', '\u0153'),
        ('iso-8859-15', '[\xa4]', '\xbd'), ('cp1252', '[\x81]', '\u20ac'), ('utf-8', '[\udc80]', '\xe9'),
        ('utf-8', '[\udc80]', 'x'), ('utf-16', '[\udc80]', '\U0001f40d'), ('utf-32-le', '[\udc80]', 'y'),
        ('utf-16le', '[\udc80]', b'a'), ('utf-16be', '[\udc80]', b'ab'), ('utf-32be', '[\udc80]', b'abcde'),
        ('utf-8', '[\udc80]', '\udcff'), ('utf-8', '[\udc80]', '')):
    try:
        print(encoding, ascii(text), ascii(replacement), text.encode(encoding, 'test.replacing'))
    except UnicodeEncodeError as e:
        print(encoding, ascii(text), ascii(replacement), ascii(str(e)), e.start, e.end)


def other_input(exc):
    exc.object = other
    return '\u4242', 0


codecs.register_error('test.other_input', other_input)
for other in (b'', b'ab', 42):
    for encoding, data in (('ascii', b'\xff'), ('utf-8', b'\xff'), ('utf-7', b'++'), ('unicode-escape', b'\\u123g')):
        try:
            print(encoding, ascii(data.decode(encoding, 'test.other_input')))
        except TypeError as e:
            print(encoding, type(e).__name__, e)

for name in ('surrogateescape', 'surrogatepass', 'namereplace', 'replace', 'ignore', 'backslashreplace'):
    handler = codecs.lookup_error(name)
    for exc in (42, UnicodeError('x'), UnicodeTranslateError('\udc80', 0, 1, 'x'), UnicodeEncodeError('ascii', 'a\udc80b', 1, 2, 'x'),
                UnicodeEncodeError('utf-8', 'a\ud800b', 1, 2, 'x'), UnicodeEncodeError('utf-8', '\x00', 0, 1, 'x'),
                UnicodeDecodeError('ascii', b'a\x80\xffb', 1, 2, 'x'), UnicodeDecodeError('utf-8', b'\xed\xa0\x80', 0, 1, 'x'),
                UnicodeDecodeError('utf-16le', b'a\x00\xd8b', 1, 2, 'x')):
        try:
            print(name, ascii(exc), ascii(handler(exc)))
        except (TypeError, UnicodeError) as e:
            print(name, ascii(exc), type(e).__name__)
