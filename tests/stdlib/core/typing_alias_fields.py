"""What generic aliases of typing hold, in the order in which they get it."""
import copy
import typing

T = typing.TypeVar('T')
P = typing.ParamSpec('P')
class C(typing.Generic[T]): pass
class Z(typing.Generic[P]): pass
for x in (C[int], typing.List[int], typing.Callable[[int],str], typing.Union[int,str], typing.Literal[1], typing.Annotated[int,1], typing.Annotated[C,1], typing.Optional[int], typing.Tuple[int,...], typing.Dict[str,int], typing.ClassVar[int], typing.Generic[T], typing.Unpack[typing.Tuple[int]], typing.Concatenate[int, ...], typing.TypeGuard[int], Z[[int]], Z[int,str], typing.Callable[P,int][[str]], typing.Generic[P], copy.copy(C[int])):
    print(x, vars(x))
