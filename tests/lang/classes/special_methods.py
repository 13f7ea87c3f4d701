# Operators through special methods: reflected operands, NotImplemented, in-place forms.
class V:
    def __init__(self, n): self.n = n
    def __repr__(self): return f'V({self.n})'
    def __add__(self, o): return V(self.n + o.n) if isinstance(o, V) else NotImplemented
    def __radd__(self, o): return V(o + self.n) if isinstance(o, int) else NotImplemented
    def __mul__(self, o): return ('mul', self.n, o)
    def __rmul__(self, o): return ('rmul', o, self.n)
    def __matmul__(self, o): return 'matmul'
    def __neg__(self): return V(-self.n)
    def __invert__(self): return 'inv'
    def __abs__(self): return abs(self.n)
    def __eq__(self, o): return isinstance(o, V) and self.n == o.n
    def __lt__(self, o): return self.n < o.n
    def __hash__(self): return hash(self.n)
    def __bool__(self): return self.n != 0
    def __len__(self): return 3
    def __getitem__(self, k): return ('item', k)
    def __contains__(self, x): return x == self.n
    def __call__(self, *a, **k): return (a, k)
    def __int__(self): return self.n
    def __index__(self): return self.n
    def __float__(self): return float(self.n)
    def __divmod__(self, o): return 'dm'
    def __pow__(self, o, mod=None): return ('pow', o, mod)
    def __iadd__(self, o): self.n += 1; return self
    def __format__(self, spec): return f'<{spec}>'


a, b = V(1), V(2)
print(a + b, 5 + a, a * 2, 2 * a, a @ b, -a, ~a, abs(V(-3)), a == V(1), a != b, a < b, a > b, hash(a), bool(V(0)), len(a))
print(a[1:2], a['k'], 1 in a, a(1, x=2), int(a), [10, 20, 30][a], float(b), divmod(a, 1), pow(a, 2), pow(a, 2, 3), a ** 2)
c = a
c += 10
print(c is a, a, f'{a:xyz}', format(a))
for f in (lambda: a + 'x', lambda: 'x' + a, lambda: a - b, lambda: a <= b, lambda: a >> b, lambda: {} + a, lambda: +a):
    try:
        print(f())
    except TypeError as e:
        print(e)


class Base:
    def __add__(self, o): return 'Base.add'
    def __radd__(self, o): return 'Base.radd'
    def __eq__(self, o): return 'Base.eq'
    def __lt__(self, o): return 'Base.lt'
    def __gt__(self, o): return 'Base.gt'


class Sub(Base):
    def __radd__(self, o): return 'Sub.radd'
    def __gt__(self, o): return 'Sub.gt'


class Sub2(Base):
    pass


print(Base() + Sub(), Base() + Sub2(), Sub() + Base(), Base() < Sub(), Base() < Sub2(), Base() == Sub())
print(1 + Base(), 1 < Base())


class OnlyLen:
    def __len__(self): return 0


class NoHash:
    def __eq__(self, o): return True


print(bool(OnlyLen()))
for f in (lambda: hash(NoHash()), lambda: {NoHash(): 1}, lambda: len(5), lambda: iter(5), lambda: 5[0], lambda: 5(),
          lambda: a.nope, lambda: 1 in 5, lambda: [] < 5, lambda: next(5), lambda: -'x', lambda: ~1.5):
    try:
        f()
    except (TypeError, AttributeError) as e:
        print(e)


class Bad:
    def __len__(self): return -1
    def __bool__(self): return 5
    def __hash__(self): return 'x'
    def __repr__(self): return 5
    def __str__(self): return None
    def __iter__(self): return 5
    def __index__(self): return 'x'
    def __format__(self, s): return 5
    def __contains__(self, x): raise KeyError(x)
    def __init__(self, x=None):
        pass


for f in (lambda: len(Bad()), lambda: bool(Bad()), lambda: hash(Bad()), lambda: repr(Bad()), lambda: str(Bad()),
          lambda: iter(Bad()), lambda: [1][Bad()], lambda: format(Bad()), lambda: 1 in Bad()):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)


class InitReturns:
    def __init__(self): return 5


try:
    InitReturns()
except TypeError as e:
    print(e)


class OldIter:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * i


print(list(OldIter()), 4 in OldIter(), 5 in OldIter())


class Seq:
    def __setitem__(self, k, v): print('set', k, v)
    def __delitem__(self, k): print('del', k)


s = Seq()
s[1] = 2
del s[3]
s[1:2] = 'x'
try:
    s[0]
except TypeError as e:
    print(e)
# assignment to a class after creation takes effect
class Late:
    pass


late = Late()
Late.__len__ = lambda self: 9
Late.__add__ = lambda self, o: 'late add'
print(len(late), late + 1)
del Late.__len__
try:
    len(late)
except TypeError as e:
    print(e)
Late.__eq__ = lambda a, b: True
print(late == 5, late != 5)
