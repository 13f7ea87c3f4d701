# Attributes of classes and instances that reflect their structure.
class A:
    """doc of A"""
    x = 1

    class Inner:
        pass

    def f(self):
        class Local:
            pass
        return Local


a = A()
print(A.__name__, A.__qualname__, A.__module__, A.__doc__, A.Inner.__qualname__, a.f().__qualname__)
print(repr(A), repr(A.Inner), type(A), a.__class__ is A, A.__dict__['x'], type(A.__dict__).__name__)
print(int, type(None), type(len), type(lambda: 0), type(a.f), type(type), Exception, type(...), type(NotImplemented))
A.__name__ = 'Renamed'
A.__qualname__ = 'QRenamed'
print(A.__name__, repr(A).split('.')[-1])
try:
    A.__name__ = 5
except TypeError as e:
    print(e)
try:
    A.__dict__['y'] = 5
except TypeError as e:
    print(e)
try:
    int.foo = 1
except TypeError as e:
    print(e)
try:
    del A.nothing
except AttributeError as e:
    print(e)


class B:
    pass


class C:
    pass


b = B()
b.v = 1
b.__class__ = C
print(type(b).__name__, b.v, isinstance(b, C), isinstance(b, B))
for target in (int, list, 5):
    try:
        b.__class__ = target
    except TypeError as e:
        print(e)
b.__dict__ = {'new': 1}
print(b.new, vars(b))
try:
    b.__dict__ = 5
except TypeError as e:
    print(e)
print(sorted(n for n in dir(b) if not n.startswith('__')), sorted(n for n in dir(A) if not n.startswith('__')))


class N:
    def __new__(cls, *a):
        print('new', cls.__name__, a)
        return super().__new__(cls)

    def __init__(self, *a):
        print('init', a)


class M:
    def __new__(cls):
        return 5

    def __init__(self):
        print('never')


N(1, 2)
print(M())
for f in (lambda: object(1), lambda: B(1), lambda: object.__new__(B, 1), lambda: B().__init__(1), lambda: type(lambda: 0)(),
          lambda: type(iter([]))(), lambda: type(len)()):
    try:
        f()
    except TypeError as e:
        print(e)
print(B.__eq__(B(), 1), object.__eq__(1, 1), B() == B(), object.__repr__(5)[:12])
print(B.__init__ is object.__init__, B.__hash__ is object.__hash__)
ns = {}
exec('class Z: pass', {'__name__': 'modname'}, ns)
print(ns['Z'], ns['Z'].__module__)
print(isinstance(B, type), isinstance(type, type), issubclass(type, object), type.__mro__, object.__mro__, object.__bases__)
for f in (lambda: isinstance(1, 5), lambda: issubclass(5, int), lambda: issubclass(int, 5), lambda: isinstance(1, (int, 5)), lambda: isinstance('', (int, 5))):
    try:
        print(f())
    except TypeError as e:
        print(e)
print(B.__subclasshook__(1), B.__init_subclass__())


class Many:
    pass


m = Many()
for i in range(100):
    setattr(m, f'a{i}', i)
print(len(m.__dict__), m.a0, m.a99, list(m.__dict__)[:3])
for i in range(0, 100, 2):
    delattr(m, f'a{i}')
print(len(m.__dict__), m.a99, hasattr(m, 'a0'))
x, y = Many(), Many()
x.p = 1; x.q = 2
y.q = 3; y.p = 4
print(x.__dict__, y.__dict__)
del x.p
x.p = 9
print(x.__dict__)
