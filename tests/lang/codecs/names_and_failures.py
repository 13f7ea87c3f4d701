# Names with null characters, and code pages that fail with something else than an encoding error.
import codecs
import copy


def show(f, *args):
    try:
        print(ascii(f(*args)))
    except Exception as e:
        print(type(e).__name__ + ':', e, '|', repr(e.__context__), '|', repr(e.__cause__))


for bad in 'utf-8\0', '\0', 'cp1252\0x':
    for good in 'strict', 'ignore':
        show('abc'.encode, bad, good)
        show('abc'.encode, 'ascii', bad)
        show(b'abc'.decode, bad, good)
        show(bytearray(b'abc').decode, 'ascii', bad)
        show(str, b'abc', bad)
        show(str, b'abc', 'ascii', bad)
        show(bytes, 'abc', bad)
        show(bytearray, 'abc', 'ascii', bad)


def broken(e):
    raise TypeError('broken')


codecs.register_error('broken', broken)
for name in 'cp1252', 'cp037', 'CP437', 'latin-1', 'ascii':
    for errors in 'unknown', 'broken', 'strict', 'xmlcharrefreplace':
        show('\u4e00'.encode, name, errors)
        show(b'\x81\xff'.decode, name, errors)


class Meta(type):
    def __hash__(cls):
        print('hash')
        return 7


class Copied(bytearray, metaclass=Meta):
    pass


copy.deepcopy(Copied(b'x'))
