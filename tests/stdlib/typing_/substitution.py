# Type variables, parameter specifications and variable numbers of types, replaced in every kind of alias.
import collections.abc
import pickle
from typing import (Annotated, Any, Callable, ClassVar, Concatenate, Dict, Generic, List, Literal, NamedTuple, NewType, Optional,
                    ParamSpec, Protocol, Tuple, TypedDict, TypeVar, TypeVarTuple, Union, Unpack, get_args, get_type_hints,
                    runtime_checkable)

T, U = TypeVar('T'), TypeVar('U')
P = ParamSpec('P')
Ts = TypeVarTuple('Ts')


def tell(function):
    try:
        print(function())
    except TypeError as error:
        print('TypeError:', error)


class G(Generic[T, P]): pass
class V(Generic[T, *Ts]): pass


tell(lambda: Dict[T, List[U]][int, str])
tell(lambda: list[T][int])
tell(lambda: dict[T, list[U]][int])
tell(lambda: collections.abc.Callable[[int, T], U][str, bytes])
tell(lambda: collections.abc.Callable[P, T][[int, str], bytes])
tell(lambda: Callable[P, T][[int, str], bytes])
tell(lambda: Callable[Concatenate[int, P], T][[str], bytes])
tell(lambda: Callable[..., T][int])
tell(lambda: G[int, [str, bytes]])
tell(lambda: G[int, ...])
tell(lambda: G[int])
tell(lambda: V[int])
tell(lambda: V[int, str, bytes])
tell(lambda: V[()])
tell(lambda: V[int, *tuple[str, ...]])
tell(lambda: tuple[T, *Ts][int, str, bytes])
tell(lambda: Tuple[Unpack[Ts]][int, str])
tell(lambda: Generic[Ts])
tell(lambda: Generic[T, T])
tell(lambda: Union[T, None][int])
tell(lambda: Optional[ClassVar[int]])
tell(lambda: Annotated[T, 'x'][int])
tell(lambda: pickle.loads(pickle.dumps(Annotated[int, 'x'])))
tell(lambda: Literal[[], []].__args__)
tell(lambda: Literal[int, 'a', 1, True])
tell(lambda: type('C', (type(List),), {}))
tell(lambda: list(Union[int, str]))
tell(lambda: collections.abc.Iterable)

UserId = NewType('UserId', int)
try:
    class Sub(UserId): pass
except TypeError as error:
    print(error)


@runtime_checkable
class Closes(Protocol):
    def close(self): ...


class File:
    def close(self): ...


print(isinstance(File(), Closes), issubclass(File, Closes), isinstance(3, Closes))
try:
    class Bad(Protocol, File): pass
except TypeError as error:
    print('Protocols' in str(error))


class D(TypedDict, Generic[T]):
    key: T


print(D.__bases__, D[int], get_type_hints(D))
print(get_args(collections.abc.Callable[[int], str]), get_args(Callable[P, int]))
