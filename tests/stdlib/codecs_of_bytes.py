"""Codecs between bytes, 'undefined' and 'charmap': whole, in pieces and as streams."""
import codecs
import io
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
for n in ('undefined','charmap'):
    t(lambda: codecs.lookup(n).name)
    t(lambda: 'a\xe9'.encode(n))
    t(lambda: b'ab'.decode(n))
    t(lambda: ''.encode(n)); t(lambda: b''.decode(n))
    t(lambda: codecs.getincrementalencoder(n)().encode('abc'))
    t(lambda: codecs.getincrementaldecoder(n)().decode(b'abc'))
    t(lambda: 'a\u0100'.encode(n,'replace'))
for n in ('hex','base64','zlib','bz2','uu','quopri'):
    t(lambda: codecs.lookup(n).name)
    t(lambda: codecs.getincrementalencoder(n)().encode(b'abc'*20, True))
    t(lambda: codecs.getincrementaldecoder(n)().decode(codecs.encode(b'abc'*20,n), True))
    def inc():
        e = codecs.getincrementalencoder(n)()
        return [e.encode(b'abc'), e.encode(b'def'), e.encode(b'', True)]
    t(inc)
    def incd():
        d = codecs.getincrementaldecoder(n)()
        x = codecs.encode(b'abc'*20,n)
        return [d.decode(x[:8]), d.decode(x[8:]), d.decode(b'', True)]
    t(incd)
    t(lambda: list(codecs.iterencode([b'abc',b'def'], n)))
    t(lambda: list(codecs.iterdecode([codecs.encode(b'abc',n), codecs.encode(b'def',n)], n)))
    t(lambda: type(codecs.getincrementalencoder(n)('ignore')))
    t(lambda: type(codecs.getincrementaldecoder(n)('ignore')))
    t(lambda: codecs.getincrementalencoder(n)().encode('str'))
    t(lambda: codecs.getreader(n))
    t(lambda: codecs.getwriter(n))
    t(lambda: codecs.getreader(n)(io.BytesIO(codecs.encode(b'abc\nd',n))).read())
    def w():
        b=io.BytesIO(); s=codecs.getwriter(n)(b); s.write(b'xyz'); s.reset(); return b.getvalue()
    t(w)
for n in ('rot13',):
    t(lambda: codecs.getincrementalencoder(n)().encode('abc', True))
    t(lambda: codecs.getincrementaldecoder(n)().decode('abc', True))
    t(lambda: list(codecs.iterencode(['abc','def'], n)))
    t(lambda: list(codecs.iterdecode(['abc','def'], n)))
t(lambda: codecs.charmap_encode('abc','strict',{97:65,98:b'xx'}))
t(lambda: codecs.charmap_encode('abc','strict',{97:65,98:b'xx',99:'q'}))
t(lambda: codecs.charmap_decode(b'abc','strict',{97:65,98:'xx'}))
t(lambda: codecs.charmap_decode(b'abc','replace',{97:65,98:'xx'}))
t(lambda: codecs.charmap_decode(b'abc','strict','x'*100))
t(lambda: codecs.make_encoding_map({1:2,3:2}))
t(lambda: codecs.make_identity_dict(range(3)))
for cls in codecs.getincrementalencoder('charmap'), codecs.getincrementaldecoder('charmap'):
    coder = cls('strict', {97: 'x', 'a': 3})
    t(lambda: coder.encode('a') if hasattr(coder, 'encode') else coder.decode(b'a'))
t(lambda: codecs.getreader('hex')(io.BytesIO(b'61620a63')).readline())
t(lambda: codecs.getreader('hex').charbuffertype)
