# itertools: every iterator, its edge cases and its messages
import copy
import gc
import itertools as it
import operator
from itertools import *


def show(f, *a, n=None, **k):
    try:
        r = f(*a, **k)
        print(f.__name__, list(r) if n is None else list(it.islice(r, n)))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)


show(count, n=4)
show(count, 10, n=3)
show(count, 10, 3, n=3)
show(count, 2.5, 0.5, n=3)
show(count, -3, -1, n=3)
show(count, 2**62 - 1, 2**47, n=3)
show(count, 2**63 - 2, n=4)
show(count, step=2, n=3)
show(count, 1 + 2j, n=2)
show(count, "a")
c = count(5)
next(c)
print(c, count(), count(1, 2), count(1.5), count(2**70), count(2**70, 3), count(1, -1), repr(copy.copy(c)))
r = repeat("x", 3)
print(r, repeat(None), list(r), r, repeat(1, -5), operator.length_hint(repeat(7, 9)))
show(repeat, object=1, times=2)
show(repeat, 1, 2.0)
show(repeat)
show(cycle, "abc", n=8)
show(cycle, [], n=8)
show(cycle)
show(cycle, 3)
show(accumulate, range(6))
show(accumulate, [])
show(accumulate, [3, 1, 4], max)
show(accumulate, [3, 1, 4], func=operator.mul, initial=10)
show(accumulate, [], initial=10)
show(accumulate, ["a", 1])
show(chain, "ab", [1], (), range(2))
show(chain)
show(chain, "ab", 3)
show(chain.from_iterable, ["ab", [1, 2]])
show(chain.from_iterable, 3)
print(list(chain.from_iterable(x for x in ("ab", "cd"))), chain[int])
show(compress, "abcdef", [1, 0, 1, 0, 1])
show(compress, "abc", selectors=[True] * 9)
show(dropwhile, lambda x: x < 3, [1, 2, 5, 1, 3])
show(takewhile, lambda x: x < 3, [1, 2, 5, 1, 3])
show(takewhile, None, [1])
show(dropwhile, 1)
show(filterfalse, lambda x: x % 2, range(7))
show(filterfalse, None, [0, 1, "", "a", None])
show(starmap, pow, [(2, 5), [3, 2], iter((10, 3))])
show(starmap, pow, [3])
show(pairwise, "abcd")
show(pairwise, "a")
show(pairwise, "")
for args in [(3,), (None,), (2, 5), (2, None), (0, None, 3), (1, 9, 4), (5, 2), (0,), (0, 0), (1, 8, 2)]:
    show(islice, range(10), *args)
for args in [(-1,), ("a",), (1, -1), (-1, 2), (1, 2, 0), (1, 2, -1), (1, 2, "x"), (1.5,), (-2,), ()]:
    show(islice, range(10), *args)
i = iter(range(20))
print(list(islice(i, 2, 6, 2)), next(i))
show(zip_longest, "abc", [1], "")
show(zip_longest, "abc", [1, 2], fillvalue="-")
show(zip_longest)
show(zip_longest, "a", x=1)
show(zip_longest, "a", 1)
show(product, "ab", [1, 2])
show(product, "ab", repeat=2)
show(product)
show(product, "ab", repeat=0)
show(product, "ab", [])
show(product, "ab", repeat=-1)
show(product, "ab", x=1)
show(permutations, "abc")
show(permutations, range(4), 2)
show(permutations, "ab", 3)
show(permutations, "ab", 0)
show(permutations, "", None)
show(permutations, "ab", -1)
show(permutations, "ab", "c")
show(combinations, "abcd", 2)
show(combinations, "abc", 3)
show(combinations, "abc", 4)
show(combinations, "abc", 0)
show(combinations, "abc", -1)
show(combinations, "abc")
show(combinations_with_replacement, "abc", 2)
show(combinations_with_replacement, "", 2)
show(combinations_with_replacement, "", 0)
show(combinations_with_replacement, "ab", r=3)
print(len(list(permutations(range(6)))), sum(1 for _ in product(range(10), repeat=4)))

print([(k, list(g)) for k, g in groupby("aaabbca")])
print([(k, list(g)) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)])
print([k for k, g in groupby("aabbcc")])
groups = [g for k, g in groupby("aabb")]
print([list(g) for g in groups])
g = groupby("aab")
k, a = next(g)
print(next(a), next(g)[0], list(a))
show(groupby, 3)
a, b = tee(iter(range(200)))
print(sum(a), sum(b), len(tee("x", 0)), len(tee("x", 3)))
x = iter("abcdef")
a, b, c = tee(x, 3)
print(next(a), next(a), list(b))
d = copy.copy(a)
print(list(a), list(d), list(c))
show(tee, "x", -1)
show(tee, 3)


def reenter():
    yield next(both[0])


both = tee(reenter())
try:
    next(both[0])
except Exception as e:
    print(type(e).__name__)


class Sub(chain):
    tag = 1


s = Sub("ab", "c")
s.x = 5
print(type(s).__name__, list(s), s.x, type(Sub.from_iterable([[1]])).__name__)


def fail():
    yield 1
    raise ValueError("in the source")


for f in (lambda s: cycle(s), lambda s: chain([0], s), lambda s: zip_longest(s, [1, 2, 3]), lambda s: pairwise(s),
          lambda s: tee(s)[0], lambda s: islice(s, 5), lambda s: accumulate(s)):
    got = []
    try:
        for x in f(fail()):
            got.append(x)
    except ValueError as e:
        print(got, e)

box = []
box.append(cycle(box))
box.append(tee(iter(box)))
del box
print(gc.collect() > 0)
print(sorted(n for n in dir(it) if n[0] != "_"))
