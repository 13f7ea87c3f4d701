# with: order, swallowing, leaving early, several managers.
class M:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    def __enter__(self): print('enter', self.name); return self.name
    def __exit__(self, t, v, tb): print('exit', self.name, t and t.__name__); return self.swallow
with M('a') as x, M('b') as (y): print(x, y)
with (M('c'), M('d') as z,): print(z)
with M('s', True): raise ValueError
print('after')
def f():
    with M('r') as v: return v
print(f())
def g():
    for i in range(3):
        with M(i):
            if i == 0: continue
            if i == 1: break
    return i
print(g())
try:
    with M('out'), M('in'): 1 / 0
except ZeroDivisionError: print('caught')
class Bad:
    def __enter__(self): return self
try:
    with Bad(): pass
except TypeError as e: print(e)
try:
    with 3: pass
except TypeError as e: print(e)
try:
    with M('t') as (p, q): print('no')
except ValueError as e: print(e)
def h():
    with M('1'):
        with M('2', True):
            raise KeyError
        return 'done'
print(h())
class E:
    def __enter__(self): raise OSError('enter')
    def __exit__(self, *a): print('never')
try:
    with M('o'), E(): pass
except OSError as e: print(e)
class X:
    def __enter__(self): pass
    def __exit__(self, *a): raise RuntimeError('from exit')
try:
    with X(): raise KeyError('body')
except RuntimeError as e: print(e, repr(e.__context__))
def gen():
    with M('gen'):
        yield 1
        yield 2
it = gen(); print(next(it)); it.close()
def ret_with_finally():
    try:
        with M('rf'): return 'value'
    finally: print('finally')
print(ret_with_finally())
d = {}
with M('key') as d['k']: pass
print(d)
