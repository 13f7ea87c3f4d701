def drive(c):
    try:
        while True: c.send(None)
    except StopIteration as e: return e.value
async def ag():
    try:
        x = yield 1
        print('got', x)
        yield 2
    except ValueError as e: yield 'caught'
    finally: print('closing')
g = ag(); print(drive(g.__anext__()), drive(g.asend('s'))); print(drive(g.aclose()))
try: drive(g.__anext__())
except StopAsyncIteration as e: print('stop', e.args)
g = ag(); drive(g.__anext__()); print(drive(g.athrow(ValueError)))
try: drive(g.athrow(KeyError))
except KeyError: print('key')
g = ag()
try: drive(g.asend(1))
except TypeError as e: print(e)
async def bad():
    try: yield 1
    except GeneratorExit: yield 2
g = bad(); drive(g.__anext__())
try: drive(g.aclose())
except RuntimeError as e: print(e)
print(g.__aiter__() is g, type(g.asend(None)).__name__, type(g).__name__)
async def use(): return [x async for x in ag()]
print(drive(use()), drive(anext(ag())), drive(anext(bad(), 'd')))
async def e(): return await anext(aiter([]), 1)
try: drive(e())
except TypeError as e: print(e)
