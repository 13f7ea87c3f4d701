# Asynchronous generators driven by hand: asend, athrow, aclose, StopAsyncIteration.
def drive(coro):
    try:
        while True:
            coro.send(None)
    except StopIteration as e:
        return e.value
class Pause:
    def __await__(self): return (yield "pause")
async def ag():
    try:
        x = yield 1
        print("x", x)
        await Pause()
        y = yield 2
        print("y", y)
    except ValueError as e:
        print("caught", e)
        yield "after"
    finally:
        await Pause()
        print("cleanup")
async def main():
    g = ag()
    print(await g.__anext__(), await g.asend("s"))
    print(await g.athrow(ValueError("v")))
    try: await g.__anext__()
    except StopAsyncIteration as e: print("stop", e.args)
    g = ag(); print(await g.__anext__()); await g.aclose(); await g.aclose()
    try: await g.__anext__()
    except StopAsyncIteration: print("closed")
    async for v in ag():
        print("for", v)
    else: print("else")
    print([v async for v in ag() if v == 1])
    async def bad():
        yield 1
        raise StopAsyncIteration
    try:
        async for v in bad(): print(v)
    except RuntimeError as e: print(e)
    async def stub():
        while True:
            try: yield 1
            except GeneratorExit: pass
    s = stub(); await s.__anext__()
    try: await s.aclose()
    except RuntimeError as e: print(e)
    try: await 5
    except TypeError as e: print(e)
    try:
        async for x in [1]: pass
    except TypeError as e: print(e)
    try:
        async with 3: pass
    except TypeError as e: print(e)
    class CM:
        async def __aenter__(self): await Pause(); return "cm"
        async def __aexit__(self, t, v, tb): await Pause(); print("exit", t and t.__name__); return True
    async with CM() as c:
        print(c)
        raise KeyError("in")
    return "main done"
print(drive(main()))
async def c(): return 5
co = c()
print(co.cr_running, co.__name__, type(co).__name__)
try: co.send(None)
except StopIteration as e: print(e.value)
try: co.send(None)
except RuntimeError as e: print(e)
co = c(); co.close()
async def inner(): await Pause(); return "inner"
async def outer():
    r = await inner()
    return r + "!"
print(drive(outer()))
async def catches():
    try: await inner()
    except ValueError as e: return "thrown " + str(e)
co = catches(); print(co.send(None))
try: co.throw(ValueError("in"))
except StopIteration as e: print(e.value)
it = inner().__await__(); print(type(it).__name__, next(it)); it.close()
