def drive(c):
    try:
        while True: c.send(None)
    except StopIteration as e: return e.value
class NoEnter: pass
class SyncCM:
    def __enter__(self): return 1
    def __exit__(self, *a): pass
class BadAwait:
    def __aenter__(self): return 5
    async def __aexit__(self, *a): pass
async def use(x):
    async with x: pass
async def loop(x):
    async for i in x: pass
async def plain(x):
    with x: pass
class ACM:
    async def __aenter__(self): return self
    async def __aexit__(self, *a): return True
class AI:
    def __aiter__(self): return self
class AJ:
    def __aiter__(self): return self
    def __anext__(self): return 5
for f, x in ((use, NoEnter()), (use, SyncCM()), (use, BadAwait()), (loop, [1]), (loop, AI()), (loop, AJ()), (plain, ACM())):
    try: drive(f(x))
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
async def swallow():
    async with ACM(): raise ValueError
    return 'swallowed'
print(drive(swallow()))
