# Coroutines driven by hand: await, async for, async with, async generators and comprehensions.
class Aw:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        return got
def run(coro):
    out = []; send = None
    try:
        while True:
            v = coro.send(send); out.append(v); send = v * 10
    except StopIteration as e: return out, e.value
async def add(): return await Aw(1) + await Aw(2)
print(run(add()))
async def nested():
    a = await add(); b = await add()
    return a, b
print(run(nested()))
class AIter:
    def __init__(self, n): self.n = n
    def __aiter__(self): self.i = 0; return self
    async def __anext__(self):
        if self.i >= self.n: raise StopAsyncIteration
        self.i += 1
        await Aw(self.i)
        return self.i
async def loop():
    r = []
    async for v in AIter(3):
        if v == 2: continue
        r.append(v)
    else: r.append('else')
    async for v in AIter(3):
        if v == 2: break
    return r, v
print(run(loop()))
class AM:
    async def __aenter__(self): await Aw(5); return 'am'
    async def __aexit__(self, t, v, tb): await Aw(6); return t is ValueError
async def withs():
    async with AM() as m, AM(): r = m
    async with AM(): raise ValueError
    async with AM(): return r
print(run(withs()))
async def agen(n):
    for i in range(n):
        x = yield i
        await Aw(i + 100)
async def consume():
    r = [v async for v in agen(3)]
    s = {v async for v in agen(2) if v}
    d = {v: await Aw(v) async for v in agen(2)}
    g = [x async for x in (y * 2 async for y in agen(2))]
    n = [[z async for z in agen(k)] for k in range(2)]
    w = [await Aw(q) for q in (7, 8)]
    return r, s, d, g, n, w
print(run(consume()))
async def manual():
    g = agen(5)
    print(await g.__anext__(), await g.asend('x'))
    try: await g.athrow(KeyError('k'))
    except KeyError as e: print('athrow', e)
    try: await g.__anext__()
    except StopAsyncIteration: print('stop')
    h = agen(2); await h.__anext__(); await h.aclose()
run(manual())
async def fin():
    try: await Aw(1)
    finally: await Aw(2)
c = fin(); c.send(None)
try: c.throw(KeyError)
except Exception as e: print('no')
try: c.send(None)
except KeyError: print('key')
async def bad(): await 3
try: run(bad())
except TypeError as e: print(e)
async def bad2():
    async with 3: pass
try: run(bad2())
except (TypeError, AttributeError) as e: print(type(e).__name__, e)
async def bad3():
    async for _ in 3: pass
try: run(bad3())
except TypeError as e: print(e)
co = add(); print(type(co).__name__, co.__name__, co.cr_frame is not None); co.close()
async def ret_in_try():
    for i in range(2):
        try: return await Aw(3)
        finally: await Aw(4)
print(run(ret_in_try()))
