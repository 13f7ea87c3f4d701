# UTF-16 and UTF-32 behind a byte order mark: positions in errors count from the mark on, and the object is all of it.
import array
import codecs

DATA = (b'\xff\xfe\x00\x00\xdd\x05\x00MB\xfb\x00\x00', b'\xff\xfe', b'\xff\xfe\0\0', b'\xff\xfe\0', b'', b'a\0b\0c',
        b'\xfe\xff\0a\0', b'\xff\xfea\0\0\xd8', b'\xff\xfe\x00\xd8A\0', b'\xfe\xff\x00\x00\xd8\x00', b'\0\0\xfe\xff\xdd\0\0\0',
        b'\xff\xfe\0\0\0\xd8\0\0a\0\0\0\0\0\xdd\xdd', bytearray(b'\xff\xfea\0'), memoryview(b'\xfe\xff\0a'),
        array.array('H', [0xfeff, 0x61]))
for f in (codecs.utf_32_ex_decode, codecs.utf_32_decode, codecs.utf_16_ex_decode, codecs.utf_16_decode):
    for errors in ('strict', 'surrogatepass', 'replace', 'ignore', 'backslashreplace'):
        for data in DATA:
            for final in ((0, False), (0, True), (1, True), (-1, False)) if '_ex_' in f.__name__ else ((False,), (True,)):
                try:
                    print(ascii(f(data, errors, *final)))
                except UnicodeDecodeError as e:
                    print(type(e).__name__, e, e.start, e.end, e.object)
