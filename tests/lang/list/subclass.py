"""list subclasses."""
class L(list):
    def __getitem__(self, i):
        return "got %r" % (i,)

    def __iter__(self):
        return iter("iterated")

    def append(self, x):
        super().append(x * 2)

l = L([1, 2, 3])
l.append(5)
print(l, len(l), l[0], list(l), list.__getitem__(l, 3), l + [1], type(l + [1]), type(l[0:2]), type(l * 2), type(l.copy()))
print([*l][:3], tuple(l)[:2], sorted(l)[:2], 5 in l, 10 in l, l == [1, 2, 3, 10])
x = [0]
x.extend(l)
print(x)
class N(list):
    def __init__(self, *a, tag=None):
        super().__init__(a)
        self.tag = tag
n = N(1, 2, tag="t")
print(n, n.tag, n.__dict__, bool(N()), N() == [], isinstance(n, list))
n.extra = 1
n[5:] = [7]
print(n, n.extra)
class Empty(list):
    def __len__(self):
        return 0
print(bool(Empty([1])), len(Empty([1])), Empty([1]))
