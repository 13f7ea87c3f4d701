"""tuple: operations, hashing, comparison, errors."""
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

for x in ((), (1,), (1, 2, 3), ("a", 2.5, None), ((1, 2), [3]), (1, 1.0, True)):
    for f in (lambda: x, lambda: len(x), lambda: x[0], lambda: x[-1], lambda: x[5], lambda: x["a"], lambda: x[1:], lambda: x[::-1], lambda: x[::0], lambda: x + (1,), lambda: x + [1],
              lambda: x * 2, lambda: x * -1, lambda: x * "a", lambda: 1 in x, lambda: x.count(1), lambda: x.index(1), lambda: x.index(1, 1), lambda: x.index(99), lambda: hash(x) == hash(tuple(list(x))),
              lambda: x < (1, 2), lambda: x == (1, 2, 3), lambda: x >= (), lambda: x != [1], lambda: x < [1], lambda: tuple(x) is x, lambda: list(reversed(x)), lambda: sorted(x), lambda: tuple(list(x)) == x):
        t(f)
t(lambda: tuple(5)); t(lambda: tuple(1, 2)); t(lambda: (1,) < (None,)); t(lambda: hash(([],)))
x = (1, [2])
try:
    x[0] = 5
except TypeError as e:
    print(e)
try:
    del x[0]
except TypeError as e:
    print(e)
try:
    x[1] += [3]
except TypeError as e:
    print(e, x)
print(hash(()) , hash((1,)), hash((1, 2)), hash((1, (2, 3))), hash((1.5, -1, True)))
l = []
r = (l,)
l.append(r)
print(r, l)
class P(tuple):
    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))
    @property
    def x(self):
        return self[0]
p = P(3, 4)
p.tag = "t"
print(p, p.x, p.tag, len(p), p == (3, 4), hash(p) == hash((3, 4)), p + (5,), type(p + ()), type(p[:]), type(p * 1), {p: 1}[(3, 4)], p < (3, 5), sorted([P(2, 1), P(1, 9)]))
a, b = p
print(a, b, [*p], max(p), isinstance(p, tuple), p.index(4), tuple(p), type(tuple(p)))
