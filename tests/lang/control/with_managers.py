class CM:
    def __init__(self, n, swallow=False, fail=None): self.n, self.swallow, self.fail = n, swallow, fail
    def __enter__(self):
        print('enter', self.n)
        if self.fail == 'enter': raise ValueError('enter')
        return self.n
    def __exit__(self, t, v, tb):
        print('exit', self.n, t and t.__name__, v, tb is not None)
        if self.fail == 'exit': raise KeyError('exit')
        return self.swallow
with CM(1) as a, CM(2) as b: print(a, b)
with (CM(1) as a, CM(2),): print('paren')
with CM(1, True): raise ValueError('inside')
for args in (dict(fail='enter'), dict(fail='exit'), dict()):
    try:
        with CM(0), CM(3, **args): raise TypeError('t')
    except Exception as e: print(repr(e), repr(e.__context__))
class No: pass
class OnlyEnter:
    def __enter__(self): pass
for v in No(), OnlyEnter(), 5:
    try:
        with v: pass
    except TypeError as e: print(e)
def f():
    with CM('r'): return 'returned'
print(f())
for i in range(2):
    with CM(i): continue
import contextlib
@contextlib.contextmanager
def m(): print('in'); yield 'v'; print('out')
with m() as v: print(v)
