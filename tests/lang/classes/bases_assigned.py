"""Assignment to __bases__: which layouts fit; and what an abstract class asks of __subclasshook__ and __subclasses__."""
import abc
import typing


def attempt(what, f):
    try:
        print(what, f())
    except BaseException as e:
        print(what, type(e).__name__, e)


# what a hook may answer
for answer in (1, 0, None, 'x', True, False, []):
    class Hooked(metaclass=abc.ABCMeta):
        @classmethod
        def __subclasshook__(cls, c):
            return answer
    attempt(answer, lambda: issubclass(int, Hooked))


# subclasses are asked for by name
def fails():
    raise KeyError('z')


for children in ({}, 5, lambda: None, lambda: 1, lambda: [None], lambda: (), lambda: [42], fails):
    class Asked(metaclass=abc.ABCMeta):
        __subclasses__ = staticmethod(children)
    attempt('subclasses', lambda: issubclass(int, Asked))


# bases
class Row(tuple):
    __slots__ = ()


Row.__bases__ = (tuple,)
Row.__bases__ = (tuple, typing.Generic)
print(Row.__base__, Row.__mro__)


class B:
    pass


class Mixin:
    pass


class Slots:
    __slots__ = ('a',)


class SlotsAgain(Slots):
    __slots__ = ()


def assign(cls, bases):
    cls.__bases__ = bases
    return cls.__base__.__name__


for bases in ((B, Slots), (Slots, B), (Mixin, B), (B, Mixin), (int, B), (B, int), (SlotsAgain,), (object,), (dict,), (bool,),
              (Mixin, SlotsAgain)):
    for cls in (type('OfB', (B,), {}), type('OfSlots', (Slots,), {'__slots__': ()}), type('OfInt', (int,), {}),
                type('OfTwo', (SlotsAgain, Mixin), {})):
        attempt((cls.__name__, [c.__name__ for c in bases]), lambda: assign(cls, bases))
