"""An error of a codec that is renamed has the first as its cause and nothing but what was handled as its context."""
import codecs
def t(f):
    try: print(repr(f()))
    except BaseException as e:
        print(type(e).__name__,e, '|', type(e.__cause__).__name__, e.__cause__, '|', type(e.__context__).__name__, e.__context__, e.__suppress_context__)
for c in ('undefined','hex','zlib','uu','quopri','base64','rot13','idna','punycode','bz2'):
    for f in (lambda: 'a\xff'.encode(c),lambda: b'a'.decode(c), lambda: codecs.encode('\xff\u1234',c), lambda: codecs.encode(b'\xff',c), lambda: codecs.decode(b'\xff!',c), lambda: codecs.decode('\xff',c),lambda: codecs.encode(5,c)): t(f)
    try: 1/0
    except ZeroDivisionError: t(lambda: codecs.decode(b'\xff!',c))
