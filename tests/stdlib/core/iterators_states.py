# States of iterators: what __reduce__ tells before the first item, what copies share, what __setstate__ takes.
import copy
import itertools
import operator
import random

for it in (itertools.combinations([1, 2], 3), itertools.combinations([], 1), itertools.permutations([1, 2], 3),
           itertools.combinations([1, 2], 2), itertools.combinations_with_replacement([], 3),
           itertools.combinations_with_replacement([], 0), itertools.product([], [1]), itertools.permutations([], 0)):
    print(it.__reduce__())
    print(list(it), list(copy.copy(it)))
    print(it.__reduce__())

it = itertools.cycle([1, 2, 3])
next(it)
other = copy.copy(it)
print(next(it), next(other), next(it), next(other), [next(it) for _ in range(5)], [next(other) for _ in range(5)])
it = itertools.cycle([1, 2, 3])
next(it)
print(it.__reduce__()[2:])
it.__setstate__(([7], 1))
print([next(it) for _ in range(5)])


class Seq:
    def __len__(self): return 3
    def __getitem__(self, i): return i


class NoLen(Seq):
    fails = False
    def __len__(self):
        if NoLen.fails:
            raise ValueError('no length')
        return 3


for make in (lambda: reversed((1, 2)), lambda: reversed([1, 2]), lambda: reversed(Seq()), lambda: iter([1, 2]),
             lambda: iter((1, 2)), lambda: reversed('ab'), lambda: iter(b'ab'), lambda: reversed([]), lambda: iter(Seq())):
    for state in -5, -1, 0, 1, 2, 10:
        it = make()
        it.__setstate__(state)
        print(list(itertools.islice(it, 5)), end=' ')
    print()
it = reversed(NoLen())
NoLen.fails = True
for state in 1, -1:
    try:
        it.__setstate__(state)
        print('set')
    except ValueError as e:
        print(e)
for seq in [1, 2], (1, 2):
    it = reversed(seq)
    list(it)
    it.__setstate__(1)
    print(list(it))

for call in (lambda: operator.length_hint('', 10 ** 20), lambda: operator.length_hint('', -10 ** 20),
             lambda: random.Random(1).getrandbits(2 ** 31), lambda: random.Random(1).randbytes(2 ** 63),
             lambda: random.Random(1).getrandbits(-2 ** 70), lambda: random.Random(1).getrandbits(1.5)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
