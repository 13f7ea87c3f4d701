"""What the functions of codecs say to arguments of the wrong type, one after the other."""
import codecs

VALUES = ..., None, 'ab', b'ab', 3, [1], {}, 1.5, bytearray(b'xy'), 'é\ud800', 'nul\0', 1 << 40
RIGHT = {'lookup': ('utf-8',), 'lookup_error': ('strict',), 'register_error': ('x', len), 'charmap_build': ('ab',),
         'encode': ('ab', 'utf-8', 'strict'), 'decode': (b'ab', 'utf-8', 'strict'),
         'escape_encode': (b'ab', 'strict'), 'escape_decode': (b'ab', 'strict'), 'readbuffer_encode': (b'ab', 'strict'),
         'charmap_encode': ('ab', 'strict', None), 'charmap_decode': (b'ab', 'strict', None)}
for encoding in 'ascii latin_1 utf_7 utf_8 utf_16 utf_16_le utf_32 utf_32_be unicode_escape raw_unicode_escape'.split():
    RIGHT[encoding + '_encode'] = ('ab', 'strict') + (0,) * (encoding in ('utf_16', 'utf_32'))
    RIGHT[encoding + '_decode'] = (b'ab', 'strict') + (False,) * (encoding not in ('ascii', 'latin_1'))
RIGHT['utf_16_ex_decode'] = RIGHT['utf_32_ex_decode'] = b'ab\0\0', 'strict', 0, False


def show(name, args):
    try:
        result = getattr(codecs, name)(*args)
    except Exception as e:
        result = f'{type(e).__name__}: {e}'
    if name.startswith('lookup') and not isinstance(result, str):
        result = 'found'
    print(name, ascii(args).replace('<built-in function len>', 'len'), ascii(result))


for name, right in RIGHT.items():
    show(name, right)
    for i in range(len(right)):
        for value in VALUES:
            show(name, right[:i] + (value,) + right[i + 1:])

# methods are named after the classes that a codec's module has
for name in 'rot13', 'hex', 'utf-8', 'cp1252':
    for call in lambda: codecs.getincrementalencoder(name)().encode('abc', 1, True), lambda: codecs.getincrementaldecoder(name)().decode(b'abc', 1, True):
        try:
            print(call())
        except TypeError as e:
            print(name, e)
