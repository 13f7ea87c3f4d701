"""The tables of stringprep, and idna by them."""
import hashlib, stringprep

for name in sorted(n for n in dir(stringprep) if n.startswith(('in_table', 'map_table'))):
    table, digest = getattr(stringprep, name), hashlib.md5()
    for code in list(range(0x3400)) + list(range(0xa000, 0xac00)) + list(range(0xf900, 0x10600)) + list(range(0x1d000, 0x1f000)) + list(range(0x2f800, 0x2fa40)) + list(range(0xe0000, 0xe0200)):
        r = table(chr(code))
        digest.update((r if isinstance(r, str) else str(bool(r))).encode('utf-8', 'surrogatepass') + b'|')
    print(name, digest.hexdigest())
for text in 'ẞx', 'ß', '\u07c3\U0001d5db\u0321', '\U00010499\u200b\U0001d475', '\u2066a', 'İı', '\u05d0b', '\u05d01', '\u0660a', '\u05d0\u0301', 'a\u200e', '\U000e0001', '\ufffd', 'Ⅷ.㍱':
    try:
        print(ascii(text), text.encode('idna'))
    except UnicodeError as e:
        print(ascii(text), e)
