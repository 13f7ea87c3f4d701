"""code.replace() with other constants, names and numbers: what the new functions do."""
import types
def f(a, b=2, *c, d=4, **e):
    "doc"
    x = 5
    print(a, b, x, 'lit', 3.5, (1, 2), None)
    def inner(q): return q * x
    return x + 100 if a < 7 else len(e.keys() or 'lit')
C = f.__code__
def t(run=True, **k):
    try:
        c = C.replace(**k)
        g = types.FunctionType(c, globals(), 'g', (2,)); g.__kwdefaults__={'d':4}
        print(sorted(k), [getattr(c,n) for n in k if n not in ('co_code','co_consts')], c == C, g.__doc__, end=' ')
        print(g(1), g(9, k=1)) if run else print()
        print(g.__code__.co_varnames, g.__code__.co_names)
    except Exception as e: print(sorted(k), type(e).__name__, e)
t()
t(co_name='q'); t(co_qualname='q.r'); t(co_filename='zz.py'); t(co_firstlineno=100); t(co_flags=C.co_flags)
t(co_consts=tuple(99 if v==100 else v for v in C.co_consts))
t(co_consts=tuple('LIT' if v=='lit' else v for v in C.co_consts))
t(co_consts=tuple(-6 if v==5 else 8 if v==7 else 2.25 if v==3.5 else (3,) if v==(1,2) else v for v in C.co_consts))
t(co_consts=tuple('other' if v=='doc' else v for v in C.co_consts))
t(co_consts=tuple(v.replace(co_name='inn') if hasattr(v,'co_name') else v for v in C.co_consts))
t(co_consts=tuple({5:100,100:5}.get(v,v) for v in C.co_consts))
t(co_consts=C.co_consts+(7,)); t(co_consts=[1])
t(co_names=('repr','len','keys')); t(co_names=('print','str','values'));  t(co_names=('nosuch','len','keys')); t(co_names=(1,2,3))
t(co_varnames=('A','B','D','c','E','inner2')); t(co_varnames=('a',)); t(co_cellvars=('X',)); t(co_varnames=(1,2,3,4,5,6))
t(co_posonlyargcount=1); t(co_posonlyargcount=2); t(co_nlocals=7); t(co_argcount=-1); t(co_stacksize=-1); t(co_stacksize=50)
t(co_code=1); t(co_freevars=()); t(co_name=1); t(co_filename=1); t(co_firstlineno='1'); t(co_xx=1); t(co_lnotab=b'')
def h():
    while True:
        try: import os.path as p, sys; return p.join('a', 'b'), sys.maxsize > 3, [i for i in range(3)], {'a': 1}['a']
        except (KeyError, ValueError) as e: return e
c = h.__code__
for i in range(3): h()
h2 = types.FunctionType(c.replace(co_consts=tuple('z' if v=='a' else v for v in c.co_consts), co_names=tuple('dirname' if n == 'join' else n for n in c.co_names)), globals())
try: h2()
except Exception as e: print(type(e).__name__, e)
h2 = types.FunctionType(c.replace(co_names=tuple('normpath' if n == 'join' else 'version_info' if n == 'maxsize' else n for n in c.co_names)), globals())
try: print(h2())
except Exception as e: print(type(e).__name__, e)
print(h())
class K:
    y = 1
    def m(self): self.y = self.y + 1; return self.y, super().__repr__ is not None
k = K()
k.m(); k.m()
n = types.FunctionType(K.m.__code__.replace(co_names=tuple('z' if q == 'y' else q for q in K.m.__code__.co_names)), globals(), 'm', None, K.m.__closure__)
K.z = 10
print(n(k), k.__dict__)
mod = compile('x = 1\nprint(x, "hey", __name__)\ndef q(): return 3\nprint(q())', 'mod', 'exec')
exec(mod.replace(co_consts=tuple('yo' if v == 'hey' else 2 if v == 1 else v for v in mod.co_consts)))
exec(mod.replace(co_names=tuple('y' if v == 'x' else v for v in mod.co_names)))
exec(mod.replace(co_consts=tuple(v.replace(co_consts=(None, 4)) if hasattr(v, 'co_code') else v for v in mod.co_consts)))
