"""The % operator of str and bytes."""
def t(f, *a):
    try:
        print(repr(f % a if len(a) != 1 else f % a[0]))
    except Exception as e:
        print(type(e).__name__, e)

values = [1, -5, 3.14159, 1e20, "abc", True, None, 2**70, 1234567.891, -0.0, float("nan"), float("inf"), "日本", 255]
formats = ["%s", "%r", "%a", "%d", "%i", "%5d", "%-5d|", "%05d", "%+d", "% d", "%x", "%X", "%#x", "%o", "%#o", "%e", "%.2e", "%E", "%f", "%.2f", "%10.3f", "%-10.3f|", "%+.1f", "%g", "%.3g",
           "%c", "%5s", "%-5s|", "%.2s", "%%%s", "%010.2f", "%5c", "%u", "%ld"]
for v in values:
    for f in formats:
        t(f, v)
for f, a in (("%s %s", (1, 2)), ("%s", ((1, 2),)), ("%*d", (5, 1)), ("%-*d|", (5, 1)), ("%.*f", (2, 3.14159)), ("%*d", ("a", 1)), ("%s", (1, 2)), ("%s %s", (1,)), ("%", (1,)), ("abc", (1,)), ("%z", (1,)), ("%日", (1,)),
             ("%d", ("5",)), ("%x", (1.5,)), ("%f", ("5",)), ("%c", ("ab",)), ("%c", (-1,)), ("%c", (0x1F600,)), ("%d%%", (5,))):
    t(f, *a)
for f, a in (("%(a)s %(b)05d", {"a": 1, "b": 2}), ("%(a)s", {"b": 1}), ("%(a)s", 1), ("%(a", {}), ("%s", {}), ("abc", {}), ("abc", []), ("abc", "a"), ("%s", [1, 2]), ("%(a)s %%", {"a": "x"})):
    try:
        print(repr(f % a))
    except Exception as e:
        print(type(e).__name__, e)
for f, a in ((b"%d %s", (1, b"a")), (b"%(a)s", {b"a": b"x"}), (b"%x", 255), (b"%c", 65), (b"%5.1f", 2.25), (b"%r", "é"), (b"%s", "a"), (b"%c", 300), (b"%b", bytearray(b"q")), (bytearray(b"%d"), 5), (b"%s", (1, 2)), (b"%f", "a")):
    try:
        print(repr(f % a))
    except Exception as e:
        print(type(e).__name__, e)
class Num:
    def __int__(self): return 7
    def __index__(self): return 8
    def __float__(self): return 9.5
print("%d %x %f" % (Num(), Num(), Num()))
