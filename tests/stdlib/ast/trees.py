import ast
print(ast.dump(ast.parse('x=1\ndef f(a,b=2,*c,d,**e)->int:\n  "doc"\n  return a+b', ), indent=2))
print(ast.literal_eval("{'a':[1,-2.5,(3,)], 'b':{1,2}, 'c':None, 'd': 1+2j, 'e': b'x'}"))
for bad in ['f()','a','1+2','[','{**a}', "'a'+'b'", ' 1', '-True']:
    try: print(ast.literal_eval(bad))
    except Exception as e: print(type(e).__name__, str(e).split(' at 0x')[0])
t=ast.parse('y = x * 2 if x else lambda q: (yield)')
class V(ast.NodeTransformer):
    def visit_Constant(self,n): return ast.copy_location(ast.Constant(n.value+1),n)
t=ast.fix_missing_locations(V().visit(t)); ns={'x':5}; exec(compile(t,'<t>','exec'),ns); print(ns['y'])
print(eval(compile(ast.Expression(ast.BinOp(ast.Constant(2),ast.Add(),ast.Constant(3),lineno=1,col_offset=0)) if 0 else ast.fix_missing_locations(ast.Expression(ast.BinOp(ast.Constant(2),ast.Add(),ast.Constant(-3)))),'<x>','eval')))
src='''
import os, sys as s
from . import q
from ..a.b import c as d, e
@dec(1)
class A(B, metaclass=M):
    """doc
    more"""
    x: int = 3
    (y): str
    async def f(self, /, a, *, b=1, **k) -> None:
        async with a as b, c: await x
        async for i in y: print(i)
        else: pass
        return (yield)
for i, (a, *b) in [(1, 2)]:
    if i and (j or k) and not l: continue
    elif x: break
    else: del a, b[1:2, ::3]
while (n := 10) > 5: n -= 1; x = y = (z := 3)
try: raise X from Y
except (A, B) as e: pass
except: raise
else: a
finally: b
try: pass
except* E: pass
with open('x') as f, (g): pass
print(f'a{x!r:>{w}}b{{}}{y["k"]}', *a, **b, k=1, end='')
z = [i for i in x if i if j for k in l], {i: j for i in x}, {i for i in x}, (i for i in x), sum(i for i in y)
a = -1 ** 2, (-1) ** 2, 2 ** -1, not a, ~b, a if b else c, (lambda: 0)(), (lambda x, *y: x + y)
b = a < b <= c is not d in e, (a < b) < c, a or b and c, (a or b) and c
a @ b // c % d << 1 >> 2 | 3 ^ 4 & 5
x = 1 .real, 1.5.real, (1).__class__, "s".x, (a, b), (a,), (), [], {}, {1, 2}, ..., None, 1e400, 3j, b"x\\n"
global g1
match x:
    case [1, *_, a]: pass
    case {'k': v, **r} if v: pass
    case P(1, b=2) | Q() as z: pass
    case None | -1 | 1+2j | a.b | 'x' : pass
    case _: pass
x[1], x[1, 2], x[a:b], x[*a], x[()]
assert x, 'm'
'''
u=ast.unparse(ast.parse(src)); print(u)
assert ast.dump(ast.parse(u))==ast.dump(ast.parse(src))
print(ast.get_source_segment('x = 1\ny = foo(1,\n 2)', ast.parse('x = 1\ny = foo(1,\n 2)').body[1].value))
print(ast.get_docstring(ast.parse('"""a\n  b"""')), [type(n).__name__ for n in ast.walk(ast.parse('a+1'))])
print(isinstance(ast.Constant(3), ast.Num), ast.Name('x',ast.Load())._fields, ast.Name.__match_args__, ast.Pass.__mro__[1])
for e in [lambda: ast.Name(1,2,3), lambda: compile(ast.Module([ast.Expr(ast.Name('x',ast.Store(),lineno=1,col_offset=0),lineno=1,col_offset=0)],[]),'','exec'), lambda: compile(ast.Module([ast.Expr()],[]),'','exec'), lambda: compile(ast.parse('1'),'','eval')]:
    try: e(); print('ok')
    except Exception as x: print(type(x).__name__, x)
