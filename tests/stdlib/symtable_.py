"""symtable: what the names of every scope are."""
import symtable
SRC = '''
"""doc"""
import os.path, sys as s
from a import b
x: int = 1
y = x + z
class C(Base):
    __slots__ = ()
    a = 1
    __p = 2
    def m(self): return __class__, self.__p
    @property
    def q(self, /, k=1, *, w): 
        super().x
async def f(a, *args, b: int = 2, **kw) -> str:
    global g1, g2
    g1 = 1
    n = [i*a for i in args if (t := i)]
    l = lambda u, v=3: u + n
    yield l
    async with q as (r, t2): pass
    def inner():
        nonlocal n
        n = 3
        del n
        def deep():
            return n, kw
    try: pass
    except E as e: pass
    for jj in e: pass
    return
{k: v for k, v in z.items()}
(w for w in x)
{1 for aa in b}
def f(): from m import *  if 0 else 0
'''.replace("from m import *  if 0 else 0","pass")


def show(t, ind=0):
    p = '  ' * ind
    print(p, t.get_type(), t.get_name(), t.get_lineno(), t.is_optimized(), t.is_nested(), t.has_children(), list(t.get_identifiers()) if ind else sorted(t.get_identifiers()), repr(t))
    if t.get_type() == 'function':
        print(p, 'F', t.get_parameters(), t.get_locals(), t.get_globals(), t.get_nonlocals(), t.get_frees())
    if t.get_type() == 'class':
        print(p, 'C', t.get_methods())
    for sy in sorted(t.get_symbols(), key=lambda s: s.get_name()):
        print(p, ' ', repr(sy), sy.is_referenced(), sy.is_parameter(), sy.is_global(), sy.is_nonlocal(), sy.is_declared_global(), sy.is_local(), sy.is_annotated(), sy.is_free(), sy.is_imported(), sy.is_assigned(), sy.is_namespace(), [n.get_name() for n in sy.get_namespaces()])
    for c in t.get_children():
        show(c, ind + 1)


show(symtable.symtable(SRC,'file.py', 'exec'))
show(symtable.symtable('x+1','file.py', 'eval'))
show(symtable.symtable('x=1','file.py', 'single'))
for bad in [('x','f','foo'),('def f(: pass','f','exec'),('return','f','exec'),('def f(a,a): pass','f','exec'),(1,'f','exec')]:
    try:
        symtable.symtable(*bad)
    except Exception as e:
        print(type(e), e)
t = symtable.symtable("def f(): pass\ndef f(): pass\nx = 1", b'f', 'exec')
for name in 'f', 'x', 'nope':
    try:
        t.lookup(name).get_namespace()
    except (ValueError, KeyError) as e:
        print(repr(e))
print(t, t.lookup('x') is t.lookup('x'), t.get_children()[0] is t.get_children()[0])
