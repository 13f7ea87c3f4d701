# What a codec of the script is given by each way in, and what becomes of odd answers.
import codecs
import io


def shown(x):
    return type(x).__name__, x if isinstance(x, str) else bytes(x)


log = []


def encode(s, errors='strict'):
    log.append(('encode', shown(s), errors))
    return b'out', len(s)


def decode(b, errors='strict'):
    log.append(('decode', shown(b), errors))
    return 'out', len(b)


class Text(str):
    pass


class Data(bytes):
    pass


def find(name):
    if name == 'mine':
        return codecs.CodecInfo(encode, decode, name=name)
    if name == 'single':
        return codecs.CodecInfo(encode, lambda b, *errors: (Text('q'), 1), name=name)
    if name == 'several':
        return codecs.CodecInfo(encode, lambda b, *errors: (Text('qr'), 2), name=name)


def show(label, f):
    log.clear()
    try:
        result = f()
        print(label, type(result).__name__, result, *log)
    except Exception as e:
        print(label, type(e).__name__, e, *log)


codecs.register(find)
for data in b'ab', bytearray(b'ab'), Data(b'ab'):
    show('method', lambda: data.decode('mine'))
    show('str()', lambda: str(data, 'mine', 'ignore'))
    show('function', lambda: codecs.decode(data, 'mine'))
    show('decoder', lambda: codecs.getdecoder('mine')(data))
show('str()', lambda: str(memoryview(b'ab'), 'mine'))
show('gaps', lambda: str(memoryview(b'abcd')[::2], 'mine'))
for text in 'ab', Text('ab'):
    show('method', lambda: text.encode('mine'))
    show('bytes()', lambda: bytes(text, 'mine'))
    show('bytearray()', lambda: bytearray(text, 'mine'))
    show('function', lambda: codecs.encode(text, 'mine'))
show('one', lambda: b'a'.decode('single'))
show('two', lambda: b'a'.decode('several'))
show('stream', lambda: io.TextIOWrapper(io.BytesIO(b'a'), 'mine').read())

# arguments of the wrong type
for name in 'utf-8', 'utf-16', 'utf-8-sig', 'latin-1', 'cp1252', 'unicode_escape', 'gbk':
    show(name, lambda: codecs.getincrementalencoder(name)().encode(1e300))
    show(name, lambda: codecs.getencoder(name)(None))
    show(name, lambda: codecs.getencoder(name)('a', 5))
    show(name, lambda: codecs.getdecoder(name)(b'ab\0\0', None))
    show(name, lambda: codecs.getwriter(name)(io.BytesIO()).write(b'a'))
for name in 'ascii', 'cp1252', 'gbk':
    show(name, lambda: codecs.getincrementaldecoder(name)().decode(5))

# what a decoder of several bytes kept is lost with an error, but not at an end that comes too early
for errors in 'strict', 'nothing':
    codecs.register_error('nothing', lambda e: None)
    d = codecs.getincrementaldecoder('gbk')(errors)
    for piece, final in (b'a\xff', False), (b'\x99', False), (b'8\xbf', False), (b'', True):
        show(errors, lambda: d.decode(piece, final))
        print(d.getstate())
