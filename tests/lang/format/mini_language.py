"""str.format, format() and f-strings: fields, specifications, errors."""
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

values = [1, -5, 3.14159, 1e20, "abc", True, None, [1], 2**70, 1234567.891, -0.0, float("nan"), float("inf"), 255, 1 + 2j]
specs = ["", "d", "x", "X", "b", "o", "#x", "#b", "05", "+", "<10", "^10", "*^10", "e", ".2f", ",", "_", ",.2f", "g", ".3g", "%", ".1%", "n", "c", "s", "10s", ">10", "010", "=+10", "#o", "_x", "10.3", "!r", "日^9", ".2"]
for v in values:
    for s in specs:
        t(lambda: format(v, s))
for text, args, kw in [("{a} {b}", (), dict(a=1, b=2)), ("{0[0]} {0[1]}", ([1, 2],), {}), ("{0[a]}", ({"a": 5},), {}), ("{0.real}", (5,), {}), ("{:{w}.{p}f}", (3.14159,), dict(w=10, p=2)), ("{!r:>10}", ("a",), {}), ("{{}}", (), {}),
                       ("{{{}}}", (1,), {}), ("{0}{1}{0}", ("a", "b"), {}), ("{}{}", (1,), {}), ("{:>{}}", ("a", 5), {}), ("{0:{1}}", ("a", 5), {}), ("{0!s}{0!r}{0!a}", ("é",), {}), ("{0!z}", (1,), {}), ("{0.x}", (1,), {}), ("{0[x]}", ({},), {}),
                       ("{0[1]}", ([1],), {}), ("{:,}", (1234567,), {}), ("{0}", (), {}), ("{", (1,), {}), ("}", (1,), {}), ("{0", (1,), {}), ("{0!}", (1,), {}), ("{:d}", (1.5,), {}), ("{:s}", (1,), {}), ("{0[}", ([1],), {}), ("{0]}", ([1],), {}),
                       ("{ }", (1,), {}), ("{0}{}", (1, 2), {}), ("{}{0}", (1, 2), {}), ("{0.}", (1,), {}), ("{0[a]x}", ({"a": 1},), {}), ("{:{:{}}}", (1, 2, 3), {}), ("{!rx}", (1,), {}), ("{:{", (1,), {}), ("{a", (), dict(a=1)), ("{-1}", (1,), {}), ("{a.b[c]}", (), dict(a=5)),
                       ("{99999999999999999999}", (1,), {}), ("日{}語", ("本",), {})]:
    t(lambda: text.format(*args, **kw))
t(lambda: "{a}".format_map({"a": 1})); t(lambda: "{b}".format_map({"a": 1})); t(lambda: "{}".format_map({"a": 1}))
class M(dict):
    def __missing__(self, k):
        return "<" + k + ">"
t(lambda: "{x} {y}".format_map(M(x=1)))
class F:
    def __format__(self, spec):
        return "F(" + spec + ")"
    def __str__(self):
        return "str"
f = F()
print(f"{f}", f"{f:abc}", f"{f!s:>5}", "{:x y}".format(f), format(f), format(f, "q"))
class G:
    pass
t(lambda: format(G(), "x"))
class Bad:
    def __format__(self, spec):
        return 5
t(lambda: format(Bad()))
x, w = 3.14159, 10
print(f"{x:{w}.2f}|{x!r:>{w}}|{x=}|{x = :.1f}|{w + 1}|{'a' if w else 'b'}|{{}}|{[1, 2][0]}|{ {'k': 1}['k'] }")
t(lambda: format("a", 5)); t(lambda: format(1, "d", 2)); t(lambda: "a".__format__("d"))
