"""Every str method on a grid of subjects: ASCII, Latin-1, wide, special casing."""
def show(f, *args):
    try:
        print(ascii(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)

subjects = ["", "a", "abc", "Hello World", "  x y  ", "ß", "ǆabc", "ΑΣ", "ΑΣΑ", "İstanbul", "a\nb\r\nc\x0bd\u2028e",
            "1²½", "٣", "日本語テキスト", "😀a😀b", "ﬁx", "élan", "foo bar  baz", "aXbXcX", "Ab Cd", "ŉ", "_id1", "1id", "-42"]
for s in subjects:
    print("==", ascii(s), len(s))
    for name in ("capitalize casefold isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable "
                 "isspace istitle isupper lower lstrip rstrip strip swapcase title upper split rsplit splitlines expandtabs").split():
        show(getattr(s, name))
    for sub in ("", "a", "X", "b", " ", "é", "日", "o"):
        for name in ("find rfind count index rindex startswith endswith partition rpartition split rsplit strip lstrip rstrip "
                     "removeprefix removesuffix").split():
            show(getattr(s, name), sub)
        show(s.find, sub, 1)
        show(s.rfind, sub, 0, -1)
        show(s.count, sub, -3, None)
        show(s.startswith, sub, 2, 100)
        show(s.replace, sub, "日")
        show(s.replace, sub, "", 1)
        show(sub.join, s)
        print(sub in s, s < sub, s == sub, s >= sub)
    for width in (0, 5, 9):
        show(s.center, width, "*")
        show(s.ljust, width)
        show(s.rjust, width, "é")
        show(s.zfill, width)
    show(s.splitlines, True)
    show(s.split, None, 1)
    show(s.rsplit, None, 1)
    show(s.translate, {97: "ZZ", 98: None, 120: 0x65E5})
    print(ascii(s[::-1]), ascii(s[1:]), ascii(s[:-1]), ascii(s[::2]), ascii(s[-3:2]), ascii(s * 2), ascii(s * -1))
