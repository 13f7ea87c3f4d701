# property, classmethod, staticmethod, bound methods, functions as descriptors.
class Temp:
    def __init__(self, c):
        self._c = c

    @property
    def c(self):
        "the celsius"
        return self._c

    @c.setter
    def c(self, v):
        if v < -273:
            raise ValueError('cold')
        self._c = v

    @c.deleter
    def c(self):
        print('deleting')
        self._c = 0

    @property
    def ro(self):
        return 1

    wo = property(None, lambda self, v: print('wo', v))


t = Temp(5)
t.c = 7
print(t.c, Temp.c.__doc__, type(Temp.c).__name__)
del t.c
print(t.c)
for f in (lambda: setattr(t, 'ro', 1), lambda: delattr(t, 'ro'), lambda: t.wo, lambda: setattr(t, 'c', -300)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
t.wo = 3


class C:
    n = 0

    @classmethod
    def make(cls, v):
        return cls.__name__, v

    @staticmethod
    def stat(a, b=2):
        return a + b

    def meth(self, x):
        return (self.__class__.__name__, x)


class D(C):
    pass


c = D()
print(C.make(1), D.make(2), c.make(3), C.stat(1), c.stat(1, 5), c.meth(4), C.meth(c, 5))
m = c.meth
print(m.__self__ is c, m.__func__ is C.meth, m.__name__, m == c.meth, m is c.meth, hash(m) == hash(c.meth))
print(C.make.__self__ is C, C.__dict__['make'].__func__.__name__, type(C.__dict__['stat']).__name__)
print(C.meth.__qualname__, C.meth.__name__, callable(C.__dict__['stat']))
try:
    C.meth()
except TypeError as e:
    print(e)


class Cached:
    def __init__(self, f):
        self.f = f
        self.name = f.__name__

    def __get__(self, obj, owner):
        if obj is None:
            return self
        v = obj.__dict__[self.name] = self.f(obj)
        return v


class E:
    @Cached
    def value(self):
        print('computing')
        return 42


e = E()
print(e.value, e.value, E.__dict__['value'].name)


def f(a, b=1, *, c=2):
    "doc of f"


print(f.__name__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__code__.co_varnames, f.__code__.co_argcount, f.__module__)
f.attr = 'x'
print(f.__dict__, f.attr)
f.__name__ = 'g'
f.__defaults__ = (9,)
print(f.__name__, f.__defaults__)
try:
    f.__name__ = 5
except TypeError as e:
    print(e)
try:
    f.nope
except AttributeError as e:
    print(e)


def annotated(a: int, b: 'str' = 1) -> list:
    pass


print(annotated.__annotations__)


class Ann:
    x: int = 1
    y: str


print(Ann.__annotations__)
g = f.__get__(5)
print(g.__self__)
print(property(lambda s: 1).fget(0), isinstance(Temp.__dict__['c'], property))


class Prop(property):
    pass


class UP:
    @Prop
    def x(self):
        "docx"
        return 'prop subclass'


print(UP().x, UP.x.__doc__)
