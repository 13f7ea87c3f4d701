# Codecs between bytes and bytes, str and str: only through the codecs module.
import codecs
def show(f):
    try: print(ascii(f()))
    except Exception as e: print(type(e).__name__, ascii(str(e)), type(e.__cause__).__name__)
for name in 'hex', 'base64', 'rot13', 'quopri', 'uu', 'zlib', 'hex_codec', 'ZIP':
    show(lambda: 'a'.encode(name))
    show(lambda: b'a'.decode(name))
    data = 'Abc =\n' if name == 'rot13' else b'Abc =\n' * 9
    show(lambda: codecs.decode(codecs.encode(data, name), name) == data)
    show(lambda: codecs.decode(b'xyz', name) if name != 'rot13' else 0)
    show(lambda: codecs.lookup(name).name)
print(codecs.encode(b'\x01\xff', 'hex'), codecs.encode(b'abc', 'base64'), codecs.encode('Hello', 'rot13'))
