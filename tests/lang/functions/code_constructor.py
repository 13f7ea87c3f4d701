"""types.CodeType: code objects made again of their fields, and with other fields."""
import types

FIELDS = ('co_argcount co_posonlyargcount co_kwonlyargcount co_nlocals co_stacksize co_flags co_code co_consts co_names '
          'co_varnames co_filename co_name co_qualname co_firstlineno co_linetable co_exceptiontable co_freevars co_cellvars').split()


def remake(code, **other):
    return types.CodeType(*[other.get(f, getattr(code, f)) for f in FIELDS])


def f(a, b=2, *c, d=3, **e):
    "doc"
    x = a + b
    y = [i * x for i in c]
    try:
        text = f'{x:>{d}}|{y!r}|{x}'
        match c:
            case [1, *_]:
                text += ' one'
            case [int(real=n)]:
                text += f' {n}'
        return text, 1.5, 'literal', (1, 2), e.get('k', None), len(y)
    except TypeError as error:
        return str(error)
    finally:
        y.clear()


def g(n):
    def inner(k=7):
        nonlocal n
        n += k
        return n
    yield from range(n)
    yield inner()


async def h(x):
    async with x as y:
        return [await z async for z in y]


def run(code, *args, closure=None, **kw):
    function = types.FunctionType(code, globals(), None, (2,), closure)
    function.__kwdefaults__ = {'d': 3}
    try:
        return function(*args, **kw)
    except Exception as e:
        return type(e).__name__, str(e)


for function in f, g, h, remake:
    code = function.__code__
    new = remake(code)
    print(code.co_name, new == code, hash(new) == hash(code), new is code, new.co_code == code.co_code,
          list(new.co_positions()) == list(code.co_positions()), list(new.co_lines()) == list(code.co_lines()))
    for inner, again in zip(code.co_consts, new.co_consts):
        if isinstance(inner, types.CodeType):
            print(inner.co_name, remake(inner) == inner, again is inner)
print(run(remake(f.__code__), 1, 2, 1, k=3))
print(run(remake(f.__code__), 1, 2, 9, k=3))
print(run(remake(f.__code__), 'x', 'y', 3))
print(run(remake(f.__code__), 'x', 2))
print(list(types.FunctionType(remake(g.__code__), globals())(3)))
code = f.__code__
other = {1.5: 'half', 'literal': None, (1, 2): [3], 'k': 'q', 'doc': 'other doc', None: ...}
consts = tuple(c if isinstance(c, types.CodeType) else other.get(c, c) for c in code.co_consts)
print(run(remake(code, co_consts=consts), 1, 2, 1, q=4))
print(types.FunctionType(remake(code, co_consts=consts), {}).__doc__)
print(run(remake(code, co_names=tuple('max' if n == 'len' else n for n in code.co_names)), 1, 2, 5))
renamed = remake(code, co_varnames=tuple(n.upper() for n in code.co_varnames), co_name='other', co_qualname='C.other', co_firstlineno=1000,
                 co_cellvars=tuple(n.upper() for n in code.co_cellvars))
print(renamed.co_varnames, renamed.co_cellvars, renamed.co_name, renamed.co_qualname, run(renamed, A=1, B=5))
print(min(line or 9999 for *_, line in renamed.co_lines()), min(line or 9999 for *_, line in code.replace(co_firstlineno=50).co_lines()))
lines = {line for *_, line in remake(code, co_linetable=b'').co_lines()}
print(lines <= {None})
print(run(remake(code, co_exceptiontable=b''), 'x', 2))


def refused(**other):
    for make in remake, types.CodeType.replace:
        try:
            make(code, **other)
        except Exception as e:
            print(list(other), type(e).__name__, e)


refused(co_code=b'x')
refused(co_argcount=-1)
refused(co_kwonlyargcount=-1)
refused(co_nlocals=-1)
refused(co_stacksize=-1)
refused(co_nlocals=1)
refused(co_argcount=30)
refused(co_posonlyargcount=30)
refused(co_varnames=('a',))
refused(co_names=(1,))
refused(co_varnames=(2,))
refused(co_freevars=(3,))
refused(co_cellvars=(4,))
refused(co_consts=[])
refused(co_code='x')
refused(co_linetable=None)
refused(co_name=1)
refused(co_flags=1 << 40)
refused(co_firstlineno='x')
for args in (), (1,), ('x',) * 16, (0,) * 19:
    try:
        types.CodeType(*args)
    except TypeError as e:
        print(e)
try:
    types.CodeType(argcount=1)
except TypeError as e:
    print(e)
