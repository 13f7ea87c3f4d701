# Metaclasses: __prepare__, __new__, __init__, __call__, conflicts, attributes of classes.
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print('prepare', name, kw)
        return {'from_prepare': 1}

    def __new__(mcs, name, bases, ns, **kw):
        print('new', name, sorted(k for k in ns if not k.startswith('__')), kw)
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print('init', name, kw)
        super().__init__(name, bases, ns)

    def __call__(cls, *args, **kw):
        print('call', cls.__name__, args, kw)
        return super().__call__(*args, **kw)

    @property
    def prop(cls):
        return 'prop of ' + cls.__name__

    def meth(cls):
        return 'meth of ' + cls.__name__

    def __len__(cls):
        return 42

    def __getitem__(cls, key):
        return (cls.__name__, key)

    def __iter__(cls):
        return iter([1, 2])

    def __contains__(cls, x):
        return x == 1

    def __instancecheck__(cls, obj):
        return obj == 'magic' or super().__instancecheck__(obj)


class A(metaclass=Meta, flag=True):
    x = 1

    def __init__(self, v=0):
        self.v = v


a = A(3)
print(a.v, A.prop, A.meth(), len(A), A[7], list(A), 1 in A, isinstance('magic', A), isinstance(5, A))
print(A.from_prepare, type(A) is Meta, type(a) is A)
try:
    a.prop
except AttributeError as e:
    print(e)


class B(A):
    pass


print(type(B) is Meta)


class Other(type):
    pass


try:
    class C(A, metaclass=Other):
        pass
except TypeError as e:
    print(e)


def factory(name, bases, ns):
    print('factory', name, bases, sorted(k for k in ns if not k.startswith('__')))
    return 'not a class'


class F(metaclass=factory):
    y = 2


print(F)
T = type('T', (), {'z': 3, 'get': lambda self: self.z})
print(T().get(), T.__name__, T.__module__, T.__qualname__)
for args in ((1,), ('a', (), {}, 1), ('a', 5, {}), (1, (), {}), ('a', (), 5)):
    try:
        print(type(*args))
    except TypeError as e:
        print(e)


class Single(type):
    _inst = {}

    def __call__(cls, *a):
        if cls not in cls._inst:
            cls._inst[cls] = super().__call__(*a)
        return cls._inst[cls]


class Conf(metaclass=Single):
    pass


print(Conf() is Conf())
