"""A bytearray that is to grow by its own items; concatenation by functions; zlib and binascii look at the data first."""
import binascii
import operator
import zlib


class Sequence:
    def __getitem__(self, i):
        raise IndexError


class Adding(Sequence):
    def __add__(self, other):
        return 'added'


def attempt(text, **names):
    try:
        print(text, '->', eval(text, globals(), names))
    except Exception as e:
        print(text, type(e).__name__, e)


b = bytearray(b'ab')
attempt('operator.iconcat(b, b)')
attempt('b.__iadd__(b)')
attempt('b.extend(b)')
b[1:1] = b
print(b)
for x in '{}', 'range(2)', 'Sequence()', 'Adding()', '[1]', '1j', '{1}':
    for y in '[2]', '5', 'Sequence()':
        attempt(f'operator.concat({x}, {y})')
        attempt(f'operator.iconcat({x}, {y})')
for f in 'zlib.crc32', 'zlib.adler32', 'zlib.compress', 'zlib.decompress', 'binascii.crc32', 'binascii.crc_hqx':
    attempt(f'{f}(1j, "x")')
    attempt(f'{f}(b"", "x")')
