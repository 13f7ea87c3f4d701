"""East Asian codecs where the C library's converters differ from CPython's tables; syllables and characters of several codes."""
import hashlib

for name in ('big5', 'cp950', 'big5hkscs', 'cp932', 'shift_jis', 'euc_jp', 'euc_kr', 'johab', 'gb2312', 'gbk', 'gb18030', 'cp949',
             'shift_jis_2004', 'shift_jisx0213'):
    decoded, encoded = hashlib.md5(), hashlib.md5()
    count = 0
    for first in range(0x80, 256):
        for code in [bytes([first])] + [bytes([first, second]) for second in range(0x30, 256)]:
            try:
                text = code.decode(name)
            except UnicodeDecodeError:
                continue
            count += 1
            decoded.update(code + text.encode('utf-8'))
    for c in [*range(0x80, 0xd800), *range(0xe000, 0x10000), *range(0x20000, 0x20200)]:
        try:
            encoded.update(chr(c).encode(name))
        except UnicodeEncodeError:
            encoded.update(b'?')
    print(name, count, decoded.hexdigest(), encoded.hexdigest())

for name, text in (('big5hkscs', '\xca\u0304\xca\xea\u030c'), ('shift_jis_2004', '\u304b\u309a\u304b~\u30c8\u309a'),
                   ('euc_kr', '\ud7a3\uac02\ubdc1'), ('cp932', '\u2170\u4e28\u2252\xac'), ('big5', 'A\xa5\u3042')):
    data = text.encode(name)
    print(name, data, data.decode(name) == text)
for name, data in (('euc_kr', b'\xa4\xd4\xa4\xa1\xa4'), ('euc_kr', b'\xa4\xd4\xa4\xa1\xa4\xa2\xa4\xa1'), ('big5', b'\xf9\xd6'),
                   ('big5hkscs', b'\x88'), ('shift_jis_2004', b'\xff\x82')):
    try:
        print(data.decode(name))
    except UnicodeDecodeError as e:
        print(e)
    print(ascii(data.decode(name, 'replace')))
for name, text in (('big5', '\u20ac'), ('shift_jis', '\uffe0'), ('euc_jp', '\x85'), ('cp932', '\u2014')):
    try:
        print(text.encode(name))
    except UnicodeEncodeError as e:
        print(ascii(str(e)), text.encode(name, 'replace'))
print('a\\~\xa5'.encode('shift_jis_2004'), ascii(b'a\\~'.decode('shift_jis_2004')), 'a\\~'.encode('sjisx0213'), 'a\\~'.encode('sjis'))
