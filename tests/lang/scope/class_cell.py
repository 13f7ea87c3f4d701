# __class__ cells and super() without arguments.
class A:
    def who(self):
        return 'A'
    @classmethod
    def make(cls):
        return 'A.make'
class B(A):
    def who(self):
        return 'B>' + super().who()
    @classmethod
    def make(cls):
        return 'B>' + super().make()
    def nested(self):
        def inner():
            return __class__.__name__
        return inner()
    def gen(self):
        return [__class__ for _ in range(1)][0].__name__
    def lam(self):
        return (lambda: super(B, self).who())()
class D(B):
    def who(self):
        return 'D>' + super().who()
print(D().who(), D.make(), D().nested(), D().gen(), D().lam())

class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        print(sorted(k for k in ns if k != '__qualname__'), kw)
        return super().__new__(m, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
    @classmethod
    def __prepare__(m, name, bases, **kw):
        print('prepare', name, kw)
        return {}
class M(metaclass=Meta, option=3):
    v = 1
    def f(self):
        return super().__repr__()
print(M.__qualname__, M.f.__qualname__)

class Outer:
    class Inner:
        def m(self):
            def loc():
                class Deep: pass
                return Deep
            return loc()
print(Outer.Inner.m.__qualname__, Outer.Inner().m().__qualname__)

class Priv:
    __secret = 1
    def __hidden(self):
        return self.__secret
    def get(self):
        return self.__hidden(), self._Priv__secret
    def local(self):
        __x = 3
        return __x, (lambda __y: __y)(4)
print(Priv().get(), Priv().local(), sorted(n for n in vars(Priv) if 'secret' in n or 'hidden' in n))
class __Odd:
    __z = 2
    def g(self): return self.__z
print(_Odd__z if False else __Odd().g() if False else 'skip')

class Doc:
    """Docstring."""
    n: int = 1
    s: 'str'
    def f(self, a: int, *b: float, c: 'x' = 1, **d: dict) -> None:
        """Method doc."""
print(Doc.__doc__, Doc.__annotations__, Doc.f.__doc__, Doc.f.__annotations__)
def noclass():
    try:
        return super()
    except RuntimeError as e:
        return str(e)
print(noclass())
