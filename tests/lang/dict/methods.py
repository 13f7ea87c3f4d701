"""dict: methods, order, views, errors."""
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

dicts = [{}, {1: 2}, {"a": 1, "b": 2}, {1: 1, 1.0: 2, True: 3}, {(1, 2): 3}, {"x": [1]}, dict(a=1, b=2), dict([(1, 2), (3, 4)]), dict({"a": 1}, b=5),
         dict(zip("abc", range(3))), dict.fromkeys("abc"), dict.fromkeys([1, 2], 0)]
for d in dicts:
    print("==", d, len(d))
    for f in (lambda: d.keys(), lambda: d.values(), lambda: d.items(), lambda: d.get("a"), lambda: d.get("zz", 5), lambda: d.get([]), lambda: d["a"], lambda: d[[]],
              lambda: d[1.0], lambda: "a" in d, lambda: list(d), list(d).__repr__, lambda: list(reversed(d)), lambda: list(reversed(d.items())), lambda: list(reversed(d.values())),
              lambda: d == dict(d), lambda: d != {}, lambda: d < d, lambda: hash(d), lambda: d | {"a": 9}, lambda: {"a": 9} | d, lambda: d | [1],
              lambda: d.keys() & {"a", 1}, lambda: sorted(map(repr, d.keys() | {5})), lambda: d.keys() - ["a"], lambda: d.keys() >= {1}, lambda: d.keys() == set(d),
              lambda: d.keys().isdisjoint(["a"]), lambda: ("a", 1) in d.items(), lambda: 1 in d.values(), lambda: len(d.items()), lambda: dict(d.items()) == d):
        t(f)
    for f in (lambda e: e.pop("a"), lambda e: e.pop("a", None), lambda e: e.pop(), lambda e: e.popitem(), lambda e: e.setdefault("a"), lambda e: e.setdefault("q", 9),
              lambda e: e.update({"a": 0}), lambda e: e.update([("z", 1)], k=2), lambda e: e.update(5), lambda e: e.update([5]), lambda e: e.update(["abc"]),
              lambda e: e.update(["ab"]), lambda e: e.update(1, 2), lambda e: e.clear(), lambda e: e.__setitem__([], 1), lambda e: e.__delitem__("a"), lambda e: e.__delitem__("nope")):
        e = d.copy()
        t(lambda: f(e))
        print(e)
d = {"b": 1}
d |= [("c", 2)]
d["a"] = 3
del d["b"]
d["b"] = 4
print(d, list(d.items()), d.popitem(), d)
d = {}
d[1] = d
print(d, d.values(), d.items())
print({**{"a": 1}, "a": 2, **{"b": 3}}, {k: v for k, v in zip("ab", (1, 2))})
print({1: "int", 1.0: "float", True: "bool"}, {0: 1}.get(False), {"a": 1} == {"a": 1.0}, {1: {2: 3}}[1][2])
nan = float("nan")
n = {nan: 1}
print(nan in n, n[nan])
big = {i: -i for i in range(1000)}
for i in range(0, 1000, 3):
    del big[i]
for i in range(2000, 2100):
    big[i] = i
print(len(big), list(big)[:5], list(big)[-3:], big[4], 3 in big)
while len(big) > 3:
    big.popitem()
print(big)
