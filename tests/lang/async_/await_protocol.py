class W:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        return got
async def f(): return await W(1), await W(2)
c = f(); print(c.send(None), c.send('a'))
try: c.send('b')
except StopIteration as e: print(e.value)
try: c.send(None)
except RuntimeError as e: print(e)
class Bad:
    def __await__(self): return 5
async def g(x): return await x
for v in 5, Bad(), [1], (i for i in ()):
    try: g(v).send(None)
    except TypeError as e: print(e)
c = f()
try: c.send(1)
except TypeError as e: print(e)
c.close(); print(c.cr_running, c.cr_frame, c.cr_code.co_name, c.__name__, c.cr_await)
import types
@types.coroutine
def old(): x = yield 'old'; return x
c = g(old()); print(c.send(None))
try: c.send(7)
except StopIteration as e: print(e.value)
