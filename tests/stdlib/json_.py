# json: writing, reading, hooks, options and messages
import collections
import enum
import io
import json
import json.decoder
import json.encoder


def show(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)


class P(tuple):
    pass


class I(int):
    def __repr__(self):
        return "I!"


class F(float):
    def __str__(self):
        return "F!"


class S(str):
    pass


class E(enum.IntEnum):
    A = 3


values = [None, True, False, 0, -1, 2**80, 1.5, -0.0, 1e300, 1e16, 0.1, "", "a", 'q"\\/\b\f\n\r\t\x00\x1f\x7f', "\xe9\u20ac\U0001f600\ud800",
          [], {}, (), [[]], [{}], {"a": []}, [1, [2, (3, {"b": None})]], P((1, 2)), I(5), F(2.5), S("s"), E.A,
          {1: 2, 1.5: 3, True: 4, None: 5, "x": 6, E.A: 7, I(9): 8}, collections.OrderedDict(b=1, a=2),
          collections.defaultdict(int, z=1), float("nan"), [float("inf"), -float("inf")]]
for v in values:
    show(json.dumps, v)
    show(json.dumps, v, ensure_ascii=False)
    show(json.dumps, v, indent=2)
data = {"b": [1, 2, {"c": "d"}], "a": {"x": (), "y": {}}, "e": 1.0}
for k in [dict(indent=0), dict(indent=""), dict(indent="\t"), dict(indent=3, sort_keys=True), dict(separators=(",", ":")),
          dict(separators=(" ; ", " = "), indent=1), dict(sort_keys=True), dict(indent=True), dict(check_circular=False)]:
    print(json.dumps(data, **k))
show(json.dumps, {1: 1, "a": 2}, sort_keys=True)
show(json.dumps, {(1, 2): 3})
show(json.dumps, {(1, 2): 3, "a": 1}, skipkeys=True)
show(json.dumps, {(1, 2): 3}, skipkeys=True)
show(json.dumps, {1, 2})
show(json.dumps, {"a": object})
show(json.dumps, float("nan"), allow_nan=False)
show(json.dumps, [float("-inf")], allow_nan=False, indent=1)
show(json.dumps, {1, 2}, default=sorted)
show(json.dumps, [1j], default=lambda z: {"re": z.real, "im": z.imag})
show(json.dumps, 1j, default=lambda z: z)
show(json.dumps, [1], separators=(1, 2))
show(json.dumps, [1], nonsense=1)
loop = []
loop.append(loop)
show(json.dumps, loop)
loop = {}
loop["x"] = [loop]
show(json.dumps, loop)
shared = [1]
show(json.dumps, [shared, shared])
deep = []
for _ in range(100000):
    deep = [deep]
try:
    json.dumps(deep)
except RecursionError as e:
    print(e)
while deep:
    deep = deep.pop()


class Enc(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set):
            return sorted(o)
        return super().default(o)


show(json.dumps, {"s": {3, 1}}, cls=Enc)
show(json.dumps, 1j, cls=Enc)
show(Enc(indent=1).encode, [{2}])
print("".join(json.JSONEncoder().iterencode([1, {"a": 2}])))
f = io.StringIO()
json.dump({"a": [1, "x"]}, f, indent=1)
print(f.getvalue(), json.load(io.StringIO(f.getvalue())))
print(json.encoder.encode_basestring("\xe9\n"), json.encoder.encode_basestring_ascii("\xe9\n"))

texts = ["null", " true ", "false", "0", "-0", "12", "-7", "123456789012345678901234567890", "281474976710656", "1.5", "-1e3", "1E+2",
         "1e400", "0.1e-5", "NaN", "Infinity", "-Infinity", '""', '"a"', '"\\n\\t\\"\\\\\\/\\b\\f\\r"', '"\\u00e9\\u20ac"',
         '"\\ud83d\\ude00"', '"\\ud83d"', '"\\ud83dx"', '"\\ud83d\\u0041"', '"\xe9\u20ac\U0001f600 \\n"', "[]", "[ ]", "{}", "{ }",
         "[1,2 , 3]", '{"a":1}', ' { "a" : [ 1 , { "b" : null } ] , "c" : "d" } ', '{"a":1,"a":2}', "\t\n\r [1]\n",
         "", " ", "[", "[1", "[1,", "[1,]", "[1 2]", "[,]", "{", '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '{"a" 1}', "{a:1}",
         "{1:2}", '{"a":1 "b":2}', "]", "}", "nul", "tru", "01", "1.", "1.e3", ".5", "-", "+1", "--1", "1e", "1e+", "-a", "0x10", "1 2", '"', '"abc',
         '"a\\', '"\\x"', '"\\u12"', '"\\u12g4"', '"\\u123', '"\\ud83d\\u12"', '"\\ud83d\\uzzzz"', '"a\nb"', '"\x00"', "[1,\n2,\n x]", "'a'", "nan", "[NaN, -Inf]",
         '["a', '[true, false', "\ufeff[]", "1\x0b", "\xa01", "\u20ac", '{"\xe9": "\u20ac", "k\\n": 1}', "-NaN", "[1]]", '"\\', '"\\u']
for t in texts:
    show(json.loads, t)
for b in [b'"a"', bytearray(b"[1]"), "\xe9".join('""').encode("utf-16"), '"\u20ac"'.encode("utf-8-sig"), '"a"'.encode("utf-32"),
          '"a"'.encode("utf-16-le"), '"a"'.encode("utf-16-be"), '[1]'.encode("utf-32-be"), '[1]'.encode("utf-32-le"), b"1"]:
    show(json.loads, b)
for x in [None, 1, [1], memoryview(b"1")]:
    show(json.loads, x)
try:
    json.loads('{"a": 1,\n  "b": x}')
except json.JSONDecodeError as e:
    print(e.msg, e.pos, e.lineno, e.colno, repr(e.doc), e, isinstance(e, ValueError), e.args, e.__reduce__())
show(json.loads, '"a\nb\x00"', strict=False)
show(json.loads, "[1.10, 2, NaN]", parse_float=str, parse_int=lambda s: s + "!", parse_constant=lambda s: "<" + s + ">")
show(json.loads, '{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items()))
show(json.loads, '{"a": {"b": 1, "b": 2}, "c": {}}', object_pairs_hook=lambda p: p)
show(json.loads, '{"a": 1}', object_pairs_hook=collections.OrderedDict)
show(json.loads, '{"a": 1}', object_hook=lambda d: 1 / 0)
show(json.loads, "1", nonsense=2)
show(json.JSONDecoder().raw_decode, '[1] tail')
show(json.JSONDecoder().raw_decode, 'x [1] tail', 2)
show(json.JSONDecoder().raw_decode, 'x')
show(json.JSONDecoder().raw_decode, '1', -1)


class Dec(json.JSONDecoder):
    def decode(self, s):
        return ["decoded", super().decode(s)]


show(json.loads, "[1]", cls=Dec)
for t in ["[" * 100000, '{"a":' * 100000]:
    try:
        json.loads(t)
    except RecursionError as e:
        print(e)
show(json.loads, "1" * 5000)
keys = json.loads('[{"key": 1}, {"key": 2}]')
print([next(iter(k)) for k in keys], next(iter(keys[0])) is next(iter(keys[1])))
for v in values[:-2]:
    if not isinstance(v, dict):
        print(json.loads(json.dumps(v)) == (list(v) if isinstance(v, tuple) else json.loads(json.dumps(v, ensure_ascii=False))), end=" ")
print(json.loads(json.dumps(data, indent=4)) == json.loads(json.dumps(data)), json.__all__)
