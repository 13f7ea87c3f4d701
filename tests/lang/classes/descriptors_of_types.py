# Members of built-in types, __doc__ of classes, slots of several bases, __class__ and __bases__ assignment.
import types


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


def f():
    'text'


print(type(complex.real), type(float.real), type(property.fget), type(slice.start), complex.imag)
for obj, name in (1j, 'real'), (slice(1), 'start'), (range(2), 'stop'), (property(), 'fget'), (f, '__globals__'), \
        (1.5, 'real'), (type('C', (), {}), '__mro__'):
    attempt(setattr, obj, name, 1)


class X:
    'elephant'


X.__doc__ = 'banana'
print(X.__doc__, type(type.__dict__['__doc__']), type.__doc__[:12])
attempt(type.__dict__['__doc__'].__set__, list, 'x')
attempt(type.__dict__['__doc__'].__delete__, X)
attempt(type.__dict__['__qualname__'].__set__, str, 'x')
cm, sm = classmethod(f), staticmethod(f)
print(sorted(vars(cm)), cm.__wrapped__ is f, sorted(vars(sm)))


class W:
    __slots__ = ['__weakref__']


class D:
    __slots__ = ['__dict__']


class WD(W, D):
    __slots__ = []


class Plain:
    pass


class E(W, Plain):
    __slots__ = ()


a = WD()
a.foo = 1
print(a.__dict__, a.__weakref__, E().__dict__)
attempt(type, 'S', (), {'__slots__': [chr(128)]})


def cls(*slots):
    return type('_'.join(slots), (), {'__slots__': slots})


def reclass(a, b):
    x = a()
    x.__class__ = b
    return 'fine'


for one, two in (cls('a', 'b'), cls('b', 'a')), (cls('a', 'b'), cls('a', 'c')), (cls('a'), Plain), (X, Plain):
    attempt(reclass, one, two)


class Meta(type):
    def __new__(mcls, name, bases, ns):
        return super().__new__(mcls, name, bases, ns)


class Base:
    pass


class Cell(Base, metaclass=Meta):
    __slots__ = ['__classcell__']

    def __init__(self):
        super().__init__()


c = Cell()
print(type(Cell.__dict__['__classcell__']), hasattr(c, '__classcell__'))


class Once(type):
    count = 0

    def mro(cls):
        if Once.count:
            raise RuntimeError('bozo')
        Once.count = 1
        return type.mro(cls)


class C1:
    pass


class C2:
    pass


class Sub(C1):
    pass


class Sub2(Sub):
    pass


class Sub3(Sub, metaclass=Once):
    pass


before = Sub.__mro__, Sub2.__mro__
attempt(setattr, Sub, '__bases__', (C2,))
print((Sub.__mro__, Sub2.__mro__) == before, Sub.__bases__)


class Other(type):
    def mro(cls):
        return (C1,)


attempt(lambda: Other('A', (), {}))


class Wrong(int):
    __eq__ = str.__eq__
    __add__ = str.__add__


attempt(lambda: Wrong() == Wrong())
attempt(lambda: Wrong() + Wrong())


def fails(self):
    raise AttributeError('booh')


for name, use in ('__eq__', lambda e: e == e), ('__lt__', lambda e: e < e), ('__hash__', hash), ('__iter__', iter), \
        ('__repr__', lambda e: repr(e)[:2]), ('__len__', len), ('__add__', lambda e: e + e):
    attempt(use, type('E', (), {name: property(fails)})())


class M2(types.ModuleType):
    __dict__ = property(lambda self: 'no dict')


attempt(dir, M2('m'))


class Names:
    __slotnames__ = ['spam']

    def __getattr__(self, name):
        if name == 'spam':
            return 42
        raise AttributeError(name)


print(Names().__reduce_ex__(2)[2])


class MetaBase(Base, type):
    pass


class Made(metaclass=MetaBase):
    x = 1


print(type(Made.__dict__).__name__, Made.__dict__['x'])


class Failing(ValueError):
    pass


attempt(delattr, Failing(), '__dict__')
