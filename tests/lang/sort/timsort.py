"""Sorting: results, stability, and the exact number and order of comparisons."""
class random:
    """A small generator of its own, so that the test needs no library."""
    state = 1

    def randrange(a, b=None):
        a, b = (0, a) if b is None else (a, b)
        random.state = (random.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return a + (random.state >> 3) % (b - a)

    def choice(seq):
        return seq[random.randrange(len(seq))]

    def random():
        return random.randrange(1000) / 1000

class C:
    log = []
    def __init__(self, v, tag=0):
        self.v, self.tag = v, tag
    def __lt__(self, other):
        C.log.append((self.v, other.v))
        return self.v < other.v
    def __repr__(self):
        return "%d.%d" % (self.v, self.tag)

for n in (0, 1, 2, 3, 10, 33, 64, 65, 100, 300):
    for kind in range(6):
        v = [random.randrange(n + 1) for _ in range(n)]
        if kind == 1: v.sort()
        if kind == 2: v.sort(reverse=True)
        if kind == 3: v = sorted(v[:n // 2]) + sorted(v[n // 2:])
        if kind == 4: v = [x % 3 for x in v]
        if kind == 5: v = list(range(n)); v[n // 2:n // 2 + 1] = [0]
        C.log = []
        s = sorted(C(x, i) for i, x in enumerate(v))
        h = 0
        for a, b in C.log:
            h = (h * 31 + a * 7 + b) % 1000003
        print(n, kind, len(C.log), h, s[:4])
        r = sorted((C(x, i) for i, x in enumerate(v)), reverse=True)
        print(r[:4])
        assert [x.v for x in s] == sorted(v) and [x.v for x in r] == sorted(v, reverse=True)
        for a, b in zip(s, s[1:]):
            assert a.v < b.v or a.tag < b.tag
        for a, b in zip(r, r[1:]):
            assert a.v > b.v or a.tag < b.tag
words = "the Quick brown fox Jumps over the lazy Dog".split()
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len, reverse=True), sorted(words, key=lambda w: (len(w), w)))
print(sorted([3, 1.5, True, -2, 2**70]), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted("hello"), sorted({3, 1, 2}), sorted({"b": 1, "a": 2}))
print(sorted([0.0, -0.0, 1.0, -1.0]), sorted([[2], [1, 5], [1]]), sorted(["é", "z", "日", "a"]))
for bad in ([1, "a"], [None, 1], [(1, "a"), (1, 2)], [object(), object()]):
    try:
        sorted(bad)
    except TypeError as e:
        print(e)
def boom(x):
    raise KeyError(x)
v = [3, 1, 2]
try:
    v.sort(key=boom)
except KeyError as e:
    print("KeyError", e, v)
class Bad:
    def __lt__(self, other):
        raise ZeroDivisionError("no")
v = [Bad(), Bad(), Bad()]
try:
    v.sort()
except ZeroDivisionError as e:
    print(e, len(v))
for f in (lambda: [].sort(1), lambda: sorted(), lambda: sorted(5), lambda: [1].sort(key=5), lambda: [1].sort(reverse="a")):
    try:
        print(f())
    except TypeError as e:
        print(e)
