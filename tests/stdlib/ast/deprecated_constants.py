# The classes that constants had before Python 3.8: making them gives a Constant, and isinstance() goes by the value.
import ast
import warnings

OLD = (ast.Num, ast.Str, ast.Bytes, ast.NameConstant, ast.Ellipsis)
for c in OLD:
    print(c, c._fields, sorted(vars(c)), c.__new__.__name__)
for v in (1, 1.5, 1j, True, None, 'a', b'a', ..., ()):
    print(repr(v), [c.__name__ for c in OLD if isinstance(ast.Constant(v), c)])
for f in (lambda: ast.Num(5), lambda: ast.Num(n=5), lambda: ast.Str(s='x'), lambda: ast.Bytes(b'a'),
          lambda: ast.NameConstant(value=None), lambda: ast.Ellipsis(), lambda: ast.Num(), lambda: ast.Num('x'),
          lambda: ast.Num(1, 2), lambda: ast.Num(1, 2, 3), lambda: ast.Ellipsis(1), lambda: ast.Num(5, n=5),
          lambda: ast.Num(5, value=5), lambda: ast.Str(5, s=5), lambda: ast.NameConstant(5, value=5)):
    try:
        n = f()
        print(ast.dump(n), isinstance(n, ast.Num), vars(n))
    except TypeError as e:
        print(e)


class N(ast.Num):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.z = 1


class N2(ast.Num):
    _fields = ('foo',)


for f in (lambda: N(5), lambda: N2(5), lambda: N('x'), lambda: N2(foo=1), lambda: N(n=1), lambda: N(1, n=1)):
    try:
        n = f()
        print(type(n).__name__, vars(n), isinstance(n, ast.Num), isinstance(n, N), isinstance(n, N2))
    except TypeError as e:
        print(e)
print(isinstance(ast.Constant(1), N), isinstance(3, ast.Num), issubclass(ast.Constant, ast.Num))


class V(ast.NodeVisitor):
    def visit_Num(self, n):
        print('num', n.n)

    def visit_Ellipsis(self, n):
        print('ellipsis')


with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    V().visit(ast.parse("[1, 'a', ..., True]"))
    print([(str(x.message), x.category.__name__) for x in w])
