# Events of loops over generators and iterators, of delegation and of exceptions.
import sys
ev = []
def tr(f, e, a):
    if 'loops_and_exceptions' not in f.f_code.co_filename: return None
    ev.append((e, f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno, repr(a)[:50] if e == "return" else a[0].__name__ if e == "exception" else ""))
    return tr
def run(f):
    sys.settrace(tr)
    try: f()
    except Exception as e: pass
    sys.settrace(None)
    print(f.__name__)
    for e in ev: print('  ', e)
    ev.clear()
def g1():
    yield 0
    return 123
def m1():
    for i in g1():
        x = 8
    x = 9
run(m1)
def g2():
    yield 0
def m2():
    for i in g2():
        x = 8
    x = 9
run(m2)
def g3():
    r = yield from g1()
    return r
def m3():
    for i in g3(): pass
run(m3)
class I:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __repr__(self): return "I"
    def __next__(self):
        self.n += 1
        if self.n > 1: raise StopIteration(5)
        return 1
def m4():
    for i in I(): pass
run(m4)
def m5():
    a, b = g1()
run(m5)
def m6():
    list(g1())
run(m6)
def m7():
    next(g1()); x = g1(); next(x); next(x)
run(m7)
def m8():
    return [x for x in g1()]
run(m8)
def m9():
    for i in iter([1]): pass
    for i in map(str, [1]): pass
run(m9)
def g4():
    yield from I()
def m10():
    for i in g4(): pass
run(m10)
async def c1(): return 5
async def c2():
    x = await c1()
    return x
def m11():
    try: c2().send(None)
    except StopIteration: pass
run(m11)
def g5():
    try: yield 1
    finally: x = 1
def m12():
    g = g5(); next(g); g.close()
run(m12)
def m13():
    g = g5(); next(g)
    try: g.throw(ValueError)
    except ValueError: pass
run(m13)
def m14():
    with open('/dev/null') as f:
        raise ValueError
def m15():
    x, = I()
run(m15)
def m16():
    (x for x in g1()).__next__()
def m17():
    d = {**{}}; print(end='', *I())
    return 1 in I()
run(m17)
def g6():
    x = yield from [1, 2]
def m18():
    for i in g6(): pass
run(m18)
async def ag():
    yield 1
async def c3():
    async for x in ag(): y = x
def m19():
    try: c3().send(None)
    except StopIteration: pass
