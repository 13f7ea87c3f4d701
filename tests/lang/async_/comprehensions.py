def drive(c):
    try:
        while True: c.send(None)
    except StopIteration as e: return e.value
async def ag(n):
    for i in range(n): yield i
async def v(x): return x * 10
async def f():
    a = [x async for x in ag(3)]
    b = {x async for x in ag(3) if x}
    c = {x: await v(x) async for x in ag(2)}
    d = [await v(x) for x in (1, 2)]
    e = [y async for x in ag(3) for y in range(x)]
    g = (x async for x in ag(2))
    h = [z async for z in g]
    return a, b, c, d, e, type(g).__name__, h
print(drive(f()))
