"""Random operations on built-in values: prints what each gives. Run it under two interpreters with the
same PYTHONHASHSEED and compare the outputs:

    python3 fuzz/container_ops.py SEED COUNT > a; kukri fuzz/container_ops.py SEED COUNT > b; diff a b
"""
import sys
seed = int(sys.argv[1]); N = int(sys.argv[2])
st = seed * 2654435761 + 12345
def rnd(n):
    global st
    st = (st * 6364136223846793005 + 1442695040888963407) % 2**64
    return (st >> 33) % n
def ch(seq): return seq[rnd(len(seq))]
atoms = [0, 1, -1, 2, 5, 10**20, -2**63, 1.5, -0.0, float("inf"), True, None, "", "a", "abc", "héllo", "日本", "a,b,c", " x ", b"", b"ab", b"a,b", bytearray(b"xy"), (), (1, 2), ("a",), [], [1, 2, 3], ["b", "a"], {}, {"a": 1}, {1: 2, "b": [3]}, set(), {1, 2, 3}, {"x"}, frozenset([1, "a"]), range(5), range(10, 0, -3), slice(1, 3), slice(None, None, -1), slice(0, 10, 2), memoryview(b"abcd"), [[1], [2]], ((1, 2), (3, 4)), {(1, 2): 3}, "%s-%d", "{}{}", "{a}", "utf-8", "ascii", "strict", "replace", len, str, int, list, sorted]
names = sorted({m for v in atoms for m in dir(type(v)) if not m.startswith("__") and m not in ("denominator","numerator","real","imag","hex","fromhex","as_integer_ratio","is_integer","conjugate","bit_count","bit_length","to_bytes","from_bytes","release","mro", "obj")} | {"__len__", "__contains__", "__getitem__", "__add__", "__mul__", "__eq__", "__lt__", "__iter__", "__hash__", "__repr__", "__mod__", "__or__", "__and__", "__sub__", "__xor__", "__ior__", "__iadd__", "__reversed__", "__setitem__", "__delitem__", "__rmul__", "__ror__", "__rmod__", "__radd__", "__format__", "__ge__", "__ne__", "__str__"})
import copy
def show(v):
    if hasattr(v, "__next__"):
        out = []
        for i, x in enumerate(v):
            out.append(x)
            if i > 20: break
        return type(v).__name__ + repr(out)
    if isinstance(v, memoryview): return "mv" + repr(v.tolist())
    r = repr(v)
    return r if " at 0x" not in r else type(v).__name__
def fresh(v):
    return v if isinstance(v, (memoryview, slice)) or callable(v) else copy.deepcopy(v)
ops = ["+", "-", "*", "%", "&", "|", "^", "<", "<=", "==", "!=", ">", ">=", "in", "[]", "is"]
def binop(op, a, b):
    if op == "+": return a + b
    if op == "-": return a - b
    if op == "*":
        if isinstance(a, int) and abs(a) > 1000 or isinstance(b, int) and abs(b) > 1000: return "skip"
        return a * b
    if op == "%": return a % b
    if op == "&": return a & b
    if op == "|": return a | b
    if op == "^": return a ^ b
    if op == "<": return a < b
    if op == "<=": return a <= b
    if op == "==": return a == b
    if op == "!=": return a != b
    if op == ">": return a > b
    if op == ">=": return a >= b
    if op == "in": return a in b
    if op == "[]": return a[b]
    if op == "is": return type(a) is type(b)
for i in range(N):
    k = rnd(10)
    try:
        if k < 3:
            a, b, op = fresh(ch(atoms)), fresh(ch(atoms)), ch(ops)
            d = "%s %s %s" % (show(a), op, show(b))
            r = binop(op, a, b)
            print(i, d, "->", show(r))
        else:
            a = fresh(ch(atoms)); tries = 0
            m = ch(names)
            while not hasattr(a, m) and tries < 60:
                m = ch(names); tries += 1
            if not hasattr(a, m): continue
            args = [fresh(ch(atoms)) for _ in range(ch((0, 1, 1, 1, 2, 2, 3)))]
            if any(isinstance(x, int) and abs(x) > 10**6 for x in args) and m in ("ljust", "rjust", "center", "zfill", "expandtabs", "__mul__", "__rmul__"): continue
            d = "%s.%s(%s)" % (show(a), m, ", ".join(map(show, args)))
            f = getattr(a, m)
            r = f(*args)
            print(i, d, "->", show(r), "|", show(a))
    except RecursionError: print(i, "rec")
    except Exception as e:
        print(i, d, "!!", type(e).__name__, str(e)[:150])
