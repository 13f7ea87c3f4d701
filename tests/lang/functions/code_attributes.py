def f(a, /, b, *c, d=1, **e):
    "doc"
    x = 1
    def g(): return x, a
    return g
c = f.__code__
print(c.co_name, c.co_qualname, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_varnames, c.co_cellvars, c.co_freevars, c.co_nlocals, c.co_flags & 0x0c, c.co_firstlineno)
g = f(1, 2); print(g.__code__.co_freevars, [x.cell_contents for x in g.__closure__], g.__qualname__, g.__code__.co_consts)
d = c.replace(co_name='new'); print(d.co_name, c == c, hash(c) == hash(c), c != d)
async def co(): pass
def ge(): yield
async def ag(): yield
print([bool(k.__code__.co_flags & m) for k, m in ((co, 128), (ge, 32), (ag, 512), (f, 32))])
for n in 'co_name', 'co_code':
    try: setattr(c, n, 1)
    except AttributeError as e: print(e)
print(type(c).__name__)
