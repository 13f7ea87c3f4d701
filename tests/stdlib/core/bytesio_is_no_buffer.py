"""A BytesIO is no bytes-like object: its memory is, which getbuffer() shows."""
import array
import io
import re
import struct


def told(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)


b = io.BytesIO(b'abc')
view = b.getbuffer()
print(type(view.obj), view.nbytes, view.readonly, view.tolist())
view[0] = 65
print(b.getvalue(), bytes(memoryview(view.obj)))
told('new', type(view.obj))
for name, f in (('write', lambda: b.write(b'x' * 100)), ('close', b.close), ('truncate', lambda: b.truncate(1))):
    told(name, f)
view.release()
print(b.seek(0, 2), b.write(b'x' * 100), len(b.getvalue()))
b.seek(0)
for name, f in dict(bytes=lambda: bytes(b), memoryview=lambda: memoryview(b), join=lambda: b''.join([b]), search=lambda: re.search(b'a', b),
                    text=lambda: re.search('a', b), unpack=lambda: struct.unpack('b', b), find=lambda: b'abc'.find(b), hex=lambda: bytes.fromhex(b),
                    contains=lambda: b in b'abc', frombytes=lambda: array.array('b').frombytes(b), concat=lambda: b'a' + b, int=lambda: int(b),
                    decode=lambda: str(b, 'ascii'), bytearray=lambda: bytearray(io.BytesIO(b'a\n')), extend=lambda: bytearray(b'').extend(io.BytesIO(b'a')),
                    path=lambda: open(b), raw=lambda: io.BytesIO(b), send=lambda: io.BytesIO().write(b), hash=lambda: hash(b) == hash(b)).items():
    told(name, f)
