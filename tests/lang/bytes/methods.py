"""bytes and bytearray on a grid of subjects and arguments."""
def show(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)

subjects = [b"", b"a", b"abc", b"Hello World", b"  x y  ", b"a\nb\r\nc\rd", b"12", b"\x00\xff\x80", b"aXbXcX", b"-42", b"it's", b"foo bar  baz",
            bytearray(b"aXbX"), bytearray()]
for s in subjects:
    print("==", s, len(s), list(s))
    for name in ("capitalize isalnum isalpha isascii isdigit islower isspace istitle isupper lower lstrip rstrip strip swapcase title upper "
                 "split rsplit splitlines expandtabs hex").split():
        show(getattr(s, name))
    for sub in (b"", b"a", b"X", b" ", 97, bytearray(b"b"), "a", 300, None):
        for name in ("find rfind count index rindex startswith endswith split rsplit strip removeprefix removesuffix").split():
            show(getattr(s, name), sub)
        show(s.partition, sub)
        show(s.replace, sub, b"zz")
        show(s.find, sub, 1, -1)
        show(lambda: sub in s)
        show(lambda: s + sub)
        show(lambda: s == sub)
        show(lambda: s < sub)
    for width in (0, 5, 9):
        show(s.center, width, b"*")
        show(s.ljust, width)
        show(s.zfill, width)
    show(s.hex, ":")
    show(s.hex, "-", 2)
    show(s.hex, "_", -2)
    show(s.translate, None, b"ab")
    show(s.translate, bytes.maketrans(b"ab", b"cd"))
    show(s.translate, b"x")
    print(s[::-1], s[1:], s[:-1], s[::2], s * 2, s * -1)
    show(lambda: s[0])
    show(lambda: s["a"])
    show(s.join, [b"p", bytearray(b"q"), memoryview(b"r")])
    show(s.join, ["p"])
for kind in (bytes, bytearray):
    for args in ((5,), (-1,), ([1, 2],), ((1, 300),), ("a",), ("a", "utf-8"), ("é", "ascii"), (b"a",), (b"a", "utf-8"), ({},), (None,), (range(3),), ([1, "a"],), (True,), (2**70,), (1.5,)):
        show(kind, *args)
    for text in ("", "0a", "0A ff", "0", "zz", "a é", 5):
        show(kind.fromhex, text)
print(hash(b"") == hash(""), {b"a": 1}[b"a"], b"a" == "a", repr(b'"\''), bytes(bytearray(b"x")), b"%d %s %r" % (5, b"x", "é"))
class HasBytes:
    def __bytes__(self):
        return b"custom"
print(bytes(HasBytes()), b"%b" % HasBytes())
class B(bytes):
    pass
b = B(b"abc")
b.tag = 1
print(b, type(b[:2]), type(b.upper()), b == b"abc", hash(b) == hash(b"abc"), b.tag, b + b"", type(b + b""))
