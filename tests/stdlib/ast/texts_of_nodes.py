"""kind and type_comment of nodes must be texts, although nothing that is compiled depends on them."""
import ast

P = dict(lineno=1, col_offset=0)


class S(str):
    pass


def told(*body):
    try:
        compile(ast.Module(list(body), []), '', 'exec')
        print('compiled')
    except Exception as e:
        print(type(e).__name__, str(e).split(' object at ')[0])


one = ast.Constant(1, **P)
name = ast.Name('a', ast.Store(), **P)
args = ast.arguments([], [], None, [], [], None, [])
for text in None, 'u', b'u', '', 5, S('u'), [], 1.5:
    print(repr(text))
    told(ast.Expr(ast.Constant('x', text, **P), **P))
    told(ast.Expr(ast.Constant(object(), text, **P), **P))
    told(ast.If(ast.Constant(-1, text, **P), [], [], **P))
    told(ast.Assign([name], one, text, **P))
    told(ast.For(name, one, [ast.Pass(**P)], [], text, **P))
    told(ast.With([ast.withitem(one, None)], [ast.Pass(**P)], text, **P))
    told(ast.FunctionDef('f', args, [ast.Pass(**P)], [], None, text, **P))
    told(ast.FunctionDef('f', ast.arguments([], [ast.arg('a', None, text, **P)], None, [], [], None, []), [ast.Pass(**P)], [], **P))
    told(ast.Assign([], 5, text, **P))
