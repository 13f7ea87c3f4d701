def f(a: int, b: str = 'x', *, c: 'float' = 1.5) -> None:
    """Doc."""
f.attr = 1
print(f.__name__, f.__qualname__, f.__module__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__dict__, f.__closure__, f.__globals__ is globals())
f.__name__ = 'g'; f.__qualname__ = 'Q.g'; f.__doc__ = None; f.__defaults__ = (1, 2); f.__kwdefaults__ = {'c': 0}; print(f.__name__, f.__qualname__, f.__doc__, f())
for n, v in (('__name__', 5), ('__defaults__', [1]), ('__kwdefaults__', 5), ('__code__', 5), ('__dict__', 5), ('__annotations__', 5), ('__closure__', ()), ('__globals__', {})):
    try: setattr(f, n, v)
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
def h(): return 'h'
def k(): return 'k'
h.__code__ = k.__code__; print(h(), h.__name__)
def outer(x):
    return lambda: x
try: h.__code__ = outer(1).__code__
except ValueError as e: print(e)
del f.__annotations__, f.__defaults__, f.__doc__; print(f.__annotations__, f.__defaults__, f.__doc__)
