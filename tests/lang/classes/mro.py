# C3 linearisation, cooperative super, conflicts.
class A:
    def f(self):
        return ['A']


class B(A):
    def f(self):
        return ['B'] + super().f()


class C(A):
    def f(self):
        return ['C'] + super().f()


class D(B, C):
    def f(self):
        return ['D'] + super().f()


print(D().f())
print([k.__name__ for k in D.__mro__], [k.__name__ for k in D.mro()])
for bases in ((A, B), (A, A), (B, A, C), (bool,), (type(None),), (int, str), (5,)):
    try:
        type('X', bases, {})
        print('ok', [b.__name__ for b in bases])
    except TypeError as e:
        print(e)
print(issubclass(D, A), issubclass(A, D), isinstance(D(), (int, A)), D.__bases__, A.__base__)
print(A.__subclasses__() == [B, C], B.__subclasses__() == [D])


class E(D):
    def f(self):
        return super(B, self).f()

    @classmethod
    def make(cls):
        return cls, super().__name__ if hasattr(super(), '__name__') else 'none'


print(E().f())
print(E.make()[0].__name__)
print(super(D, E()), super(D, D).__repr__ is not None)
try:
    super(D, 5)
except TypeError as e:
    print(e)
try:
    super().x
except RuntimeError as e:
    print(e)

# __bases__ assignment
class P1:
    def who(self): return 'P1'
class P2:
    def who(self): return 'P2'
class Q(P1):
    pass
q = Q()
print(q.who())
Q.__bases__ = (P2,)
print(q.who(), Q.__mro__[1].__name__, P1.__subclasses__(), [k.__name__ for k in P2.__subclasses__()])
try:
    Q.__bases__ = (int,)
except TypeError as e:
    print(e)
try:
    Q.__bases__ = (Q,)
except TypeError as e:
    print(e)
