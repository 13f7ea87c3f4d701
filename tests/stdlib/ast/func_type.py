"""Type comments of functions, parsed as such: (int, *str, **bool) -> float."""
import ast

for source in (
    '(int, *str, *Any) -> float',
    '(int, **str, Any) -> float',
    '(**int, **str) -> float',
    '(int, *str, **Any) -> float',
    '() -> int',
    '(int,) -> int',
    '(*int) -> x',
    '(**k) -> x',
    '(*a, b) -> c',
    '(a, *b, **c, d) -> e',
    'int -> x',
    '(int) ->',
    '(a)->b # c',
    '(a) -> b\n\n',
    '(a: b) -> c',
    '(a=b) -> c',
    '(...) -> c',
    '(a, ...) -> c',
    '(a, (b, c), [d]) -> e[f]',
    '(a\n, b)\n -> c',
    '( é , x ) -> é.y',
):
    print(repr(source))
    try:
        print('   ', ast.dump(ast.parse(source, mode='func_type'), include_attributes=True))
    except SyntaxError as e:
        print('   ', e, e.lineno, e.offset, e.end_lineno, e.end_offset)
