"""PyCF_ALLOW_TOP_LEVEL_AWAIT: modules that are coroutines."""
import ast, asyncio, inspect
F = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
def c(s, mode='exec', f=F):
    try: return hex(compile(s, 'f', mode, f).co_flags & 0x3a0)
    except SyntaxError as e: return str(e)
for s in 'await x', 'async with a: pass', 'async for x in y: pass', '[x async for x in y]', 'x = 1', '(x async for x in y)', 'def f(): await x', 'lambda: await x', 'class A: await x', 'yield 1', 'async def f(): await x', 'f"{await x}"':
    print(repr(s), c(s), '|', c(s, f=0), '|', c(s, 'eval') if '\n' not in s and ':' not in s and '=' not in s else '')
async def one(): return 1
async def agen():
    for i in range(3): yield i
class CM:
    async def __aenter__(self): return 'in'
    async def __aexit__(self, *a): print('out', a[0])
def run(src, mode='exec', ns=None):
    ns = dict(one=one, agen=agen, CM=CM, asyncio=asyncio) if ns is None else ns
    r = eval(compile(src, 'f', mode, F), ns)
    if inspect.iscoroutine(r): r = asyncio.run(r)
    return r, {k: v for k, v in ns.items() if k in 'abcd'}
print(run('await one()', 'eval'), run('a = await one()\nb = [x async for x in agen()]\nasync with CM() as c: d = c'))
print(run('a = 0\nasync for i in agen():\n    a += i\n    await asyncio.sleep(0)'), run('1 + 1', 'eval'))
try: run('async with CM():\n    await one()\n    1/0')
except ZeroDivisionError as e: print(e, e.__traceback__.tb_lineno > 0)
co = eval(compile('await one()', 'f', 'exec', F), {'one': one}); print(type(co).__name__, co.cr_code.co_name, co.__name__); co.close()
ns = {}; print(exec(compile('x = 5', 'f', 'exec', F), ns), ns['x'])
