"""Dicts changed while they are searched or iterated."""
d = {i: i for i in range(5)}
for act in (lambda: d.__setitem__(99, 1), lambda: d.pop(3), d.clear):
    for make in (iter, lambda d: iter(d.keys()), lambda d: iter(d.values()), lambda d: iter(d.items()), reversed):
        d.clear()
        d.update({i: i for i in range(5)})
        it = make(d)
        next(it)
        size = len(d)
        act()
        try:
            next(it)
            print("went on", size, len(d))
        except (RuntimeError, StopIteration) as e:
            print(type(e).__name__, e)
d = {1: 1, 2: 2}
for k in d:
    d[k] = 5
print(d)

class Key:
    def __init__(self, h, act=None):
        self.h, self.act = h, act
    def __hash__(self):
        return self.h
    def __eq__(self, other):
        if self.act:
            act, self.act = self.act, None
            act()
        return self is other

for act in (lambda: d.clear(), lambda: d.update({i: i for i in range(50)}), lambda: d.pop(k1, None), lambda: d.__setitem__(k1, "again")):
    d = {}
    k1, k2 = Key(7), Key(7)
    d[k1] = "one"
    d[k2] = "two"
    probe = Key(7, lambda: act())
    print(d.get(probe), probe in d, len(d) > -1)
    d[probe] = "three"
    print(d[probe], sorted(str(v) for v in d.values())[:3])

class BadHash:
    def __hash__(self):
        raise ValueError("no hash")
class BadEq:
    def __hash__(self):
        return 1
    def __eq__(self, other):
        raise ValueError("no eq")
for f in (lambda: {BadHash(): 1}, lambda: {}.get(BadHash()), lambda: BadHash() in {}, lambda: {BadEq(): 1, 1: 2}, lambda: {1: 2}.get(BadEq()), lambda: {1: 2}.pop(BadEq())):
    try:
        print(f())
    except ValueError as e:
        print(e)

class Sub(dict):
    def __missing__(self, key):
        return ("missing", key)
s = Sub(a=1)
print(s["a"], s["b"], s.get("b"), "b" in s, s, type(s.copy()), type(s | {}), isinstance(s, dict))
class Getter(dict):
    def __getitem__(self, k):
        return "item"
g = Getter(a=1)
print(g["zz"], g.get("a"), dict(g), {**g}, "%(a)s" % g, "{a}".format_map(g))
class NoMissing(dict):
    pass
try:
    NoMissing()["k"]
except KeyError as e:
    print("KeyError", e)
