# weakref.proxy: shared without a callback, counted as a reference; operators and messages are the object's.
import gc
import weakref


class C:
    def __init__(self, x=0):
        self.x = x

    def __add__(self, other):
        return ('add', self.x, other)

    def __radd__(self, other):
        return ('radd', self.x, other)


c = C(4)
p, q = weakref.proxy(c), weakref.proxy(c)
print(p is q, p is weakref.proxy(c, None), p is weakref.proxy(c, print), weakref.getweakrefcount(c))
r = weakref.ref(c)
print(weakref.getweakrefs(c) == [r, p], weakref.getweakrefcount(c))
print(type(p), type(p).__qualname__, weakref.CallableProxyType.__module__, p.__class__)
print(p + 1, 1 + p, p.x)
for f in hash, len, list, lambda p: p - 1, lambda p: p[0], lambda p: p.nothing, lambda p: p < 1, int, next:
    try:
        print(f(p))
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
died = []
s = weakref.proxy(c, died.append)
del c
gc.collect()
print(died[0] is s)
for f in str, bool, lambda p: p.x, lambda p: p + 1:
    try:
        f(p)
    except ReferenceError as e:
        print(e)


class Items:
    def __init__(self, *items):
        self.items = items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]

    def __divmod__(self, n):
        return 'divmod', n


i = Items(1, 2, 3)
p = weakref.proxy(i)
print(list(p), len(p), p[1], divmod(p, 2), 2 in p)
for args in (), (0, 0, 0):
    try:
        weakref.ref(i).__init__(*args)
    except TypeError as e:
        print(e)
