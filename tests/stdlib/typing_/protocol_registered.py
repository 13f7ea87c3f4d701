# A class that was registered is not remembered as a subclass: the hook is asked each time.
import abc
from typing import Protocol, runtime_checkable

@runtime_checkable
class P(Protocol):
    x: int
class B: pass
def show(f):
    try:
        print(f())
    except TypeError as e:
        print(e)
for _ in range(2):
    show(lambda: isinstance(B(), P))
    show(lambda: issubclass(B, P))
    show(lambda: P.register(B))

class Asked(abc.ABC):
    @classmethod
    def __subclasshook__(cls, c):
        print('asked for', c.__name__)
        return NotImplemented
class Direct: pass
class Below(Direct): pass
Asked.register(Direct)
for c in Direct, Direct, Below, Below, int, int:
    print(issubclass(c, Asked))
