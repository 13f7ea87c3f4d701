"""What typing hands out again for the same subscript; classes of it that have no subclasses."""
import typing as t, copy
print(t.Union[int, str] is t.Union[int, str], t.Optional[int] is t.Optional[int], t.Literal[1] is t.Literal[1], t.Literal[1] is t.Literal[True], t.Literal[1, 1, True], t.Literal[()], t.Literal[(1, 2)], t.Literal[1, 2] is t.Literal[(1, 2)], copy.deepcopy(t.Union[int, None]) is t.Optional[int], t.ClassVar[int] is t.ClassVar[int])
T, K = t.TypeVar('T'), t.TypeVar('K')
print(t.Dict[T, K][int, str] is t.Dict[T, K][int, str], t.Union[T, K][int, str], t.List[T][int] is t.List[T][int])
for f in (lambda: t.Literal[[]], lambda: t.Literal[{}, 1], lambda: t.Union[[]], lambda: t.List[[1]], lambda: t.Dict[T, K][[1]], lambda: type('S', (t.ForwardRef,), {}), lambda: t.ForwardRef('x') == t.ForwardRef('x'), lambda: type('S', (t.ParamSpecArgs,), {})):
    try: print(f())
    except TypeError as e: print(e)
