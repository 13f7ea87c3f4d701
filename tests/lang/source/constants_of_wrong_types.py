# compile() of trees whose constants are of types that none may have: fields come first, then constants in the order of the tree.
import ast
def t(x):
    try: compile(ast.Expression(x), '', 'eval'); print('ok')
    except BaseException as e: print(type(e).__name__, str(e).split(' object at ')[0])
P = dict(lineno=1, col_offset=0)
C = lambda v: ast.Constant(v, **P)
for x in (C({}), C((1, [2])), C((1, ((3, {4}),))), C(frozenset({1, (2, object)})), C(object()), ast.Subscript(C({'a': 1}), 5, ast.Load(), **P),
          ast.BinOp(ast.Name('None', ast.Load(), **P), ast.Add(), C([]), **P),
          ast.BinOp(C([]), ast.Add(), C({}), **P), ast.Call(C(set()), [], [ast.keyword('a', C(bytearray()), **P)], **P), ast.Compare(C([]), [ast.Lt()], [], **P), ast.Tuple([C([]), ast.Constant(1)], ast.Load(), **P), ast.Dict([C([])], [], **P), C(...), C(1j), C(-3), C(True), ast.JoinedStr([C(5)], **P), ast.JoinedStr([C([])], **P)):
    t(x)
