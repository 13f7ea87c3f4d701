# Only a variable cannot be called None, True or False in a tree; that is said in the order of the tree, as is a
# constant of a wrong type.
import ast

LOAD, STORE = ast.Load(), ast.Store()
PASS = ast.Pass()


def check(what, *body):
    try:
        compile(ast.fix_missing_locations(ast.Module(list(body), [])), 'f', 'exec')
        print(what, 'ok')
    except Exception as e:
        print(what, type(e).__name__, e)


def args(name):
    return ast.arguments([], [ast.arg(name)], None, [], [], None, [])


def expr(what, *nodes):
    check(what, ast.Expr(ast.Tuple(list(nodes), LOAD)))


x, one = ast.Name('x', LOAD), ast.Constant(1)
for n in ('None', 'True', '__debug__', 'a b', '', 'if'):
    print('--', repr(n))
    expr('name', ast.Name(n, LOAD))
    check('store', ast.Assign([ast.Name(n, STORE)], one))
    check('del', ast.Delete([ast.Name(n, ast.Del())]))
    check('arg', ast.FunctionDef('f', args(n), [PASS], []))
    check('function', ast.FunctionDef(n, args('a'), [PASS], []))
    check('class', ast.ClassDef(n, [], [], [PASS], []))
    expr('attribute', ast.Attribute(x, n, LOAD))
    expr('keyword', ast.Call(x, [], [ast.keyword(n, one)]))
    check('import', ast.Import([ast.alias(n)]))
    check('as', ast.Import([ast.alias('a', n)]))
    check('from', ast.ImportFrom(n, [ast.alias('b')], 0))
    check('global', ast.Global([n]))
    check('handler', ast.Try([PASS], [ast.ExceptHandler(None, n, [PASS])], [], []))
    check('handler of x', ast.Try([PASS], [ast.ExceptHandler(x, n, [PASS])], [], []))
    for p in (ast.MatchAs(None, n), ast.MatchSequence([ast.MatchStar(n)]), ast.MatchMapping([], [], n),
              ast.MatchClass(x, [], [n], [ast.MatchAs(None, 'q')])):
        check('match', ast.Match(x, [ast.match_case(p, None, [PASS])]))
    expr('walrus', ast.NamedExpr(ast.Name(n, STORE), one))
    check('for', ast.For(ast.Name(n, STORE), ast.List([], LOAD), [PASS], []))

none, wrong = ast.Name('None', LOAD), ast.Constant([])
expr('name first', none, wrong)
expr('constant first', wrong, none)
expr('no text', wrong, ast.Name(5, LOAD))
expr('context', wrong, ast.Name('x', STORE))
expr('operands', ast.BinOp(wrong, ast.Add(), none))
expr('call', ast.Call(none, [wrong], []))
expr('lambda', ast.Lambda(args('None'), wrong))
