"""Everything in typing says that it is from there, whichever part of it is loaded when."""
import typing
from typing import NamedTuple, get_type_hints

print([n for n in typing.__all__ if getattr(getattr(typing, n), '__module__', 'typing') != 'typing'])
print({n: getattr(typing, n).__module__ for n in ('cast', 'NewType', 'NamedTuple', 'TypedDict', 'IO', 'TextIO', 'SupportsInt', 'overload', 'Protocol')})
print(set(typing.__all__) <= set(dir(typing)), typing.IO.read.__module__, typing.IO.read.__qualname__, repr(typing.BinaryIO), typing.SupportsAbs[int])


class Point(NamedTuple):
    x: int
    y: 'str' = 'a'


class Movie(typing.TypedDict, total=False):
    name: str


G = typing.TypeVar('G')
try:
    class Both(Movie, typing.Generic[G]):
        year: G
    print(Both.__parameters__, typing.is_typeddict(Both))
except TypeError as e:
    print(e)
print(get_type_hints(Point), Point(1), Movie(name='n'), Movie.__optional_keys__, isinstance(5, typing.SupportsIndex), isinstance('', typing.SupportsIndex))
for call in (lambda: typing.nothing, lambda: typing.NewType(5, int), lambda: typing.runtime_checkable(5), lambda: typing.runtime_checkable(Point)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
