"""Order of use: lru_cache evicts what was used longest ago; an OrderedDict as a queue; total_ordering; singledispatch."""
import collections.abc
import copy
import functools
import pickle

calls = []


@functools.lru_cache(2)
def f(x):
    calls.append(x)
    return x


for x in 1, 2, 2, 3, 1, 1, 1, 2, 3, 3, 1, 2, 1, 1, 3, 2:
    f(x)
print(calls, f.cache_info())

d = collections.OrderedDict((i, i) for i in range(60000))
for i in range(59990):
    d.popitem(last=False)
d[3] = 'again'
d.move_to_end(59995)
print(d, d.popitem(last=False), next(iter(d.items())), d.pop(7, default='none'), d.setdefault(8, default=9))
plain = {i: i for i in range(20)}
for key in 2, 1, 0, 3, 5:
    del plain[key]
plain[0] = 'new'
print(plain, next(iter(plain)), list(reversed(plain))[:2], dict(plain) == plain)
while plain:
    del plain[next(iter(plain))]
plain['x'] = 1
print(plain)
d = collections.OrderedDict(a=1)
d.x = ['shared']
print(copy.copy(d).x is d.x, copy.deepcopy(d).x, pickle.loads(pickle.dumps(d)).x)


@functools.total_ordering
class Less:
    def __init__(self, x):
        self.x = x

    def __lt__(self, other):
        return self.x < other.x

    def __eq__(self, other):
        return self.x == other.x


print(pickle.loads(pickle.dumps(Less.__ge__)) is Less.__ge__, Less(1) <= Less(2), Less.__gt__.__qualname__)
abc = collections.abc


@functools.singledispatch
def g(arg):
    return 'base'


class O(abc.Sized):
    def __len__(self):
        return 0


class P:
    pass


for name in 'Iterable', 'Container', 'Sized', 'Set':
    g.register(getattr(abc, name), lambda arg, name=name: name)
answers = [g(O())]
for cls in abc.Iterable, abc.Container, abc.Set:
    cls.register(O)
    answers.append(g(O()))
abc.Iterable.register(P)
answers.append(g(P()))
abc.Container.register(P)
try:
    g(P())
except RuntimeError as e:
    answers.append(str(e)[:18])
print(answers)

for key in (None, (), 1, (1, 2)):
    try:
        collections.OrderedDict().move_to_end(key)
    except KeyError as e:
        print(key, e.args)
