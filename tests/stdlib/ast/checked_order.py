"""What compile() says first about a tree that is wrong in several places."""
import ast


def tell(tree):
    try:
        compile(ast.fix_missing_locations(tree), '<tree>', 'exec')
        print('ok')
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)


def module(*body):
    return ast.Module(list(body), [])


store = ast.Name('x', ast.Store())
load = ast.Name('x', ast.Load())
for kind in ast.ListComp, ast.SetComp, ast.GeneratorExp:
    tell(module(ast.Expr(kind(store, [ast.comprehension(load, load, [], 0)]))))
    tell(module(ast.Expr(kind(store, [ast.comprehension(store, store, [], 0)]))))
    tell(module(ast.Expr(kind(store, []))))
nothing = ast.arguments([], [], None, [ast.arg('x', store)], [], None, [])
tell(module(ast.FunctionDef('f', nothing, [ast.Pass()], [], None)))
tell(module(ast.Expr(ast.Lambda(ast.arguments([], [], None, [], [load], None, []), load))))
for place in (10, 1, 0, 5), (-10, -11, 0, 5), (-5, -2, 0, 5), (1, 1, 10, 1), (1, 1, -5, -2), (1, 1, 0, 5):
    tree = ast.parse('a = 1')
    node = tree.body[0]
    node.lineno, node.end_lineno, node.col_offset, node.end_col_offset = place
    tell(tree)
tell(module(ast.ImportFrom(module='time', names=[ast.alias(name='sleep')], level=None, lineno=None, col_offset=None)))
