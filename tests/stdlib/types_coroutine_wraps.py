"""types.coroutine of functions that are no generator functions: their generators, and what is like one, can be awaited."""
import asyncio, collections.abc, types
class Duck:
    def send(self, value): return ('sent', value)
    def throw(self, *exc): raise exc[0]
    def close(self): return 'closed'
    def __iter__(self): return self
    def __next__(self): raise StopIteration('from duck')
collections.abc.Generator.register(Duck)
def inner():
    got = yield 1
    return ('inner', got)
makes = types.coroutine(lambda: inner())
w = makes()
print(type(w).__name__, isinstance(w, collections.abc.Awaitable), w.gi_code.co_name, w.cr_running, w.__name__, w.gi_yieldfrom, iter(w) is w.__await__())
print(w.send(None))
try: w.send(5)
except StopIteration as e: print(e.value)
d = types.coroutine(Duck)()
print(d.send(3), d.close(), next(iter(d), 'stop'), d.__name__)
try: d.throw(KeyError)
except KeyError as e: print(repr(e))
async def main(): return await types.coroutine(lambda: (i for i in ()))(), await types.coroutine(Duck)()
print(asyncio.run(main()))
@types.coroutine
def plain(): yield
g = plain()
print(type(g), types.coroutine(plain) is plain, types.coroutine(lambda: g)() is g, types.coroutine(len)([1]), types.coroutine(len).__name__)
try: types.coroutine(3)
except TypeError as e: print(e)
