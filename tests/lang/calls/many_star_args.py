# Calls with more arguments than the caller has registers: through classes, methods and natives.
from collections import namedtuple


class New:
    def __new__(cls, *a):
        return len(a), sum(a)


class Init:
    def __init__(self, *a, **k):
        self.a, self.k = a, k


class Meta(type):
    def __call__(cls, *a):
        return len(a)


class WithMeta(metaclass=Meta):
    pass


class Callable:
    def __call__(self, *a, **k):
        return len(a), len(k)


for n in 1, 16, 30, 64, 300:
    print(n, New(*range(n)), len(Init(*range(n)).a), WithMeta(*range(n)), Callable()(*range(n)))
    print(Callable().__call__(*range(n), **{f'k{i}': i for i in range(n)}), max(*range(n), 5), len('{}' * n % () if 0 else 'x'.join(map(str, range(n)))))
    T = namedtuple('T', [f'f{i}' for i in range(n)])
    t = T(*range(n))
    print(len(t), t[-1], t._replace(f0=9)[0], sum(t))
    print(len(Init(**{f'k{i}': i for i in range(n)}).k), '{} {}'.format(*range(n + 1)))
