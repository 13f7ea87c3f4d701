# ** with mappings of any kind: keys named twice, keys that are no text; what messages call the callee.
from collections.abc import Mapping


class Pairs(Mapping):
    def __init__(self, *pairs):
        self.pairs = pairs

    def __iter__(self):
        return (k for k, v in self.pairs)

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, key):
        for k, v in self.pairs:
            if k == key:
                return v
        raise KeyError(key)

    def keys(self):
        return [k for k, v in self.pairs]


def f(*args, **kw):
    return args, kw


class C:
    def m(self, **kw):
        return kw


class Odd:
    def __str__(self):
        return '<odd>'


nothing = None
print(f(**Pairs(('a', 1), ('b', 2)), c=3))
for call in (lambda: f(**Pairs(('x', 1), ('x', 2))), lambda: f(x=0, **Pairs(('x', 1))),
             lambda: f(**{1: 3}, **{1: 5}), lambda: f(**{1: 3}), lambda: C().m(**{'a': 1}, **{'a': 2}),
             lambda: len(*f), lambda: nothing(*f), lambda: Odd()(**3), lambda: dict(*5), lambda: C(**5), lambda: f(**5),
             lambda: f(*5), lambda: f(**Pairs(('a', 1)), **None), lambda: dict(**{'a': 1}, **Pairs(('a', 1)))):
    try:
        print(call())
    except TypeError as e:
        print(e)
