# What instances and classes have under one name, while the class's value keeps changing in every way.
class Base:
    n = 0


class A(Base):
    def __init__(self):
        self.n = A.n
        A.n += 1


class B(A):
    pass


def read(o):
    return o.n


def write(o, v):
    o.n = v


def counted(cls, times):
    made = [cls() for _ in range(times)]
    return [read(o) for o in made[:3]], read(made[-1]), cls.n


print(counted(A, 100), counted(B, 50), Base.n)
a, b = A(), B()
for round in range(60):
    # a plain value, a function, a property, a slot of another kind, nothing
    A.n = round
    print(read(a), end=' ')
    A.n = lambda self: self
    print(read(a), read(b), end=' ')
    A.n = property(lambda self: 'property', lambda self, v: print('set', v, end=' '))
    print(read(a), read(b), end=' ')
    write(a, round)
    B.n = 5
    write(b, round)
    print(read(b), end=' ')
    del B.n
    print(read(b), end=' ')
    A.n = -1
    print(read(a), read(b), end=' ')
    write(a, round)
    print(read(a), end=' ')
    del A.n
    print(read(a), end=' ')
    Base.n = property(lambda self: 'base')
    print(read(a), end=' ')
    try:
        write(a, 1)
    except AttributeError:
        print('no setter', end=' ')
    A.n = 7
    print(read(a), read(b), end=' ')
    Base.n = 0
    print(read(a))


class Slots:
    __slots__ = 'n', 'm'


s = Slots()
descriptor = Slots.n
for round in range(30):
    write(s, round)
    assert read(s) == round
    Slots.n = 'plain'
    print(read(s), end=' ')
    try:
        write(s, 1)
    except AttributeError:
        print('read-only', end=' ')
    Slots.n = descriptor
print(read(s))


class Data:
    def __get__(self, o, cls):
        return 'data'

    def __set__(self, o, v):
        print('stored', v)


class Plain:
    pass


p = Plain()
p.n = 1
for round in range(25):
    Plain.n = round
    assert read(p) == 1
Plain.n = Data()
print(read(p))
write(p, 2)
Data.__set__ = None
del Data.__set__
print(read(p))
