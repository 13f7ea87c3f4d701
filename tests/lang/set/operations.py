"""Sets: results, iteration order of ints and floats, methods, errors."""
class random:
    """A small generator of its own, so that the test needs no library."""
    state = 3

    def randrange(a, b=None):
        a, b = (0, a) if b is None else (a, b)
        random.state = (random.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return a + (random.state >> 3) % (b - a)

    def choice(seq):
        return seq[random.randrange(len(seq))]

    def random():
        return random.randrange(1000) / 1000
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

def data():
    k = random.random()
    if k < .4: return [random.randrange(-50, 200) for _ in range(random.randrange(40))]
    if k < .6: return [random.randrange(-2**60, 2**60) for _ in range(random.randrange(20))]
    if k < .7: return [random.choice([1, 1.0, True, 0, 0.5, False, 2.5, -1, -2]) for _ in range(random.randrange(10))]
    return [random.randrange(3) * 8 + random.randrange(2) * 64 for _ in range(random.randrange(12))]

for i in range(60):
    x, y = data(), data()
    a, b = random.choice([set, frozenset])(x), random.choice([set, frozenset])(y)
    print(a, b, a & b, b & a, a | b, a - b, b - a, a ^ b, a < b, a <= b, a == b, a > b, a != b)
    print(a.union(y), a.intersection(y), a.difference(y), a.symmetric_difference(y), a.issubset(y), a.issuperset(y), a.isdisjoint(y))
    print(a.union(dict.fromkeys(y)), a.difference(dict.fromkeys(y)), hash(frozenset(a)), len(a), list(a), a.copy())
    s = set(x)
    for k in range(8):
        v = random.choice(x + y + [5])
        m = random.randrange(8)
        if m == 0: s.add(v)
        elif m == 1: s.discard(v)
        elif m == 2: s.update(y)
        elif m == 3: s.difference_update(y)
        elif m == 4: s.symmetric_difference_update(y)
        elif m == 5: s.intersection_update(y)
        elif m == 6: s ^= b
        elif s: print(s.pop())
        print(s)
for f in (lambda: set().pop(), lambda: {1}.remove(2), lambda: {1}.remove({3}), lambda: {[]}, lambda: set().add({}), lambda: [] in set(), lambda: {1} in {1}, lambda: {1} in {frozenset([1])},
          lambda: {1} | [2], lambda: {1} < 5, lambda: {1} == 1, lambda: set(5), lambda: set(1, 2), lambda: {1}.union(5), lambda: hash({1}), lambda: {1: 2} in {1},
          lambda: frozenset([1]) | {2}, lambda: {2} | frozenset([1]), lambda: frozenset() is frozenset(), lambda: set(), lambda: frozenset(), lambda: frozenset([1]),
          lambda: {1, 1.0, True}, lambda: {frozenset([1, 2]): 3}, lambda: set("hello") == set("ehlo"), lambda: sorted({*"ab", *[1]}, key=str), lambda: {x % 3 for x in range(10)}):
    t(f)
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as e:
    print(e)
class S(set):
    pass
class F(frozenset):
    pass
a, b = S([1, 2]), F([2, 3])
print(a, b, a | b, type(a | b), b | a, type(b | a), a & {2}, type(a.copy()), type(b.copy()), a == {1, 2}, b == {2, 3}, hash(b) == hash(frozenset([2, 3])), S(), F())
a.x = 1
print(a.x, a - b, len(a), 2 in b, sorted(b), {b: 1}[frozenset([2, 3])])
class Evil:
    def __init__(self, s): self.s = s
    def __hash__(self): return 1
    def __eq__(self, other):
        self.s.clear()
        return False
s = set()
s.add(Evil(s))
s.add(1)
print(len(s))
