"""marshal of code objects: the same whatever ran before, and damaged bytes are refused."""
import marshal, types, sys, random
def outer(a, b=2, *c, d=1, **e):
    """doc é"""
    x = [i for i in range(a)]
    def inner(q):
        nonlocal x
        try:
            return x[1:3], q * 1.5, 10**30, 'text', (1, 'two', (3.0, None)), {1, 2} , b'x', 1j
        finally:
            x = 5
    class C:
        y = 1
        def m(self): return __class__
    with open('/dev/null') as f:
        pass
    return inner(3), x, C().m().__name__, sorted(e)
before = marshal.dumps(outer.__code__)
outer(5)
for i in range(300): outer(5)
after = marshal.dumps(outer.__code__)
print(len(after) > 100)
code = marshal.loads(after)
f = types.FunctionType(code, globals(), 'outer', outer.__defaults__)
f.__kwdefaults__ = {'d': 1}
print(f(5, z=1), code == outer.__code__, hash(code) == hash(outer.__code__), code.co_consts[0], code.co_filename == outer.__code__.co_filename)
def gen():
    for i in range(3):
        z = yield i
async def co(): 
    async with x as y: await z
for g in (gen, co): print(marshal.loads(marshal.dumps(g.__code__)) == g.__code__)
g2 = types.FunctionType(marshal.loads(marshal.dumps(gen.__code__)), globals())
print(list(g2()))
list(gen())
print(marshal.loads(marshal.dumps(gen.__code__)) == gen.__code__)
src = 'import sys\nx = 1\ndef f(): return x\nprint(f(), __name__)\n'
c = compile(src, 'a.py', 'exec')
exec(marshal.loads(marshal.dumps(c)))
data = marshal.dumps(c)
r = random.Random(1)
for i in range(3000):
    b = bytearray(data)
    for _ in range(r.randrange(1, 4)):
        op = r.randrange(3)
        at = r.randrange(len(b))
        if op == 0: b[at] = r.randrange(256)
        elif op == 1: del b[at:at + r.randrange(1, 9)]
        else: b[at:at] = bytes(r.randrange(256) for _ in range(r.randrange(1, 5)))
    try:
        marshal.loads(bytes(b)) # no crash
    except Exception:
        pass
d = marshal.loads(marshal.dumps([c, c]))
print(d[0] is d[1])
