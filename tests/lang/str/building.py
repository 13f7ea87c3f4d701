"""Growing strings in place must never be visible through another name."""
a = "start of it"
b = a
a += " more"
print(a, "|", b)
parts = ""
keep = []
for i in range(30):
    parts += str(i)
    if i % 10 == 0:
        keep.append(parts)
print(parts, keep)
w = "latin é "
for c in ("a", "é", "日", "😀", "z"):
    w += c
    v = w
    w += c
    print(ascii(v), ascii(w), len(w), w[-1] == c)
d = {w: 1}
w += "!"
print(list(d)[0] == w, hash(w) == hash(w[:]), w[:-1] in d)
x = "ab" * 10
x += x
print(x, len(x))
s = ""
for i in range(3000):
    s += "x" if i % 2 else "é"
print(len(s), s.count("é"), s.encode().count(b"x"))
print("".join(chr(c) for c in range(0x250))[-3:], "".join(["a", "é", "日"]), "".join([]), "".join(("q",)))
print(f"{a}{b!r:>20}{len(a):05d}{'':*^3}{3.14159:.2f}{'日':>3}")
