"""Protocols asked for subclasses, nested named tuples, starred arguments, unions of both kinds as keys."""
import pickle
import weakref
from typing import *


class Outer:
    class Inner(NamedTuple):
        x: int


@runtime_checkable
class Data(Protocol):
    x: int


class Plain(Protocol):
    def x(self): ...


class C:
    x = 1


def starred(*args: *tuple[int, str]): ...


Ts = TypeVarTuple('Ts')
for call in (lambda: issubclass(C, Data), lambda: issubclass(C, Plain), lambda: Annotated[(*Ts, 1)],
             lambda: type('X', (), {}) and exec('class X(NamedTuple, NamedTuple): x: int')):
    try:
        print(call())
    except TypeError as e:
        print(e)
print(pickle.loads(pickle.dumps(Outer.Inner(1))), Outer.Inner.__qualname__)
print(get_type_hints(starred) == {'args': Unpack[tuple[int, str]]}, {int | str: 1}[Union[str, int]])


class Item:
    pass


a, b, c = Item(), Item(), Item()
s = weakref.WeakSet([a, b])
s.name = 'kept'
s.symmetric_difference_update([b, c])
print(a in s, b in s, c in s, s.__reduce__()[2]['name'])
s ^= s
print(len(s))
