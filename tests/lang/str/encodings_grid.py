"""Encoding and decoding with every error handler."""
def t(f, *args):
    try:
        print(ascii(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)

for s in ("", "abc", "é", "日本", "😀", "a\ud800b", "\udc80x", "€"):
    for codec in ("utf-8", "ascii", "latin-1", "utf-16", "utf-16-be", "utf-32-le", "cp1252", "unicode_escape", "raw_unicode_escape", "utf-8-sig"):
        for errors in ("strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape", "surrogatepass"):
            t(s.encode, codec, errors)
for b in (b"", b"abc", b"\xe9", b"\xe6\x97\xa5\xe6", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80\xf0\x9f", b"\xc0\x80\xf5", b"\xff\xfea\x00", b"a\\u00e9\\x41\\n\\q\\101", b"\x80\x81"):
    for codec in ("utf-8", "ascii", "latin-1", "utf-16-le", "utf-32-be", "cp1252", "unicode_escape", "raw_unicode_escape", "UTF8", "Latin1", "iso-8859-15"):
        for errors in ("strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass"):
            t(b.decode, codec, errors)
t(b"\xff".decode, "ascii", "nope")
t(b"a".decode, "nope")
for n in (0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000, 0x10FFFF):
    assert chr(n).encode().decode() == chr(n) and chr(n).encode("utf-16").decode("utf-16") == chr(n)
try:
    "abcé日".encode("ascii")
except UnicodeEncodeError as e:
    print(e.encoding, e.start, e.end, e.reason, e.object)
try:
    b"ab\xff".decode()
except UnicodeDecodeError as e:
    print(e.encoding, e.start, e.end, e.reason, e.object)
