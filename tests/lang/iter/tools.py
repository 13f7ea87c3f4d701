"""enumerate, zip, map, filter, reversed, range, slice objects and the iterator protocol."""
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

for f in (lambda: list(zip("abc", [1, 2])), lambda: list(zip()), lambda: list(zip("ab")), lambda: list(zip([1, 2], [1], strict=True)), lambda: list(zip([1], [1, 2], strict=True)),
          lambda: list(zip([1], [1], [1, 2], strict=True)), lambda: list(zip([1, 2], [1, 2], [1], strict=True)), lambda: list(zip("ab", (1, 2), strict=True)), lambda: zip(1), lambda: zip([1], 2), lambda: zip([1], foo=1),
          lambda: list(map(str, [1, 2])), lambda: list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), lambda: map(1), lambda: map(), lambda: list(map(5, [1])), lambda: map(len, 5), lambda: map(len, [], strict=True),
          lambda: list(filter(None, [0, 1, "", "a", []])), lambda: list(filter(lambda x: x > 1, [1, 2, 3])), lambda: filter(1), lambda: filter(None, 5), lambda: filter(None, [], x=1),
          lambda: list(enumerate("ab")), lambda: list(enumerate("ab", 5)), lambda: list(enumerate("ab", start=2**70)), lambda: list(enumerate("ab", 2**63 - 1)), lambda: enumerate(), lambda: enumerate(5), lambda: enumerate([], "a"), lambda: enumerate([], foo=3),
          lambda: list(reversed("abc")), lambda: list(reversed(range(0, 10, 3))), lambda: list(reversed({1: 2})), lambda: reversed({1}), lambda: reversed(), lambda: reversed(5), lambda: list(reversed([])),
          lambda: range(5), lambda: range(1, 10, 3), lambda: list(range(10, 0, -3)), lambda: range(0), lambda: range(1, 2, 0), lambda: range(1.5), lambda: range("a"), lambda: range(), lambda: range(1, 2, 3, 4), lambda: len(range(2**70)),
          lambda: range(2**70)[2**69], lambda: range(10)[2:8:2], lambda: range(10)[::-1], lambda: range(10)[20], lambda: range(10)[-1], lambda: range(10)["a"], lambda: 5 in range(10), lambda: 5.0 in range(10), lambda: "a" in range(3), lambda: range(0, 10, 3).index(6),
          lambda: range(5).index(7), lambda: range(5).count(3), lambda: range(5) == range(0, 5, 1), lambda: range(0) == range(2, 1), lambda: range(5) < range(6), lambda: hash(range(5)) == hash(range(0, 5)), lambda: range(1, 9, 2).stop,
          lambda: slice(1, 2, 3), lambda: slice(5), lambda: slice(), lambda: slice(-3, None).indices(10), lambda: slice(None, None, -1).indices(5), lambda: slice(1, 2) == slice(1, 2), lambda: slice(1) < slice(2), lambda: hash(slice(1)), lambda: slice(1, "a").indices(5),
          lambda: list(range(2**63 - 3, 2**63 + 2)), lambda: next(iter([])), lambda: next(iter([]), "default"), lambda: iter(5), lambda: next([]), lambda: list(iter(iter([1, 2]).__next__, 2))):
    t(f)

class Seq:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i
print(list(Seq()), 9 in Seq(), 5 in Seq(), list(zip(Seq(), "ab")), tuple(Seq()), sum(Seq()), max(Seq()))
class SeqLen(Seq):
    def __len__(self):
        return 4
print(list(reversed(SeqLen())), list(map(str, SeqLen())))
class It:
    def __init__(self):
        self.n = 0
    def __iter__(self):
        return self
    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n
print(list(It()), [*It()], sum(It()), dict(zip(It(), "abc")), list(enumerate(It())), list(filter(lambda x: x != 2, It())))
class Rev:
    def __reversed__(self):
        return iter("reversed!")
print(list(reversed(Rev())))
class NoRev:
    __reversed__ = None
    def __len__(self): return 1
    def __getitem__(self, i): return 1
t(lambda: reversed(NoRev()))
class NoIter:
    __iter__ = None
    def __getitem__(self, i): return 1
t(lambda: iter(NoIter()))
def boom(x):
    raise ValueError(x)
t(lambda: list(map(boom, [1])))
pairs = list(enumerate("abc"))
print(pairs, [p for p in zip("ab", "cd")], [id(p) for p in zip("ab", "cd")] and "ok")
keep = []
for p in zip([1, 2, 3], [4, 5, 6]):
    keep.append(p)
for p in {"x": 1, "y": 2}.items():
    keep.append(p)
for p in enumerate("pq"):
    keep.append(p)
print(keep)
class Z(zip):
    extra = 5
z = Z("ab", "cd")
print(z.extra, list(z), type(z).__name__)
import copy
i = iter([1, 2, 3])
next(i)
print(list(copy.copy(i)), list(i), i.__length_hint__())
