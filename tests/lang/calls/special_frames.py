# Special methods called from instructions: results, NotImplemented, errors, recursion.
class V:
    def __init__(self, n): self.n = n
    def __add__(self, o): return V(self.n + o.n) if isinstance(o, V) else NotImplemented
    def __radd__(self, o): return ("radd", o, self.n)
    def __mul__(self, k): return NotImplemented
    def __eq__(self, o): return self.n == o.n if isinstance(o, V) else NotImplemented
    def __lt__(self, o): return self.n < o.n if isinstance(o, V) else NotImplemented
    def __getitem__(self, i):
        if i > 3: raise IndexError("too far")
        return self.n * i
    def __setitem__(self, i, v): print("set", i, v); return "ignored"
    def __hash__(self): return self.n
    def __repr__(self): return f"V({self.n})"
class W(V):
    def __radd__(self, o): return "W first"
    def __gt__(self, o): return "W gt"
def run(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
a, b, w = V(1), V(2), W(3)
for i in range(3):
    run(lambda: a + b); run(lambda: a + 1); run(lambda: 1 + a); run(lambda: a + w); run(lambda: a * 2)
    run(lambda: a == b); run(lambda: a == V(1)); run(lambda: a == 5); run(lambda: a != 5); run(lambda: a < b)
    run(lambda: a < 5); run(lambda: a > b); run(lambda: a < w); run(lambda: a >= b)
    run(lambda: b[2]); run(lambda: b[7]); run(lambda: list(b))
def jumps(x, y):
    if x == y: return "equal"
    elif x < y: return "less"
    elif not x < y: return "not less"
print(jumps(a, b), jumps(b, a), jumps(a, V(1)))
n = 0
while V(n) < V(3): n += 1
print(n)
def setter(o):
    o[1] = "x"
    o[2] = o[3] = 4
setter(b)
def aug(x):
    x += V(10)
    return x
print(aug(a))
class I:
    def __init__(self, n): self.n = n
    def __iadd__(self, o): self.n += o; return self
    def __isub__(self, o): return NotImplemented
    def __sub__(self, o): return "sub fallback"
x = I(1); y = x; x += 5; print(x.n, x is y); x -= 1; print(x)
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        self.n -= 1
        if self.n < 0: raise StopIteration
        if self.n == 7: raise ValueError("seven")
        return self.n
def loop(n):
    out = []
    for v in It(n): out.append(v)
    else: out.append("else")
    return out
run(lambda: loop(4)); run(lambda: loop(0)); run(lambda: loop(10)); run(lambda: [v for v in It(3)])
def inner_stop():
    for v in It(2):
        next(iter([]))
run(inner_stop)
def gen():
    for v in It(3): yield v
print(list(gen()), sum(It(4)), dict(zip(It(3), It(3))))
class Deep:
    def __add__(self, o): return self + o
    def __eq__(self, o): return self == o
    def __getitem__(self, i): return self[i]
    @property
    def p(self): return self.p
for f in [lambda: Deep() + 1, lambda: Deep() == 1, lambda: Deep()[0], lambda: Deep().p]:
    try: f()
    except RecursionError as e: print("RecursionError", str(e)[:32])
class T:
    def __eq__(self, o): return []
    def __lt__(self, o): return "yes"
print(T() == 1, T() < 1, "t" if T() == 1 else "f", "t" if T() < 1 else "f", "t" if not T() < 1 else "f")
class Boom:
    def __eq__(self, o): return self
    def __bool__(self): raise TypeError("no truth")
def boom():
    if Boom() == 1: return 1
run(boom)
import sys
class Fr:
    def __add__(self, o): return sys._getframe(1).f_code.co_name
def who(): return Fr() + 1
print(who())
class Del:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
    def __add__(self, o): return Del(self.n + o.n)
def temps():
    r = Del(1) + Del(2)
    print("sum", r.n)
temps()
