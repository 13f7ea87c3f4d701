"""One-byte encodings: each decodes 256 bytes and takes the text back."""
import zlib

NAMES = """cp037 cp1006 cp1026 cp1125 cp1140 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp273 cp424 cp437
cp500 cp720 cp737 cp775 cp850 cp852 cp855 cp856 cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 cp866 cp869 cp874 cp875
hp_roman8 iso8859_1 iso8859_10 iso8859_11 iso8859_13 iso8859_14 iso8859_15 iso8859_16 iso8859_2 iso8859_3 iso8859_4 iso8859_5
iso8859_6 iso8859_7 iso8859_8 iso8859_9 koi8_r koi8_t koi8_u kz1048 mac_croatian mac_cyrillic mac_greek
mac_iceland mac_latin2 mac_roman mac_romanian mac_turkish palmos ptcp154 tis_620 latin3 latin10 IBM037 iso-8859-6 L1""".split()
for name in NAMES:
    text = bytes(range(256)).decode(name, 'replace')
    print(name, zlib.crc32(ascii(text).encode()), zlib.crc32(text.encode(name, 'replace')), ascii(text[60:70]))
print('Hello'.encode('cp037'), b'\xc8\x85'.decode('cp037'), ''.encode('cp500'), 'A\0'.encode('cp875'))
for name, text in (('cp037', '日'), ('cp864', 'a%'), ('cp737', 'é')):
    try:
        print(text.encode(name))
    except UnicodeEncodeError as e:
        print(e)
for name in ('cp037', 'cp273', 'cp864', 'cp875'):
    low = bytes(range(128))
    print(name, low.decode(name).encode(name) == low, ascii(b'%A'.decode(name)))
