# The type comments of functions, right and wrong.
import ast
for source in ('(a b) -> c', '(a) -> b c', '(a, ...) -> c(a, (b, c), [d]) -> e[f]', '(a, 1 +) -> x', '(a) -> 1 +', '(a) -> (b', '(a) -> b)', '(a[) -> x', '(a, "é", b..c) -> d', '(lambda: 1) -> 2', '(a if b) -> c', '(a) -> x if y', '(a) -> yield', '(a) -> *b', '(a) -> (yield)', '(a:=1) -> c', '(a) -> b := c', '((a:=1)) -> c', '(a) -> b, c', '(a) -> (b, c)', '(f(x for y in z, 1)) -> c', '(f(a=1, 2)) -> c', '(1 = 2) -> c', '(a) -> {1:}', '(a) -> "abc', '(a) -> \'\'\'abc', '(a) -> $', '(a,\n b c) -> d', '(a,\n b) -> c d', '( -> c', '(a', '(', '', ')', 'x', '(a) b', '(a) - b', '(*) -> x', '(**) -> x', '(*a,) -> x', '(*a, **b,) -> x', '(**a, b) -> x', '(a, *b, *c) -> d', '(a;b) -> c', '(a) -> b; c', '(a) -> b\nc', '(a) ->\nb', '(None, True) -> ...', '(a) -> not b', '(print x) -> y', '(a) -> print x', '(a) -> f(', '(a) -> 1a', '(a) -> 0777', '(é é) -> a','(a) -> await b', '(await b) -> c', '(a.b.c[d, e], f()) -> g.h()', 'é -> (a)', '(a) -> é é'):
    try:
        print(repr(source), ast.dump(ast.parse(source, mode='func_type'), include_attributes=True))
    except SyntaxError as e:
        print(repr(source), type(e).__name__, e, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
