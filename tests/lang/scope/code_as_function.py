# types.FunctionType of the code of a module, an expression or a class body: its names live in the globals.
import ast
import asyncio
import types


async def arange(n):
    for i in range(n):
        yield i


BASE = {'asyncio': asyncio, 'a': 0, 'arange': arange, 'int': int, 'range': range, '__name__': 'm'}


def run(src, mode='exec', flags=0, *args):
    code = compile(src, '?', mode, flags=flags)
    space = dict(BASE)
    f = types.FunctionType(code, space)
    try:
        r = f(*args)
        if isinstance(r, types.CoroutineType):
            r = asyncio.run(r)
        print(repr(src), mode, f.__name__, repr(r), [k for k in space if space[k] is not BASE.get(k)])
    except Exception as e:
        print(repr(src), mode, type(e).__name__, e)


for mode in 'exec', 'single':
    for src in ('a = await asyncio.sleep(0, 1)', 'async for i in arange(1):\n  a = 1\n', 'a = [i async for i in arange(3)]',
                'a = 1', 'import os\n', 'global a\n', 'from math import pi', 'x: int = 3', 'del a', 'del b', 'b'):
        run(src, mode, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
run('class C: z = 1\nprint(C.z)')
run('def f(): return a\na = f() + 5\nprint(a, f())')
run('for q in range(3): pass\nprint(q, locals() is globals())')
run('a + 1', 'eval')
run('[a for _ in range(2)], locals() is globals()', 'eval')
run('a', 'eval', 0, 1)
run('a', 'exec', 0, 1)
space = {'__name__': 'm'}
print(types.FunctionType(compile('class C:\n  y = 1', '?', 'exec').co_consts[0], space)(), list(space))


async def main():
    code = compile('await asyncio.sleep(0)\nq = 5', '?', 'exec', flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    space, local = {'asyncio': asyncio}, {}
    await eval(code, space, local)
    print(local, 'q' in space)

asyncio.run(main())
