"""str subclasses: results are plain str, overrides are honoured."""
class S(str):
    def __add__(self, other):
        return "S+" + str(other)

    def upper(self):
        return "up"

class P(str):
    pass

s = S("abc")
print(s + "x", "x" + s, s.upper(), s.lower(), type(s[0:2]), type(s.strip()), s == "abc", hash(s) == hash("abc"))
p = P("hello")
p.note = 5
print(p, repr(p), len(p), p.note, p.title(), type(p.title()).__name__, p[1:3], isinstance(p, str), {p: 1}["hello"])
print("-".join([p, S("x")]), p in {"hello"}, "ell" in p, p.replace("l", "L"), f"{p:>8}|{p!r}", "%s %r" % (p, p))
print(type(str(p)), type(p + ""), type("" + p), type(p * 1), type("%s" % p), type(p.join([p])))
print(P(b"abc", "ascii"), P(5), P(), P("a") < P("b"), sorted([P("b"), P("a")]))

class WithStr:
    def __str__(self):
        return P("sub")

print(type(str(WithStr())).__name__, f"{WithStr()}")

class Bad:
    def __str__(self):
        return 5

try:
    str(Bad())
except TypeError as e:
    print(e)
