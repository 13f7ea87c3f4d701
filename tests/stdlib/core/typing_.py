from typing import *
import typing
import typing
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for e in ['List[int]','Optional[int]','Union[int,str,None]','Union[int,int]','Callable[[int,str],bool]','Callable[...,int]','Dict[str,List[int]]','Tuple[int,...]','Tuple[()]','Tuple[int,str]','Any','Type[int]','Literal[1,"a"]','ClassVar[int]','Final[int]','Annotated[int,"x"]','List','TypeVar("T")','get_origin(List[int])','get_args(Dict[int,str])','get_args(Callable[[int],str])','Union[int,str]==Union[str,int]','List[int]==List[int]','List[int] is List[int]','Optional[List["A"]]','Iterable[int]','NoReturn','Union[List[int],None]','int|None','Sequence','List[int,str]','Union[()]','Any()','List[int]()','Dict[int]','NewType("U",int)','NewType("U",int)(5)','get_origin(Union[int,str])','isinstance([],List)','issubclass(list,List)','isinstance(3,Union[int,str])','isinstance([],List[int])','Generic','typing.ContextManager[int]','Optional','cast(int,"a")','Self','Type','Callable','hash(List[int])==hash(List[int])','Mapping[str,Any]','Optional[Callable[[int],None]]', 'Deque[int]','DefaultDict[str,int]', 'typing.Pattern[str]']:
    t(lambda: eval(e))
T=TypeVar('T'); K=TypeVar('K')
class Stack(Generic[T]):
    def __init__(self): self.l=[]
    def push(self,x:T)->None: self.l.append(x)
print(Stack[int], Stack[int]().l, Stack.__parameters__, Stack.__orig_bases__)
s=Stack[int](); print(s.__orig_class__)
class P(NamedTuple):
    x:int
    y:str='a'
    def f(self): return self.x
print(P(1), P(1).f(), P._fields, P.__annotations__, P._field_defaults)
print(NamedTuple('Q',[('a',int)])(3))
class M(TypedDict,total=False):
    a:int
    b:str
print(M(a=1), M.__annotations__, M.__total__, sorted(M.__optional_keys__))
@runtime_checkable
class Pr(Protocol):
    def f(self): ...
class X:
    def f(self): pass
print(isinstance(X(),Pr), isinstance(3,Pr))
t(lambda: Pr())
def fn(a:int, b:'List[int]'=None)->Optional[str]: pass
print(get_type_hints(fn))
class D:
    x: 'int'
    y: ClassVar[int]
print(get_type_hints(D))
@overload
def g(a:int)->int: ...
def g(a): return a
print(g(1))
class Sub(List[int]): pass
print(Sub([1]), Sub.__mro__)
class Mp(Mapping[str,int]):
    def __getitem__(self,k): return 1
    def __len__(self): return 0
    def __iter__(self): return iter(())
print(Mp()['a'], isinstance(Mp(), Mapping))
t(lambda: List[T][int]); t(lambda: Dict[T,K][int,str]); t(lambda: Callable[[T],K][int,str])
def gen():
    class Z(Generic): pass
t(gen)
print(isinstance(3, SupportsInt), isinstance('a', SupportsInt), List[int].__origin__, List.__name__ if hasattr(List,'__name__') else '-')
