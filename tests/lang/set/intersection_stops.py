# set.intersection() asks no iterator for more once everything is found; a method's missing attribute is the function's
class It:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        print('next', self.n)
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        return self.n


for s in {1, 2}, frozenset({0, 1}), {5}, {3}:
    for name in 'intersection', 'intersection_update', 'isdisjoint', 'issuperset', 'difference':
        if hasattr(s, name):
            print(sorted(s), name, getattr(s.copy(), name)(It(4)))
try:
    It(1).__iter__.missing
except AttributeError as e:
    print(e, e.name, type(e.obj).__name__)
