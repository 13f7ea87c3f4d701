import ast
import astunparse
import beniget
import gast

tree = gast.parse('def f(x):\n  y = x + 1\n  return [y for z in range(3)]\n')
print(gast.dump(tree))
chains = beniget.DefUseChains()
chains.visit(tree)
print([c.name() for c in chains.locals[tree]])
print(astunparse.unparse(ast.parse('a = 1 if x else (lambda q, *r, **s: {q: [1, (2,)]})\nclass A(B, m=C):\n  @d\n  async def g(self):\n    await x\n    yield f"{1!r:>{w}}"\n')))
