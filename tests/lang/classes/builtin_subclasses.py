# Subclasses of int, str, tuple, list, dict, float, Exception.
class I(int):
    def __new__(cls, v, extra=None):
        self = super().__new__(cls, v)
        self.extra = extra
        return self

    def __add__(self, o):
        return I(int(self) + o, 'added')


i = I(5, 'x')
print(i, i.extra, type(i + 1).__name__, (i + 1).extra, type(i * 2).__name__, i == 5, hash(i) == hash(5), i.__dict__)
print(isinstance(i, int), I.__mro__[1], int(i), type(int(i)).__name__, i.bit_length(), {5: 'five'}[i])


class S(str):
    def shout(self):
        return self.upper() + '!'


s = S('abc')
s.attr = 1
print(s, s.shout(), type(s + 'd').__name__, type(s.upper()).__name__, s == 'abc', {'abc': 1}[s], s[0], len(s), repr(s), f'{s:>5}')


class T(tuple):
    def __new__(cls, *a):
        return super().__new__(cls, a)

    @property
    def first(self):
        return self[0]


t = T(1, 2, 3)
print(t, t.first, len(t), type(t[:2]).__name__, t == (1, 2, 3), hash(t) == hash((1, 2, 3)), t + (4,))


class L(list):
    def append(self, x):
        print('append', x)
        super().append(x)


l = L([1])
l.append(2)
l.extra = 'e'
print(l, l.extra, type(l + [3]).__name__, type(l[:]).__name__, l == [1, 2], sorted(l, reverse=True))


class D(dict):
    def __missing__(self, k):
        return f'missing {k}'

    def __getitem__(self, k):
        return super().__getitem__(k)


d = D(a=1)
d['b'] = 2
print(d, d['zz'], d.get('zz'), d['a'], type(d.copy()).__name__, list(d), len(d))


class F(float):
    def __repr__(self):
        return f'F({float(self)})'


f = F(2.5)
print(f, [f], f + 1, type(f + 1).__name__, f.is_integer(), f == 2.5)


class FS(frozenset):
    pass


print(FS([1]) | {2}, type(FS([1]) | {2}).__name__, len(FS('ab')))


class B(bytes):
    pass


print(B(b'ab'), B(b'ab')[0], B(b'ab') == b'ab')
try:
    class Bo(bool):
        pass
except TypeError as e:
    print(e)
print(int.__new__(I, 7), type(int.__new__(I, 7)).__name__)
for fn in (lambda: int.__new__(str), lambda: object.__new__(I), lambda: int.__new__(), lambda: int.__new__(5),
           lambda: tuple.__new__(T, (1, 2)), lambda: object.__new__(int), lambda: str.__new__(S, 'q')):
    try:
        print(fn())
    except TypeError as e:
        print(e)
print((5).__add__(6), int.__add__(1, 2), (5).__add__('x'), list.__len__([1, 2]), str.__add__('a', 'b'), int.__lt__(1, 2))
print(int.__add__, (5).__add__.__name__, [].append.__name__, list.append, type([].append), type(list.append), str.join)
for fn in (lambda: int.__add__('a', 1), lambda: list.append(5, 1), lambda: str.join(), lambda: int.__add__(1), lambda: dict.fromkeys()):
    try:
        fn()
    except TypeError as e:
        print(e)
