# Class bodies: scoping, __class__ cell, closures, name mangling, decorators.
x = 'global'


class A:
    x = 'class'
    y = x
    l = [x for _ in range(1)]
    first = [c for c in x]

    def get(self):
        return x


print(A.y, A.l, A.first[:2], A().get())


def outer():
    x = 'enclosing'

    class B:
        z = x

        def get(self):
            return x

        def cls(self):
            return __class__.__name__
    return B


B = outer()
print(B.z, B().get(), B().cls())


class M:
    __secret = 1

    def get(self):
        return self.__secret

    def __hidden(self):
        return 'hidden'

    def call(self):
        return self.__hidden()


print(M().get(), M._M__secret, M().call(), hasattr(M, '__secret'))


def deco(cls):
    cls.tag = 'decorated'
    return cls


@deco
class Deco:
    pass


print(Deco.tag)


class Counter:
    count = 0

    def __init__(self):
        Counter.count += 1


for _ in range(5):
    Counter()
print(Counter.count)


class Outer:
    class Inner:
        v = 1

    def make(self):
        return self.Inner()


print(Outer().make().v)


class Chain:
    def __init__(self):
        self.items = []

    def add(self, v):
        self.items.append(v)
        return self


print(Chain().add(1).add(2).items)


class WithDoc:
    'docstring'
    for i in range(3):
        locals()[f'v{i}'] = i


print(WithDoc.__doc__, WithDoc.v2, WithDoc.i)
try:
    class Fail:
        a = 1
        raise ValueError('in body')
except ValueError as e:
    print(e)


class P:
    def method(self):
        def inner(self):
            return super().__repr__() is not None, __class__
        return inner(self)


class Q(P):
    def method(self):
        return [super(Q, self).method() for _ in range(1)]


print(Q().method()[0][1].__name__)
