def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return inc, get
inc, get = counter(); inc(); inc(5); print(get(), inc.__closure__[0].cell_contents, inc.__code__.co_freevars)
fs = [lambda: i for i in range(3)]; print([f() for f in fs]); fs = [lambda i=i: i for i in range(3)]; print([f() for f in fs])
def outer():
    def inner(): return x
    try: inner()
    except NameError as e: print(e)
    x = 1
    print(inner())
    del x
    try: inner()
    except NameError as e: print(e)
outer()
inc.__closure__[0].cell_contents = 100; print(get())
import types
c = types.CellType(5); print(c.cell_contents, types.CellType() == types.CellType())
try: types.CellType().cell_contents
except ValueError as e: print(e)
