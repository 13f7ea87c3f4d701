"""compile(): frozensets among constants, types of functions, comments about types."""
import ast


def report(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split(' (')[0])


def constant(value):
    return eval(compile(ast.fix_missing_locations(ast.Expression(ast.Constant(value))), 'x', 'eval'))


for value in (frozenset({1}), (1, frozenset({2, 3}), b'x', 1j, ...), frozenset(), frozenset({frozenset({-1}), (1, 'a')})):
    report(lambda: constant(value) == value and type(constant(value)).__name__)
report(lambda: constant([1]))
report(lambda: constant((1, [1])))
for text in ('(int, str) -> list', '() -> None', '(*int, **str) -> a.b[c]', '(int, *int, **str) -> x', '(int) -> '):
    report(lambda: ast.dump(compile(text, 'x', 'func_type', ast.PyCF_ONLY_AST)))
report(lambda: compile('() -> None', 'x', 'func_type'))
report(lambda: compile('1', 'x', 'other'))
report(lambda: ast.dump(compile('x = 1 # type: int', 'x', 'exec', ast.PyCF_ONLY_AST | ast.PyCF_TYPE_COMMENTS)))
report(lambda: ast.dump(compile('x = 1 # type: int', 'x', 'exec', ast.PyCF_ONLY_AST)))
