# Type variables inside lists for a ParamSpec.
import typing
from typing import *
P = ParamSpec('P'); T = TypeVar('T'); U = TypeVar('U'); Ts = TypeVarTuple('Ts')
class G(Generic[P, T]): pass
class Z(Generic[P]): pass
class H(Generic[T, P]): pass
class Y(Generic[T]): pass
def tr(n, f):
    try: print(n, repr(f()))
    except BaseException as e: print(n, type(e).__name__, e)
for n in '''G[[T], int].__parameters__
Z[T].__parameters__
Z[[T]].__parameters__
Z[[T, U]].__parameters__
Z[T, U].__parameters__
Z[[List[T]]].__parameters__
H[T, [U]].__parameters__
H[int, [U]][str]
Z[T][int]
Z[[T, U]][int, str]
Z[P][T].__parameters__
Z[P][[T, U]][int, str]
G[P, T][[U], int].__parameters__
Callable[[T], U].__parameters__
Callable[P, T][[U], int].__parameters__
Callable[P, T][[U], int][str]
Z[[Callable[[T], U]]].__parameters__
G[[T, P], int]
G[Concatenate[T, P], U].__parameters__
G[Concatenate[T, P], U][int, [str], bool]
Y[T][Z[[U]]].__parameters__
Y[T][Z[U]].__parameters__
Tuple[Z[[T]], U].__parameters__
Z[[T]] | U
Optional[Z[[T]]].__parameters__
G[..., T].__parameters__
G[P, T]._paramspec_tvars
Callable[P, T]._paramspec_tvars
Callable[[int], T]._paramspec_tvars
List[T]._paramspec_tvars
Y[T]._paramspec_tvars
Concatenate[int, P]._paramspec_tvars
Generic[P]._paramspec_tvars
Generic[T]._paramspec_tvars
Union[int, T]._paramspec_tvars
Annotated[T, 3]._paramspec_tvars
Literal[1]._paramspec_tvars
G[[int], T].copy_with((int, str))._paramspec_tvars
Z[int]._paramspec_tvars
typing.Callable[[T], int][str]._paramspec_tvars'''.split('\n'):
    tr(n, lambda: eval(n))
