import weakref


class C:
    def __init__(self, n):
        self.n = n


a, b, c = C(1), C(2), C(3)
x = weakref.WeakKeyDictionary({a: 1, b: 2})
y = x | {c: 3}
print(type(y).__name__, sorted(y.values()), sorted(x.values()))
z = {c: 9, a: 5} | x
print(type(z).__name__, sorted(z.values()))
x |= {b: 7}
print(sorted(x.values()))
v = weakref.WeakValueDictionary({'a': a})
w = v | {'b': b}
print(sorted((k, o.n) for k, o in w.items()), sorted((k, o.n) for k, o in ({'c': c} | v).items()))
v |= [('q', c)]
print(sorted(v))
try:
    v | 3
except TypeError as e:
    print(e)
