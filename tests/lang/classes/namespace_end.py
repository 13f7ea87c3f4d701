# What a class statement adds to the namespace, in its order; bases of another deallocator; constants shared in code.
import typing


class Plain: pass
class Doc:
    'text'
    __slots__ = ('a',)
class Slots:
    x = 1
    __slots__ = ('a', '__dict__')
    def f(self): return __class__
class Sub(Slots): pass
class Eq(Sub):
    def __init_subclass__(cls): pass
    def __eq__(self, other): return True
class L(list): __slots__ = ('a', '__dict__')
class ML(L): pass


for c in Plain, Doc, Slots, Sub, Eq, L, ML, type('T', (int,), {'x': 1}):
    print(list(vars(c)))


class Empty: __slots__ = ()
class InEmpty(Empty): pass
class G(typing.Generic[typing.TypeVar('T')]): pass
class P(typing.Protocol): pass
class One: __slots__ = ('a',)


for c in InEmpty, G, P, Plain, One:
    for b in object, Empty, One, Plain, Slots, typing.Generic, int, list:
        bases = c.__bases__
        try:
            c.__bases__ = (b,)
            print(c.__name__, b.__name__, 'set')
            c.__bases__ = bases
        except TypeError as e:
            print(c.__name__, b.__name__, e)

f = lambda: (0j, 0j, -0j, 1j, [1j], 1 + 0j)
print(f.__code__.co_consts.count(1j), f()[0] is f()[1], f()[2])


class S(str):
    def __repr__(self): return 'S!' + str(self)


for text in S('zz!'), S('é'), '٣x', '9' * 5000, '٣' * 5000, b'q', bytearray(b'q'):
    for args in (), (3,), (0,):
        try:
            print(int(text, *args))
        except ValueError as e:
            print(str(e)[:70])
